"""A build: articles in, checked graph out.

    build(read_paths(["articles"]), Path("out"), engine=Processes())

Each article goes through model, record, quads and shapes by itself, on any engine; its result is kept in the ledger of
the folder, and what has not changed is not read again. The files are made from the ledger at the end. A build that is
ended at any moment, and begun again, ends with the same bytes as one that was not.
"""

from __future__ import annotations

import fcntl
import heapq
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from onrecord import output, store
from onrecord.articles import Omission
from onrecord.engines import Engine
from onrecord.engines.local import Local
from onrecord.errors import InputError
from onrecord.ledger import Ledger
from onrecord.record import Article
from onrecord.results import Readers, Result
from onrecord.settings import Settings, fingerprint, key, versions

SLOWEST = 5
"""The articles that the report names because reading them took longest."""


@dataclass(slots=True)
class Built:
    """What a build did: how many articles it read and found unchanged, which changed, went, and were left out."""

    read: int = 0
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    articles: int = 0
    """The articles that are in the graph now."""

    @property
    def exit_code(self) -> int:
        """1 where nothing was built, 2 where something was left out, else 0."""
        if not self.articles:
            return 1
        return 2 if self.omissions else 0


class Watcher(Protocol):
    """Who is told how far a build is."""

    def read(self, result: Result) -> None:
        """An article was read, or failed."""

    def unchanged(self, identifier: str) -> None:
        """An article need not be read again."""

    def omitted(self, omission: Omission) -> None:
        """An input was left out."""

    def writing(self) -> None:
        """Everything is read, and the files are written."""

    def done(self, built: Built) -> None:
        """The files are written."""


class Unwatched:
    """Nobody is told."""

    def read(self, result: Result) -> None:
        """Nothing."""

    def unchanged(self, identifier: str) -> None:
        """Nothing."""

    def omitted(self, omission: Omission) -> None:
        """Nothing."""

    def writing(self) -> None:
        """Nothing."""

    def done(self, built: Built) -> None:
        """Nothing."""


def build(
    inputs: Iterable[Article | Omission],
    out: Path,
    settings: Settings | None = None,
    *,
    engine: Engine | None = None,
    watcher: Watcher | None = None,
    retry: bool = False,
) -> Built:
    """Read what changed among the articles, and write the graph of all of them into the folder.

    With `retry`, articles that could not be read before are tried again. Raises `InputError` where the model is not
    installed, another build writes to the folder, the disk does not let the graph be written, or nothing is left of it
    (what was written before then still stands).
    """
    settings = settings or Settings()
    build = _Build(settings, out, fingerprint(settings), watcher or Unwatched(), retry)
    with ExitStack() as stack:
        build.read(inputs, engine or Local(), stack)
        build.finish()
        build.watcher.done(build.built)
    return build.built


class _Build:
    """One build while it runs. The ledger is opened with the first article, so that no input leaves no trace."""

    def __init__(self, settings: Settings, out: Path, fingerprint: str, watcher: Watcher, retry: bool) -> None:
        self.settings = settings
        self.out = out
        self.fingerprint = fingerprint
        self.watcher = watcher
        self.retry = retry
        self.built = Built()
        self.ledger: Ledger | None = None
        self.keys: dict[str, str] = {}

    def read(self, inputs: Iterable[Article | Omission], engine: Engine, stack: ExitStack) -> None:
        """Bring the ledger to what the inputs say; what is read is safe as soon as it is there."""
        for result in engine.results(self._changed(inputs, stack), Readers(self.settings)):
            assert self.ledger is not None  # noqa: S101
            known = replace(result, key=self.keys.pop(result.identifier))
            with written(self.out):
                self.ledger.put(known)
            self.watcher.read(known)
            self.built.read += 1
            self._remember(known)

    def finish(self) -> None:
        """Write the files, and tell the store."""
        ledger, built = self.ledger, self.built
        built.articles = len(ledger.given_identifiers()) if ledger else 0
        if ledger is None or not built.articles:
            return
        self.watcher.writing()
        with written(self.out):
            ledger.remove(removed := ledger.not_given())
            ledger.take_note("base", self.settings.base)
            ledger.take_note("versions", versions(self.settings))
            ledger.take_note("omitted", self._omitted())
            ledger.save()
            built.removed = removed
            built.written = output.write(ledger, self.out)
        if not store.up_to_date(self.out):
            store.fill(self.out)

    def _changed(self, inputs: Iterable[Article | Omission], stack: ExitStack) -> Iterator[Article]:
        """The articles that have to be read; the others are marked as given, the omissions named."""
        for item in inputs:
            if isinstance(item, Omission):
                self._omit(item)
                continue
            if self.ledger is None:
                self.ledger = stack.enter_context(locked(self.out))
            if not self.ledger.give(item.identifier):
                self._omit(Omission(item.identifier, "another article has this name", "rename one of them"))
            elif self._known(item, self.ledger):
                self.built.unchanged += 1
            else:
                yield item

    def _known(self, article: Article, ledger: Ledger) -> bool:
        """Whether the ledger has the result of this very article; otherwise its key is kept for the result."""
        named = key(article, self.fingerprint)
        failure = ledger.failure(article.identifier)
        if ledger.key(article.identifier) == named and not (self.retry and failure):
            if failure:
                self._omit(failure)
            else:
                self.watcher.unchanged(article.identifier)
            return True
        self.keys[article.identifier] = named
        return False

    def _omit(self, omission: Omission) -> None:
        self.built.omissions.append(omission)
        self.watcher.omitted(omission)

    def _remember(self, result: Result) -> None:
        self.built.changed.append(result.identifier)
        if result.omission:
            self.built.omissions.append(result.omission)
        heapq.heappush(self.built.slowest, (result.seconds, result.identifier))
        if len(self.built.slowest) > SLOWEST:
            heapq.heappop(self.built.slowest)

    def _omitted(self) -> list[tuple[str, str, str]]:
        """The inputs that were left out, but for the articles that the ledger names itself."""
        assert self.ledger is not None  # noqa: S101
        failed = set(self.ledger.failures())
        return [(item.where, item.what, item.what_to_do) for item in self.built.omissions if item not in failed]


def writable(out: Path) -> None:
    """Raises `InputError` where the folder cannot be made or written to, before any work is done; makes nothing."""
    nearest = next((path for path in (out, *out.absolute().parents) if path.exists()), out)
    try:
        with tempfile.TemporaryDirectory(dir=nearest, prefix=".onrecord-"):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"--out {out}", f"cannot be written to ({reason})", "give another folder") from error


@contextmanager
def written(out: Path) -> Iterator[None]:
    """What the disk does not let be written, as one line; what was there before still stands."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"--out {out}", f"cannot be written ({reason})", "make room, or give another folder"
        ) from error


@contextmanager
def locked(out: Path) -> Iterator[Ledger]:
    """The ledger of the folder, for one build at a time."""
    with written(out):
        out.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(out, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(f"--out {out}", "another build is writing there", "wait for it") from error
        with written(out):
            ledger = Ledger.to_write(out)
        try:
            yield ledger
        finally:
            with written(out):
                ledger.close()
    finally:
        os.close(descriptor)
