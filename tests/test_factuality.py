"""Plans, possibilities and denials by what governs the verb."""

from __future__ import annotations

import pytest

from onrecord.language import pipeline
from onrecord.record import Article, Factuality

SUED = "The Harbor Foundation {} Dorsey Corp."


def factuality_of(verb: str) -> set[Factuality]:
    doc = next(iter(pipeline.parse([Article("a", SUED.format(verb))])))
    return {fact.factuality for fact in doc._.facts if fact.predicate == "sued"}


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("sued", Factuality.ACTUAL),
        ("has sued", Factuality.ACTUAL),
        ("is suing", Factuality.ACTUAL),
        ("will sue", Factuality.PLANNED),
        ("plans to sue", Factuality.PLANNED),
        ("has agreed to sue", Factuality.PLANNED),
        ("vowed to sue", Factuality.PLANNED),
        ("may sue", Factuality.POSSIBLE),
        ("could sue", Factuality.POSSIBLE),
        ("threatened to sue", Factuality.POSSIBLE),
        ("did not sue", Factuality.DENIED),
        ("has never sued", Factuality.DENIED),
        ("declined to sue", Factuality.DENIED),
        ("refused to sue", Factuality.DENIED),
        ("will not sue", Factuality.DENIED),
    ],
)
def test_what_governs_the_verb_decides(verb: str, expected: Factuality) -> None:
    assert factuality_of(verb) == {expected}


def test_a_condition_is_possible() -> None:
    doc = next(iter(pipeline.parse([Article("a", "If the Harbor Foundation sued Dorsey Corp., the case would fail.")])))
    assert {fact.factuality for fact in doc._.facts if fact.predicate == "sued"} == {Factuality.POSSIBLE}


def test_a_question_says_nothing() -> None:
    doc = next(iter(pipeline.parse([Article("a", "Has the Harbor Foundation sued Dorsey Corp.?")])))
    assert not [fact for fact in doc._.facts if fact.predicate == "sued"]


@pytest.mark.parametrize("words", ["left without criticizing", "is steering clear of criticizing"])
def test_what_is_left_undone_is_denied(words: str) -> None:
    doc = next(iter(pipeline.parse([Article("a", f"The Harbor Foundation {words} Dorsey Corp.")])))
    assert {fact.factuality for fact in doc._.facts if fact.predicate == "opposes"} <= {Factuality.DENIED}
