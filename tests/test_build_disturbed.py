"""A build that is killed, stopped, or out of room: nothing is harmed, and the next ends as if nothing had happened."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from disturbed import COMMAND, archive, end, heard, killed, left, quads_in_store, start
from onrecord.engines.guard import Limits
from onrecord.ledger import Ledger

ARTICLES = 40


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("source") / "archive.jsonl", ARTICLES)


@pytest.fixture(scope="module")
def whole(source: Path) -> Path:
    """The folder of a build that nothing disturbed."""
    out = source.with_name("whole")
    finish(source, out)
    return out


def finish(source: Path, out: Path) -> None:
    subprocess.run([*COMMAND, str(source), "--out", str(out), "--quiet"], check=True)


MOMENTS = [("start", 1, 0.3), ("article", 1, 0.0), ("article", 8, 0.1), ("writing", 1, 0.0), ("writing", 1, 0.05)]
"""When the build is killed: seconds after an event was told so many times, give or take some."""


def test_killed_at_any_moment_it_ends_with_the_same_bytes(source: Path, whole: Path) -> None:
    chance = random.Random(20260327)  # noqa: S311
    out = source.with_name("killed")
    running = [killed(source, out, event, times, wait * chance.uniform(0.5, 1.5)) for event, times, wait in MOMENTS]
    assert sum(running) >= len(MOMENTS) - 1
    finish(source, out)
    assert left(out) == left(whole)
    assert quads_in_store(out) == quads_in_store(whole)


def test_ctrl_c_is_one_line_and_keeps_what_was_read(tmp_path: Path) -> None:
    out, whole, number = tmp_path / "out", tmp_path / "whole", 10 * ARTICLES
    source = archive(tmp_path / "archive.jsonl", number)
    build = start(source, out, "--log-json")
    assert heard(build, "article", 3) == 3
    end(build, signal.SIGINT)
    _, errors = build.communicate(timeout=60)
    said = [line for line in errors.splitlines() if not line.startswith("{")]
    assert build.returncode == 130
    assert len(said) == 1
    assert "stopped" in said[0]
    assert not (out / "graph.ttl").exists()
    with Ledger.of(out) as ledger:
        assert 3 <= len(ledger.identifiers()) < number
    finish(source, out)
    finish(source, whole)
    assert left(out) == left(whole)


def test_a_disk_without_room_is_one_line_and_harms_nothing(source: Path, whole: Path) -> None:
    """No file may grow over 300 KB, as if the disk were full: first the ledger, later the graph cannot be written."""
    more = archive(source.with_name("more.jsonl"), ARTICLES + 60)
    out = source.with_name("full")
    shutil.copytree(whole, out)
    before = left(out)

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))

    command = [*COMMAND, str(more), "--out", str(out), "--quiet"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", preexec_fn=no_room, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr
    assert left(out) == before
    finish(source, out)
    assert left(out) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused_at_once(source: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    command = [*COMMAND, str(source), "--out", str(tmp_path / "out"), "--quiet"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    tmp_path.chmod(0o700)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "cannot be written to" in done.stderr


def test_the_log_is_json_lines_that_tell_of_every_article(source: Path, whole: Path) -> None:
    command = [*COMMAND, str(source), "--out", str(whole), "--log-json", "--quiet"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["start", *["unchanged"] * ARTICLES, "writing", "done"]
    assert events[-1]["articles"] == ARTICLES


def test_an_article_that_takes_too_long_is_named_and_tried_again_on_demand(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "archive.jsonl", 3), tmp_path / "out"
    build = [*COMMAND, str(source), "--out", str(out), "--quiet"]
    hasty = subprocess.run([*build, "--timeout", "0.001"], capture_output=True, encoding="utf-8", check=False)
    assert hasty.returncode == 1
    assert hasty.stderr.count("left out: story-") == 3
    assert "took over 0.001 seconds" in hasty.stderr
    again = subprocess.run(build, capture_output=True, encoding="utf-8", check=False)
    assert again.stderr.count("took over 0.001 seconds") == 3
    retried = subprocess.run([*build, "--retry"], capture_output=True, encoding="utf-8", check=False)
    assert (retried.returncode, retried.stderr) == (0, "")
    assert Limits().timeout == 60
