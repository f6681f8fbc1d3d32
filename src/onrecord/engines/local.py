"""Reading in this very process, one article after the other: what fails here can be looked at with a debugger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.engines import Maker
from onrecord.record import Article
from onrecord.results import Result


class Local:
    """No other process; an article that ends the process ends the build."""

    def results(self, articles: Iterable[Article], maker: Maker) -> Iterator[Result]:
        """The result of each article, in order."""
        yield from map(maker(), articles)
