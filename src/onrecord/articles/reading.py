"""From what a user points at to articles, one at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from onrecord.articles import html, inputs, jsonlines, text
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
}
ENDINGS = frozenset(_READERS)
"""The endings of the files that are read."""


def read_paths(paths: Sequence[str], defaults: Metadata | None = None) -> Iterator[Article | Omission]:
    """The articles of files, folders (with the folders in them), globs, and `-`, which is standard input as text.

    An input that is no article is an `Omission`, and the rest goes on; so is a second article with an identifier that
    an earlier one has. A file that is meant twice is read once. `defaults` say what an article itself does not.
    """
    taken: dict[str, str] = {}
    for where, item in _items(paths, defaults or Metadata()):
        if isinstance(item, Article):
            yield _alone(item, where, taken)
        else:
            yield item


def _alone(article: Article, where: str, taken: dict[str, str]) -> Article | Omission:
    """The article, where no earlier one has its identifier."""
    if article.identifier in taken:
        what = f"has the same identifier “{article.identifier}” as {taken[article.identifier]}"
        return Omission(where, what, "rename the file, or give the record another id")
    taken[article.identifier] = where
    return article


def _items(paths: Sequence[str], defaults: Metadata) -> Iterator[tuple[str, Article | Omission]]:
    read = set[str]()
    for given in paths:
        if given == "-":
            if given not in read:
                yield from _read("standard input", text.read_stream(sys.stdin.buffer, defaults))
            read.add(given)
            continue
        for found in inputs.files(given, ENDINGS):
            if isinstance(found, Omission):
                yield found.where, found
                continue
            real = os.path.realpath(found)
            if real not in read:
                read.add(real)
                yield from _read(str(found), _READERS[found.suffix.lower()](found, defaults))


def _read(where: str, items: Iterator[tuple[str, Article | Omission]]) -> Iterator[tuple[str, Article | Omission]]:
    """The items of one input; where it ends in an error, the last is an omission."""
    try:
        yield from items
    except InputError as error:
        yield error.where, Omission.of(error)
    except OSError as error:
        yield where, Omission.of(unreadable(where, error))
