"""The shapes: checking a graph against `onrecord-shapes.ttl`, and setting aside what breaks them."""

from onrecord.shapes.check import Finding, validate
from onrecord.shapes.model import Severity, ShapesError
from onrecord.shapes.quarantine import Partition, Quarantined, partition, quarantine_quads
from onrecord.shapes.report import CLOSING, opening, report, results

__all__ = [
    "CLOSING",
    "Finding",
    "Partition",
    "Quarantined",
    "Severity",
    "ShapesError",
    "opening",
    "partition",
    "quarantine_quads",
    "report",
    "results",
    "validate",
]
