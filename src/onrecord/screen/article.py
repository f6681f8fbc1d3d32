"""One article on the screen: who and what, the facts, who said what, the rules, the numbers."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.record import Entity, Kind, Record
from onrecord.screen import facts, wording
from onrecord.screen.wording import Names


def show(screen: Console, record: Record, *, every: bool = False) -> None:
    """All that the record says; attitudes and entities spoken of once only where `every` is set."""
    names = Names.of([record])
    _title(screen, record)
    _entities(screen, record, every)
    if record.assertions:
        facts.heading(screen, wording.counted(len(record.assertions), "fact").capitalize(), "as the article says them")
        facts.facts(screen, [facts.Said(record, item) for item in record.assertions], names)
    if record.statements:
        facts.heading(screen, wording.counted(len(record.statements), "statement").capitalize(), "who said what")
        facts.attributions(screen, record.statements, names)
    if record.attitudes and every:
        facts.heading(screen, wording.counted(len(record.attitudes), "attitude").capitalize(), "and nobody's word")
        facts.attributions(screen, record.attitudes, names)
    if record.rules:
        facts.heading(screen, wording.counted(len(record.rules), "rule").capitalize(), "who may or must do what")
        facts.rules(screen, record, record.rules, names)
    if record.measurements:
        facts.heading(screen, wording.counted(len(record.measurements), "number").capitalize())
        facts.measurements(screen, record, record.measurements, names)


def _title(screen: Console, record: Record) -> None:
    article = record.article
    date = wording.day(article.date) if article.date else "no date known"
    screen.print(Text(article.headline or article.identifier, style="bold"))
    details = [article.publisher, article.author, date, article.identifier if article.headline else None, article.url]
    screen.print(Text(" · ".join(detail for detail in details if detail), style="dim"))


def _entities(screen: Console, record: Record, every: bool) -> None:
    if not record.entities:
        facts.heading(screen, "Nobody and nothing that this graph is about is named here.")
        return
    facts.heading(screen, "Who and what", "with how often each is named")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for kind in Kind:
        entities = [entity for entity in record.entities if entity.kind is kind]
        if entities:
            number = wording.counted(len(entities), kind.value.lower(), wording.PLURALS[kind])
            table.add_row(Text(number, style="bold"), _listed(entities, every))
    screen.print(table)


def _listed(entities: list[Entity], every: bool) -> Text:
    ordered = sorted(entities, key=lambda entity: (-len(entity.evidence), entity.key))
    shown = ordered if every else ordered[:12]
    text = Text()
    for number, entity in enumerate(shown):
        text.append("; " if number else "")
        text.append(entity.label)
        names = f", also {', '.join(entity.alt_labels)}" if entity.alt_labels else ""
        text.append(f" ({len(entity.evidence)}{names})", style="dim")
    if len(ordered) > len(shown):
        text.append(f"; and {len(ordered) - len(shown)} more (--all)", style="dim")
    return text
