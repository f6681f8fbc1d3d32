"""Taking an article out: exactly its triples go, from files, ledger and store; what others say of the same stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from onrecord import output, store
from onrecord.build import build
from onrecord.errors import InputError
from onrecord.ledger import Ledger
from onrecord.rdf.terms import TYPE, article_iri, rec
from onrecord.record import Article
from onrecord.retraction import Retracted, retract
from test_build import contents

COPY = (
    "Mayor Ana Ruiz of Norlund signed the Clean Water Ordinance on Tuesday. The Norlund City Council had passed it in "
    "March, after the Harbor Foundation sued the city over the lead in its pipes. Ruiz said that work begins in May."
)
ARTICLES = [
    Article("a", COPY),
    Article("b", f"NORLUND\n{COPY}"),
    Article("c", "Mayor Ana Ruiz of Norlund vetoed the Rent Fairness Act. The Harbor Foundation sued Dorsey Corp."),
    Article("site/d", "The Harbor Foundation sued Dorsey Corp. over the dam."),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    build(ARTICLES, out)
    return out


@pytest.fixture
def out(whole: Path, tmp_path: Path) -> Path:
    """A graph of four articles that share people and bodies; the second is a copy of the first."""
    shutil.copytree(whole, tmp_path / "out")
    build(ARTICLES, tmp_path / "out")
    return tmp_path / "out"


def quads(out: Path) -> set[Quad]:
    return set(parse(path=str(out / "graph.trig"), format=RdfFormat.TRIG))


def stored(out: Path) -> set[Quad]:
    with store.opened(out) as opened:
        return {quad for quad in opened.store if isinstance(quad.graph_name, NamedNode)}


def rest(*gone: str) -> list[Article]:
    return [article for article in ARTICLES if article.identifier not in gone]


def test_exactly_the_triples_of_the_article_go(out: Path) -> None:
    before, held = quads(out), stored(out)
    graph = article_iri("site/d")
    assert retract("site/d", out) == Retracted("site/d", sum(quad.graph_name == graph for quad in before), 3)
    assert quads(out) == {quad for quad in before if quad.graph_name != graph}
    assert stored(out) == {quad for quad in held if quad.graph_name != graph}
    with Ledger.of(out) as ledger:
        assert ledger.identifiers() == ["a", "b", "c"]


def test_what_others_say_of_the_same_stays(out: Path) -> None:
    retract("c", out)
    said = {quad.triple for quad in quads(out)}
    base = "https://w3id.org/onrecord/id/"
    foundation, firm = (NamedNode(f"{base}organization/{name}") for name in ("harbor-foundation", "dorsey-corp"))
    assert Triple(foundation, rec("sued"), firm) in said
    assert Triple(firm, TYPE, rec("Organization")) in said


@pytest.mark.parametrize("identifier", ["a", "b", "c", "site/d"])
def test_the_files_are_those_of_a_build_without_it(out: Path, identifier: str, tmp_path: Path) -> None:
    retract(identifier, out)
    build(rest(identifier), tmp_path / "fresh")
    assert contents(out) == contents(tmp_path / "fresh")


def test_what_is_retracted_comes_back_with_its_input(out: Path) -> None:
    before = contents(out)
    retract("a", out)
    assert build(ARTICLES, out).changed == ["a"]
    assert contents(out) == before


def test_all_can_go(out: Path) -> None:
    for number, article in enumerate(ARTICLES):
        assert retract(article.identifier, out).left == 3 - number
    assert quads(out) == set()
    assert stored(out) == set()
    assert list((out / "parts").iterdir()) == []


def test_what_is_not_there_is_said_and_nothing_changes(out: Path) -> None:
    before = contents(out)
    with pytest.raises(InputError, match=r"no article here is called “site-d”; did you mean site/d\?"):
        retract("site-d", out)
    with pytest.raises(InputError, match="there is no ledger of a graph here; build one first"):
        retract("a", out / "parts")
    assert contents(out) == before
    assert not (out / "parts" / "ledger.sqlite").exists()


def test_a_retraction_that_was_ended_can_be_done_again(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = contents(out)
    with monkeypatch.context() as patched:
        patched.setattr(output, "_write_through", full)
        with pytest.raises(InputError, match="No space left on device"):
            retract("a", out)
    assert contents(out) == before
    assert retract("a", out).left == 3
    build(rest("a"), tmp_path / "fresh")
    assert contents(out) == contents(tmp_path / "fresh")


def test_the_command_says_what_is_gone(out: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "retract"]
    told = subprocess.run([*command, "c", "--graph", str(out)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[0].endswith(f"triples taken out of {out}; 3 articles are left")
    again = subprocess.run([*command, "c", "--graph", str(out)], capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert again.stderr == f"onrecord: {out}: no article here is called “c”; build.json lists the articles\n"
