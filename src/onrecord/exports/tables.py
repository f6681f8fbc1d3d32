"""The graph as CSV tables: nodes, edges, what was said, the articles; one pass over the articles.

An edge is an assertion: a relation between two nodes, with how sure it is, whose claim, when, and the words that say
so. The headers of nodes and edges are those that Gephi knows, or those of neo4j-admin's import.
"""

from __future__ import annotations

import csv
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from onrecord.exports.merging import subjects
from onrecord.exports.source import ArticleGraph
from onrecord.rdf.terms import ALT_LABEL, DCTERMS, LABEL, OA, RDF, REC, SCHEMA, TYPE, same_texts_iri
from onrecord.record import Kind

COLUMNS = {
    "nodes": ("Id", "Label", "kind", "other names", "law kind", "articles"),
    "edges": (
        *("Id", "Source", "Target", "Type", "Label", "factuality", "confidence", "claimant", "claimant id"),
        *("on", "from", "until", "article", "quote", "offsets"),
    ),
    "statements": (
        *("Id", "kind", "speaker", "speaker id", "cue", "content", "about", "on", "article", "quote", "offsets"),
    ),
    "articles": ("Id", "identifier", "headline", "date", "publisher", "author", "url"),
}
"""The columns of each table, as Gephi reads them: `Id`, `Label`, `Source`, `Target` and `Type` are its own."""

NEO4J = {
    "nodes": {"Id": "id:ID", "kind": ":LABEL", "Label": "label", "articles": "articles:int"},
    "edges": {"Source": ":START_ID", "Target": ":END_ID", "Label": ":TYPE", "confidence": "confidence:float"},
}
"""The columns that neo4j-admin's import wants otherwise. An edge's `Type`, which is always Directed, is left out."""

BETWEEN = " | "
"""What stands between several names in one cell."""

_KINDS = {f"{REC}{name}" for name in (*(kind.value for kind in Kind), "Post")}
_METADATA = ("headline", "datePublished", "publisher", "author", "url")

_Row = dict[str, str]


class _CsvWriter(Protocol):
    def writerow(self, row: Iterable[str], /) -> object: ...


def write_folder(graphs: Iterable[ArticleGraph], base: str, folder: Path, *, neo4j: bool = False) -> None:
    """Write the tables into a folder, each replaced at once when all are written; raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".onrecord-") as beside:
        for path in _written(graphs, base, Path(beside), neo4j=neo4j):
            path.replace(folder / path.name)


def write_zip(graphs: Iterable[ArticleGraph], base: str, file: Path, *, neo4j: bool = False) -> None:
    """Write the tables into a zip archive; raises `OSError`."""
    with tempfile.TemporaryDirectory(dir=file.parent) as beside, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        for path in _written(graphs, base, Path(beside), neo4j=neo4j):
            # No time, so that the same graph gives the same bytes.
            entry = zipfile.ZipInfo(path.name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, z.open(entry, "w", force_zip64=True) as packed:
                while chunk := source.read(1 << 20):
                    packed.write(chunk)


def _written(graphs: Iterable[ArticleGraph], base: str, folder: Path, *, neo4j: bool) -> list[Path]:
    """Which articles have one text is in no table: it is said of articles, and comes last."""
    articles = (graph for graph in graphs if graph.name != same_texts_iri(base))
    paths = {name: folder / f"{name}.csv" for name in COLUMNS}
    with ExitStack() as stack:
        tables = {}
        for name, path in paths.items():
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            columns = {column: column for column in COLUMNS[name]}
            if neo4j and name in NEO4J:
                columns = {column: NEO4J[name].get(column, column) for column in columns if column != "Type"}
            tables[name] = _Table(csv.writer(file, lineterminator="\r\n"), columns)
            tables[name].head()
        for node in _nodes(_passing(articles, tables), base):
            tables["nodes"].add(node)
    return list(paths.values())


@dataclass(frozen=True, slots=True)
class _Table:
    writer: _CsvWriter
    columns: Mapping[str, str]

    def head(self) -> None:
        self.writer.writerow(self.columns.values())

    def add(self, row: _Row) -> None:
        self.writer.writerow([row.get(column, "") for column in self.columns])


def _passing(graphs: Iterable[ArticleGraph], tables: Mapping[str, _Table]) -> Iterator[ArticleGraph]:
    """The nodes' triples of each article, whose edges and statements are written on the way."""
    for graph in graphs:
        article = _Article(graph)
        tables["articles"].add(article.row())
        for row in article.edges():
            tables["edges"].add(row)
        for row in article.statements():
            tables["statements"].add(row)
        kept = {node for node, said in article.values.items() if _KINDS.intersection(said.get(TYPE.value, ()))}
        yield ArticleGraph(graph.name, [it for it in graph.triples if getattr(it.subject, "value", "") in kept])


def _nodes(graphs: Iterable[ArticleGraph], base: str) -> Iterator[_Row]:
    for subject in subjects(graphs, base):
        said: dict[str, list[str]] = {}
        for triple in subject.triples:
            if isinstance(triple.object, Literal | NamedNode):
                said.setdefault(triple.predicate.value, []).append(triple.object.value)
        first = subject.triples[0].subject
        yield {
            "Id": first.value if isinstance(first, NamedNode) else str(first),
            "Label": _first(said, LABEL.value),
            "kind": next(it.removeprefix(REC) for it in said[TYPE.value] if it in _KINDS),
            "other names": BETWEEN.join(said.get(ALT_LABEL.value, ())),
            "law kind": _first(said, f"{REC}lawKind").removeprefix(REC),
            "articles": str(subject.articles),
        }


def _first(said: Mapping[str, list[str]], predicate: str) -> str:
    return next(iter(said.get(predicate, ())), "")


class _Article:
    """The values of an article's nodes, by node and property."""

    def __init__(self, graph: ArticleGraph) -> None:
        self._node = graph.name.value
        self.values: dict[str, dict[str, list[str]]] = {}
        self._by_type: dict[str, list[str]] = {}
        for triple in graph.triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal | NamedNode):
                subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value
                self.values.setdefault(subject, {}).setdefault(predicate, []).append(value)
                if triple.predicate == TYPE:
                    self._by_type.setdefault(value, []).append(subject)

    def one(self, node: str, predicate: str) -> str:
        return _first(self.values.get(node, {}), predicate)

    def row(self) -> _Row:
        found = {name: self.one(self._node, f"{SCHEMA}{name}") for name in _METADATA}
        return {
            **found,
            "Id": self._node,
            "identifier": self._identifier,
            "date": found["datePublished"],
        }

    @property
    def _identifier(self) -> str:
        return self.one(self._node, f"{DCTERMS}identifier")

    def edges(self) -> Iterator[_Row]:
        for node in sorted(self._by_type.get(f"{REC}Assertion", ())):
            yield {
                "Id": node,
                "Source": self.one(node, f"{RDF}subject"),
                "Target": self.one(node, f"{RDF}object"),
                "Type": "Directed",
                "Label": self.one(node, f"{RDF}predicate").removeprefix(REC),
                "factuality": self.one(node, f"{REC}factuality").removeprefix(REC),
                "confidence": self.one(node, f"{REC}confidence"),
                **self._who(node, "claimant", "attributedTo", "claimantText"),
                "from": self.one(node, f"{REC}fromDate"),
                "until": self.one(node, f"{REC}untilDate"),
                **self._proof(node),
            }

    def statements(self) -> Iterator[_Row]:
        said = [*self._by_type.get(f"{REC}Statement", ()), *self._by_type.get(f"{REC}Attitude", ())]
        for node in sorted(said):
            yield {
                "Id": node,
                "kind": self.one(node, f"{REC}statementKind").removeprefix(REC) or "Attitude",
                **self._who(node, "speaker", "speaker", "speakerText"),
                "cue": self.one(node, f"{REC}cue"),
                "content": self.one(node, f"{REC}content"),
                "about": " ".join(sorted(self.values[node].get(f"{REC}about", ()))),
                **self._proof(node),
            }

    def _who(self, node: str, column: str, as_entity: str, as_text: str) -> _Row:
        entity = self.one(node, f"{REC}{as_entity}")
        name = self.one(entity, LABEL.value) if entity else self.one(node, f"{REC}{as_text}")
        return {column: name, f"{column} id": entity}

    def _proof(self, node: str) -> _Row:
        """When, and where in the article: the quotes and their offsets in the order of the text."""
        places = sorted(map(self._place, self.values[node].get(f"{REC}evidence", ())))
        return {
            "on": self.one(node, f"{REC}onDate"),
            "article": self._identifier,
            "quote": BETWEEN.join(quote for _, _, quote in places),
            "offsets": " ".join(f"{start}-{end}" for start, end, _ in places),
        }

    def _place(self, evidence: str) -> tuple[int, int, str]:
        found: dict[str, str] = {}
        for selector in self.values.get(evidence, {}).get(f"{OA}hasSelector", ()):
            for name in ("start", "end", "exact"):
                value = self.one(selector, f"{OA}{name}")
                if value:
                    found[name] = value
        return int(found["start"]), int(found["end"]), found["exact"]
