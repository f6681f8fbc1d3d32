"""Reading on a Ray cluster: Ray starts the workers, spreads the articles, and tries again where a worker is lost."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from onrecord.engines import Maker, Read
from onrecord.engines.guard import WHAT_TO_DO, Limits
from onrecord.errors import InputError
from onrecord.record import Article
from onrecord.results import Result

RETRIES = 2
"""How often Ray gives an article to another worker when the one that had it is lost."""
_AHEAD = 2
"""Articles in flight for each core: one that is read, and one that waits on the same node."""


@dataclass(slots=True)
class Ray:
    """A cluster at `address`, or with None one of `jobs` workers on this machine, for as long as the build takes."""

    address: str | None = None
    jobs: int | None = None
    limits: Limits = field(default_factory=Limits)

    def results(self, articles: Iterable[Article], maker: Maker) -> Iterator[Result]:
        """The result of each article, in the order in which they are done.

        Raises `InputError` where Ray is not installed, or the cluster does not answer.
        """
        ray = _ray()
        self._join(ray)
        try:
            yield from self._results(ray, articles, maker)
        finally:
            ray.shutdown()

    def _join(self, ray: Any) -> None:
        options: dict[str, Any] = {"include_dashboard": False, "num_cpus": self.jobs or len(os.sched_getaffinity(0))}
        try:
            ray.init(self.address, log_to_driver=False, logging_level="error", **({} if self.address else options))
        except (ConnectionError, ValueError, RuntimeError) as error:
            advice = "check the address, or leave --address out"
            raise InputError(f"--address {self.address}", f"no Ray cluster answers there ({error})", advice) from error

    def _results(self, ray: Any, articles: Iterable[Article], maker: Maker) -> Iterator[Result]:
        task = ray.remote(max_retries=RETRIES, num_cpus=1)(_read)
        shared, most = ray.put((maker, self.limits)), _AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
        running: dict[Any, Article] = {}
        source = iter(articles)
        article = next(source, None)
        while article is not None or running:
            while article is not None and len(running) < most:
                running[task.remote(shared, article)] = article
                article = next(source, None)
            done, _ = ray.wait(list(running), num_returns=1)
            for reference in done:
                yield self._result(ray, reference, running.pop(reference))

    def _result(self, ray: Any, reference: Any, article: Article) -> Result:
        try:
            result: Result = ray.get(reference)
        except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError, ray.exceptions.NodeDiedError):
            what = f"reading it ended {RETRIES + 1} processes, or took over {self.limits.seconds(article):g} seconds"
            return Result.failed(article, what, WHAT_TO_DO)
        except ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, InputError | MemoryError):
                raise error.cause from error
            raise
        return result


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise InputError("--engine ray", "Ray is not installed", "install it: pip install 'onrecord[ray]'") from error
    return ray


@lru_cache(maxsize=1)
def _made(maker: Maker) -> Read:
    """What reads articles in this worker, which Ray uses again and again."""
    return maker()


def _read(shared: tuple[Maker, Limits], article: Article) -> Result:
    """What a worker does with an article."""
    maker, limits = shared
    read = _made(maker)
    with limits.bound_time(article):
        return read(article)
