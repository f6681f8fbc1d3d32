"""A build in which the encoder alone says who said what, what is named and what holds, for the scoreboard.

    python -m benchmarks.encoder_alone INPUT --out FOLDER

Descriptions, pronouns, posts, dates, rules and measurements are the rules' as ever: the encoder has no say in them.
It writes `graph.ttl` alone, which no shape has checked.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from onrecord.articles import Omission, read_paths
from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.rdf import files, quads


def main() -> int:
    """Build the graph."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    articles = [item for item in read_paths([str(arguments.input)]) if not isinstance(item, Omission)]
    docs = pipeline.parse(articles, pipeline.load(mode="encoder"))
    found = [quad for doc in docs for quad in quads(record_of(doc))]
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "graph.ttl").write_bytes(files.turtle(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
