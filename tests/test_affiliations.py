"""Parties of several people, and of examples: sentences that say them, and sentences that nearly do."""

from __future__ import annotations

import pytest

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article


def members(text: str) -> set[tuple[str, str]]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    labels = {entity.key: entity.label for entity in record.entities}
    return {(labels[item.subject], labels[item.object]) for item in record.assertions if item.predicate == "memberOf"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz and Jo Park, both Republicans, spoke.",
        "Ana Ruiz and Jo Park, Republicans from Ohio, spoke.",
        "Two Republicans, Ana Ruiz and Jo Park, spoke.",
    ],
)
def test_several_belong_to_the_party_that_is_set_beside_them(text: str) -> None:
    assert members(text) == {("Ana Ruiz", "Republican Party"), ("Jo Park", "Republican Party")}


def test_an_example_of_a_party_belongs_to_it() -> None:
    assert members("The law helps a Democrat like Jo Park.") == {("Jo Park", "Democratic Party")}
    assert members("Jo Park met Ana Ruiz and Lee Poe, Republicans said.") == set()


def test_a_senator_of_the_country_sits_in_no_state_legislature() -> None:
    assert members("The Legislature met. State Sen. Ana Ruiz spoke.") == {("Ana Ruiz", "Legislature")}
    assert members("The Legislature met. U.S. Sen. Ana Ruiz spoke.") == set()
    assert members("The Legislature met. Mayor Ana Ruiz spoke.") == set()
