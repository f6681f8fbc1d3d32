"""Records as RDF: nothing is lost on the way there and back, and independent parsers read the same triples."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import NamedNode, Quad, RdfFormat
from rdflib import Dataset, Graph

from onrecord import rdf
from onrecord.rdf import files, terms
from onrecord.record import Record
from written import COUNCIL, JAIL, OFFICE, POE, PROGRAM, RECORD, ordered, records

BASE = terms.BASE


def has(quads: list[Quad], subject: str, predicate: str, target: str) -> bool:
    return any(
        (quad.subject.value, quad.predicate.value, getattr(quad.object, "value", None)) == (subject, predicate, target)
        for quad in quads
        if isinstance(quad.subject, NamedNode)
    )


@pytest.fixture
def exact_literals() -> Iterator[None]:
    """rdflib as it reads, without its own idea of how a number is spelt."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


def test_what_the_article_says_itself_stands_as_a_plain_triple() -> None:
    assert has(rdf.quads(RECORD), BASE + OFFICE, f"{terms.REC}participatesIn", BASE + PROGRAM)


def test_what_is_denied_stands_in_the_record_alone() -> None:
    quads = rdf.quads(RECORD)
    assert not has(quads, BASE + COUNCIL, f"{terms.REC}funds", BASE + JAIL)
    assert [quad for quad in quads if quad.object == terms.rec("Denied")]


def test_every_quad_is_in_the_graph_of_its_article() -> None:
    assert {quad.graph_name for quad in rdf.quads(RECORD)} == {NamedNode(f"{BASE}article/larch-1")}


def test_the_quote_comes_with_what_stands_around_it() -> None:
    store = pyoxigraph.Store()
    store.extend(rdf.quads(RECORD))
    query = f"""SELECT ?before ?after WHERE {{ GRAPH ?g {{
        ?selector <{terms.OA}exact> "40 people" ; <{terms.OA}prefix> ?before ; <{terms.OA}suffix> ?after }} }}"""
    [row] = list(store.query(query))  # type: ignore[arg-type]
    assert row["before"].value == "ffice joined the Safe Harbor program on March 10.\n“We will hold "[-32:]
    assert row["after"].value == ",” Poe said. The Larch County Co"


def test_a_base_of_ones_own_names_everything() -> None:
    own = "https://example.org/id/"
    quads = rdf.quads(RECORD, own)
    assert not [quad for quad in quads if BASE in str(quad)]
    assert ordered(rdf.records(quads, own)[0]) == ordered(RECORD)


def test_the_names_of_what_is_said_depend_on_what_it_says_alone() -> None:
    def names() -> set[str]:
        return {str(quad.subject) for quad in rdf.quads(RECORD) if "/assertion/" in str(quad.subject)}

    assert names() == names()
    assert len(names()) == len(RECORD.assertions)


@given(records())
@settings(deadline=None, max_examples=150)
def test_a_record_comes_back_as_it_went(record: Record) -> None:
    assert [ordered(again) for again in rdf.records(rdf.quads(record))] == [ordered(record)]


@given(records())
@settings(deadline=None, max_examples=60)
def test_trig_read_by_another_parse_is_the_same_record(record: Record) -> None:
    again = pyoxigraph.parse(files.trig(rdf.quads(record)), format=RdfFormat.TRIG)
    assert [ordered(one) for one in rdf.records(again)] == [ordered(record)]


@given(records())
@settings(deadline=None, max_examples=40)
def test_turtle_and_trig_hold_the_same_triples(record: Record) -> None:
    quads = rdf.quads(record)
    triples = set(pyoxigraph.parse(files.turtle(quads), format=RdfFormat.TURTLE))
    assert {quad.triple for quad in triples} == {quad.triple for quad in quads}


@pytest.mark.usefixtures("exact_literals")
def test_rdflib_reads_the_same_turtle() -> None:
    turtle = files.turtle(rdf.quads(RECORD))
    graph = Graph().parse(data=turtle, format="turtle")
    lines = pyoxigraph.serialize(pyoxigraph.parse(turtle, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES)
    assert lines is not None
    assert set(graph) == set(Graph().parse(data=lines, format="nt"))
    assert len(graph) == len({quad.triple for quad in rdf.quads(RECORD)})


@pytest.mark.usefixtures("exact_literals")
def test_rdflib_reads_the_same_trig() -> None:
    data = Dataset()
    data.parse(data=files.trig(rdf.quads(RECORD)), format="trig")
    assert len(list(data.quads())) == len(rdf.quads(RECORD))
    assert {str(quad[3]) for quad in data.quads()} == {f"{BASE}article/larch-1"}


def test_subjects_come_in_the_order_that_people_read() -> None:
    turtle = files.turtle(rdf.quads(RECORD)).decode()
    openings = ["article:larch-1", "agency:", "person:", "post:", "program:", "facility:", "assertion:", "evidence:"]
    body = turtle[turtle.rindex("@prefix") :]
    places = [body.index(f"\n{opening}") for opening in openings]
    assert places == sorted(places)


def test_the_order_of_the_quads_does_not_matter() -> None:
    quads = rdf.quads(RECORD)
    assert files.turtle(quads) == files.turtle(list(reversed(quads)))
    assert files.trig(quads) == files.trig(list(reversed(quads)))


def test_prefixes_come_in_one_order() -> None:
    lines = [line for line in files.turtle(rdf.quads(RECORD)).decode().splitlines() if line.startswith("@prefix")]
    assert lines == sorted(lines)


def test_one_label_stands_where_articles_spell_a_name_in_two_ways() -> None:
    from dataclasses import replace

    other = replace(RECORD.article, identifier="larch-2")
    entities = tuple(replace(it, label="Dana R. Poe") if it.key == POE else it for it in RECORD.entities)
    quads = rdf.quads(RECORD) + rdf.quads(replace(RECORD, article=other, entities=entities))
    graph = Graph().parse(data=files.turtle(quads), format="turtle")
    node = rdflib.URIRef(BASE + POE)
    assert [str(label) for label in graph.objects(node, rdflib.RDFS.label)] == ["Dana Poe"]
    assert "Dana R. Poe" in {str(name) for name in graph.objects(node, rdflib.SKOS.altLabel)}


def test_a_graph_that_lacks_what_its_class_requires_is_no_record() -> None:
    quads = [quad for quad in rdf.quads(RECORD) if quad.predicate != terms.rec("factuality")]
    with pytest.raises(ValueError, match="factuality"):
        rdf.records(quads)
