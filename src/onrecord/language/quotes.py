"""Quotation marks: which stretches of the article stand inside them.

The marks are read in the article's own text, where typographic marks say which way they look; straight ones are paired
by what stands around them. They are paired inside a paragraph, whatever their sort: newsrooms mix them. A mark that is
opened and not closed quotes the rest of its paragraph, as in quotations of several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

_MARK = re.compile(r"[“”„‟\"]|''|``")
_SINGLE_OPENED = re.compile(r"(?<![\w'’])[‘'](?=\w)(?!(?:em|til|cause|tis|twas|n)\b)(?!\d\ds?\b)")
_SINGLE_CLOSED = re.compile(r"(?<=[^\s‘'])[’'](?!\w)")
_OPENS_AFTER = " \t([{—–-―/‘'\"“"
_CLOSES_BEFORE = " \t)]}—–-―,.;:!?’'\"”"
_LONGEST_SINGLE = 400

Way = Literal["open", "close"] | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of tokens inside quotation marks, the marks excluded; `closed` is False where the mark never closes."""

    start: int
    end: int
    closed: bool = True


def quotations(doc: Doc) -> list[Quotation]:
    """The quotations of the article, in text order; none lies inside another."""
    text = doc._.article.text if doc._.article is not None else doc.text
    starts = [token.idx for token in doc]
    ends = [token.idx + len(token) for token in doc]
    found: list[Quotation] = []
    for first, last in doc._.paragraphs:
        spans = quoted_spans(text, starts[first], ends[last - 1])
        for opened, closed_at, closed in spans:
            start, end = bisect_left(starts, opened), bisect_right(ends, closed_at)
            while start < end and (doc[start].is_space or doc[start].is_quote):
                start += 1
            while end > start and (doc[end - 1].is_space or doc[end - 1].is_quote):
                end -= 1
            if start < end:
                found.append(Quotation(start, end, closed))
    return found


def quoted_spans(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """What is inside quotation marks in one paragraph: start, end, and whether the quotation is closed."""
    outer = list(_paired(text, start, end, [match.span() for match in _MARK.finditer(text, start, end)]))
    single = [span for span in _single(text, start, end) if not any(s < span[1] and span[0] < e for s, e, _ in outer)]
    return sorted(outer + single)


def _paired(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    opened: int | None = None
    for mark_start, mark_end in marks:
        way = _way(text, start, end, mark_start, mark_end)
        if opened is None:
            if way != "close":
                opened = mark_end
        elif way != "open":
            yield opened, mark_start, True
            opened = None
    if opened is not None and opened < end:
        yield opened, end, False


def _way(text: str, start: int, end: int, mark_start: int, mark_end: int) -> Way:
    """The way in which a mark looks; None where only its partner can tell."""
    if text[mark_start] in "“„‟`":
        return "open"
    gap_before = mark_start == start or text[mark_start - 1] in _OPENS_AFTER
    gap_after = mark_end >= end or text[mark_end] in _CLOSES_BEFORE
    if gap_before == gap_after:
        return None
    return "open" if gap_before else "close"


def _single(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Quotations in single marks, which headlines prefer; an apostrophe is none."""
    position = start
    while opening := _SINGLE_OPENED.search(text, position, end):
        closing = _SINGLE_CLOSED.search(text, opening.end() + 1, min(end, opening.end() + _LONGEST_SINGLE))
        if closing is None:
            return
        yield opening.end(), closing.start(), True
        position = closing.end()
