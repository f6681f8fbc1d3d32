"""The formats by name, and `export`, which writes a built graph in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onrecord import graph
from onrecord.errors import InputError
from onrecord.exports import jsonld, serialized, tables
from onrecord.exports.output import COMPRESSED, output, replaced
from onrecord.exports.source import ArticleGraph, article_graphs
from onrecord.rdf.terms import same_texts_iri

Writer = Callable[[Iterable[ArticleGraph], str, IO[bytes]], None]
Seen = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the ending of its files, what it is, and what writes it.

    `write` is None for the tables, which are several files.
    """

    name: str
    ending: str
    what: str
    write: Writer | None = None


FORMATS = {
    item.name: item
    for item in (
        Format("turtle", ".ttl", "Turtle for people, all articles in one graph", serialized.turtle),
        Format("trig", ".trig", "TriG for people, one graph an article", serialized.trig),
        Format("nt", ".nt", "N-Triples, all articles in one graph", serialized.ntriples),
        Format("nq", ".nq", "N-Quads, one graph an article", serialized.nquads),
        Format("rdfxml", ".rdf", "RDF/XML, all articles in one graph", serialized.rdfxml),
        Format("jsonld", ".jsonld", "JSON-LD, compact, one graph an article", jsonld.compact),
        Format("jsonld-framed", ".json", "JSON-LD trees: entities, what is said of them, the proof", jsonld.framed),
        Format("turtle12", ".ttl", "Turtle of RDF 1.2: assertions reify their triples", serialized.turtle12),
        Format("trig12", ".trig", "TriG of RDF 1.2: assertions reify their triples", serialized.trig12),
        Format("csv", ".zip", "nodes.csv, edges.csv and statements.csv, as Gephi opens them"),
        Format("csv-neo4j", ".zip", "the same with the headers of neo4j-admin import"),
    )
}
"""Every format by its name; of those with one ending, the first is the one that the ending means."""


def export(folder: Path, name: str | None = None, target: Path | None = None, seen: Seen = lambda _: None) -> int:
    """Write the graph of this folder; returns how many articles it has.

    `target` None is standard output. Without a `name` the target's ending says the format. `seen` is told the name of
    each article as it is read. Raises `InputError` where the graph, the format or the target is wrong; a target that
    was there before then stays as it was.
    """
    form = _format(name, target)
    base = graph.base(folder)
    number = 0

    def counted() -> Iterator[ArticleGraph]:
        nonlocal number
        for article in article_graphs(folder):
            if article.name != same_texts_iri(base):
                number += 1
                seen(article.name.value)
            yield article

    if form.write is not None:
        with output(target) as file:
            form.write(counted(), base, file)
    elif target is None:
        raise InputError(f"--format {form.name}", "these are several files", "say where: --to FOLDER or --to FILE.zip")
    else:
        _tables(counted(), base, target, neo4j=form.name == "csv-neo4j")
    return number


def _tables(graphs: Iterable[ArticleGraph], base: str, target: Path, *, neo4j: bool) -> None:
    try:
        if target.suffix == ".zip":
            with replaced(target) as path:
                tables.write_zip(graphs, base, path, neo4j=neo4j)
        else:
            tables.write_folder(graphs, base, target, neo4j=neo4j)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"--to {target}", f"cannot be written ({reason})", "give another folder") from error


def _format(name: str | None, target: Path | None) -> Format:
    names = ", ".join(FORMATS)
    if name is not None:
        if name not in FORMATS:
            raise InputError(f"--format {name}", "there is no such format", f"choose one of {names}")
        return FORMATS[name]
    if target is None:
        return FORMATS["turtle"]
    ending = target.with_suffix("").suffix if target.suffix in COMPRESSED else target.suffix
    for form in FORMATS.values():
        if form.ending == ending:
            return form
    raise InputError(f"--to {target}", "its ending says no format", f"say --format, one of {names}")
