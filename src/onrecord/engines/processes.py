"""Reading in several processes of this machine, each with its own model.

A worker is given one article at a time, and the next when it has answered: so no queue fills up, and when a worker
ends, the article that ended it is known. Another worker takes its place.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from onrecord.engines import Maker
from onrecord.engines.guard import OUT_OF_MEMORY, WHAT_TO_DO, Limits
from onrecord.errors import InputError
from onrecord.record import Article
from onrecord.results import Result

HANDFUL = 4
"""So many articles more are worth one process more."""

_READY = "ready"


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    channel: Connection
    article: Article | None = None
    ready: bool = False


@dataclass(slots=True)
class Processes:
    """At most `jobs` workers; fewer where there are only a handful of articles."""

    jobs: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))
    limits: Limits = field(default_factory=Limits)

    def results(self, articles: Iterable[Article], maker: Maker) -> Iterator[Result]:
        """The result of each article, in the order in which they are done.

        Raises `InputError` where a worker cannot begin.
        """
        source = iter(articles)
        waiting: deque[Article] = deque()
        workers: list[_Worker] = []
        try:
            while True:
                waiting.extend(islice(source, HANDFUL * self.jobs - len(waiting)))
                while waiting and len(workers) < min(self.jobs, -(-len(waiting) // HANDFUL)):
                    workers.append(self._started(maker))
                _feed(workers, waiting)
                if not waiting and all(worker.article is None for worker in workers):
                    return
                for worker in _answering(workers):
                    yield from self._answer(worker, workers)
        finally:
            for worker in workers:
                worker.process.kill()
                worker.process.join()
                worker.channel.close()

    def _started(self, maker: Maker) -> _Worker:
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=_work, args=(theirs, maker, self.limits), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _answer(self, worker: _Worker, workers: list[_Worker]) -> Iterator[Result]:
        try:
            answer = worker.channel.recv()
        except (EOFError, ConnectionResetError):
            workers.remove(worker)
            yield from self._lost(worker)
            return
        if isinstance(answer, Exception):
            raise answer
        if answer == _READY:
            worker.ready = True
        else:
            worker.article = None
            yield answer

    def _lost(self, worker: _Worker) -> Iterator[Result]:
        worker.process.join()
        worker.channel.close()
        code = worker.process.exitcode
        if worker.article is not None:
            yield Result.failed(worker.article, self.limits.reason(worker.article, code), WHAT_TO_DO)
        elif not worker.ready:
            what = f"a process that was to read articles ended before it began (exit code {code})"
            raise InputError("--jobs", what, "give --jobs 1, or a greater --memory-limit")


def _feed(workers: list[_Worker], waiting: deque[Article]) -> None:
    """Give an article to each worker that has none and can take one."""
    for worker in workers:
        if waiting and worker.ready and worker.article is None:
            worker.article = waiting.popleft()
            try:
                worker.channel.send(worker.article)
            except (BrokenPipeError, ConnectionResetError):
                # It ended while it had nothing to do; whoever takes its place gets the article.
                waiting.appendleft(worker.article)
                worker.article = None


def _answering(workers: list[_Worker]) -> list[_Worker]:
    """Those of whom something can be read: an answer, or that they have ended."""
    heard = connection.wait([worker.channel for worker in workers])
    return [worker for worker in workers if worker.channel in heard]


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C from processes that are started here: it is for the process that started them to end them."""
    # Where it is not running yet, starting a process starts it, and that lets Ctrl-C through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(channel: Connection, maker: Maker, limits: Limits) -> None:
    """What a worker does: read until nobody asks any more."""
    try:
        read = maker()
    except InputError as error:
        channel.send(error)
        return
    limits.bound_memory()
    try:
        channel.send(_READY)
        while True:
            article: Article = channel.recv()
            with limits.bound_time(article):
                result = read(article)
            channel.send(result)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
