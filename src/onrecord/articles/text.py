"""Plain text: `NAME.txt`, with what is known of it in `NAME.yaml` beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.articles.checks import MAX_CHARACTERS, article, contents, decoded, too_long
from onrecord.articles.metadata import Metadata, beside
from onrecord.record import Article

MAX_BYTES = 4 * MAX_CHARACTERS + 3
"""No text of bearable length is larger: four bytes a character, and a byte-order mark."""


def read(path: Path, defaults: Metadata) -> Iterator[tuple[str, Article]]:
    """The article of a text file: the file decoded as UTF-8 with CRLF turned to LF, and nothing else changed."""
    text = _stored(contents(path, MAX_BYTES), str(path))
    yield str(path), article(path.stem, text, beside(path).over(defaults), str(path))


def read_stream(stream: BinaryIO, defaults: Metadata) -> Iterator[tuple[str, Article]]:
    """The article that comes in on standard input."""
    where = "standard input"
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_long(where, f"is over {MAX_BYTES / 1e6:,.1f} MB large")
    yield where, article("stdin", _stored(data, where), defaults, where)


def _stored(data: bytes, where: str) -> str:
    return decoded(data, where).replace("\r\n", "\n")
