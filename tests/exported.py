"""What the tests of exports and loading share: a folder with a small graph, and triples in a form to compare."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from onrecord import rdf
from onrecord.rdf import files, terms
from onrecord.record import Record
from written import POE, RECORD

OTHER = replace(
    RECORD,
    article=replace(RECORD.article, identifier="larch-2", headline="Larch joins “again”"),
    entities=tuple(replace(it, label="Dana R. Poe") if it.key == POE else it for it in RECORD.entities),
)
"""The same article in another paper, which spells a name in another way."""

Term = NamedNode | BlankNode | Literal | Triple
Statement = tuple[Term, ...]


def write(folder: Path, *records: Record, base: str = terms.BASE) -> Path:
    """A folder as `onrecord build` leaves it, as far as exports and loading read it."""
    folder.mkdir(parents=True, exist_ok=True)
    quads = [quad for record in records for quad in rdf.quads(record, base)]
    (folder / "graph.trig").write_bytes(files.trig(quads, base))
    (folder / "build.json").write_text(json.dumps({"base": base}), encoding="utf-8")
    return folder


def quads_of(*records: Record, base: str = terms.BASE) -> set[Statement]:
    return {of(quad) for record in records for quad in rdf.quads(record, base)}


def of(quad: Quad) -> Statement:
    name = (quad.graph_name,) if isinstance(quad.graph_name, NamedNode) else ()
    return (quad.subject, quad.predicate, quad.object, *name)


def read(data: bytes, form: RdfFormat) -> set[Statement]:
    """The triples or quads of a file, as pyoxigraph reads them."""
    return {of(quad) for quad in parse(data, format=form)}


def read_by_rdflib(data: bytes, form: str) -> set[Statement]:
    """The same, as rdflib reads them; numbers as they are spelt."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        if form in ("trig", "nquads", "json-ld"):
            dataset = rdflib.Dataset()
            dataset.parse(data=data, format=form)
            return {statement(quad) for quad in dataset.quads()}
        return {statement(triple) for triple in rdflib.Graph().parse(data=data, format=form)}
    finally:
        rdflib.NORMALIZE_LITERALS = before


def statement(terms_: Iterable[object]) -> Statement:
    """rdflib's terms as pyoxigraph's."""
    return tuple(_term(term) for term in terms_ if term is not None)


def _term(term: object) -> Term:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Graph):
        return NamedNode(str(term.identifier))
    return NamedNode(str(term))


def merged(*records: Record, base: str = terms.BASE) -> set[Statement]:
    """All articles in one graph, by the older code that does it in memory."""
    quads = [quad for record in records for quad in rdf.quads(record, base)]
    return read(files.turtle(quads, base), RdfFormat.TURTLE)
