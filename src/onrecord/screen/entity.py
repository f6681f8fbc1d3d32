"""All that a graph says of one entity, over all its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.text import Text

from onrecord.record import Attribution, Entity, Record, Source
from onrecord.screen import facts, wording
from onrecord.screen.facts import Said
from onrecord.screen.wording import Names


def explain(screen: Console, records: Sequence[Record], key: str, base: str) -> None:
    """The entity, its facts, its statements, what is said about it, its rules and numbers."""
    names = Names.of(records)
    _who(screen, records, key, base)
    posts = {post.key for record in records for post in record.posts if post.body == key}
    _facts(screen, records, {key}, posts, names)
    _attributions(screen, records, names, "Says", lambda record: _by(key, record.statements))
    _attributions(screen, records, names, "Wants, plans, fears or knows", lambda record: _by(key, record.attitudes))
    _attributions(
        screen, records, names, "Is spoken about", lambda record: [i for i in record.statements if key in i.about]
    )
    for record in records:
        rules = [rule for rule in record.rules if rule.rule_of == key or _is(key, rule.bearer)]
        numbers = [number for number in record.measurements if number.of == key]
        if rules:
            facts.heading(screen, "Rules", record.article.identifier)
            facts.rules(screen, record, rules, names)
        if numbers:
            facts.heading(screen, "Numbers", record.article.identifier)
            facts.measurements(screen, record, numbers, names)


def _is(key: str, source: Source | None) -> bool:
    return source is not None and source.entity == key


def _about(key: str, items: Iterable[Attribution]) -> list[Attribution]:
    return [item for item in items if key in item.about]


def _by(key: str, items: Iterable[Attribution]) -> list[Attribution]:
    return [item for item in items if _is(key, item.speaker)]


def _who(screen: Console, records: Sequence[Record], key: str, base: str) -> None:
    found: list[tuple[Record, Entity]] = [(r, entity) for r in records for entity in r.entities if entity.key == key]
    first = found[0][1]
    also = sorted({name for _, entity in found for name in (entity.label, *entity.alt_labels)} - {first.label})
    screen.print(Text.assemble((first.label, "bold"), (f"  {first.kind.value.lower()}", "dim")))
    if also:
        screen.print(Text(f"also called {', '.join(also)}"))
    times = wording.counted(sum(len(entity.evidence) for _, entity in found), "time")
    articles = wording.counted(len(found), "article")
    screen.print(Text(f"named {times} in {articles}: {', '.join(r.article.identifier for r, _ in found[:5])}", "dim"))
    screen.print(Text(f"<{base}{key}>", style="dim"))


def _facts(screen: Console, records: Sequence[Record], keys: set[str], posts: set[str], names: Names) -> None:
    said = [
        Said(record, item)
        for record in records
        for item in record.assertions
        if item.subject in keys or item.object in keys | posts
    ]
    sure = [item for item in said if item.assertion.plain]
    rest = [item for item in said if not item.assertion.plain]
    if not said:
        facts.heading(screen, "No facts: the articles name it, and say nothing of it that the graph has a word for.")
    if sure:
        facts.heading(screen, wording.counted(len(sure), "fact").capitalize(), "said so by the articles themselves")
        facts.facts(screen, sure, names, with_article=len(records) > 1)
    if rest:
        facts.heading(screen, f"{len(rest)} not (yet) facts", "planned, possible, claimed or denied")
        facts.facts(screen, rest, names, with_article=len(records) > 1)


def _attributions(
    screen: Console,
    records: Sequence[Record],
    names: Names,
    title: str,
    chosen: Callable[[Record], list[Attribution]],
) -> None:
    for record in records:
        found = chosen(record)
        if found:
            facts.heading(screen, title, record.article.identifier)
            facts.attributions(screen, found, names)
