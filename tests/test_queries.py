"""The questions that have a name: each says what it asks, is standard SPARQL, and has its answer on the seed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from asking import OUT, Graph, only
from onrecord import store
from onrecord.errors import InputError
from onrecord.queries import described, questions
from onrecord.rdf import terms


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("seed")
    (folder / "graph.trig").write_bytes((OUT / "graph.trig").read_bytes())
    store.fill(folder)
    graph = Graph(folder)
    yield graph
    graph.opened.close()


BROOME, NASSAU = "agency/broome-county-sheriffs-office", "agency/nassau-county-sheriffs-office"
WARRANTS, ICE = "program/warrant-service-officer-program", "agency/u-s-immigration-and-customs-enforcement"
IIRIRA = "law/illegal-immigration-reform-and-immigrant-responsibility-act"
SEED = Path(__file__).parents[1] / "seeds" / "000_292bcf23186b3009.txt"


def test_who_joined_what(seed: Graph) -> None:
    found = seed.ask("who-joined-what")
    assert set(only(found, "agent", "program")) >= {(BROOME, WARRANTS), (NASSAU, WARRANTS)}
    nassau = seed.ask("who-joined-what", agent=NASSAU)
    assert only(nassau, "agentLabel", "date") == [("Nassau County Sheriff’s Office", "--02-28")]
    assert nassau[0]["quote"] in SEED.read_text(encoding="utf-8")


def test_program_to_act(seed: Graph) -> None:
    found = seed.ask("program-to-act", program="program/287-g-program")
    assert only(found, "relation", "law", "date") == [("establishedBy", IIRIRA, "1996")]


def test_who_heads_what(seed: Graph) -> None:
    found = seed.ask("who-heads-what", body=BROOME)
    assert only(found, "personLabel", "titles", "articles") == [("Fred Akshar", "sheriff", "1")]
    assert len(seed.ask("who-heads-what")) > 1


def test_who_holds_which_post(seed: Graph) -> None:
    sheriffs = seed.ask("who-holds-which-post", title="sheriff")
    assert only(sheriffs, "person", "body") == [("person/fred-akshar", BROOME)]
    assert only(seed.ask("who-holds-which-post", body=BROOME), "title") == [("sheriff",)]


def test_who_said_what(seed: Graph) -> None:
    text = SEED.read_text(encoding="utf-8")
    for row in seed.ask("who-said-what"):
        assert all(piece in text for piece in row["said"].split(" … "))
    safe = seed.ask("who-said-what", speaker="person/fred-akshar", containing="keep this COMMUNITY safe")
    assert only(safe, "speakerLabel", "kind") == [("Fred Akshar", "Direct")]
    about = seed.ask("who-said-what", about="law/protect-our-courts-act")
    assert only(about, "speakerLabel") == [("Immigrant Defense Project",)]
    assert not seed.ask("who-said-what", speaker="person/nobody")
    assert any("speakerText" in row for row in seed.ask("who-said-what"))


def test_who_wants_what(seed: Graph) -> None:
    text = SEED.read_text(encoding="utf-8")
    for row in seed.ask("who-wants-what"):
        assert all(piece in text for piece in row["content"].split(" … "))
        assert row in seed.ask("who-wants-what", attitude=row["attitude"])


def test_claimed_not_stated(seed: Graph) -> None:
    found = only(seed.ask("claimed-not-stated"), "claimantLabel", "subjectLabel", "relation", "objectLabel")
    assert ("Immigrant Defense Project", "New York State Legislature", "enacted", "Protect Our Courts Act") in found


def test_plans_not_done(seed: Graph) -> None:
    assert (BROOME, "partnersWith", ICE) in only(seed.ask("plans-not-done"), "subject", "relation", "object")
    assert seed.ask("plans-not-done", relation="rec:partnersWith", entity=ICE)
    assert not seed.ask("plans-not-done", relation="rec:enacted")


def test_permits_and_forbids(seed: Graph) -> None:
    forbidden = seed.ask("permits-and-forbids", modality="rec:Prohibits")
    assert ("Protect Our Courts Act", "federal immigration officials") in only(forbidden, "sourceLabel", "bearerText")
    assert only(seed.ask("permits-and-forbids", source=WARRANTS), "modality") == [("Permits",)]


def test_agreements_by_date(seed: Graph) -> None:
    found = only(seed.ask("agreements-by-date"), "date", "program", "parties")
    assert [date for date, _, _ in found] == sorted(date for date, _, _ in found)
    nassau = next(parties for date, program, parties in found if (date, program) == ("--02-28", WARRANTS))
    assert "Nassau County Sheriff’s Office" in nassau.split("; ")
    assert "U.S. Immigration and Customs Enforcement" in nassau.split("; ")
    assert only(seed.ask("agreements-by-date", party=BROOME), "date") == [("--03-10",)]


def test_measurements_over_time(seed: Graph) -> None:
    detainees = seed.ask("measurements-over-time", what="detainees")
    assert ("21", "ICE detainees", "21 ICE detainees") in only(detainees, "value", "counted", "quote")
    assert all("detainees" in row["counted"] for row in detainees)


def test_about_entity(seed: Graph) -> None:
    found = seed.ask("about-entity", entity=WARRANTS)
    text = SEED.read_text(encoding="utf-8")
    assert all(text[int(row["start"]) :].startswith(row["words"]) for row in found)
    said = set(only(found, "section", "relation"))
    assert {("1 facts", "participatesIn"), ("3 said about it", "about"), ("4 rules", "Permits")} <= said
    assert ("2 said or wanted by it", "speaker") in only(
        seed.ask("about-entity", entity="person/fred-akshar"), "section", "relation"
    )


def test_agencies_by_place(seed: Graph) -> None:
    found = only(seed.ask("agencies-by-place"), "whereLabel", "agency", "relation")
    assert ("Nassau County", NASSAU, "jurisdiction") in found
    assert ("New York", BROOME, "locatedIn") in found
    only_nassau = seed.ask("agencies-by-place", place="place/nassau-county")
    assert set(only(only_nassau, "agency", "where")) == {(NASSAU, "place/nassau-county")}


def test_proof_of_a_triple(seed: Graph) -> None:
    text = SEED.read_text(encoding="utf-8")
    found = seed.ask("proof-of-a-triple", subject="person/fred-akshar", relation="rec:heads", object=BROOME)
    assert "Sheriff Fred Akshar" in {row["quote"] for row in found}
    for row in found:
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end] == row["quote"]
        assert text[:start].endswith(row["before"])
        assert text[end:].startswith(row["after"])


def test_lawmaking(seed: Graph) -> None:
    found = only(seed.ask("lawmaking", agent="person/donald-trump"), "relation", "lawLabel")
    assert {("signed", "executive order"), ("issued", "executive order")} <= set(found)


@pytest.mark.parametrize("name", questions())
def test_a_question_says_what_it_asks_and_has_the_parameters_that_it_names(name: str) -> None:
    question = questions()[name]
    assert question.asks.endswith("?")
    marked = set(re.findall(r"#\? (\w+)", question.query))
    assert marked == {parameter.name for parameter in question.parameters}
    assert all(parameter.what for parameter in question.parameters)
    assert not question.query.isupper()


@pytest.mark.filterwarnings("ignore:Dataset.default_context")
@pytest.mark.parametrize("name", questions())
def test_a_question_is_standard_sparql(name: str) -> None:
    """rdflib, of another family than the store, takes every question too, with and without its parameters."""
    from rdflib import Dataset, Namespace
    from rdflib.plugins.sparql import prepareQuery

    question = questions()[name]
    namespaces = {prefix: Namespace(iri) for prefix, iri in terms.prefixes(terms.BASE).items()}
    prepareQuery(question.query, initNs=namespaces)
    everything = {
        parameter.name: Literal("x") if parameter.text else NamedNode("https://example.org/x")
        for parameter in question.parameters
    }
    asked = question.asked(everything)
    assert asked.count("VALUES") >= len(everything)
    assert not list(Dataset(default_union=True).query(asked, initNs=namespaces))


def test_a_question_refuses_what_it_has_no_place_for() -> None:
    with pytest.raises(InputError, match="has no such parameter; it has agent, program"):
        questions()["who-joined-what"].asked({"who": Literal("x")})
    with pytest.raises(InputError, match="it needs entity"):
        questions()["about-entity"].asked({})
    mine = described("mine", "# What?\n#\n# ?x (text): a word\nSELECT ?x {\n  #? x FILTER(?y = ?x)\n  ?s ?p ?y\n}")
    assert mine.asks == "What?"
    assert 'VALUES ?x { "a\\"b" } FILTER(?y = ?x)' in mine.asked({"x": Literal('a"b')})
