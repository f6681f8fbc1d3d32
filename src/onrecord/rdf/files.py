"""Quads as files for people and stores: prefixes, subjects grouped by kind, one order, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from onrecord.rdf import terms
from onrecord.rdf.terms import ALT_LABEL, LABEL, TYPE

_RANK = {name: rank for rank, name in enumerate(terms.GROUPS)}
_FIRST = {TYPE.value: 0, LABEL.value: 1, ALT_LABEL.value: 2}


def trig(quads: Iterable[Quad], base: str = terms.BASE) -> bytes:
    """TriG with one graph an article, the graphs in the order of their names."""
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), *_order(quad, base)))
    return _serialized(ordered, RdfFormat.TRIG, base)


def turtle(quads: Iterable[Quad], base: str = terms.BASE) -> bytes:
    """Turtle with all graphs in one.

    An entity that several articles name keeps the label of the first article that names it; the others' labels
    become alternative ones.
    """
    labels: dict[str, str] = {}
    triples: dict[Triple, None] = {}
    for quad in sorted(set(quads), key=str_of_graph):
        subject, value = quad.subject, quad.object
        if quad.predicate == LABEL and isinstance(subject, NamedNode) and isinstance(value, Literal):
            label = labels.setdefault(subject.value, value.value)
            predicate = LABEL if label == value.value else ALT_LABEL
            triples[Triple(subject, predicate, value)] = None
        else:
            triples[quad.triple] = None
    return _serialized(sorted(triples, key=lambda triple: _order(triple, base)), RdfFormat.TURTLE, base)


def str_of_graph(quad: Quad) -> tuple[str, str]:
    """The order in which articles are merged: by the name of the graph, then by the quad's own form."""
    return str(quad.graph_name), str(quad)


def _serialized(statements: list[Quad] | list[Triple], form: RdfFormat, base: str) -> bytes:
    written: bytes | None = serialize(statements, format=form, prefixes=terms.prefixes(base))
    return (written or b"").rstrip(b"\n") + b"\n"


def _order(said: Quad | Triple, base: str) -> tuple[int, str, int, str, str]:
    subject, predicate = str(said.subject), said.predicate.value
    group = subject[1:].removeprefix(base).partition("/")[0]
    return _RANK.get(group, len(_RANK)), subject, _FIRST.get(predicate, 3), predicate, str(said.object)
