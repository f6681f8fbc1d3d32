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
