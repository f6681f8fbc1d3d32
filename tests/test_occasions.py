"""The day of what is done by saying it, or by a vote."""

from __future__ import annotations

import pytest

from onrecord.frames.arguments import Reader
from onrecord.language import pipeline
from onrecord.record import Article, PartialDate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Friday, Gov. Ana Ruiz told reporters that she opposes the Rent Fairness Act.", ["2026-11-20"]),
        ("Gov. Ana Ruiz told reporters that she opposes the Rent Fairness Act.", []),
        ("On Friday, Gov. Ana Ruiz told reporters that she opposed the Rent Fairness Act.", []),
        ("On Friday, Gov. Ana Ruiz told reporters that she has opposed the Rent Fairness Act since 2019.", ["2019"]),
        ("On Friday, Gov. Ana Ruiz told reporters that she would oppose the Rent Fairness Act.", []),
        ("On Friday, Gov. Ana Ruiz told reporters that Mayor Tom Arden opposes the Rent Fairness Act.", []),
    ],
)
def test_who_says_today_that_she_is_against_it_is_so_today(text: str, expected: list[str]) -> None:
    article = Article("a", text, date=PartialDate("2026-11-24"))
    doc = next(iter(pipeline.parse([article], pipeline.load(mode="rules"))))
    stances = [fact for fact in doc._.facts if fact.predicate == "opposes"]
    assert [[doc._.dates[index].value.value for index in fact.dates] for fact in stances] == [expected]


VOTED = "On Monday night, the Larch County Board {} the Rent Fairness Act. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VOTED.format("passed") + "Jane Doe voted no.", ["2026-11-23"]),
        (VOTED.format("passed") + "Jane Doe had voted no in 2019.", ["2019"]),
        (VOTED.format("discussed") + "Jane Doe voted no.", []),
        (VOTED.format("passed") + "The city council passed it on Nov. 3. Jane Doe voted no.", ["2026-11-03"]),
    ],
)
def test_a_vote_is_of_the_day_of_the_one_decision(text: str, expected: list[str]) -> None:
    article = Article("a", text, date=PartialDate("2026-11-24"))
    doc = next(iter(pipeline.parse([article], pipeline.load(mode="rules"))))
    (stance,) = [fact for fact in doc._.facts if fact.predicate == "opposes"]
    assert [doc._.dates[index].value.value for index in stance.dates] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz is running for mayor next year.", ["2027"]),
        ("Sheriff Ana Ruiz, who is seeking a third term in November, spoke.", ["2026-11"]),
        ("Ana Ruiz is running for mayor. Next year brings a vote.", []),
        ("Ana Ruiz is running for mayor, and will speak in May.", []),
    ],
)
def test_who_stands_in_an_election_runs_then(text: str, expected: list[str]) -> None:
    article = Article("a", text, date=PartialDate("2026-10-24"))
    doc = next(iter(pipeline.parse([article], pipeline.load(mode="rules"))))
    (candidacy,) = [fact for fact in doc._.facts if fact.predicate == "runsFor"]
    assert [doc._.dates[index].value.value for index in candidacy.dates] == expected


def test_the_day_that_the_parse_gives_to_the_board_is_that_of_its_deed() -> None:
    text = "Pupils must keep their phones off, after a divided school board on Monday night adopted the Larch Act."
    article = Article("a", text, date=PartialDate("2026-11-24"))
    doc = next(iter(pipeline.parse([article], pipeline.load(mode="rules"))))
    reader = Reader(doc)
    assert {doc[at].text for at in reader.date_at} == {"adopted"}


def test_what_stands_for_an_event_is_no_day_of_a_stance() -> None:
    text = "Ana Ruiz denounced Tom Arden's remarks on 9/11. Ana Ruiz denounced Jo Park's remarks on Nov. 9."
    article = Article("a", text, date=PartialDate("2026-11-24"))
    doc = next(iter(pipeline.parse([article], pipeline.load(mode="rules"))))
    days = [[doc._.dates[index].value.value for index in fact.dates] for fact in doc._.facts]
    assert days == [[], ["2026-11-09"]]
