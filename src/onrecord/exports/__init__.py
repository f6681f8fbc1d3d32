"""A built graph in the formats that other tools read: `export` writes one of `FORMATS`, article by article."""

from onrecord.exports.formats import FORMATS, Format, export

__all__ = ["FORMATS", "Format", "export"]
