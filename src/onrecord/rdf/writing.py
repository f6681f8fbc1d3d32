"""Record → quads, in the terms of the ontology, all in the graph named by the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from onrecord.rdf import terms
from onrecord.rdf.terms import ALT_LABEL, LABEL, OA, RDF, SCHEMA, TYPE, XSD, rec
from onrecord.record import Article, Assertion, Attribution, Evidence, PartialDate, Record, Source

CONTEXT_LENGTH = 32
"""Code points before and after a quote that go into oa:prefix and oa:suffix."""

_DECIMAL = NamedNode(f"{XSD}decimal")
_OFFSET = NamedNode(f"{XSD}nonNegativeInteger")
_METADATA = ("headline", "publisher", "author", "url")


Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
"""Subject, predicate and object, where a graph need not be named: much cheaper to walk over than quads."""


def quads(record: Record, base: str = terms.BASE) -> list[Quad]:
    """The quads of a record, each once, in the order of the record. `base` ends in "/", "#" or ":"."""
    graph = terms.article_iri(record.article.identifier, base)
    return [Quad(*statement, graph) for statement in statements(record, base)]


def statements(record: Record, base: str = terms.BASE) -> list[Statement]:
    """The same without the graph, which is the article."""
    writer = _Writer(record, base, terms.article_iri(record.article.identifier, base))
    writer.write()
    return list(dict.fromkeys(writer.found))


def assertion_iri(said: Assertion, article: str, base: str = terms.BASE) -> NamedNode:
    """The name of this assertion in the article with this identifier."""
    dates = (said.on_date, said.from_date, said.until_date)
    times = tuple(date.value if date else None for date in dates)
    what = (said.subject, said.predicate, said.object, said.factuality.value, _words(said.claimant), times)
    return terms.said_iri("assertion", (article, *what, _places(said.evidence)), base)


def attribution_iri(said: Attribution, article: str, base: str = terms.BASE) -> NamedNode:
    """The name of this statement or attitude in the article with this identifier."""
    places = (_places(said.speaker_evidence), _places(said.cue_evidence))
    date = said.on_date.value if said.on_date else None
    what = (_words(said.speaker), said.content, said.cue, said.kind, said.attitude, said.about, date, *places)
    return terms.said_iri("statement" if said.kind else "attitude", (article, *what, _places(said.evidence)), base)


def same_texts(pairs: Iterable[tuple[str, str]], base: str = terms.BASE) -> list[Quad]:
    """The quads of articles that have the text of another, by their identifiers, in a graph of their own.

    The graph of an article stays the article's alone, whatever others come and go.
    """
    graph = terms.same_texts_iri(base)
    return [
        Quad(terms.article_iri(later, base), rec("sameTextAs"), terms.article_iri(first, base), graph)
        for later, first in pairs
    ]


@dataclass(slots=True)
class _Writer:
    record: Record
    base: str
    article: NamedNode
    found: list[Statement] = field(default_factory=list)
    places: dict[Evidence, NamedNode] = field(default_factory=dict)

    def node(self, key: str) -> NamedNode:
        return NamedNode(self.base + key)

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal | str) -> None:
        term = Literal(value) if isinstance(value, str) else value
        self.found.append((subject, predicate, term))

    def write(self) -> None:
        self._article(self.record.article)
        for entity in self.record.entities:
            node = self.node(entity.key)
            self.add(node, TYPE, rec(entity.kind.value))
            self.add(node, LABEL, entity.label)
            for name in entity.alt_labels:
                self.add(node, ALT_LABEL, name)
            if entity.law_kind:
                self.add(node, rec("lawKind"), rec(entity.law_kind))
            self.add(self.article, NamedNode(f"{SCHEMA}mentions"), node)
            self._prove(node, "evidence", entity.evidence)
        for post in self.record.posts:
            node = self.node(post.key)
            self.add(node, TYPE, rec("Post"))
            self.add(node, LABEL, post.title)
            self.add(node, rec("postTitle"), post.title)
            if post.body:
                self.add(node, rec("postIn"), self.node(post.body))
            self._prove(node, "evidence", post.evidence)
        for assertion in self.record.assertions:
            self._assertion(assertion)
        for attribution in self.record.attributions:
            self._attribution(attribution)
        self._rules()
        self._measurements()

    def _article(self, article: Article) -> None:
        self.add(self.article, TYPE, rec("Article"))
        self.add(self.article, NamedNode(f"{terms.DCTERMS}identifier"), article.identifier)
        self.add(self.article, NamedNode(f"{SCHEMA}articleBody"), article.text)
        for name in _METADATA:
            value: str | None = getattr(article, name)
            if value:
                self.add(self.article, NamedNode(SCHEMA + name), value)
        if article.date:
            self.add(self.article, NamedNode(f"{SCHEMA}datePublished"), _date(article.date))

    def _assertion(self, said: Assertion) -> None:
        subject, predicate, target = self.node(said.subject), rec(said.predicate), self.node(said.object)
        if said.plain:
            self.add(subject, predicate, target)
        dates = {"onDate": said.on_date, "fromDate": said.from_date, "untilDate": said.until_date}
        node = assertion_iri(said, self.record.article.identifier, self.base)
        self._said(node, "Assertion", said.evidence)
        self.add(node, NamedNode(f"{RDF}subject"), subject)
        self.add(node, NamedNode(f"{RDF}predicate"), predicate)
        self.add(node, NamedNode(f"{RDF}object"), target)
        self.add(node, rec("factuality"), rec(said.factuality.value))
        self.add(node, rec("confidence"), Literal(f"{said.confidence:.2f}", datatype=_DECIMAL))
        self._source(node, said.claimant, "attributedTo", "claimantText")
        for name, date in dates.items():
            self._dated(node, name, date)

    def _attribution(self, said: Attribution) -> None:
        node = attribution_iri(said, self.record.article.identifier, self.base)
        self._said(node, "Statement" if said.kind else "Attitude", said.evidence)
        self.add(node, rec("content"), said.content)
        self._source(node, said.speaker, "speaker", "speakerText")
        if said.kind:
            self.add(node, rec("statementKind"), rec(said.kind.value))
        if said.cue:
            self.add(node, rec("cue"), said.cue)
        if said.attitude:
            self.add(node, rec("attitude"), said.attitude)
        for key in said.about:
            self.add(node, rec("about"), self.node(key))
        self._dated(node, "onDate", said.on_date)
        self._prove(node, "cueEvidence", said.cue_evidence)
        self._prove(node, "speakerEvidence", said.speaker_evidence)

    def _rules(self) -> None:
        for rule in self.record.rules:
            what = (rule.rule_of, rule.modality.value, rule.action, _words(rule.bearer), _places(rule.evidence))
            node = terms.said_iri("rule", (self.record.article.identifier, *what), self.base)
            self._said(node, "Rule", rule.evidence)
            self.add(node, rec("ruleOf"), self.node(rule.rule_of))
            self.add(node, rec("modality"), rec(rule.modality.value))
            self.add(node, rec("action"), rule.action)
            self._source(node, rule.bearer, "bearer", "bearerText")

    def _measurements(self) -> None:
        for number in self.record.measurements:
            date = number.on_date.value if number.on_date else None
            what = (number.value, number.what, number.of, date, _places(number.evidence))
            node = terms.said_iri("measurement", (self.record.article.identifier, *what), self.base)
            self._said(node, "Measurement", number.evidence)
            self.add(node, rec("value"), Literal(number.value, datatype=_DECIMAL))
            self.add(node, rec("what"), number.what)
            if number.of:
                self.add(node, rec("of"), self.node(number.of))
            self._dated(node, "onDate", number.on_date)

    def _said(self, node: NamedNode, kind: str, evidence: tuple[Evidence, ...]) -> None:
        self.add(node, TYPE, rec(kind))
        self.add(node, rec("inArticle"), self.article)
        self._prove(node, "evidence", evidence)

    def _source(self, node: NamedNode, source: Source | None, as_entity: str, as_text: str) -> None:
        if source is not None and source.entity is not None:
            self.add(node, rec(as_entity), self.node(source.entity))
        elif source is not None and source.text is not None:
            self.add(node, rec(as_text), source.text)

    def _dated(self, node: NamedNode, name: str, date: PartialDate | None) -> None:
        if date is not None:
            self.add(node, rec(name), _date(date))

    def _prove(self, node: NamedNode, predicate: str, evidence: Iterable[Evidence]) -> None:
        for piece in evidence:
            place = self.places.get(piece) or self._place(piece)
            self.add(node, rec(predicate), place)

    def _place(self, piece: Evidence) -> NamedNode:
        """The node of a place in the article, with its two selectors; made once."""
        text, identifier = self.record.article.text, self.record.article.identifier
        place = self.places[piece] = terms.said_iri("evidence", (identifier, piece.start, piece.end), self.base)
        position, quoted = (NamedNode(f"{place.value}#{part}") for part in ("position", "quote"))
        self.add(place, TYPE, rec("Evidence"))
        self.add(place, TYPE, _oa("SpecificResource"))
        self.add(place, _oa("hasSource"), self.article)
        self.add(place, _oa("hasSelector"), position)
        self.add(place, _oa("hasSelector"), quoted)
        self.add(position, TYPE, _oa("TextPositionSelector"))
        self.add(position, _oa("start"), Literal(str(piece.start), datatype=_OFFSET))
        self.add(position, _oa("end"), Literal(str(piece.end), datatype=_OFFSET))
        self.add(quoted, TYPE, _oa("TextQuoteSelector"))
        self.add(quoted, _oa("exact"), piece.exact)
        before, after = (
            text[max(0, piece.start - CONTEXT_LENGTH) : piece.start],
            text[piece.end : piece.end + CONTEXT_LENGTH],
        )
        for name, context in (("prefix", before), ("suffix", after)):
            if context:
                self.add(quoted, _oa(name), context)
        return place


@lru_cache(maxsize=64)
def _oa(name: str) -> NamedNode:
    return NamedNode(OA + name)


def _date(date: PartialDate) -> Literal:
    return Literal(date.value, datatype=NamedNode(XSD + date.datatype))


def _words(source: Source | None) -> tuple[str | None, ...]:
    return () if source is None else (source.entity, source.text)


def _places(evidence: Iterable[Evidence]) -> tuple[tuple[int, int], ...]:
    return tuple((piece.start, piece.end) for piece in evidence)
