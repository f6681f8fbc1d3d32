"""Kill a build at a random moment, begin it again, and compare with one that nothing disturbed; many times.

    python -m benchmarks.kills --times 50 --articles 24 --rules-only

The moment is a random number of articles into the build, or into the writing of its files, and some time more. The
whole group of processes is killed (SIGKILL), as a power cut does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_KEPT = ("ledger.sqlite", "store")
"""What is no file of the graph: bytes of databases tell how they came about."""


def main() -> int:
    """Exit code 1 where a build ended with other bytes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=24, help="how many articles each build reads")
    parser.add_argument("--rules-only", action="store_true", help="leave the trained encoder out")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = _archive(folder / "archive.jsonl", options.articles)
        command = [sys.executable, "-m", "onrecord", "build", str(source), "--log-json", "--quiet"]
        command += ["--rules-only"] if options.rules_only else []
        _build(command, folder / "whole").communicate()
        whole, same, running = _files(folder / "whole"), 0, 0
        for number in range(options.times):
            out = folder / f"killed-{number}"
            running += _killed(command, out, chance.randrange(options.articles + 2), chance.uniform(0, 0.4))
            _build(command, out).communicate()
            same += _files(out) == whole
            said = f"{number + 1} kills, {running} while it ran, {same} with the bytes of an undisturbed build"
            print(said, flush=True)
    return 0 if same == options.times else 1


def _archive(path: Path, articles: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            text = (
                f"Mayor Ana Ruiz of Norlund said Tuesday that the city will pay Larch County ${number + 2},000.\n"
                f"The Norlund City Council passed the Clean Water Ordinance No. {number} on March {number + 1}."
            )
            file.write(json.dumps({"id": f"story-{number}", "text": text, "date": "2026-03-27"}) + "\n")
    return path


def _build(command: list[str], out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        [*command, "--out", str(out)], stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )


def _killed(command: list[str], out: Path, events: int, seconds: float) -> bool:
    build = _build(command, out)
    assert build.stderr is not None
    for _ in range(events):
        build.stderr.readline()
    time.sleep(seconds)
    running = build.poll() is None
    if running:
        os.killpg(build.pid, signal.SIGKILL)
    build.communicate()
    return running


def _files(out: Path) -> dict[str, bytes]:
    names = [path for path in out.rglob("*") if path.is_file() and path.relative_to(out).parts[0] not in _KEPT]
    return {str(path.relative_to(out)): path.read_bytes() for path in names}


if __name__ == "__main__":
    sys.exit(main())
