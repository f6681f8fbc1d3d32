"""What a gold article's graph teaches: typed spans in chains, facts at the words that say them, rules.

Spans are every place of a gold name, and the pronouns that the project's coreference gives to the same entity, so that
the relation head learns on what it will meet. All places are piece indices of the whole article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

from benchmarks.entities import _gold_entity, norm
from benchmarks.oracle import give_gold_mentions
from spacy.tokens import Doc
from vocabulary import FACTUALITIES, KINDS, MODALITIES, PREDICATES

from onrecord.encoder.wordpieces import Piece
from onrecord.language.pipeline import DEFAULT_MODEL, load, plain
from onrecord.record import Article, PartialDate

_FINDERS = ("onrecord_dates", "onrecord_mentions", "onrecord_coreference")
BEYOND = 1000
RULE_NEAR = 30
"""In articles read by machine, a word further than this from every rule says nothing."""


class Places:
    """From code points to pieces."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._starts = [piece.start for piece in pieces]
        self._ends = [piece.end for piece in pieces]

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """First and behind-last piece of these code points."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, last) if first < last else None


def stretches(words: str, text: str) -> list[tuple[int, int]]:
    """Where a quote's parts first stand in the text, in code points; white space and quote style aside."""
    found = []
    for part in re.split(r"\s*(?:…|\.\.\.)\s*", plain(words)):
        pattern = r"\s+".join(re.escape(word) for word in part.split())
        match = re.search(pattern, text) if pattern else None
        if match is not None:
            found.append(match.span())
    return found


def relation_labels(gold: dict[str, Any], text: str, pieces: list[Piece], weight: float) -> dict[str, Any]:
    """Spans [first, behind last, kind, entity] as gold gives them ("spans") and as the project finds them, and facts.

    A fact is [subject, predicate, object, factuality, claimed, stretches], an entity its number in the gold file. What
    the project finds beyond gold has numbers from `BEYOND` on; it is not asked in articles read by machine, whose gold
    may lack it.
    """
    places, index = Places(pieces), {entity["id"]: n for n, entity in enumerate(gold["entities"])}
    given = _read(gold, text, ())
    ids = give_gold_mentions(given, gold)
    labels = {"spans": _spans(given, [index[name] for name in ids], places), "relation_weight": weight}
    if weight == 1.0:
        labels["found"] = _found(gold, text, index, places)
    facts = []
    for fact in gold["facts"]:
        if fact["p"] not in PREDICATES or fact["s"] not in index or fact["o"] not in index:
            continue
        where = [at for stretch in stretches(fact["quote"], plain(text)) if (at := places.of(*stretch)) is not None]
        real = FACTUALITIES.index(fact["factuality"])
        said = [index[fact["s"]], PREDICATES.index(fact["p"]), index[fact["o"]]]
        facts.append([*said, real, int(fact.get("by") is not None), where])
    return labels | {"facts": facts}


def _found(gold: dict[str, Any], text: str, index: dict[str, int], places: Places) -> list[list[int]]:
    owner = {norm(name): entity for entity in gold["entities"] for name in entity["names"]}
    found = _read(gold, text, _FINDERS)
    owners = [_gold_entity(chain, owner) for chain in found._.chains]
    return _spans(found, [BEYOND + n if own is None else index[own["id"]] for n, own in enumerate(owners)], places)


def _read(gold: dict[str, Any], text: str, components: tuple[str, ...]) -> Doc:
    nlp = load(DEFAULT_MODEL, components)
    doc = nlp.make_doc(plain(text))
    doc._.article = Article(gold["doc"], text, date=PartialDate(gold["date"]) if gold["date"] else None)
    return nlp(doc)


def _spans(doc: Doc, numbers: list[int], places: Places) -> list[list[int]]:
    spans = []
    for mention in doc._.mentions:
        if mention.chain is not None and not doc._.chains[mention.chain].plural:
            inside = doc[mention.start : mention.end]
            at = places.of(inside.start_char, inside.end_char)
            if at is not None:
                spans.append([*at, KINDS.index(doc._.chains[mention.chain].kind), numbers[mention.chain]])
    return spans


def rule_labels(gold: dict[str, Any], text: str, pieces: list[Piece], silver: bool) -> dict[str, Any]:
    """Label 0 outside, then begin and inside of the action of a rule, by its modality."""
    row, places = [0 if piece.first else -1 for piece in pieces], Places(pieces)
    for rule in gold["rules"]:
        base = 1 + 2 * MODALITIES.index(rule["modality"])
        for stretch in stretches(rule["action"], plain(text)):
            at = places.of(*stretch)
            held = [i for i in range(*at) if pieces[i].first] if at is not None else []
            if held and not any(row[i] for i in held):
                for i in held:
                    row[i] = base if i == held[0] else base + 1
    if silver:
        near = {j for i, label in enumerate(row) if label > 0 for j in range(i - RULE_NEAR, i + RULE_NEAR + 1)}
        row = [label if i in near else -1 for i, label in enumerate(row)]
    return {"rules": row}
