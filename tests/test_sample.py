"""The sample of assertions that is judged by reading: the same for the same graph and seed, and nothing left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.sample import COLUMNS, draw

from onrecord import graph

OUT = Path(__file__).parent.parent / "out"


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    records = graph.load(OUT)
    assert draw(records, 5, 7) == draw(records, 5, 7) == draw(records[::-1], 5, 7)
    assert draw(records, 5, 7) != draw(records, 5, 8)


def test_every_assertion_can_be_drawn_and_none_twice() -> None:
    records = graph.load(OUT)
    every = [said for record in records for said in record.assertions]
    assert len(draw(records, len(every) + 1, 7)) == len(every)
    assert len(set(map(repr, draw(records, len(every), 7)))) == len(every)
    often = Counter(drawn.assertion.predicate for seed in range(400) for drawn in draw(records, 1, seed))
    assert set(often) == {said.predicate for said in every}


def test_a_row_says_where_the_article_says_so() -> None:
    for number, drawn in enumerate(draw(graph.load(OUT), 20, 7), 1):
        row = dict(zip(COLUMNS, drawn.row(number), strict=True))
        first, last = map(int, row["characters"].split("-"))
        assert drawn.record.article.text[first:last].startswith(drawn.assertion.evidence[0].exact[:20])
        assert row["subject"]
        assert row["object"]
        assert len(row["quote"]) <= 160
        assert "[[" + " ".join(drawn.assertion.evidence[0].exact.split()) in drawn.around(0)
