"""A random sample of the assertions of a built graph, to be judged by reading.

    python -m benchmarks.sample GRAPH [--count 100] [--seed 20261124] [--around 0]

Every assertion of every article is as likely to be drawn as any other: they are sorted by IRI first, so that the same
graph and seed always give the same sample. The table that it prints (tab-separated, one assertion a line) names the
article, the characters of the evidence, the triple, its factuality, claimant and date, and quotes the evidence.
With `--around`, so many characters of the article before and behind the evidence are printed under each.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord import graph
from onrecord.rdf.writing import assertion_iri
from onrecord.record import Assertion, Record

COLUMNS = (
    "number",
    "article",
    "characters",
    "subject",
    "predicate",
    "object",
    "factuality",
    "claimant",
    "date",
    "quote",
)
_LONGEST = 160
"""Characters of the evidence that a line of the table quotes."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One assertion of the sample, with the record of the article that says it."""

    record: Record
    assertion: Assertion

    def label(self, key: str) -> str:
        """What the article calls this entity, or the post's title and body."""
        for entity in self.record.entities:
            if entity.key == key:
                return entity.label
        post = next(post for post in self.record.posts if post.key == key)
        return f"={post.title}" if post.body is None else f"={post.title} ({self.label(post.body)})"

    def row(self, number: int) -> tuple[str, ...]:
        """The cells of the table, in the order of `COLUMNS`."""
        said = self.assertion
        source = said.claimant
        claimant = "" if source is None else self.label(source.entity) if source.entity else f'"{source.text}"'
        first, last = min(item.start for item in said.evidence), max(item.end for item in said.evidence)
        quote = " ".join(" … ".join(item.exact for item in said.evidence).split())
        return (
            str(number),
            self.record.article.identifier,
            f"{first}-{last}",
            self.label(said.subject),
            said.predicate,
            self.label(said.object),
            said.factuality.value,
            claimant,
            _dates(said),
            quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…",
        )

    def around(self, width: int) -> str:
        """The article's words from `width` characters before each piece of evidence to as many behind it."""
        text = self.record.article.text
        pieces = [
            f"{text[max(0, item.start - width) : item.start]}[[{item.exact}]]{text[item.end : item.end + width]}"
            for item in self.assertion.evidence
        ]
        return " ".join(" // ".join(pieces).split())


def draw(records: Sequence[Record], count: int, seed: int) -> list[Drawn]:
    """So many assertions, each as likely as any other, in the order of the draw; all of them where there are fewer."""
    every = [Drawn(record, said) for record in records for said in record.assertions]
    every.sort(key=lambda drawn: assertion_iri(drawn.assertion, drawn.record.article.identifier).value)
    return random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311


def _dates(said: Assertion) -> str:
    ends = [date.value if date else "" for date in (said.from_date, said.until_date)]
    span = "/".join(ends) if any(ends) else ""
    return " ".join(part for part in (said.on_date.value if said.on_date else "", span) if part)


def main() -> None:
    """Print the sample of the graph in the folder given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="a folder that onrecord build wrote")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--around", type=int, default=0, help="characters of the article to print around the evidence")
    given = parser.parse_args()
    print("\t".join(COLUMNS))
    for number, drawn in enumerate(draw(graph.load(given.graph), given.count, given.seed), 1):
        print("\t".join(drawn.row(number)))
        if given.around:
            print(f"    {drawn.around(given.around)}")


if __name__ == "__main__":
    main()
