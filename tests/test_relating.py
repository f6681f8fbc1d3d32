"""The relation head without weights: spans to pieces, distances, what stands between, what kinds allow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder import Reading, TypedSpan
from onrecord.encoder.relating import GAPS, GATES, PAIR, PRODUCT, Relater, Stretch, gap_classes
from onrecord.encoder.wordpieces import MARK, Piece
from onrecord.record import Factuality, Kind

ORDER = [kind.value for kind in Kind]
WIDTH = 3 * PAIR + 2 * PRODUCT + GATES
rng = np.random.default_rng(5)


def weights(**changed: Any) -> dict[str, Any]:
    """A head of two relations: of a person with an agency, and of two places."""
    admissible = np.zeros((2, 8, 8), int)
    admissible[0, ORDER.index("Person"), ORDER.index("Agency")] = 1
    admissible[1, ORDER.index("Place"), ORDER.index("Place")] = 1
    made: dict[str, Any] = {
        "predicates": ["leads", "touches"],
        "order": ORDER,
        "factualities": [factuality.value for factuality in Factuality],
        "admissible": admissible.tolist(),
        "thresholds": {"": 0.5, "touches": 0.7},
        "kinds": np.zeros((2, 8, PAIR)).tolist(),
        "gaps": np.zeros((GAPS, PAIR)).tolist(),
        "out": np.zeros((7, PAIR + PRODUCT)).tolist(),
        "constant": [2.0, 2.0, 0.0, 3.0, 0.0, 0.0, -9.0],
        "bias": np.zeros((8, 8, 2)).tolist(),
    }
    return made | changed


def stretch(count: int = 12) -> Stretch:
    """Pieces of four letters with a space behind each, between two marks, with vectors of no meaning."""
    pieces = [MARK, *(Piece(7, 1, 5 * n, 5 * n + 4, True) for n in range(count)), MARK]
    return Stretch(pieces, rng.normal(size=(len(pieces), WIDTH)).astype(np.float32))


def test_kinds_decide_what_can_hold() -> None:
    spans = [TypedSpan(0, 4, Kind.PERSON), TypedSpan(10, 19, Kind.AGENCY), TypedSpan(30, 34, Kind.PLACE)]
    found = Relater(weights()).relations([stretch()], spans)
    assert [(item.subject, item.predicate, item.object) for item in found] == [(0, "leads", 1)]
    assert found[0].probability == pytest.approx(0.881, abs=1e-6)
    assert found[0].factuality is list(Factuality)[1]
    assert found[0].claim < 0.01


def test_nothing_is_related_to_itself_or_to_what_stands_in_another_window() -> None:
    spans = [TypedSpan(0, 4, Kind.PLACE), TypedSpan(0, 4, Kind.PLACE), TypedSpan(500, 504, Kind.PLACE)]
    found = Relater(weights()).relations([stretch()], spans)
    assert sorted((item.subject, item.object) for item in found) == [(0, 1), (1, 0)]


def test_a_relation_has_its_own_threshold_or_the_common_one() -> None:
    reading = Reading([], [], relater=Relater(weights()))
    assert (reading.threshold("touches"), reading.threshold("leads")) == (0.7, 0.5)


def test_a_model_without_the_head_relates_nothing() -> None:
    assert Reading([], []).relations([TypedSpan(0, 4, Kind.PLACE), TypedSpan(5, 9, Kind.PLACE)]) == []


def test_spans_find_their_pieces_even_where_they_cut_one() -> None:
    spans = [TypedSpan(5, 14, Kind.PLACE), TypedSpan(6, 12, Kind.PLACE), TypedSpan(900, 904, Kind.PLACE)]
    assert list(stretch().holds(spans)) == [(0, 2, 4), (1, 2, 4)]


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=30))
def test_a_span_has_the_pieces_that_it_touches_wherever_it_lies(drawn: list[tuple[int, int]]) -> None:
    spans = [TypedSpan(start, start + length, Kind.PLACE) for start, length in drawn]
    held = stretch()
    touched = [
        (index, [i for i, piece in enumerate(held.pieces) if piece.start < span.end and piece.end > span.start >= 0])
        for index, span in enumerate(spans)
    ]
    assert list(held.holds(spans)) == [(index, found[0], found[-1] + 1) for index, found in touched if found]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), min_size=2, max_size=6))
def test_distance_and_what_stands_between(drawn: list[tuple[int, int]]) -> None:
    first = np.array([start for start, _ in drawn])
    last = np.array([start + length for start, length in drawn])
    classes, left, right = gap_classes(first, last)
    for i in range(len(drawn)):
        for j in range(len(drawn)):
            inside = set(range(first[i], last[i])) & set(range(first[j], last[j]))
            between = set(range(min(last[i], last[j]), max(first[i], first[j])))
            assert (classes[i, j] == GAPS - 1) == bool(inside)
            assert set(range(left[i, j], right[i, j])) == (set() if inside else between)
            assert (left[i, j], right[i, j]) == (left[j, i], right[j, i])
            if not inside:
                assert classes[i, j] != classes[j, i]


def test_a_score_is_that_of_the_means_and_the_gated_mean_between() -> None:
    """Against the same written out for one pair."""
    drawn = {
        "kinds": rng.normal(size=(2, 8, PAIR)),
        "gaps": rng.normal(size=(GAPS, PAIR)),
        "out": rng.normal(size=(7, PAIR + PRODUCT)),
        "constant": rng.normal(size=7),
        "bias": rng.normal(size=(8, 8, 2)),
    }
    at, person, agency = stretch(), ORDER.index("Person"), ORDER.index("Agency")
    spans = np.array([(2, 4, person), (8, 9, agency)])
    scores = Relater(weights(**{name: value.tolist() for name, value in drawn.items()})).logits(at.vectors, spans)
    vectors = at.vectors.astype(float)
    subject, target = vectors[2:4].mean(0), vectors[8]
    gates = np.exp(np.clip(vectors[4:8, -GATES:], -8, 8))
    values = vectors[4:8, -PAIR - GATES : -GATES].reshape(4, GATES, -1)
    between = ((values * gates[..., None]).sum(0) / gates.sum(0)[:, None]).ravel()
    classes, _, _ = gap_classes(spans[:, 0], spans[:, 1])
    hidden = subject[:PAIR] + target[PAIR : 2 * PAIR] + between
    hidden += drawn["kinds"][0, person] + drawn["kinds"][1, agency] + drawn["gaps"][classes[0, 1]]
    factors = subject[2 * PAIR : 2 * PAIR + PRODUCT] * target[2 * PAIR + PRODUCT : 2 * (PAIR + PRODUCT)]
    wanted = drawn["out"] @ np.concatenate([np.maximum(hidden, 0), factors]) + drawn["constant"]
    wanted[:2] += drawn["bias"][person, agency]
    assert scores[0, 1, 0] == pytest.approx(wanted[0], rel=1e-3, abs=1e-3)
    assert scores[0, 1, 2:] == pytest.approx(wanted[2:], rel=1e-3, abs=1e-3)
    assert np.isneginf(scores[0, 1, 1])
    assert np.isneginf(scores[1, 0, :2]).all()
