"""Streams that serializers write into, which put right on the way to the file what a serializer leaves to chance."""

from __future__ import annotations

import re
from types import TracebackType
from typing import IO

_START_TAG = re.compile(rb"<rdf:RDF((?: [\w:]+=\"[^\"]*\")*)>")


class Spaced:
    """Turtle and TriG with the prefixes in one order (pyoxigraph's has none) and a blank line before each subject.

    Lines go through in blocks; a context manager, whose end writes what is left.
    """

    def __init__(self, file: IO[bytes], *, indented: bool = False) -> None:
        self._file = file
        indent = rb"\t?" if indented else b""
        # Literals hold no line break and no tab as such, so that a line that is indented like a subject is one.
        self._subject = re.compile(rb"^(?=" + indent + rb"[^\t}@\n])", re.MULTILINE)
        self._prefixes: list[bytes] = []
        self._among_prefixes = True
        self._rest = b""

    def __enter__(self) -> Spaced:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self._pass_on(self._rest + b"\n" if self._rest else b"")

    def write(self, data: bytes) -> int:
        """Take bytes, and pass on the whole lines among them."""
        whole, newline, rest = data.rpartition(b"\n")
        if newline:
            self._pass_on(self._rest + whole + newline)
            self._rest = bytes(rest)
        else:
            self._rest += data
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what is whole has been passed on."""

    def _pass_on(self, lines: bytes) -> None:
        if self._among_prefixes:
            lines = self._after_prefixes(lines)
        self._file.write(self._subject.sub(b"\n", lines))

    def _after_prefixes(self, lines: bytes) -> bytes:
        while lines.startswith(b"@prefix"):
            line, _, lines = lines.partition(b"\n")
            self._prefixes.append(line + b"\n")
        if lines:
            self._file.write(b"".join(sorted(self._prefixes)))
            self._among_prefixes = False
        return lines


class Xml:
    """RDF/XML whose namespaces stand in one order, and whose carriage returns survive.

    An XML parser makes a line feed of a carriage return that stands as such (XML 1.0, 2.11), and pyoxigraph 0.5
    writes it so; as a character reference it stays what it is.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._head: bytes | None = b""

    def __enter__(self) -> Xml:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None and self._head is not None:
            self._file.write(self._head)

    def write(self, data: bytes) -> int:
        """Take bytes and pass them on; the start tag waits until it is whole."""
        size = len(data)
        if self._head is not None:
            data = self._head + data
            tag = _START_TAG.search(data)
            if tag is None:
                self._head = data
                return size
            names = b"".join(sorted(re.findall(rb" [\w:]+=\"[^\"]*\"", tag.group(1))))
            data = data[: tag.start(1)] + names + data[tag.end(1) :]
            self._head = None
        self._file.write(data.replace(b"\r", b"&#xD;"))
        return size

    def flush(self) -> None:
        """Nothing to do: everything has been passed on."""
