"""When something is done that is done by saying it."""

from __future__ import annotations

import pytest

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
