"""The ledger of a built graph: the result of each article, so that what has not changed is not read again.

    with Ledger.of(Path("out")) as ledger:
        for identifier in ledger.identifiers():
            nquads = ledger.quads(identifier)

It is one SQLite file, `ledger.sqlite`, in the folder of the graph, and all other files of the folder can be made from
it. One process writes it; a process that is killed leaves it whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from onrecord.articles import Omission
from onrecord.digest import Digest
from onrecord.errors import InputError
from onrecord.results import Result, unpacked

FILE = "ledger.sqlite"
LAYOUT = 2
"""The layout of the tables; a ledger of another layout is begun anew."""

_TABLES = """
CREATE TABLE article (
    identifier TEXT PRIMARY KEY, key TEXT NOT NULL, sha256 TEXT NOT NULL, violations INTEGER NOT NULL,
    digest TEXT NOT NULL, what TEXT, what_to_do TEXT,
    quads BLOB NOT NULL, trig BLOB NOT NULL, quarantine BLOB NOT NULL, findings BLOB NOT NULL, signature BLOB NOT NULL
);
CREATE TABLE file (name TEXT PRIMARY KEY, state TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL);
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_COLUMNS = "identifier, key, sha256, violations, digest, what, what_to_do, quads, trig, quarantine, findings, signature"
_INTERVAL = 1.0
"""Seconds after which what was put into the ledger is safe on the disk at the latest."""
_PATIENCE = 10.0
"""Seconds to wait for somebody else who reads or writes the ledger."""

State = tuple[str, str]
"""An identifier and the key of its result."""


class Ledger:
    """Results by the identifiers of their articles. Closing it keeps all that was put in."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writes: bool = False) -> None:
        self.path = path
        self._connection = connection
        self._writes = writes
        self._saved = time.monotonic()

    @classmethod
    def of(cls, folder: Path) -> Ledger:
        """The ledger of a built graph, to read; raises `InputError` where there is none, or none that can be read."""
        path = folder / FILE
        advice = f"build one first: onrecord build PATH --out {folder}"
        if not path.is_file():
            raise InputError(str(path), "there is no ledger of a graph here", advice)
        # In a folder that cannot be written to, SQLite has no place for its lock, and nobody else can write either.
        mode = "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"
        ledger = cls(path, sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True))
        if not ledger._usable():
            raise InputError(str(path), "is no ledger of this version of onrecord", advice)
        return ledger

    @classmethod
    def to_write(cls, folder: Path) -> Ledger:
        """The ledger of this folder, made where there is none; one that cannot be used is begun anew."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE
        ledger = cls(path, sqlite3.connect(path, timeout=_PATIENCE), writes=True)
        if not ledger._usable():
            ledger._connection.close()
            for end in ("", "-wal", "-shm"):
                path.with_name(FILE + end).unlink(missing_ok=True)
            ledger = cls(path, sqlite3.connect(path, timeout=_PATIENCE), writes=True)
            ledger._connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {LAYOUT}; COMMIT;")
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "temp_store = FILE"):
            ledger._connection.execute(f"PRAGMA {pragma}")
        ledger._connection.execute("CREATE TEMP TABLE given (identifier TEXT PRIMARY KEY)")
        return ledger

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Keep all that was put in, and let go of the file."""
        self._connection.commit()
        if self._writes:
            # Without its log the file can be read where nothing can be written. Somebody who reads it now keeps it.
            with contextlib.suppress(sqlite3.OperationalError):
                self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    def _usable(self) -> bool:
        try:
            layout: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
            self._connection.execute("SELECT count(*) FROM note").fetchone()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "no such table" not in str(error):
                raise
            return False
        return layout == LAYOUT

    # What is in it.

    def identifiers(self) -> list[str]:
        """The identifiers of the articles that have a graph, in their order."""
        return [name for (name,) in self._rows("SELECT identifier FROM article WHERE what IS NULL ORDER BY identifier")]

    def keys(self) -> dict[str, str]:
        """The keys of the articles that have a graph by their identifiers: another key is another graph."""
        return dict(self._rows("SELECT identifier, key FROM article WHERE what IS NULL ORDER BY identifier"))

    def states(self) -> Iterator[State]:
        """The identifier and the key of every article, also of those that could not be read, in their order."""
        yield from self._rows("SELECT identifier, key FROM article ORDER BY identifier")

    def key(self, identifier: str) -> str | None:
        """The key of the article's result; another key is another graph. None where the article is not there."""
        row = self._row("SELECT key FROM article WHERE identifier = ?", identifier)
        return None if row is None else str(row[0])

    def quads(self, identifier: str) -> bytes:
        """The article's graph as N-Quads; nothing where it has none."""
        row = self._row("SELECT quads FROM article WHERE identifier = ?", identifier)
        return b"" if row is None else unpacked(row[0])

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Identifier and SHA-256 of the text of each article that has a graph, in their order."""
        yield from self._rows("SELECT identifier, sha256 FROM article WHERE what IS NULL ORDER BY identifier")

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Identifier and signature of the text of each article that has a graph, in their order."""
        yield from self._rows("SELECT identifier, signature FROM article WHERE what IS NULL ORDER BY identifier")

    def contents(self, column: str) -> Iterator[bytes]:
        """One of "trig", "quarantine" and "findings" of each article that has it, in the order of identifiers."""
        assert column in ("trig", "quarantine", "findings")  # noqa: S101
        rows = self._rows(f"SELECT {column} FROM article WHERE length({column}) ORDER BY identifier")  # noqa: S608
        yield from (unpacked(content) for (content,) in rows)

    def digests(self) -> Iterator[tuple[str, Digest]]:
        """Identifier and digest of each article that has a graph, in their order."""
        rows = self._rows("SELECT identifier, digest FROM article WHERE what IS NULL ORDER BY identifier")
        yield from ((identifier, Digest.from_json(text)) for identifier, text in rows)

    def violations(self) -> int:
        """How many violations of shapes were found."""
        return int(self._row("SELECT coalesce(sum(violations), 0) FROM article")[0])  # type: ignore[index]

    def entities(self) -> int:
        """How many different entities there are."""
        count = "SELECT count(DISTINCT json_extract(item.value, '$[0]'))"
        return int(self._row(f"{count} FROM article, json_each(article.digest, '$.entities') AS item")[0])  # type: ignore[index]

    def failures(self) -> list[Omission]:
        """The articles that could not be read, with the reason."""
        rows = self._rows("SELECT identifier, what, what_to_do FROM article WHERE what IS NOT NULL ORDER BY identifier")
        return [Omission(*row) for row in rows]

    def failure(self, identifier: str) -> Omission | None:
        """Why this article could not be read, where that is so."""
        row = self._row("SELECT what, what_to_do FROM article WHERE identifier = ? AND what IS NOT NULL", identifier)
        return None if row is None else Omission(identifier, row[0], row[1])

    def note(self, name: str) -> Any:
        """What was noted under this name, as JSON has it; None where nothing was."""
        row = self._row("SELECT value FROM note WHERE name = ?", name)
        return None if row is None else json.loads(row[0])

    # What a build does with it.

    def give(self, identifier: str) -> bool:
        """Mark the article as one of the inputs; whether it is the first of this name."""
        return self._connection.execute("INSERT OR IGNORE INTO given VALUES (?)", (identifier,)).rowcount == 1

    def given_identifiers(self) -> list[str]:
        """The articles among the inputs that have a graph."""
        rows = "SELECT identifier FROM article JOIN given USING (identifier) WHERE what IS NULL"
        return [name for (name,) in self._rows(f"{rows} ORDER BY identifier")]

    def put(self, result: Result) -> None:
        """Keep a result in the place of the one that the article had."""
        omission = result.omission
        row = (
            result.identifier,
            result.key,
            result.sha256,
            result.violations,
            result.digest.to_json(),
            None if omission is None else omission.what,
            None if omission is None else omission.what_to_do,
            result.quads,
            result.trig,
            result.quarantine,
            result.findings,
            result.signature,
        )
        places = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT OR REPLACE INTO article ({_COLUMNS}) VALUES ({places})", row)  # noqa: S608
        if time.monotonic() - self._saved > _INTERVAL:
            self.save()

    def remove(self, identifiers: Iterable[str]) -> None:
        """Take articles out."""
        self._connection.executemany("DELETE FROM article WHERE identifier = ?", [(name,) for name in identifiers])

    def not_given(self) -> list[str]:
        """The articles that are none of the inputs any more."""
        rows = "SELECT identifier FROM article WHERE identifier NOT IN (SELECT identifier FROM given)"
        return [name for (name,) in self._rows(f"{rows} ORDER BY identifier")]

    def take_note(self, name: str, value: object) -> None:
        """Note a value under a name."""
        self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, json.dumps(value)))

    def save(self) -> None:
        """Make what was put in safe."""
        self._connection.commit()
        self._saved = time.monotonic()

    def file_state(self, path: Path) -> str | None:
        """The state that the file was written from; None where it is not there, or was changed since."""
        row = self._row("SELECT state, size, modified FROM file WHERE name = ?", self._name(path))
        if row is None or not path.is_file():
            return None
        status = path.stat()
        return str(row[0]) if (status.st_size, status.st_mtime_ns) == row[1:] else None

    def set_file_state(self, path: Path, state: str) -> None:
        """Note which state the file was written from."""
        status = path.stat()
        row = (self._name(path), state, status.st_size, status.st_mtime_ns)
        self._connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", row)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.path.parent).as_posix()

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        return iter(self._connection.execute(query, values))

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        return row


def part_of(identifier: str) -> str:
    """The part of the output that an article is in: two hexadecimal digits."""
    return hashlib.sha256(identifier.encode()).hexdigest()[:2]
