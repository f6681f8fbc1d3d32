"""Whose claim a fact is where the claimant stands afar: each with one that nearly is, and one that is none."""

from __future__ import annotations

import pytest

import onrecord

RENT = "opposed the Rent Fairness Act"


def claimants(text: str, predicate: str = "opposes") -> set[str | None]:
    """Who claims the facts of this relation: a label, the words for it, or None for the article itself."""
    record = onrecord.read(text)
    labels = {entity.key: entity.label for entity in record.entities}
    found = (item.claimant for item in record.assertions if item.predicate == predicate)
    return {None if one is None else one.text if one.entity is None else labels[one.entity] for one in found}


@pytest.mark.parametrize(
    ("source", "claimant"),
    [
        ("The Marlow Post quoted Tom Orwick as saying that Jo Park", "Tom Orwick"),
        ("The Marlow Post quoted another unnamed official as saying that Jo Park", "another unnamed official"),
        ("The Marlow Post, quoting Tom Orwick, said that Jo Park", "Marlow Post"),
        ("Jo Park, quoted in the Marlow Post last week,", None),
    ],
)
def test_who_is_quoted_as_saying_it_claims_it(source: str, claimant: str | None) -> None:
    assert claimants(f"{source} {RENT}.") == {claimant}


@pytest.mark.parametrize(
    ("before", "claimant"),
    [
        ("The bank asked for offers, according to officials. They said", "officials"),
        ("The bank asked three firms for offers in May. They said", "They"),
    ],
)
def test_they_who_say_it_are_the_sources_before(before: str, claimant: str) -> None:
    assert claimants(f"{before} the Harbor Commission {RENT}.") == {claimant}


@pytest.mark.parametrize(
    ("before", "claimant"),
    [
        ("The Harbor Commission said in a statement that the bridge was old.", "Harbor Commission"),
        ("The Harbor Commission said on Monday that the bridge was old.", "the statement"),
        ("The Harbor Commission said in a letter that the bridge was old.", "the statement"),
    ],
)
def test_the_statement_is_theirs_who_spoke_in_one(before: str, claimant: str) -> None:
    assert claimants(f"{before} Jo Park {RENT}, the statement added.") == {claimant}


def test_what_is_said_behind_an_aside_is_still_claimed() -> None:
    aside = "Ana Ruiz, a manager from Derry, said before attending Wednesday's town hall"
    told = "the Harbor Commission ordered her to sign the lease with Dorsey Corp."
    assert claimants(f"{aside} that {told}", "directs") == {"Ana Ruiz"}
    late = "Ana Ruiz, a manager from Derry, was late for Wednesday's town hall."
    assert "Ana Ruiz" not in claimants(f"{late} Now {told}", "directs")
