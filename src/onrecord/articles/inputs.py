"""What a user points at → the files to read: files, folders and globs, each file once, in a fixed order."""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from onrecord.articles.checks import Omission, unreadable
from onrecord.articles.metadata import belongs_to_text
from onrecord.errors import InputError

_GLOB = frozenset("*?[")


def ending(path: Path, endings: frozenset[str]) -> str | None:
    """Which of these endings the file's name has, the longest first (".jsonl.gz"); None where it has none of them."""
    name = path.name.lower()
    return max((item for item in endings if name.endswith(item)), key=len, default=None)


def files(path: str, endings: frozenset[str]) -> Iterator[Path | Omission]:
    """The files with these endings that a path means; an omission for what it means and cannot be read.

    In folders, and among the matches of a glob, files of other endings and hidden files are passed over.
    """
    given = Path(path)
    try:
        if os.path.lexists(given):
            yield from _named(given, endings)
        elif _GLOB & set(path):
            yield from _matches(given, endings)
        else:
            raise InputError(path, "is not there", "check the path")
    except InputError as error:
        yield Omission.of(error)
    except OSError as error:
        yield Omission.of(unreadable(path, error))
    except ValueError as error:
        yield Omission(repr(path), f"is no path ({error})", "check the path")


def _named(path: Path, endings: frozenset[str]) -> Iterator[Path | Omission]:
    if path.is_dir():
        found = 0
        for item in _within(path, endings, set()):
            found += 1
            yield item
        if not found:
            raise InputError(str(path), "holds no articles", f"put {_listed(endings)} files into it")
    elif ending(path, endings):
        yield path
    elif not belongs_to_text(path, endings):
        what = f"cannot be read: files ending in “{path.suffix}”" if path.suffix else "has no ending: such files"
        raise InputError(str(path), f"{what} are not known", f"give {_listed(endings)}")


def _within(folder: Path, endings: frozenset[str], above: set[tuple[int, int]]) -> Iterator[Path | Omission]:
    """The files of a folder and of the folders in it, by name; a link back to a folder is not followed twice."""
    try:
        status = folder.stat()
        here = (status.st_dev, status.st_ino)
        if here in above:
            return
        above.add(here)
        with sorted_names(folder) as names:
            yield from _named_within(folder, names, endings, above)
    except OSError as error:
        yield Omission.of(unreadable(str(folder), error))


def _named_within(
    folder: Path, names: Iterable[str], endings: frozenset[str], above: set[tuple[int, int]]
) -> Iterator[Path | Omission]:
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from _within(path, endings, above)
        elif ending(path, endings):
            yield path


def _matches(pattern: Path, endings: frozenset[str]) -> Iterator[Path | Omission]:
    parts = pattern.parts
    first = next(number for number, part in enumerate(parts) if _GLOB & set(part))
    root, rest = Path(*parts[:first]), str(Path(*parts[first:]))
    try:
        matches = sorted(root.glob(rest), key=str)
    except ValueError as error:
        raise InputError(str(pattern), f"is no pattern that can be matched ({error})", "check the pattern") from error
    found, seen = 0, set[tuple[int, int]]()
    for path in matches:
        if any(part.startswith(".") for part in path.relative_to(root).parts) and not rest.startswith("."):
            continue
        items = _within(path, endings, seen) if path.is_dir() else iter([path] if ending(path, endings) else [])
        for item in items:
            found += 1
            yield item
    if not found:
        what = "matches nothing" if not matches else "matches no articles"
        raise InputError(str(pattern), what, f"check the pattern; it should find {_listed(endings)} files")


@contextmanager
def sorted_names(folder: Path, at_once: int = 100_000) -> Iterator[Iterable[str]]:
    """The names in a folder in their order, hidden ones aside; more than `at_once` of them are sorted on the disk."""
    with ExitStack() as files:
        runs: list[Iterable[str]] = []
        with os.scandir(folder) as entries:
            shown = (entry.name for entry in entries if not entry.name.startswith("."))
            while run := sorted(islice(shown, at_once)):
                file = None if len(run) < at_once else files.enter_context(_names_file())
                runs.append(run if file is None else _on_disk(run, file))
        yield heapq.merge(*runs)


def _names_file() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", errors="surrogateescape", newline="")


def _on_disk(names: Iterable[str], file: IO[str]) -> Iterable[str]:
    """The names, written to the file and read from it one by one; four digits say how long each is."""
    file.writelines(f"{len(name):04}{name}" for name in names)
    file.seek(0)
    return (file.read(int(length)) for length in iter(lambda: file.read(4), ""))


def _listed(endings: frozenset[str]) -> str:
    first, *rest = sorted((item for item in endings if item.count(".") == 1), reverse=True)
    return f"{', '.join([first, *rest[:-1]])} or {rest[-1]}"
