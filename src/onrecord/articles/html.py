"""Saved web pages: `NAME.html`, read by trafilatura. Nothing is fetched.

The stored text is the page's article, a blank line between paragraphs. A `NAME.yaml` beside the page says more, or
otherwise, than the page does.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.articles.checks import article, contents, refuse_wide
from onrecord.articles.metadata import Metadata, beside, of_fields
from onrecord.errors import InputError
from onrecord.record import Article

MAX_BYTES = 20_000_000
"""The largest page that is read."""

_LEAST_WORDS = 15
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""Only a date that the page gives as its own; and not depending on the day of the build."""


def read(path: Path, defaults: Metadata) -> Iterator[tuple[str, Article]]:
    """The article of a web page, with the headline, date, author, site and address that the page gives."""
    data = contents(path, MAX_BYTES)
    yield str(path), page(data, path.stem, str(path), beside(path), defaults)


def page(data: bytes | str, identifier: str, where: str, known: Metadata, defaults: Metadata) -> Article:
    """The article of a page; what is `known` goes before what the page says, and that before the `defaults`."""
    if isinstance(data, bytes):
        refuse_wide(data, where)
    if (b"\0" if isinstance(data, bytes) else "\0") in data:  # type: ignore[operator]
        raise InputError(where, "is no web page (it holds zero bytes)", "save the page again")
    found = _extracted(data)
    text = "\n\n".join(line.strip() for line in (found.text or "").splitlines() if line.strip()) if found else ""
    if len(text.split()) < _LEAST_WORDS:
        raise InputError(where, "holds no article", "save the page of one article, with its text in the HTML")
    return article(identifier, text, known.over(_metadata(found, where)).over(defaults), where)


def _extracted(data: bytes | str) -> Any:
    import trafilatura

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura.bare_extraction(
        data, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )


def _metadata(page: Any, where: str) -> Metadata:
    given = {"headline": page.title, "publisher": page.sitename, "author": page.author, "url": page.url}
    return of_fields({**given, "date": page.date}, where)
