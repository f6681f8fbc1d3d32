"""Owners and parts without a verb: sentences that say them, and sentences that nearly do."""

from __future__ import annotations

import pytest

from onrecord.language import pipeline
from onrecord.record import Article


def parts(text: str) -> set[tuple[str, str]]:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    labels = [chain.label for chain in doc._.chains]
    return {
        (labels[f.subject], labels[f.object]) for f in doc._.facts if f.predicate == "partOf" and f.object is not None
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("its subsidiary Dorsey Corp.", {("Dorsey Corp.", "Ferrant Energy")}),
        ("its sibling Dorsey Corp.", set()),
        ("its rival Dorsey Corp.", set()),
    ],
)
def test_what_stands_beside_a_body_is_no_part_of_it(words: str, found: set[tuple[str, str]]) -> None:
    assert parts(f"Ferrant Energy and {words} hired two lawyers.") == found
