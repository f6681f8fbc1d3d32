"""What the verb says of two mentions against what the encoder may read: it does, it nearly does, it does not."""

from __future__ import annotations

import pytest

from onrecord.frames.arguments import Reader
from onrecord.frames.contradictions import says_otherwise
from onrecord.language import pipeline
from onrecord.record import Article


def contradicted(text: str, predicate: str, subject: str, target: str) -> bool:
    """Whether every two mentions of the two are kept apart by the words."""
    doc = next(iter(pipeline.parse([Article("a", text)])))
    reader = Reader(doc)
    called = {chain.label: index for index, chain in enumerate(reader.chains)}
    return all(
        says_otherwise(reader, predicate, one, other)
        for one in doc._.mentions
        for other in doc._.mentions
        if one.chain == called[subject] and other.chain == called[target]
    )


@pytest.mark.parametrize(
    ("text", "predicate", "other"),
    [
        ("Ana Ruiz, contradicting Jo Park, said the harbor was safe.", "opposes", True),
        ("Ana Ruiz, reprimanding Jo Park, said the harbor was safe.", "opposes", False),
        ("Ana Ruiz questioned the logic of Jo Park.", "opposes", True),
        ("Ana Ruiz agreed with Jo Park.", "supports", True),
        ("Ana Ruiz sided with Jo Park.", "supports", False),
        ("Ana Ruiz would need the votes of delegates now supporting Jo Park.", "supports", True),
        ("Ana Ruiz would need the votes of delegates by supporting Jo Park.", "supports", False),
        ("Ana Ruiz, who supported Jo Park, would need the votes of delegates.", "supports", False),
        ("The friends of Ana Ruiz endorsed Jo Park.", "supports", True),
        ("Candidates like Ana Ruiz endorsed Jo Park.", "supports", False),
        ("Ana Ruiz and a friend endorsed Jo Park.", "supports", False),
    ],
)
def test_whoever_does_what_the_verb_says_is_no_other(text: str, predicate: str, other: bool) -> None:
    assert contradicted(text, predicate, "Ana Ruiz", "Jo Park") is other


def test_whoever_is_made_to_act_has_founded_nothing() -> None:
    made = "The Safe Harbor Initiative"
    forced = f"{made} was started by the union to force the Harbor Commission to act."
    assert contradicted(forced, "establishedBy", "Safe Harbor Initiative", "Harbor Commission")
    begun = f"{made} was begun by the Harbor Commission."
    assert not contradicted(begun, "establishedBy", "Safe Harbor Initiative", "Harbor Commission")


def test_an_agreement_has_other_parties_than_its_signer() -> None:
    agreement = "memorandum with the Harbor Commission"
    text = f"Ana Ruiz signed the {agreement}."
    assert not contradicted(text, "partyTo", "Harbor Commission", agreement)


@pytest.mark.parametrize(
    ("text", "predicate", "subject", "target", "other"),
    [
        ("They met in Friendship Park, outside Dayton.", "locatedIn", "Friendship Park", "Dayton", True),
        ("They met in Friendship Park, in Dayton.", "locatedIn", "Friendship Park", "Dayton", False),
        ("The FBI is looking into Jo Park's server.", "investigates", "FBI", "Jo Park", True),
        ("The FBI is looking into Jo Park.", "investigates", "FBI", "Jo Park", False),
    ],
)
def test_what_is_outside_or_somebodys_is_another_thing(
    text: str, predicate: str, subject: str, target: str, other: bool
) -> None:
    assert contradicted(text, predicate, subject, target) is other
