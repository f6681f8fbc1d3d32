"""From the model's figures for each piece to spans of words: begin and inside labels, read word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import add, ge

import numpy as np
import numpy.typing as npt

from onrecord.encoder.wordpieces import Piece

Floats = npt.NDArray[np.float32] | npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

_Step = tuple[int, int, list[bool]]
"""Which label ends before a word outside, and before one that begins a span (-1: none); which labels begin there."""

_OPENING = "“‘\"'(["
_EDGE = " \t\n\r\u00a0,;:"


_LEAST = 0.001
_FAINT = 0.05


@dataclass(frozen=True, slots=True)
class Word:
    """The piece where a word begins, its code points, and whether a paragraph (or the window) begins with it."""

    first: int
    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Some words with one label: code points, the piece where they begin, and how sure the model is."""

    start: int
    end: int
    first: int
    label: int
    confidence: float


def probabilities(logits: Floats) -> Floats:
    """Softmax, rounded to three decimals: what differs less than that between machines must not decide."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    rounded: Floats = np.round(odds / odds.sum(axis=-1, keepdims=True), 3)
    return rounded


def words_of(window: Sequence[Piece]) -> list[Word]:
    """The words of a window with its marks."""
    words: list[Word] = []
    opens = True
    for index, piece in enumerate(window):
        if piece.start < 0:
            opens = True
        elif piece.first or not words:
            words.append(Word(index, piece.start, piece.end, opens))
            opens = False
        else:
            words[-1] = replace(words[-1], end=piece.end)
    return words


def labelled(words: Sequence[Word], chances: Floats, cost: float = 0.0) -> list[Span]:
    """The likeliest spans (Viterbi). `chances`: a row a piece: outside, then begin and inside of each label.

    A span lies in one paragraph. Each edge of a span costs `cost` in log probability: more makes spans fewer and
    smoother, less than nothing makes them more, but never cuts one in two.
    """
    if not words:
        return []
    rows = chances[[word.first for word in words]]
    kept = np.flatnonzero(np.maximum(rows[:, 1::2], rows[:, 2::2]).max(axis=0) > _FAINT)
    if not len(kept):
        return []
    begin, inside = 1 + 2 * kept, 2 + 2 * kept
    spans: list[Span] = []
    sure: list[float] = []
    for word, row, (label, begins) in zip(words, rows, _path(words, rows, begin, inside, cost), strict=True):
        if label < 0:
            continue
        chance = float(row[begin[label]] + row[inside[label]])
        if begins:
            sure = [chance]
            spans.append(Span(word.start, word.end, word.first, int(kept[label]), round(chance, 3)))
        else:
            sure.append(chance)
            spans[-1] = replace(spans[-1], end=word.end, confidence=round(sum(sure) / len(sure), 3))
    return spans


def _path(words: Sequence[Word], rows: Floats, begin: Ints, inside: Ints, cost: float) -> list[tuple[int, bool]]:
    """The label of each word (-1: outside) and whether a span begins there."""
    # Few labels are likely in a window: numbers one by one take a tenth of the time of arrays as short.
    logs = np.log(np.maximum(rows, _LEAST))
    outside, starts, goes = (part.tolist() for part in (logs[:, 0], logs[:, begin], logs[:, inside]))
    nowhere = [-np.inf] * len(begin)
    out, beginning, within = 0.0, nowhere, nowhere
    steps: list[_Step] = []
    for word, stays, first, inner in zip(words, outside, starts, goes, strict=True):
        running = list(map(max, beginning, within))
        highest = max(running)
        best = running.index(highest)
        edge = 0.0 if word.opens else cost
        ended, again, anew = highest - edge, highest - abs(edge), out - edge
        steps.append((best if ended > out else -1, best if again > anew else -1, list(map(ge, beginning, within))))
        out = max(out, ended) + stays
        entered = max(again, anew)
        within = nowhere if word.opens else list(map(add, running, inner))
        beginning = [entered + log for log in first]
    return _traced(steps, out, beginning, within)


def _traced(steps: list[_Step], out: float, beginning: list[float], within: list[float]) -> list[tuple[int, bool]]:
    running = list(map(max, beginning, within))
    label = running.index(max(running))
    label = label if running[label] > out else -1
    begins = label >= 0 and beginning[label] >= within[label]
    path: list[tuple[int, bool]] = []
    for went_out, into, fresh in reversed(steps):
        path.append((label, begins))
        if label < 0:
            label = went_out
        elif begins:
            label = into
        begins = label >= 0 and fresh[label]
    return path[::-1]


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space and separators at its edges; None where no word is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE + _OPENING.replace('"', "").replace("'", ""):
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None
