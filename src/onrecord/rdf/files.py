"""Quads as files for people and stores: prefixes, subjects grouped by kind, one order, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from onrecord.rdf import terms
from onrecord.rdf.terms import ALT_LABEL, LABEL, TYPE
from onrecord.rdf.writing import Statement

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
    written = graph(quads, base)
    return header(base) + b"\n" + written if written else b"\n"


def graph(quads: Iterable[Quad], base: str = terms.BASE) -> bytes:
    """The same without the prefixes."""
    return body(sorted(set(quads), key=lambda quad: (str(quad.graph_name), *_order(quad, base))), base)


def turtle(quads: Iterable[Quad], base: str = terms.BASE) -> bytes:
    """Turtle with all graphs in one.

    An entity that several articles name keeps the label of the first article that names it; the others' labels
    become alternative ones.
    """
    labels: dict[str, str] = {}
    triples: dict[Triple, None] = {}
    for quad in sorted(set(quads), key=str_of_graph):
        triples[relabelled(quad.triple, labels)] = None
    ordered = sorted(triples, key=lambda triple: _order(triple, base))
    return header(base) + b"\n" + body(ordered, base) if ordered else b"\n"


def relabelled(triple: Triple, labels: dict[str, str]) -> Triple:
    """The triple; a label is an alternative one where the node has another in `labels`, else it goes in there."""
    subject, value = triple.subject, triple.object
    if triple.predicate == LABEL and isinstance(subject, NamedNode) and isinstance(value, Literal):
        return triple if labels.setdefault(subject.value, value.value) == value.value else _alternative(triple)
    return triple


def _alternative(label: Triple) -> Triple:
    return Triple(label.subject, ALT_LABEL, label.object)


def str_of_graph(quad: Quad) -> tuple[str, str]:
    """The order in which articles are merged: by their identifiers, then by the quad's own form."""
    return terms.identifier(str(quad.graph_name).strip("<>")), str(quad)


def header(base: str = terms.BASE) -> bytes:
    """The prefixes of a file, in the order of their names (the serializer has none)."""
    lines = sorted(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.prefixes(base).items())
    return "".join(lines).encode()


def body(statements: list[Quad] | list[Triple], base: str = terms.BASE) -> bytes:
    """TriG of quads or Turtle of triples, in the order given, without prefixes, a blank line before each subject."""
    if not statements:
        return b""
    form = RdfFormat.TRIG if isinstance(statements[0], Quad) else RdfFormat.TURTLE
    written: bytes = serialize(statements, format=form, prefixes=terms.prefixes(base)) or b""
    lines = b"\n".join(line for line in written.splitlines() if not line.startswith(b"@prefix"))
    indented = b"\t" if form == RdfFormat.TRIG else b""
    # Literals hold no line break and no tab as such, so that a line that is indented like a subject is one.
    return re.sub(b"\n" + indented + rb"(?=[^\t}])", b"\n\n" + indented, lines).rstrip(b"\n") + b"\n"


def ordered(statements: Iterable[Statement], base: str = terms.BASE) -> list[Statement]:
    """The statements of one article: subjects grouped by kind, each with its type and its names first."""
    by_subject: dict[NamedNode, list[Statement]] = {}
    for statement in statements:
        by_subject.setdefault(statement[0], []).append(statement)
    groups = [(subject_order(subject.value, base), group) for subject, group in by_subject.items()]
    return [
        statement
        for _, group in sorted(groups, key=itemgetter(0))
        for statement in sorted(group, key=lambda item: _place(item[1].value, item[2]))
    ]


def nquads(quads: list[Quad]) -> bytes:
    """N-Quads of these quads, in this order."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def subject_order(iri: str, base: str) -> tuple[int, str]:
    """Where a subject stands in a file: the rank of its kind, then its name."""
    group = iri.removeprefix(base).partition("/")[0]
    return _RANK.get(group, len(_RANK)), iri


def _order(said: Quad | Triple, base: str) -> tuple[int, str, int, str, str]:
    return *subject_order(str(said.subject).strip("<>"), base), *within_subject(said)


def within_subject(said: Quad | Triple) -> tuple[int, str, str]:
    """Where a statement stands among those of its subject: its type, its names, the rest."""
    return _place(said.predicate.value, said.object)


def _place(predicate: str, value: object) -> tuple[int, str, str]:
    return _PREDICATE_RANK.get(predicate, len(_FIRST)), predicate, str(value)
