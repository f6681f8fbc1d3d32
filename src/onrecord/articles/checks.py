"""What an input must be to become an article: readable, of bearable size, text, UTF-8, English.

The functions raise `InputError` for an input that is not; `read_paths` makes an `Omission` of it.
"""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.articles.english import other_language
from onrecord.errors import InputError, one_line
from onrecord.record import Article

if TYPE_CHECKING:
    from onrecord.articles.metadata import Metadata

MAX_CHARACTERS = 1_000_000
"""The longest text that is read as one article (what the language model bears)."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UNPAIRED = re.compile("[\ud800-\udfff]")
_CONTROL_BYTES = re.compile(_CONTROLS.pattern.encode("ascii"))
_SAMPLE = 50_000


@dataclass(frozen=True, slots=True)
class Omission:
    """An input that was left out, so that the rest goes on. `str` of it is the one line to show."""

    where: str
    what: str
    what_to_do: str

    def __str__(self) -> str:
        return one_line(self.where, self.what, self.what_to_do)

    @classmethod
    def of(cls, error: InputError) -> Omission:
        """The omission of the input that the error is about."""
        return cls(error.where, error.what, error.what_to_do)


def contents(path: Path, limit: int) -> bytes:
    """The bytes of a regular file; one that is larger than the limit is refused before it is read."""
    size = ordinary(path)
    if size > limit:
        raise too_long(str(path), f"is {size / 1e6:,.1f} MB large")
    try:
        with path.open("rb") as file:
            found = file.read(limit + 1)
    except OSError as error:
        raise unreadable(str(path), error) from error
    if len(found) > limit:
        raise too_long(str(path), f"is over {limit / 1e6:,.1f} MB large")
    return found


def ordinary(path: Path) -> int:
    """The size of the file; raises where it is a pipe, a device, or not there."""
    try:
        status = path.stat()
    except OSError as error:
        raise unreadable(str(path), error) from error
    if not stat.S_ISREG(status.st_mode):
        raise InputError(str(path), "is no ordinary file", "give a file, a folder, or - for standard input")
    return status.st_size


def unreadable(where: str, error: OSError) -> InputError:
    """The line for a file or folder that the system does not open."""
    reason = (error.strerror or str(error)).lower()
    if isinstance(error, FileNotFoundError):
        return InputError(where, "is not there", "check the path")
    if isinstance(error, PermissionError):
        return InputError(where, f"cannot be read ({reason})", "give yourself leave to read it: chmod +r")
    return InputError(where, f"cannot be read ({reason})", "check the file and the path")


def too_long(where: str, what: str) -> InputError:
    """The line for a text that the language model does not bear."""
    return InputError(
        where,
        f"{what}, and an article has at most {MAX_CHARACTERS:,} characters",
        "split it into its articles, a file or a JSON line each",
    )


def decoded(data: bytes, where: str) -> str:
    """The text of these bytes: UTF-8, a byte-order mark at the start being part of the encoding, not of the text."""
    if not data:
        raise InputError(where, "is empty", "give a file with the article's text")
    refuse_binary(data, where)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(data, where, error.start) from error


def refuse_wide(data: bytes, where: str) -> None:
    """Raise where these bytes are text of two bytes a character."""
    if data.startswith(_UTF16):
        raise InputError(where, "is not UTF-8 (it looks like UTF-16)", _conversion("UTF-16"))


def refuse_binary(data: bytes, where: str) -> None:
    """Raise where these bytes are not text at all, or text of two bytes a character."""
    refuse_wide(data, where)
    found = _CONTROL_BYTES.search(data)
    if found:
        raise InputError(
            where,
            f"is no text file (byte {found.start()} is 0x{data[found.start()]:02X})",
            "give .txt, .html or .jsonl; make text of a PDF or a word processor's file first",
        )


def article(identifier: str, text: str, metadata: Metadata, where: str) -> Article:
    """The article of this text, which is stored as it is; raises where it is none that can be read."""
    if not identifier.strip() or not _well_formed(identifier):
        raise InputError(where, "has no usable name", "name the file or the record in plain UTF-8 characters")
    if not text.strip("\ufeff").strip():
        raise InputError(where, "holds only white space", "give the article's text")
    if len(text) > MAX_CHARACTERS:
        raise too_long(where, f"is {len(text):,} characters long")
    if not _well_formed(text):
        raise InputError(where, "holds control characters or half characters", "clean the text of them")
    language = other_language(text)
    if language:
        raise InputError(where, f"is not English (it looks like {language})", "give the article in English")
    return Article(
        identifier, text, metadata.headline, metadata.date, metadata.publisher, metadata.author, metadata.url
    )


def _well_formed(text: str) -> bool:
    return not _CONTROLS.search(text) and (text.isascii() or not _UNPAIRED.search(text))


def _wrong_encoding(data: bytes, where: str, position: int) -> InputError:
    encoding = _likely_encoding(data)
    if encoding is None:
        return InputError(where, f"is not UTF-8 (from byte {position} on)", "convert it to UTF-8")
    return InputError(where, f"is not UTF-8 (it looks like {encoding})", _conversion(encoding))


def _likely_encoding(data: bytes) -> str | None:
    """What the bytes are most likely written in; Windows' Western encoding first, for it is what English news has."""
    from charset_normalizer import from_bytes

    guesses = from_bytes(data[:_SAMPLE])
    names = [guess.encoding for guess in guesses]
    if not names:
        return None
    western = "cp1252" in names or "cp1252" in guesses[0].could_be_from_charset
    return ("cp1252" if western else names[0]).replace("_", "-").upper()


def _conversion(encoding: str) -> str:
    return f"convert it: iconv -f {encoding} -t UTF-8 OLD > NEW"
