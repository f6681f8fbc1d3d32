"""Which of the formats on offer a client wants (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

SOLUTION_TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media types of answers to SELECT and ASK, each with its format; the first of a format is the one that is sent."""
GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "text/plain": "nt",
}
"""Media types of answers to CONSTRUCT and DESCRIBE."""


def wanted(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """The format on offer that the Accept header likes best, the first of equals; None where it likes none."""
    ranges = _ranges(accept or "*/*")
    best, chosen = 0.0, None
    for media, form in offered.items():
        quality = _quality(media, ranges)
        if quality > best:
            best, chosen = quality, form
    return chosen


def media_type(form: str, offered: Mapping[str, str]) -> str:
    """The media type that a format is sent as."""
    media = next(media for media, named in offered.items() if named == form)
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _ranges(accept: str) -> dict[str, float]:
    """Media ranges with their qualities; parameters beside q are not looked at, and a q that is no number is 0."""
    found = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = float(value) if value.replace(".", "", 1).isdigit() else 0.0
        if media:
            found[media] = quality
    return found


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    """The quality of the most specific range that the media type is in."""
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
