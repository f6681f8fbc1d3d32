"""The build: everything or nothing is written, the same bytes every time, and what is left out is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import rdflib
import zstandard
from pyoxigraph import RdfFormat, parse
from spacy.tokens import Doc

import onrecord
from onrecord import output
from onrecord.articles import Omission
from onrecord.build import Built, build, writable
from onrecord.errors import InputError
from onrecord.extract import record_of
from onrecord.ledger import Ledger
from onrecord.record import Article, PartialDate, Record, RecordError
from onrecord.results import Result
from onrecord.settings import Settings

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


@dataclass
class Seen:
    """What a build told while it ran."""

    events: list[str] = field(default_factory=list)

    def read(self, result: Result) -> None:
        self.events.append(f"read {result.identifier}")

    def unchanged(self, identifier: str) -> None:
        self.events.append(f"unchanged {identifier}")

    def omitted(self, omission: Omission) -> None:
        self.events.append(f"omitted {omission.where}")

    def writing(self) -> None:
        self.events.append("writing")

    def done(self, built: Built) -> None:
        self.events.append(f"done {built.articles}")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the articles, in a folder that was not there."""
    folder = tmp_path_factory.mktemp("graph") / "deep" / "out"
    built = build(articles(), folder)
    assert (built.articles, built.read, built.changed) == (2, 2, ["story", "other"])
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files that are made from the ledger."""
    files = [*(folder / name for name in FILES), *sorted((folder / "parts").iterdir())]
    return {path.name: path.read_bytes() for path in files}


def test_articles_come_in_the_order_of_their_names(out: Path) -> None:
    with Ledger.of(out) as ledger:
        assert ledger.identifiers() == ["other", "story"]
    graphs = [line for line in (out / "graph.trig").read_text(encoding="utf-8").splitlines() if line.endswith(" {")]
    assert graphs == ["article:other {", "article:story {"]


def test_what_was_left_out_is_kept_with_its_reason(tmp_path: Path) -> None:
    built = build(articles(), tmp_path)
    assert built.exit_code == 2
    assert built.omissions == [Omission("bad.txt", "is empty", "leave it out")]


def test_exit_codes_say_how_much_was_built() -> None:
    assert Built().exit_code == 1
    assert Built(articles=2).exit_code == 0


def test_the_files_are_all_there_and_nothing_else(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == sorted([*FILES, "ledger.sqlite", "parts", "store"])


def test_the_files_parse_and_agree(out: Path) -> None:
    quads = list(parse((out / "graph.trig").read_bytes(), format=RdfFormat.TRIG))
    turtle = rdflib.Graph().parse(out / "graph.ttl")
    assert {str(quad.graph_name.value) for quad in quads if hasattr(quad.graph_name, "value")} == {
        f"{Settings().base}article/{name}" for name in ("other", "story")
    }
    assert len(turtle) == len({str(quad.triple) for quad in quads})
    assert (None, rdflib.URIRef("http://www.w3.org/ns/shacl#conforms"), None) in rdflib.Graph().parse(
        out / "validation.ttl"
    )


def test_the_parts_and_the_ledger_hold_the_whole_graph(out: Path) -> None:
    quads = set(parse((out / "graph.trig").read_bytes(), format=RdfFormat.TRIG))
    parts = b"".join(zstandard.decompress(path.read_bytes()) for path in (out / "parts").iterdir())
    assert set(parse(parts, format=RdfFormat.N_QUADS)) == quads
    with Ledger.of(out) as ledger:
        kept = b"".join(map(ledger.quads, ledger.identifiers()))
        assert ledger.keys() == {name: ledger.key(name) for name in ledger.identifiers()}
    assert set(parse(kept, format=RdfFormat.N_QUADS)) == quads


def test_the_manifest_counts_and_hashes_and_knows_no_machine(out: Path) -> None:
    manifest = json.loads((out / "build.json").read_text(encoding="utf-8"))
    assert [article["id"] for article in manifest["articles"]] == ["other", "story"]
    assert manifest["omitted"] == [{"where": "bad.txt", "what": "is empty"}]
    assert manifest["counts"]["articles"] == 2
    assert manifest["counts"]["quads"] == len(list(parse((out / "graph.trig").read_bytes(), format=RdfFormat.TRIG)))
    assert manifest["versions"]["model"].startswith("en_core_web_sm")
    assert str(Path.cwd()) not in json.dumps(manifest)


def test_the_order_of_the_inputs_does_not_matter(out: Path, tmp_path: Path) -> None:
    build(reversed(articles()), tmp_path)
    assert contents(tmp_path) == contents(out)


def test_an_article_that_fails_is_named_and_the_rest_is_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(doc: Doc) -> Record:
        if "Norlund" in doc.text:
            raise RecordError("two nodes with one key")
        return record_of(doc)

    monkeypatch.setattr("onrecord.extract.record_of", broken)
    built = build(articles()[:2], tmp_path)
    with Ledger.of(tmp_path) as ledger:
        assert ledger.identifiers() == ["story"]
    [omission] = built.omissions
    assert omission.where == "other"
    assert "RecordError: two nodes with one key" in omission.what
    assert json.loads((tmp_path / "build.json").read_bytes())["omitted"] == [
        {"where": "other", "what": "reading it failed (RecordError: two nodes with one key)"}
    ]
    with pytest.raises(RecordError):
        build(articles()[:2], tmp_path / "debug", Settings(debug=True))


def test_what_failed_is_named_again_and_read_again_only_on_demand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(doc: Doc) -> Record:
        raise RecordError("two nodes with one key")

    with monkeypatch.context() as patch:
        patch.setattr("onrecord.extract.record_of", broken)
        first = build([Article("other", OTHER)], tmp_path)
    again = build([Article("other", OTHER), Article("story", STORY)], tmp_path)
    assert again.omissions == first.omissions
    assert (again.read, again.articles, again.exit_code) == (1, 1, 2)
    retried = build([Article("other", OTHER), Article("story", STORY)], tmp_path, retry=True)
    assert (retried.read, retried.articles, retried.exit_code) == (1, 2, 0)


def test_a_second_article_of_one_name_is_left_out(tmp_path: Path) -> None:
    built = build([Article("story", STORY), Article("story", OTHER)], tmp_path)
    assert built.articles == 1
    assert [omission.where for omission in built.omissions] == ["story"]
    assert b"Dana Poe" in (tmp_path / "graph.trig").read_bytes()


def test_every_input_is_told_when_it_is_done(tmp_path: Path) -> None:
    first, second = Seen(), Seen()
    build(articles(), tmp_path, watcher=first)
    build([Article("story", OTHER), *articles()[1:]], tmp_path, watcher=second)
    assert first.events == ["read story", "read other", "omitted bad.txt", "writing", "done 2"]
    assert second.events == ["read story", "unchanged other", "omitted bad.txt", "writing", "done 2"]


def test_a_model_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no_such_model"):
        build(articles(), tmp_path / "out", Settings(model="no_such_model"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_is_refused_before_any_work(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for out in (file, file / "deeper"):
        with pytest.raises(InputError, match="cannot be written to"):
            writable(out)
    assert file.read_text(encoding="utf-8") == "mine"
    writable(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_one_build_at_a_time_writes_to_a_folder(tmp_path: Path) -> None:
    def inputs() -> Iterator[Article]:
        yield Article("story", STORY)
        with pytest.raises(InputError, match="another build is writing there"):
            build([Article("other", OTHER)], tmp_path)

    assert build(inputs(), tmp_path).articles == 1


def test_a_full_disk_harms_nothing_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    build(articles()[:1], tmp_path)
    before = contents(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(InputError, match="No space left"):
            build(articles(), tmp_path)
    assert contents(tmp_path) == before
    assert not (tmp_path / output.WRITING).exists()
    assert build(articles(), tmp_path).read == 0
    assert contents(tmp_path) != before


def test_a_ledger_that_cannot_be_used_is_begun_anew(out: Path, tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"this is no database" * 1000)
    assert build(articles(), tmp_path).read == 2
    assert contents(tmp_path) == contents(out)


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
