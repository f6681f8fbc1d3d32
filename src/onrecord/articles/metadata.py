"""What is known of an article beside its text: headline, date, publisher, author, url. What is not known is None."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import yaml

from onrecord.articles.checks import contents, decoded
from onrecord.errors import InputError
from onrecord.record import PartialDate

_MAX_BYTES = 100_000
_ENDINGS = (".yaml", ".yml")
_DATE = re.compile(r"(?P<year>\d{4})(-\d\d(?P<day>-\d\d)?)?", re.ASCII)
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d\S*( ?[+-]\d\d:?\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text."""

    headline: str | None = None
    date: PartialDate | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These metadata, with the other's where these know nothing."""
        known = {name: value for name in FIELDS if (value := getattr(self, name)) is not None}
        return replace(other, **known)


FIELDS = tuple(field.name for field in fields(Metadata))


def publication_date(value: str, where: str) -> PartialDate:
    """The date that is written as 2026-03-27, 2026-03 or 2026, or with a time behind it, which is left off.

    Raises `InputError` for anything else, and for a day that no calendar has.
    """
    words = value.strip()
    moment = _MOMENT.fullmatch(words)
    words = moment.group(1) if moment else words
    try:
        parts = _DATE.fullmatch(words)
        if parts is None:
            raise ValueError(words)
        date.fromisoformat(f"{words}-01-01"[:10] if parts["day"] is None else words)
        return PartialDate(words)
    except ValueError as error:
        known = "give 2026-03-27, or 2026-03 or 2026 where no more is known"
        raise InputError(where, f"“{value[:40]}” is no date", known) from error


def of_fields(given: Mapping[str, object], where: str) -> Metadata:
    """The metadata among these fields; raises where one is no text or the date is none."""
    words: dict[str, str | None] = {}
    for name in FIELDS:
        value = given.get(name)
        if value is not None and not isinstance(value, str):
            raise InputError(where, f"“{name}” is no text but {kind_of(value)}", f"give “{name}” as text")
        words[name] = _text(value)
    day = words.pop("date")
    return Metadata(date=None if day is None else publication_date(day, where), **words)


def beside(path: Path) -> Metadata:
    """The metadata in `NAME.yaml` beside the file `NAME.txt`; none where there is no such file."""
    found = [name for ending in _ENDINGS if (name := path.with_suffix(ending)).is_file()]
    if not found:
        return Metadata()
    where = str(found[0])
    given = _mapping(contents(found[0], _MAX_BYTES), where)
    for field in given:
        if field not in FIELDS:
            raise InputError(
                where, f"“{field}” is no field of an article", f"give {', '.join(FIELDS)}, or leave it out"
            )
    return of_fields(given, where)


def belongs_to_text(path: Path, endings: frozenset[str]) -> bool:
    """Whether this is the metadata file of an article beside it."""
    if path.suffix.lower() not in _ENDINGS:
        return False
    return any(path.with_suffix(ending).is_file() for ending in endings)


def kind_of(value: object) -> str:
    """What a value is, in the words of JSON."""
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


class _Words(yaml.SafeLoader):
    """YAML of which every word is text (a headline "1984", an author "No"), and null alone is not."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (PyYAML's own form)
        first: [(tag, form) for tag, form in forms if tag == "tag:yaml.org,2002:null"]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping(data: bytes, where: str) -> dict[str, object]:
    """The fields of a YAML file, which may be empty."""
    text = decoded(data, where) if data else ""
    try:
        given = yaml.load(text, Loader=_Words)  # noqa: S506 (a safe loader that knows fewer types)
    except yaml.MarkedYAMLError as error:
        line = "" if error.problem_mark is None else f":{error.problem_mark.line + 1}"
        raise InputError(f"{where}{line}", f"is broken YAML ({error.problem})", "write NAME: VALUE lines") from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise InputError(where, "is broken YAML", "write NAME: VALUE lines") from error
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(isinstance(name, str) for name in given):
        raise InputError(where, f"holds {kind_of(given)} and not fields", "write NAME: VALUE lines")
    return given


def _text(value: str | None) -> str | None:
    return " ".join(_UNWRITABLE.sub(" ", value or "").split()) or None
