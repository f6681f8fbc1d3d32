"""What a graph holds, on a screenful: who and what, the facts of note, who speaks, what was set aside, what was slow.

It is made from the digests of the articles; the records of a few are read for the sentences that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.build import Built
from onrecord.digest import NOTED, Digest
from onrecord.ledger import Ledger
from onrecord.rdf import records
from onrecord.record import Factuality, Kind, Record
from onrecord.screen import facts, wording
from onrecord.screen.facts import Said
from onrecord.screen.wording import Names

_SLOW = 2.0
"""Seconds from which on an article is named among the slowest."""

_Noted = tuple[float, str, str, str, str]
"""Worth (the smaller the worthier), subject, predicate, object, and the article that says it."""


@dataclass(slots=True)
class Overview:
    """What the digests of all articles say together; an entity has the label that its first article gives it."""

    articles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    entities: dict[str, tuple[str, str]] = field(default_factory=dict)
    speakers: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    noted: list[_Noted] = field(default_factory=list)

    @classmethod
    def of(cls, digests: Iterable[tuple[str, Digest]]) -> Overview:
        """The overview of these articles, given with their identifiers."""
        found = cls()
        for identifier, digest in digests:
            found._add(identifier, digest)
        return found

    def _add(self, identifier: str, digest: Digest) -> None:
        self.articles += 1
        self.counts.update(digest.counts)
        self.own.update(digest.own)
        self.claims += digest.claims
        self.speakers.update(digest.speakers)
        self.reasons.update(digest.set_aside)
        for key, kind, label, mentions in digest.entities:
            self.mentions[key] += mentions
            self.entities.setdefault(key, (kind, label))
        noted: dict[tuple[str, str], _Noted] = {}
        new: list[_Noted] = [(*fact, identifier) for fact in digest.noted]
        for item in sorted((*self.noted, *new)):
            noted.setdefault((item[1], item[2]), item)
        self.noted = list(noted.values())[:NOTED]

    def most_named(self) -> list[str]:
        """The keys of the entities, the one that is named most often first."""
        return sorted(self.entities, key=lambda key: (-self.mentions[key], key))


def summary(screen: Console, overview: Overview, ledger: Ledger, built: Built, out: Path) -> None:
    """The summary of a build whose files are written."""
    _title(screen, overview, built, out)
    _entities(screen, overview)
    _said(screen, overview)
    _noted(screen, overview, ledger)
    _speakers(screen, overview)
    if overview.reasons:
        number = wording.counted(overview.reasons.total(), "node")
        facts.heading(screen, f"Set aside: {number} failed a check", f"with their reasons in {out}/quarantine.trig")
        for reason, times in overview.reasons.most_common(5):
            screen.print(Text(f"{times:,} × {reason}" if times > 1 else reason))
    slow = sorted((item for item in built.slowest if item[0] >= _SLOW), reverse=True)
    if slow:
        facts.heading(screen, "Slowest to read")
        screen.print(Text(", ".join(f"{name} ({seconds:.1f} s)" for seconds, name in slow)))


def _title(screen: Console, overview: Overview, built: Built, out: Path) -> None:
    title = f"Read {wording.counted(overview.articles, 'article')}"
    triples = wording.counted(overview.counts["quads"], "triple")
    screen.print(Text.assemble((title, "bold"), f" into {out}/graph.ttl, {triples}"))
    if built.unchanged or built.removed:
        parts = [f"{built.read:,} read now", f"{built.unchanged:,} unchanged since the last build"]
        parts += [f"{len(built.removed):,} gone"] if built.removed else []
        screen.print(Text(", ".join(parts), style="dim"))


def _entities(screen: Console, overview: Overview) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    ordered = [overview.entities[key] for key in overview.most_named()]
    for kind in Kind:
        labels = [label for of, label in ordered if of == kind.value]
        if labels:
            number = wording.counted(len(labels), kind.value.lower(), wording.PLURALS[kind])
            rest = f" and {len(labels) - 4:,} more" if len(labels) > 4 else ""
            table.add_row(Text(number, style="bold"), Text("; ".join(labels[:4]) + rest))
    if table.row_count:
        facts.heading(screen, "Who and what", "the most named first")
        screen.print(table)


def _said(screen: Console, overview: Overview) -> None:
    own, counts = overview.own, overview.counts
    parts = [
        (wording.counted(own[Factuality.ACTUAL], "fact"), wording.STYLES[Factuality.ACTUAL]),
        (wording.counted(own[Factuality.PLANNED], "plan"), wording.STYLES[Factuality.PLANNED]),
        (wording.counted(own[Factuality.POSSIBLE], "possibility", "possibilities"), "magenta"),
        (wording.counted(own[Factuality.DENIED], "denial"), wording.STYLES[Factuality.DENIED]),
        (wording.counted(overview.claims, "claim"), "yellow"),
        (wording.counted(counts["statements"], "statement"), ""),
        (wording.counted(counts["rules"], "rule"), ""),
        (wording.counted(counts["measurements"], "number"), ""),
    ]
    facts.heading(screen, "What is said")
    shown = [part for part in parts if not part[0].startswith("0 ")]
    line = Text(", ").join(Text(words, style=style) for words, style in shown)
    screen.print(line if shown else Text("nothing that the graph has a word for"))


def _noted(screen: Console, overview: Overview, ledger: Ledger) -> None:
    """The facts about programs, laws and agreements, and the dated ones, among those who are named most."""
    if not overview.noted:
        return
    base = ledger.note("base")
    sources: dict[str, Record] = {}
    for identifier in dict.fromkeys(item[4] for item in overview.noted):
        sources.update((identifier, record) for record in records(_quads(ledger, identifier), base))
    chosen = []
    for _, subject, predicate, target, identifier in overview.noted:
        record = sources.get(identifier)
        same = (
            said
            for said in (record.assertions if record else ())
            if (said.subject, said.predicate, said.object) == (subject, predicate, target)
        )
        # What broke a shape is not in the graph any more.
        chosen += [Said(record, said) for said in list(same)[:1] if record]
    if chosen:
        facts.heading(screen, "Of note")
        facts.facts(screen, chosen, Names.of(sources.values()), with_article=overview.articles > 1)


def _quads(ledger: Ledger, identifier: str) -> Iterable[Quad]:
    return parse(ledger.quads(identifier), format=RdfFormat.N_QUADS)


def _speakers(screen: Console, overview: Overview) -> None:
    if overview.speakers:
        facts.heading(screen, "Who speaks")
        ordered = sorted(overview.speakers.items(), key=lambda item: (-item[1], item[0]))
        rest = f", and {len(ordered) - 8:,} more" if len(ordered) > 8 else ""
        screen.print(Text(", ".join(f"{name} ({times:,})" for name, times in ordered[:8]) + rest))
