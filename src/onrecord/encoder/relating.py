"""Which relations hold between two mentions: every pair of a window scored from vectors that one reading left.

Each piece has a vector of its part as a subject, as an object, two factors, what it says where it stands between
two mentions, and gates that say how much that counts. A pair's score comes from the means over the two spans, the
gated mean of what stands between them (a sum over a prefix less another, so that all pairs together cost little), their
kinds and the distance: a layer of rectified units, and beside it the product of the factors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.encoder.linking import bucket
from onrecord.encoder.spans import Floats, Ints
from onrecord.encoder.wordpieces import Piece
from onrecord.record import Factuality, Kind

PAIR, PRODUCT, GATES = 128, 64, 4
"""Widths of the vectors."""
_BUCKETS, _LONGEST = 16, 512
GAPS = 2 * _BUCKETS + 1
"""Classes of distance: the object before or behind the subject, by size; the last: one inside the other."""
_LEAST = 0.05
"""Nothing below this probability is told."""
_STEPS = np.array([bucket(0, step, _BUCKETS) for step in range(-_LONGEST, _LONGEST + 1)])


@dataclass(frozen=True, slots=True)
class TypedSpan:
    """Words (code points) that speak of something of this kind."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class SpanRelation:
    """A relation between two of the spans that were asked about, by index: how sure, how real, how sure a claim."""

    subject: int
    object: int
    predicate: str
    probability: float
    factuality: Factuality
    claim: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """The pieces of a window with its marks, and a vector for each."""

    pieces: Sequence[Piece]
    vectors: Floats

    def holds(self, spans: Sequence[TypedSpan]) -> Iterator[tuple[int, int, int]]:
        """The spans that lie in it: index, first piece, piece behind the last."""
        starts = {piece.start: i for i, piece in reversed(list(enumerate(self.pieces))) if piece.start >= 0}
        ends = {piece.end: i + 1 for i, piece in enumerate(self.pieces) if piece.start >= 0}
        known = np.array([i for i, piece in enumerate(self.pieces) if piece.start >= 0], np.intp)
        opens = np.array([self.pieces[i].start for i in known], np.intp)
        closes = np.array([self.pieces[i].end for i in known], np.intp)
        begin, end = min(starts, default=0), max(ends, default=0)
        for index, span in enumerate(spans):
            if span.end <= begin or span.start >= end:
                continue
            first, last = starts.get(span.start), ends.get(span.end)
            if first is None or last is None:
                within = known[(opens < span.end) & (closes > span.start)]
                first, last = (int(within[0]), int(within[-1]) + 1) if len(within) else (0, 0)
            if first < last:
                yield index, first, last


def gap_classes(first: Ints, last: Ints) -> tuple[Ints, Ints, Ints]:
    """For spans as pieces (`last`: behind the last): class of distance, and where what stands between begins and ends.

    All are square, [subject, object].
    """
    ahead = first[None] - last[:, None]
    behind = first[:, None] - last[None]
    step = np.where(ahead >= 0, ahead + 1, np.where(behind >= 0, -behind - 1, 0))
    classes = np.where(step == 0, GAPS - 1, _STEPS[np.clip(step, -_LONGEST, _LONGEST) + _LONGEST])
    left = np.where(ahead >= 0, last[:, None], np.where(behind >= 0, last[None], 0))
    right = np.where(ahead >= 0, first[None], np.where(behind >= 0, first[:, None], 0))
    return classes, left, right


class Relater:
    """The weights of the head, as `labels.json` of the model keeps them."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self.predicates: Sequence[str] = weights["predicates"]
        self.factualities = [Factuality(name) for name in weights["factualities"]]
        self._thresholds: Mapping[str, float] = weights["thresholds"]
        self._order = {Kind(name): index for index, name in enumerate(weights["order"])}
        self._admissible = np.array(weights["admissible"], bool).transpose(1, 2, 0)
        self._kinds, self._gaps, self._out, self._constant, self._bias = (
            np.array(weights[name], np.float32) for name in ("kinds", "gaps", "out", "constant", "bias")
        )

    def threshold(self, predicate: str) -> float:
        """From which probability on this relation is to be told: its own, or that of all others."""
        return self._thresholds.get(predicate, self._thresholds[""])

    def relations(self, stretches: Sequence[Stretch], spans: Sequence[TypedSpan]) -> list[SpanRelation]:
        """What may hold between spans of one stretch, each with its probability, in the order of the text."""
        found: list[SpanRelation] = []
        for stretch in stretches:
            held = list(stretch.holds(spans))
            if len(held) < 2:
                continue
            rows = np.array([(first, last, self._order[spans[index].kind]) for index, first, last in held], np.intp)
            logits = self.logits(stretch.vectors, rows)
            count = len(self.predicates)
            chances = _sigmoid(logits)
            chances[np.arange(len(held)), np.arange(len(held)), :count] = 0
            for left, right, label in np.argwhere(chances[..., :count] >= _LEAST):
                real = self.factualities[int(logits[left, right, count:-1].argmax())]
                said = self.predicates[label], float(chances[left, right, label])
                claim = float(chances[left, right, -1])
                found.append(SpanRelation(held[left][0], held[right][0], *said, real, claim))
        return found

    def logits(self, vectors: Floats, spans: Ints) -> Floats:
        """Scores of every pair, [subject, object, label].

        `vectors` has a row a piece, `spans` rows of first piece, piece behind the last and kind. Labels are
        the relations, then the factualities, then whether it is a claim. What the kinds forbid is minus infinity.
        """
        first, last, kind = spans.T
        sums = _sums(vectors[:, : -PAIR - GATES])
        means = (sums[last] - sums[first]) / (last - first)[:, None]
        subject, target, one, other = np.split(means, [PAIR, 2 * PAIR, 2 * PAIR + PRODUCT], axis=1)
        gaps, left, right = gap_classes(first, last)
        hidden = subject[:, None] + target[None] + _between(vectors, left, right)
        hidden += self._kinds[0][kind][:, None] + self._kinds[1][kind][None] + self._gaps[gaps]
        joined = np.concatenate([np.maximum(hidden, 0), one[:, None] * other[None]], axis=-1)
        scores: Floats = joined @ self._out.T + self._constant
        among = scores[..., : len(self.predicates)]
        among += self._bias[kind[:, None], kind[None]]
        among[~self._admissible[kind[:, None], kind[None]]] = -np.inf
        return scores


def _sums(rows: Floats) -> Floats:
    """Sums of all rows before each place."""
    return np.concatenate([np.zeros((1, *rows.shape[1:]), np.float32), rows.cumsum(0, dtype=np.float32)])


def _between(vectors: Floats, left: Ints, right: Ints) -> Floats:
    values, gates = vectors[:, -PAIR - GATES : -GATES], np.exp(np.clip(vectors[:, -GATES:], -8, 8))
    sums = _sums(values.reshape(-1, GATES, PAIR // GATES) * gates[..., None])
    weights = _sums(gates)
    mass = np.maximum(weights[right] - weights[left], np.float32(1e-4))[..., None]
    mixed: Floats = (sums[right] - sums[left]) / mass
    return mixed.reshape(*left.shape, PAIR)


def _sigmoid(logits: Floats) -> Floats:
    """Rounded to three decimals: what differs less than that between machines must not decide."""
    with np.errstate(over="ignore"):
        chances: Floats = np.round(1 / (1 + np.exp(-logits)), 3)
    return chances
