"""The words that a reader is shown: the sentence of the evidence, and what stands in another paragraph."""

from __future__ import annotations

from onrecord.record import Article, Evidence
from onrecord.screen.sentences import elsewhere, quoted

TEXT = "The office plans to join the program. It is small.\n\nThe office signed the agreement."


def at(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence.of(Article("a", TEXT), start, start + len(words))


def test_the_sentence_and_where_the_evidence_stands_in_it() -> None:
    found = quoted(TEXT, (at("plans to join"),))
    assert found.sentence.strip() == "The office plans to join the program."
    assert found.sentence[found.start : found.end] == "plans to join"


def test_what_is_said_in_two_paragraphs_shows_both() -> None:
    assert elsewhere(TEXT, (at("plans to join"), at("signed the agreement"))) == "signed the agreement"


def test_what_is_said_in_one_paragraph_shows_one() -> None:
    assert elsewhere(TEXT, (at("plans to join"), at("small"))) is None
