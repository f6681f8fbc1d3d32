"""Ways to break the graph of `newsroom`, each with the shape that must see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

import newsroom
from newsroom import DIVISION, JAIL, LAW, OFFICE, PERSON, PLACE, POST
from onrecord.rdf.terms import ALT_LABEL, BASE, LABEL, OA, RDF, SCHEMA, TYPE, XSD, article_iri, rec
from onrecord.shapes import Severity

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
    "text of words": Change(
        "sameTextAs", "leads to an article", come=((ARTICLE, rec("sameTextAs"), Literal("the Post’s article")),)
    ),
    "assertion about words": replaced("Assertion", "one rdf:subject", CLAIMED, SUBJECT, Literal("the office")),
    "assertion with an unknown relation": replaced(
        "Predicate", "a relation of the ontology", CLAIMED, PREDICATE, rec("likes")
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


def stated(subject: str, relation: str, value: str) -> list[Quad]:
    """The graph with this as an assertion and as a plain triple."""
    this = node("assertion/stated")
    copied = [Quad(this, quad.predicate, quad.object, ARTICLE) for quad in GRAPH if quad.subject == JOINED]
    kept = [quad for quad in copied if quad.predicate not in (SUBJECT, PREDICATE, OBJECT)]
    triple = ((SUBJECT, node(subject)), (PREDICATE, rec(relation)), (OBJECT, node(value)))
    plain = Quad(node(subject), rec(relation), node(value), ARTICLE)
    return [*GRAPH, plain, *kept, *(Quad(this, predicate, term, ARTICLE) for predicate, term in triple)]
