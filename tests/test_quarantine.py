import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph, Namespace

from breakages import (
    ARTICLE,
    ATTITUDE,
    CHANGES,
    CLAIMED,
    EXACT,
    GRAPH,
    INSIDE,
    JOINED,
    NUMBER,
    PLACE_OF_JOINED,
    RULE,
    STATEMENT,
    TOLD,
    WORDS_OF_JOINED,
    assertion,
    node,
    one,
    replaced,
    stated,
)
from newsroom import DIVISION, OFFICE, PERSON, POST, PROGRAM
from onrecord import shapes
from onrecord.rdf import files, records
from onrecord.rdf.terms import LABEL, rec
from onrecord.shapes import Severity

SH = Namespace("http://www.w3.org/ns/shacl#")


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
    written = files.trig(shapes.quarantine_quads(parts.quarantined))
    assert written == files.trig(shapes.quarantine_quads(parts.quarantined))
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
