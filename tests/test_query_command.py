"""`onrecord query` as a user types it: answers in every format, and one line for what cannot be answered."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from asking import OUT
from onrecord.queries import questions
from onrecord.rdf import terms


def onrecord(*arguments: object, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "ONRECORD_DEBUG")}
    command = [sys.executable, "-m", "onrecord", "query", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=variables, input=given, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seed's graph in out/, as it is after a clone: without a store."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "out").mkdir()
    for name in ("graph.trig", "build.json"):
        (folder / "out" / name).write_bytes((OUT / name).read_bytes())
    return folder


def test_the_list_has_every_question(folder: Path) -> None:
    done = onrecord("--list", cwd=folder)
    assert done.returncode == 0
    assert all(f"{name}  {question.asks}" in done.stdout for name, question in questions().items())


def test_a_table_fits_and_names_things(folder: Path) -> None:
    done = onrecord("who-joined-what", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert done.stdout.split()[:3] == ["agent", "program", "date"]
    assert "https://" not in done.stdout
    blocks = onrecord("proof-of-a-triple", "--set", "subject=akshar", "--set", "relation=rec:heads", cwd=folder)
    assert re.search(r"^subject +Fred Akshar *$", blocks.stdout, re.MULTILINE)


def test_answers_in_every_format(folder: Path) -> None:
    query = "SELECT ?who ?body { ?who rec:heads ?body } ORDER BY ?who"
    rows = list(csv.DictReader(io.StringIO(onrecord(query, "-f", "csv", cwd=folder).stdout)))
    assert rows[0]["who"] == f"{terms.BASE}person/fred-akshar"
    assert onrecord(query, "-f", "tsv", cwd=folder).stdout.startswith("?who\t?body\n<")
    assert len(json.loads(onrecord(query, "-f", "json", cwd=folder).stdout)["results"]["bindings"]) == len(rows)
    assert "<sparql" in onrecord("-", "-f", "xml", cwd=folder, given=query).stdout
    assert onrecord("ASK { ?who rec:heads ?body }", cwd=folder).stdout == "yes\n"
    construct = "CONSTRUCT WHERE { ?who rec:heads ?body }"
    for form, media in ("turtle", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD):
        written = onrecord(construct, "-f", form, cwd=folder).stdout
        assert len(list(parse(written.encode(), format=media))) == len(rows)
    wrong = onrecord(construct, "-f", "csv", cwd=folder)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "give one of turtle, nt, rdfxml, jsonld" in wrong.stderr


def test_a_limit_is_told(folder: Path) -> None:
    done = onrecord("who-said-what", "--limit", 2, "-f", "tsv", cwd=folder)
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr == "onrecord: there is more: these are 2 rows; --limit 0 gives all\n"
    (folder / "mine.rq").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
    done = onrecord("mine.rq", "--limit", 5, "-f", "nt", cwd=folder)
    assert len(done.stdout.splitlines()) == 5
    assert "these are 5 rows" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["SELECT ?x { ?x rec:heads"],
            "the query: line 1, column 25: at the end of “SELECT ?x { ?x rec:heads”; expected",
        ),
        (["SELECT ?x {\n ?x foo:y ?z }"], "the query: line 2, column 10: at “?z }”; prefix not found; known are rec,"),
        (["DELETE { ?s ?p ?o }"], "the query: this is an update, and only queries are answered"),
        (["who-join-what"], "did you mean who-joined-what"),
        (["who-joined-what", "--set", "agent=Zanzibar Bureau of Whales"], "is called 'Zanzibar Bureau of Whales'"),
        (["who-joined-what", "--set", "agent"], "give NAME=VALUE"),
        (
            ["who-joined-what", "-f", "docx"],
            "--format docx: no such format; give one of table, json, xml, csv",
        ),
        (["ASK {}", "--graph", "nowhere"], "nowhere/graph.trig: there is no graph here; build one first"),
        (
            ["SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g", "--timeout", "0.7"],
            "took longer than 0.7 s",
        ),
    ],
)
def test_a_bad_query_is_one_line(folder: Path, arguments: list[str], line: str) -> None:
    done = onrecord(*arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert line in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_store_follows_the_graph(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    trig = (OUT / "graph.trig").read_text(encoding="utf-8")
    for label in ("Fred Akshar", "Frederick Akshar"):
        (tmp_path / "out" / "graph.trig").write_text(trig.replace('"Fred Akshar"', f'"{label}"'), encoding="utf-8")
        done = onrecord('SELECT ?name { ?x rdfs:label ?name FILTER(STRENDS(?name, " Akshar")) }', cwd=tmp_path)
        assert label in done.stdout.splitlines()[1], done.stderr
