"""Finding an entity of a graph by a name that somebody typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record import Record

NEAR = 84.0
"""From this likeness (0 to 100) on, a name is taken for another spelling of the one that was typed."""
_LIKE = 55.0


@dataclass(frozen=True, slots=True)
class Match:
    """The key of the entity, if one is called so; the labels of others that are near."""

    key: str | None
    exact: bool
    suggestions: tuple[str, ...]


def find(name: str, records: Sequence[Record]) -> Match:
    """The entity with this label, else with this other name, else the one that is spelled most like it.

    Among several of one name the one that is mentioned most is taken.
    """
    from rapidfuzz import fuzz, process, utils

    mentions: Counter[str] = Counter()
    labels: dict[str, str] = {}
    called: dict[str, list[str]] = {}
    for record in records:
        for entity in record.entities:
            mentions[entity.key] += len(entity.evidence)
            labels.setdefault(entity.key, entity.label)
            for spelling in (entity.label, *entity.alt_labels):
                called.setdefault(folded(spelling), []).append(entity.key)
    exact = called.get(folded(name), [])
    by_label = [key for key in exact if folded(labels[key]) == folded(name)]
    if exact:
        best = max(by_label or exact, key=lambda key: (mentions[key], key))
        return Match(best, True, tuple(sorted({labels[key] for key in exact} - {labels[best]}))[:5])
    near = process.extract(folded(name), list(called), scorer=fuzz.WRatio, processor=utils.default_process, limit=8)
    keys = [
        max(called[spelling], key=lambda key: (mentions[key], key)) for spelling, score, _ in near if score >= _LIKE
    ]
    others = list(dict.fromkeys(labels[key] for key in keys))
    if near and near[0][1] >= NEAR:
        return Match(keys[0], False, tuple(label for label in others if label != labels[keys[0]])[:5])
    return Match(None, False, tuple(others[:5]))


def folded(name: str) -> str:
    """A name without what people write in different ways: case, quotes, a leading "the", white space."""
    plain = name.replace("’", "'").replace("‘", "'").casefold()
    return re.sub(r"^the ", "", " ".join(plain.split()).strip(" .,'\""))
