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

_MAX_BYTES = 20_000_000
_LEAST_WORDS = 15
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""Only a date that the page gives as its own; and not depending on the day of the build."""


def read(path: Path, defaults: Metadata) -> Iterator[tuple[str, Article]]:
    """The article of a web page, with the headline, date, author, site and address that the page gives."""
    data = contents(path, _MAX_BYTES)
    refuse_wide(data, str(path))
    if b"\0" in data:
        raise InputError(str(path), "is no web page (it holds zero bytes)", "save the page again")
    page = _extracted(data)
    text = "\n\n".join(line.strip() for line in (page.text or "").splitlines() if line.strip()) if page else ""
    if len(text.split()) < _LEAST_WORDS:
        raise InputError(str(path), "holds no article", "save the page of one article, with its text in the HTML")
    known = beside(path).over(_metadata(page, str(path)))
    yield str(path), article(path.stem, text, known.over(defaults), str(path))


def _extracted(data: bytes) -> Any:
    import trafilatura

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura.bare_extraction(
        data, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )


def _metadata(page: Any, where: str) -> Metadata:
    given = {"headline": page.title, "publisher": page.sitename, "author": page.author, "url": page.url}
    return of_fields({**given, "date": page.date}, where)
