"""The bounds of a worker: how long one article may take, and how much memory it may need."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.record import Article

_MEGABYTE = 1_000_000
_LENGTH = 100_000
"""Characters that are read within the timeout; a longer article may take longer in proportion."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that an article may take, and megabytes of data that its process may hold; None is no limit."""

    timeout: float | None = 60.0
    memory: int | None = 4000

    def seconds(self, article: Article) -> float:
        """The seconds that this article may take; 0 is no limit."""
        return 0.0 if self.timeout is None else self.timeout * max(1.0, len(article.text) / _LENGTH)

    def bound_memory(self) -> None:
        """Let this process have no more memory from now on: what asks for more fails, or ends the process."""
        if self.memory is not None:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            resource.setrlimit(resource.RLIMIT_DATA, (self.memory * _MEGABYTE, hard))

    @contextlib.contextmanager
    def bound_time(self, article: Article) -> Iterator[None]:
        """End this process where the article takes too long.

        The alarm's default action does so whatever code is running, also where no Python code gets its turn.
        """
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self.seconds(article))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def reason(self, article: Article, exit_code: int | None) -> str:
        """Why the process that read this article ended, in words."""
        if exit_code == -signal.SIGALRM:
            return f"reading it took over {self.seconds(article):g} seconds"
        if exit_code == OUT_OF_MEMORY:
            return f"reading it takes more than {self.memory:,} MB of memory"
        if exit_code is not None and exit_code < 0:
            return f"reading it ended its process ({signal.strsignal(-exit_code)})"
        return f"reading it ended its process (exit code {exit_code})"


OUT_OF_MEMORY = 86
"""The exit code of a worker that got no more memory."""
WHAT_TO_DO = "look at the article, or give more with --timeout or --memory-limit and --retry"
