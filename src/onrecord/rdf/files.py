"""Quads as files for people and stores: prefixes, subjects grouped by kind, one order, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from onrecord.rdf import terms
from onrecord.rdf.terms import ALT_LABEL, LABEL, TYPE

_RANK = {name: rank for rank, name in enumerate(terms.GROUPS)}
_FIRST = (
    TYPE.value,
    LABEL.value,
    ALT_LABEL.value,
    *(f"{terms.RDF}{end}" for end in ("subject", "predicate", "object")),
)
_PREDICATE_RANK = {predicate: rank for rank, predicate in enumerate(_FIRST)}


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
    """The statements with the prefixes in one order (the serializer has none) and a blank line before each subject."""
    written: bytes | None = serialize(statements, format=form, prefixes=terms.prefixes(base))
    lines = (written or b"").splitlines()
    prefixes = sorted(line for line in lines if line.startswith(b"@prefix"))
    body = b"\n".join(line for line in lines if not line.startswith(b"@prefix"))
    indented = b"\t" if form == RdfFormat.TRIG else b""
    # Literals hold no line break and no tab as such, so that a line that is indented like a subject is one.
    spaced = re.sub(b"\n" + indented + rb"(?=[^\t}])", b"\n\n" + indented, body)
    return b"\n".join([*prefixes, b"", spaced]).rstrip(b"\n") + b"\n"


def _order(said: Quad | Triple, base: str) -> tuple[int, str, int, str, str]:
    subject, predicate = str(said.subject).strip("<>"), said.predicate.value
    group = subject.removeprefix(base).partition("/")[0]
    rank = _PREDICATE_RANK.get(predicate, len(_FIRST))
    return _RANK.get(group, len(_RANK)), subject, rank, predicate, str(said.object)
