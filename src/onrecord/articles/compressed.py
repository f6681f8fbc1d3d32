"""Files that may be compressed with gzip or Zstandard, opened as the bytes that are in them.

What a file is compressed with is told by its first bytes, not by its name. It is never read whole, and a frame that
wants more than `_WINDOW` of memory is refused.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.articles.checks import ordinary, unreadable
from onrecord.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from zstandard import ZstdDecompressionObj

_GZIP, _ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_WINDOW = 1 << 27
_STEP = 512
"""Compressed bytes that are taken at once: the most that they can become is some 16 MB."""


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedIOBase]:
    """The contents of an ordinary file, decompressed where it is compressed.

    Within the block, a file that is cut off or damaged raises `InputError` at the place where it is; what stands before
    it can be read.
    """
    where = str(path)
    ordinary(path)
    try:
        with path.open("rb") as file:
            yield _decompressed(file)
    except EOFError as error:
        raise InputError(where, "is cut off before its end", "get it again; what stands before was read") from error
    except (gzip.BadGzipFile, zlib.error, _DamageError) as error:
        what = f"is damaged or has something behind its end ({error})"
        raise InputError(where, what, "get it again; what stands before was read") from error
    except OSError as error:
        raise unreadable(where, error) from error


def _decompressed(file: io.BufferedIOBase) -> io.BufferedIOBase:
    head = file.read(len(_ZSTANDARD))
    file.seek(0)
    if head.startswith(_GZIP):
        return gzip.GzipFile(fileobj=file)
    if head == _ZSTANDARD:
        return io.BufferedReader(_Frames(file))
    return file


class _DamageError(Exception):
    """Zstandard data that is no such data."""


class _Frames(io.RawIOBase):
    """The contents of Zstandard frames, one after the other.

    The library's own stream reader takes a frame that is cut off for one that ends there; this raises `EOFError`.
    """

    def __init__(self, file: io.BufferedIOBase) -> None:
        from zstandard import ZstdDecompressor

        self._file = file
        self._decompressor = ZstdDecompressor(max_window_size=_WINDOW)
        self._frame: ZstdDecompressionObj | None = None
        self._taken = b""
        self._found = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer as far as the next step goes; 0 at the end of the last frame."""
        while not self._found:
            self._taken = self._taken or self._file.read(_STEP)
            if not self._taken:
                if self._frame is not None:
                    raise EOFError("the last frame has no end")
                return 0
            self._found = memoryview(self._step())
        target = memoryview(buffer).cast("B")
        count = min(len(target), len(self._found))
        target[:count] = self._found[:count]
        self._found = self._found[count:]
        return count

    def _step(self) -> bytes:
        from zstandard import ZstdError

        frame = self._frame or self._decompressor.decompressobj()
        try:
            found = frame.decompress(self._taken)
        except ZstdError as error:
            raise _DamageError(str(error)) from error
        self._frame, self._taken = (None, frame.unused_data) if frame.eof else (frame, b"")
        return found
