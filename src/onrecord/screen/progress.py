"""How far a build is: a line on a terminal once it has taken more than two seconds, or JSON lines for a log."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.articles import Omission
from onrecord.results import Result

if TYPE_CHECKING:
    from onrecord.build import Built

PATIENCE = 2.0
"""Seconds before anything is shown."""


class Counter:
    """Counts inputs as they are done; shows a line on a terminal when it takes long, and takes it away at the end.

    `total` says how many inputs there are, where that is known; it is asked once, when there is something to show.
    """

    def __init__(self, console: Console, *, quiet: bool = False, total: Callable[[], int | None] | None = None) -> None:
        self._console = console
        self._silent = quiet or not console.is_terminal
        self._began = time.monotonic()
        self._bar: Progress | None = None
        self._count = total
        self._total: int | None = None
        self.finished = self.triples = self.left_out = self.set_aside = 0

    def __enter__(self) -> Counter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def read(self, result: Result) -> None:
        """One more article is read."""
        self.triples += result.digest.counts.get("quads", 0)
        self.set_aside += result.digest.counts.get("quarantined", 0)
        self.left_out += result.omission is not None
        self(result.identifier)

    def unchanged(self, identifier: str) -> None:
        """One more article is as it was."""
        self(identifier)

    def omitted(self, omission: Omission) -> None:
        """One more input is left out."""
        self.left_out += 1
        self(omission.where)

    def writing(self) -> None:
        """The files are written."""
        self._show("writing the files")

    def done(self, built: Built) -> None:
        """The files are written."""

    def __call__(self, name: str) -> None:
        """One more article is done, whatever was done with it."""
        self.finished += 1
        if self._due():
            self._show(f"{self._progress()}, last {name}")

    def _due(self) -> bool:
        return not self._silent and time.monotonic() - self._began > PATIENCE

    def _progress(self) -> str:
        """How far it is, in words: articles, rate, triples, what was set aside and left out, the time left."""
        seconds = max(time.monotonic() - self._began, 1e-3)
        if self._count is not None:
            self._total, self._count = self._count(), None
        of = f" of {self._total:,}" if self._total else ""
        parts = [f"{self.finished:,}{of} articles", f"{self.finished / seconds:.1f} a second"]
        parts += [f"{self.triples:,} triples"] if self.triples else []
        parts += [f"{self.set_aside:,} nodes set aside"] if self.set_aside else []
        parts += [f"{self.left_out:,} left out"] if self.left_out else []
        if self._total and self.finished:
            parts.append(f"{_clock((self._total - self.finished) * seconds / self.finished)} left")
        return ", ".join(parts)

    def _show(self, words: str) -> None:
        if not self._due():
            return
        if self._bar is None:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._bar.add_task("")
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], description=words)


class Log:
    """Writes each event as a line of JSON: "start", "article", "unchanged", "omitted", "writing", "done"."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.event("start")

    def read(self, result: Result) -> None:
        """One more article is read."""
        if result.omission is not None:
            self.omitted(result.omission)
            return
        counts = {name: result.digest.counts[name] for name in ("assertions", "quads", "quarantined")}
        self.event("article", id=result.identifier, seconds=round(result.seconds, 3), **counts)

    def unchanged(self, identifier: str) -> None:
        """One more article is as it was."""
        self.event("unchanged", id=identifier)

    def omitted(self, omission: Omission) -> None:
        """One more input is left out."""
        self.event("omitted", where=omission.where, what=omission.what, what_to_do=omission.what_to_do)

    def writing(self) -> None:
        """The files are written."""
        self.event("writing")

    def done(self, built: Built) -> None:
        """The files are written."""
        numbers = {"articles": built.articles, "read": built.read, "unchanged": built.unchanged}
        slowest = [{"id": name, "seconds": round(seconds, 3)} for seconds, name in sorted(built.slowest, reverse=True)]
        self.event("done", **numbers, removed=built.removed, omitted=len(built.omissions), slowest=slowest)

    def event(self, name: str, **said: object) -> None:
        """One line."""
        self._stream.write(json.dumps({"event": name, **said}, ensure_ascii=False) + "\n")
        self._stream.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
