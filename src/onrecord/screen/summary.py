"""What a build found, on a screenful: who and what, the facts of note, who speaks, what was left out or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.build import Built
from onrecord.record import Entity, Factuality, Kind, Record
from onrecord.screen import facts, wording
from onrecord.screen.facts import Said
from onrecord.screen.wording import Names

_NOTED = 6
_TARGETS = (Kind.PROGRAM, Kind.LAW, Kind.AGREEMENT)


def summary(screen: Console, built: Built, out: Path) -> None:
    """The summary of a build whose files are written."""
    records = built.records
    names = Names.of(records)
    title = f"Read {wording.counted(len(records), 'article')}"
    screen.print(Text.assemble((title, "bold"), f" into {out}/graph.ttl, {wording.counted(len(built.kept), 'triple')}"))
    _entities(screen, records)
    _said(screen, records)
    _noted(screen, records, names)
    _speakers(screen, records, names)
    if built.quarantined:
        number = wording.counted(len(built.quarantined), "node")
        facts.heading(screen, f"Set aside: {number} failed a check", f"with their reasons in {out}/quarantine.trig")
        for reason, times in Counter(item.reason for item in built.quarantined).most_common(5):
            screen.print(Text(f"{times} × {reason}" if times > 1 else reason))


def most_named(records: Sequence[Record]) -> list[Entity]:
    """The entities, the one that is named most often first."""
    mentions: Counter[str] = Counter()
    first: dict[str, Entity] = {}
    for record in records:
        for entity in record.entities:
            mentions[entity.key] += len(entity.evidence)
            first.setdefault(entity.key, entity)
    return sorted(first.values(), key=lambda entity: (-mentions[entity.key], entity.key))


def _entities(screen: Console, records: Sequence[Record]) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    ordered = most_named(records)
    for kind in Kind:
        labels = [entity.label for entity in ordered if entity.kind is kind]
        if labels:
            number = wording.counted(len(labels), kind.value.lower(), wording.PLURALS[kind])
            rest = f" and {len(labels) - 4:,} more" if len(labels) > 4 else ""
            table.add_row(Text(number, style="bold"), Text("; ".join(labels[:4]) + rest))
    if table.row_count:
        facts.heading(screen, "Who and what", "the most named first")
        screen.print(table)


def _said(screen: Console, records: Sequence[Record]) -> None:
    said = [item for record in records for item in record.assertions]
    own: Counter[Factuality] = Counter(item.factuality for item in said if item.claimant is None)
    parts = [
        (wording.counted(own[Factuality.ACTUAL], "fact"), wording.STYLES[Factuality.ACTUAL]),
        (wording.counted(own[Factuality.PLANNED], "plan"), wording.STYLES[Factuality.PLANNED]),
        (wording.counted(own[Factuality.POSSIBLE], "possibility", "possibilities"), "magenta"),
        (wording.counted(own[Factuality.DENIED], "denial"), wording.STYLES[Factuality.DENIED]),
        (wording.counted(sum(item.claimant is not None for item in said), "claim"), "yellow"),
        (wording.counted(sum(len(record.statements) for record in records), "statement"), ""),
        (wording.counted(sum(len(record.rules) for record in records), "rule"), ""),
        (wording.counted(sum(len(record.measurements) for record in records), "number"), ""),
    ]
    facts.heading(screen, "What is said")
    shown = [part for part in parts if not part[0].startswith("0 ")]
    line = Text(", ").join(Text(words, style=style) for words, style in shown)
    screen.print(line if shown else Text("nothing that the graph has a word for"))


def _noted(screen: Console, records: Sequence[Record], names: Names) -> None:
    """The facts about programs, laws and agreements, and the dated ones, among those who are named most."""
    weight = {entity.key: (entity.kind, len(entity.evidence)) for record in records for entity in record.entities}

    def note(item: Said) -> tuple[float, str]:
        it = item.assertion
        kind, mentions = weight.get(it.object, (None, 1))
        dated = it.on_date is not None or it.from_date is not None
        worth = 2.0 * (kind in _TARGETS) + dated + it.confidence + min(1.0, (mentions + weight[it.subject][1]) / 20)
        return -worth, f"{it.subject} {it.predicate} {it.object}"

    every = [Said(record, item) for record in records for item in record.assertions]
    seen: dict[tuple[str, str], Said] = {}
    for item in sorted(every, key=note):
        seen.setdefault((item.assertion.subject, item.assertion.predicate), item)
    chosen = list(seen.values())[:_NOTED]
    if chosen:
        facts.heading(screen, "Of note")
        facts.facts(screen, chosen, names, with_article=len(records) > 1)


def _speakers(screen: Console, records: Sequence[Record], names: Names) -> None:
    speakers = Counter(names.source(item.speaker) for record in records for item in record.statements)
    if speakers:
        facts.heading(screen, "Who speaks")
        ordered = sorted(speakers.items(), key=lambda item: (-item[1], item[0]))
        rest = f", and {len(ordered) - 8} more" if len(ordered) > 8 else ""
        screen.print(Text(", ".join(f"{name} ({times})" for name, times in ordered[:8]) + rest))
