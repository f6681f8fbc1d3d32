"""Where an export goes: standard output, or a file that is replaced at once when all of it is written."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import zstandard

from onrecord.errors import InputError

COMPRESSED = (".gz", ".zst")
"""Endings that compress."""

_BUFFER = 1 << 20


@contextmanager
def output(target: Path | None) -> Iterator[IO[bytes]]:
    """A file to write bytes to; compressed where the target's name ends in .gz or .zst.

    The target is replaced when the block ends well; else it stays as it was. Raises `InputError` where it cannot be
    written.
    """
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with replaced(target) as path, path.open("wb") as file, _compressed(file, target.suffix) as stream:
            yield stream
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"--to {target}", f"cannot be written ({reason})", "give another file") from error


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A path beside the target that takes its place when the block ends well."""
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".onrecord-") as folder:
        path = Path(folder) / target.name
        yield path
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.replace(target)


@contextmanager
def _compressed(file: IO[bytes], suffix: str) -> Iterator[IO[bytes]]:
    if suffix == ".gz":
        # No name and no time, so that the same graph gives the same bytes.
        with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed, io.BufferedWriter(packed, _BUFFER) as stream:
            yield stream
    elif suffix == ".zst":
        writer = zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False)
        with io.BufferedWriter(cast("io.RawIOBase", writer), _BUFFER) as stream:
            yield stream
    else:
        yield file
