"""Proposals of mentions, from rules or from a model, and how they are made one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.language.annotations import Form
from onrecord.record import Kind


@dataclass(slots=True)
class Proposal:
    """A stretch of tokens that may be a mention; `title` is the title before a person's name."""

    start: int
    end: int
    kind: Kind | None
    form: Form
    confidence: float
    label: str | None = None
    title: str | None = None
    indefinite: bool = False


_NESTED = frozenset({Kind.PLACE, Kind.PERSON, Kind.AGENCY})
Proposer = Callable[[Doc], list[Proposal]]


def merge(proposals: list[Proposal]) -> list[Proposal]:
    """One proposal a stretch: the surest stay; what crosses one that stays goes; a place may lie inside a name.

    A description may hold names and other descriptions (its owner); a name holds only kinds in `_NESTED`.
    """
    kept: list[Proposal] = []
    by_token: dict[int, list[Proposal]] = {}
    for item in sorted(proposals, key=lambda p: (-_rank(p), p.start, -p.end)):
        rivals = {id(other): other for i in range(item.start, item.end) for other in by_token.get(i, ())}
        if all(_compatible(item, other) for other in rivals.values()):
            kept.append(item)
            for i in range(item.start, item.end):
                by_token.setdefault(i, []).append(item)
    return sorted(kept, key=lambda p: (p.start, -p.end))


def _rank(item: Proposal) -> float:
    return item.confidence + 0.02 * min(item.end - item.start, 8) + (0.5 if item.form == "name" else 0.0)


def _compatible(item: Proposal, other: Proposal) -> bool:
    if (item.start, item.end) == (other.start, other.end):
        return item.label is not None and other.label is not None and item.kind is not other.kind
    inner, outer = (item, other) if item.end - item.start < other.end - other.start else (other, item)
    if not (outer.start <= inner.start and inner.end <= outer.end):
        return False
    if outer.form == "description":
        return inner.end < outer.end
    return inner.kind in _NESTED and outer.kind not in {Kind.PERSON, Kind.PLACE} and inner.form == "name"
