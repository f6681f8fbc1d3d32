"""How a build is spread out. An engine is called with articles and gives a result for each, in any order.

`local` reads in this process, `processes` in several of this machine, `ray` on a Ray cluster. The last two survive an
article that ends its process, takes too long or needs too much memory: it is named, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from onrecord.record import Article
from onrecord.results import Result

Read = Callable[[Article], Result]
Maker = Callable[[], Read]
"""Makes, in the process where it is called, what reads articles there; can be pickled."""


class Engine(Protocol):
    """Where articles are read."""

    def results(self, articles: Iterable[Article], maker: Maker) -> Iterator[Result]:
        """The result of each article, in any order; articles are taken only as fast as they are read."""
        ...
