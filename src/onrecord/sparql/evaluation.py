"""One query on an open store: its answer in one of the standard formats, cut where it grows too long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
    serialize,
)

from onrecord.sparql import syntax


class Kind(Enum):
    """What a query is answered with."""

    SOLUTIONS = "SELECT"
    BOOLEAN = "ASK"
    TRIPLES = "CONSTRUCT or DESCRIBE"


SOLUTION_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
"""The formats of the answers to SELECT and ASK."""
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
"""The formats of the answers to CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query and how it is to be answered.

    `solutions` and `triples` name the format for either kind of answer, None where it is not wanted. `default_graphs`
    and `named_graphs` are the dataset, as IRIs; where both are empty, all of the store. With `local` a query that
    would call another server is refused.
    """

    query: str
    solutions: str | None = "json"
    triples: str | None = "turtle"
    limit: int | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: its bytes are empty where its kind is not wanted (`form` is None); `cut` where the limit cut it."""

    kind: Kind
    form: str | None
    content: bytes
    cut: bool


class _EnoughError(Exception):
    """The answer has as many lines as it may have."""


class _Lines:
    """Takes whole lines up to a number of them, and stops whoever writes more."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pieces: list[bytes] = []
        self._lines = 0
        self.cut = False

    def write(self, piece: bytes) -> int:
        if self.cut:
            raise _EnoughError
        self._pieces.append(bytes(piece))
        self._lines += self._pieces[-1].count(b"\n")
        if self._lines > self._most:
            self.cut = True
            raise _EnoughError
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def content(self) -> bytes:
        whole = b"".join(self._pieces)
        return b"".join(whole.splitlines(keepends=True)[: self._most]) if self.cut else whole


def evaluate(store: Store, request: Request, prefixes: dict[str, str]) -> Answer:
    """The answer to a request; `prefixes` are known to the query and used in Turtle.

    Raises `syntax.QueryError` where the query is not one.
    """
    if request.local:
        syntax.check_local(request.query)
    found = _query(store, request, prefixes)
    if isinstance(found, QueryBoolean):
        form = "json" if request.solutions in ("csv", "tsv") else request.solutions
        content = b"" if form is None else found.serialize(format=SOLUTION_FORMATS[form]) or b""
        return Answer(Kind.BOOLEAN, form, content, False)
    if isinstance(found, QuerySolutions):
        return _solutions(found, request)
    return _triples(found, request, prefixes)


def _query(store: Store, request: Request, prefixes: dict[str, str]) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        if not request.default_graphs and not request.named_graphs:
            return store.query(request.query, prefixes=prefixes)
        return store.query(
            request.query,
            prefixes=prefixes,
            default_graph=[NamedNode(name) for name in request.default_graphs],
            named_graphs=[NamedNode(name) for name in request.named_graphs],
        )
    except SyntaxError as error:
        raise syntax.refused(request.query, error) from error
    except ValueError as error:
        raise syntax.QueryError(str(error)) from error


def _solutions(found: QuerySolutions, request: Request) -> Answer:
    """TSV has one line a solution and loses nothing, so that it is what is cut, and then made what is wanted."""
    if request.solutions is None:
        return Answer(Kind.SOLUTIONS, None, b"", False)
    form = SOLUTION_FORMATS[request.solutions]
    if request.limit is None:
        return Answer(Kind.SOLUTIONS, request.solutions, found.serialize(format=form) or b"", False)
    lines = _Lines(request.limit + 1)
    _serialize(found, lines, QueryResultsFormat.TSV)
    content = lines.content()
    if form != QueryResultsFormat.TSV:
        again = parse_query_results(content, QueryResultsFormat.TSV)
        content = again.serialize(format=form) or b""
    return Answer(Kind.SOLUTIONS, request.solutions, content, lines.cut)


def _triples(found: QueryTriples, request: Request, prefixes: dict[str, str]) -> Answer:
    if request.triples is None:
        return Answer(Kind.TRIPLES, None, b"", False)
    form = GRAPH_FORMATS[request.triples]
    lines = _Lines(request.limit if request.limit is not None else 1 << 62)
    _serialize(found, lines, RdfFormat.N_TRIPLES)
    # A CONSTRUCT may make one triple many times over.
    written = lines.content()
    triples = dict.fromkeys(quad.triple for quad in parse(written, RdfFormat.N_TRIPLES))
    used = {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}".encode() in written}
    content = serialize(triples, format=form, prefixes=used) or b""
    return Answer(Kind.TRIPLES, request.triples, content, lines.cut)


def _serialize(found: QuerySolutions | QueryTriples, lines: _Lines, form: QueryResultsFormat | RdfFormat) -> None:
    try:
        found.serialize(lines, form)  # type: ignore[arg-type]
    except _EnoughError:
        return
