"""The shapes: checking a graph against `onrecord-shapes.ttl`, and setting aside what breaks them."""

from onrecord.shapes.check import Finding, findings, validate
from onrecord.shapes.model import Severity, ShapesError
from onrecord.shapes.quarantine import Partition, Quarantined, partition, quarantine_quads
from onrecord.shapes.report import CLOSING, opening, report, results
from onrecord.shapes.triples import Triples

__all__ = [
    "CLOSING",
    "Finding",
    "Partition",
    "Quarantined",
    "Severity",
    "ShapesError",
    "Triples",
    "findings",
    "opening",
    "partition",
    "quarantine_quads",
    "report",
    "results",
    "validate",
]
