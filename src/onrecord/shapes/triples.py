"""An article's quads, indexed for walking: what the constraints look at, and the paths that they look along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Inverse:
    """A step against the direction of a predicate."""

    predicate: NamedNode


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    steps: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    ways: tuple[Path, ...]


Path = NamedNode | Inverse | Sequence | Alternative


@dataclass(slots=True)
class Triples:
    """Triples by subject and predicate, and, made when first asked for, by predicate and object."""

    of: dict[Term, dict[NamedNode, list[Term]]] = field(default_factory=dict)
    pairs: dict[NamedNode, list[tuple[Node, Term]]] = field(default_factory=dict)
    _into: dict[NamedNode, dict[Term, list[Node]]] = field(default_factory=dict)

    @classmethod
    def index(cls, statements: Iterable[Quad | Triple]) -> Triples:
        """The index over these statements; the graphs that they are in are not told apart."""
        walked = ((item.subject, item.predicate, item.object) for item in statements)
        return cls.of_terms(
            (subject, predicate, value)
            for subject, predicate, value in walked
            if not isinstance(subject, Triple) and not isinstance(value, Triple)
        )

    @classmethod
    def of_terms(cls, statements: Iterable[tuple[Node, NamedNode, Term]]) -> Triples:
        """The index over these subjects, predicates and objects."""
        found = cls()
        last, own = None, dict[NamedNode, list[Term]]()
        for subject, predicate, value in statements:
            if subject is not last:
                last, own = subject, found.of.setdefault(subject, {})
            own.setdefault(predicate, []).append(value)
            found.pairs.setdefault(predicate, []).append((subject, value))
        return found

    def values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """The objects of this subject and predicate."""
        return self.of.get(subject, {}).get(predicate, [])

    def subjects(self, predicate: NamedNode, value: Term) -> list[Node]:
        """The subjects of this predicate and object."""
        into = self._into.get(predicate)
        if into is None:
            into = {}
            for subject, target in self.pairs.get(predicate, ()):
                into.setdefault(target, []).append(subject)
            self._into[predicate] = into
        return into.get(value, [])

    def along(self, start: Term, path: Path) -> list[Term]:
        """The nodes that the path leads to from here, each once."""
        return list(dict.fromkeys(self._walk(start, path)))

    def _walk(self, start: Term, path: Path) -> Iterable[Term]:
        if isinstance(path, NamedNode):
            return self.values(start, path)
        if isinstance(path, Inverse):
            return self.subjects(path.predicate, start)
        if isinstance(path, Alternative):
            return [node for way in path.ways for node in self._walk(start, way)]
        nodes: Iterable[Term] = [start]
        for step in path.steps:
            nodes = [end for node in nodes for end in self._walk(node, step)]
        return nodes

    def store(self) -> Store:
        """The same triples for SPARQL, all in the default graph."""
        store = Store()
        store.bulk_extend(self._quads())
        return store

    def _quads(self) -> Iterator[Quad]:
        for predicate, pairs in self.pairs.items():
            for subject, value in pairs:
                yield Quad(subject, predicate, value)
