"""Who was on which side of a vote: each way of telling it, with one that tells none and one for the other side."""

from __future__ import annotations

import pytest

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article, Factuality

PASSED = "The Marlow City Council approved the Rent Fairness Act on Monday. "


def stances(text: str, name: str = "Jo Park") -> set[tuple[str, str]]:
    """What the article says as a fact that the person supports or opposes."""
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    labels = {entity.key: entity.label for entity in record.entities}
    return {
        (item.predicate, labels[item.object])
        for item in record.assertions
        if item.predicate in ("supports", "opposes")
        and labels[item.subject] == name
        and item.factuality is Factuality.ACTUAL
    }


AGAINST = {("opposes", "Rent Fairness Act")}
FOR = {("supports", "Rent Fairness Act")}


@pytest.mark.parametrize(
    "vote",
    [
        "Jo Park voted no.",
        "Jo Park, who voted no along with Ed Roth, called it hasty.",
        "Ed Roth voted no along with Jo Park.",
        "Jo Park cast the lone no vote.",
        "Jo Park cast the only dissenting vote.",
        "Jo Park, the lone no, left early.",
        "Jo Park was the sole no vote.",
        "Jo Park was the lone dissenter.",
        "Jo Park dissented.",
        "The motion passed with commissioners Ed Roth and Jo Park voting no.",
    ],
)
def test_who_voted_no_opposes_what_was_approved(vote: str) -> None:
    assert stances(PASSED + vote) == AGAINST


@pytest.mark.parametrize("vote", ["Jo Park voted yes.", "Jo Park cast the deciding vote.", "Jo Park cast a yes vote."])
def test_who_voted_yes_supports_it(vote: str) -> None:
    assert AGAINST.isdisjoint(stances(PASSED + vote))


def test_whoever_decided_the_vote_was_for_it() -> None:
    assert stances(PASSED + "Jo Park cast the deciding vote.") == FOR


@pytest.mark.parametrize(
    "vote", ["Jo Park voted early.", "Jo Park cast a long shadow.", "Jo Park, the lone witness, left."]
)
def test_no_side_is_told(vote: str) -> None:
    assert stances(PASSED + vote) == set()


@pytest.mark.parametrize("aside", ["opposed", "dissenting", "in dissent", "voting no", "casting the lone no vote"])
def test_the_side_is_told_behind_with(aside: str) -> None:
    assert (
        stances(f"The Marlow City Council voted 4-1 to adopt the Rent Fairness Act, with Jo Park {aside}.") == AGAINST
    )


def test_the_majority_is_told_behind_with() -> None:
    text = "The Marlow City Council voted 3-2 to adopt the Rent Fairness Act, with Ed Roth and Jo Park in the majority."
    assert stances(text) == FOR


def test_who_is_only_with_others_takes_no_side() -> None:
    text = "The Marlow City Council voted 4-1 to adopt the Rent Fairness Act, with Jo Park in the chair."
    assert stances(text) == set()


def test_a_no_to_an_end_is_for_what_was_to_end() -> None:
    text = "The Marlow City Council voted 4-1 to repeal the Rent Fairness Act. Jo Park voted no."
    assert stances(text) == FOR


def test_a_no_to_what_was_refused_is_against_it() -> None:
    assert stances("The Marlow City Council rejected the Rent Fairness Act. Jo Park voted no.") == AGAINST


def test_a_vote_on_something_without_a_name_is_no_vote_on_what_was_approved_before() -> None:
    assert stances(PASSED + "The council then voted 3-2 to fire its clerk. Jo Park voted no.") == set()


def test_a_vote_in_another_body_is_none_on_what_this_one_approved() -> None:
    text = "The House approved the Rent Fairness Act. Jo Park, a member of the Harbor Commission, voted no."
    assert stances(text) == set()


def test_a_vote_that_is_only_threatened_is_no_fact() -> None:
    assert stances(PASSED + "Jo Park threatened to vote no.") == set()


def test_who_dissents_from_a_ruling_opposes_it() -> None:
    text = "The Ohio Supreme Court issued a ruling on Monday. Justice Jo Park, in dissent, called it a power grab."
    assert "opposes" in {predicate for predicate, _ in stances(text)}


def test_who_speaks_of_dissent_opposes_nothing() -> None:
    text = "The Ohio Supreme Court issued a ruling on Monday. Justice Jo Park wrote a book about dissent."
    assert stances(text) == set()
