"""What breaks a shape is set aside with its reason, so that the graph that is left keeps every shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from onrecord.rdf.terms import OA, RDF, TYPE, rec
from onrecord.shapes.check import Finding, findings
from onrecord.shapes.model import Severity
from onrecord.shapes.reading import shapes
from onrecord.shapes.triples import Node, Sequence, Term, Triples

MOST_ROUNDS = 8
"""What still breaks a shape after so many rounds takes its whole article along; three are the most seen."""

_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_SELECTOR = NamedNode(f"{OA}hasSelector")
_SELECTORS = (NamedNode(f"{OA}TextPositionSelector"), NamedNode(f"{OA}TextQuoteSelector"))
_ARTICLE, _EVIDENCE = rec("Article"), rec("Evidence")
_SAID = frozenset(rec(name) for name in ("Assertion", "Statement", "Attitude", "Rule", "Measurement"))
_PROOFS = (rec("evidence"), rec("cueEvidence"), rec("speakerEvidence"))
_SOURCES = tuple(rec(name) for name in ("attributedTo", "speaker", "bearer", "ruleOf"))
_ESSENTIAL = (_SUBJECT, _OBJECT, *_PROOFS, *_SOURCES)
"""A said node that leads by one of these to something set aside means nothing without it; other links are only cut."""

_Triple = tuple[Node, NamedNode, Term]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A node that was set aside: why, and what the graph said of it, with its evidence."""

    node: Node
    reason: str
    quads: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class Partition:
    """What of a graph can be trusted, what was set aside, and all that was found in the graph as it came."""

    kept: list[Quad]
    quarantined: list[Quarantined]
    findings: list[Finding]


def partition(quads: Iterable[Quad], found: list[Finding] | None = None) -> Partition:
    """Split one article's graph into what keeps the shapes and what was set aside; `found` is what breaks them.

    What breaks a shape takes along what cannot stand without it: an assertion its plain triple, where no other
    supports it; an entity all that names it as subject, object, source or bearer; evidence all that it proves.
    """
    kept = original = list(quads)
    cut = _Cut()
    graph = cut.look(kept)
    found = findings(graph) if found is None else found
    remaining = _violations(found)
    for _ in range(MOST_ROUNDS):
        if not remaining:
            break
        for item in remaining:
            cut.blame(item)
        kept = [quad for quad in kept if cut.keeps(quad)]
        remaining = _violations(findings(cut.look(kept)))
    if remaining:
        cut.take_all(remaining[0].message)
        kept = []
    if len(kept) == len(original):
        return Partition(kept, [], found)
    orphans = _orphans(kept) - _orphans(original)
    kept = [quad for quad in kept if quad.subject not in orphans]
    return Partition(kept, list(_set_aside(cut, original, kept)), found)


def quarantine_quads(quarantined: Iterable[Quarantined]) -> list[Quad]:
    """What was set aside, in the graph of its article, each node with its `rec:quarantinedFor`."""
    found: list[Quad] = []
    for item in quarantined:
        found += item.quads
        graphs = dict.fromkeys(quad.graph_name for quad in item.quads)
        found += [Quad(item.node, rec("quarantinedFor"), Literal(item.reason), graph) for graph in graphs]
    return found


def _violations(found: Iterable[Finding]) -> list[Finding]:
    return [item for item in found if item.severity is Severity.VIOLATION]


@dataclass(slots=True)
class _Cut:
    """The nodes and the plain triples that go, each with its first reason."""

    nodes: dict[Node, str] = field(default_factory=dict)
    triples: dict[_Triple, str] = field(default_factory=dict)
    graph: Triples = field(default_factory=Triples)

    def look(self, quads: list[Quad]) -> Triples:
        """Index what is left; the next findings are blamed in it."""
        self.graph = Triples.index(quads)
        return self.graph

    def keeps(self, quad: Quad) -> bool:
        """Whether the quad is still there after the cut."""
        gone = quad.subject in self.nodes or quad.object in self.nodes
        return not gone and (quad.subject, quad.predicate, quad.object) not in self.triples

    def blame(self, finding: Finding) -> None:
        """Take what the finding is about: a plain triple alone, or a node."""
        for triple in self._plain_triples(finding):
            self.triples.setdefault(triple, finding.message)
        for node in self._nodes(finding):
            self.take(node, finding.message)

    def take(self, node: Node, reason: str) -> None:
        """Take a node and the said nodes that mean nothing without it."""
        if node in self.nodes:
            return
        self.nodes[node] = reason
        if _ARTICLE in self.graph.values(node, TYPE):
            self.take_all(reason)
        for predicate in _ESSENTIAL:
            for user in self.graph.subjects(predicate, node):
                if not _SAID.isdisjoint(self.graph.values(user, TYPE)):
                    self.take(user, reason)

    def take_all(self, reason: str) -> None:
        """Take every node of the graph."""
        for subject in self.graph.of:
            if not isinstance(subject, Literal):
                self.nodes.setdefault(subject, reason)

    def _plain_triples(self, finding: Finding) -> Iterator[_Triple]:
        subject, path = finding.focus, finding.path
        if isinstance(subject, Literal):
            return
        for relation in _relations(finding.shape):
            for value in self.graph.values(subject, relation):
                if path is None or value == finding.value:
                    yield subject, relation, value
        if finding.query and isinstance(path, NamedNode) and isinstance(finding.value, NamedNode):
            for value in self.graph.values(finding.value, path):
                if not self._supported(finding.value, path, value):
                    yield finding.value, path, value

    def _supported(self, subject: Node, relation: NamedNode, value: Term) -> bool:
        """Whether an assertion lets the triple stand by itself."""
        return any(
            relation in self.graph.values(said, _PREDICATE)
            and value in self.graph.values(said, _OBJECT)
            and rec("Actual") in self.graph.values(said, rec("factuality"))
            and not any(self.graph.values(said, claim) for claim in (rec("attributedTo"), rec("claimantText")))
            for said in self.graph.subjects(_SUBJECT, subject)
        )

    def _nodes(self, finding: Finding) -> Iterable[Node]:
        focus, value, path = finding.focus, finding.value, finding.path
        if isinstance(focus, Literal) or _relations(finding.shape) or (finding.query and path is not None):
            return []
        if isinstance(path, Sequence) and focus not in self.graph.of and isinstance(focus, NamedNode):
            # The focus is a relation: those of its assertions go that have this value at this end.
            end = path.steps[-1]
            asserted = self.graph.subjects(_PREDICATE, focus)
            return [said for said in asserted if value in self.graph.along(said, end)]
        if finding.query and value is not None and not isinstance(value, Literal):
            return [value]
        return [focus]


@lru_cache(maxsize=1)
def _relation_shapes() -> dict[str, tuple[NamedNode, ...]]:
    return {shape.name: shape.targets.subjects_of for shape in shapes() if shape.targets.subjects_of}


def _relations(shape: str) -> tuple[NamedNode, ...]:
    """The relations whose plain triples this shape looks at."""
    return _relation_shapes().get(shape, ())


def _orphans(quads: list[Quad]) -> set[Node]:
    """Evidence that proves nothing, and selectors of no evidence that proves something."""
    graph = Triples.index(quads)
    proving = {place for predicate in _PROOFS for _, place in graph.pairs.get(predicate, ())}
    orphans = {node for node in graph.subjects(TYPE, _EVIDENCE) if node not in proving}
    selecting = {value for node, value in graph.pairs.get(_SELECTOR, ()) if node not in orphans}
    return orphans | {node for name in _SELECTORS for node in graph.subjects(TYPE, name) if node not in selecting}


def _set_aside(cut: _Cut, original: list[Quad], kept: list[Quad]) -> Iterator[Quarantined]:
    """What the cut took, in the order of names, each node with its quads, its lost links and its evidence."""
    remaining = set(kept)
    by_subject: dict[object, list[Quad]] = {}
    links: dict[object, list[Quad]] = {}
    for quad in original:
        by_subject.setdefault(quad.subject, []).append(quad)
        if quad not in remaining:
            links.setdefault(quad.object, []).append(quad)
    for node, reason in sorted(cut.nodes.items(), key=lambda item: str(item[0])):
        own = by_subject.get(node, [])
        places = [quad.object for quad in own if quad.predicate in _PROOFS]
        selectors = [
            quad.object
            for place in (node, *places)
            for quad in by_subject.get(place, ())
            if quad.predicate == _SELECTOR
        ]
        proofs = [quad for place in (*places, *selectors) for quad in by_subject.get(place, ())]
        yield Quarantined(node, reason, tuple(dict.fromkeys((*own, *links.get(node, ()), *proofs))))
    for triple, reason in sorted(cut.triples.items(), key=str):
        lost = tuple(
            quad for quad in by_subject.get(triple[0], ()) if (quad.subject, quad.predicate, quad.object) == triple
        )
        if triple[0] not in cut.nodes and triple[2] not in cut.nodes:
            yield Quarantined(triple[0], reason, lost)
