"""Checking a graph: every way in which it breaks a shape, as a `Finding`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Store, Triple, Variable

from onrecord.rdf.terms import TYPE
from onrecord.shapes.model import Query, Severity, Shape
from onrecord.shapes.reading import shapes
from onrecord.shapes.triples import Path, Term, Triples

QUERY = "SPARQLConstraintComponent"
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks a shape: at which node (`focus`), seen along which path, with which value, and what to look at."""

    focus: Term
    severity: Severity
    message: str
    path: Path | None
    value: Term | None
    shape: str
    component: str

    @property
    def query(self) -> bool:
        """Whether a SHACL-SPARQL query found it: its focus is then the article, and its value the node to look at."""
        return self.component == QUERY


def validate(statements: Iterable[Quad | Triple]) -> list[Finding]:
    """All findings, violations first, in one order whatever the order of the statements.

    Each named graph is checked by itself: two articles may call one entity by two names.
    """
    graphs: dict[object, list[Quad | Triple]] = {}
    for statement in statements:
        graphs.setdefault(getattr(statement, "graph_name", None), []).append(statement)
    found = [item for graph in graphs.values() for item in findings(Triples.index(graph))]
    return sorted(dict.fromkeys(found), key=_order)


def findings(triples: Triples) -> list[Finding]:
    """All findings in an indexed graph."""
    store = triples.store()
    found = [item for shape in shapes() for item in _of_shape(shape, triples, store)]
    return sorted(dict.fromkeys(found), key=_order)


def _order(finding: Finding) -> tuple[str, ...]:
    return (
        finding.severity.value,
        finding.shape,
        str(finding.focus),
        repr(finding.path),
        str(finding.value),
        finding.component,
        finding.message,
    )


def _of_shape(shape: Shape, triples: Triples, store: Store) -> Iterator[Finding]:
    for focus in _focus_nodes(shape, triples):
        yield from _at(shape, focus, triples)
        for query in shape.queries:
            yield from _solutions(shape, query, focus, store)


def _focus_nodes(shape: Shape, triples: Triples) -> Iterable[Term]:
    nodes: dict[Term, None] = dict.fromkeys(shape.targets.nodes)
    for kind in shape.targets.classes:
        nodes.update(dict.fromkeys(triples.subjects(TYPE, kind)))
    for predicate in shape.targets.subjects_of:
        nodes.update((subject, None) for subject, _ in triples.pairs.get(predicate, ()))
    return nodes


def _at(shape: Shape, focus: Term, triples: Triples) -> Iterator[Finding]:
    values = [focus] if shape.path is None else triples.along(focus, shape.path)
    for constraint in shape.constraints:
        for value in constraint.fails(triples, values):
            yield Finding(focus, shape.severity, shape.message, shape.path, value, shape.name, constraint.component)
    for member in shape.properties:
        for value in values:
            yield from _at(member, value, triples)


def _solutions(shape: Shape, query: Query, focus: Term, store: Store) -> Iterator[Finding]:
    solutions = store.query(query.select, prefixes=query.prefixes, substitutions={Variable("this"): focus})
    if not isinstance(solutions, QuerySolutions):
        return
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        bound = _bound(names, solution)
        path, value = bound.get("path"), bound.get("value", focus)
        message = _PLACEHOLDER.sub(lambda match, bound=bound: _words(bound, match[1]), query.message)  # type: ignore[misc]
        yield Finding(
            focus,
            shape.severity,
            message,
            path if isinstance(path, NamedNode) else None,
            value,
            shape.name,
            QUERY,
        )


def _bound(names: list[str], solution: QuerySolution) -> dict[str, Term]:
    pairs = [(name, solution[name]) for name in names]
    return {name: term for name, term in pairs if term is not None and not isinstance(term, Triple)}


def _words(bound: dict[str, Term], name: str) -> str:
    """A term as a message shows it; what the query left unbound shows as "nothing"."""
    term = bound.get(name)
    if term is None:
        return "nothing"
    return term.value if isinstance(term, Literal) else str(term)[1:-1] if isinstance(term, NamedNode) else str(term)
