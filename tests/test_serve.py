"""`onrecord serve` as a server process: the SPARQL Protocol, a client library that others wrote, limits, the page."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from asking import OUT
from onrecord import store
from onrecord.queries import questions
from onrecord.rdf.terms import BASE, LABEL
from onrecord.serving.negotiation import GRAPH_TYPES, SOLUTION_TYPES, wanted

HEADS = "SELECT ?who ?body WHERE { ?who rec:heads ?body } ORDER BY ?who"
SLOW = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
SD = "http://www.w3.org/ns/sparql-service-description#"


@contextmanager
def served(folder: Path, *options: object) -> Iterator[httpx.Client]:
    """A server process on a free port, and a client whose base is its address."""
    command = [sys.executable, "-m", "onrecord", "serve", "--graph", str(folder), "--port", "0", *map(str, options)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[0]
        try:
            with httpx.Client(base_url=address, timeout=60) as client:
                yield client
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "out"
    folder.mkdir()
    for name in ("graph.trig", "build.json"):
        shutil.copy(OUT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with served(folder, "--max-rows", 50, "--timeout", 20) as client:
        yield client


def solutions(answer: httpx.Response, form: QueryResultsFormat = QueryResultsFormat.JSON) -> list[dict[str, str]]:
    answer.raise_for_status()
    found = parse_query_results(answer.content, form)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in found]


def test_the_three_ways_to_ask_give_one_answer(client: httpx.Client) -> None:
    got = client.get("/sparql", params={"query": HEADS})
    assert got.headers["content-type"] == "application/sparql-results+json"
    rows = solutions(got)
    assert f"{BASE}person/fred-akshar" in {row["who"] for row in rows}
    posted = client.post("/sparql", data={"query": HEADS})
    direct = client.post("/sparql", content=HEADS, headers={"content-type": "application/sparql-query; charset=utf-8"})
    assert solutions(posted) == solutions(direct) == rows


def test_a_client_library_reads_every_form(client: httpx.Client) -> None:
    wrapper = SPARQLWrapper(f"{client.base_url}sparql")

    def asked(form: str) -> Any:
        wrapper.setReturnFormat(form)
        return wrapper.queryAndConvert()

    wrapper.setQuery(HEADS)
    rows = asked(JSON)["results"]["bindings"]
    assert len(asked(XML).getElementsByTagName("result")) == len(rows)
    assert len(asked(CSV).splitlines()) == len(rows) + 1
    wrapper.setMethod(POST)
    for method in (URLENCODED, POSTDIRECTLY):
        wrapper.setRequestMethod(method)
        assert asked(JSON)["results"]["bindings"] == rows
    wrapper.setQuery("CONSTRUCT WHERE { ?who rec:heads ?body }")
    assert len(list(parse(asked(TURTLE), format=RdfFormat.TURTLE))) == len(rows)
    wrapper.setQuery("SELECT nothing")
    with pytest.raises(QueryBadFormed):
        wrapper.query()


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values;q=0.9, text/html", "text/tab-separated-values; charset=utf-8"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("application/json;q=0.5, application/sparql-results+xml;q=0.4", "application/sparql-results+json"),
    ],
)
def test_solutions_are_negotiated(client: httpx.Client, accept: str, sent: str) -> None:
    answer = client.get("/sparql", params={"query": HEADS}, headers={"accept": accept})
    assert answer.headers["content-type"] == sent
    assert "accept" in answer.headers["vary"].lower()
    forms = {"xml": QueryResultsFormat.XML, "tab": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
    form = next((form for name, form in forms.items() if name in sent), None)
    assert form is None or len(solutions(answer, form)) > 1


def test_graphs_are_negotiated(client: httpx.Client) -> None:
    query = {"query": "CONSTRUCT WHERE { ?who rec:heads ?body }"}
    counts = set()
    for media in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
        answer = client.get("/sparql", params=query, headers={"accept": media})
        assert answer.headers["content-type"].partition(";")[0] == media
        form = RdfFormat.from_media_type(media)
        assert form is not None
        counts.add(len(list(parse(answer.content, format=form))))
    assert len(counts) == 1
    assert counts != {0}
    refused = client.get("/sparql", params=query, headers={"accept": "text/csv"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.text
    assert client.get("/sparql", params={"query": HEADS}, headers={"accept": "image/png"}).status_code == 406
    assert client.get("/sparql", params={"query": "ASK { ?who rec:heads ?body }"}).json()["boolean"] is True


def test_negotiation_by_the_rules() -> None:
    assert wanted(None, SOLUTION_TYPES) == "json"
    assert wanted("text/*, application/*;q=0.1", SOLUTION_TYPES) == "xml"
    assert wanted("text/*;q=0.5, text/csv;q=0, text/tab-separated-values", SOLUTION_TYPES) == "tsv"
    assert wanted("*/*;q=0", SOLUTION_TYPES) is None
    assert wanted("text/turtle;q=nonsense", GRAPH_TYPES) is None
    assert wanted("application/rdf+xml;charset=utf-8;q=0.3", GRAPH_TYPES) == "rdfxml"


def test_a_dataset_of_the_clients_own(client: httpx.Client) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    article = next(row["g"] for row in solutions(client.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g {} }"})))
    whole = solutions(client.get("/sparql", params={"query": query}))[0]["n"]
    params = {"query": query, "default-graph-uri": article}
    assert solutions(client.get("/sparql", params=params))[0]["n"] == whole
    assert solutions(client.post("/sparql", data=params))[0]["n"] == whole
    nowhere = {"query": query, "default-graph-uri": "https://example.org/nowhere"}
    assert solutions(client.get("/sparql", params=nowhere))[0]["n"] == "0"
    named = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": article}
    assert int(solutions(client.get("/sparql", params=named))[0]["n"]) > 100
    assert solutions(client.get("/sparql", params=named | {"query": query}))[0]["n"] == "0"
    wrong = client.get("/sparql", params={"query": query, "default-graph-uri": "not an IRI"})
    assert (wrong.status_code, wrong.text.count("\n")) == (400, 1)


def test_what_is_refused_and_how(client: httpx.Client) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    calls = "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }"
    cases = [
        (client.get("/sparql", params={"query": "SELECT ?x {\n ?x rec:heads }"}), 400, "line 2, column 15"),
        (client.get("/sparql", params={"query": update}), 400, "this is an update"),
        (client.post("/sparql", data={"update": update}), 400, "updates are refused"),
        (
            client.post("/sparql", content=update, headers={"content-type": "application/sparql-update"}),
            400,
            "updates are refused",
        ),
        (client.get("/sparql", params={"query": calls}), 400, "SERVICE is refused"),
        (client.get("/sparql", params={"query": calls.replace("SERVICE", "service silent")}), 400, "SERVICE"),
        (client.get("/sparql", params={"query": "SELECT * { LATERAL { SERVICE ?x {} } }"}), 400, "SERVICE"),
        (client.post("/sparql", content=HEADS, headers={"content-type": "text/plain"}), 415, "sparql-query"),
        (client.post("/sparql", content="", headers=form), 400, "needed, and there are 0"),
        (client.post("/sparql", content="query=ASK{}&query=ASK{}", headers=form), 400, "there are 2"),
        (
            client.post("/sparql", content=b"\xff\xfe", headers={"content-type": "application/sparql-query"}),
            400,
            "UTF-8",
        ),
        (client.post("/sparql", content=b"query=" + b"x" * 2_000_000, headers=form), 413, "1,048,576 bytes"),
    ]
    for answer, status, words in cases:
        assert (answer.status_code, answer.text.count("\n")) == (status, 1), answer.text
        assert words in answer.text
        assert answer.headers["content-type"].startswith("text/plain")
    assert client.put("/sparql", content="").status_code == 405
    assert client.delete("/sparql").status_code == 405
    assert solutions(client.get("/sparql", params={"query": "SELECT * { <urn:a> ?p ?o }"})) == []
    # The word alone is no call.
    named = {"query": "SELECT ?x { ?x rdfs:label 'U.S. Marshals Service' }"}
    assert len(solutions(client.get("/sparql", params=named))) == 1


def test_a_row_limit_is_told(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert (len(solutions(answer)), answer.headers["x-truncated"], answer.headers["x-row-limit"]) == (50, "true", "50")
    answer = client.get("/sparql", params={"query": HEADS})
    assert "x-truncated" not in answer.headers
    triples = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
    assert len(list(parse(triples.content, format=RdfFormat.TURTLE))) == 50
    assert triples.headers["x-truncated"] == "true"


def test_head_options_and_cors(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": HEADS})
    assert (head.status_code, head.content) == (200, b"")
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    allowed = client.options("/sparql", headers=asked | {"access-control-request-headers": "content-type"})
    assert allowed.headers["access-control-allow-origin"] == "*"
    assert "POST" in allowed.headers["access-control-allow-methods"]
    answer = client.get("/sparql", params={"query": HEADS}, headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-Truncated" in answer.headers["access-control-expose-headers"]


def test_it_describes_itself(client: httpx.Client) -> None:
    for media, form in ("text/turtle", RdfFormat.TURTLE), ("application/rdf+xml", RdfFormat.RDF_XML):
        answer = client.get("/sparql", headers={"accept": media})
        assert answer.headers["content-type"].startswith(media)
        said = {(triple.predicate.value, triple.object) for triple in parse(answer.content, format=form)}
        assert (f"{SD}endpoint", NamedNode(f"{client.base_url}sparql")) in said
        assert (f"{SD}supportedLanguage", NamedNode(f"{SD}SPARQL11Query")) in said
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")


def test_a_slow_query_is_stopped_and_others_go_on(folder: Path) -> None:
    with served(folder, "--timeout", 1.5) as client, ThreadPoolExecutor(4) as pool:
        slow = [pool.submit(client.get, "/sparql", params={"query": SLOW}) for _ in range(2)]
        for future in slow:
            assert future.result().status_code in (503, 504)
        assert {future.result().status_code for future in slow} & {504}
        assert "took longer than 1.5 s" in next(f.result().text for f in slow if f.result().status_code == 504)
        for _ in range(20):
            again = client.get("/sparql", params={"query": HEADS})
            if again.status_code == 200:
                break
        assert len(solutions(again)) > 1


def test_it_answers_from_the_newest_graph(tmp_path: Path) -> None:
    trig = (OUT / "graph.trig").read_text(encoding="utf-8")
    (tmp_path / "graph.trig").write_text(trig, encoding="utf-8")
    query = {"query": f"SELECT ?name {{ <{BASE}person/fred-akshar> {LABEL} ?name }}"}
    with served(tmp_path) as client:
        assert solutions(client.get("/sparql", params=query)) == [{"name": "Fred Akshar"}]
        for name in ("F. Akshar", "Fred T. Akshar"):
            (tmp_path / "graph.trig").write_text(trig.replace('"Fred Akshar"', f'"{name}"'), encoding="utf-8")
            store.fill(tmp_path)
            assert solutions(client.get("/sparql", params=query)) == [{"name": name}]


def test_the_page(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.text)
    assert "<script" not in page.text
    for question in questions().values():
        assert question.asks in page.text
        assert f"question={question.name}" in page.text
    asked = client.get("/", params={"question": "who-heads-what", "body": "Broome County Sheriff's Office"}).text
    assert ">Fred Akshar</a>" in asked
    assert "Hussein Adams" not in asked
    assert "SELECT ?person" in asked
    needed = client.get("/", params={"question": "about-entity"})
    assert 'name="entity"' in needed.text
    assert "<table" not in needed.text
    assert "nothing in the graph is called" in client.get("/", params={"question": "denials", "entity": "Zzyzx"}).text
    own = client.get("/", params={"query": "SELECT ?x { VALUES ?x { '<script>alert(1)</script>' } }"}).text
    assert "<script" not in own
    assert own.count("&lt;script&gt;") == 2
    assert "line 1, column" in client.get("/", params={"query": "SELECT <script> {"}).text
    assert "<pre>" in client.get("/", params={"query": "DESCRIBE ?x { ?x rec:heads ?y }"}).text


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--graph", "nowhere"], "nowhere/graph.trig: there is no graph here; build one first"),
        (["--host", "203.0.113.7"], "203.0.113.7:7878: cannot be served at"),
        (["--port", "99999"], "--port"),
    ],
)
def test_what_cannot_be_served_is_one_line(folder: Path, options: list[str], line: str) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", *options]
    environment = {**os.environ, "COLUMNS": "200"}
    done = subprocess.run(
        command, cwd=folder.parent, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert line in done.stderr
    assert done.stderr.count("\n") == 1


def test_json_is_compressed_where_it_is_long_and_asked_for(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(json.loads(answer.text)["results"]["bindings"]) == 50
