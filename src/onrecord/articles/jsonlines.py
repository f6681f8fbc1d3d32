"""JSON Lines: `NAME.jsonl`, an article a line: `text`, and where known `id` and the metadata that any article may have.

Fields of other names are not read. A record without an `id` is named by its file and line.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.articles.checks import (
    MAX_CHARACTERS,
    Omission,
    article,
    decoded,
    ordinary,
    refuse_binary,
    too_long,
    unreadable,
)
from onrecord.articles.metadata import Metadata, kind_of, of_fields
from onrecord.errors import InputError
from onrecord.record import Article

_MAX_LINE = 6 * MAX_CHARACTERS + 100_000
"""No line with a text of bearable length is longer: `\\u2019` is six bytes."""

_HEAD = 4096


def read(path: Path, defaults: Metadata) -> Iterator[tuple[str, Article | Omission]]:
    """The articles of a JSON Lines file, and an omission for each line that is none. The file is never read whole."""
    where, empty = str(path), True
    ordinary(path)
    try:
        with path.open("rb") as file:
            refuse_binary(file.read(_HEAD), where)
            file.seek(0)
            for number, line in _lines(file):
                empty = False
                place = f"{where}:{number}"
                yield place, _record(line, place, f"{path.stem}-{number}", defaults)
    except OSError as error:
        raise unreadable(where, error) from error
    if empty:
        raise InputError(where, "holds no articles", 'give a line of JSON an article: {"id": …, "text": …}')


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; of a line that is too long, one byte more than is allowed."""
    number = 0
    while line := file.readline(_MAX_LINE + 1):
        number += 1
        rest = line
        while len(rest) > _MAX_LINE and not rest.endswith(b"\n"):
            rest = file.readline(_MAX_LINE + 1)
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield number, line


def _record(line: bytes, where: str, name: str, defaults: Metadata) -> Article | Omission:
    try:
        if len(line) > _MAX_LINE:
            raise too_long(where, f"is over {_MAX_LINE / 1e6:,.1f} MB long")
        given = _fields(line, where)
        text = given.get("text")
        if text is None:
            raise InputError(where, "has no “text”", 'give the article as "text": "…"')
        if not isinstance(text, str):
            raise InputError(where, f"“text” is no text but {kind_of(text)}", 'give the article as "text": "…"')
        identifier = _identifier(given, where) or name
        return article(identifier, text, of_fields(given, where).over(defaults), where)
    except InputError as error:
        return Omission.of(error)


def _identifier(given: dict[str, object], where: str) -> str | None:
    identifier = given.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        return str(identifier)
    if identifier is None or isinstance(identifier, str):
        return identifier
    raise InputError(where, f"“id” is no text but {kind_of(identifier)}", "give “id” as text or a whole number")


def _fields(line: bytes, where: str) -> dict[str, object]:
    try:
        given = json.loads(decoded(line.rstrip(b"\r\n"), where))
    except json.JSONDecodeError as error:
        what = f"is broken JSON ({error.msg} at character {error.pos + 1})"
        raise InputError(where, what, "mend the line; each line is one JSON object") from error
    except (ValueError, RecursionError) as error:
        raise InputError(where, "is broken JSON", "mend the line; each line is one JSON object") from error
    if not isinstance(given, dict):
        raise InputError(where, f"is {kind_of(given)} and no JSON object", 'give {"id": …, "text": …}')
    return given
