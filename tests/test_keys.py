"""One node for one body across articles, and never one node for two."""

from __future__ import annotations

import pytest

from onrecord.extract import record_of
from onrecord.identity.keys import is_generic, public_name
from onrecord.language import pipeline
from onrecord.record import Article, Kind


def keys(text: str, identifier: str = "a") -> set[str]:
    record = record_of(next(iter(pipeline.parse([Article(identifier, text)]))))
    return {entity.key for entity in record.entities}


def test_one_body_by_any_of_its_names() -> None:
    one = keys("The FBI arrested John Poe.")
    other = keys("The Federal Bureau of Investigation arrested John Poe.", "b")
    assert one == other
    assert "agency/federal-bureau-of-investigation" in one


def test_a_name_that_many_bodies_have_stays_in_its_article() -> None:
    one = keys("The City Council sued Dorsey Corp.")
    other = keys("The City Council sued Dorsey Corp.", "b")
    assert {key for key in one & other if key.startswith("agency/")} == set()


@pytest.mark.parametrize("name", ["City Council", "County Sheriff’s Office", "Superior Court", "School Board"])
def test_generic(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize("name", ["Marlow City Council", "Rent Fairness Act", "Harbor Commission"])
def test_not_generic(name: str) -> None:
    assert not is_generic(name)


def test_the_senate_is_the_nations_unless_the_article_is_about_a_states() -> None:
    assert public_name(Kind.AGENCY, ["Senate"]) == "Senate"
    assert public_name(Kind.AGENCY, ["Senate"], ["state Legislature"]) is None


def test_two_people_with_one_surname_alone_stay_apart_across_articles() -> None:
    assert keys("Ruiz sued Dorsey Corp.", "a") & keys("Ruiz sued Dorsey Corp.", "b") <= {"organization/dorsey-corp"}
