"""Text to model input: wordpieces with their places in the text, packed into windows of whole paragraphs.

Training and inference share this module, so that the model reads what it was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

CLS, SEP = 101, 102
LIMIT = 222
"""The most wordpieces that a window holds, its first and last mark aside."""

SHAPES = ("mark", "lower", "title", "upper", "mixed", "digit", "other", "initial")
_SENTENCE_ENDS = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Piece:
    """One wordpiece: its vocabulary id, the case shape of its word, its code points, and whether a word begins here."""

    id: int
    shape: int
    start: int
    end: int
    first: bool


MARK = Piece(SEP, 0, -1, -1, False)


def shape_of(word: str) -> int:
    """The case shape of a word, as an index into `SHAPES`; the vocabulary itself is uncased."""
    if any(char.isdigit() for char in word):
        return SHAPES.index("digit")
    if not word[:1].isalpha():
        return SHAPES.index("other")
    if word.islower():
        return SHAPES.index("lower")
    if word.isupper():
        return SHAPES.index("upper" if len(word) > 1 else "initial")
    return SHAPES.index("title" if word.istitle() else "mixed")


class Wordpieces:
    """The tokenizer of the base model."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, text: str, start: int, end: int) -> list[Piece]:
        """The wordpieces of one paragraph; offsets count in the whole text."""
        encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        words, offsets = encoding.word_ids, encoding.offsets
        edges: dict[int | None, tuple[int, int]] = {}
        for word, (left, right) in zip(words, offsets, strict=True):
            edges[word] = (edges.get(word, (left, right))[0], right)
        shapes = {word: shape_of(text[start + left : start + right]) for word, (left, right) in edges.items()}
        return [
            Piece(ident, shapes[word], start + left, start + right, index == 0 or words[index - 1] != word)
            for index, (ident, word, (left, right)) in enumerate(zip(encoding.ids, words, offsets, strict=True))
        ]


def pack(
    text: str, paragraphs: Sequence[list[Piece]], limit: int = LIMIT, opening: int | None = None
) -> list[list[Piece]]:
    """Windows of whole paragraphs, a separator between two. `opening` is the limit of the first window."""
    windows: list[list[Piece]] = []
    room = limit if opening is None else opening
    current: list[Piece] = []
    for paragraph in paragraphs:
        for part in _parts(text, paragraph, limit):
            if current and len(current) + 1 + len(part) > room:
                windows.append(current)
                current, room = [], limit
            if current:
                current.append(MARK)
            current.extend(part)
    if current:
        windows.append(current)
    return windows


def _parts(text: str, paragraph: list[Piece], limit: int) -> Iterator[list[Piece]]:
    """A paragraph that is longer than a window, cut at the last end of a sentence (or of a word) that fits."""
    while len(paragraph) > limit:
        firsts = [index for index in range(limit // 2, limit + 1) if paragraph[index].first]
        ends = [index for index in firsts if text[paragraph[index - 1].start] in _SENTENCE_ENDS]
        cut = ends[-1] if ends else firsts[-1] if firsts else limit
        yield paragraph[:cut]
        paragraph = paragraph[cut:]
    if paragraph:
        yield paragraph


def model_input(window: Sequence[Piece]) -> tuple[list[int], list[int]]:
    """Vocabulary ids and case shapes of a window with its first and last mark."""
    return [CLS, *(piece.id for piece in window), SEP], [0, *(piece.shape for piece in window), 0]
