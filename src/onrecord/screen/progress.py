"""How far a build is, on a terminal, once it has taken more than two seconds."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

PATIENCE = 2.0
"""Seconds before anything is shown."""


class Counter:
    """Counts inputs as they are done; shows a line on a terminal when it takes long, and takes it away at the end."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self._console = console
        self._silent = quiet or not console.is_terminal
        self._began = time.monotonic()
        self._bar: Progress | None = None
        self.done = 0

    def __enter__(self) -> Counter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, name: str) -> None:
        """One more input is done."""
        self.done += 1
        if self._silent:
            return
        if self._bar is None and time.monotonic() - self._began > PATIENCE:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._bar.add_task("")
            self._bar.start()
        if self._bar is not None:
            rate = self.done / (time.monotonic() - self._began)
            task = self._bar.task_ids[0]
            self._bar.update(task, description=f"{self.done:,} articles, {rate:.1f} a second, last {name}")
