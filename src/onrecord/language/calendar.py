"""The words that date things, and what they mean against a publication date. Plain text in, no syntax.

`scan` finds the expressions in a text, `resolve` gives one its date. A year is never guessed: without a publication
date, "March 10" is `--03-10` and "Tuesday" is nothing. A stretch without a form of its own in XML Schema is given as
the month or year that holds all of it ("last week" → the month, "this fall" → the year), or not at all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from onrecord.language.numbers import SMALL, value_of
from onrecord.record import PartialDate

WORDS = tomllib.loads((files("onrecord.language") / "dates.toml").read_text(encoding="utf8"))
MONTHS: list[str] = WORDS["months"]
WEEKDAYS: list[str] = WORDS["weekdays"]
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_HOLIDAYS: dict[str, list[int]] = WORDS["holidays"]


def _capital(names: list[str]) -> str:
    return "|".join(form for name in names for form in (name.capitalize(), name.upper()))


_MONTH = (
    rf"(?P<month>(?:{_capital(MONTHS)})\b"
    rf"|(?:{_capital(WORDS['short_months'])})\b\.?)"
)
_WEEKDAY = rf"(?P<weekday>{_capital(WEEKDAYS)})"
_SHORT_WEEKDAY = rf"(?:(?:{_capital(WEEKDAYS)}|(?:{_capital(WORDS['short_weekdays'])})\b\.?),?\s+)?"
_HOURS = r"(?:morning|afternoon|evening|night|midday|noon)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DAY_END = r"(?![\d:]|[,.]\d|\s*(?:percent|%|million|billion|a\.m|p\.m))"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d,]*\d|s\b|'s\b(?<=0's)|-\w*year|\.\d)"
_COUNT = (
    r"\[?(?P<count>\d{1,3}|an?|" + "|".join(sorted(SMALL, key=len, reverse=True)) + r")\]?(?:-(?P<ones>one|two|three|"
    r"four|five|six|seven|eight|nine))?"
)
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_PART = (
    r"(?:(?i:early|earlier|late|later|mid|(?:the\s+)?(?:beginning|start|end|middle|(?:first|second)\s+half)\s+of)"
    r"(?:\s+in|\s+on)?[\s-]+)?"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What words are resolved against: the publication date as far as known, and whether the future is meant."""

    year: int | None
    month: int | None
    day: date | None
    future: bool

    @classmethod
    def of(cls, published: PartialDate | None, future: bool) -> Reference:
        """The reference that a publication date gives; one without a year (or far from any newspaper's) gives none."""
        value = published.value if published is not None else ""
        if not value or value.startswith("--") or not "1000" <= value[:4] <= "9900":
            return cls(None, None, None, future)
        parts = [int(part) for part in value.split("-")]
        try:
            day = date(*parts) if len(parts) == 3 else None
        except ValueError:
            return cls(None, None, None, future)
        return cls(parts[0], parts[1] if len(parts) > 1 else None, day, future)


Reading = Callable[[re.Match[str], Reference], str | None]


def _month_number(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _shift_month(year: int, month: int, by: int) -> str:
    index = year * 12 + month - 1 + by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _whole(first: date, last: date) -> str | None:
    """The month, or else the year, that holds the whole stretch; None where neither does."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.year:04d}" if first.year == last.year else None


def _on_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month_day(month: int, day: int, reference: Reference) -> str | None:
    """A day of the year without its year: the last before the publication, or the first after it."""
    if _on_day(2000, month, day) is None:
        return None
    if reference.day is None:
        return f"--{month:02d}-{day:02d}"
    step = 1 if reference.future else -1
    for year in range(reference.day.year, reference.day.year + 9 * step, step):
        found = _on_day(year, month, day)
        if found is not None and (date.fromisoformat(found) - reference.day).days * step >= 0:
            return found
    return None


def _month_alone(month: int, reference: Reference) -> str:
    if reference.year is None or reference.month is None:
        return f"--{month:02d}"
    year = reference.year
    if reference.future and month < reference.month:
        year += 1
    if not reference.future and month > reference.month:
        year -= 1
    return f"{year:04d}-{month:02d}"


def _read_iso(match: re.Match[str], _reference: Reference) -> str | None:
    return _on_day(int(match["year"]), int(match["m"]), int(match["d"]))


def _read_numeric(match: re.Match[str], _reference: Reference) -> str | None:
    year = int(match["y"])
    if len(match["y"]) == 2:
        year += 2000 if year < 50 else 1900
    return _on_day(year, int(match["m"]), int(match["d"]))


def _read_september_11(_match: re.Match[str], _reference: Reference) -> str:
    return "2001-09-11"


def _read_day(match: re.Match[str], reference: Reference) -> str | None:
    month, day = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return _on_day(int(match["year"]), month, day)
    return _month_day(month, day, reference)


def _read_month_year(match: re.Match[str], _reference: Reference) -> str:
    return f"{match['year']}-{_month_number(match['month']):02d}"


def _read_which_month(match: re.Match[str], reference: Reference) -> str:
    which, month = match["which"].lower().split()[-1], _month_number(match["month"])
    if reference.year is None or reference.month is None:
        return f"--{month:02d}"
    year = reference.year
    if which in ("last", "past") and month >= reference.month:
        year -= 1
    if which in ("next", "coming") and month <= reference.month:
        year += 1
    return f"{year:04d}-{month:02d}"


def _read_month(match: re.Match[str], reference: Reference) -> str:
    return _month_alone(_month_number(match["month"]), reference)


def _read_weekday(match: re.Match[str], reference: Reference) -> str | None:
    if reference.day is None:
        return None
    which = (match["which"] or "").lower().split()
    weekday = WEEKDAYS.index(match["weekday"].lower())
    ahead = (weekday - reference.day.weekday()) % 7
    if which and which[-1] in ("next", "coming"):
        days = ahead or 7
    elif which and which[-1] in ("last", "past"):
        days = ahead - 7
    elif reference.future:
        days = ahead
    else:
        days = ahead - 7 if ahead else 0
    return (reference.day + timedelta(days=days)).isoformat()


_NEAR_DAYS = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def _read_near_day(match: re.Match[str], reference: Reference) -> str | None:
    if reference.day is None:
        return None
    return (reference.day + timedelta(days=_NEAR_DAYS[" ".join(match["near"].lower().split())])).isoformat()


def _shift(which: str) -> int:
    word = which.lower().split()[-1] if which else ""
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)


def _read_period(match: re.Match[str], reference: Reference) -> str | None:
    shift, unit = _shift(match["which"]), match["period"].lower()
    if reference.year is None:
        return None
    if unit == "year":
        return f"{reference.year + shift:04d}"
    if unit == "month":
        return None if reference.month is None else _shift_month(reference.year, reference.month, shift)
    if reference.day is None:
        return None
    monday = reference.day - timedelta(days=reference.day.weekday()) + timedelta(weeks=shift)
    first, last = (5, 6) if unit == "weekend" else (0, 4)
    return _whole(monday + timedelta(days=first), monday + timedelta(days=last))


def _read_season(match: re.Match[str], reference: Reference) -> str | None:
    if match["year"]:
        return None if match["season"].lower() == "winter" else match["year"]
    season = _SEASONS.get(match["season"].lower())
    if season is None or reference.year is None or reference.month is None:
        return None
    shift, year = _shift(match["which"] or ""), reference.year
    first, last = season
    over, ahead = reference.month > last, reference.month < first
    if shift < 0 or (not match["which"] and not reference.future and ahead):
        year -= 0 if over else 1
    elif shift > 0 or (not match["which"] and reference.future and over):
        year += 0 if ahead else 1
    return f"{year:04d}"


def _read_year(match: re.Match[str], _reference: Reference) -> str:
    return match["year"]


def _read_fiscal_short(match: re.Match[str], _reference: Reference) -> str:
    return f"20{match['y']}"


def _read_ago(match: re.Match[str], reference: Reference) -> str | None:
    count = value_of(match["count"]) if match["count"].lower() not in ("a", "an") else value_of("one")
    if count is None or reference.year is None:
        return None
    number = int(count) + (SMALL[match["ones"].lower()] if match["ones"] else 0)
    sign = 1 if match["way"].lower().startswith("from") else -1
    return shifted(
        PartialDate(reference.day.isoformat() if reference.day else _coarse(reference)),
        sign * number,
        match["unit"].lower(),
    )


def _coarse(reference: Reference) -> str:
    return f"{reference.year:04d}" + (f"-{reference.month:02d}" if reference.month else "")


def shifted(base: PartialDate, by: int, unit: str) -> str | None:
    """The date so many days, weeks, months, years or decades from another, as exact as the unit is.

    None where the base is less exact than the unit, or the result is no date of the calendar.
    """
    reference = Reference.of(base, future=False)
    if reference.year is None:
        return None
    if unit in ("year", "decade"):
        year = reference.year + by * (10 if unit == "decade" else 1)
        return f"{year:04d}" if 1000 <= year <= 9999 else None
    if unit == "month":
        if reference.month is None or not 1000 <= reference.year + by // 12 <= 9998:
            return None
        return _shift_month(reference.year, reference.month, by)
    if reference.day is None or abs(by) > 10_000:
        return None
    if unit == "week":
        monday = reference.day - timedelta(days=reference.day.weekday()) + timedelta(weeks=by)
        return _whole(monday, monday + timedelta(days=4))
    return (reference.day + timedelta(days=by)).isoformat()


def _read_end(match: re.Match[str], reference: Reference) -> str | None:
    if reference.year is None:
        return None
    if match["span"].lower() == "year":
        return f"{reference.year:04d}-12-31"
    if reference.month is None:
        return None
    following = date.fromisoformat(_shift_month(reference.year, reference.month, 1) + "-01")
    return (following - timedelta(days=1)).isoformat()


def _read_start(match: re.Match[str], reference: Reference) -> str | None:
    if reference.year is None:
        return None
    return f"{reference.year:04d}" if match["span"].lower() == "year" else _coarse(reference)


def _read_day_of_month(match: re.Match[str], reference: Reference) -> str | None:
    if reference.day is None:
        return None
    step = 1 if reference.future else -1
    for shift in range(0, 3 * step, step):
        month = _shift_month(reference.day.year, reference.day.month, shift)
        found = _on_day(int(month[:4]), int(month[5:]), int(match["day"]))
        if found is not None and (date.fromisoformat(found) - reference.day).days * step >= 0:
            return found
    return None


def _read_holiday(match: re.Match[str], reference: Reference) -> str | None:
    name = " ".join(match["holiday"].lower().split())
    month, day = _HOLIDAYS[name]
    return _on_day(int(match["year"]), month, day) if match["year"] else _month_day(month, day, reference)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday of the month; the last where nth is 0."""
    if nth:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date.fromisoformat(_shift_month(year, month, 1) + "-01") - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


_MOVING: dict[str, list[int]] = WORDS["floating_holidays"]


def _read_moving(match: re.Match[str], reference: Reference) -> str | None:
    month, weekday, nth = _MOVING[" ".join(match["holiday"].lower().replace("presidents'", "presidents").split())]
    if match["year"]:
        return _nth_weekday(int(match["year"]), month, weekday, nth).isoformat()
    if reference.day is None:
        return None
    year = reference.day.year
    found = _nth_weekday(year, month, weekday, nth)
    if reference.future and found < reference.day:
        found = _nth_weekday(year + 1, month, weekday, nth)
    if not reference.future and found > reference.day:
        found = _nth_weekday(year - 1, month, weekday, nth)
    return found.isoformat()


_WHICH = r"(?P<which>(?i:last|next|this(?:\s+(?:past|coming))?|past|coming))"
_THE_WHICH = (
    r"(?P<which>(?i:last|next|this(?:\s+(?:past|coming))?|the\s+(?:past|last|coming|current|previous)|past|current))"
)
_OF_YEAR = rf"(?:,?\s+{_YEAR})?"
_NO_YEAR = r"(?P<year>(?!))?"
_FIXED = "|".join(sorted(_HOLIDAYS, key=len, reverse=True)).replace(" ", r"\s+")
_FLOATING = "|".join(sorted(_MOVING, key=len, reverse=True)).replace(" ", r"\s+").replace("ts ", "ts'? ")
_SEASON = r"(?P<season>(?i:spring|summer|fall|autumn|winter))"

# Order decides where two begin at one character and are equally long.
_FORMS: tuple[tuple[str, Reading], ...] = (
    (r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _read_iso),
    (r"(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])/(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])", _read_numeric),
    (
        r"(?:Sept\.?|September)\s+11(?:th)?(?=,?\s+(?:terrorist\s+|terror\s+)?(?:attack|hijack))|9/11(?![\d/])",
        _read_september_11,
    ),
    (rf"{_SHORT_WEEKDAY}(?:{_HOURS},?\s+)?{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR}|{_DAY_END})", _read_day),
    (rf"{_SHORT_WEEKDAY}(?<!\d[-/])(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_OF_YEAR}(?!\s+\d)", _read_day),
    (rf"{_PART}{_MONTH}(?:\s+of|,)?\s+{_YEAR}", _read_month_year),
    (rf"{_WHICH}\s+{_MONTH}(?!\w)", _read_which_month),
    (rf"{_PART}{_MONTH}(?!\w)", _read_month),
    (rf"(?:{_WHICH}\s+)?{_WEEKDAY}(?:\s+{_HOURS})?(?!\w)", _read_weekday),
    (
        r"(?P<near>(?i:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|today|tonight|yesterday|tomorrow"
        rf"|last\s+night|this\s+(?:morning|afternoon|evening)))(?:\s+{_HOURS})?(?!\w|-)",
        _read_near_day,
    ),
    (r"(?i:(?:the\s+)?(?:very\s+)?(?:end|close)\s+of\s+(?:the|this)\s+(?P<span>year|month))(?!\w)", _read_end),
    (r"(?i:(?P<span>year)(?:'s|-|\s)\s*end)(?!\w)", _read_end),
    (r"(?i:(?:the\s+)?(?:beginning|start)\s+of\s+(?:the|this)\s+(?P<span>year|month))(?!\w)", _read_start),
    (rf"{_PART}(?:{_WHICH}|the)\s+{_SEASON}(?!\w){_NO_YEAR}", _read_season),
    (rf"{_PART}(?:the\s+)?(?P<which>(?!))?{_SEASON}(?:\s+of|,)?\s+{_YEAR}", _read_season),
    (rf"{_PART}{_THE_WHICH}\s+(?P<period>(?i:week(?:end)?|month|year))(?!\w|-|'s\s+Eve)", _read_period),
    (rf"(?i:{_COUNT}\s+{_UNIT}\s+(?P<way>ago|from\s+(?:now|today)))(?!\w)", _read_ago),
    (rf"(?P<holiday>(?i:{_FIXED}))(?!\w){_OF_YEAR}", _read_holiday),
    (rf"(?P<holiday>(?i:{_FLOATING}))(?!\w){_OF_YEAR}", _read_moving),
    (rf"(?i:(?:the\s+)?(?:fiscal|budget|calendar|school|tax|model)(?:\s+year)?\s+|FY[\s-]?){_YEAR}", _read_year),
    (r"FY[\s-]?'?(?P<y>[0-4]\d)(?!\d)", _read_fiscal_short),
    (
        r"the\s+(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?=\s*(?:[.,;:)]|of\s+(?:the|this)\s+month|$))",
        _read_day_of_month,
    ),
    (rf"{_PART}(?<![\w$€£#.,/:-])(?:the\s+year\s+)?{_YEAR}(?!/)", _read_year),
)
_PATTERNS = tuple((re.compile(rf"(?<!\w){form}"), reading) for form, reading in _FORMS)
_HEDGE = re.compile(
    r"\s*(?:(?:about|around|nearly|almost|just|over|exactly|roughly|some|on|in|by|since|until|till|through|from|of|during"
    r"|before|after|as\s+of)\s+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of a text that date something: where they are, and how they are read."""

    start: int
    end: int
    match: re.Match[str]
    reading: Reading

    def read(self, published: PartialDate | None, future: bool = False) -> PartialDate | None:
        """The date that the words mean, or None where they mean none that can be written."""
        value = self.reading(self.match, Reference.of(published, future))
        return PartialDate(value) if value is not None else None

    @property
    def open_year(self) -> bool:
        """Whether tense decides: a day, month or season without its year, or a bare weekday."""
        groups = self.match.groupdict()
        free = self.reading in (_read_day, _read_month, _read_weekday, _read_season, _read_day_of_month)
        return (free or self.reading in (_read_holiday, _read_moving)) and not (
            groups.get("year") or groups.get("which")
        )

    @property
    def weekday(self) -> bool:
        """Whether the words are a weekday alone, whose last occurrence is never far."""
        return self.reading is _read_weekday

    @property
    def bare_month(self) -> bool:
        """Whether the words are a month's name alone, which may be a verb or a person's name."""
        return self.reading is _read_month

    @property
    def bare_year(self) -> bool:
        """Whether the words are a year's figure alone, which may be another number."""
        return self.reading is _read_year and self.match[0].isdigit()


def scan(text: str) -> Iterator[Expression]:
    """The expressions in the text, in order and without overlap: the earliest, then the longest."""
    plain = text.replace("\u2019", "'")
    found = [
        (match.start(), -match.end(), order, Expression(match.start(), match.end(), match, reading))
        for order, (pattern, reading) in enumerate(_PATTERNS)
        for match in pattern.finditer(plain)
    ]
    end = -1
    for start, _, _, expression in sorted(found, key=lambda item: item[:3]):
        if start >= end:
            end = expression.end
            yield expression


def resolve(words: str, published: PartialDate | None, future: bool = False) -> PartialDate | None:
    """The date that the words mean against a publication date, or None.

    Where the words leave the year open, the past is preferred, or with `future` the future:

    >>> resolve("Tuesday", PartialDate("2025-10-17")).value
    '2025-10-14'
    >>> resolve("March 10", None).value
    '--03-10'
    """
    expressions = list(scan(words[_HEDGE.match(words).end() :]))  # type: ignore[union-attr]
    return expressions[0].read(published, future) if expressions else None
