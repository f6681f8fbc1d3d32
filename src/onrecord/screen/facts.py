"""Facts, statements, rules and numbers, each with its sentence: a table on a wide screen, blocks on a narrow one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.record import Assertion, Attribution, Evidence, Measurement, Modality, Record, Rule
from onrecord.screen import wording
from onrecord.screen.console import TABLE_WIDTH, marked
from onrecord.screen.sentences import elsewhere, quoted
from onrecord.screen.wording import Names

_MODAL_VERBS = {Modality.PERMITS: "lets", Modality.PROHIBITS: "forbids", Modality.REQUIRES: "requires"}
_GERUND = re.compile(r"\w+ing\b")


@dataclass(frozen=True, slots=True)
class Said:
    """Something said, with the record of the article that says it."""

    record: Record
    assertion: Assertion


def heading(screen: Console, title: str, note: str = "") -> None:
    """A line that opens a section."""
    screen.print()
    screen.print(Text.assemble((title, "bold"), ("  " + note if note else "", "dim")))


def sentence(screen: Console, record: Record, evidence: Sequence[Evidence]) -> Text:
    """The sentence of the evidence, with the evidence marked in it."""
    found = quoted(record.article.text, evidence)
    return marked(found.sentence, found.start, found.end, colours=screen.is_terminal and not screen.no_color)


class _Sentences:
    """The sentence of each fact in turn; where it is the one before, only the words that say this fact."""

    def __init__(self, screen: Console, with_article: bool) -> None:
        self._colours = screen.is_terminal and not screen.no_color
        self._with_article = with_article
        self._last: tuple[str, str] | None = None

    def of(self, item: Said) -> Text:
        text = self._first(item)
        further = elsewhere(item.record.article.text, item.assertion.evidence)
        if further is not None:
            text = Text.assemble(text, " and ", marked(f"… {further} …", 2, 2 + len(further), colours=self._colours))
        return Text.assemble(text, (f"  [{_article(item.record)}]", "dim")) if self._with_article else text

    def _first(self, item: Said) -> Text:
        found = quoted(item.record.article.text, item.assertion.evidence)
        # The same place may be cut in two ways, so that a sentence is known by its beginning.
        here = (item.record.article.identifier, found.sentence[:80])
        if here == self._last:
            words = found.sentence[found.start : found.end]
            return marked(f"… {words} …", 2, 2 + len(words), colours=self._colours)
        self._last = here
        return marked(found.sentence, found.start, found.end, colours=self._colours)


def facts(screen: Console, said: Sequence[Said], names: Names, *, with_article: bool = False) -> None:
    """Who, relation, whom, when, how sure, and the sentence."""
    if screen.width >= TABLE_WIDTH:
        _table(screen, said, names, with_article)
    else:
        _blocks(screen, said, names, with_article)


def _table(screen: Console, said: Sequence[Said], names: Names, with_article: bool) -> None:
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="bold dim", show_edge=False, expand=True)
    for title, ratio in (("who", 4), ("relation", None), ("whom or what", 5), ("when", None), ("how sure", 3)):
        # The short columns keep their words whole; the long ones share what is left.
        table.add_column(title, ratio=ratio, no_wrap=title in ("relation", "when"), overflow="fold")
    table.add_column("the sentence", ratio=12, overflow="fold")
    sentences = _Sentences(screen, with_article)
    for item in said:
        it = item.assertion
        table.add_row(
            Text(names[it.subject]),
            Text(wording.relation(it.predicate), style="bold"),
            Text(names[it.object]),
            Text(wording.when(it)),
            Text(wording.sure(it, names), style=wording.style(it)),
            sentences.of(item),
        )
    screen.print(table)


def _blocks(screen: Console, said: Sequence[Said], names: Names, with_article: bool) -> None:
    sentences = _Sentences(screen, with_article)
    for item in said:
        it = item.assertion
        date = wording.when(it)
        line = Text.assemble(
            names[it.subject],
            " ",
            (wording.relation(it.predicate), "bold"),
            " ",
            names[it.object],
            (f"  ({', '.join(filter(None, (wording.sure(it, names), date)))})", wording.style(it)),
        )
        screen.print(line)
        screen.print(Padding(sentences.of(item), (0, 0, 0, 4)))


def _article(record: Record) -> str:
    date = record.article.date
    return f"{record.article.identifier}, {wording.day(date)}" if date else record.article.identifier


def attributions(screen: Console, items: Iterable[Attribution], names: Names) -> None:
    """Who said or wants what, and of whom it speaks."""
    for item in items:
        verb = item.cue or item.attitude or "said"
        kind = f"{item.kind.value.lower()}" if item.kind else "wants, plans, fears or knows"
        head = Text.assemble((names.source(item.speaker), "bold"), (f"  {verb}, {kind}", "dim"))
        if item.on_date:
            head.append(f", {wording.day(item.on_date)}", style="dim")
        screen.print(head)
        words = _closed(" ".join(item.content.split()))
        screen.print(Padding(Text(f"“{words}”" if kind == "direct" else words), (0, 0, 0, 4)))
        if item.about:
            about = ", ".join(names[key] for key in item.about)
            screen.print(Padding(Text(f"about {about}", style="dim"), (0, 0, 0, 4)))


def _closed(words: str) -> str:
    """The words with the quotation mark closed that the cut at their end left open."""
    return f"{words}”" if words.count("“") > words.count("”") else words


def rules(screen: Console, record: Record, items: Iterable[Rule], names: Names) -> None:
    """What a law, program, agreement or body lets, forbids or makes somebody do."""
    for item in items:
        bearer = names.source(item.bearer) if item.bearer else "anyone"
        verb = _MODAL_VERBS[item.modality]
        action = _closed(item.action.removeprefix("to "))
        joint = "" if item.modality is Modality.PERMITS else "from " if _GERUND.match(action) else "to "
        head = Text.assemble((names[item.rule_of], "bold"), f" {verb} ", (bearer, "bold"), f" {joint}{action}")
        screen.print(head)
        screen.print(Padding(sentence(screen, record, item.evidence), (0, 0, 0, 4)))


def measurements(screen: Console, record: Record, items: Iterable[Measurement], names: Names) -> None:
    """How many of what, where, when."""
    for item in items:
        whole, dot, part = item.value.partition(".")
        number = f"{int(whole):,}{dot}{part}"
        of = f", {names[item.of]}" if item.of else ""
        date = f", {wording.day(item.on_date)}" if item.on_date else ""
        screen.print(Text.assemble((number, "bold"), f" {item.what}{of}{date}"))
        screen.print(Padding(sentence(screen, record, item.evidence), (0, 0, 0, 4)))
