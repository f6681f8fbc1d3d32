"""Networks: what each view shows, what the filters leave, what every edge carries, who stands where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

import newsroom
import written
from onrecord import ontology
from onrecord.errors import InputError
from onrecord.rdf import quads
from onrecord.record import (
    Article,
    Assertion,
    Attribution,
    Entity,
    Evidence,
    Factuality,
    Kind,
    PartialDate,
    Record,
    Source,
    StatementKind,
)
from onrecord.views import filters as choices
from onrecord.views.catalogue import VIEWS
from onrecord.views.filters import Filters
from onrecord.views.metrics import standings
from onrecord.views.network import network

RUIZ, POE, COUNCIL, BILL, PACT = "person/ana-ruiz", "person/dana-poe", "agency/council", "law/bill", "agreement/pact"
LABELS = {RUIZ: "Ana Ruiz", POE: "Dana Poe", COUNCIL: "Larch Council", BILL: "Creek Bill", PACT: "pact"}
KINDS = {RUIZ: Kind.PERSON, POE: Kind.PERSON, COUNCIL: Kind.AGENCY, BILL: Kind.LAW, PACT: Kind.AGREEMENT}


def told(identifier: str, date: str | None, *said: tuple[str, str, str, Factuality, str | None]) -> Record:
    """An article that says these triples, each with a claimant or none; every name stands in its text."""
    text = ". ".join(LABELS.values())
    article = Article(identifier, text, date=PartialDate(date) if date else None)

    def at(key: str) -> tuple[Evidence, ...]:
        start = text.index(LABELS[key])
        return (Evidence.of(article, start, start + len(LABELS[key])),)

    return Record(
        article,
        entities=tuple(Entity(key, KINDS[key], LABELS[key], (), at(key)) for key in sorted(LABELS)),
        assertions=tuple(
            Assertion(a, predicate, b, how, at(a), claimant=Source(entity=who) if who else None)
            for a, predicate, b, how, who in said
        ),
        attributions=(
            Attribution(Source(text="officials"), "pact", "say", StatementKind.INDIRECT, None, (PACT,), at(PACT)),
        ),
    )


FACT, PLAN, DENIAL = Factuality.ACTUAL, Factuality.PLANNED, Factuality.DENIED
RECORDS = [
    told("one", "2025-03-01", (RUIZ, "heads", COUNCIL, FACT, None), (COUNCIL, "enacted", BILL, PLAN, None)),
    told("two", "2026-03-01", (RUIZ, "heads", COUNCIL, FACT, POE), (RUIZ, "opposes", BILL, DENIAL, POE)),
    told("three", None, (COUNCIL, "signed", PACT, FACT, None), (POE, "supports", RUIZ, FACT, None)),
]


def ties(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(source, data["kind"], target) for source, target, data in graph.edges(data=True)}


def test_actors_shows_what_ties_those_who_act_and_what_they_act_on() -> None:
    shown = ties(network([newsroom.record()], VIEWS["actors"]))
    assert (newsroom.OFFICE, "participatesIn", newsroom.PROGRAM) in shown
    assert (newsroom.PERSON, "heads", newsroom.OFFICE) in shown
    assert not any(newsroom.PLACE in tie or newsroom.JAIL in tie for tie in shown)


def test_a_post_is_said_of_the_person_and_the_body() -> None:
    graph = network([newsroom.record()], VIEWS["bodies"])
    labels = {data["label"] for _, _, data in graph.edges(newsroom.PERSON, data=True)}
    assert labels == {"heads", "sheriff of"}
    assert newsroom.POST not in graph


def test_bodies_shows_the_relations_that_the_ontology_names_for_it() -> None:
    shown = ties(network([*RECORDS, newsroom.record()], VIEWS["bodies"]))
    assert {kind for _, kind, _ in shown} == {"heads", "holdsPost", "partOf", "operates"}
    assert "bodies" in ontology.relations()["partOf"].views
    assert not ontology.relations()["opposes"].views


def test_agreements_shows_who_signed_and_no_law() -> None:
    assert ties(network(RECORDS, VIEWS["agreements"])) == {(COUNCIL, "signed", PACT)}


def test_statements_ties_who_speaks_to_what_is_spoken_about() -> None:
    graph = network(RECORDS, VIEWS["statements"])
    assert ties(graph) == {(f"source/{name}/officials", "speaksAbout", PACT) for name in ("one", "two", "three")}
    node = graph.nodes["source/one/officials"]
    assert (node["label"], node["kind"], "iri" in node) == ("officials", "Source", False)


def test_the_timeline_shows_what_has_a_date() -> None:
    shown = ties(network([newsroom.record()], VIEWS["timeline"]))
    assert {kind for _, kind, _ in shown} == {"participatesIn", "holdsPost", "establishedBy"}


@pytest.mark.parametrize(("hops", "near"), [(1, {RUIZ, COUNCIL, BILL, POE}), (2, {RUIZ, COUNCIL, BILL, POE, PACT})])
def test_around_reaches_as_far_as_it_is_asked_to(hops: int, near: set[str]) -> None:
    graph = network(RECORDS, VIEWS["around"], centre=RUIZ, hops=hops)
    assert {key for key in graph if not key.startswith("source/")} == near
    assert (COUNCIL, "enacted", BILL) in ties(graph)


def test_around_somebody_whom_nothing_ties_is_that_one_alone() -> None:
    assert list(network(RECORDS[:1], VIEWS["around"], centre=POE)) == [POE]


def test_an_edge_carries_all_that_is_known_of_it() -> None:
    record = newsroom.record()
    graph = network([record], VIEWS["actors"], base="https://example.org/")
    data = next(d for *_, d in graph.edges(data=True) if d["kind"] == "establishedBy")
    start, end = (int(number) for number in data["offsets"].split(":"))
    assert record.article.text[start:end] == data["quote"]
    assert {name: data[name] for name in data if name not in ("quote", "offsets", "iri")} == {
        "kind": "establishedBy",
        "label": "established by",
        "factuality": "Possible",
        "claimant": "Officials",
        "until_date": "2027",
        "confidence": 0.8,
        "article": "norlund",
        "published": "2026-03-20",
        "weight": 1,
    }


def test_an_edge_is_named_as_its_assertion_in_the_graph() -> None:
    record = newsroom.record()
    named = {str(quad.subject).strip("<>") for quad in quads(record)}
    for view in ("actors", "statements", "around"):
        edges = network([record], VIEWS[view], centre=newsroom.OFFICE).edges(data=True)
        assert {data["iri"] for *_, data in edges} <= named


def test_a_node_carries_its_first_mention_and_what_its_edges_say() -> None:
    record = newsroom.record()
    node = network([record], VIEWS["actors"]).nodes[newsroom.OFFICE]
    start, end = (int(number) for number in node["offsets"].split(":"))
    assert record.article.text[start:end] == node["quote"] == "Norlund County Sheriff’s Office"
    assert (node["kind"], node["label"], node["articles"]) == ("Agency", "Norlund County Sheriff’s Office", 1)
    assert (node["since"], node["until"], node["factuality"]) == ("2019", "2027", "Actual")
    assert node["claimant"] == "Officials"
    assert node["iri"].endswith(newsroom.OFFICE)


@settings(max_examples=60, deadline=None)
@given(written.records())
def test_every_quote_is_what_stands_at_its_offsets(record: Record) -> None:
    graph = network([record], VIEWS["around"], centre=record.entities[0].key, hops=9)
    for data in [*(d for *_, d in graph.edges(data=True)), *(d for _, d in graph.nodes(data=True))]:
        pieces = [map(int, place.split(":")) for place in data["offsets"].split(";")]
        assert " … ".join(record.article.text[start:end] for start, end in pieces) == data["quote"]
        assert all(isinstance(value, str | int | float) and value != "" for value in data.values())


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Filters(factuality=frozenset({"Fact"})), {"heads", "signed", "supports"}),
        (Filters(factuality=frozenset({"Claimed"})), {"heads", "opposes"}),
        (Filters(factuality=frozenset({"Planned", "Denied"})), {"enacted", "opposes"}),
        (Filters(since=PartialDate("2025-06")), {"heads", "opposes"}),
        (Filters(until=PartialDate("2025")), {"heads", "enacted"}),
        (Filters(since=PartialDate("2025-03-02"), until=PartialDate("2026-02")), set()),
        (Filters(kinds=frozenset({"Person", "Agency"})), {"heads", "supports"}),
        (Filters(kinds=frozenset({"signed"})), {"signed"}),
        (Filters(kinds=frozenset({"Law", "Agency", "enacted", "heads"})), {"enacted"}),
        (Filters(articles=frozenset({"three"})), {"signed", "supports"}),
        (Filters(least=2), {"heads"}),
    ],
)
def test_filters_leave_what_is_asked_for(wanted: Filters, left: set[str]) -> None:
    graph = network(RECORDS, VIEWS["actors"], wanted)
    assert {kind for _, kind, _ in ties(graph)} == left
    assert all(graph.degree(key) for key in graph)


def test_the_weight_is_the_number_of_articles_that_say_it() -> None:
    weights = {data["kind"]: data["weight"] for *_, data in network(RECORDS, VIEWS["actors"]).edges(data=True)}
    assert weights == {"heads": 2, "enacted": 1, "opposes": 1, "signed": 1, "supports": 1}


def test_a_date_of_its_own_goes_before_the_articles() -> None:
    said = Assertion(COUNCIL, "signed", PACT, FACT, RECORDS[0].entities[0].evidence, on_date=PartialDate("1999-12"))
    record = Record(RECORDS[0].article, entities=RECORDS[0].entities, assertions=(said,))
    assert network([record], VIEWS["actors"], Filters(until=PartialDate("1999-12-31"))).number_of_edges() == 1
    assert network([record], VIEWS["actors"], Filters(since=PartialDate("2000"))).number_of_edges() == 0


@pytest.mark.parametrize("word", ["planned", "PLANNED", "Planned"])
def test_words_are_taken_in_any_case(word: str) -> None:
    assert choices.factualities([word]) == {"Planned"}
    assert choices.kinds(["person", "party to", "speaksabout"]) == {"Person", "partyTo", "speaksAbout"}


def test_a_word_that_says_nothing_is_named() -> None:
    with pytest.raises(InputError, match="--kind mayor"):
        choices.kinds(["mayor"])


def test_standings_of_a_star_and_a_pair() -> None:
    graph = nx.MultiDiGraph()
    for key in ("hub", "a", "b", "c", "x", "y"):
        graph.add_node(key, label=key.upper(), kind="Person")
    graph.add_edges_from([("hub", "a"), ("b", "hub"), ("hub", "c"), ("hub", "a"), ("x", "y")])
    found = {item.key: item for item in standings(graph)}
    assert next(iter(found)) == "hub"
    assert (found["hub"].degree, found["hub"].neighbours) == (4, 3)
    assert found["hub"].betweenness == pytest.approx(3 / 10)
    assert found["a"].betweenness == 0
    assert {key for key in found if found[key].community == 1} == {"hub", "a", "b", "c"}
    assert {found["x"].community, found["y"].community} == {2}


def test_standings_agree_with_networkx_on_a_known_network() -> None:
    club = nx.MultiDiGraph(nx.karate_club_graph().edges())
    nx.set_node_attributes(club, "Person", "kind")
    nx.set_node_attributes(club, {key: str(key) for key in club}, "label")
    found = {item.key: item for item in standings(club)}
    expected = nx.betweenness_centrality(nx.karate_club_graph())
    assert all(found[key].betweenness == pytest.approx(expected[key]) for key in club)
    parts: dict[int, set[int]] = {}
    for key, item in found.items():
        parts.setdefault(item.community, set()).add(int(key))
    assert nx.community.modularity(nx.karate_club_graph(), parts.values(), weight=None) > 0.4


def test_the_same_graph_gives_the_same_standings_whatever_strings_hash_to() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); import test_views as t;"
        "print(t.standings(t.network(t.RECORDS, t.VIEWS['actors'])))"
    )
    root = Path(__file__).parent.parent
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(answers) == 1
