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
        ("denied it through a clerk, suing", Factuality.ACTUAL),
        ("avoided suing", Factuality.DENIED),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbor Foundation has not praised Jo Park but has sued Dorsey Corp.", Factuality.ACTUAL),
        ("The mayor did not act, and the Harbor Foundation sued Dorsey Corp.", Factuality.ACTUAL),
        ("The Harbor Foundation did not praise or sue Dorsey Corp.", Factuality.DENIED),
        ("The Harbor Foundation praised Jo Park but has not sued Dorsey Corp.", Factuality.DENIED),
    ],
)
def test_a_denial_reaches_no_verb_that_is_set_against_it(text: str, expected: Factuality) -> None:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    assert {fact.factuality for fact in doc._.facts if fact.predicate == "sued"} == {expected}


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("went on to sue", Factuality.ACTUAL),
        ("went out of its way on Tuesday to sue", Factuality.ACTUAL),
        ("left town, suing", Factuality.ACTUAL),
        ("is going to sue", Factuality.PLANNED),
        ("went to court to sue", Factuality.PLANNED),
        ("did not go on to sue", Factuality.DENIED),
    ],
)
def test_what_was_done_on_the_way_is_no_plan(verb: str, expected: Factuality) -> None:
    assert factuality_of(verb) == {expected}


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Jo Park said that the Marlow Police Department's investigation of Dorsey Corp. was over.", False),
        ("Jo Park said that the Marlow Police Department investigated Dorsey Corp.", True),
        ('"The Marlow Police Department\'s investigation of Dorsey Corp. is over," Jo Park said.', True),
    ],
)
def test_what_indirect_speech_takes_for_granted_is_nobodys_claim(text: str, claimed: bool) -> None:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    assert {fact.claimant is not None for fact in doc._.facts if fact.predicate == "investigates"} == {claimed}


def test_a_condition_denies_nothing() -> None:
    text = "If the Harbor Foundation does not sue Dorsey Corp., the town will wait."
    doc = next(iter(pipeline.parse([Article("a", text)])))
    framed = {fact.factuality for fact in doc._.facts if fact.predicate == "sued" and fact.frame != "encoder"}
    assert framed == {Factuality.POSSIBLE}
    assert factuality_of("would not sue") == {Factuality.DENIED}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor will not stop if the Harbor Foundation sues Dorsey Corp.", Factuality.POSSIBLE),
        ("The mayor did not rest unless the Harbor Foundation sued Dorsey Corp.", Factuality.POSSIBLE),
        ("Had the Harbor Foundation sued Dorsey Corp., the mayor would have lost.", Factuality.POSSIBLE),
        ("Jo Park said if the rich Harbor Foundation sued Dorsey Corp. it would be a mistake.", Factuality.POSSIBLE),
        ("The Harbor Foundation had sued Dorsey Corp. when the mayor lost.", Factuality.ACTUAL),
        ("The Harbor Foundation sued Dorsey Corp. as if nothing had happened.", Factuality.ACTUAL),
        ("If the mayor waits, the Harbor Foundation will not sue Dorsey Corp.", Factuality.DENIED),
        ("The Harbor Foundation said on Monday that it would sue Dorsey Corp.", Factuality.PLANNED),
        ("News came that the Harbor Foundation would sue Dorsey Corp.", Factuality.PLANNED),
        ("The Harbor Foundation said that it would not sue Dorsey Corp.", Factuality.DENIED),
        ("The Harbor Foundation said that it would sue Dorsey Group if the town agreed.", Factuality.POSSIBLE),
        ("The Harbor Foundation said that it would have sued Dorsey Corp.", Factuality.POSSIBLE),
        ("The Harbor Foundation would sue Dorsey Corp. on another day, the mayor said.", Factuality.POSSIBLE),
        ("When the Harbor Foundation sues Dorsey Corp., shares may fall.", Factuality.ACTUAL),
        ("When the Harbor Foundation sues Dorsey Corp., shares will fall.", Factuality.PLANNED),
        ("The Harbor Foundation took care to sue Dorsey Corp.", Factuality.ACTUAL),
        ("The Harbor Foundation took a loan to sue Dorsey Corp.", Factuality.PLANNED),
        ("The Harbor Foundation should not have sued Dorsey Corp.", Factuality.ACTUAL),
        ("The Harbor Foundation should have sued Dorsey Corp.", Factuality.DENIED),
        ("The Harbor Foundation should not sue Dorsey Corp.", Factuality.DENIED),
    ],
)
def test_a_condition_is_possible_and_what_is_told_as_news_is_planned(text: str, expected: Factuality) -> None:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    framed = {
        fact.factuality
        for fact in doc._.facts
        if fact.predicate == "sued" and fact.frame != "encoder" and "Dorsey" in doc._.chains[fact.object].label
    }
    assert framed == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbor Foundation did not attack Dorsey Corp.", {Factuality.DENIED}),
        ("The Harbor Foundation did not attack Dorsey Corp. directly.", set()),
        ("The Harbor Foundation attacked Dorsey Corp. directly.", {Factuality.ACTUAL}),
        ("The Harbor Foundation did not just attack Dorsey Corp.", set()),
        ("The Harbor Foundation avoided directly attacking Dorsey Corp.", set()),
        ("The Harbor Foundation avoided attacking Dorsey Corp.", {Factuality.DENIED}),
        ("The mayor urged the Harbor Foundation not to attack Dorsey Corp.", set()),
        ("The mayor urged the Harbor Foundation to attack Dorsey Corp.", {Factuality.PLANNED}),
        ("The Harbor Foundation vowed not to attack Dorsey Corp.", {Factuality.DENIED}),
        ("The mayor liked to see the Harbor Foundation come around to attacking Dorsey Corp.", {Factuality.ACTUAL}),
        ("The mayor wants to see the Harbor Foundation come around to attacking Dorsey Corp.", {Factuality.POSSIBLE}),
    ],
)
def test_a_denial_of_the_manner_alone_says_nothing(text: str, expected: set[Factuality]) -> None:
    assert said_of(text, "opposes") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbor Foundation declined to comment after suing Dorsey Corp.", {Factuality.ACTUAL}),
        ("The Harbor Foundation declined to discuss suing Dorsey Corp.", {Factuality.DENIED}),
        ("The mayor may resign because the Harbor Foundation sued Dorsey Corp.", {Factuality.ACTUAL}),
        ("The Harbor Foundation asked for a report before it sues Dorsey Corp.", {Factuality.PLANNED}),
        ("The Harbor Foundation asked for a report before it sued Dorsey Corp.", {Factuality.ACTUAL}),
        ("The mayor gave a reason for the Harbor Foundation to sue Dorsey Corp.", {Factuality.POSSIBLE}),
        ("The mayor wanted the Harbor Foundation to sue Dorsey Corp.", {Factuality.POSSIBLE}),
        ("The mayor does not expect the Harbor Foundation to sue Dorsey Corp.", {Factuality.POSSIBLE}),
        ("There is no doubt of the Harbor Foundation's lawsuit against Dorsey Corp.", {Factuality.ACTUAL}),
        ("The mayor knew that the Harbor Foundation had sued Dorsey Corp.", {Factuality.ACTUAL}),
    ],
)
def test_a_clause_has_what_governs_it_alone(text: str, expected: set[Factuality]) -> None:
    assert said_of(text, "sued") == expected


def said_of(text: str, predicate: str) -> set[Factuality]:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    return {fact.factuality for fact in doc._.facts if fact.predicate == predicate}
