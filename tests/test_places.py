"""Jurisdictions and places: sentences that say them, and sentences that nearly do."""

from __future__ import annotations

import pytest

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article


def said(text: str, predicate: str) -> set[tuple[str, str]]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    labels = {entity.key: entity.label for entity in record.entities}
    found = [item for item in record.assertions if item.predicate == predicate]
    return {(labels[item.subject], labels[item.object]) for item in found}


def test_a_name_tells_whom_a_body_governs() -> None:
    text = "The Marlow County Sheriff's Office hired two deputies."
    assert said(text, "jurisdiction") == {("Marlow County Sheriff's Office", "Marlow County")}


def test_the_county_that_an_article_is_about_is_that_of_its_bodies() -> None:
    text = "A storm hit Marlow County on Monday. The County Health Department opened a shelter."
    assert said(text, "jurisdiction") == {("County Health Department", "Marlow County")}


def test_a_dateline_says_where_its_bodies_are_also_below_a_headline() -> None:
    headline = "A long headline about the second storm of a year that had many of them"
    start = f"{headline}\n\nMARLOW, Colo. \u2014 It rained in Dayton."
    assert ("City Council", "MARLOW") in said(f"{start} The City Council met. The state auditor wept.", "jurisdiction")
    assert said(f"{start} The Dayton City Council met.", "jurisdiction") == {("Dayton City Council", "Dayton")}
    away = start.replace("MARLOW, Colo.", "WASHINGTON")
    assert said(f"{away} The City Council met.", "jurisdiction") == set()


def test_a_city_council_is_that_of_the_place_before_the_level() -> None:
    assert said("The Dayton City Council met.", "jurisdiction") == {("Dayton City Council", "Dayton")}
    assert said("The Salt Lake City Council met.", "jurisdiction") == {("Salt Lake City Council", "Salt Lake City")}
    text = "The Marlow City Council met. Marlow City is old."
    assert said(text, "jurisdiction") == {("Marlow City Council", "Marlow City")}


def test_of_two_counties_neither_is_taken() -> None:
    text = "A storm hit Marlow County and Larch County. The County Health Department opened a shelter."
    assert said(text, "jurisdiction") == set()


def test_a_country_is_no_jurisdiction_of_its_bodies() -> None:
    assert said("The U.S. Department of Education wrote a letter.", "jurisdiction") == set()


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The fire began in Dayton, Ohio, on Monday.", ("Dayton", "Ohio")),
        ("The Harbor Foundation, a Dayton nonprofit, gave advice.", ("Harbor Foundation", "Dayton")),
    ],
)
def test_words_say_where(text: str, pair: tuple[str, str]) -> None:
    assert pair in said(text, "locatedIn")


def test_states_in_a_list_are_not_in_one_another() -> None:
    assert said("Rain fell in Nebraska, Vermont and Ohio.", "locatedIn") == set()


def test_the_place_that_a_body_is_taken_to_be_of_is_part_of_the_proof() -> None:
    text = "The county Health Department is in Marlow County. The county Health Department closed a beach."
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    found = [item for item in record.assertions if item.predicate == "jurisdiction"]
    assert found
    assert all("Marlow County" in " ".join(piece.exact for piece in item.evidence) for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "There was turmoil in Paris, Ukraine, Libya and Syria.",
        "Visitors came from Belgium, Canada, Kuwait and Iraq.",
        "The Republican Party in Ohio met in Marlow.",
        "Sen. Jo Park's campaign in Ohio grew.",
        "She took a week off from the Senate in Mexico.",
    ],
)
def test_what_stands_beside_a_place_or_works_in_many_is_not_in_it(text: str) -> None:
    assert said(text, "locatedIn") == set()


def test_a_state_is_of_no_other() -> None:
    text = "The race went on in Vermont, Vermont and again Vermont. The state of Ohio sued the Harbor Foundation."
    assert said(text, "jurisdiction") == {("state of Ohio", "Ohio")}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The Turkish government met. Officials in Turkey did not comment.", {("Turkish government", "Turkey")}),
        ("The Turkish government met. Officials in Greece did not comment.", set()),
        ("The Turkish government met on Friday.", set()),
        ("The Mexican Embassy opened an office. Officials in Mexico did not comment.", set()),
    ],
)
def test_a_countrys_adjective_ties_a_body_to_the_country_that_the_article_names(
    text: str, pairs: set[tuple[str, str]]
) -> None:
    assert said(text, "jurisdiction") == pairs


def test_the_department_of_foreign_affairs_is_of_no_state() -> None:
    start = "Ohio closed its harbors on Monday. The state spoke."
    assert said(f"{start} The State Department waited.", "jurisdiction") == set()
    assert said(f"{start} The state Senate waited.", "jurisdiction") == {("state Senate", "Ohio")}


def test_a_state_that_is_won_is_no_government() -> None:
    assert said("Ana Ruiz won the state of Ohio.", "jurisdiction") == set()
    assert said("Ana Ruiz sued the state of Ohio.", "jurisdiction") == {("state of Ohio", "Ohio")}


def test_the_board_of_a_newspaper_governs_nobody() -> None:
    start = "A storm hit Marlow County."
    assert said(f"{start} The Marlow County Times editorial board met.", "jurisdiction") == set()
    governs = ("Marlow County planning board", "Marlow County")
    assert said(f"{start} The Marlow County planning board met.", "jurisdiction") == {governs}


def test_a_clinic_at_a_jail_is_part_of_it() -> None:
    jail = "Marlow County Jail"
    assert said(f"The clinic at the {jail} closed.", "partOf") == {(f"clinic at the {jail}", jail)}
    assert said(f"The clinic near the {jail} closed.", "partOf") == set()
