"""The constraint components of SHACL Core that the shapes use: each turns a parameter into a `Constraint`."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from onrecord.rdf.terms import TYPE, XSD
from onrecord.record import PartialDate, RecordError
from onrecord.shapes.model import SH, Constraint, Fails, ShapesError
from onrecord.shapes.triples import Term, Triples

if TYPE_CHECKING:
    from onrecord.shapes.reading import ShapeReader

_Component = Callable[["ShapeReader", Term, Term, str], Constraint]
_NODE_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "BlankNode": (BlankNode,),
    "Literal": (Literal,),
    "BlankNodeOrIRI": (NamedNode, BlankNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}
_DATES = ("date", "gYearMonth", "gYear", "gMonthDay", "gMonth")
_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}


def _each(keeps: Callable[[Triples, Term], bool]) -> Fails:
    """The constraint that every value node has to keep by itself."""
    return lambda triples, values: [value for value in values if not keeps(triples, value)]


def _together(keeps: Callable[[Triples, list[Term]], bool]) -> Fails:
    """The constraint on how many value nodes there are."""
    return lambda triples, values: [] if keeps(triples, values) else [None]


def _class(_reader: ShapeReader, _shape: Term, value: Term, _name: str) -> Constraint:
    return Constraint("ClassConstraintComponent", _each(lambda triples, node: value in triples.values(node, TYPE)))


def _datatype(_reader: ShapeReader, _shape: Term, value: Term, name: str) -> Constraint:
    if not isinstance(value, NamedNode):
        raise ShapesError(f"shape {name}: sh:datatype is no IRI")
    return Constraint(
        "DatatypeConstraintComponent",
        _each(lambda _, node: isinstance(node, Literal) and node.datatype == value and _well_formed(node)),
    )


def _well_formed(literal: Literal) -> bool:
    """Whether the characters are of the datatype, where that is a date or a decimal; others have no form to break."""
    kind = literal.datatype.value.removeprefix(XSD)
    if kind == "decimal":
        return re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", literal.value) is not None
    if kind not in _DATES:
        return True
    try:
        return PartialDate(literal.value).datatype == kind
    except RecordError:
        return False


def _node_kind(_reader: ShapeReader, _shape: Term, value: Term, name: str) -> Constraint:
    kinds = _NODE_KINDS.get(value.value.removeprefix(SH))
    if kinds is None:
        raise ShapesError(f"shape {name}: {value} is no node kind")
    return Constraint("NodeKindConstraintComponent", _each(lambda _, node: isinstance(node, kinds)))


def _in(reader: ShapeReader, _shape: Term, value: Term, _name: str) -> Constraint:
    allowed = frozenset(reader.items(value))
    return Constraint("InConstraintComponent", _each(lambda _, node: node in allowed))


def _or(reader: ShapeReader, _shape: Term, value: Term, name: str) -> Constraint:
    members = [reader.shape(item, name) for item in reader.items(value)]
    return Constraint(
        "OrConstraintComponent",
        _each(lambda triples, node: any(member.conforms(triples, node) for member in members)),
    )


def _not(reader: ShapeReader, _shape: Term, value: Term, name: str) -> Constraint:
    member = reader.shape(value, name)
    return Constraint("NotConstraintComponent", _each(lambda triples, node: not member.conforms(triples, node)))


def _min_count(_reader: ShapeReader, _shape: Term, value: Term, _name: str) -> Constraint:
    least = int(value.value)
    return Constraint("MinCountConstraintComponent", _together(lambda _, values: len(values) >= least))


def _max_count(_reader: ShapeReader, _shape: Term, value: Term, _name: str) -> Constraint:
    most = int(value.value)
    return Constraint("MaxCountConstraintComponent", _together(lambda _, values: len(values) <= most))


def _qualified(reader: ShapeReader, shape: Term, value: Term, name: str) -> Constraint:
    most = reader.string(shape, "qualifiedMaxCount")
    if not most:
        raise ShapesError(f"shape {name}: the checker knows sh:qualifiedValueShape with sh:qualifiedMaxCount")
    member, limit = reader.shape(value, name), int(most)
    return Constraint(
        "QualifiedMaxCountConstraintComponent",
        _together(lambda triples, values: sum(member.conforms(triples, node) for node in values) <= limit),
    )


def _min_length(_reader: ShapeReader, _shape: Term, value: Term, _name: str) -> Constraint:
    least = int(value.value)
    return Constraint(
        "MinLengthConstraintComponent",
        _each(lambda _, node: not isinstance(node, BlankNode) and len(node.value) >= least),
    )


def _pattern(reader: ShapeReader, shape: Term, value: Term, _name: str) -> Constraint:
    flags = sum(_FLAGS[letter] for letter in reader.string(shape, "flags"))
    pattern = re.compile(value.value, flags)
    return Constraint(
        "PatternConstraintComponent",
        _each(lambda _, node: not isinstance(node, BlankNode) and pattern.search(node.value) is not None),
    )


def _number(node: Term) -> Decimal | None:
    try:
        return Decimal(node.value) if isinstance(node, Literal) else None
    except InvalidOperation:
        return None


def _min_inclusive(_reader: ShapeReader, _shape: Term, value: Term, _name: str) -> Constraint:
    least = Decimal(value.value)
    return Constraint(
        "MinInclusiveConstraintComponent",
        _each(lambda _, node: (number := _number(node)) is not None and number >= least),
    )


def _max_inclusive(_reader: ShapeReader, _shape: Term, value: Term, _name: str) -> Constraint:
    most = Decimal(value.value)
    return Constraint(
        "MaxInclusiveConstraintComponent",
        _each(lambda _, node: (number := _number(node)) is not None and number <= most),
    )


COMPONENTS: dict[str, _Component] = {
    "class": _class,
    "datatype": _datatype,
    "in": _in,
    "maxCount": _max_count,
    "maxInclusive": _max_inclusive,
    "minCount": _min_count,
    "minInclusive": _min_inclusive,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "not": _not,
    "or": _or,
    "pattern": _pattern,
    "qualifiedValueShape": _qualified,
}
"""What the checker knows, by the local name of the SHACL parameter."""

STRUCTURE = frozenset(
    {
        "declare",
        "flags",
        "message",
        "path",
        "prefixes",
        "property",
        "qualifiedMaxCount",
        "severity",
        "sparql",
        "targetClass",
        "targetNode",
        "targetSubjectsOf",
    }
)
"""The parameters that say where and how a shape applies, and constrain nothing themselves."""
