"""The build: everything or nothing is written, the same bytes every time, and what is left out is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from spacy.tokens import Doc

import onrecord
from onrecord.articles import Omission
from onrecord.build import Built, Settings, build, writable, write
from onrecord.errors import InputError
from onrecord.extract import record_of
from onrecord.record import Article, PartialDate, Record, RecordError

STORY = (
    "Sheriff Dana Poe said Tuesday that her office will join the Safe Harbor Program.\n"
    "The Larch County Sheriff’s Office signed an agreement with the U.S. Marshals Service on March 10. "
    "“We hold 40 people,” Poe said."
)
OTHER = "The Norlund City Council passed the Clean Water Ordinance on Monday. Mayor Ana Ruiz signed it."
FILES = ("build.json", "graph.trig", "graph.ttl", "quarantine.trig", "validation.ttl")
ROOT = Path(__file__).parent.parent


def articles() -> list[Article | Omission]:
    day = PartialDate("2026-03-27")
    return [Article("story", STORY, date=day), Article("other", OTHER), Omission("bad.txt", "is empty", "leave it out")]


@pytest.fixture(scope="module")
def built() -> Built:
    return build(articles())


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_records_come_in_the_order_of_their_names(built: Built) -> None:
    assert [record.article.identifier for record in built.records] == ["other", "story"]


def test_what_was_left_out_is_kept_with_its_reason(built: Built) -> None:
    assert built.exit_code == 2
    assert built.omissions == [Omission("bad.txt", "is empty", "leave it out")]


def test_exit_codes_say_how_much_was_built(built: Built) -> None:
    assert Built(Settings()).exit_code == 1
    assert Built(Settings(), records=built.records).exit_code == 0


def test_the_files_are_all_there_and_nothing_else(built: Built, tmp_path: Path) -> None:
    write(built, tmp_path / "deep" / "out")
    assert sorted(path.name for path in (tmp_path / "deep" / "out").iterdir()) == sorted(FILES)


def test_the_files_parse_and_agree(built: Built, tmp_path: Path) -> None:
    write(built, tmp_path)
    quads = list(parse((tmp_path / "graph.trig").read_bytes(), format=RdfFormat.TRIG))
    turtle = rdflib.Graph().parse(tmp_path / "graph.ttl")
    assert {str(quad.graph_name.value) for quad in quads if hasattr(quad.graph_name, "value")} == {
        f"{Settings().base}article/{name}" for name in ("other", "story")
    }
    assert len(turtle) == len({str(quad.triple) for quad in quads})
    assert (None, rdflib.URIRef("http://www.w3.org/ns/shacl#conforms"), None) in rdflib.Graph().parse(
        tmp_path / "validation.ttl"
    )


def test_the_manifest_counts_and_hashes_and_knows_no_machine(built: Built, tmp_path: Path) -> None:
    write(built, tmp_path)
    manifest = json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))
    assert [article["id"] for article in manifest["articles"]] == ["other", "story"]
    assert manifest["omitted"] == [{"where": "bad.txt", "what": "is empty"}]
    assert manifest["counts"]["articles"] == 2
    assert manifest["versions"]["model"].startswith("en_core_web_sm")
    assert str(Path.cwd()) not in json.dumps(manifest)


def test_the_order_of_the_inputs_does_not_matter(built: Built, tmp_path: Path) -> None:
    write(built, tmp_path / "one")
    write(build(reversed(articles())), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_article_that_fails_is_named_and_the_rest_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(doc: Doc) -> Record:
        if "Norlund" in doc.text:
            raise RecordError("two nodes with one key")
        return record_of(doc)

    monkeypatch.setattr("onrecord.build.record_of", broken)
    found = build(articles()[:2])
    assert [record.article.identifier for record in found.records] == ["story"]
    [omission] = found.omissions
    assert omission.where == "other"
    assert "RecordError: two nodes with one key" in omission.what
    with pytest.raises(RecordError):
        build(articles()[:2], Settings(debug=True))


def test_a_second_article_of_one_name_is_left_out() -> None:
    found = build([Article("story", STORY), Article("story", OTHER)])
    assert [record.article.text for record in found.records] == [STORY]
    assert [omission.where for omission in found.omissions] == ["story"]


def test_every_input_is_told_when_it_is_done() -> None:
    seen: list[str] = []
    build(articles(), seen=seen.append)
    assert seen == ["story", "other", "bad.txt"]


def test_a_model_that_is_not_there_is_an_input_error() -> None:
    with pytest.raises(InputError, match="no_such_model"):
        build(articles(), Settings(model="no_such_model"))


def test_a_folder_that_cannot_be_is_refused_before_any_work(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for out in (file, file / "deeper"):
        with pytest.raises(InputError, match="cannot be written to"):
            writable(out)
    assert file.read_text(encoding="utf-8") == "mine"
    writable(tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.fixture
def breaking_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("breaking_disk")
def test_a_full_disk_harms_nothing_that_was_there(built: Built, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="No space left"):
        write(built, tmp_path)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("graph.ttl", "mine")]


def test_the_same_bytes_whatever_the_seed_of_hashes(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    lines = [{"id": "story", "text": STORY, "date": "2026-03-27"}, {"id": "other", "text": OTHER}]
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    outs = []
    for seed in ("0", "4711"):
        outs.append(tmp_path / seed)
        command = [sys.executable, "-m", "onrecord", "build", str(source), "--out", str(outs[-1]), "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert contents(outs[0]) == contents(outs[1])


def test_the_committed_graph_is_what_the_build_writes(tmp_path: Path) -> None:
    committed = ROOT / "out"
    if not (committed / "graph.ttl").exists():
        pytest.skip("no graph is committed in out/")
    command = [sys.executable, "-m", "onrecord", "build", "seeds", "--out", str(tmp_path), "--quiet"]
    subprocess.run(command, check=True, cwd=ROOT)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (committed / name).read_bytes(), f"out/{name} is old: make demo"


def test_the_library_reads_a_text() -> None:
    record = onrecord.read(STORY, date="2026-03-27", identifier="story", publisher="The Larch Ledger")
    assert record.article == Article("story", STORY, date=PartialDate("2026-03-27"), publisher="The Larch Ledger")
    assert "Larch County Sheriff’s Office" in {entity.label for entity in record.entities}


def test_the_library_names_a_text_by_itself() -> None:
    assert onrecord.read(OTHER).article.identifier == onrecord.read(OTHER).article.identifier
    assert onrecord.read(OTHER).article.identifier != onrecord.read(STORY).article.identifier


def test_the_library_refuses_a_date_that_is_none() -> None:
    with pytest.raises(RecordError, match="soon"):
        onrecord.read(STORY, date="soon")
