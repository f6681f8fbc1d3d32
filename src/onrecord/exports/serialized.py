"""Article graphs in the concrete syntaxes of RDF, through pyoxigraph's streaming serializers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, cast

from pyoxigraph import Literal, Quad, RdfFormat, Triple, serialize

from onrecord.errors import InputError
from onrecord.exports.merging import by_subject, merged
from onrecord.exports.reifiers import reified
from onrecord.exports.source import ArticleGraph
from onrecord.exports.streams import Spaced, Xml
from onrecord.rdf import terms

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def turtle(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """Turtle for people, all articles in one graph."""
    _write(merged(graphs, base), Spaced(file), RdfFormat.TURTLE, base)


def turtle12(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """RDF 1.2 Turtle: an assertion reifies its triple (`rdf:reifies <<( s p o )>>`)."""
    _write(merged(_reified(graphs), base), Spaced(file), RdfFormat.TURTLE, base)


def trig(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """TriG for people, one graph an article."""
    _write(_quads(graphs, base), Spaced(file, indented=True), RdfFormat.TRIG, base)


def trig12(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """RDF 1.2 TriG: an assertion reifies its triple."""
    _write(_quads(_reified(graphs), base), Spaced(file, indented=True), RdfFormat.TRIG, base)


def ntriples(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """N-Triples, all articles in one graph, each triple once."""
    serialize(merged(graphs, base), file, format=RdfFormat.N_TRIPLES)


def nquads(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """N-Quads, one graph an article."""
    serialize(_quads(graphs, base), file, format=RdfFormat.N_QUADS)


def rdfxml(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """RDF/XML, all articles in one graph; raises `InputError` at a text that XML cannot hold."""
    triples = (_in_xml(triple) for triple in merged(graphs, base))
    with Xml(file) as stream:
        serialize(triples, cast("IO[bytes]", stream), format=RdfFormat.RDF_XML, prefixes=terms.PREFIXES)


def _write(statements: Iterable[Triple] | Iterable[Quad], stream: Spaced, form: RdfFormat, base: str) -> None:
    with stream:
        serialize(statements, cast("IO[bytes]", stream), format=form, prefixes=terms.prefixes(base))


def _quads(graphs: Iterable[ArticleGraph], base: str) -> Iterator[Quad]:
    for article in graphs:
        for triples in by_subject(article.triples, base).values():
            for triple in triples:
                yield Quad(triple.subject, triple.predicate, triple.object, article.name)


def _reified(graphs: Iterable[ArticleGraph]) -> Iterator[ArticleGraph]:
    for article in graphs:
        yield ArticleGraph(article.name, reified(article.triples))


def _in_xml(triple: Triple) -> Triple:
    value = triple.object
    found = _NOT_XML.search(value.value) if isinstance(value, Literal) else None
    if found:
        what = f"a text of it holds the character U+{ord(found.group()):04X}, which XML cannot hold"
        raise InputError(str(triple.subject), what, "choose another format, such as --format turtle")
    return triple
