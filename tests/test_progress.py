"""What a build says of how far it is."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from benchmarks import pages
from rich.console import Console

from onrecord.screen import progress
from onrecord.screen.progress import Counter


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)


def shown(total: int | None, done: int, *, terminal: bool = True) -> tuple[str, int]:
    """What stands on the screen after so many articles, and how often the inputs were counted."""
    file, asked = io.StringIO(), 0

    def count() -> int | None:
        nonlocal asked
        asked += 1
        return total

    screen = Console(file=file, force_terminal=terminal, width=200)
    with Counter(screen, total=count) as counter:
        for number in range(done):
            counter(f"article-{number}")
    return file.getvalue(), asked


@pytest.mark.usefixtures("impatient")
def test_a_number_of_inputs_that_is_known_gives_the_time_left() -> None:
    text, asked = shown(10, 4)
    assert "4 of 10 articles" in text
    assert re.search(r"\d:\d\d:\d\d left", text)
    assert asked == 1


@pytest.mark.usefixtures("impatient")
def test_a_number_that_is_not_known_gives_none() -> None:
    text, asked = shown(None, 4)
    assert "4 articles" in text
    assert " left" not in text
    assert asked == 1


@pytest.mark.usefixtures("impatient")
def test_nobody_who_looks_is_no_reason_to_count() -> None:
    assert shown(10, 4, terminal=False) == ("", 0)


def test_what_is_quick_shows_and_counts_nothing() -> None:
    assert shown(10, 4) == ("", 0)


def test_figures_take_the_place_of_what_is_between_the_marks(tmp_path: Path) -> None:
    page, marks = tmp_path / "page.md", ("<!-- begin -->", "<!-- end -->")
    page.write_text("Before.\n<!-- begin -->\nold\n<!-- end -->\nBehind.\n", encoding="utf-8")
    pages.replace(page, marks, "new")
    assert page.read_text(encoding="utf-8") == "Before.\n<!-- begin -->\nnew\n<!-- end -->\nBehind.\n"
    page.write_text("By hand.\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="marks"):
        pages.replace(page, marks, "new")
    assert page.read_text(encoding="utf-8") == "By hand.\n"
