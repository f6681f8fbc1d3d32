"""The graphs of many articles as one Turtle file, in bounded memory.

Each article comes as the TriG that `files.body` made of it. It is cut into the blocks of its subjects; the blocks are
sorted in pieces on the disk (an external merge sort) and written in one order. Only the blocks of a subject that
several articles name are parsed, to be made one.
"""

from __future__ import annotations

import heapq
import re
import struct
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Triple, parse

from onrecord.rdf import files, terms

CHUNK = 32_000_000
"""Bytes of blocks that are sorted in memory at a time."""

_HEAD = struct.Struct("<HIII")
_ESCAPE = re.compile(rb"\\(.)")


class _Block(NamedTuple):
    """What one article says of one subject: the subject's place in the file, the article's number, the Turtle."""

    rank: int
    subject: bytes
    article: int
    turtle: bytes


def merged(articles: Iterable[bytes], base: str, folder: Path) -> Iterator[bytes]:
    """The Turtle of these articles (TriG bodies in the order in which they count) piece by piece, without prefixes.

    An entity that several articles name keeps the label of the first; the others' become alternative ones. `folder`
    takes the sorted pieces, which are gone at the end.
    """
    names = {name.encode(): iri.encode() for name, iri in terms.prefixes(base).items()}
    chunks = [_spill(chunk, folder / f"sorted-{number}") for number, chunk in enumerate(_chunks(articles, names, base))]
    sorted_blocks = heapq.merge(*(_read(path) for path in chunks))
    for _, same in groupby(sorted_blocks, key=lambda block: block.subject):
        first, *rest = same
        yield first.turtle if not rest else _one([first, *rest], base)
    for path in chunks:
        path.unlink()


def blocks(article: bytes) -> list[bytes]:
    """The Turtle of each subject of an article, from its TriG."""
    start, end = article.find(b"{"), article.rfind(b"}")
    inner = article[start + 1 : end].strip(b"\n")
    return [block.strip(b"\t").replace(b"\n\t\t", b"\n\t") for block in inner.split(b"\n\n")] if inner else []


def _chunks(articles: Iterable[bytes], names: dict[bytes, bytes], base: str) -> Iterator[list[_Block]]:
    held: list[_Block] = []
    size = 0
    for number, article in enumerate(articles):
        for turtle in blocks(article):
            iri = _subject(turtle, names)
            rank, _ = files.subject_order(iri.decode(), base)
            held.append(_Block(rank, iri, number, turtle))
        size += len(article)
        if size > CHUNK:
            yield sorted(held)
            held, size = [], 0
    if held:
        yield sorted(held)


def _subject(turtle: bytes, names: dict[bytes, bytes]) -> bytes:
    """The whole IRI of the subject that a block begins with."""
    term = turtle.split(None, 1)[0]
    if term.startswith(b"<"):
        return term[1:-1]
    prefix, _, local = term.partition(b":")
    return names[prefix] + (_ESCAPE.sub(rb"\1", local) if b"\\" in local else local)


def _one(same: list[_Block], base: str) -> bytes:
    """The blocks of several articles about one subject as one block."""
    turtle = files.header(base) + b"\n".join(block.turtle for block in same)
    labels: dict[str, str] = {}
    triples: dict[Triple, None] = {}
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        triples[files.relabelled(quad.triple, labels)] = None
    return files.body(sorted(triples, key=files.within_subject), base).rstrip(b"\n")


def _spill(chunk: list[_Block], path: Path) -> Path:
    with path.open("wb") as file:
        for rank, subject, article, turtle in chunk:
            file.write(_HEAD.pack(rank, len(subject), article, len(turtle)) + subject + turtle)
    return path


def _read(path: Path) -> Iterator[_Block]:
    with path.open("rb") as file:
        while head := file.read(_HEAD.size):
            rank, length, article, size = _HEAD.unpack(head)
            yield _Block(rank, file.read(length), article, file.read(size))
