"""The shapes of `onrecord-shapes.ttl`, compiled for the checker.

The checker knows the part of SHACL Core that the file uses, and SHACL-SPARQL. It knows what it does not know: a shape
with a parameter that is not in `constraints.COMPONENTS` cannot be loaded, so nothing is left unchecked in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from onrecord.rdf.terms import RDF, TYPE
from onrecord.shapes.constraints import COMPONENTS, STRUCTURE
from onrecord.shapes.model import SH, Query, Severity, Shape, ShapesError, Targets
from onrecord.shapes.triples import Alternative, Inverse, Path, Sequence, Term, Triples

_FIRST, _REST = NamedNode(f"{RDF}first"), NamedNode(f"{RDF}rest")


@lru_cache(maxsize=1)
def shapes() -> tuple[Shape, ...]:
    """The shapes of the package that have targets, in the order of their names."""
    return compiled(text())


def text() -> bytes:
    """The bytes of the shapes file."""
    return (resources.files("onrecord.constraints") / "onrecord-shapes.ttl").read_bytes()


def compiled(turtle: bytes) -> tuple[Shape, ...]:
    """The shapes of a Turtle file that have targets; raises `ShapesError` for what the checker does not know."""
    graph = Triples.index(parse(turtle, format=RdfFormat.TURTLE))
    found = [
        ShapeReader(graph).shape(node, node.value.rpartition("#")[2])
        for node in graph.subjects(TYPE, NamedNode(f"{SH}NodeShape"))
        if isinstance(node, NamedNode)
    ]
    return tuple(sorted(found, key=lambda shape: shape.name))


@dataclass(frozen=True, slots=True)
class ShapeReader:
    """Compiles the shapes of one graph."""

    graph: Triples

    def shape(self, node: Term, name: str) -> Shape:
        """The shape at this node; `name` is how its findings name it."""
        if isinstance(node, NamedNode):
            name = node.value.rpartition("#")[2]
        parameters = {
            predicate.value.removeprefix(SH)
            for predicate in self.graph.of.get(node, {})
            if predicate.value.startswith(SH)
        }
        unknown = parameters - COMPONENTS.keys() - STRUCTURE
        if unknown:
            raise ShapesError(f"shape {name}: the checker does not know sh:{', sh:'.join(sorted(unknown))}")
        return Shape(
            name=name,
            targets=Targets(
                self._names(node, "targetClass"), self._names(node, "targetSubjectsOf"), self._names(node, "targetNode")
            ),
            path=self._path(path) if (path := self.one(node, "path")) is not None else None,
            severity=self._severity(node),
            message=self.string(node, "message"),
            constraints=tuple(
                COMPONENTS[parameter](self, node, value, name)
                for parameter in sorted(parameters & COMPONENTS.keys())
                for value in self.all(node, parameter)
            ),
            properties=tuple(self.shape(value, name) for value in self.all(node, "property")),
            queries=tuple(self._query(value) for value in self.all(node, "sparql")),
        )

    def all(self, node: Term, parameter: str) -> list[Term]:
        """The values of a SHACL parameter."""
        return self.graph.values(node, NamedNode(SH + parameter))

    def one(self, node: Term, parameter: str) -> Term | None:
        """The first value of a SHACL parameter."""
        return next(iter(self.all(node, parameter)), None)

    def string(self, node: Term, parameter: str) -> str:
        """The characters of a parameter that is a literal."""
        value = self.one(node, parameter)
        return value.value if isinstance(value, Literal) else ""

    def items(self, node: Term) -> list[Term]:
        """The members of an RDF list."""
        found = []
        while isinstance(node, BlankNode):
            found += self.graph.values(node, _FIRST)
            node = self.graph.values(node, _REST)[0]
        return found

    def _names(self, node: Term, parameter: str) -> tuple[NamedNode, ...]:
        return tuple(value for value in self.all(node, parameter) if isinstance(value, NamedNode))

    def _severity(self, node: Term) -> Severity:
        value = self.one(node, "severity")
        return Severity(value.value.removeprefix(SH)) if isinstance(value, NamedNode) else Severity.VIOLATION

    def _path(self, node: Term) -> Path:
        if isinstance(node, NamedNode):
            return node
        inverse, alternatives = self.one(node, "inversePath"), self.one(node, "alternativePath")
        if isinstance(inverse, NamedNode):
            return Inverse(inverse)
        if alternatives is not None:
            return Alternative(tuple(self._path(item) for item in self.items(alternatives)))
        steps = tuple(self._path(item) for item in self.items(node))
        if not steps:
            raise ShapesError("the checker knows paths of predicates, inverses, sequences and alternatives")
        return Sequence(steps)

    def _query(self, node: Term) -> Query:
        prefixes = {
            self.string(declared, "prefix"): self.string(declared, "namespace")
            for owner in self.all(node, "prefixes")
            for declared in self.all(owner, "declare")
        }
        return Query(self.string(node, "select"), self.string(node, "message"), prefixes)
