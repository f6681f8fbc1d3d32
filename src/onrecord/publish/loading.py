"""Loading a built folder into a store: what changed is put, what is gone is dropped, and the counts are checked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from onrecord.publish.graphs import VOCABULARY, Graph, graphs
from onrecord.publish.journal import Journal
from onrecord.publish.settings import Credentials, Endpoints
from onrecord.publish.stores import GraphStore, Store, UpdateStore
from onrecord.publish.transport import StoreError, Transport

CHECKED_AT_ONCE = 100
"""Graphs in one query that counts."""
REFUSALS = 8
"""After so many refusals in a row it is the store that has a fault, not the graphs."""

Seen = Callable[[str], None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Options:
    """How to load: with `again` also what the journal says is there; `vocabulary` with ontology and shapes."""

    connections: int = 4
    tries: int = 6
    again: bool = False
    vocabulary: bool = False
    check: bool = True
    pause: float = 0.5
    """Seconds before a request is tried a second time."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A graph of which the store holds another number of triples than it was given."""

    graph: str
    given: int
    found: int


@dataclass(slots=True)
class Loaded:
    """What came of a load; of the graphs that there are by name, how many triples each has."""

    put: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    refused: dict[str, StoreError] = field(default_factory=dict)
    stopped: StoreError | None = None
    """Why the load did not come to its end."""
    checked: bool = False
    unchecked_because: StoreError | None = None
    wrong: list[Wrong] = field(default_factory=list)
    restored: int = 0
    """Graphs that the journal said were there, and that were not."""
    repeated: int = 0

    @property
    def complete(self) -> bool:
        """Whether the store holds what the folder holds, as far as was looked."""
        return not (self.refused or self.stopped or self.wrong or self.unchecked_because)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would do: numbers of triples by graph, and graphs to drop."""

    put: dict[str, int]
    unchanged: dict[str, int]
    drop: list[str]


def plan(folder: Path, endpoints: Endpoints, options: Options) -> Plan:
    """What `load` would do, without asking the store anything. Raises `InputError` where there is no graph."""
    journal = Journal(endpoints.target, folder)
    put: dict[str, int] = {}
    unchanged: dict[str, int] = {}
    for graph in graphs(folder, vocabulary=options.vocabulary):
        same = not options.again and journal.loaded.get(graph.name) == graph.sha256
        (unchanged if same else put)[graph.name] = graph.triples
    return Plan(put, unchanged, _gone(journal, {*put, *unchanged}))


def load(
    folder: Path,
    endpoints: Endpoints,
    credentials: Credentials,
    options: Options | None = None,
    seen: Seen = lambda _: None,
) -> Loaded:
    """Let the store hold the graphs of this folder. `seen` is told the name of each graph as it is done.

    What the store does not do is in the result, not raised; raises `InputError` where there is no graph here.
    """
    options = options or Options()
    loaded = Loaded()
    connections = options.connections
    with (
        Journal(endpoints.target, folder) as journal,
        Transport(credentials, connections=connections, tries=options.tries, pause=options.pause) as transport,
        ThreadPoolExecutor(connections) as pool,
    ):
        loading = _Loading(loaded, journal, _store(endpoints, transport), pool, connections, seen)
        with suppress(_StoppedError):
            loading.put(graphs(folder, vocabulary=options.vocabulary), again=options.again)
            loading.drop()
            if options.check:
                loading.check(lambda: graphs(folder, vocabulary=options.vocabulary))
        loaded.repeated = transport.repeated
    return loaded


def _store(endpoints: Endpoints, transport: Transport) -> Store:
    if endpoints.update is not None:
        return UpdateStore(transport, endpoints.update, endpoints.query)
    return GraphStore(transport, endpoints.target, endpoints.query)


def _gone(journal: Journal, names: Collection[str]) -> list[str]:
    """What was put once and is no longer there; the vocabulary stays, whether it was asked for this time or not."""
    return sorted(graph for graph in journal.loaded if graph not in names and graph not in VOCABULARY)


class _StoppedError(Exception):
    """No further request will fare better; the reason is in the result."""


@dataclass(slots=True)
class _Loading:
    loaded: Loaded
    journal: Journal
    store: Store
    pool: ThreadPoolExecutor
    connections: int
    seen: Seen

    def put(self, found: Iterable[Graph], *, again: bool) -> None:
        """Put each graph that the journal does not have with this content."""

        def changed() -> Iterator[Graph]:
            for graph in found:
                if not again and self.journal.loaded.get(graph.name) == graph.sha256:
                    self.loaded.unchanged[graph.name] = graph.triples
                    self.seen(graph.name)
                else:
                    yield graph

        def one(graph: Graph) -> None:
            self.store.put(graph.name, graph.content)
            self.journal.took(graph.name, graph.sha256)

        for graph, error in self._each(changed(), one):
            if error is None:
                self.loaded.put[graph.name] = graph.triples
                self.loaded.unchanged.pop(graph.name, None)
            else:
                self.loaded.refused[graph.name] = error
            self.seen(graph.name)

    def drop(self) -> None:
        """Drop what this folder once put there and no longer has."""

        def one(graph: str) -> None:
            self.store.drop(graph)
            self.journal.dropped(graph)

        names = {*self.loaded.put, *self.loaded.unchanged, *self.loaded.refused}
        for graph, error in self._each(_gone(self.journal, names), one):
            if error is None:
                self.loaded.dropped.append(graph)
            else:
                self.loaded.refused[graph] = error

    def check(self, found: Callable[[], Iterable[Graph]]) -> None:
        """Compare the numbers of triples; what the store has lost since it was loaded is loaded again."""
        try:
            lost = self._lost()
            if lost:
                for graph in lost:
                    self.journal.dropped(graph)
                self.loaded.restored = len(lost)
                self.put((graph for graph in found() if graph.name in lost), again=True)
            self.loaded.wrong = self._wrong(self.loaded.put)
        except StoreError as error:
            self.loaded.unchecked_because = error

    def _lost(self) -> set[str]:
        batches = _batches(list(self.loaded.unchanged))
        return {graph for found in self.pool.map(self.store.missing, batches) for graph in found}

    def _wrong(self, given: dict[str, int]) -> list[Wrong]:
        wrong: list[Wrong] = []
        for counts in self.pool.map(self.store.count, _batches(list(given))):
            if counts is None:
                return []
            wrong += [Wrong(graph, given[graph], number) for graph, number in counts.items() if number != given[graph]]
        for item in wrong:
            # The next load puts it again.
            self.journal.dropped(item.graph)
        self.loaded.checked = True
        return wrong

    def _each(self, items: Iterable[_T], one: Callable[[_T], None]) -> Iterator[tuple[_T, StoreError | None]]:
        """Do it for each item, several at once, no more of them in memory than connections need.

        Yields each with the error that is its alone. Raises `_StoppedError` at an error that all others would have too,
        once what was under way is done.
        """
        waiting: deque[tuple[_T, Future[None]]] = deque()
        source, in_a_row = iter(items), 0
        while True:
            room = 2 * self.connections - len(waiting)
            fresh = [] if self.loaded.stopped else list(islice(source, room))
            waiting.extend((item, self.pool.submit(one, item)) for item in fresh)
            if not waiting:
                break
            item, future = waiting.popleft()
            if self.loaded.stopped and future.cancel():
                continue
            error = future.exception()
            if error is not None and not isinstance(error, StoreError):
                raise error
            in_a_row = 0 if error is None else in_a_row + 1
            if error is not None and (error.fatal or in_a_row == REFUSALS):
                self.loaded.stopped = self.loaded.stopped or error
            else:
                yield item, error
        if self.loaded.stopped:
            raise _StoppedError


def _batches(names: Sequence[str]) -> list[list[str]]:
    return [list(names[start : start + CHECKED_AT_ONCE]) for start in range(0, len(names), CHECKED_AT_ONCE)]
