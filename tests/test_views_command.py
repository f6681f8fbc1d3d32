"""`onrecord view` as a user runs it: files of every sort, filters, one line for each problem."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import newsroom
from onrecord.rdf import files, quads
from onrecord.views.catalogue import VIEWS

ROOT = Path(__file__).parent.parent


def onrecord(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    variables = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "ONRECORD_DEBUG")}
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of one article in out/."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "out").mkdir()
    (folder / "out" / "graph.trig").write_bytes(files.trig(quads(newsroom.record())))
    return folder


def test_a_view_without_a_file_is_told_on_the_screen(desk: Path) -> None:
    done = onrecord("view", "actors", cwd=desk)
    assert done.returncode == 0, done.stderr
    for words in ("Who is tied to what", "from 1 article", "Who stands where", "What ties them", "participates in"):
        assert words in done.stdout
    drawn = re.search(r"To draw it: (.+)", done.stdout)
    assert drawn
    again = onrecord(*shlex.split(drawn[1].removeprefix("python -m onrecord ")), cwd=desk)
    assert again.returncode == 0, again.stderr
    assert (desk / "actors.svg").read_bytes().startswith(b"<svg")


@pytest.mark.parametrize("ending", ["svg", "png", "graphml", "gexf", "json", "cyjs", "dot", "csv"])
def test_every_ending_is_written(desk: Path, ending: str) -> None:
    done = onrecord("view", "bodies", "--to", f"new/bodies.{ending}", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert f"Written to new/bodies.{ending}" in done.stdout
    assert (desk / "new" / f"bodies.{ending}").stat().st_size > 200
    assert not list((desk / "new").glob(".*"))


def test_around_takes_a_name_as_people_write_it(desk: Path) -> None:
    done = onrecord("view", "around", "norlund county sheriff's office", "--to", "near.json", cwd=desk)
    assert done.returncode == 0, done.stderr
    near = nx.node_link_graph(json.loads((desk / "near.json").read_text(encoding="utf-8")), edges="edges")
    assert near.graph["title"] == "Around Norlund County Sheriff’s Office"
    assert newsroom.PROGRAM in near


def test_a_name_that_is_nearly_right_is_said_to_be(desk: Path) -> None:
    done = onrecord("view", "around", "Anna Ruiz", "--to", "ruiz.dot", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "Nothing is called 'Anna Ruiz' exactly; Ana Ruiz comes nearest." in done.stdout


def test_filters_narrow_the_file(desk: Path) -> None:
    options = (
        "--factuality",
        "fact",
        "--kind",
        "Agency",
        "--kind",
        "Program",
        "--from",
        "2026-03",
        "--title",
        "Joined",
    )
    done = onrecord("view", "actors", *options, "--to", "joined.graphml", cwd=desk)
    assert done.returncode == 0, done.stderr
    read = nx.read_graphml(io.BytesIO((desk / "joined.graphml").read_bytes()), force_multigraph=True)
    assert {data["kind"] for *_, data in read.edges(data=True)} == {"participatesIn", "partOf"}
    assert read.graph["title"] == "Joined"


def test_metrics_give_every_node_its_numbers(desk: Path) -> None:
    done = onrecord("view", "actors", "--metrics", cwd=desk)
    assert done.returncode == 0, done.stderr
    for words in ("degree", "betweenness", "community", "Ana Ruiz", "Patrols Act"):
        assert words in done.stdout


def test_all_writes_every_view_that_shows_something(desk: Path) -> None:
    done = onrecord("view", "all", "--to", "views", cwd=desk)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (desk / "views").iterdir()}
    shown = {"actors", "statements", "bodies", "timeline", "agreements"} & {name.partition(".")[0] for name in names}
    assert {"actors", "bodies", "timeline"} <= shown <= set(VIEWS)
    assert names == {f"{name}.{ending}" for name in shown for ending in ("svg", "graphml", "csv")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mayors"], "mayors: there is no such view; give one of actors,"),
        (["actors", "--to", "a.docx"], "--to a.docx: its ending says no format"),
        (["actors", "Ana Ruiz"], "actors: is about the whole graph; leave the name out"),
        (["around"], "around: is about one entity; say whom:"),
        (["around", "Zebulon"], "nothing in the graph is called 'Zebulon'"),
        (["actors", "--factuality", "sure"], "--factuality sure: is nothing to choose by; give one of Actual,"),
        (["actors", "--kind", "mayor"], "--kind mayor: is nothing to choose by"),
        (["actors", "--article", "nobodys"], "--article nobodys: no article in out is called so; there are: norlund"),
        (["actors", "--from", "soon"], "--from: "),
        (["actors", "--until", "--03"], "--until: “--03” is no date"),
        (["actors", "--from", "2026", "--until", "2025"], "--from 2026 --until 2025: the end comes before"),
        (["actors", "--least", "9"], "out: the view actors has nothing to show; widen the filters"),
        (["actors", "--graph", "nowhere"], "nowhere/graph.trig: there is no graph here"),
        (["all"], "all views go into a folder"),
        (["actors", "--to", "out/graph.trig/a.svg"], "--to out/graph.trig/a.svg: cannot be written"),
    ],
)
def test_a_problem_is_one_line(desk: Path, arguments: list[str], said: str) -> None:
    done = onrecord("view", *arguments, cwd=desk)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_what_was_there_stays_where_nothing_can_be_written(desk: Path) -> None:
    (desk / "kept.svg").write_text("kept", encoding="utf-8")
    assert onrecord("view", "actors", "--least", "9", "--to", "kept.svg", cwd=desk).returncode == 1
    assert (desk / "kept.svg").read_text(encoding="utf-8") == "kept"


def test_the_docs_tell_of_every_view_and_of_every_ending() -> None:
    text = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
    for view in VIEWS.values():
        assert f"onrecord view {view.name}" in text
        assert view.question in " ".join(text.split())
    for ending in ("svg", "png", "graphml", "gexf", "json", "cyjs", "dot", "csv"):
        assert f"`.{ending}`" in text
