"""Builds in a process of their own that are ended from outside, and what they leave."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

COMMAND = (sys.executable, "-m", "onrecord", "build")
NOT_OUTPUT = {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "store"}


def archive(path: Path, number: int) -> Path:
    """A JSON Lines file of short articles that share some of their entities."""
    mayors = ("Ana Ruiz", "Lee Moss", "Kim Ash")
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            text = (
                f"Mayor {mayors[n % 3]} of Norlund said Tuesday that the city will pay Larch County ${n + 2},000.\n"
                f"The Norlund City Council passed the Clean Water Ordinance No. {n} on March {n % 28 + 1}."
            )
            file.write(json.dumps({"id": f"story-{n}", "text": text, "date": "2026-03-27"}) + "\n")
    return path


def start(source: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    """A build in a session of its own, so that its workers can be ended with it."""
    command = [*COMMAND, str(source), "--out", str(out), *options]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_listen_to_ctrl_c,
    )


def _listen_to_ctrl_c() -> None:
    """A shell starts what runs in the background deaf to Ctrl-C, and so all that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def end(build: subprocess.Popen[str], sign: signal.Signals) -> None:
    """Send a signal to the build and all its workers, as a terminal or a power cut does."""
    try:
        os.killpg(build.pid, sign)
    except ProcessLookupError:
        # It has just ended by itself.
        return


def heard(build: subprocess.Popen[str], event: str, times: int) -> int:
    """Wait until the log has told of an event so many times; how many times it did before the build ended."""
    assert build.stderr is not None
    told = 0
    for line in build.stderr:
        told += json.loads(line)["event"] == event
        if told == times:
            break
    return told


def killed(source: Path, out: Path, event: str, times: int, seconds: float) -> bool:
    """Kill a build so many seconds after it has told of an event so many times; whether it was still running then."""
    build = start(source, out, "--quiet", "--log-json")
    heard(build, event, times)
    time.sleep(seconds)
    running = build.poll() is None
    end(build, signal.SIGKILL)
    build.communicate()
    return running


def left(out: Path) -> dict[str, bytes]:
    """Every file of the folder but the ledger and the store, with its bytes."""
    names = [path for path in out.rglob("*") if path.relative_to(out).parts[0] not in NOT_OUTPUT and path.is_file()]
    return {str(path.relative_to(out)): path.read_bytes() for path in names}


def quads_in_store(out: Path) -> set[str]:
    """What the embedded store says, all named graphs."""
    from onrecord import store

    with store.opened(out) as opened:
        return {str(quad) for quad in opened.store}
