"""Many article graphs as one graph: each triple once, subjects in the order in which people read.

An entity that several articles name has its triples in all of them, so the subjects of a large graph have to be
sorted. They are sorted in runs that are kept on disk (an external merge sort): memory holds one run, whatever the
number of articles.
"""

from __future__ import annotations

import heapq
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import IO

from pyoxigraph import RdfFormat, Triple, parse, serialize

from onrecord.exports.source import ArticleGraph
from onrecord.rdf import files, terms

RUN = 200_000
"""Triples that are sorted in memory at a time: some 200 MB."""

_READ_AHEAD = 200
"""Blocks that are read at a time from each run on disk."""

_Key = tuple[int, str, int]
"""Where a subject stands: the rank of its kind, its name, the number of the article."""


def merged(graphs: Iterable[ArticleGraph], base: str = terms.BASE, run: int = RUN) -> Iterator[Triple]:
    """The triples of all articles in one graph, each once, grouped by subject, the subjects by kind.

    An entity that several articles name keeps the label of the first article that names it; the others' labels
    become alternative ones. `run` is the number of triples held in memory.
    """
    for subject in subjects(graphs, base, run):
        yield from subject.triples


@dataclass(frozen=True, slots=True)
class Subject:
    """What all articles say of one subject, and how many of them say something of it."""

    triples: list[Triple]
    articles: int


def subjects(graphs: Iterable[ArticleGraph], base: str = terms.BASE, run: int = RUN) -> Iterator[Subject]:
    """Each subject over all articles, as `merged` gives them."""
    with tempfile.TemporaryFile(prefix="onrecord-sort-") as spill:
        for _, blocks in groupby(_sorted_blocks(graphs, base, run, spill), key=lambda block: block.key[:2]):
            articles = [block.read() for block in blocks]
            yield Subject(articles[0] if len(articles) == 1 else _one(articles), len(articles))


def by_subject(triples: Iterable[Triple], base: str) -> dict[str, list[Triple]]:
    """The triples of each subject in the order given, the subjects in the order in which people read."""
    found: dict[object, list[Triple]] = {}
    for subject, group in groupby(triples, key=attrgetter("subject")):
        found.setdefault(subject, []).extend(group)
    named = {str(subject): group for subject, group in found.items()}
    return dict(sorted(named.items(), key=lambda item: files.subject_order(item[0].strip("<>"), base)))


@dataclass(frozen=True, slots=True)
class _Block:
    """What one article says of one subject; the triples as such, or as N-Triples where they were on disk."""

    key: _Key
    triples: list[Triple] | bytes

    def read(self) -> list[Triple]:
        if isinstance(self.triples, bytes):
            return [quad.triple for quad in parse(self.triples, format=RdfFormat.N_TRIPLES)]
        return self.triples

    def written(self) -> tuple[_Key, bytes]:
        if isinstance(self.triples, bytes):
            return self.key, self.triples
        return self.key, serialize(self.triples, format=RdfFormat.N_TRIPLES) or b""


def _sorted_blocks(graphs: Iterable[ArticleGraph], base: str, run: int, spill: IO[bytes]) -> Iterator[_Block]:
    held: list[_Block] = []
    size, offsets = 0, []
    for number, article in enumerate(graphs):
        for subject, triples in by_subject(article.triples, base).items():
            held.append(_Block((*files.subject_order(subject.strip("<>"), base), number), triples))
        size += len(article.triples)
        if size >= run:
            offsets.append(_spilled(held, spill))
            held, size = [], 0
    held.sort(key=_key)
    runs = [_run(spill, start, end) for start, end in offsets]
    return heapq.merge(*runs, held, key=_key) if runs else iter(held)


def _key(block: _Block) -> _Key:
    return block.key


def _spilled(held: list[_Block], spill: IO[bytes]) -> tuple[int, int]:
    """Where in the file the blocks stand that were written to its end."""
    start = spill.tell()
    for block in sorted(held, key=_key):
        pickle.dump(block.written(), spill, protocol=5)
    return start, spill.tell()


def _run(spill: IO[bytes], start: int, end: int) -> Iterator[_Block]:
    while start < end:
        spill.seek(start)
        batch: list[_Block] = []
        while len(batch) < _READ_AHEAD and spill.tell() < end:
            # Written by this process a moment ago into a file that nobody else can open.
            batch.append(_Block(*pickle.load(spill)))  # noqa: S301
        start = spill.tell()
        yield from batch


def _one(articles: Iterable[list[Triple]]) -> list[Triple]:
    """What several articles say of a subject, with the label that the first gives as the only one."""
    labels: dict[str, str] = {}
    found = {
        files.relabelled(triple, labels): None
        for triples in articles
        for triple in sorted(triples, key=files.within_subject)
    }
    return sorted(found, key=files.within_subject)
