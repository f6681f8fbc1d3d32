"""From the model's figures for each piece to spans of words: begin and inside labels, read word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.encoder.wordpieces import Piece

Floats = npt.NDArray[np.float32]

_OPENING = "“‘\"'(["
_EDGE = " \t\n\r\u00a0,;:"


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


def words_of(window: Sequence[Piece]) -> list[tuple[int, int, int]]:
    """The words of a window: index of the first piece, and code points."""
    words: list[tuple[int, int, int]] = []
    for index, piece in enumerate(window):
        if piece.first:
            words.append((index, piece.start, piece.end))
        elif words and piece.start >= 0:
            words[-1] = (words[-1][0], words[-1][1], piece.end)
    return words


def labelled(words: Sequence[tuple[int, int, int]], chances: Floats, outside: float = 0.5) -> list[Span]:
    """Maximal runs of one label. `chances`: a row a piece: outside, then begin and inside of each label.

    A word is outside where the chance of that reaches `outside`; else it takes the likeliest label, begin and inside
    taken together, and goes on with the run before it unless its beginning is likelier than its being inside.
    """
    spans: list[Span] = []
    run: list[tuple[int, int, int]] = []
    sure: list[float] = []
    current = -1

    def finish() -> None:
        if run:
            spans.append(Span(run[0][1], run[-1][2], run[0][0], current, round(sum(sure) / len(sure), 3)))
        run.clear()
        sure.clear()

    for word in words:
        row = chances[word[0]]
        pairs = row[1::2] + row[2::2]
        label = -1 if row[0] >= outside else int(pairs.argmax())
        begins = label >= 0 and row[1 + 2 * label] > row[2 + 2 * label]
        if label != current or begins:
            finish()
        current = label
        if label >= 0:
            run.append(word)
            sure.append(float(pairs[label]))
    finish()
    return spans


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space and separators at its edges; None where no word is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE + _OPENING.replace('"', "").replace("'", ""):
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None
