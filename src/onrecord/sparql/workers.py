"""Processes that answer queries: the one way to stop a query that takes too long, or too much memory, is to end one."""

from __future__ import annotations

import multiprocessing
import queue
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from onrecord import graph
from onrecord.errors import InputError
from onrecord.rdf import terms
from onrecord.sparql.evaluation import Answer, Request, evaluate
from onrecord.sparql.syntax import QueryError
from onrecord.store import Opened, open_read_only
from onrecord.store.generations import current

MEMORY = 4 << 30
"""Bytes of data that a query may take."""
_CONTEXT = multiprocessing.get_context("spawn")


class TimeLimitError(Exception):
    """A query took longer than it may; `seconds` is how long that is."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return f"the query took longer than {self.seconds:g} s and was stopped"


class UnansweredError(Exception):
    """A query got no answer: `str` of it says why."""


class BusyError(UnansweredError):
    """No worker became free in time."""


class Worker:
    """A process that answers the queries on the store of one folder, one after another.

    It reads the newest generation of the store at each query.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, str(self._folder)), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, request: Request, seconds: float | None = None) -> Answer:
        """The answer to a request.

        Raises `TimeLimitError` where it takes longer than `seconds`, `QueryError` where it is no query, `InputError`
        where there is no store, and `UnansweredError` where the query ended the process. The worker lives on.
        """
        try:
            self._pipe.send(request)
            if not self._pipe.poll(seconds):
                self._restart()
                raise TimeLimitError(seconds or 0.0)
            answer = self._pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self._restart()
            raise UnansweredError(f"the query took more memory than {MEMORY >> 30} GB, or failed") from error
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Answer)  # noqa: S101
        return answer

    def _restart(self) -> None:
        self.close()
        self._start()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Workers:
    """Several workers on one store, for a server: each answers one query at a time."""

    def __init__(self, folder: Path, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._idle: queue.Queue[Worker] = queue.Queue()
        for _ in range(count):
            self._idle.put(Worker(folder))
        self._count = count

    def ask(self, request: Request) -> Answer:
        """The answer of the next worker that is free; raises what `Worker.ask` raises.

        Raises `BusyError` where none becomes free within the time that a query may take.
        """
        with self._one() as worker:
            return worker.ask(request, self._seconds)

    @contextmanager
    def _one(self) -> Iterator[Worker]:
        try:
            worker = self._idle.get(timeout=self._seconds)
        except queue.Empty as error:
            raise BusyError("too many queries at once; try again") from error
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all processes once they have answered."""
        for _ in range(self._count):
            self._idle.get().close()


def _work(pipe: Connection, folder: str) -> None:
    """The worker's side: answer until nobody asks any more."""
    # Ctrl-C is for whoever started this process, and the end of the pipe tells.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    opened: Opened | None = None
    while True:
        try:
            request: Request = pipe.recv()
        except EOFError:
            return
        try:
            if opened is None or current(Path(folder)) != opened.generation:
                if opened is not None:
                    opened.close()
                    opened = None
                opened = open_read_only(Path(folder))
            pipe.send(evaluate(opened.store, request, terms.prefixes(graph.base(Path(folder)))))
        except (QueryError, InputError) as error:
            pipe.send(error)
        except (OSError, RuntimeError, ValueError) as error:
            pipe.send(UnansweredError(f"the query failed ({error})"))
