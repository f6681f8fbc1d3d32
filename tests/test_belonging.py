"""Where the words let a person belong to a body, as the encoder may read them, and where they nearly do."""

from __future__ import annotations

import pytest

from onrecord.frames.arguments import Reader
from onrecord.frames.belonging import is_of_partisans, may_belong
from onrecord.language import pipeline
from onrecord.record import Article


def allowed(text: str, person: str, body: str) -> bool:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    reader = Reader(doc)

    def called(label: str) -> list[int]:
        return [index for index, chain in enumerate(reader.chains) if chain.label == label]

    return any(
        may_belong(reader, one, other)
        for one in doc._.mentions
        for other in doc._.mentions
        if one.chain in called(person) and other.chain in called(body)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Marlow cheered the GOP’s presumptive nominee, Jo Park.",
        "Republican candidates, including Ana Ruiz and Jo Park, spoke. Sen. Lee Poe, a Republican, lost.",
        "The Republican senators running in Marlow -- Ana Ruiz of Ohio and Jo Park of Utah -- spoke.",
        "Ana Ruiz attacked rivals such as the Republican candidate for governor, Jo Park.",
        "Jo Park, vice chairman of the Marlow County GOP, spoke.",
        "Jo Park is the Republican chairman in Marlow County.",
    ],
)
def test_a_noun_for_a_member_makes_its_bearer_one(text: str) -> None:
    assert allowed(text, "Jo Park", "Republican Party")


@pytest.mark.parametrize(
    "text",
    [
        "Jo Park led in the Republican primary. Sen. Ana Ruiz, a Republican, lost.",
        "Jo Park and her Republican rivals debated. Sen. Ana Ruiz, a Republican, lost.",
        "Sen. Ana Ruiz, a Republican who has not endorsed a candidate, spoke against Jo Park.",
        "Sen. Ana Ruiz, a Republican, spoke in Marlow. The Republican convention angered Jo Park.",
    ],
)
def test_a_party_that_is_only_near_makes_nobody_a_member(text: str) -> None:
    assert not allowed(text, "Jo Park", "Republican Party")


def test_the_body_of_a_relative_or_of_who_serves_is_anothers() -> None:
    assert not allowed("Jo Park, son of the Harbor Foundation's founder, spoke.", "Jo Park", "Harbor Foundation")
    assert allowed("Jo Park, head of the Harbor Foundation's office, spoke.", "Jo Park", "Harbor Foundation")


def test_the_body_of_one_is_not_that_of_the_next() -> None:
    text = "Jo Park, president of the Harbor Foundation, and Ana Ruiz praised the plan."
    assert allowed(text, "Jo Park", "Harbor Foundation")
    assert not allowed(text, "Ana Ruiz", "Harbor Foundation")
    text = "Jo Park, the speaker of the Harbor Foundation, and Ana Ruiz, the Larch Bay Foundation leader, spoke."
    assert not allowed(text, "Jo Park", "Larch Bay Foundation")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Lee Poe met his Jo Park-backing Senate colleagues.", "Senate"),
        ("Jo Park is a Senate candidate in Dayton.", "Senate"),
        ("Jo Park ran for the Senate.", "Senate"),
        ("Jo Park, a candidate for the Senate, spoke.", "Senate"),
        ("After the Supreme Court struck the law, Jo Park objected.", "Supreme Court"),
    ],
)
def test_a_body_that_is_sought_or_acts_by_itself_holds_nobody(text: str, body: str) -> None:
    assert not allowed(text, "Jo Park", body)


@pytest.mark.parametrize(
    "text",
    ["Jo Park, a Senate leader, met his Ruiz-backing colleagues.", "Jo Park was in the Senate when the court ruled."],
)
def test_a_body_that_somebody_is_in_holds_him(text: str) -> None:
    assert allowed(text, "Jo Park", "Senate")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("If Jo Park is the Republican nominee, Ana Ruiz will vote.", True),
        ("If Jo Park is not the Republican nominee, Ana Ruiz will vote.", False),
        ("If Jo Park joins the Republican Party, Ana Ruiz will vote.", False),
    ],
)
def test_a_condition_is_of_the_nomination_and_not_of_the_party(text: str, taken: bool) -> None:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    reader = Reader(doc)
    party = next(i for i, chain in enumerate(reader.chains) if chain.label == "Republican Party")
    assert [is_of_partisans(reader, item) for item in doc._.mentions if item.chain == party] == [taken]


def test_a_body_that_owns_the_one_that_is_meant_is_not_it() -> None:
    text = "Jo Park, the president of the Larch Bay Foundation's Harbor Academy, spoke."
    assert allowed(text, "Jo Park", "Harbor Academy")
    assert not allowed(text, "Jo Park", "Larch Bay Foundation")
    assert allowed("Jo Park, the Larch Bay Foundation's president, spoke.", "Jo Park", "Larch Bay Foundation")


def test_nobody_is_in_the_chamber_that_he_runs_for() -> None:
    assert not allowed("Jo Park entered the Senate race on Monday.", "Jo Park", "Senate")
    assert not allowed("Ohio Senate candidate Jo Park spoke.", "Jo Park", "Senate")
    assert allowed("Ana Ruiz wants Jo Park's Senate seat.", "Jo Park", "Senate")
    assert allowed("Jo Park entered the Senate on Monday.", "Jo Park", "Senate")


def test_whoever_others_are_added_to_is_none_of_them() -> None:
    others = "two Republican members of Congress from Ohio refused."
    assert not allowed(f"In addition to Jo Park, {others}", "Jo Park", "Congress")
    assert allowed(f"Jo Park and {others}", "Jo Park", "Congress")
