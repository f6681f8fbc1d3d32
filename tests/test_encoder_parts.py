"""The encoder's parts that need no weights: windows, case shapes, spans from labels, links."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.encoder.linking import Linker, bucket
from onrecord.encoder.spans import Word, labelled, trimmed
from onrecord.encoder.wordpieces import LIMIT, MARK, Piece, model_input, pack, shape_of


def test_windows_hold_whole_paragraphs() -> None:
    text = "x" * 10_000
    pieces = [[Piece(7, 1, 10 * n, 10 * n + 5, True) for n in range(length)] for length in (100, 100, 40, 500, 3)]
    windows = pack(text, pieces)
    assert all(len(window) <= LIMIT for window in windows)
    assert sum(piece is not MARK for window in windows for piece in window) == 743
    assert windows[0] == [*pieces[0], MARK, *pieces[1]]
    ids, shapes = model_input(windows[0])
    assert len(ids) == len(shapes) == len(windows[0]) + 2


def test_a_long_paragraph_is_cut_behind_a_sentence() -> None:
    text = "a" * 149 + "." + "a" * 250
    pieces = [Piece(7, 1, n, n + 1, True) for n in range(400)]
    assert len(pack(text, [pieces])[0]) == 150


@pytest.mark.parametrize(
    ("word", "shape"),
    [("bill", 1), ("Bill", 2), ("ICE", 3), ("McCabe", 4), ("287", 5), ("H1B", 5), ("“", 6), ("U", 7)],
)
def test_case_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def test_labels_become_spans() -> None:
    rows = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.3, 0.1, 0.6], [0.1, 0.8, 0.1], [0.6, 0.4, 0.0]], np.float32)
    plain = [Word(n, 10 * n, 10 * n + 4, n == 0) for n in range(5)]
    assert [(span.start, span.end) for span in labelled(plain, rows)] == [(10, 24), (30, 34)]
    assert labelled(plain, rows)[0].confidence == pytest.approx(0.75)
    assert [(span.start, span.end) for span in labelled(plain[:1], rows[4:])] == []
    assert [(span.start, span.end) for span in labelled(plain[:2], rows[[0, 4]], -1.0)] == [(10, 14)]
    doubted = np.array([[0.0, 1.0, 0.0], [0.0, 0.45, 0.55]], np.float32)
    assert [(span.start, span.end) for span in labelled(plain[:2], doubted, -1.0)] == [(0, 14)]
    cut = [Word(n, 10 * n, 10 * n + 4, n in (0, 2)) for n in range(5)]
    assert (10, 24) not in [(span.start, span.end) for span in labelled(cut, rows)]


def test_an_edge_that_costs_smooths() -> None:
    rows = np.array([[0.0, 1.0, 0.0], [0.6, 0.0, 0.4], [0.1, 0.0, 0.9], [0.9, 0.1, 0.0]], np.float32)
    words_there = [Word(n, 10 * n, 10 * n + 4, n == 0) for n in range(4)]
    assert [(span.start, span.end) for span in labelled(words_there, rows, 1.0)] == [(0, 24)]
    assert labelled([], rows) == []
    assert labelled(words_there, np.array([[1.0, 0.0, 0.0]] * 4, np.float32)) == []


def test_edges_are_trimmed() -> None:
    assert trimmed("  said, ", 0, 8) == (2, 6)
    assert trimmed(" , ", 0, 3) is None


def test_the_partner_is_the_likeliest_or_none() -> None:
    vectors = np.zeros((4, 8), np.float32)
    vectors[1, 0] = 4.0
    vectors[2, 2], vectors[3, 2] = 4.0, 1.0
    linker = Linker([[0.0] * 32, [0.0] * 32])
    assert linker.partner(vectors, 0, 1, [2, 3])[0] == 2
    vectors[0, 2] = 9.0
    assert linker.partner(vectors, 0, 1, [2, 3])[0] is None
    assert linker.partner(vectors, 0, 1, [])[0] is None


def test_distances_fall_into_the_same_classes_both_ways() -> None:
    behind = [bucket(300, 300 - step, 16) for step in range(256)]
    ahead = [bucket(0, step, 16) for step in range(1, 256)]
    assert behind == sorted(behind)
    assert behind[-1] == 15
    assert ahead == [step + 16 for step in behind[1:]]
