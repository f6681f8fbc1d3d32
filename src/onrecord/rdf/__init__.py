"""The record as RDF: `quads` writes one, `records` reads them back; `files` serialises, always in one order."""

from onrecord.rdf.reading import records
from onrecord.rdf.writing import quads

__all__ = ["quads", "records"]
