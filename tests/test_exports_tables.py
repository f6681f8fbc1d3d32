"""The tables against the record they come from, through the csv module alone."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from exported import OTHER, write
from onrecord import rdf
from onrecord.errors import InputError
from onrecord.exports import export
from onrecord.exports.source import ArticleGraph
from onrecord.exports.tables import BETWEEN, write_folder
from onrecord.rdf import files
from onrecord.rdf.terms import BASE, REC
from onrecord.record import Evidence, Record, Source
from written import POE, RECORD, records

Row = dict[str, str]


def read(folder: Path) -> dict[str, list[Row]]:
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def quotes(evidence: tuple[Evidence, ...]) -> tuple[str, str]:
    places = sorted((it.start, it.end, it.exact) for it in evidence)
    return BETWEEN.join(it[2] for it in places), " ".join(f"{start}-{end}" for start, end, _ in places)


def source(record: Record, said: Source | None) -> tuple[str, str]:
    if said is None:
        return "", ""
    if said.entity is not None:
        return next(it.label for it in record.entities if it.key == said.entity), BASE + said.entity
    return said.text or "", ""


def date(value: object) -> str:
    return "" if value is None else str(getattr(value, "value"))  # noqa: B009


def check(record: Record, tables: dict[str, list[Row]]) -> None:
    """Every assertion, statement, entity and post of the record has its row, and no row is of anything else."""
    edges = sorted(
        (
            BASE + it.subject, BASE + it.object, it.predicate, it.factuality.value, f"{it.confidence:.2f}",
            *source(record, it.claimant), date(it.on_date), date(it.from_date), date(it.until_date),
            record.article.identifier, *quotes(it.evidence),
        )
        for it in record.assertions
    )  # fmt: skip
    columns = "Source,Target,Label,factuality,confidence,claimant,claimant id,on,from,until,article,quote,offsets"
    assert sorted(tuple(row[name] for name in columns.split(",")) for row in tables["edges"]) == edges
    said = sorted(
        (
            it.kind.value if it.kind else "Attitude", *source(record, it.speaker), it.cue or "", it.content,
            " ".join(sorted(BASE + key for key in it.about)), date(it.on_date), *quotes(it.evidence),
        )
        for it in record.attributions
    )  # fmt: skip
    columns = "kind,speaker,speaker id,cue,content,about,on,quote,offsets"
    assert sorted(tuple(row[name] for name in columns.split(",")) for row in tables["statements"]) == said
    nodes = {(BASE + it.key, it.label, it.kind.value): sorted(it.alt_labels) for it in record.entities}
    nodes |= {(BASE + it.key, it.title, "Post"): [] for it in record.posts}
    found = {(row["Id"], row["Label"], row["kind"]): names(row["other names"]) for row in tables["nodes"]}
    assert found == nodes


def names(cell: str) -> list[str]:
    return sorted(cell.split(BETWEEN)) if cell else []


def test_the_tables_hold_what_the_record_holds(tmp_path: Path) -> None:
    folder = write(tmp_path / "graph", RECORD)
    assert export(folder, "csv", tmp_path / "tables") == 1
    check(RECORD, read(tmp_path / "tables"))


@given(records())
@settings(deadline=None, max_examples=40)
def test_the_tables_hold_what_any_record_holds(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    folder = tmp_path_factory.mktemp("tables")
    quads = rdf.quads(record)
    graph = ArticleGraph(quads[0].graph_name, [quad.triple for quad in quads])  # type: ignore[arg-type]
    write_folder([graph], BASE, folder)
    check(record, read(folder))


def test_a_node_stands_once_with_the_number_of_its_articles(tmp_path: Path) -> None:
    folder = write(tmp_path / "graph", RECORD, OTHER)
    export(folder, "csv", tmp_path / "tables")
    tables = read(tmp_path / "tables")
    [poe] = [row for row in tables["nodes"] if row["Id"] == BASE + POE]
    assert (poe["Label"], poe["articles"]) == ("Dana Poe", "2")
    assert set(poe["other names"].split(BETWEEN)) == {"Poe", "Dana R. Poe"}
    assert len({row["Id"] for row in tables["nodes"]}) == len(tables["nodes"])
    assert [row["headline"] for row in tables["articles"]] == ["Larch joins", "Larch joins “again”"]
    assert {end for row in tables["edges"] for end in (row["Source"], row["Target"])} <= {
        row["Id"] for row in tables["nodes"]
    }


def test_the_graph_of_the_articles_of_one_text_is_no_article(tmp_path: Path) -> None:
    quads = [*rdf.quads(RECORD), *rdf.quads(OTHER), *rdf.same_texts([("larch-2", "larch-1")])]
    folder = write(tmp_path / "graph")
    (folder / "graph.trig").write_bytes(files.trig(quads))
    assert export(folder, "csv", tmp_path / "tables") == 2
    assert [row["identifier"] for row in read(tmp_path / "tables")["articles"]] == ["larch-1", "larch-2"]


def test_neo4j_has_its_own_headers(tmp_path: Path) -> None:
    folder = write(tmp_path / "graph", RECORD)
    export(folder, "csv-neo4j", tmp_path / "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert sorted(archive.namelist()) == ["articles.csv", "edges.csv", "nodes.csv", "statements.csv"]
        heads = {name: archive.read(name).decode().splitlines()[0].split(",") for name in archive.namelist()}
        rows = list(csv.DictReader(io.StringIO(archive.read("edges.csv").decode(), newline="")))
    assert heads["nodes.csv"][:3] == ["id:ID", "label", ":LABEL"]
    assert {":START_ID", ":END_ID", ":TYPE"} <= set(heads["edges.csv"])
    assert sorted(row[":TYPE"] for row in rows) == sorted(it.predicate for it in RECORD.assertions)
    assert not [row for row in rows if row[":TYPE"].startswith(REC)]


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "graph", RECORD)
    (tmp_path / "tables").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        export(folder, "csv", tmp_path / "tables")
