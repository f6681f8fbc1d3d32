"""`docs/extending.md` followed step by step, in a copy of the package: what it says to add is all that is added."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
PLACES = {"src/onrecord": "onrecord", "ontology": "onrecord/vocabulary", "shapes": "onrecord/constraints"}
"""Where the folders of the tree stand in the installed package."""

LOOK = """
import json, sys
import pyshacl
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize
from rdflib import Graph
import onrecord
from onrecord import shapes
from onrecord.frames import model
from onrecord.rdf import quads
from onrecord.shapes import reading

def said(text):
    return [[it.subject, it.predicate, it.object, it.factuality.value] for it in onrecord.read(text).assertions]

def oracle(graph):
    data = Graph().parse(data=serialize([quad.triple for quad in graph], format=RdfFormat.N_TRIPLES), format="nt")
    return pyshacl.validate(data, shacl_graph=Graph().parse(data=reading.text(), format="turtle"))[0]

def replaced(graph, old, new):
    return [Quad(q.subject, q.predicate, new if q.object == old else q.object, q.graph_name) for q in graph]

frames = [frame for frame in model.lexicon() if any(it.predicate == "mergedWith" for it in frame.yields)]
record = onrecord.read(frames[0].example + " It runs the Cape Hall in Marlow County.")
graph = quads(record)
base = "https://w3id.org/onrecord/id/"
place = next(it.key for it in record.entities if it.kind.value == "Place")
merged = next(it for it in record.assertions if it.predicate == "mergedWith")
links = {"https://w3id.org/onrecord/ns#mergedWith", "http://www.w3.org/1999/02/22-rdf-syntax-ns#object"}
wrong = [
    Quad(q.subject, q.predicate, NamedNode(base + place), q.graph_name)
    if q.predicate.value in links and q.object == NamedNode(base + merged.object) else q
    for q in graph
]
json.dump({
    "package": onrecord.__file__,
    "frames": {it.name: [said(it.example), said(it.near), said(it.opposite)] for it in frames},
    "planned": said("The Harbor Foundation will merge with Dorsey Corp. next year."),
    "right": [shapes.validate(graph) == [], oracle(graph)],
    "wrong": [sorted({it.shape for it in shapes.validate(wrong)}), oracle(wrong)],
    "set aside": [str(it.reason) for it in shapes.partition(wrong).quarantined],
}, sys.stdout)
"""


def steps() -> list[tuple[str, str, str]]:
    """The steps of the page in their order: ("add", file, text) or ("run", "", command)."""
    pattern = r"Add to `([^`]+)`:\n\n```\w+\n(.*?)```|Run:\n\n```shell\n(.*?)\n```"
    return [
        ("add", found[1], found[2]) if found[1] else ("run", "", found[3])
        for found in re.finditer(pattern, PAGE, re.DOTALL)
    ]


def placed(name: str, folder: Path) -> Path:
    """Where a file of the tree is in the copy."""
    tree = next(tree for tree in PLACES if name.startswith(f"{tree}/"))
    return folder / PLACES[tree] / name.removeprefix(f"{tree}/")


def python(folder: Path, *arguments: str) -> str:
    """Run Python on the copy of the package."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    run = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the page's steps done, up to its tests."""
    folder = tmp_path_factory.mktemp("extended")
    for tree, place in PLACES.items():
        shutil.copytree(ROOT / tree, folder / place, ignore=shutil.ignore_patterns("__pycache__"))
    for kind, name, text in steps():
        if kind == "add":
            file = placed(name, folder)
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(f"{before}\n{text}", encoding="utf-8")
        elif "pytest" not in text:
            command, *arguments = text.split()
            assert command == "python"
            python(folder, *arguments)
    return folder


@pytest.fixture(scope="module")
def found(copy: Path) -> dict[str, Any]:
    """What the extended package makes of the page's sentences."""
    result: dict[str, Any] = json.loads(python(copy, "-c", LOOK))
    return result


def test_the_steps_touch_data_alone(copy: Path) -> None:
    before = {
        f"{place}/{path.relative_to(ROOT / tree)}": path.read_bytes()
        for tree, place in PLACES.items()
        for path in (ROOT / tree).rglob("*")
        if path.is_file()
    }
    after = {str(path.relative_to(copy)): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    changed = {name for name, content in after.items() if not name.endswith(".pyc") and before.get(name) != content}
    assert changed == {
        "onrecord/vocabulary/onrecord.ttl",
        "onrecord/constraints/onrecord-shapes.ttl",
        "onrecord/frames/lexicon/mergers.toml",
    }


def test_the_copy_is_what_was_run(copy: Path, found: dict[str, Any]) -> None:
    assert Path(found["package"]).is_relative_to(copy)


def test_an_article_says_the_new_relation(found: dict[str, Any]) -> None:
    assert set(found["frames"]) == {"merge", "merger-with"}
    merged = ["organization/harbor-foundation", "mergedWith", "organization/dorsey-corp"]
    for name, (example, near, opposite) in found["frames"].items():
        assert [*merged, "Actual"] in example, name
        assert [said for said in near if said[1] == "mergedWith"] == [], name
        assert [said for said in opposite if said[1] == "mergedWith" and said[3] == "Actual"] == [], name
    assert [*merged, "Planned"] in found["planned"]


def test_the_shapes_take_it_and_refuse_another_kind_at_its_end(found: dict[str, Any]) -> None:
    assert found["right"] == [True, True]
    shapes, conforms = found["wrong"]
    assert {"mergedWith", "mergedWithAsserted"} <= set(shapes)
    assert conforms is False
    assert any("mergedWith goes to an Agency or an Organization" in reason for reason in found["set aside"])


def test_without_the_steps_the_relation_is_unknown() -> None:
    from onrecord import ontology
    from onrecord.shapes import reading

    assert "mergedWith" not in ontology.relations()
    assert b"mergedWith" not in reading.text()
