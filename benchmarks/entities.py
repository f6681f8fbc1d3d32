"""Score the entities that mentions and coreference find, per kind, against gold articles.

    python -m benchmarks.entities ../shared/bench/dev [--misses] [--doc NAME]

A directory has `gold/` and `text/`; texts that are not in `text/` are looked for in the directories of `--texts`.
An entity is found where its kind is right and one of its names equals one of the gold's names.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.language import coreference, mentions
from onrecord.language.annotations import Chain
from onrecord.language.pipeline import load, parse
from onrecord.record import Article, Kind

COMPONENTS = tuple(f"onrecord_{module.__name__.rsplit('.', 1)[-1]}" for module in (mentions, coreference))


@dataclass
class Tally:
    """True positives, false positives, false negatives."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def scores(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        precision = self.right / max(1, self.right + self.extra)
        recall = self.right / max(1, self.right + self.missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


@dataclass
class Score:
    """Tallies by kind, and the lines that say what went wrong."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    lines: list[str] = field(default_factory=list)

    def add(self, gold: dict[str, Any], chains: Iterable[Chain]) -> None:
        """Compare one article's chains with its gold."""
        owner = {norm(name): entity for entity in gold["entities"] for name in entity["names"]}
        found: dict[str, bool] = {}
        self.lines.append(f"== {gold['doc']}")
        for chain in sorted(chains, key=lambda c: c.kind):
            entity = _gold_entity(chain, owner)
            right = entity is not None and entity["type"] == chain.kind and entity["id"] not in found
            if right and entity is not None:
                found[entity["id"]] = True
                self.kinds[chain.kind].right += 1
                continue
            self.kinds[chain.kind].extra += 1
            note = f" (is {entity['type']} {entity['names'][0]})" if entity else ""
            self.lines.append(f"  + {chain.kind}: {chain.label} {chain.alt_labels}{note}")
        for entity in gold["entities"]:
            if entity["id"] not in found:
                self.kinds[entity["type"]].missed += 1
                self.lines.append(f"  - {entity['type']}: {entity['names']}")

    def table(self) -> str:
        """One line a kind, and all together."""
        rows = []
        total = Tally()
        for kind in Kind:
            tally = self.kinds[kind]
            total.right, total.extra = total.right + tally.right, total.extra + tally.extra
            total.missed += tally.missed
            rows.append(_row(kind, tally))
        return "\n".join([f"{'':14} {'P':>6} {'R':>6} {'F1':>6}   right/extra/missed", *rows, _row("all", total)])


def norm(text: str) -> str:
    """The form in which the scorer compares names."""
    plain = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    plain = re.sub(r"\s+", " ", plain).strip(" .,;:\"'").casefold()
    return re.sub(r"'s?$", "", re.sub(r"^(the|a|an) ", "", plain))


def _gold_entity(chain: Chain, owner: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    names = [norm(chain.label), norm(chain.label), *(norm(name) for name in chain.alt_labels)]
    hits = [owner[name] for name in names if name in owner]
    if not hits:
        return None
    best = Counter(entity["id"] for entity in hits).most_common(1)[0][0]
    return next(entity for entity in hits if entity["id"] == best)


def _row(name: str, tally: Tally) -> str:
    precision, recall, f1 = tally.scores()
    return f"{name:14} {precision:6.3f} {recall:6.3f} {f1:6.3f}   {tally.right}/{tally.extra}/{tally.missed}"


def read_gold(directory: Path, texts: Sequence[Path], only: str | None = None) -> list[tuple[dict[str, Any], str]]:
    """The gold articles of a directory with their texts."""
    articles = []
    for path in sorted((directory / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf8"))
        if only is None or only in gold["doc"]:
            articles.append((gold, _text(gold["doc"], [directory / "text", *texts])))
    return articles


def _text(name: str, places: Sequence[Path]) -> str:
    for place in places:
        for stem in (name, name.removeprefix("polnear-")):
            path = place / f"{stem}.txt"
            if path.exists():
                return path.read_bytes().decode("utf8").replace("\r\n", "\n")
    raise FileNotFoundError(f"no text of {name} in {', '.join(map(str, places))}")


def main() -> None:
    """Score the directories given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directories", nargs="+", type=Path)
    parser.add_argument("--texts", action="append", type=Path, default=[])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--doc")
    arguments = parser.parse_args()
    nlp = load(components=COMPONENTS)
    score = Score()
    begun = time.perf_counter()
    pairs = [pair for folder in arguments.directories for pair in read_gold(folder, arguments.texts, arguments.doc)]
    docs = parse((Article(gold["doc"], text) for gold, text in pairs), nlp)
    for (gold, _), doc in zip(pairs, docs, strict=True):
        score.add(gold, doc._.chains)
    if arguments.misses:
        print("\n".join(score.lines))
    print(score.table())
    print(f"{len(pairs)} articles in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
