"""Seconds and memory of every export format on a graph of a given size.

`python -m benchmarks.exports --triples 1000000` makes a graph of copies of the seed's article under names of their own,
which share the entities that are known by name alone, and exports it in each format in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord import graph, rdf
from onrecord.exports import FORMATS
from onrecord.rdf import files, terms
from onrecord.record import Record

SEED = Path(__file__).parent.parent / "out"


def main() -> None:
    """Print a table: format, seconds, processor seconds, megabytes of memory at the most, megabytes written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="*", choices=FORMATS, default=list(FORMATS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as beside:
        folder = Path(beside)
        articles, triples = write(folder, options.triples)
        print(f"{triples:,} triples of {articles:,} articles\n")
        print("| format | seconds | processor seconds | memory, MB | written, MB |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for name in options.formats:
            target = folder / f"written{FORMATS[name].ending}"
            seconds, processor, memory = measured(folder, name, target)
            size = target.stat().st_size / 1e6
            print(f"| {name} | {seconds:.1f} | {processor:.1f} | {memory:.0f} | {size:.1f} |", flush=True)


def write(folder: Path, wanted: int) -> tuple[int, int]:
    """A built folder with at least so many triples; the numbers of its articles and triples."""
    triples = articles = 0
    with (folder / graph.FILE).open("wb") as file:
        for record in copies(graph.load(SEED)[0]):
            quads = rdf.quads(record)
            file.write(files.trig(quads) + b"\n")
            articles, triples = articles + 1, triples + len(quads)
            if triples >= wanted:
                break
    (folder / "build.json").write_text(json.dumps({"base": terms.BASE}), encoding="utf-8")
    return articles, triples


def copies(record: Record) -> Iterator[Record]:
    """The record under one name after the other."""
    number = 0
    while True:
        number += 1
        yield replace(record, article=replace(record.article, identifier=f"copy-{number:06}"))


def measured(folder: Path, name: str, target: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds, and megabytes of the process that exports."""
    command = [
        sys.executable,
        "-m",
        "onrecord",
        "export",
        "--graph",
        str(folder),
        "--format",
        name,
        "--to",
        str(target),
    ]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    assert status == 0, name
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
