"""The command line as a user runs it: exit codes, one line for each problem, answers that hold on a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

STORY = (
    "Sheriff Dana Poe said Tuesday that her office will join the Safe Harbor Program.\n"
    "The Larch County Sheriff’s Office signed an agreement with the U.S. Marshals Service on March 10. "
    "“We hold 40 people,” Poe said.\n"
)
ANSI = "\x1b["


def onrecord(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    variables = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "ONRECORD_DEBUG")}
    return subprocess.run(
        command, cwd=cwd, env=variables | environment, capture_output=True, encoding="utf-8", check=False
    )


def first_line(*arguments: object, cwd: Path) -> str:
    """The first line of a command that goes on until it is ended."""
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()
    return line


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one article and the graph of it in out/."""
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    (folder / "story.yaml").write_text("headline: Larch joins\ndate: 2026-03-27\n", encoding="utf-8")
    done = onrecord("build", "story.txt", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "summary").write_text(done.stdout, encoding="utf-8")
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def test_the_summary_says_what_a_reporter_asks(newsroom: Path) -> None:
    summary = (newsroom / "summary").read_text(encoding="utf-8")
    for words in ("Read 1 article", "Who and what", "Dana Poe", "What is said", "Who speaks", "Try next"):
        assert words in summary
    assert ANSI not in summary


def test_what_it_says_to_try_next_works(newsroom: Path) -> None:
    import shlex

    summary = (newsroom / "summary").read_text(encoding="utf-8")
    commands = [line.strip() for line in summary.partition("Try next")[2].strip().splitlines()]
    shown = [shlex.split(command.removeprefix("python -m onrecord ")) for command in commands]
    assert [arguments[0] for arguments in shown] == ["explain", "show", "query", "view", "serve", "validate"]
    for command, arguments in zip(commands, shown, strict=True):
        if arguments[0] == "serve":
            assert "http://127.0.0.1:" in first_line(*arguments, "--port", "0", cwd=newsroom)
            continue
        done = onrecord(*arguments, cwd=newsroom)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout.strip()


def test_show_gives_each_fact_with_its_sentence(newsroom: Path) -> None:
    done = onrecord("show", "story.txt", cwd=newsroom)
    assert done.returncode == 0
    assert "Larch joins" in done.stdout
    assert "signed" in done.stdout
    assert "«" in done.stdout
    assert ANSI not in done.stdout


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_no_line_is_wider_than_the_screen(newsroom: Path, columns: str) -> None:
    for command in (("show", "story.txt"), ("explain", "Poe"), ("validate", "out/graph.ttl"), ("build", "--help")):
        done = onrecord(*command, cwd=newsroom, COLUMNS=columns)
        assert done.returncode == 0
        assert max(len(line) for line in done.stdout.splitlines()) <= int(columns)


def test_explain_finds_a_name_however_it_is_written(newsroom: Path) -> None:
    for name in ("Larch County Sheriff's Office", "the larch county sheriff’s office", "Larch County Sherifs Office"):
        done = onrecord("explain", name, "--graph", "out", cwd=newsroom)
        assert done.returncode == 0
        assert "Larch County Sheriff’s Office" in done.stdout
        assert "March 10" in done.stdout


def test_explain_offers_names_that_are_near(newsroom: Path) -> None:
    done = onrecord("explain", "Zzyzx Bureau of Harbors", cwd=newsroom)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(r"onrecord: out: nothing in the graph is called .*\n", done.stderr)


def test_explain_without_a_graph_says_how_to_get_one(desk: Path) -> None:
    done = onrecord("explain", "Poe", cwd=desk)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "onrecord build" in done.stderr


def test_validate_finds_what_is_wrong(desk: Path) -> None:
    (desk / "bad.ttl").write_text(
        "@prefix rec: <https://w3id.org/onrecord/ns#> .\n<https://example.org/a> a rec:Assertion .\n", encoding="utf-8"
    )
    done = onrecord("validate", "bad.ttl", cwd=desk)
    assert done.returncode == 1
    assert "violation" in done.stdout
    assert "https://example.org/a" in done.stdout.replace("\n", "")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("broken.ttl", "this is not turtle", "not well-formed"),
        ("data.csv", "a,b", "no RDF format"),
        ("missing.ttl", None, "cannot be read"),
    ],
)
def test_validate_says_in_one_line_what_cannot_be_read(desk: Path, name: str, content: str | None, words: str) -> None:
    if content is not None:
        (desk / name).write_text(content, encoding="utf-8")
    done = onrecord("validate", name, cwd=desk)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert words in done.stderr


def test_a_bad_file_is_named_and_the_rest_is_built(desk: Path) -> None:
    (desk / "empty.txt").write_text("", encoding="utf-8")
    done = onrecord("build", "story.txt", "empty.txt", "--quiet", cwd=desk)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("left out: empty.txt: ")
    assert (desk / "out" / "graph.ttl").exists()


def test_where_nothing_is_built_nothing_is_harmed(desk: Path) -> None:
    (desk / "out").mkdir()
    (desk / "out" / "graph.ttl").write_text("mine", encoding="utf-8")
    (desk / "empty.txt").write_text("", encoding="utf-8")
    done = onrecord("build", "empty.txt", cwd=desk)
    assert done.returncode == 1
    assert "nothing was built" in done.stderr
    assert [path.name for path in (desk / "out").iterdir()] == ["graph.ttl"]
    assert (desk / "out" / "graph.ttl").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--date", "soon"), "no date"),
        (("--date", "2026-02-30"), "no date"),
        (("--out", "story.txt"), "cannot be written to"),
        (("--out", "story.txt/deeper"), "cannot be written to"),
        (("--model", "no_such_model"), "no such language model"),
        (("--base", "not an iri"), "no IRI"),
        (("--colour", "red"), "--help"),
    ],
)
def test_an_option_that_cannot_be_gets_one_line(desk: Path, options: tuple[str, ...], words: str) -> None:
    done = onrecord("build", "story.txt", *options, cwd=desk)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert words in done.stderr
    assert not (desk / "out").exists()


def test_a_fault_of_the_program_is_one_line_and_its_trace_can_be_had(desk: Path) -> None:
    (desk / "sitecustomize.py").write_text(
        "import onrecord.commands\n"
        "def broken(*_, **__):\n    raise RuntimeError('a fault')\n"
        "onrecord.commands.validate_file = broken\n",
        encoding="utf-8",
    )
    done = onrecord("validate", "story.txt", cwd=desk, PYTHONPATH=str(desk))
    assert (done.returncode, done.stderr.count("\n")) == (70, 1)
    assert "RuntimeError: a fault" in done.stderr
    traced = onrecord("validate", "story.txt", cwd=desk, PYTHONPATH=str(desk), ONRECORD_DEBUG="1")
    assert "Traceback" in traced.stderr


def test_a_reader_that_goes_away_is_no_fault(newsroom: Path) -> None:
    command = f"{sys.executable} -m onrecord show story.txt | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=newsroom, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("command", [(), ("build",), ("show",), ("explain",), ("validate",)])
def test_help_teaches(desk: Path, command: tuple[str, ...]) -> None:
    done = onrecord(*command, "--help", cwd=desk)
    assert done.returncode == 0
    assert "onrecord build" in done.stdout if not command else f"onrecord {command[0]} " in done.stdout


HEAVY = {"spacy", "numpy", "onnxruntime", "pyoxigraph", "rdflib", "networkx", "matplotlib", "starlette", "httpx", "ray"}
"""Packages whose import takes longer than the help may; the time itself would measure what else the machine does."""


def test_help_is_quick(desk: Path) -> None:
    code = "import sys; from onrecord.__main__ import main; sys.argv = ['onrecord', '--help']\n"
    code += "try: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=desk, capture_output=True, encoding="utf-8", check=True)
    assert "onrecord build" in done.stdout
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "onrecord" in loaded
    assert loaded & HEAVY == set()


def test_it_knows_its_version(desk: Path) -> None:
    assert re.fullmatch(r"onrecord \d+\.\d+\.\d+\n", onrecord("--version", cwd=desk).stdout)
