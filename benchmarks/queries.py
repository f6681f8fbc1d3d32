"""How long each question takes on a store of many articles: `python -m benchmarks.queries --articles 10000`.

Fills a store with synthetic articles, changes a few of them, asks each question of the package without parameters and,
where it has some, about a well-known entity, and prints the tables of `docs/queries.md`.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize

from benchmarks import synthetic
from onrecord import store
from onrecord.queries import LISTED, Question, questions
from onrecord.rdf import quads, terms
from onrecord.record import Kind

RUNS = 2


def known(kind: Kind, number: int = 0) -> NamedNode:
    """The entity with this number."""
    return NamedNode(terms.BASE + synthetic.key(kind, number))


def identifier(number: int) -> str:
    """The identifier of the article with this number."""
    return f"synthetic-{number:06}"


def written(name: str) -> bytes:
    """The graph of the article with this identifier, as N-Quads."""
    return serialize(quads(synthetic.record(int(name.removeprefix("synthetic-")))), format=RdfFormat.N_QUADS) or b""


def fill(folder: Path, articles: int) -> None:
    """Fill the store, replace 1 and then 100 articles, and print how long each took."""
    keys = {identifier(number): "1" for number in range(articles)}
    began = time.process_time()
    made = sum(written(name).count(b"\n") for name in keys)
    making = time.process_time() - began
    began = time.process_time()
    store.refresh(folder, keys, written)
    filling = time.process_time() - began - making
    report("fill anew", filling, f"{articles:,} articles, {made:,} quads")
    for changed in (1, 100):
        keys |= {identifier(number * 7): f"{changed} changed" for number in range(changed)}
        began = time.process_time()
        store.refresh(
            folder,
            keys,
            lambda name: written(f"synthetic-{(int(name[-6:]) + 1):06}").replace(
                identifier(int(name[-6:]) + 1).encode(), name.encode()
            ),
        )
        report("replace", time.process_time() - began, f"{changed} articles")
    size = sum(file.stat().st_size for file in (folder / "store").rglob("*") if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"\n{size / 1e6:,.0f} MB on disk, {peak:,} MB of memory at most\n")


def report(what: str, seconds: float, of: str) -> None:
    """Print a line."""
    print(f"{what}: {seconds:.2f} s ({of})")


VALUES: Mapping[str, NamedNode | Literal] = {
    "program": known(Kind.PROGRAM),
    "agent": known(Kind.AGENCY),
    "body": known(Kind.AGENCY),
    "person": known(Kind.PERSON),
    "entity": known(Kind.AGENCY),
    "subject": known(Kind.AGENCY),
    "speaker": known(Kind.PERSON),
    "claimant": known(Kind.PERSON),
    "about": known(Kind.PROGRAM),
    "place": known(Kind.PLACE),
    "of": known(Kind.FACILITY),
    "source": known(Kind.LAW),
    "party": known(Kind.AGENCY),
    "cause": known(Kind.LAW),
    "law": known(Kind.LAW),
    "target": known(Kind.AGENCY),
    "payer": known(Kind.AGENCY),
    "successor": known(Kind.PERSON),
}
"""A well-known entity for the first parameter of each question that has one of these."""


def timed(opened: Store, query: str) -> tuple[int, float]:
    """The rows of the answer, and the least time of the processor in seconds to the last byte of it."""
    best = float("inf")
    for _ in range(RUNS):
        began = time.process_time()
        found = opened.query(query, prefixes=terms.prefixes(terms.BASE))
        assert isinstance(found, QuerySolutions)
        rows = (found.serialize(format=QueryResultsFormat.TSV) or b"").count(b"\n") - 1
        best = min(best, time.process_time() - began)
    return rows, best


def row(opened: Store, question: Question) -> str:
    """The line of the table for a question."""
    cells = [question.name]
    if any(parameter.needed for parameter in question.parameters):
        cells += ["", "", ""]
    else:
        _, first = timed(opened, question.asked({}, LISTED))
        rows, seconds = timed(opened, question.asked({}))
        cells += [f"{first:.2f}", f"{rows:,}", f"{seconds:.2f}"]
    name = next(parameter.name for parameter in question.parameters if parameter.name in VALUES)
    rows, seconds = timed(opened, question.asked({name: VALUES[name]}, LISTED))
    return "| " + " | ".join([*cells, name, f"{rows:,}", f"{seconds:.2f}"]) + " |"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--graph", type=Path, help="keep the store in this folder, or use the one that is there")
    parser.add_argument("--only", action="append", help="time these questions alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.graph or Path(scratch)
        if not store.holds(folder):
            fill(folder, given.articles)
        print("| question | the first 1,000: s | all: rows | s | about | rows | s |")
        print("| --- | --: | --: | --: | --- | --: | --: |")
        with store.open_read_only(folder) as opened:
            for question in questions().values():
                if not given.only or question.name in given.only:
                    print(row(opened.store, question), flush=True)


if __name__ == "__main__":
    main()
