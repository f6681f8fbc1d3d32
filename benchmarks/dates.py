"""How right the dates are: GUM's dates given their words, and the gold facts' dates found where their quotes stand.

    python -m benchmarks.dates ../shared/bench [--misses]

Three figures: GUM news and interviews with a "when" from the words alone, the same where they stand in the text (tense
known), and for each dated gold fact of train and dev, whether its date is among those of the sentences of its quote.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from benchmarks.entities import read_gold
from onrecord.language import calendar, dates
from onrecord.language.annotations import DateMention
from onrecord.language.pipeline import load, parse, plain
from onrecord.record import Article, PartialDate

Counts = dict[str, list[int]]


def gum_documents(bench: Path) -> Iterator[dict[str, Any]]:
    """GUM's news and interviews, train and dev."""
    for part in ("train", "dev"):
        for line in (bench / "gum" / f"{part}.jsonl").read_text(encoding="utf8").splitlines():
            document = json.loads(line)
            if document["genre"] in ("news", "interview"):
                yield document


def _published(value: str | None) -> PartialDate | None:
    return PartialDate(value) if value else None


def _in_context(doc: Doc, start: int, end: int, published: PartialDate | None) -> PartialDate | None:
    for expression in calendar.scan(doc.text):
        if expression.start < end and expression.end > start:
            span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
            return dates.read_in_context(expression, span, published) if span is not None else None
    for mention in doc._.dates:
        if doc[mention.start].idx < end and doc[mention.end - 1].idx >= start:
            return mention.value  # type: ignore[no-any-return]
    return None


def score_gum(bench: Path, counts: Counts, misses: list[str]) -> None:
    """Count GUM's dates that are right, from the words alone and where they stand."""
    nlp = load(components=("onrecord_dates",))
    for document in gum_documents(bench):
        published = _published(document["date"])
        doc = next(parse([Article(document["doc"], document["text"], date=published)], nlp))
        for start, end, when in document["dates"]:
            if "when" not in when:
                continue
            words = document["text"][start:end]
            alone = calendar.resolve(words, published)
            found = _in_context(doc, start, end, published)
            for name, value in (("GUM, words alone", alone), ("GUM, in context", found)):
                counts[name][0] += value is not None and value.value == when["when"]
                counts[name][1] += 1
            if found is None or found.value != when["when"]:
                misses.append(f"{document['doc']} {document['date']} {words!r}: {found} not {when['when']}")


def score_gold(bench: Path, part: str, counts: Counts, misses: list[str]) -> None:
    """Count the gold facts whose date is found in the sentences that their quote stands in."""
    nlp = load(components=("onrecord_dates",))
    for gold, text in read_gold(bench / part, [bench / "polnear" / "train" / "text"]):
        doc = next(parse([Article(gold["doc"], text, date=_published(gold["date"]))], nlp))
        for fact in gold["facts"]:
            if not fact.get("date"):
                continue
            values = {
                value.value
                for quote in fact["quote"].split(" … ")
                for mention in _mentions_around(doc, plain(quote))
                for value in (mention.value, mention.until)
                if value is not None
            }
            counts[f"gold {part}"][0] += fact["date"] in values
            counts[f"gold {part}"][1] += 1
            if fact["date"] not in values:
                misses.append(
                    f"{gold['doc']} {gold['date']}: {sorted(values)} not {fact['date']} | {fact['quote'][:120]}"
                )


def _mentions_around(doc: Doc, quote: str) -> list[DateMention]:
    start = doc.text.find(quote)
    span = doc.char_span(start, start + len(quote), alignment_mode="expand") if start >= 0 else None
    if span is None:
        return []
    first, last = span[0].sent.start, span[-1].sent.end
    return [mention for mention in doc._.dates if first <= mention.start < last]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    names = ("GUM, words alone", "GUM, in context", "gold train", "gold dev")
    counts: Counts = {name: [0, 0] for name in names}
    misses: list[str] = []
    score_gum(arguments.bench, counts, misses)
    for part in ("train", "dev"):
        score_gold(arguments.bench, part, counts, misses)
    if arguments.misses:
        print("\n".join(misses))
    for name, (right, of) in counts.items():
        print(f"{name:18} {right}/{of} = {right / of:.3f}")


if __name__ == "__main__":
    main()
