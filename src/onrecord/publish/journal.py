"""What was loaded where: a file of JSON lines in the user's state folder, so that loading goes on where it stopped.

There is one journal for each pair of store and built folder. A line is written when the store has taken a graph, or
has dropped it; a line that a crash cut short counts for nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from onrecord.errors import InputError


def state_folder() -> Path:
    """$XDG_STATE_HOME/onrecord, or ~/.local/state/onrecord (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_STATE_HOME")
    base = Path(home) if home and Path(home).is_absolute() else Path.home() / ".local" / "state"
    return base / "onrecord"


class Journal:
    """The graphs that a store has taken from a built folder, with the hash of what it took. A context manager."""

    def __init__(self, target: str, folder: Path, state: Path | None = None) -> None:
        self.target = target
        self.folder = str(folder.resolve())
        name = hashlib.sha256(f"{target}\n{self.folder}".encode()).hexdigest()[:16]
        self.path = (state or state_folder()) / "loads" / f"{name}.jsonl"
        self._lock = threading.Lock()
        self._file: IO[str] | None = None
        self.loaded: dict[str, str] = self._read()

    def __enter__(self) -> Journal:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.path.with_suffix(f".{os.getpid()}")
            with fresh.open("w", encoding="utf-8") as file:
                file.writelines(self._compacted())
            fresh.replace(self.path)
            self._file = self.path.open("a", encoding="utf-8")
        except OSError as error:
            advice = "make room there, or set XDG_STATE_HOME to a folder that can be written to"
            raise InputError(str(self.path), f"cannot be written ({error.strerror})", advice) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def took(self, graph: str, content: str) -> None:
        """The store holds this graph now, and of this content."""
        with self._lock:
            self.loaded[graph] = content
            self._write({"graph": graph, "sha256": content})

    def dropped(self, graph: str) -> None:
        """The store does not hold this graph any more."""
        with self._lock:
            self.loaded.pop(graph, None)
            self._write({"graph": graph, "sha256": None})

    def _compacted(self) -> Iterator[str]:
        """The journal with one line a graph."""
        yield _line({"store": self.target, "folder": self.folder})
        for graph, content in sorted(self.loaded.items()):
            yield _line({"graph": graph, "sha256": content})

    def _write(self, said: dict[str, str | None]) -> None:
        if self._file is not None:
            self._file.write(_line(said))
            self._file.flush()

    def _read(self) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return found
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                str(self.path), f"cannot be read ({error})", "delete it, and all is loaded again"
            ) from error
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict) and isinstance(said.get("graph"), str):
                if said.get("sha256"):
                    found[said["graph"]] = str(said["sha256"])
                else:
                    found.pop(said["graph"], None)
        return found


def _line(said: dict[str, str | None]) -> str:
    return json.dumps(said) + "\n"
