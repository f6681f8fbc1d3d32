import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pyshacl
import pytest
from pyoxigraph import Literal, Quad, RdfFormat, serialize
from rdflib import Graph, Namespace

from breakages import ARTICLE, CHANGES, CLAIMED, GRAPH, PREDICATE, PUBLISHED, Term, node, replaced, stated, typed
from newsroom import JAIL, LAW, OFFICE, PERSON, PLACE, POST, PROGRAM
from onrecord import ontology, shapes
from onrecord.errors import InputError
from onrecord.rdf.terms import LABEL, rec
from onrecord.record import Kind
from onrecord.shapes import Finding, reading, relations
from onrecord.shapes.model import Shape

SH = Namespace("http://www.w3.org/ns/shacl#")


def test_a_record_conforms() -> None:
    assert shapes.validate(GRAPH) == []


def test_each_named_graph_is_checked_by_itself() -> None:
    named = [quad for quad in GRAPH if quad.predicate != LABEL or quad.subject != node(PLACE)]
    other = [Quad(quad.subject, quad.predicate, quad.object, node("article/other")) for quad in named]
    labels = [Quad(node(PLACE), LABEL, Literal("Norlund"), node("article/other"))]
    assert shapes.validate([*GRAPH, *other, *labels]) == []
    assert [item.shape for item in shapes.validate(quad.triple for quad in [*GRAPH, *other, *labels])] == ["label"]


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


def test_the_shapes_of_the_relations_are_the_ontologys() -> None:
    assert relations.renewed(reading.text(), RELATIONS) == reading.text()
    with pytest.raises(InputError, match="has no part about the relations"):
        relations.renewed(b"@prefix sh: <http://www.w3.org/ns/shacl#> .", RELATIONS)


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


def test_a_candidacy_is_of_an_election_to_come() -> None:
    quads = replaced("", "", ARTICLE, PUBLISHED, typed("2026-03-20", "date")).apply(GRAPH)
    quads = replaced("", "", CLAIMED, rec("onDate"), typed("2026-11", "gYearMonth")).apply(quads)
    quads = replaced("", "", CLAIMED, rec("factuality"), rec("Actual")).apply(quads)
    flagged = [item.shape for item in shapes.validate(quads)]
    assert "NotBeforeItsTime" in flagged
    quads = replaced("", "", CLAIMED, PREDICATE, rec("runsFor")).apply(quads)
    flagged = [item.shape for item in shapes.validate(quads)]
    assert "NotBeforeItsTime" not in flagged


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
    common, _, rest = reading.text().decode().partition("\n# The relations, as")
    first = re.match(r".*?\n\n(shape:.*? \.\n\n){3}", rest, re.DOTALL)
    assert first is not None
    graph = Graph().parse(data=f"{common}\n#{first[0]}", format="turtle")
    conforms, _, words = pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, words


def test_a_shape_that_the_checker_does_not_know_cannot_be_loaded() -> None:
    turtle = """@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:x#A> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:closed true ."""
    with pytest.raises(shapes.ShapesError, match="A: the checker does not know sh:closed"):
        reading.compiled(turtle.encode())
