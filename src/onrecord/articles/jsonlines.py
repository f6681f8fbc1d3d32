"""JSON Lines: `NAME.jsonl`, `.jsonl.gz` or `.jsonl.zst`, an article a line: `text`, and where known `id` and metadata.

Fields of other names are not read. A record without an `id` is named by its file and line.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.articles.checks import (
    MAX_CHARACTERS,
    Omission,
    article,
    decoded,
    refuse_binary,
    refuse_wide,
    too_long,
)
from onrecord.articles.compressed import opened
from onrecord.articles.metadata import Metadata, kind_of, of_fields
from onrecord.errors import InputError
from onrecord.record import Article

_MAX_LINE = 6 * MAX_CHARACTERS + 100_000
"""No line with a text of bearable length is longer: `\\u2019` is six bytes."""

_HEAD = 4096


def read(path: Path, defaults: Metadata) -> Iterator[tuple[str, Article | Omission]]:
    """The articles of a JSON Lines file, and an omission for each line that is none. The file is never read whole."""
    where, empty = str(path), True
    stem = path.name.partition(".jsonl")[0] or path.stem
    with opened(path) as file:
        for number, line in _lines(file):
            if empty:
                _refuse_other_files(line[:_HEAD], where)
            empty = False
            place = f"{where}:{number}"
            yield place, _record(line, place, f"{stem}-{number}", defaults)
    if empty:
        raise InputError(where, "holds no articles", 'give a line of JSON an article: {"id": …, "text": …}')


def _refuse_other_files(head: bytes, where: str) -> None:
    """Raise where the file begins like none of JSON Lines; control characters within a record are the record's own."""
    refuse_wide(head, where)
    if not head.lstrip(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        refuse_binary(head, where)


def _lines(file: io.BufferedIOBase) -> Iterator[tuple[int, bytes]]:
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
