"""Two ways to a store's named graphs: the SPARQL 1.1 Graph Store Protocol, and SPARQL 1.1 Update."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Protocol

from onrecord.publish.transport import StoreError, Transport

TURTLE = "text/turtle;charset=utf-8"
"""How N-Triples are announced: they are Turtle too, which every store reads, and not every store knows N-Triples."""
UPDATE = "application/sparql-update;charset=utf-8"
RESULTS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

CHUNK = 1 << 20
"""Bytes of triples in one update at most, where an article has more."""
SMALL_CHUNK = 1 << 16
"""The same for a store that has refused a larger one: Virtuoso 7 takes some 10,000 lines of the SQL that it makes."""

_PERHAPS_TOO_LONG = frozenset({400, 413, 500})


class Store(Protocol):
    """What loading needs of a store. Every method raises `StoreError`."""

    def put(self, graph: str, triples: bytes) -> None:
        """Let the graph hold these triples (N-Triples) and no others."""

    def drop(self, graph: str) -> None:
        """Let there be no such graph."""

    def count(self, graphs: Sequence[str]) -> Mapping[str, int] | None:
        """How many triples each of the graphs holds; None where there is no way to know."""

    def missing(self, graphs: Sequence[str]) -> Collection[str]:
        """Those of the graphs that the store does not hold, as far as it can be known without reading them."""


class GraphStore:
    """A store through the Graph Store Protocol: one PUT a graph, which replaces it."""

    def __init__(self, transport: Transport, url: str, query: str | None = None) -> None:
        self._transport = transport
        self._url = url
        self._query = query

    def put(self, graph: str, triples: bytes) -> None:
        """One PUT."""
        self._transport.send("PUT", self._url, triples, TURTLE, {"graph": graph})

    def drop(self, graph: str) -> None:
        """One DELETE; that there is no such graph is as good."""
        self._transport.ask("DELETE", self._url, {"graph": graph})

    def count(self, graphs: Sequence[str]) -> Mapping[str, int] | None:
        """From the query endpoint, or else from the graphs as the store gives them back."""
        if self._query is not None:
            return counted(self._transport, self._query, graphs)
        return {graph: self._given_back(graph) for graph in graphs}

    def missing(self, graphs: Sequence[str]) -> Collection[str]:
        """By one HEAD a graph; from the query endpoint where there is one."""
        if self._query is not None:
            return _without_any(counted(self._transport, self._query, graphs))
        answers = ((graph, self._transport.ask("HEAD", self._url, {"graph": graph})) for graph in graphs)
        return [graph for graph, answer in answers if answer.status_code == HTTPStatus.NOT_FOUND]

    def _given_back(self, graph: str) -> int:
        answer = self._transport.ask("GET", self._url, {"graph": graph}, accept=N_TRIPLES)
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return 0
        if not answer.headers.get("Content-Type", "").startswith((N_TRIPLES, "text/plain")):
            what = "the store gives no N-Triples to count"
            raise StoreError(what, "say where it takes queries: --query-endpoint URL", fatal=False)
        return len({line for line in answer.content.splitlines() if line.strip() and not line.startswith(b"#")})


class UpdateStore:
    """A store through SPARQL Update: DROP and INSERT DATA in one request an article, where its size permits."""

    def __init__(self, transport: Transport, url: str, query: str | None = None, chunk: int = CHUNK) -> None:
        self._transport = transport
        self._url = url
        self._query = query
        self._chunk = chunk

    def put(self, graph: str, triples: bytes) -> None:
        """An update that drops the graph and inserts the triples; further ones where there are too many for one."""
        try:
            self._put(graph, triples)
        except StoreError as error:
            if error.status not in _PERHAPS_TOO_LONG or min(len(triples), self._chunk) <= SMALL_CHUNK:
                raise
            self._chunk = SMALL_CHUNK
            self._put(graph, triples)

    def _put(self, graph: str, triples: bytes) -> None:
        before = f"DROP SILENT GRAPH <{graph}> ;\n".encode()
        for chunk in _chunks(triples, self._chunk):
            self._update(before + f"INSERT DATA {{ GRAPH <{graph}> {{\n".encode() + chunk + b"} }")
            before = b""

    def drop(self, graph: str) -> None:
        """One DROP."""
        self._update(f"DROP SILENT GRAPH <{graph}>".encode())

    def count(self, graphs: Sequence[str]) -> Mapping[str, int] | None:
        """From the query endpoint; None where there is none."""
        return None if self._query is None else counted(self._transport, self._query, graphs)

    def missing(self, graphs: Sequence[str]) -> Collection[str]:
        """From the query endpoint; none where there is no such endpoint."""
        return () if self._query is None else _without_any(counted(self._transport, self._query, graphs))

    def _update(self, text: bytes) -> None:
        self._transport.send("POST", self._url, text, UPDATE)


def _without_any(counts: Mapping[str, int]) -> Collection[str]:
    return [graph for graph, number in counts.items() if not number]


def _chunks(triples: bytes, size: int) -> Iterator[bytes]:
    """Whole lines of at most `size` bytes together, or one line that is longer; once at least."""
    held: list[bytes] = []
    length = 0
    for line in triples.splitlines(keepends=True):
        if held and length + len(line) > size:
            yield b"".join(held)
            held, length = [], 0
        held.append(line)
        length += len(line)
    yield b"".join(held)


def counted(transport: Transport, url: str, graphs: Sequence[str]) -> Mapping[str, int]:
    """How many triples each of these graphs holds, by one query. Raises `StoreError`."""
    names = " ".join(f"<{graph}>" for graph in graphs)
    query = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    answer = transport.ask("POST", url, accept=RESULTS, form={"query": query})
    if answer.status_code == HTTPStatus.NOT_FOUND:
        what = "the store takes no queries at the address of --query-endpoint (404)"
        raise StoreError(what, "check the path: docs/stores.md has it for each store", fatal=True)
    try:
        rows = json.loads(answer.content)["results"]["bindings"]
        found = {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
    except (ValueError, KeyError, TypeError) as error:
        what = "the store's answer to a query is no SPARQL result in JSON"
        raise StoreError(what, "check the address of --query-endpoint", fatal=False) from error
    return {graph: found.get(graph, 0) for graph in graphs}
