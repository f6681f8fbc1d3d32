"""From what a user points at to articles, one at a time."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from onrecord.articles import html, inputs, jsonlines, text, warc
from onrecord.articles.checks import Omission, unreadable
from onrecord.articles.metadata import Metadata
from onrecord.errors import InputError
from onrecord.record import Article

Reader = Callable[[Path, Metadata], Iterator[tuple[str, Article | Omission]]]

_READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonlines.read,
    ".jsonl.gz": jsonlines.read,
    ".jsonl.zst": jsonlines.read,
    ".warc": warc.read,
    ".warc.gz": warc.read,
}
ENDINGS = frozenset(_READERS)
"""The endings of the files that are read."""

_OF_ONE = (text.read, html.read)
"""What reads files that hold one article each."""

_REMEMBERED = 100_000
"""Identifiers of which it is remembered where they stand; of more, only that they were there: some 100 bytes each."""


def read_paths(paths: Sequence[str], defaults: Metadata | None = None) -> Iterator[Article | Omission]:
    """The articles of files, folders (with the folders in them), globs, and `-`, which is standard input as text.

    An input that is no article is an `Omission`, and the rest goes on; so is a second article with an identifier that
    an earlier one has. A file that is meant twice is read once. `defaults` say what an article itself does not.
    """
    taken: dict[bytes, str | None] = {}
    for where, item in _items(paths, defaults or Metadata()):
        if isinstance(item, Article):
            yield _alone(item, where, taken)
        else:
            yield item


def counted(paths: Sequence[str]) -> int | None:
    """How many items `read_paths` gives; None where that is not known before they are read, as of an archive."""
    number = 0
    for found in _sources(paths):
        if isinstance(found, tuple) and _READERS[found[1]] not in _OF_ONE:
            return None
        number += 1
    return number


def _alone(article: Article, where: str, taken: dict[bytes, str | None]) -> Article | Omission:
    """The article, where no earlier one has its identifier."""
    mark = _mark(article.identifier)
    if mark in taken:
        what = f"has the same identifier “{article.identifier}” as {taken[mark] or 'an earlier article'}"
        return Omission(where, what, "rename the file, or give the record another id")
    taken[mark] = where if len(taken) < _REMEMBERED else None
    return article


def _mark(name: str) -> bytes:
    """16 bytes that stand for a name, whatever its length."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _items(paths: Sequence[str], defaults: Metadata) -> Iterator[tuple[str, Article | Omission]]:
    for found in _sources(paths):
        if isinstance(found, Omission):
            yield found.where, found
        elif found == "-":
            yield from _read("standard input", text.read_stream(sys.stdin.buffer, defaults))
        else:
            path, ending = found
            yield from _read(str(path), _READERS[ending](path, defaults))


def _sources(paths: Sequence[str]) -> Iterator[tuple[Path, str] | Literal["-"] | Omission]:
    """What the paths mean, each once: files with their endings, standard input, and what cannot be read."""
    seen = set[bytes]()
    for given in paths:
        if given == "-":
            if _mark(given) not in seen:
                yield "-"
            seen.add(_mark(given))
            continue
        for found in inputs.files(given, ENDINGS):
            if isinstance(found, Omission):
                yield found
                continue
            real, ending = _mark(os.path.realpath(found)), inputs.ending(found, ENDINGS)
            if real not in seen and ending is not None:
                seen.add(real)
                yield found, ending


def _read(where: str, items: Iterator[tuple[str, Article | Omission]]) -> Iterator[tuple[str, Article | Omission]]:
    """The items of one input; where it ends in an error, the last is an omission."""
    try:
        yield from items
    except InputError as error:
        yield error.where, Omission.of(error)
    except OSError as error:
        yield where, Omission.of(unreadable(where, error))
