"""Words that date something: what they mean alone, and in a sentence."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.language import calendar, dates
from onrecord.language.annotations import DateMention
from onrecord.language.calendar import resolve
from onrecord.language.pipeline import load, parse
from onrecord.record import Article, PartialDate

FRIDAY = PartialDate("2025-10-17")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(components=("onrecord_dates",))


def find(nlp: Language, text: str, published: str | None = "2025-10-17") -> list[DateMention]:
    article = Article("a", text, date=PartialDate(published) if published else None)
    return list(next(parse([article], nlp))._.dates)


def values(nlp: Language, text: str, published: str | None = "2025-10-17") -> list[str]:
    return [mention.value.value for mention in find(nlp, text, published)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Tuesday", "2025-10-14"),
        ("Friday", "2025-10-17"),
        ("Monday night", "2025-10-13"),
        ("last Friday", "2025-10-10"),
        ("next Tuesday", "2025-10-21"),
        ("today", "2025-10-17"),
        ("Yesterday", "2025-10-16"),
        ("tomorrow", "2025-10-18"),
        ("last week", "2025-10"),
        ("last month", "2025-09"),
        ("next month", "2025-11"),
        ("earlier this year", "2025"),
        ("last year", "2024"),
        ("this fall", "2025"),
        ("last fall", "2024"),
        ("the summer of 2012", "2012"),
        ("Nov. 8", "2024-11-08"),
        ("Nov. 8, 2016", "2016-11-08"),
        ("Tuesday, Nov. 8, 2016", "2016-11-08"),
        ("8 November 2016", "2016-11-08"),
        ("MARCH 3, 2021", "2021-03-03"),
        ("2021-03-03", "2021-03-03"),
        ("11/8/2016", "2016-11-08"),
        ("late September", "2025-09"),
        ("last June", "2025-06"),
        ("December 2004", "2004-12"),
        ("fiscal 2026", "2026"),
        ("FY26", "2026"),
        ("early in 2016", "2016"),
        ("two days ago", "2025-10-15"),
        ("Seventeen years ago", "2008"),
        ("a decade ago", "2015"),
        ("two months ago", "2025-08"),
        ("the end of the year", "2025-12-31"),
        ("the 5th", "2025-10-05"),
        ("Labor Day", "2025-09-01"),
        ("Thanksgiving 2024", "2024-11-28"),
        ("2024\u2019s", "2024"),
    ],
)
def test_words_against_a_publication_date(words: str, value: str) -> None:
    found = resolve(words, FRIDAY)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "words",
    ["the 1990s", "1930\u2019s", "2,016", "a few months ago", "the past 35 years", "24 hours ago", "February 30", ""],
)
def test_words_that_mean_no_date_that_can_be_written(words: str) -> None:
    assert resolve(words, FRIDAY) is None


def test_a_year_is_never_guessed() -> None:
    assert resolve("March 10", None) == PartialDate("--03-10")
    assert resolve("in April", None) == PartialDate("--04")
    for words in ("Tuesday", "last week", "last year", "yesterday", "this fall", "two years ago", "the 5th"):
        assert resolve(words, None) is None


def test_the_future_is_taken_where_it_is_meant() -> None:
    assert resolve("Nov. 8", FRIDAY, future=True) == PartialDate("2025-11-08")
    assert resolve("Tuesday", FRIDAY, future=True) == PartialDate("2025-10-21")
    assert resolve("January", FRIDAY, future=True) == PartialDate("2026-01")


_PIECES = re.findall(
    r"\S+",
    "last next this the Tuesday March May 10 31 , 2016 of week month year ago two early until 5th Sept. 11 fall in "
    "1999 day FY 26 yesterday Christmas Thanksgiving end",
)
_WORDS = st.lists(
    st.sampled_from(_PIECES),
    max_size=7,
).map(" ".join)
_DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)).map(lambda day: PartialDate(day.isoformat()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pupils will have to keep their phones switched off starting Jan. 5.", ["2026-01-05"]),
        ("Pupils have kept their phones switched off starting Jan. 5.", ["2025-01-05"]),
        ("Pupils kept their phones switched off starting Jan. 5.", ["2025-01-05"]),
    ],
)
def test_what_starts_does_so_in_the_tense_of_its_clause(nlp: Language, text: str, expected: list[str]) -> None:
    assert values(nlp, text) == expected


@given(st.one_of(_WORDS, st.text()), st.one_of(st.none(), _DATES), st.booleans())
def test_resolving_never_raises(words: str, published: PartialDate | None, future: bool) -> None:
    found = resolve(words, published, future)
    assert found is None or found.datatype


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01", "2025-02-30", "2025-10", "2025", "--10-17"])
@pytest.mark.parametrize(
    "words", ["tomorrow", "next month", "next year", "900 days ago", "last week", "Tuesday", "Oct. 1"]
)
def test_odd_publication_dates_do_no_harm(words: str, published: str) -> None:
    found = resolve(words, PartialDate(published), future=True)
    assert found is None or found.datatype


@given(_WORDS)
def test_without_a_publication_date_no_year_that_is_not_in_the_words(words: str) -> None:
    found = resolve(words, None)
    if found is not None and not found.value.startswith("--"):
        assert found.value[2:4] in words


@given(_DATES, st.integers(0, 11), st.integers(1, 28), st.sampled_from(calendar.WEEKDAYS))
def test_the_past_is_not_after_the_publication(published: PartialDate, month: int, day: int, weekday: str) -> None:
    for words in (f"{calendar.MONTHS[month].capitalize()} {day}", weekday.capitalize()):
        found = resolve(words, published)
        assert found is not None
        assert found.value <= published.value


def test_tense_decides(nlp: Language) -> None:
    assert values(nlp, "The council will vote on the plan Tuesday.") == ["2025-10-21"]
    assert values(nlp, "The council voted on the plan Tuesday.") == ["2025-10-14"]
    assert values(nlp, "Judge Ada Wren will hear arguments on Jan. 14.") == ["2026-01-14"]
    assert values(nlp, "The office signed the agreement on March 10.") == ["2025-03-10"]
    assert values(nlp, "The office signed the agreement on March 10.", None) == ["--03-10"]


def test_roles(nlp: Language) -> None:
    (since,) = find(nlp, "She has led the agency since 2019.")
    assert (since.value.value, since.role) == ("2019", "from")
    (until,) = find(nlp, "He ran the jail until June.")
    assert (until.value.value, until.role) == ("2025-06", "until")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The jail was closed from May to July 2024.", "2024-05", "2024-07"),
        ("It paid the firm between 2015 and 2018.", "2015", "2018"),
        ("The fair was held May 3-5.", "2025-05-03", "2025-05-05"),
        ("The 2015-16 budget was cut.", "2015", "2016"),
    ],
)
def test_ranges(nlp: Language, text: str, first: str, last: str) -> None:
    (mention,) = find(nlp, text)
    assert mention.value.value == first
    assert mention.until is not None
    assert mention.until.value == last


def test_words_that_count_from_an_earlier_date(nlp: Language) -> None:
    text = "Mayor Orla Finch signed the pact on June 3, and Sheriff Ned Oakes signed it two days later."
    assert values(nlp, text) == ["2025-06-03", "2025-06-05"]
    assert values(nlp, "The board met in 2021. A year later it sued.") == ["2021", "2022"]
    assert values(nlp, "Turnout was a third lower than the year before, when it rained.") == ["2024"]


@pytest.mark.parametrize(
    "text",
    [
        "The deputies may march to the capitol.",
        "The house passed Bill 2016.",
        "She paid 2,016 dollars, or $2016.",
        "Officers meet every Tuesday.",
        "The ordinance protects 1900 homeowners.",
    ],
)
def test_what_is_no_date(nlp: Language, text: str) -> None:
    assert values(nlp, text) == []


def test_mentions_are_in_order_and_apart(nlp: Language) -> None:
    text = "On Tuesday, Oct. 7, 2025, the board met; it had met in March and will meet next month, on Nov. 4."
    mentions = find(nlp, text)
    assert [mention.value.value for mention in mentions] == ["2025-10-07", "2025-03", "2025-11", "2025-11-04"]
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert dates.resolve is resolve
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", mentions[0].value.value)
