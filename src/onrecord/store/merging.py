"""The two ways of writing a store: all of it at once, or article by article; both keep the default graph merged.

The default graph holds each triple of the article graphs once. Of the labels that articles have for one node the first
article's stays its label, and the others become alternative names, as in `graph.ttl`. The database keeps numbers by
their value: `"12"^^xsd:nonNegativeInteger` comes back as the integer 12, and 0.80 as 0.8.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from onrecord.rdf.terms import ALT_LABEL, LABEL, identifier

Source = Callable[[str], bytes | Iterable[Quad]]
"""Gives the quads of an article by its identifier, as N-Quads or one by one, all in one graph."""

LOAD = 8 << 20
"""Bytes of N-Quads that are loaded at once when a store is filled."""

LOADERS = 2
"""Loads that are sorted side by side, each with some 60 MB of memory."""

MANY = 32
"""A store of more loads is put into one piece when it is filled: a search asks every load."""

_NAMES = (LABEL, ALT_LABEL)
_DEFAULT = DefaultGraph()
_GRAPH = re.compile(rb" <([^<> ]+)> \.\n\Z")
_LABELLED = f" {LABEL} ".encode()


def fill(store: Store, names: Iterable[str], quads: Source, seen: Callable[[str], None]) -> dict[str, str]:
    """Load all articles into an empty store; returns the name of each one's graph."""
    graphs: dict[str, str] = {}
    labels: dict[bytes, dict[bytes, str]] = {}

    def pieces() -> Iterator[bytes]:
        for name in names:
            graphs[name], written = _written(quads(name), name)
            yield written + _merged(written, graphs[name], labels)
            seen(name)
        for subject, said in labels.items():
            first = min(said, key=lambda label: (said[label], label))
            for label in said:
                predicate = LABEL if label == first else ALT_LABEL
                yield b"%s %s %s .\n" % (subject, str(predicate).encode(), label)

    if _load(store, _loads(pieces())) > MANY:
        store.optimize()
    store.flush()
    return graphs


def _load(store: Store, loads: Iterable[list[bytes]]) -> int:
    """Load each, `LOADERS` at a time; returns how many there were."""
    count = 0
    loading: deque[Future[None]] = deque()
    with ThreadPoolExecutor(LOADERS) as pool:
        for count, load in enumerate(loads, 1):  # noqa: B007
            if len(loading) == LOADERS:
                loading.popleft().result()
            loading.append(pool.submit(store.bulk_load, b"".join(load), RdfFormat.N_QUADS, lenient=True))
        for each in loading:
            each.result()
    return count


def _loads(pieces: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The pieces, in lists of some `LOAD` bytes: the database holds and sorts a whole load in memory."""
    load: list[bytes] = []
    size = 0
    for piece in pieces:
        load.append(piece)
        size += len(piece)
        if size >= LOAD:
            yield load
            load, size = [], 0
    if load:
        yield load


def _merged(written: bytes, graph: str, labels: dict[bytes, dict[bytes, str]]) -> bytes:
    """What an article adds to the default graph; its labels go into `labels`, each with the first article of it."""
    article = identifier(graph)
    triples = written.replace(f" <{graph}> .\n".encode(), b" .\n")
    kept = []
    done = at = 0
    while (at := triples.find(_LABELLED, at)) >= 0:
        start, end = triples.rfind(b"\n", 0, at) + 1, triples.index(b"\n", at) + 1
        subject, label = triples[start:at], triples[at + len(_LABELLED) : end - len(b" .\n")]
        if b" " not in subject:  # otherwise a text speaks of the predicate
            said = labels.setdefault(subject, {})
            said[label] = min(said.get(label, article), article)
            kept.append(triples[done:start])
            done = end
        at = end
    return b"".join((*kept, triples[done:]))


def _written(quads: bytes | Iterable[Quad], name: str) -> tuple[str, bytes]:
    """The name of the graph, and its quads as N-Quads in the form that `serialize` gives them; no name for no quads."""
    written = quads if isinstance(quads, bytes) else serialize(quads, format=RdfFormat.N_QUADS) or b""
    if not written:
        return "", b""
    last = _GRAPH.search(written, written.rfind(b" <"))
    if last is None or written.count(last[0]) != written.count(b"\n"):
        parsed = list(parse(written, format=RdfFormat.N_QUADS))
        written = serialize(parsed, format=RdfFormat.N_QUADS) or b""
        last = _GRAPH.search(written, written.rfind(b" <"))
        if last is None or len({quad.graph_name for quad in parsed}) != 1:
            raise ValueError(f"the quads of {name} are not in one named graph")
    return last[1].decode(), written


def amend(
    store: Store,
    held: Mapping[str, str],
    changed: Iterable[str],
    removed: Iterable[str],
    quads: Source,
    seen: Callable[[str], None],
) -> dict[str, str]:
    """Replace and remove graphs, and what the default graph has of them; returns the name of each article's graph."""
    graphs = dict(held)
    named: set[NamedNode] = set()
    for name in removed:
        if graph := graphs.pop(name):
            named |= _replace(store, NamedNode(graph), [])
        seen(name)
    for name in changed:
        graph, written = _written(quads(name), name)
        after = list(parse(written, format=RdfFormat.N_QUADS))
        before = graphs.get(name)
        if before and before != graph:
            named |= _replace(store, NamedNode(before), [])
        graphs[name] = graph
        if graph:
            named |= _replace(store, NamedNode(graph), after)
        seen(name)
    for node in sorted(named, key=str):
        _rename(store, node)
    store.flush()
    return graphs


def _replace(store: Store, graph: NamedNode, after: list[Quad]) -> set[NamedNode]:
    """Put these quads in the place of a graph; returns the nodes whose names may have changed by that."""
    before = list(store.quads_for_pattern(None, None, None, graph))
    store.remove_graph(graph)
    store.extend(after)
    kept = {quad.triple for quad in after}
    gone = [triple for quad in before if (triple := quad.triple) not in kept and quad.predicate not in _NAMES]
    _remove(store, [triple for triple in gone if not _said(store, triple)])
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)
        for triple in kept
        if triple.predicate not in _NAMES
    )
    return {
        quad.subject for quad in (*before, *after) if quad.predicate in _NAMES and isinstance(quad.subject, NamedNode)
    }


def _remove(store: Store, triples: list[Triple]) -> None:
    """Take triples out of the default graph, all at once: one by one would be a transaction each."""
    if triples:
        written = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        store.update(f"DELETE DATA {{ {written.decode()} }}")


def _said(store: Store, triple: Triple) -> bool:
    """Whether any article says this triple."""
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name != _DEFAULT for quad in found)


def _identifier(quad: Quad) -> str:
    return identifier(str(quad.graph_name).strip("<>"))


def _rename(store: Store, node: NamedNode) -> None:
    """Give a node in the default graph the first article's label, and every other name as an alternative one."""
    labels: list[tuple[str, str, Literal]] = []
    before: list[Triple] = []
    other: set[Literal] = set()
    for predicate in _NAMES:
        for quad in store.quads_for_pattern(node, predicate, None, None):
            if quad.graph_name == _DEFAULT:
                before.append(quad.triple)
            elif isinstance(quad.object, Literal) and predicate == LABEL:
                labels.append((_identifier(quad), str(quad.object), quad.object))
            elif isinstance(quad.object, Literal):
                other.add(quad.object)
    first = min(labels)[2] if labels else None
    other |= {label for _, _, label in labels} - {first}
    after = [
        *([Triple(node, LABEL, first)] if first else []),
        *(Triple(node, ALT_LABEL, name) for name in sorted(other, key=str)),
    ]
    _remove(store, [triple for triple in before if triple not in after])
    store.extend(Quad(triple.subject, triple.predicate, triple.object, _DEFAULT) for triple in after)
