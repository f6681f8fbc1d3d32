"""The shapes: checking a graph against `onrecord-shapes.ttl`, and setting aside what breaks them."""

from onrecord.shapes.check import Finding, validate
from onrecord.shapes.model import Severity, ShapesError
from onrecord.shapes.quarantine import Partition, Quarantined, partition, quarantine
from onrecord.shapes.report import report

__all__ = [
    "Finding",
    "Partition",
    "Quarantined",
    "Severity",
    "ShapesError",
    "partition",
    "quarantine",
    "report",
    "validate",
]
