"""What the store of a built folder has to hold, and whether it does."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import zstandard
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from onrecord import graph
from onrecord.errors import InputError
from onrecord.rdf import terms
from onrecord.store import generations
from onrecord.store.generations import Opened, Refreshed


def fill(folder: Path, seen: Callable[[str], None] = lambda _: None) -> Refreshed:
    """Bring the store of a built folder to what its graph says; `seen` is told of each article that is written.

    What changed is known from the ledger; where there is none, as in a folder that was copied, the graph is read.
    Raises `InputError` where there is no graph, none that can be read, or the disk does not let the store be written.
    """
    from onrecord.ledger import FILE, Ledger

    mark = _mark(folder)
    if (folder / FILE).is_file():
        with Ledger.of(folder) as ledger:
            keys, links = ledger.keys(), _same_texts(folder)
            keys |= {name: hashlib.sha256(written).hexdigest() for name, written in links.items()}
            return generations.refresh(
                folder, keys, lambda name: links.get(name) or ledger.quads(name), seen, mark=mark
            )
    with tempfile.TemporaryFile() as beside:
        articles = _Articles(folder, beside)
        return generations.refresh(folder, articles.keys, articles.quads, seen, mark=mark)


def _same_texts(folder: Path) -> dict[str, bytes]:
    """The graph that says which articles are one text, by its name, where there is one: it is no article's."""
    from onrecord.output import PARTS, SAME_TEXTS

    path = folder / PARTS / SAME_TEXTS
    if not path.is_file():
        return {}
    with zstandard.open(path, "rb") as file:
        return {terms.same_texts_iri(graph.base(folder)).value: file.read()}


def up_to_date(folder: Path) -> bool:
    """Whether the store holds what the graph of the folder says."""
    return generations.mark(folder) == _mark(folder)


def opened(folder: Path, seen: Callable[[str], None] = lambda _: None) -> Opened:
    """The store of a built folder, open for reading; filled before where it is not up to date.

    Raises `InputError` as `fill` does.
    """
    if not up_to_date(folder):
        fill(folder, seen)
    return generations.open_read_only(folder)


def _mark(folder: Path) -> str:
    """What tells one graph of the folder from the next; raises `InputError` where there is none."""
    path = folder / graph.FILE
    try:
        status = path.stat()
    except OSError as error:
        advice = f"build one first: onrecord build PATH --out {folder}"
        raise InputError(str(path), "there is no graph here", advice) from error
    return f"{graph.FILE} {status.st_size} {status.st_mtime_ns}"


class _Articles:
    """The graphs of `graph.trig`, one at a time: they are sorted out into a file, and asked for in any order."""

    def __init__(self, folder: Path, beside: IO[bytes]) -> None:
        self._beside = beside
        self._places: dict[str, list[tuple[int, int]]] = {}
        hashes: dict[str, Any] = {}
        for name, quads in groupby(_quads(folder), lambda quad: quad.graph_name):
            if not isinstance(name, NamedNode):
                continue
            written = serialize(quads, format=RdfFormat.N_QUADS) or b""
            hashes.setdefault(name.value, hashlib.sha256()).update(written)
            packed = zstandard.compress(written)
            self._places.setdefault(name.value, []).append((beside.tell(), len(packed)))
            beside.write(packed)
        self.keys = {name: written.hexdigest() for name, written in hashes.items()}

    def quads(self, name: str) -> bytes:
        """The graph of this name as N-Quads."""
        pieces = []
        for start, length in self._places[name]:
            self._beside.seek(start)
            pieces.append(zstandard.decompress(self._beside.read(length)))
        return b"".join(pieces)


def _quads(folder: Path) -> Iterator[Quad]:
    path = folder / graph.FILE
    try:
        yield from parse(path=path, format=RdfFormat.TRIG)
    except (OSError, SyntaxError) as error:
        advice = f"build it again: onrecord build PATH --out {folder}"
        raise InputError(str(path), f"this is not a graph that onrecord wrote ({error})", advice) from error
