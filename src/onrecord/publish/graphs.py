"""What is loaded: the graph of each article, and on request the ontology and the shapes in graphs of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from onrecord import ontology
from onrecord.exports.source import article_graphs

ONTOLOGY = "https://w3id.org/onrecord/ns"
SHAPES = "https://w3id.org/onrecord/shapes"
ALIGNMENTS = "https://w3id.org/onrecord/alignments"
VOCABULARY = (ONTOLOGY, ALIGNMENTS, SHAPES)
"""The names of the ontology, its alignments and the shapes, which are those of their graphs too."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph to load: its name, its triples as N-Triples, how many there are, and a hash of what it says."""

    name: str
    content: bytes
    triples: int
    sha256: str


def graphs(folder: Path, *, vocabulary: bool = False) -> Iterator[Graph]:
    """The graphs of a built folder, one at a time; with `vocabulary` those of the ontology and the shapes first."""
    if vocabulary:
        shapes = (resources.files("onrecord.constraints") / "onrecord-shapes.ttl").read_bytes()
        yield _of_turtle(ONTOLOGY, ontology.text())
        yield _of_turtle(ALIGNMENTS, ontology.text("alignments.ttl"))
        yield _of_turtle(SHAPES, shapes)
    for article in article_graphs(folder):
        content = serialize(article.triples, format=RdfFormat.N_TRIPLES) or b""
        lines = sorted(set(content.splitlines(keepends=True)))
        content = b"".join(lines)
        yield Graph(article.name.value, content, len(lines), hashlib.sha256(content).hexdigest())


def _of_turtle(name: str, turtle: bytes) -> Graph:
    # Blank nodes are named anew at each reading, so that the hash is of the file.
    triples = [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
    content = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return Graph(name, content, len(set(triples)), hashlib.sha256(turtle).hexdigest())
