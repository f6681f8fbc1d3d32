"""Numbers: their values, and what in a sentence is counted or amounts to them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import onrecord.language.dates
import onrecord.language.measurements  # noqa: F401
from onrecord.language.numbers import plain, value_of
from onrecord.language.pipeline import load, parse
from onrecord.record import Article, PartialDate


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(components=("onrecord_dates", "onrecord_measurements"))


def measured(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = next(parse([Article("a", text, date=PartialDate("2025-10-17"))], nlp))
    return [(draft.value, doc[slice(*draft.what)].text) for draft in doc._.measurements]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a dozen", 12),
        ("two dozen", 24),
        ("a pair", 2),
        ("twenty-five", 25),
        ("one hundred and five", 105),
        ("two thousand three hundred", 2300),
        ("1,200", 1200),
        ("$4.2 million", 4_200_000),
        ("$6.8M", 6_800_000),
        ("a million", 1_000_000),
        ("45 billion", 45_000_000_000),
    ],
)
def test_number_words(words: str, value: int) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize("words", ["thousands", "dozens", "several", "a", "", "12,5", "million", "two three"])
def test_words_that_name_no_one_number(words: str) -> None:
    assert value_of(words) is None


@given(st.integers(0, 10**12))
def test_figures_are_read_back(number: int) -> None:
    assert value_of(f"{number:,}") == number
    assert plain(Decimal(number)) == str(number)


@given(st.text())
def test_reading_numbers_never_raises(words: str) -> None:
    value = value_of(words)
    assert value is None or value >= 0


def test_plain_notation() -> None:
    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("4.20")) == "4.2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The depot held 23 yellow plows.", ("23", "yellow plows")),
        ("More than 40 deputies signed the letter.", ("40", "deputies")),
        ("It is one of four ferries on the lake.", ("4", "ferries on the lake")),
        ("The city won a $735,000 loan.", ("735000", "loan")),
        ("The county received $17 million in flood relief.", ("17000000", "flood relief")),
        ("The settlement totals $9.7 million.", ("9700000", "settlement")),
        ("Auditors found that 37 of the invoices were forged.", ("37", "invoices")),
        ("The agency opened a 18-bed clinic.", ("18", "bed")),
        ("The police arrested a dozen protesters.", ("12", "protesters")),
        ("The lawyer had 34 clients to represent.", ("34", "clients")),
        ("The clinic sent 19 people to the farm.", ("19", "people")),
        ("The shelter has four cots and a stove.", ("4", "cots")),
        ("The auditor put the number of unpaid bills at 310.", ("310", "unpaid bills")),
        ("The county paid $640,000 last year to a roofing firm.", ("640000", "roofing firm")),
        ("The group spent $210,000 to defeat the measure.", ("210000", "measure")),
    ],
)
def test_what_is_measured(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in measured(nlp, text)


def test_a_number_without_a_noun_counts_what_was_counted(nlp: Language) -> None:
    found = measured(nlp, "The city tested 75 wells in June. It has sealed 16 of them.")
    assert found == [("75", "wells"), ("16", "wells")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clinic saw 1,312 patients, down from 1,940.", [("1312", "patients"), ("1940", "patients")]),
        ("The plan widens the road from six lanes to 10.", [("6", "lanes"), ("10", "lanes")]),
        ("The city hired six guards in May and four in June.", [("6", "guards"), ("4", "guards")]),
        ("She raised two sons, Abel, 44, and Omar, 43.", [("2", "sons")]),
        ("The plan counts 12 lanes until the town gets closer to 18.", [("12", "lanes")]),
    ],
)
def test_what_a_sentence_counts_again(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert measured(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She says she has four votes.",
        "The sheriff joined the 287(g) program.",
        "Thousands of people marched.",
        "The senate voted 29-4 on Monday.",
        "He is 58 and has served for six years.",
        "The law, Section 12 of the code, passed in 2016.",
        "The road is 12 miles long and closes at 7 p.m.",
        "A two-year-old ban was lifted.",
        "Some 52 percent of voters back the bill.",
        "The rate is set for every 1,000 residents.",
        "Nine ayes and two nays were counted.",
    ],
)
def test_what_is_no_measurement(nlp: Language, text: str) -> None:
    assert measured(nlp, text) == []


def test_the_date_of_the_clause(nlp: Language) -> None:
    text = "The police towed 530 cars in 2024."
    doc = next(parse([Article("a", text, date=PartialDate("2025-10-17"))], nlp))
    (draft,) = doc._.measurements
    assert draft.dated is not None
    assert doc._.dates[draft.dated].value.value == "2024"


def test_what_is_said_twice_is_measured_once(nlp: Language) -> None:
    found = measured(nlp, "Storm cuts power to 67,000 homes\n\nThe storm cut power to 67,000 homes, the utility said.")
    assert found == [("67000", "homes")]
