"""Web archives: `NAME.warc`, `NAME.warc.gz`: the pages that a crawl fetched, each read as a saved web page is.

A page is a response of status 200 with `text/html` (or XHTML). Its identifier is its address without the scheme, so
that a page that was fetched twice counts once. When it was fetched says nothing of when it was published, and is not
taken for it. What the archive holds beside pages is counted by reason, in one omission at its end; records about the
crawl itself (warcinfo, request, metadata) are none of it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.articles import html
from onrecord.articles.checks import Omission
from onrecord.articles.compressed import opened
from onrecord.articles.metadata import Metadata
from onrecord.errors import InputError
from onrecord.record import Article

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f]+")
_AGAIN = "get the archive again; what stands before was read"


def read(path: Path, defaults: Metadata) -> Iterator[tuple[str, Article | Omission]]:
    """The articles of the pages of an archive; an omission for each page that is none, and one for the rest by count.

    Raises `InputError` where the archive is cut off or damaged, after what stands before.
    """
    left: Counter[str] = Counter()
    with opened(path) as file:
        for number, record in _records(path, file):
            where = f"{path}:{number}"
            reason = _no_page(record)
            if reason is None:
                yield where, _article(record, where, defaults)
            else:
                left[reason] += 1
    if left:
        yield str(path), _counted(str(path), left)


def _records(path: Path, file: io.BufferedIOBase) -> Iterator[tuple[int, WarcRecord]]:
    """The records that hold something fetched, with their numbers among all."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType, any_type

    about_the_crawl = WarcRecordType.warcinfo | WarcRecordType.request | WarcRecordType.metadata
    number = 0
    try:
        for record in ArchiveIterator(_Available(file), any_type, stream_detect=False):
            number += 1
            if not record.record_type & about_the_crawl:
                yield number, record
    except (EOFError, InputError):
        raise
    except OSError as error:
        if error.errno is not None:
            raise
        raise InputError(str(path), f"is broken after record {number} ({error})", _AGAIN) from error
    if not number:
        raise InputError(str(path), "holds no records", "give a web archive as a crawler writes it")


class _Available:
    """A stream that reads what is there, so that what stands before a break comes out before the break is told."""

    def __init__(self, file: io.BufferedIOBase) -> None:
        self._file = file
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """As many bytes as one step gives; none at the end."""
        found = self._file.read1(size)
        self._place += len(found)
        return found

    def tell(self) -> int:
        """How many bytes were read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Tell where the stream is; it goes nowhere else."""
        if (offset, whence) not in ((0, io.SEEK_CUR), (self._place, io.SEEK_SET)):
            raise io.UnsupportedOperation("a compressed archive is read from its beginning to its end")
        return self._place

    def close(self) -> None:
        """Leave the file open, for whoever opened it closes it."""


def _no_page(record: WarcRecord) -> str | None:
    """Why the record is no page, in a word or two; None for a page."""
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response:
        return f"of type {record.record_type!s}"
    if not record.is_http or not record.is_http_parsed:
        return "not fetched by HTTP"
    status = record.http_headers.status_code
    if status != 200:
        return f"of status {status}" if status else "of no status"
    kind = (record.http_content_type or "").lower()
    return None if kind in _PAGES else (kind or "of no content type")


def _article(record: WarcRecord, where: str, defaults: Metadata) -> Article | Omission:
    address = _UNWRITABLE.sub("", record.headers.get("WARC-Target-URI") or "").strip("<>")
    try:
        data = _decoded(_payload(record, where), record, where)
        identifier = _SCHEME.sub("", address).partition("#")[0]
        return html.page(data, identifier, where, Metadata(url=address or None), defaults)
    except InputError as error:
        return Omission(where, f"{address} {error.what}".strip(), error.what_to_do)


def _payload(record: WarcRecord, where: str) -> bytes:
    """The bytes as they were sent; raises where they are too many, or fewer than there should be."""
    length = record.content_length
    if length > html.MAX_BYTES:
        raise InputError(where, f"is {length / 1e6:,.1f} MB large", "save the page of one article")
    data = record.reader.read(length)
    if len(data) < length or record.headers.get("WARC-Truncated"):
        raise InputError(where, f"is cut off ({len(data):,} bytes of {length:,} are there)", "fetch the page again")
    return data


def _decoded(data: bytes, record: WarcRecord, where: str) -> bytes | str:
    """The page's bytes without what HTTP packed them in; as text where HTTP says the encoding and they are in it."""
    for name in ("Transfer-Encoding", "Content-Encoding"):
        for coding in reversed((record.http_headers.get(name) or "").lower().replace(" ", "").split(",")):
            if coding in ("", "identity") or (coding == "gzip" and not data.startswith(b"\x1f\x8b")):
                continue  # an archive may keep the header of what it has unpacked
            try:
                data = _unpacked(data, coding)
            except (OSError, KeyError) as error:
                what = f"cannot be unpacked ({name}: {coding})"
                raise InputError(where, what, "save the page again, unpacked") from error
    try:
        return data.decode(record.http_charset) if record.http_charset else data
    except (LookupError, UnicodeDecodeError):
        return data


def _unpacked(data: bytes, coding: str) -> bytes:
    """Raises `OSError` where the data is not in this coding, and `KeyError` for a coding that is not known."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    readers = {"gzip": GzipReader, "x-gzip": GzipReader, "br": BrotliReader, "chunked": ChunkedReader}
    with readers[coding](io.BytesIO(data)) as reader:
        unpacked: bytes = reader.read(html.MAX_BYTES + 1)
    return unpacked


def _counted(where: str, left: Counter[str]) -> Omission:
    """What is no page, as one line: "214 records hold no page (200 image/png, 14 of status 404)"."""
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(left.items(), key=lambda it: (-it[1], it[0])))
    what = "1 record holds no page" if left.total() == 1 else f"{left.total():,} records hold no page"
    return Omission(where, f"{what} ({reasons})", "nothing, where no article is among them")
