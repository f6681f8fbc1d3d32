"""Quotation marks in the article's own text, and the tokens inside them."""

from __future__ import annotations

import pytest

from onrecord.language import pipeline
from onrecord.language.quotes import quotations, quoted_spans
from onrecord.record import Article


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in quoted_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“The road is shut,” Doe said.", ["The road is shut,"]),
        ('"The road is shut," Doe said.', ["The road is shut,"]),
        ("''The road is shut,'' Doe said.", ["The road is shut,"]),
        ("``The road is shut,'' Doe said.", ["The road is shut,"]),
        ('“The road is shut," Doe said.', ["The road is shut,"]),
        ("He calls it a “tax” and a “theft.”", ["tax", "theft."]),
        ("Doe: ‘We are broke’", ["We are broke"]),
        ("“He told me ‘go home’ twice,” she said.", ["He told me ‘go home’ twice,"]),
        ("The board’s vote on the clerks’ pay wasn’t close.", []),
        ("The class of ’98 meets.", []),
        ("No marks at all.", []),
        ("", []),
    ],
)
def test_pairs_marks(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


def test_a_mark_that_never_closes_quotes_the_rest_of_its_paragraph_and_no_more() -> None:
    text = "“We will not move.\n“We have no place to go,” Doe said."
    first = text.index("\n")
    assert quoted_spans(text, 0, first) == [(1, first, False)]
    ((start, end, closed),) = quoted_spans(text, first + 1, len(text))
    assert (text[start:end], closed) == ("We have no place to go,", True)


@pytest.fixture(scope="module")
def spans_of() -> object:
    nlp = pipeline.load(components=())

    def spans(text: str) -> list[str]:
        (doc,) = pipeline.parse([Article("a", text)], nlp)
        return [doc[quote.start : quote.end].text for quote in quotations(doc)]

    return spans


def test_token_ranges_leave_the_marks_out(spans_of: object) -> None:
    assert callable(spans_of)
    assert spans_of("“The road is shut,” Doe said. “So be it.”") == ["The road is shut,", "So be it."]
    assert spans_of("''The road is shut,'' Doe said.") == ["The road is shut,"]
    assert spans_of("The road is shut, Doe said.") == []
