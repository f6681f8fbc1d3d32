"""The record as RDF: `quads` writes one, `records` reads them back; `files` serialises, always in one order."""

from onrecord.rdf.reading import records
from onrecord.rdf.writing import quads, same_texts

__all__ = ["quads", "records", "same_texts"]
