"""What came and went between two graphs: the facts with their sentences, the triples exactly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from onrecord.build import build
from onrecord.differences import Changed, differences
from onrecord.record import Article
from onrecord.settings import Settings

SUIT = "The Harbor Foundation sued Dorsey Corp. over the dam."
ARTICLES = [
    Article("ordinance", "Mayor Ana Ruiz of Norlund signed the Clean Water Ordinance on Tuesday."),
    Article("larch/suit", SUIT),
    Article("vote", "The Norlund City Council opposes the Rent Fairness Act."),
]
LATER = [
    ARTICLES[0],
    replace(ARTICLES[1], text=f"It rained all day.\n\n{SUIT} The FBI is investigating Dorsey Corp."),
    Article("new", "The Harbor Foundation supports the Rent Fairness Act."),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("built")
    build(ARTICLES, folder / "a")
    build(LATER, folder / "b")
    return folder / "a", folder / "b"


def quads(folder: Path) -> set[Quad]:
    return set(parse(path=str(folder / "graph.trig"), format=RdfFormat.TRIG))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_graph_does_not_differ_from_itself(built: tuple[Path, Path]) -> None:
    assert list(differences(built[0], built[0])) == []


def test_the_triples_that_came_and_went_are_exactly_those(built: tuple[Path, Path]) -> None:
    a, b = built
    found = list(differences(a, b))
    assert [(item.article, item.change) for item in found] == [
        ("larch/suit", "changed"),
        ("new", "came"),
        ("vote", "went"),
    ]
    came = {quad for item in found for quad in item.came}
    went = {quad for item in found for quad in item.went}
    assert came == quads(b) - quads(a)
    assert went == quads(a) - quads(b)


def said(changed: Changed) -> set[tuple[bool, tuple[str, ...], str]]:
    return {(item.came, item.keys, item.sentence) for item in changed.said if item.kind == "fact"}


def test_a_fact_comes_with_its_sentence_and_one_that_moved_does_not(built: tuple[Path, Path]) -> None:
    suit, new, vote = differences(*built)
    assert {keys[1] for _, keys, _ in said(suit)} == {"investigates"}
    assert (
        True,
        ("organization/harbor-foundation", "supports", "law/rent-fairness-act"),
        "The Harbor Foundation supports the Rent Fairness Act.",
    ) in said(new)
    assert (
        False,
        ("agency/norlund-city-council", "opposes", "law/rent-fairness-act"),
        "The Norlund City Council opposes the Rent Fairness Act.",
    ) in said(vote)


def test_the_other_way_round_is_the_mirror(built: tuple[Path, Path]) -> None:
    there, back = list(differences(*built)), list(differences(built[1], built[0]))
    assert [(item.came, item.went) for item in there] == [(item.went, item.came) for item in back]
    mirrored = {(not came, keys, words) for item in back for came, keys, words in said(item)}
    assert {item for changed in there for item in said(changed)} == mirrored


def test_another_publisher_changes_triples_and_nothing_that_is_said(built: tuple[Path, Path], tmp_path: Path) -> None:
    build([replace(ARTICLES[0], publisher="The Norlund Post"), *ARTICLES[1:]], tmp_path)
    [changed] = differences(built[0], tmp_path)
    assert (changed.article, changed.said, len(changed.came), changed.went) == ("ordinance", [], 1, [])


def test_another_base_changes_every_name(built: tuple[Path, Path], tmp_path: Path) -> None:
    build(ARTICLES, tmp_path, Settings(base="https://example.org/id/"))
    found = list(differences(built[0], tmp_path))
    assert sum(len(item.came) for item in found) == len(quads(tmp_path))


def test_a_copy_that_comes_is_told(tmp_path: Path) -> None:
    text = " ".join(f"{article.text} It is item {number}." for number, article in enumerate(ARTICLES * 3))
    build([Article("a", text)], tmp_path / "a")
    build([Article("a", text), Article("b", text)], tmp_path / "b")
    *_, last = differences(tmp_path / "a", tmp_path / "b")
    assert [item.words for item in last.said] == [("b", "has the text of", "a")]


# The command


@pytest.mark.parametrize("form", ["table", "json", "nq"])
def test_the_exit_codes_are_those_of_diff(built: tuple[Path, Path], form: str) -> None:
    a, b = built
    same = run("diff", a, a, "--format", form)
    assert (same.returncode, same.stdout.strip(), same.stderr) == (0, "[]" if form == "json" else "", "")
    assert run("diff", a, b, "--format", form).returncode == 1
    trouble = run("diff", a, b / "none", "--format", form)
    assert trouble.returncode == 2
    assert "there is no graph here; give a folder that onrecord built" in trouble.stderr
    assert "Traceback" not in trouble.stderr


def test_a_format_that_is_none(built: tuple[Path, Path]) -> None:
    told = run("diff", *built, "--format", "xml")
    assert told.returncode == 2
    assert told.stderr == "onrecord: --format xml: there is no such format; give table, json, nq\n"


def test_what_is_no_graph_of_ours_gets_a_line(built: tuple[Path, Path], tmp_path: Path) -> None:
    shutil.copytree(built[0], tmp_path / "a")
    trig = tmp_path / "a" / "graph.trig"
    trig.write_text(trig.read_text(encoding="utf-8").replace("rdf:predicate", "rdf predicate"), encoding="utf-8")
    told = run("diff", built[0], tmp_path / "a")
    assert told.returncode == 2
    assert "this is not a graph that onrecord wrote" in told.stderr


def test_json_and_quads_hold_what_the_function_finds(built: tuple[Path, Path]) -> None:
    found = list(differences(*built))
    listed = json.loads(run("diff", *built, "--format", "json").stdout)
    assert listed == [json.loads(json.dumps(item.to_json())) for item in found]
    lines = run("diff", *built, "--format", "nq").stdout.splitlines()
    for sign, of in (("+", built[1]), ("-", built[0])):
        written = "\n".join(line[2:] for line in lines if line.startswith(sign))
        parsed = set(parse(written, format=RdfFormat.N_QUADS))
        assert parsed == quads(of) - quads(built[0] if sign == "+" else built[1])


def test_the_table_is_for_people(built: tuple[Path, Path]) -> None:
    told = run("diff", *built).stdout
    assert "vote is gone" in told
    assert "+ fact  Harbor Foundation | supports | Rent Fairness Act | fact" in told
    assert "graphs not the same" in told.splitlines()[-1]
