"""What an article says, for the tests of posts and candidacies."""

from __future__ import annotations

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article, Record


def read(text: str) -> Record:
    return record_of(next(iter(pipeline.parse([Article("a", text)]))))


def said(text: str, predicate: str) -> set[str]:
    record = read(text)
    titles = {post.key: post.title for post in record.posts}
    labels = {entity.key: entity.label for entity in record.entities}
    found = [item for item in record.assertions if item.predicate == predicate]
    return {titles.get(item.object) or labels[item.object] for item in found}
