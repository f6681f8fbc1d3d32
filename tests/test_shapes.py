import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pyshacl
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import Graph, Namespace

import newsroom
from newsroom import DIVISION, JAIL, LAW, OFFICE, PERSON, PLACE, POST, PROGRAM
from onrecord import ontology, shapes
from onrecord.rdf import records
from onrecord.rdf.terms import ALT_LABEL, BASE, LABEL, OA, RDF, SCHEMA, TYPE, XSD, article_iri, rec
from onrecord.record import Kind
from onrecord.shapes import Finding, Severity, reading
from onrecord.shapes.model import Shape

SH = Namespace("http://www.w3.org/ns/shacl#")
GRAPH = newsroom.graph()
ARTICLE = article_iri("norlund")
SUBJECT, PREDICATE, OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
START, EXACT = NamedNode(f"{OA}start"), NamedNode(f"{OA}exact")
SOURCE, SELECTOR = NamedNode(f"{OA}hasSource"), NamedNode(f"{OA}hasSelector")
Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


def node(key: str) -> NamedNode:
    return NamedNode(BASE + key)


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


def one(
    quads: Iterable[Quad], *, subject: Term | None = None, predicate: Term | None = None, value: Term | None = None
) -> Quad:
    """The only quad, or the first, that fits."""
    for quad in quads:
        pairs = ((subject, quad.subject), (predicate, quad.predicate), (value, quad.object))
        if all(wanted is None or wanted == found for wanted, found in pairs):
            return quad
    raise LookupError(f"{subject} {predicate} {value}")


def said(kind: str) -> Node:
    subject = one(GRAPH, predicate=TYPE, value=rec(kind)).subject
    assert isinstance(subject, NamedNode)
    return subject


def assertion(predicate: str) -> NamedNode:
    subject = one(GRAPH, predicate=PREDICATE, value=rec(predicate)).subject
    assert isinstance(subject, NamedNode)
    return subject


def evidence(of: Term) -> NamedNode:
    place = one(GRAPH, subject=of, predicate=rec("evidence")).object
    assert isinstance(place, NamedNode)
    return place


@dataclass(frozen=True)
class Change:
    """Quads that go (all of a subject and predicate, or one), and triples that come: a graph that breaks one shape."""

    shape: str
    message: str
    gone: tuple[tuple[Term | None, NamedNode | None, Term | None], ...] = ()
    come: tuple[tuple[Term, NamedNode, Term], ...] = ()
    severity: Severity = Severity.VIOLATION

    def apply(self, quads: Iterable[Quad]) -> list[Quad]:
        kept = [quad for quad in quads if not any(self._fits(quad, pattern) for pattern in self.gone)]
        assert len(kept) < len(list(quads)) or not self.gone
        return [*kept, *(Quad(*triple, ARTICLE) for triple in self.come)]  # type: ignore[arg-type]

    def _fits(self, quad: Quad, pattern: tuple[Term | None, NamedNode | None, Term | None]) -> bool:
        return all(
            wanted is None or wanted == found
            for wanted, found in zip(pattern, (quad.subject, quad.predicate, quad.object), strict=True)
        )


def replaced(shape: str, message: str, subject: Term, predicate: NamedNode, *values: Term) -> Change:
    """Other values for a subject and predicate."""
    had = any(quad.subject == subject and quad.predicate == predicate for quad in GRAPH)
    gone = ((subject, predicate, None),) if had else ()
    return Change(shape, message, gone, tuple((subject, predicate, value) for value in values))


def warned(change: Change) -> Change:
    return Change(change.shape, change.message, change.gone, change.come, Severity.WARNING)


JOINED, CLAIMED, TOLD = assertion("participatesIn"), assertion("establishedBy"), assertion("operates")
STATEMENT, ATTITUDE, RULE, NUMBER = said("Statement"), said("Attitude"), said("Rule"), said("Measurement")
PLACE_OF_JOINED = evidence(JOINED)
WORDS_OF_JOINED = NamedNode(f"{PLACE_OF_JOINED.value}#quote")
WHERE_OF_JOINED = NamedNode(f"{PLACE_OF_JOINED.value}#position")
NOBODY = node("person/nobody")
INSIDE, HAS_BODY = assertion("partOf"), NamedNode(f"{SCHEMA}articleBody")
IDENTIFIER = NamedNode("http://purl.org/dc/terms/identifier")
PUBLISHED, MENTIONS = NamedNode(f"{SCHEMA}datePublished"), NamedNode(f"{SCHEMA}mentions")

# All that the assertion that the division is part of the office says, but its two ends.
BACK = tuple(
    (node("assertion/back"), quad.predicate, quad.object)
    for quad in GRAPH
    if quad.subject == INSIDE and quad.predicate not in (SUBJECT, OBJECT) and not isinstance(quad.object, Triple)
)

CHANGES = {
    "article without an identifier": replaced("Article", "exactly one dcterms:identifier", ARTICLE, IDENTIFIER),
    "article with two bodies": replaced(
        "Article", "exactly one schema:articleBody", ARTICLE, HAS_BODY, Literal(newsroom.TEXT), Literal("b")
    ),
    "article that mentions words": Change("Article", "leads to entities", come=((ARTICLE, MENTIONS, Literal("Ruiz")),)),
    "article with two headlines": Change(
        "Article", "one schema:headline", come=((ARTICLE, NamedNode(f"{SCHEMA}headline"), Literal("b")),)
    ),
    "article dated in words": replaced(
        "Article", "schema:datePublished is at most one date", ARTICLE, PUBLISHED, Literal("March 20")
    ),
    "quote that is not there": replaced(
        "Quotes", 'quotes "The Norlund"', WORDS_OF_JOINED, EXACT, Literal("The Norlund")
    ),
    "quote one character off": replaced(
        "Quotes", "look at its two selectors", WHERE_OF_JOINED, START, typed("9", "nonNegativeInteger")
    ),
    "evidence without a place": Change("Evidence", "one oa:start", gone=((WHERE_OF_JOINED, START, None),)),
    "evidence that starts before the text": replaced(
        "Evidence", "one oa:start, a count from 0", WHERE_OF_JOINED, START, typed("-1", "integer")
    ),
    "evidence without an end": Change("Evidence", "one oa:end", gone=((WHERE_OF_JOINED, NamedNode(f"{OA}end"), None),)),
    "evidence without words": Change("Evidence", "one oa:exact", gone=((WORDS_OF_JOINED, EXACT, None),)),
    "evidence with one selector": Change(
        "Evidence", "two selectors", gone=((PLACE_OF_JOINED, SELECTOR, WORDS_OF_JOINED),)
    ),
    "evidence from nowhere": Change("Evidence", "names exactly one article", gone=((PLACE_OF_JOINED, SOURCE, None),)),
    "evidence from another article": Change(
        "EvidenceAtHome",
        "said in one article and proved by",
        gone=((PLACE_OF_JOINED, SOURCE, None),),
        come=((PLACE_OF_JOINED, SOURCE, node("article/other")),),
    ),
    "speaker that nobody mentions": Change(
        "Mentioned", "which its article does not mention", come=((STATEMENT, rec("about"), NOBODY),)
    ),
    "plain triple without an assertion": Change(
        "PlainTriples", "has no assertion", come=((node(OFFICE), rec("partnersWith"), node(DIVISION)),)
    ),
    "plain triple of a claim": Change(
        "PlainTriples", "has no assertion", come=((node(OFFICE), rec("establishedBy"), node(LAW)),)
    ),
    "plain triple of a denial": Change(
        "PlainTriples", "has no assertion", come=((node(OFFICE), rec("operates"), node(JAIL)),)
    ),
    "plain triple that was claimed since": Change(
        "PlainTriples", "has no assertion", come=((JOINED, rec("claimantText"), Literal("critics")),)
    ),
    "assertion whose plain triple was lost": warned(
        Change("PlainAssertions", "triple is not in the graph", gone=((node(OFFICE), rec("participatesIn"), None),))
    ),
    "relation to itself": replaced("NothingToItself", "relates", CLAIMED, OBJECT, node(OFFICE)),
    "parts of each other": Change(
        "PartOfCycle",
        "part of",
        come=(
            *BACK,
            (node("assertion/back"), SUBJECT, node(OFFICE)),
            (node("assertion/back"), OBJECT, node(DIVISION)),
            (node(OFFICE), rec("partOf"), node(DIVISION)),
        ),
    ),
    "agency as part of a place": Change(
        "PartOfOneKind",
        "joins two of one kind",
        gone=((INSIDE, OBJECT, None), (node(DIVISION), rec("partOf"), None)),
        come=((INSIDE, OBJECT, node(PLACE)), (node(DIVISION), rec("partOf"), node(PLACE))),
    ),
    "done after the article": replaced(
        "NotBeforeItsTime", "after its article", JOINED, rec("onDate"), typed("2026-03-21", "date")
    ),
    "done in a later month": replaced(
        "NotBeforeItsTime", "after its article", JOINED, rec("onDate"), typed("2026-04", "gYearMonth")
    ),
    "done from a later year": replaced(
        "NotBeforeItsTime", "after its article", JOINED, rec("fromDate"), typed("2027", "gYear")
    ),
    "over before it began": Change(
        "SpanInOrder",
        "ends before that",
        gone=((CLAIMED, rec("untilDate"), None),),
        come=(
            (CLAIMED, rec("fromDate"), typed("2025-05", "gYearMonth")),
            (CLAIMED, rec("untilDate"), typed("2024", "gYear")),
        ),
    ),
    "entity without a name": replaced("label", "exactly one rdfs:label", node(PLACE), LABEL),
    "entity with two names": Change(
        "label", "exactly one rdfs:label", come=((node(PLACE), LABEL, Literal("Norlund")),)
    ),
    "entity called she": replaced("names", "A pronoun is never a name", node(PERSON), LABEL, Literal("She")),
    "entity also called it": Change(
        "names", "A pronoun is never a name", come=((node(OFFICE), ALT_LABEL, Literal("it")),)
    ),
    "label with an article": warned(
        replaced("namesWithoutArticle", "does not begin with", node(JAIL), LABEL, Literal("the jail"))
    ),
    "entity of two kinds": Change("kind", "of one kind", come=((node(PLACE), TYPE, rec("Facility")),)),
    "entity that no article mentions": Change(
        "mentioned", "mentions every entity", gone=((ARTICLE, MENTIONS, node(PLACE)),)
    ),
    "entity without evidence": (
        Change("mentionEvidence", "where this is mentioned", gone=((node(PERSON), rec("evidence"), None),))
    ),
    "law of no kind that there is": replaced("Law", "nine kinds of law", node(LAW), rec("lawKind"), rec("Agency")),
    "law of no kind": warned(replaced("Law", "which kind of law", node(LAW), rec("lawKind"))),
    "post without a title": replaced("Post", "exactly one rec:postTitle", node(POST), rec("postTitle")),
    "post in a place": replaced("Post", "one Agency or Organization", node(POST), rec("postIn"), node(PLACE)),
    "assertion without evidence": replaced("evidence", "Nothing is said without evidence", JOINED, rec("evidence")),
    "statement without evidence": replaced("evidence", "Nothing is said without evidence", STATEMENT, rec("evidence")),
    "attitude without evidence": replaced("evidence", "Nothing is said without evidence", ATTITUDE, rec("evidence")),
    "rule without evidence": replaced("evidence", "Nothing is said without evidence", RULE, rec("evidence")),
    "measurement without evidence": replaced("evidence", "Nothing is said without evidence", NUMBER, rec("evidence")),
    "evidence that is none": replaced("evidence", "evidence is a rec:Evidence", RULE, rec("evidence"), node(OFFICE)),
    "said in no article": replaced("inArticle", "in exactly one article", RULE, rec("inArticle")),
    "date in words": replaced("onDate", "at most one date", JOINED, rec("onDate"), Literal("March 10")),
    "date that there is not": replaced(
        "onDate", "at most one date", JOINED, rec("onDate"), typed("2026-13-01", "date")
    ),
    "two dates": Change("onDate", "at most one date", come=((JOINED, rec("onDate"), typed("2026", "gYear")),)),
    "begin that is a number": replaced(
        "fromDate", "at most one date", JOINED, rec("fromDate"), typed("2026", "integer")
    ),
    "end in words": replaced("untilDate", "at most one date", CLAIMED, rec("untilDate"), Literal("soon")),
    "assertion about words": replaced("Assertion", "one rdf:subject", CLAIMED, SUBJECT, Literal("the office")),
    "assertion with an unknown relation": replaced(
        "Assertion", "a relation of the ontology", CLAIMED, PREDICATE, rec("likes")
    ),
    "assertion without an object": replaced("Assertion", "one rdf:object", CLAIMED, OBJECT),
    "assertion that is neither": replaced("Assertion", "one rec:factuality", CLAIMED, rec("factuality"), rec("Mixed")),
    "claim of a law": replaced("Assertion", "Only an Agent claims", TOLD, rec("attributedTo"), node(LAW)),
    "claim of nobody in two words": Change(
        "Assertion", "one rec:claimantText", come=((CLAIMED, rec("claimantText"), Literal("critics")),)
    ),
    "claim of two sorts": Change(
        "Assertion", "an entity or words, never both", come=((TOLD, rec("claimantText"), Literal("critics")),)
    ),
    "more than sure": replaced(
        "Assertion", "a decimal from 0 to 1", JOINED, rec("confidence"), typed("1.5", "decimal")
    ),
    "less than unsure": replaced(
        "Assertion", "a decimal from 0 to 1", JOINED, rec("confidence"), typed("-0.5", "decimal")
    ),
    "statement without content": replaced("Statement", "exactly one rec:content", STATEMENT, rec("content")),
    "statement of a place": replaced("Statement", "Only an Agent speaks", STATEMENT, rec("speaker"), node(PLACE)),
    "statement of two sorts": Change(
        "Statement", "an entity or words, never both", come=((STATEMENT, rec("speakerText"), Literal("critics")),)
    ),
    "statement of empty words": Change(
        "Statement",
        "one rec:speakerText",
        gone=((STATEMENT, rec("speaker"), None),),
        come=((STATEMENT, rec("speakerText"), Literal("")),),
    ),
    "statement of nobody": warned(replaced("Statement", "whose words", STATEMENT, rec("speaker"))),
    "statement of no kind": replaced("Statement", "one rec:statementKind", STATEMENT, rec("statementKind")),
    "statement with two cues": Change(
        "Statement", "one rec:cue at most", come=((STATEMENT, rec("cue"), Literal("add")),)
    ),
    "cue that is no place": replaced("Statement", "place of a cue", STATEMENT, rec("cueEvidence"), node(OFFICE)),
    "attitude without a word": replaced("Attitude", "one rec:attitude", ATTITUDE, rec("attitude")),
    "attitude of a law": replaced("Attitude", "Only an Agent speaks", ATTITUDE, rec("speaker"), node(LAW)),
    "rule of a person": replaced("Rule", "of one Law, Program, Agreement or Agency", RULE, rec("ruleOf"), node(PERSON)),
    "rule of no modality": replaced("Rule", "permits, prohibits or requires", RULE, rec("modality"), rec("Actual")),
    "rule without an action": replaced("Rule", "exactly one rec:action", RULE, rec("action")),
    "rule on a place": Change(
        "Rule",
        "binds or frees an Agent",
        gone=((RULE, rec("bearerText"), None),),
        come=((RULE, rec("bearer"), node(PLACE)),),
    ),
    "rule on two sorts": Change("Rule", "an entity or words, never both", come=((RULE, rec("bearer"), node(PERSON)),)),
    "rule on nobody in words": replaced("Rule", "one rec:bearerText", RULE, rec("bearerText"), Literal("")),
    "number in words": replaced("Measurement", "exactly one rec:value", NUMBER, rec("value"), Literal("twenty-one")),
    "number of nothing": replaced("Measurement", "exactly one rec:what", NUMBER, rec("what")),
    "number of words": replaced("Measurement", "of one entity at most", NUMBER, rec("of"), Literal("the jail")),
}


def test_a_record_conforms() -> None:
    assert shapes.validate(GRAPH) == []


@pytest.mark.parametrize("name", CHANGES)
def test_each_shape_finds_what_breaks_it(name: str) -> None:
    change = CHANGES[name]
    found = shapes.validate(change.apply(GRAPH))
    assert [
        item
        for item in found
        if item.shape == change.shape and change.message in item.message and item.severity is change.severity
    ], found


def test_every_message_says_what_to_look_at() -> None:
    messages = [words for shape in reading.shapes() for words in _messages(shape)]
    assert len(messages) > 150
    assert [words for words in messages if not re.search(r": (look|say)\b", words)] == []


def _messages(shape: Shape) -> list[str]:
    own = [shape.message] if shape.constraints else []
    return (
        own
        + [query.message for query in shape.queries]
        + [words for member in shape.properties for words in _messages(member)]
    )


def test_every_shape_is_broken_by_some_test() -> None:
    names = {
        name
        for shape in reading.shapes()
        for name in _names(shape)
        if shape.name.removesuffix("Asserted") not in ontology.relations()
    }
    # The eight kinds have nothing of their own but what they share; `Law` has its kind of law.
    assert names - {change.shape for change in CHANGES.values()} == {kind.value for kind in Kind} - {"Law"}


def _names(shape: Shape) -> set[str]:
    return {shape.name}.union(*map(_names, shape.properties))


# Relations

OF_KIND = {
    "Agency": OFFICE,
    "Person": PERSON,
    "Program": PROGRAM,
    "Law": LAW,
    "Place": PLACE,
    "Facility": JAIL,
    "Post": POST,
}
RELATIONS = ontology.relations().values()


def stated(subject: str, relation: str, value: str) -> list[Quad]:
    """The graph with this as an assertion and as a plain triple."""
    this = node("assertion/stated")
    copied = [Quad(this, quad.predicate, quad.object, ARTICLE) for quad in GRAPH if quad.subject == JOINED]
    kept = [quad for quad in copied if quad.predicate not in (SUBJECT, PREDICATE, OBJECT)]
    triple = ((SUBJECT, node(subject)), (PREDICATE, rec(relation)), (OBJECT, node(value)))
    plain = Quad(node(subject), rec(relation), node(value), ARTICLE)
    return [*GRAPH, plain, *kept, *(Quad(this, predicate, term, ARTICLE) for predicate, term in triple)]


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.name)
def test_each_relation_checks_both_ends(relation: ontology.Relation) -> None:
    right = {
        "from": sorted(relation.domain & OF_KIND.keys()),
        "to": ["Post"] if relation.posts else sorted(relation.range & OF_KIND.keys()),
    }
    wrong = {
        end: next(kind for kind in ("Facility", "Person", "Place") if kind not in kinds) for end, kinds in right.items()
    }
    good_start = OF_KIND[right["from"][0]] if right["from"] else None
    good_end = OF_KIND[right["to"][0]] if right["to"] else None
    for shape, message, start, end in (
        (relation.name, f"{relation.name} goes from", OF_KIND[wrong["from"]], good_end or PROGRAM),
        (relation.name, f"{relation.name} goes to", good_start or OFFICE, OF_KIND[wrong["to"]]),
    ):
        found = shapes.validate(stated(start, relation.name, end))
        for name in (shape, f"{shape}Asserted"):
            assert [item for item in found if item.shape == name and message in item.message], (name, message)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.name)
def test_each_relation_lets_pass_what_it_is_for(relation: ontology.Relation) -> None:
    kinds = [
        (start, end)
        for start in relation.domain
        for end in relation.range or ["Post"]
        if {start, end} <= OF_KIND.keys()
    ]
    for start, end in kinds:
        if relation.same_kind and start != end:
            continue
        found = shapes.validate(stated(OF_KIND[start], relation.name, OF_KIND[end]))
        about = [item for item in found if item.shape.removesuffix("Asserted") == relation.name]
        assert about == []


def test_the_predicates_of_assertions_are_the_ontologys_relations() -> None:
    listed = re.search(r"sh:path rdf:predicate ; [^(]*sh:in \(([^)]*)\)", reading.text().decode())
    assert listed is not None
    assert {name.removeprefix("rec:") for name in listed[1].split()} == set(ontology.relations())


# Dates that are all right


@pytest.mark.parametrize(
    ("published", "factuality", "date"),
    [
        (typed("2026-03-20", "date"), "Actual", typed("2026-03-20", "date")),
        (typed("2026-03-20", "date"), "Actual", typed("2026-03", "gYearMonth")),
        (typed("2026-03-20", "date"), "Actual", typed("2026", "gYear")),
        (typed("2026-03-20", "date"), "Actual", typed("--12-10", "gMonthDay")),
        (typed("2026-03-20", "date"), "Actual", typed("--12", "gMonth")),
        (typed("2026", "gYear"), "Actual", typed("2026-12-31", "date")),
        (typed("2026-03-20", "date"), "Planned", typed("2026-12-31", "date")),
        (typed("2026-03-20", "date"), "Possible", typed("2030", "gYear")),
    ],
)
def test_dates_that_fit_their_article_pass(published: Literal, factuality: str, date: Literal) -> None:
    quads = replaced("", "", ARTICLE, PUBLISHED, published).apply(GRAPH)
    quads = replaced("", "", CLAIMED, rec("factuality"), rec(factuality)).apply(quads)
    found = shapes.validate(replaced("", "", CLAIMED, rec("onDate"), date).apply(quads))
    assert [item for item in found if item.shape == "NotBeforeItsTime"] == []


# The checker against another implementation of SHACL


@dataclass
class Oracle:
    """pyshacl over the same shapes file."""

    shapes_graph: Graph = field(default_factory=lambda: Graph().parse(data=reading.text(), format="turtle"))

    def findings(self, quads: Iterable[Quad]) -> set[tuple[str, ...]]:
        data = Graph().parse(data=serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES), format="nt")
        _, report, _ = pyshacl.validate(data, shacl_graph=self.shapes_graph)
        return {
            tuple(
                str(report.value(result, SH[name]) or "")
                for name in ("focusNode", "resultSeverity", "sourceConstraintComponent")
            )
            for result in report.objects(None, SH.result)
        }


def comparable(found: Iterable[Finding]) -> set[tuple[str, ...]]:
    return {(term_text(item.focus), f"{SH}{item.severity.value}", f"{SH}{item.component}") for item in found}


def term_text(term: Term) -> str:
    return term.value


ORACLE = Oracle()
# pyshacl takes a third of a second a graph: changes that touch different nodes are checked in one.
TOGETHER: list[Callable[[], list[Quad]]] = [
    lambda: list(GRAPH),
    *(lambda name=name: CHANGES[name].apply(GRAPH) for name in list(CHANGES)[::5]),
    lambda: [quad for relation in RELATIONS for quad in stated(PLACE, relation.name, PLACE)],
]


@pytest.mark.parametrize("graph", TOGETHER)
def test_pyshacl_finds_the_same(graph: Callable[[], list[Quad]]) -> None:
    quads = graph()
    assert comparable(shapes.validate(quads)) == ORACLE.findings(quads)


def test_the_shapes_are_shapes() -> None:
    # The relations' shapes are alike, and the shapes of shapes are slow: one relation stands for all.
    common, _, relations = reading.text().decode().partition("\n# What each relation goes from and to")
    first = re.match(r".*?\n\n(shape:.*? \.\n\n){2}", relations, re.DOTALL)
    assert first is not None
    graph = Graph().parse(data=f"{common}\n#{first[0]}", format="turtle")
    conforms, _, words = pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, words


def test_a_shape_that_the_checker_does_not_know_cannot_be_loaded() -> None:
    turtle = """@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:x#A> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:closed true ."""
    with pytest.raises(shapes.ShapesError, match="A: the checker does not know sh:closed"):
        reading.compiled(turtle.encode())


# Quarantine


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_keeps_every_shape(name: str) -> None:
    change = CHANGES[name]
    quads = change.apply(GRAPH)
    parts = shapes.partition(quads)
    assert [item for item in shapes.validate(parts.kept) if item.severity is Severity.VIOLATION] == []
    assert set(parts.kept) <= set(quads)
    if change.severity is Severity.VIOLATION:
        assert parts.quarantined
        assert all(item.reason and item.quads for item in parts.quarantined)
        assert set(quads) == set(parts.kept).union(*(item.quads for item in parts.quarantined))
    else:
        assert parts.quarantined == []
        assert parts.kept == quads


def test_a_graph_that_conforms_is_kept_whole() -> None:
    assert shapes.partition(GRAPH) == shapes.Partition(GRAPH, [], [])


def test_an_assertion_takes_its_plain_triple_and_its_evidence_along() -> None:
    plain = Triple(node(OFFICE), rec("participatesIn"), node(PROGRAM))
    parts = shapes.partition(CHANGES["more than sure"].apply(GRAPH))
    assert JOINED in {item.node for item in parts.quarantined}
    assert {JOINED, PLACE_OF_JOINED, WORDS_OF_JOINED}.isdisjoint(quad.subject for quad in parts.kept)
    assert plain not in [quad.triple for quad in parts.kept]
    assert plain in [quad.triple for item in parts.quarantined for quad in item.quads]
    assert node(OFFICE) in {quad.subject for quad in parts.kept}


def test_a_plain_triple_stays_where_another_assertion_supports_it() -> None:
    quads = CHANGES["more than sure"].apply(stated(OFFICE, "participatesIn", PROGRAM))
    parts = shapes.partition(quads)
    assert [item.node for item in parts.quarantined] == [JOINED]
    assert Triple(node(OFFICE), rec("participatesIn"), node(PROGRAM)) in [quad.triple for quad in parts.kept]


def test_an_entity_takes_along_what_is_said_by_it_and_with_it_but_not_what_is_about_it() -> None:
    parts = shapes.partition(CHANGES["entity called she"].apply(GRAPH))
    kept = {quad.subject for quad in parts.kept}
    assert kept.isdisjoint({node(PERSON), STATEMENT, ATTITUDE, TOLD, assertion("heads"), assertion("holdsPost")})
    assert {JOINED, CLAIMED, RULE, NUMBER, node(OFFICE), node(POST)} <= kept
    about = shapes.partition(replaced("names", "", node(DIVISION), LABEL, Literal("it")).apply(GRAPH))
    assert ATTITUDE in {quad.subject for quad in about.kept}
    assert INSIDE not in {quad.subject for quad in about.kept}


def test_evidence_takes_along_what_it_proves_and_leaves_entities() -> None:
    quote = one(GRAPH, predicate=EXACT, value=Literal("Ana Ruiz")).subject
    assert isinstance(quote, NamedNode)
    parts = shapes.partition(replaced("Quotes", "", quote, EXACT, Literal("Ana Rois")).apply(GRAPH))
    assert {item.node for item in parts.quarantined} == {NamedNode(quote.value.removesuffix("#quote"))}
    assert node(PERSON) in {quad.subject for quad in parts.kept}
    assert JOINED not in {
        quad.subject for quad in shapes.partition(CHANGES["quote that is not there"].apply(GRAPH)).kept
    }


def test_an_article_that_fails_is_set_aside_whole() -> None:
    parts = shapes.partition(CHANGES["article without an identifier"].apply(GRAPH))
    assert parts.kept == []
    assert {quad.subject for quad in GRAPH} == {item.node for item in parts.quarantined}


def test_quarantine_gives_the_reason_in_the_articles_graph_and_reads_back() -> None:
    parts = shapes.partition(CHANGES["rule of no modality"].apply(GRAPH))
    written = shapes.quarantine(parts.quarantined)
    assert written == shapes.quarantine(parts.quarantined)
    quads = list(parse(written, format=RdfFormat.TRIG))
    reason = one(quads, subject=RULE, predicate=rec("quarantinedFor"))
    assert reason.graph_name == ARTICLE
    assert isinstance(reason.object, Literal)
    assert "permits, prohibits or requires" in reason.object.value
    assert Literal("bars deputies from working nights") in [quad.object for quad in quads if quad.predicate == EXACT]


def test_what_is_kept_is_a_record() -> None:
    for change in CHANGES.values():
        kept = shapes.partition(change.apply(GRAPH)).kept
        assert len(records(kept)) == (1 if kept else 0)


# The report


def test_the_report_is_shacls_and_always_the_same() -> None:
    quads = CHANGES["entity of two kinds"].apply(CHANGES["assertion without evidence"].apply(GRAPH))
    found = shapes.validate(quads)
    written = shapes.report(found)
    assert written == shapes.report(shapes.validate(reversed(quads)))
    report = Graph().parse(data=written, format="turtle")
    assert len(list(report.subjects(SH.resultSeverity))) == len(found)
    assert str(report.value(None, SH.conforms, None) or next(report.objects(None, SH.conforms))) == "false"
    assert {str(words) for words in report.objects(None, SH.resultMessage)} == {item.message for item in found}


def test_a_report_of_nothing_conforms() -> None:
    report = Graph().parse(data=shapes.report([]), format="turtle")
    assert [str(value) for value in report.objects(None, SH.conforms)] == ["true"]


def test_warnings_alone_conform() -> None:
    found = shapes.validate(CHANGES["law of no kind"].apply(GRAPH))
    assert b"sh:conforms true" in shapes.report(found)
