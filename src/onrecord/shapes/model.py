"""The shapes as the checker runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from pyoxigraph import NamedNode

from onrecord.shapes.triples import Path, Term, Triples

SH = "http://www.w3.org/ns/shacl#"


class ShapesError(ValueError):
    """A shapes file that the checker cannot run."""


class Severity(StrEnum):
    """A violation keeps a node out of the graph; a warning asks somebody to look."""

    VIOLATION = "Violation"
    WARNING = "Warning"


@dataclass(frozen=True, slots=True)
class Targets:
    """Where the focus nodes of a shape are found."""

    classes: tuple[NamedNode, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    nodes: tuple[NamedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A SHACL-SPARQL constraint: each solution is a finding."""

    select: str
    message: str
    prefixes: dict[str, str] = field(hash=False)


Fails = Callable[[Triples, list[Term]], list[Term | None]]
"""A constraint: of the value nodes, those that break it, or a None where all of them together do."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint with the local name of its component ("ClassConstraintComponent")."""

    component: str
    fails: Fails


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape. `name` is the local name of it, or of the shape that it is in."""

    name: str
    targets: Targets
    path: Path | None
    severity: Severity
    message: str
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]
    queries: tuple[Query, ...]

    def conforms(self, triples: Triples, focus: Term) -> bool:
        """Whether this node keeps the shape, leaving queries aside (they stand in shapes with targets only)."""
        values = [focus] if self.path is None else triples.along(focus, self.path)
        if any(constraint.fails(triples, values) for constraint in self.constraints):
            return False
        return all(shape.conforms(triples, value) for shape in self.properties for value in values)
