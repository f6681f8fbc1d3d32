"""Quads → records: what `writing` wrote, read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from onrecord.rdf import terms
from onrecord.rdf.terms import DCTERMS, OA, RDF, RDFS, REC, SCHEMA, SKOS
from onrecord.record import (
    Article,
    Assertion,
    Attribution,
    Entity,
    Evidence,
    Factuality,
    Kind,
    Measurement,
    Modality,
    PartialDate,
    Post,
    Record,
    Rule,
    Source,
    StatementKind,
)

_KINDS = {REC + kind.value: kind for kind in Kind}


def records(quads: Iterable[Quad], base: str = terms.BASE) -> list[Record]:
    """The record of each article graph, in the order of their names; which articles have one text is no part of it.

    Raises `RecordError` where a quote is not what stands in its article, and `ValueError` where a node lacks what its
    class requires.
    """
    graphs: dict[str, _Graph] = {}
    for quad in quads:
        if quad.graph_name == terms.same_texts_iri(base):
            continue
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        graph = graphs.setdefault(name, _Graph(base, defaultdict(lambda: defaultdict(list)), defaultdict(list)))
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            graph.add(quad.subject.value, quad.predicate.value, quad.object.value)
    return [graphs[name].record(name) for name in sorted(graphs) if name]


@dataclass(slots=True)
class _Graph:
    base: str
    values: dict[str, dict[str, list[str]]]
    by_type: dict[str, list[str]]

    def add(self, subject: str, predicate: str, value: str) -> None:
        self.values[subject][predicate].append(value)
        if predicate == f"{RDF}type":
            self.by_type[value].append(subject)

    def one(self, node: str, predicate: str) -> str | None:
        return next(iter(self.values[node].get(predicate, ())), None)

    def must(self, node: str, predicate: str) -> str:
        value = self.one(node, predicate)
        if value is None:
            raise ValueError(f"{node} has no {predicate}")
        return value

    def key(self, iri: str) -> str:
        return iri.removeprefix(self.base)

    def key_of(self, node: str, predicate: str) -> str | None:
        value = self.one(node, predicate)
        return None if value is None else self.key(value)

    def local(self, node: str, predicate: str) -> str:
        return self.must(node, predicate).removeprefix(REC)

    def said(self, kind: str) -> list[str]:
        return sorted(self.by_type[REC + kind])

    def record(self, name: str) -> Record:
        return Record(
            self._article(name),
            entities=tuple(self._entities()),
            posts=tuple(self._posts()),
            assertions=tuple(sorted(self._assertions(), key=_place)),
            attributions=tuple(sorted(self._attributions(), key=_place)),
            rules=tuple(sorted(self._rules(), key=_place)),
            measurements=tuple(sorted(self._measurements(), key=_place)),
        )

    def _article(self, node: str) -> Article:
        identifier, text = self.must(node, f"{DCTERMS}identifier"), self.must(node, f"{SCHEMA}articleBody")
        headline, publisher = self.one(node, f"{SCHEMA}headline"), self.one(node, f"{SCHEMA}publisher")
        author, url = self.one(node, f"{SCHEMA}author"), self.one(node, f"{SCHEMA}url")
        date = self._date(node, f"{SCHEMA}datePublished")
        return Article(identifier, text, headline, date, publisher, author, url)

    def _date(self, node: str, predicate: str) -> PartialDate | None:
        value = self.one(node, predicate)
        return None if value is None else PartialDate(value)

    def _evidence(self, node: str, predicate: str = "evidence") -> tuple[Evidence, ...]:
        found = []
        for place in self.values[node].get(REC + predicate, ()):
            start, end = (int(self.must(f"{place}#position", OA + edge)) for edge in ("start", "end"))
            found.append(Evidence(start, end, self.must(f"{place}#quote", f"{OA}exact")))
        return tuple(sorted(found))

    def _source(self, node: str, as_entity: str, as_text: str) -> Source | None:
        entity, text = self.key_of(node, REC + as_entity), self.one(node, REC + as_text)
        return None if entity is None and text is None else Source(entity, text)

    def _entities(self) -> list[Entity]:
        found = []
        for type_, kind in _KINDS.items():
            for node in self.by_type[type_]:
                names = tuple(sorted(self.values[node].get(f"{SKOS}altLabel", ())))
                law_kind = self.one(node, f"{REC}lawKind")
                local = None if law_kind is None else law_kind.removeprefix(REC)
                label = self.must(node, f"{RDFS}label")
                found.append(Entity(self.key(node), kind, label, names, self._evidence(node), local))
        return sorted(found, key=lambda entity: entity.key)

    def _posts(self) -> list[Post]:
        return [
            Post(
                self.key(node),
                self.must(node, f"{REC}postTitle"),
                self.key_of(node, f"{REC}postIn"),
                self._evidence(node),
            )
            for node in self.said("Post")
        ]

    def _assertions(self) -> list[Assertion]:
        return [
            Assertion(
                self.key(self.must(node, f"{RDF}subject")),
                self.local(node, f"{RDF}predicate"),
                self.key(self.must(node, f"{RDF}object")),
                Factuality(self.local(node, f"{REC}factuality")),
                self._evidence(node),
                claimant=self._source(node, "attributedTo", "claimantText"),
                on_date=self._date(node, f"{REC}onDate"),
                from_date=self._date(node, f"{REC}fromDate"),
                until_date=self._date(node, f"{REC}untilDate"),
                confidence=float(self.must(node, f"{REC}confidence")),
            )
            for node in self.said("Assertion")
        ]

    def _attributions(self) -> list[Attribution]:
        found = []
        for node in (*self.said("Statement"), *self.said("Attitude")):
            kind = self.one(node, f"{REC}statementKind")
            item = Attribution(
                speaker=self._source(node, "speaker", "speakerText"),
                content=self.must(node, f"{REC}content"),
                cue=self.one(node, f"{REC}cue"),
                kind=None if kind is None else StatementKind(kind.removeprefix(REC)),
                attitude=self.one(node, f"{REC}attitude"),
                about=tuple(sorted(self.key(value) for value in self.values[node].get(f"{REC}about", ()))),
                evidence=self._evidence(node),
                cue_evidence=self._evidence(node, "cueEvidence"),
                speaker_evidence=self._evidence(node, "speakerEvidence"),
                on_date=self._date(node, f"{REC}onDate"),
            )
            found.append(item)
        return found

    def _rules(self) -> list[Rule]:
        return [
            Rule(
                self.key(self.must(node, f"{REC}ruleOf")),
                Modality(self.local(node, f"{REC}modality")),
                self.must(node, f"{REC}action"),
                self._source(node, "bearer", "bearerText"),
                self._evidence(node),
            )
            for node in self.said("Rule")
        ]

    def _measurements(self) -> list[Measurement]:
        return [
            Measurement(
                self.must(node, f"{REC}value"),
                self.must(node, f"{REC}what"),
                self.key_of(node, f"{REC}of"),
                self._evidence(node),
                self._date(node, f"{REC}onDate"),
            )
            for node in self.said("Measurement")
        ]


def _place(said: Assertion | Attribution | Rule | Measurement) -> tuple[Evidence, ...]:
    """Where in the article it is said: the order in which people read."""
    return said.evidence
