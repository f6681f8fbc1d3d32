"""A built folder as a stream of article graphs: the one place that knows how a build is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from onrecord import graph
from onrecord.errors import InputError


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """The named graph of one article, or the one that says which articles have the same text.

    `triples` are each there once, in the order in which the build wrote them: subjects by kind, of each its type and
    its names first.
    """

    name: NamedNode
    triples: list[Triple]


def article_graphs(folder: Path) -> Iterator[ArticleGraph]:
    """The graph of each article, in the order of their names; one is held in memory at a time.

    Raises `InputError` where there is no graph, or none that can be read.
    """
    path = folder / graph.FILE
    advice = f"build one first: onrecord build PATH --out {folder}"
    if not path.is_file():
        raise InputError(str(path), "there is no graph here", advice)
    try:
        quads: Iterator[Quad] = parse(path=str(path), format=RdfFormat.TRIG)
        for name, group in groupby(quads, key=attrgetter("graph_name")):
            if not isinstance(name, NamedNode):
                raise InputError(str(path), "this is not a graph that onrecord wrote (it has a default graph)", advice)
            yield ArticleGraph(name, [quad.triple for quad in group])
    except (OSError, SyntaxError) as error:
        raise InputError(str(path), f"this is not a graph that onrecord wrote ({error})", advice) from error
