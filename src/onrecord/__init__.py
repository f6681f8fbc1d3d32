"""onrecord: news about government as a knowledge graph that can be checked.

    import onrecord

    record = onrecord.read("Mayor Ana Ruiz signed the Clean Water Act on Monday.", date="2026-03-27")
    for said in record.assertions:
        print(said.subject, said.predicate, said.object, said.factuality, said.evidence[0].exact)

A `Record` is a pure value: entities, posts, assertions, attributions, rules and measurements, each with the characters
of the article that say it. `onrecord.rdf.quads(record)` is the same as RDF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import Article, Record

__all__ = ["read", "read_many"]


def read(
    text: str,
    date: str | None = None,
    *,
    identifier: str | None = None,
    headline: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    model: str | None = None,
    rules_only: bool = False,
) -> Record:
    """All that one article says.

    `date` is the day of publication ("2026-03-27"; "2026-03" and "2026" where no more is known): relative dates in the
    text ("on Monday") are counted from it, and stay out where it is not given. Without an `identifier` the article is
    named by a hash of its text. With `rules_only` the encoder is left out.

    Raises `onrecord.record.RecordError` for a date that is none, and `onrecord.errors.InputError` where the language
    model is not installed.

    >>> record = read("Sheriff Dana Poe leads the Larch County Sheriff's Office.")
    >>> [entity.label for entity in record.entities if entity.kind == "Person"]
    ['Dana Poe']
    """
    from onrecord.record import Article, PartialDate

    name = identifier or f"text-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    day = None if date is None else PartialDate(date)
    return next(
        read_many([Article(name, text, headline, day, publisher, author, url)], model=model, rules_only=rules_only)
    )


def read_many(articles: Iterable[Article], *, model: str | None = None, rules_only: bool = False) -> Iterator[Record]:
    """The record of each article, in order; the language model is loaded once.

    >>> from onrecord.record import Article
    >>> both = [Article("a", "The council sued Norlund County."), Article("b", "Mayor Ana Ruiz resigned.")]
    >>> [record.article.identifier for record in read_many(both)]
    ['a', 'b']
    """
    from onrecord.extract import record_of
    from onrecord.language import pipeline
    from onrecord.results import load
    from onrecord.settings import DEFAULT_MODEL

    for doc in pipeline.parse(articles, load(model or DEFAULT_MODEL, rules_only=rules_only)):
        yield record_of(doc)
