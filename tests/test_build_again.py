"""Building again: what has not changed is not read, what was removed leaves; the bytes are those of a first build."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.articles import Omission
from onrecord.build import Built, build
from onrecord.ledger import Ledger
from onrecord.record import Article, PartialDate
from onrecord.settings import READING, Settings, fingerprint, key
from test_build import contents

ARTICLES = [
    Article(f"story-{number}", f"Mayor Ana Ruiz of Norlund signed the Clean Water Ordinance in {1990 + number}.")
    for number in range(6)
]
"""Six articles that share entities; the town has a longer name in the last."""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A built graph of the six."""
    assert build(ARTICLES, tmp_path / "out").read == len(ARTICLES)
    return tmp_path / "out"


def fresh(articles: list[Article | Omission], out: Path, settings: Settings | None = None) -> dict[str, bytes]:
    """The files of a first build of these articles."""
    build(articles, out.with_name("fresh"), settings)
    return contents(out.with_name("fresh"))


def stamps(out: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file() and path.suffix != ".sqlite"}


def did(built: Built) -> tuple[int, int, list[str], list[str]]:
    return built.read, built.unchanged, built.changed, built.removed


def test_where_nothing_changed_nothing_is_read_and_nothing_written(out: Path) -> None:
    before = stamps(out)
    built = build(ARTICLES, out)
    assert did(built) == (0, 6, [], [])
    assert built.written == []
    assert stamps(out) == before


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Mayor Ana Ruiz of Norlund vetoed the Clean Water Ordinance."},
        {"date": PartialDate("2026-03-27")},
        {"publisher": "The Larch Ledger"},
        {"headline": "A day in Norlund"},
    ],
)
def test_an_article_that_changed_is_read_alone(out: Path, change: dict[str, str]) -> None:
    articles = [*ARTICLES[:2], replace(ARTICLES[2], **change), *ARTICLES[3:]]  # type: ignore[arg-type]
    before = stamps(out)
    built = build(articles, out)
    assert did(built) == (1, 5, ["story-2"], [])
    parts = {path.name for path, stamp in stamps(out).items() if path.parent.name == "parts" and before[path] != stamp}
    assert len(parts) == 1
    assert contents(out) == fresh(list(articles), out)


def test_what_is_given_no_more_leaves_the_graph(out: Path) -> None:
    built = build(ARTICLES[1:], out)
    assert did(built) == (0, 5, [], ["story-0"])
    assert contents(out) == fresh(list(ARTICLES[1:]), out)


def test_what_is_new_joins_the_graph(out: Path) -> None:
    articles = [*ARTICLES, Article("new", "Norlund sued Larch County.")]
    assert did(build(articles, out)) == (1, 6, ["new"], [])
    assert contents(out) == fresh(list(articles), out)


def test_an_omission_that_is_new_changes_the_manifest_alone(out: Path) -> None:
    before = contents(out)
    built = build([*ARTICLES, Omission("bad.txt", "is empty", "leave it out")], out)
    assert did(built) == (0, 6, [], [])
    after = contents(out)
    assert {name for name in after if after[name] != before[name]} == {"build.json"}


def test_other_settings_read_everything_again(out: Path) -> None:
    settings = Settings(base="https://example.org/id/")
    assert build(ARTICLES, out, settings).read == 6
    assert contents(out) == fresh(list(ARTICLES), out, settings)


def test_a_file_that_somebody_changed_or_took_away_is_made_again(out: Path) -> None:
    before = contents(out)
    (out / "graph.ttl").write_text("mine", encoding="utf-8")
    next(iter((out / "parts").iterdir())).unlink()
    built = build(ARTICLES, out)
    assert built.read == 0
    assert len(built.written) == 2
    assert contents(out) == before


def test_where_no_article_is_left_the_graph_stands(out: Path) -> None:
    before = contents(out)
    assert build([Omission("bad.txt", "is empty", "leave it out")], out).exit_code == 1
    assert contents(out) == before


def test_each_thing_that_a_result_depends_on_is_in_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings()
    article = ARTICLES[0]
    known = key(article, fingerprint(settings))
    changed = [key(replace(article, author=name), fingerprint(settings)) for name in ("Lee Moss", "Kim Ash")]
    changed.append(key(article, fingerprint(Settings(base="urn:x:"))))
    monkeypatch.setattr("onrecord.settings._program", lambda: "another program")
    changed.append(key(article, fingerprint(settings)))
    monkeypatch.undo()
    assert known not in changed
    assert len(set(changed)) == len(changed)
    assert key(article, fingerprint(Settings())) == known


def test_the_program_that_is_hashed_is_all_that_reading_runs() -> None:
    """A module that a result comes from and that the key does not know would leave old results in new graphs."""
    script = (
        "import sys\n"
        "from onrecord.record import Article\n"
        "from onrecord.results import Readers\n"
        "from onrecord.settings import Settings\n"
        "Readers(Settings())(){article}\n"
        "print(*sorted(name for name in sys.modules if name.startswith('onrecord.')))\n"
    ).replace("{article}", "(Article('a', 'Mayor Ana Ruiz resigned.'))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    known = {name.removesuffix(".py") for name in READING} | {"vocabulary", "constraints"}
    others = {name.split(".")[1] for name in done.stdout.split()} - known
    # What an article is, and how an error is worded, is in the key and in the omission themselves.
    assert others <= {"articles", "errors"}


def test_the_ledger_can_be_read_where_nothing_can_be_written(out: Path) -> None:
    out.chmod(0o500)
    try:
        with Ledger.of(out) as ledger:
            assert len(ledger.identifiers()) == 6
            assert ledger.quads("story-3").count(b"\n") > 10
            assert ledger.quads("nobody") == b""
            assert ledger.key("nobody") is None
    finally:
        out.chmod(0o700)
