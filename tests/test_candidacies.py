"""Candidacies and parties: sentences that say them, and sentences that nearly do."""

from __future__ import annotations

import pytest

from said import read, said


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Jo Park, R-Ohio, spoke.",
        "Rep. Jo Park (R-Ohio) spoke.",
        "Republican Sen. Jo Park spoke.",
        "Jo Park, a Republican, spoke.",
    ],
)
def test_an_affiliation_is_a_membership(text: str) -> None:
    assert "Republican Party" in said(text, "memberOf")


def test_nobody_belongs_to_a_party_by_talking_to_it() -> None:
    assert said("Jo Park told the Republican Party to wait.", "memberOf") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Republican presidential nominee Jo Park spoke.",
        "Jo Park is running for president.",
        "Jo Park is running for the White House.",
        "Jo Park, who is running for president, spoke.",
    ],
)
def test_a_candidate_runs_and_holds_nothing(text: str) -> None:
    assert said(text, "runsFor") == {"president"}
    assert said(text, "holdsPost") == set()


def test_somebodys_nominee_runs_for_nothing() -> None:
    text = "The presidential race went on. Jo Park is the governor's nominee."
    assert said(text, "runsFor") == set()


def test_a_governor_who_is_a_republican_belongs_to_the_party() -> None:
    record = read("Gov. Ana Ruiz spoke. The governor, a Republican, left. The Republican Party won.")
    assert "memberOf" in {item.predicate for item in record.assertions}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Jo Park’s presidential campaign ran out of money.", "president"),
        ("Mayor Jo Park is seeking re-election.", "mayor"),
    ],
)
def test_a_campaign_says_what_its_owner_runs_for(text: str, title: str) -> None:
    assert said(text, "runsFor") == {title}


def test_a_front_runner_runs_for_what_the_article_is_about() -> None:
    assert said("Republican front-runner Jo Park spoke. The president left.", "runsFor") == {"president"}
    assert said("Challenger Jo Park spoke. The president left.", "runsFor") == set()


def test_a_vice_presidential_candidate_does_not_run_for_president() -> None:
    text = "The president spoke. Republican vice-presidential candidate Jo Park left."
    assert said(text, "runsFor") == {"vice president"}


def test_a_candidate_for_an_office_runs_for_that_one() -> None:
    text = "The president spoke. Jo Park, a former candidate for governor in Ohio, left."
    assert said(text, "runsFor") == {"governor"}


def test_the_office_sought_is_that_of_a_contest() -> None:
    leaders = "The president met congressional leaders. Republican nominee Jo Park spoke."
    assert said(leaders, "runsFor") == {"president"}
    race = "The gubernatorial race went on. Republican nominee Jo Park spoke."
    assert said(race, "runsFor") == {"governor"}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Secretary of State Ana Ruiz began her second campaign for the White House.", {"president"}),
        ("Gov. Ana Ruiz began her campaign for the House.", {"representative"}),
        ("Rep. Ana Ruiz spoke. Ruiz's first campaign failed.", set()),
    ],
)
def test_the_office_sought_is_the_campaigns_own(text: str, office: set[str]) -> None:
    assert said(text, "runsFor") == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ohio Senate candidate Jo Park spoke.", {"senator"}),
        ("Jo Park, a candidate for the Senate, spoke.", {"senator"}),
        ("Jo Park, an Ohio district court nominee, spoke.", set()),
        ("Judicial nominee Jo Park spoke.", set()),
        ("Jo Park, the Democratic candidate in Ohio's Senate race, spoke.", {"senator"}),
        ("Jo Park, the Democratic candidate in the race, spoke.", {"president"}),
        ("Jo Park is the nominee to head the FBI.", set()),
        ("Jo Park, a candidate for the Marlow school board, spoke.", set()),
        ("Republican nominee Jo Park spoke.", {"president"}),
        ("Jo Park, a top-tier contender, spoke.", {"president"}),
        ("White House hopeful Ana Ruiz spoke.", {"president"}),
    ],
)
def test_a_candidate_runs_for_the_office_beside_the_word(text: str, office: set[str]) -> None:
    assert said(f"The presidential race went on. {text}", "runsFor") == office


def test_a_front_runner_is_of_the_party() -> None:
    assert said("Democratic front-runner Ana Ruiz spoke.", "memberOf") == {"Democratic Party"}
    assert said("Democratic front-porch fans met Ana Ruiz.", "memberOf") == set()
