"""Score facts and rules, per predicate, against gold articles: with the gold's mentions, or with those found.

    python -m benchmarks.facts ../shared/bench/dev [--texts DIR] [--found] [--misses] [--only PREDICATE] [--doc NAME]

By default the entities are given (see `oracle`); `--found` runs the whole pipeline. `--mode` says whether the frames,
the encoder or both find the relations. `--cache DIR` keeps the parses.
Matching is as in the graph's scorer: subject, predicate and object; titles of posts by half of their words.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from benchmarks.entities import Tally, _gold_entity, norm, read_gold
from benchmarks.oracle import give_gold_mentions
from onrecord.language.annotations import FactDraft, Mode, RuleDraft
from onrecord.language.pipeline import COMPONENTS, load, plain
from onrecord.record import Article, PartialDate

_FINDERS = ("onrecord_mentions", "onrecord_coreference")
_SYMMETRIC = "partnersWith"
_POSTS = ("holdsPost", "runsFor")

Triple = tuple[str, str, str]


@dataclass
class Score:
    """Tallies by predicate, of rules and of the attributes of matched facts, and the lines that say what went wrong."""

    predicates: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    frames: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: Tally = field(default_factory=Tally)
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    lines: list[str] = field(default_factory=list)

    def add(self, gold: Mapping[str, Any], doc: Doc, ids: list[str]) -> None:
        """Compare one article's facts and rules with its gold; `ids` names the chains."""
        names = {entity["id"]: entity["names"][0] for entity in gold["entities"]}
        self.lines.append(f"== {gold['doc']}")
        self._facts(gold, doc, ids, names)
        self._rules(gold, doc, ids)

    def _facts(self, gold: Mapping[str, Any], doc: Doc, ids: list[str], names: Mapping[str, str]) -> None:
        wanted: dict[Triple, list[Mapping[str, Any]]] = defaultdict(list)
        for fact in gold["facts"]:
            wanted[fact["s"], fact["p"], fact["o"]].append(fact)
        said: dict[Triple, list[FactDraft]] = defaultdict(list)
        for draft in doc._.facts:
            target = f"={draft.post_title}" if draft.post_title is not None else ids[draft.object]
            said[ids[draft.subject], draft.predicate, target].append(draft)
        free = set(said)
        for triple, facts in wanted.items():
            match = next((other for other in sorted(free, key=lambda t: t != triple) if matches(triple, other)), None)
            if match is None:
                self.predicates[triple[1]].missed += 1
                self.lines.append(f"  - {_line(triple, names)} | {facts[0]['factuality']} | {facts[0]['quote']}")
                continue
            free.discard(match)
            self.predicates[triple[1]].right += 1
            self._attributes(facts, said[match], doc, ids)
            for frame in {draft.frame for draft in said[match]}:
                self.frames[frame].right += 1
        for triple in sorted(free):
            self.predicates[triple[1]].extra += 1
            draft = said[triple][0]
            self.frames[draft.frame].extra += 1
            words = " ... ".join(doc[start:end].text for start, end in draft.evidence)
            self.lines.append(f"  + {_line(triple, names)} | {draft.frame} | {words}")

    def _attributes(self, facts: list[Mapping[str, Any]], drafts: list[FactDraft], doc: Doc, ids: list[str]) -> None:
        real = {draft.factuality.value.lower() for draft in drafts}
        self._count("factuality", bool(real & {fact["factuality"] for fact in facts}))
        speakers = [None if d.claimant is None else doc._.attributions[d.claimant].speaker for d in drafts]
        voices = {None if speaker is None else ids[speaker] for speaker in speakers}
        claimed = {fact.get("by") if not str(fact.get("by")).startswith("=") else None for fact in facts}
        self._count("claimant", bool(voices & claimed))
        dates = {doc._.dates[index].value.value for draft in drafts for index in draft.dates}
        for fact in facts:
            if fact.get("date"):
                self._count("date", fact["date"] in dates)

    def _count(self, name: str, right: bool) -> None:
        self.attributes[name][0] += right
        self.attributes[name][1] += 1

    def _rules(self, gold: Mapping[str, Any], doc: Doc, ids: list[str]) -> None:
        free: list[RuleDraft] = list(doc._.rules)
        for rule in gold["rules"]:
            match = next((draft for draft in free if _same_rule(rule, draft, doc, ids)), None)
            if match is None:
                self.rules.missed += 1
                self.lines.append(f"  - rule {rule['of']} {rule['modality']} | {rule['bearer']} | {rule['action']}")
                continue
            free.remove(match)
            self.rules.right += 1
        for draft in free:
            self.rules.extra += 1
            action = doc[slice(*draft.action)].text
            self.lines.append(f"  + rule {ids[draft.rule_of]} {draft.modality} | {action}")

    def table(self) -> str:
        """One line a predicate, the most frequent first, and all together."""
        total = Tally()
        rows = []
        for name, tally in sorted(self.predicates.items(), key=lambda item: -(item[1].right + item[1].missed)):
            total.right, total.extra = total.right + tally.right, total.extra + tally.extra
            total.missed += tally.missed
            rows.append(_row(name, tally))
        ends = [_row("facts", total), _row("rules", self.rules)]
        rates = [f"{name} {right}/{of}" for name, (right, of) in self.attributes.items()]
        return "\n".join([f"{'':14} {'P':>6} {'R':>6} {'F1':>6}   right/extra/missed", *rows, *ends, "  ".join(rates)])


def matches(gold: Triple, said: Triple) -> bool:
    """Whether the scorer takes one triple for the other."""
    if gold[1] != said[1]:
        return False
    if gold == said or (gold[1] == _SYMMETRIC and (gold[2], gold[0]) == (said[0], said[2])):
        return True
    return gold[1] in _POSTS and gold[0] == said[0] and jaccard(gold[2], said[2]) >= 0.5


def jaccard(one: str, other: str) -> float:
    """The share of words that two texts have in common, repeated words counted."""
    first, second = (Counter(re.findall(r"\w+", norm(text))) for text in (one, other))
    union = sum((first | second).values())
    return sum((first & second).values()) / union if union else 0.0


def _same_rule(rule: Mapping[str, Any], draft: RuleDraft, doc: Doc, ids: list[str]) -> bool:
    action = doc[slice(*draft.action)].text
    of_it = ids[draft.rule_of] == rule["of"] and draft.modality.value.lower() == rule["modality"]
    return of_it and jaccard(rule["action"], action) >= 0.5


def _line(triple: Triple, names: Mapping[str, str]) -> str:
    return " ~ ".join(names.get(part, part) for part in triple)


def _row(name: str, tally: Tally) -> str:
    precision, recall, f1 = tally.scores()
    return f"{name:14} {precision:6.3f} {recall:6.3f} {f1:6.3f}   {tally.right}/{tally.extra}/{tally.missed}"


def parses(articles: Iterable[Article], nlp: Language, cache: Path | None) -> Iterator[Doc]:
    """Each article as the language model reads it, without this project's components."""
    for article in articles:
        path = None if cache is None else cache / f"{hashlib.sha256(article.text.encode()).hexdigest()[:16]}.spacy"
        if path is not None and path.exists():
            doc = next(DocBin().from_bytes(path.read_bytes()).get_docs(nlp.vocab))
        else:
            doc = nlp.make_doc(plain(article.text))
            for name, pipe in nlp.pipeline:
                doc = pipe(doc) if name not in COMPONENTS else doc
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(DocBin(store_user_data=True, docs=[doc]).to_bytes())
        doc._.article = article
        yield doc


def read(doc: Doc, gold: Mapping[str, Any], nlp: Language, found: bool) -> list[str]:
    """Run the components on a parsed Doc; the gold ids of the chains, "?" and the label where there is none."""
    ids: list[str] = []
    for name in COMPONENTS:
        if found or name not in _FINDERS:
            nlp.get_pipe(name)(doc)
        elif name == _FINDERS[0]:
            ids = give_gold_mentions(doc, gold)
    return _aligned(doc, gold) if found else ids


def _aligned(doc: Doc, gold: Mapping[str, Any]) -> list[str]:
    owner = {norm(name): entity for entity in gold["entities"] for name in entity["names"]}
    ids: list[str] = []
    for chain in doc._.chains:
        entity = _gold_entity(chain, owner)
        right = entity is not None and entity["type"] == chain.kind and entity["id"] not in ids
        ids.append(entity["id"] if right and entity is not None else f"?{chain.label}")
    return ids


def main() -> None:
    """Score the directories given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directories", nargs="+", type=Path)
    parser.add_argument("--texts", action="append", type=Path, default=[])
    parser.add_argument("--found", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--frames", action="store_true", help="how often each frame was right")
    parser.add_argument("--only", help="misses of this predicate alone")
    parser.add_argument("--doc")
    parser.add_argument("--mode", choices=get_args(Mode), default="merged", help="who finds relations")
    parser.add_argument("--cache", type=Path)
    arguments = parser.parse_args()
    nlp, score = load(), Score()
    nlp.get_pipe("onrecord_frames").mode = arguments.mode  # type: ignore[attr-defined]
    pairs = [pair for folder in arguments.directories for pair in read_gold(folder, arguments.texts, arguments.doc)]
    articles = [
        Article(gold["doc"], text, date=PartialDate(gold["date"]) if gold["date"] else None) for gold, text in pairs
    ]
    for (gold, _), doc in zip(pairs, parses(articles, nlp, arguments.cache), strict=True):
        score.add(gold, doc, read(doc, gold, nlp, arguments.found))
    if arguments.misses:
        lines = [line for line in score.lines if not arguments.only or f" {arguments.only} " in line]
        print("\n".join(lines))
    if arguments.frames:
        print("\n".join(_row(name, tally) for name, tally in sorted(score.frames.items())))
    print(score.table())


if __name__ == "__main__":
    main()
