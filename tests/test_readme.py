"""What the README shows is what one gets: its query, its answer, its Python, its commands and its picture."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(code: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    return printed.getvalue()


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_query_gives_the_answer_that_is_shown() -> None:
    shown = re.search(r"<!-- answer -->\n```text\n(.*?)```\n<!-- end of answer -->", README, re.DOTALL)
    assert shown is not None
    assert run(BLOCKS[0]) == shown[1]


def test_the_python_example_finds_what_the_sentence_says() -> None:
    printed = run(BLOCKS[1])
    assert "person/ana-ruiz signed law/clean-water-act" in printed
    assert "Ana Ruiz signed the Clean Water Act" in printed


def test_everything_that_is_linked_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("demo", "test"):
        assert f"make {command}" in README
        assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_the_scores_are_those_of_the_pages() -> None:
    accuracy = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    judged = (ROOT / "docs" / "judged.md").read_text(encoding="utf-8")

    def row(name: str) -> list[float]:
        line = re.search(rf"^\| \*{{0,2}}{re.escape(name)}\*{{0,2}} \| (.*) \|$", accuracy, re.MULTILINE)
        assert line is not None, name
        return [float(figure.strip("* ")) for figure in line[1].split("|")]

    plain = " ".join(README.split())
    precision, recall, f1 = row("graph")[:3]
    assert f"entities F1 {row('entities')[2]:.2f}" in plain
    assert f"{100 * precision:.0f} % are right, and it says {100 * recall:.0f} % of those" in plain
    assert f"(F1 {f1:.2f})" in plain
    every, speech = row("onrecord")
    assert f"PolNeAR: F1 {every:.2f}, of speech alone {speech:.2f}." in plain
    right = re.search(r"Of 100 facts drawn at random .*?, (\d+) were right", plain)
    assert right is not None
    assert f"{right[1]} of 100" in judged
