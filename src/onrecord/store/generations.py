"""The embedded store of a graph: one named graph an article, and all of them merged as the default graph.

`OUT/store/` holds generations, each a RocksDB database that is never written again once it is whole:

    store/current          the name of the generation that readers open
    store/lock             held by whoever fills the store
    store/000001/quads/    the database
    store/000001/held.json which articles it holds, each under which key
    store/000001/lock      held by its readers

A refresh makes the next generation (files that stay as they are become hard links), brings it to the articles that are
wanted, and then has `current` name it. Readers of the one before are not disturbed and see one state throughout; a
refresh that is killed leaves a generation that nobody names, and the next refresh throws it away.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from pyoxigraph import Store

from onrecord.errors import InputError
from onrecord.store import merging
from onrecord.store.merging import Source

FOLDER = "store"
"""The folder of the store in the folder of the graph."""
FORMAT = 2
"""The layout of a generation; one of another layout is filled anew."""
AMENDED = 0.2
"""Up to this share of changed articles a generation is amended; beyond it filling it anew is quicker."""

DAMAGED = (OSError, RuntimeError)
"""What opening a database raises where it is damaged."""
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: how many articles came or changed, how many went, how many the store holds."""

    changed: int
    removed: int
    articles: int


@dataclass(frozen=True, slots=True)
class _Held:
    key: str
    graph: str


class Opened:
    """A generation open for reading; it stays whole, and on disk, until it is closed."""

    def __init__(self, generation: Path, lock: io.BufferedReader) -> None:
        self.generation = generation
        self.store = Store.read_only(str(generation / "quads"))
        self._lock = lock

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the generation; the store must not be used any more."""
        del self.store
        self._lock.close()


def open_read_only(folder: Path) -> Opened:
    """The newest generation of the store of the graph in this folder.

    Raises `InputError` where there is none, or none that can be read.
    """
    root = folder / FOLDER
    advice = f"build the graph: onrecord build PATH --out {folder}"
    for _ in range(_ATTEMPTS):
        generation = current(folder)
        if generation is None:
            raise InputError(str(root), "there is no store here", advice)
        # A refresh may throw this generation away before it is locked; then `current` names another one.
        with suppress(FileNotFoundError):
            lock = (generation / "lock").open("rb")
            fcntl.flock(lock, fcntl.LOCK_SH)
            if current(folder) == generation:
                try:
                    return Opened(generation, lock)
                except DAMAGED as error:
                    lock.close()
                    raise InputError(str(root), f"the store cannot be read ({error})", f"remove {root}") from error
            lock.close()
    raise InputError(str(root), "the store changes all the time", "try again")


def current(folder: Path) -> Path | None:
    """The folder of the generation that readers open, if there is one."""
    root = folder / FOLDER
    try:
        name = (root / "current").read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return root / name if re.fullmatch(r"\d{6,}", name) else None


def holds(folder: Path) -> dict[str, str]:
    """The key of each article that the newest generation holds, by identifier; empty where there is no store."""
    generation = current(folder)
    return {identifier: item.key for identifier, item in _held(generation).items()} if generation else {}


def mark(folder: Path) -> str | None:
    """The mark that the last refresh of the store left, if there is a store."""
    generation = current(folder)
    return _content(generation).get("mark") if generation else None


def refresh(
    folder: Path,
    keys: Mapping[str, str],
    quads: Source,
    seen: Callable[[str], None] = lambda _: None,
    *,
    mark: str = "",
) -> Refreshed:
    """Bring the store of the graph in `folder` to exactly these articles.

    `keys` has the content key of each article by its identifier. Only articles whose key is another than the store's
    are asked of `quads` (all of them where filling anew is quicker), each is replaced as a whole, and those that
    `keys` does not have are removed. `seen` is told of each article that is written; `mark` is kept with the store and
    may say of what state of things it is. May be killed at any time.

    Raises `InputError` where another process is filling this store, or the disk does not let it be written.
    """
    root = folder / FOLDER
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _filling(root):
            return _refresh(folder, keys, quads, seen, mark)
    except OSError as error:
        raise InputError(
            str(root), f"cannot be written ({error.strerror or error})", "make room, or give another folder"
        ) from error


@contextmanager
def _filling(root: Path) -> Iterator[None]:
    """Alone in filling the store; clears away before and after what nobody names or reads."""
    with (root / "lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(str(root), "another process is filling this store", "wait until it is done") from error
        _clear(root)
        yield
        _clear(root)


def _clear(root: Path) -> None:
    """Throw away the generations that `current` does not name and that no reader holds."""
    kept = current(root.parent)
    for generation in root.iterdir():
        if not generation.is_dir() or generation == kept:
            continue
        with suppress(FileNotFoundError), (generation / "lock").open("rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
        shutil.rmtree(generation)


def _refresh(folder: Path, keys: Mapping[str, str], quads: Source, seen: Callable[[str], None], mark: str) -> Refreshed:
    before = current(folder)
    held = _held(before) if before else {}
    changed = [name for name in sorted(keys) if name not in held or held[name].key != keys[name]]
    removed = sorted(held.keys() - keys.keys())
    done = Refreshed(len(changed), len(removed), len(keys))
    if before and held and not changed and not removed:
        if _content(before).get("mark") != mark:
            _describe(before, held, mark)
        return done
    root = folder / FOLDER
    numbers = [int(path.name) for path in root.iterdir() if path.is_dir() and path.name.isdigit()]
    after = root / f"{max(numbers, default=0) + 1:06}"
    after.mkdir()
    (after / "lock").touch()
    amended = None
    if before and 0 < len(changed) + len(removed) <= AMENDED * len(held):
        amended = _linked(before / "quads", after / "quads")
    if amended is not None:
        graphs = {name: item.graph for name, item in held.items()}
        graphs = merging.amend(amended, graphs, changed, removed, quads, seen)
    else:
        graphs = merging.fill(Store(after / "quads"), sorted(keys), quads, seen)
    _describe(after, {name: _Held(keys[name], graphs[name]) for name in sorted(keys)}, mark)
    _write(root / "current", after.name)
    return done


def _describe(generation: Path, held: Mapping[str, _Held], mark: str) -> None:
    articles = {name: [item.key, item.graph] for name, item in held.items()}
    content = {"format": FORMAT, "mark": mark, "articles": articles}
    _write(generation / "held.json", json.dumps(content, ensure_ascii=False))


def _held(generation: Path) -> dict[str, _Held]:
    """What a generation holds; nothing where that cannot be known, so that it is filled anew."""
    articles = _content(generation).get("articles", {})
    return {name: _Held(key, graph) for name, (key, graph) in articles.items()}


def _content(generation: Path) -> dict[str, Any]:
    """What `held.json` says; nothing where it is not there, damaged or of another layout."""
    try:
        content = json.loads((generation / "held.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and content.get("format") == FORMAT else {}


def _write(path: Path, content: str) -> None:
    """Replace the file at once, and have it on the disk."""
    beside = path.with_name(f".{path.name}")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _linked(source: Path, target: Path) -> Store | None:
    """A copy of a closed database; None where that one is damaged.

    Tables are never written twice and become links where the file system has them; the rest is copied.
    """
    target.mkdir()
    for file in source.iterdir():
        copy = shutil.copy2
        if file.name != "LOCK" and not file.name.startswith("LOG"):
            try:
                (os.link if file.suffix == ".sst" else copy)(file, target / file.name)
            except OSError:
                copy(file, target / file.name)
    try:
        return Store(target)
    except DAMAGED:
        shutil.rmtree(target)
        return None
