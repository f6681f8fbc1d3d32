"""`docs/archives.md` says what is so: its endings, its commands, its query."""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import QuerySolutions
from typer.main import get_command

from onrecord import store
from onrecord.articles import ENDINGS
from onrecord.build import build
from onrecord.cli import app
from onrecord.identity import duplicates
from onrecord.record import Article

PAGE = (Path(__file__).parent.parent / "docs" / "archives.md").read_text(encoding="utf-8")
STORY = (
    "The Harbor Foundation sued Dorsey Corp. on Monday. Mayor Ana Ruiz of Norlund signed the Clean Water Ordinance. "
    "The Norlund City Council had passed it in March, and work on the pipes begins in May, two years later than meant."
)


def test_the_table_lists_every_ending() -> None:
    table = PAGE.partition("## What can be given")[2].partition("Files, folders")[0]
    assert set(re.findall(r"`(\.[a-z.]+)`", table)) == ENDINGS


def test_the_commands_are_there() -> None:
    commands = re.findall(r"^    onrecord (\w+)(.*?)(?:#.*)?$", PAGE, re.MULTILINE)
    known = get_command(app).commands  # type: ignore[attr-defined]
    assert {name for name, _ in commands} == {"build", "diff", "retract"}
    for name, arguments in commands:
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert set(re.findall(r"--\w+", arguments)) <= options


def test_the_threshold_is_the_programs() -> None:
    assert duplicates.SAME == 0.9
    assert f"under {duplicates.LEAST_WORDS} words" in PAGE


def test_the_query_counts_sources(tmp_path: Path) -> None:
    [query] = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
    articles = [
        Article("a", STORY),
        Article("b", STORY),
        Article("c", "The Harbor Foundation sued Dorsey Corp. again."),
    ]
    build(articles, tmp_path)
    with store.opened(tmp_path) as opened:
        found = opened.store.query(query)
        assert isinstance(found, QuerySolutions)
        rows = {
            str(row["relation"]).rpartition("#")[2]: [str(row[name]).split('"')[1] for name in ("articles", "sources")]
            for row in found
        }
    assert rows["sued>"] == ["3", "2"]
    assert rows["signed>"] == ["2", "1"]
