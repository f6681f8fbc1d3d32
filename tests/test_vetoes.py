"""What the rest of an article rules out: each with a sentence that still says it."""

from __future__ import annotations

import pytest

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article, Factuality


def said(text: str, predicate: str) -> set[tuple[str, str]]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    labels = {entity.key: entity.label for entity in record.entities}
    return {(labels[one.subject], labels[one.object]) for one in record.assertions if one.predicate == predicate}


def test_a_candidates_call_is_no_order() -> None:
    call = "called on the Harbor Commission to report its costs."
    assert said(f"Sheriff Ana Ruiz {call}", "directs") == {("Ana Ruiz", "Harbor Commission")}
    assert said(f"Ana Ruiz, who is running for governor, {call}", "directs") == set()
    assert said(f"The Ruiz campaign {call}", "directs") == set()


def test_who_seeks_the_office_that_he_holds_still_gives_orders() -> None:
    text = "Mayor Ana Ruiz is seeking re-election. Ruiz called on the Harbor Commission to report its costs."
    assert said(text, "directs") == {("Ana Ruiz", "Harbor Commission")}


def test_a_candidate_in_office_still_orders_an_agency() -> None:
    text = "Ana Ruiz, who is running for governor, ordered the Harbor Commission to report its costs."
    assert said(text, "directs") == {("Ana Ruiz", "Harbor Commission")}


def test_a_candidate_has_not_succeeded_anybody_yet() -> None:
    start = "Ana Ruiz is running for governor."
    record = record_of(next(iter(pipeline.parse([Article("a", f"{start} Gov. Jo Park helped Ruiz succeed him.")]))))
    real = {one.factuality for one in record.assertions if one.predicate == "succeeds"}
    assert Factuality.ACTUAL not in real


def test_some_of_a_party_are_not_the_party() -> None:
    start = "Sen. Jo Park, a Republican, spoke. "
    assert said(f"{start}Two Republicans opposed the Rent Fairness Act.", "opposes") == set()
    assert said(f"{start}Republicans who live in Marlow opposed the Rent Fairness Act.", "opposes") == set()
    whole = said(f"{start}The Republican Party opposed the Rent Fairness Act.", "opposes")
    assert whole == {("Republican Party", "Rent Fairness Act")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz praised Tom Arden's leadership.", {("Ana Ruiz", "supports", "Tom Arden")}),
        ("Ana Ruiz praised Tom Arden's opponent.", set()),
        ("Ana Ruiz assailed Tom Arden's record.", {("Ana Ruiz", "opposes", "Tom Arden")}),
        ("Ana Ruiz did not assail Tom Arden's record.", set()),
        ("Tom Arden drew criticism of the Rent Fairness Act.", set()),
        ("Tom Arden dismissed objections to the Rent Fairness Act.", set()),
        ("Tom Arden voiced objections to the Rent Fairness Act.", {("Tom Arden", "opposes", "Rent Fairness Act")}),
        ("Ana Ruiz called it wrong for the Larch County Board to close the jail.", set()),
        ("The Clean Harbor Act passed. “It is shameful that the jail is full,” Ana Ruiz said.", set()),
        (
            "The Clean Harbor Act passed. “It is shameful,” Ana Ruiz said.",
            {("Ana Ruiz", "opposes", "Clean Harbor Act")},
        ),
        ("Ana Ruiz said the Clean Harbor Act is not shameful.", set()),
        ("Ana Ruiz vowed to fight the Clean Harbor Act.", {("Ana Ruiz", "opposes", "Clean Harbor Act")}),
        ("Ana Ruiz did not vow to fight the Clean Harbor Act.", set()),
        ("Ana Ruiz may fight the Clean Harbor Act.", set()),
        ("Ana Ruiz said Tom Arden's remarks are dangerous.", {("Ana Ruiz", "opposes", "Tom Arden")}),
    ],
)
def test_a_stance_is_towards_whose_doing_it_is(text: str, expected: set[tuple[str, str, str]]) -> None:
    doc = next(iter(pipeline.parse([Article("a", text)], pipeline.load(mode="rules"))))
    labels = [chain.label for chain in doc._.chains]
    assert {
        (labels[fact.subject], fact.predicate, labels[fact.object])
        for fact in doc._.facts
        if fact.predicate in ("opposes", "supports") and fact.factuality is Factuality.ACTUAL
    } == expected


def test_who_runs_no_government_orders_none() -> None:
    call = "urged the Harbor Commission to report its costs."
    assert said(f"Jo Park, director of the Larch Foundation, {call}", "directs") == set()
    assert said(f"Jo Park, director of the Larch County Health Department, {call}", "directs") == {
        ("Jo Park", "Harbor Commission")
    }
