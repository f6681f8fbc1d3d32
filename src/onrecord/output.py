"""The files of a built graph, made from its ledger in bounded memory; each is replaced at once, where it changed.

`graph.trig` (one named graph an article), `graph.ttl` (all in one), `validation.ttl`, `quarantine.trig`, `build.json`,
and the graph in parts, `parts/00.nq.zst` to `parts/ff.nq.zst`: an article is in the part that the first byte of the
SHA-256 of its identifier names, so that few parts change with few articles. Which articles have the text of another is
said in a graph of its own, the last, and in `parts/same-texts.nq.zst`, where there are any.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from onrecord import shapes
from onrecord.articles import Omission
from onrecord.identity import duplicates
from onrecord.ledger import Ledger, State, part_of
from onrecord.rdf import files
from onrecord.rdf import same_texts as same_text_quads
from onrecord.rdf.merging import merged
from onrecord.results import packed

FORMAT = 2
"""The layout of `build.json`, and of all files together."""
PARTS = "parts"
SAME_TEXTS = "same-texts.nq.zst"
WRITING = ".writing"
"""Where files are written before they take their places; what a killed build left in it is swept away."""

Content = Callable[[Ledger, Path], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is to be there: the name of what it is made from, and what is in it."""

    path: Path
    state: str
    content: Callable[[], Iterable[bytes]]


def write(ledger: Ledger, folder: Path) -> list[str]:
    """Write the files that are not what the ledger holds; their names. All are written before one is replaced.

    Raises `OSError` where the disk does not let them be written; what was there before then still stands.
    """
    beside = folder / WRITING
    wanted = [*_wholes(ledger, folder, beside), *_parts(ledger, folder / PARTS)]
    old = [file for file in wanted if ledger.file_state(file.path) != file.state]
    gone = sorted(set((folder / PARTS).glob("*.nq.zst")) - {file.path for file in wanted})
    if not old and not gone:
        return []
    with _swept(beside):
        for file in old:
            _write_through(beside / file.path.name, file.content())
        (folder / PARTS).mkdir(exist_ok=True)
        for file in old:
            (beside / file.path.name).replace(file.path)
        for path in gone:
            path.unlink()
        for changed in (folder, folder / PARTS):
            _sync(changed)
    for file in old:
        ledger.set_file_state(file.path, file.state)
    ledger.save()
    return [path.relative_to(folder).as_posix() for path in (*(file.path for file in old), *gone)]


def manifest(ledger: Ledger) -> dict[str, object]:
    """What `build.json` holds: inputs with hashes, versions, counts, what was left out; no times, no paths."""
    omitted = [*ledger.failures(), *(Omission(*item) for item in ledger.note("omitted"))]
    return {
        "format": FORMAT,
        "base": ledger.note("base"),
        "versions": ledger.note("versions"),
        "counts": counts(ledger, len(omitted)),
        "articles": [{"id": identifier, "sha256": sha256} for identifier, sha256 in ledger.hashes()],
        "omitted": sorted(
            ({"where": Path(item.where).name, "what": item.what} for item in omitted),
            key=lambda item: (item["where"], item["what"]),
        ),
    }


def counts(ledger: Ledger, omitted: int) -> dict[str, int]:
    """How many of what, over all articles."""
    names = ("assertions", "plain", "statements", "attitudes", "rules", "measurements", "quads", "quarantined")
    found = dict.fromkeys(("articles", "omitted", "entities", *names), 0)
    for _, digest in ledger.digests():
        found["articles"] += 1
        for name in names:
            found[name] += digest.counts[name]
    found["same_texts"] = len(same_texts(ledger))
    found["quads"] += found["same_texts"]
    return found | {"omitted": omitted, "entities": ledger.entities()}


def same_texts(ledger: Ledger) -> list[tuple[str, str]]:
    """The articles that have the text of another, each with the first of it; looked for where articles changed."""
    state = _hash(list(ledger.states()))
    noted = ledger.note("same texts")
    if noted is None or noted[0] != state:
        noted = [state, list(duplicates.same_texts(ledger.signatures()))]
        ledger.take_note("same texts", noted)
    return [(later, first) for later, first in noted[1]]


def _same_texts(ledger: Ledger) -> bytes:
    base = ledger.note("base")
    return files.body(same_text_quads(same_texts(ledger), base), base)


def _trig(ledger: Ledger, _: Path) -> Iterator[bytes]:
    yield from _graphs(ledger, chain(ledger.contents("trig"), [_same_texts(ledger)]))


def _quarantine(ledger: Ledger, _: Path) -> Iterator[bytes]:
    yield from _graphs(ledger, ledger.contents("quarantine"))


def _graphs(ledger: Ledger, graphs: Iterable[bytes]) -> Iterator[bytes]:
    """The header, then each graph after an empty line."""
    empty = True
    for graph in filter(None, graphs):
        yield files.header(ledger.note("base")) + b"\n" if empty else b"\n"
        yield graph
        empty = False
    if empty:
        yield b"\n"


def _turtle(ledger: Ledger, beside: Path) -> Iterator[bytes]:
    base = ledger.note("base")
    empty = True
    graphs = chain(ledger.contents("trig"), [_same_texts(ledger)])
    for block in merged(filter(None, graphs), base, beside):
        yield files.header(base) if empty else b""
        yield b"\n" + block + b"\n"
        empty = False
    if empty:
        yield b"\n"


def _validation(ledger: Ledger, _: Path) -> Iterator[bytes]:
    yield shapes.opening(conforms=not ledger.violations())
    yield from ledger.contents("findings")
    yield shapes.CLOSING


def _manifest(ledger: Ledger, _: Path) -> Iterator[bytes]:
    yield (json.dumps(manifest(ledger), indent=2, ensure_ascii=False) + "\n").encode()


FILES: dict[str, Content] = {
    "graph.trig": _trig,
    "graph.ttl": _turtle,
    "validation.ttl": _validation,
    "quarantine.trig": _quarantine,
    "build.json": _manifest,
}
"""The files beside the parts, and what is in them."""


def _wholes(ledger: Ledger, folder: Path, beside: Path) -> list[_File]:
    """The files that hold something of every article."""
    noted = [FORMAT, *(ledger.note(name) for name in ("base", "versions", "omitted"))]
    state = _hash([noted, list(ledger.states()), same_texts(ledger)])
    return [_File(folder / name, state, partial(content, ledger, beside)) for name, content in FILES.items()]


def _parts(ledger: Ledger, folder: Path) -> list[_File]:
    """The parts, each made from the graphs of some articles."""
    members: dict[str, list[State]] = {}
    failed = {omission.where for omission in ledger.failures()}
    for state in ledger.states():
        if state[0] not in failed:
            members.setdefault(part_of(state[0]), []).append(state)
    found = [
        _File(
            folder / f"{name}.nq.zst",
            _hash([FORMAT, part]),
            partial(_part, ledger, [identifier for identifier, _ in part]),
        )
        for name, part in sorted(members.items())
    ]
    if pairs := same_texts(ledger):
        quads = same_text_quads(pairs, ledger.note("base"))
        found.append(_File(folder / SAME_TEXTS, _hash([FORMAT, pairs]), lambda: [packed(files.nquads(quads))]))
    return found


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _part(ledger: Ledger, identifiers: list[str]) -> list[bytes]:
    return [packed(b"".join(ledger.quads(identifier) for identifier in identifiers))]


@contextlib.contextmanager
def _swept(folder: Path) -> Iterator[None]:
    """An empty folder for as long as it is needed."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    try:
        yield
    finally:
        shutil.rmtree(folder)


def _write_through(path: Path, content: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for piece in content:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in the folder last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
