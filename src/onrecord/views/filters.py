"""What of a view is wanted: how sure, when, of which kind, from which article, said by how many."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord import ontology
from onrecord.errors import InputError
from onrecord.record import Factuality, Kind, PartialDate
from onrecord.views.ties import POST, SOURCE, SPEAKS_ABOUT, Tie

FACT, CLAIMED = "Fact", "Claimed"
"""Beside the four factualities: what an article says is so in its own voice, and what is somebody's claim."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Each narrows the view; an empty one lets everything pass. `kinds` holds kinds of nodes and of ties."""

    factuality: frozenset[str] = frozenset()
    since: PartialDate | None = None
    until: PartialDate | None = None
    kinds: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    least: int = 1

    def passes(self, tie: Tie, kinds: Mapping[str, str]) -> bool:
        """Whether this tie, by itself, is wanted; `kinds` gives the kind of each node."""
        return (
            (not self.articles or tie.article.identifier in self.articles)
            and self._sure(tie)
            and self._of_kind(tie, kinds)
            and self._in_time(tie)
        )

    def _sure(self, tie: Tie) -> bool:
        if not self.factuality:
            return True
        if tie.factuality is None:
            return False
        words = {tie.factuality.value}
        words |= {CLAIMED} if tie.claimant is not None else {FACT} if tie.factuality is Factuality.ACTUAL else set()
        return bool(words & self.factuality)

    def _of_kind(self, tie: Tie, kinds: Mapping[str, str]) -> bool:
        nodes, ties = self.kinds & _node_kinds(), self.kinds - _node_kinds()
        ends = {kinds[tie.source], kinds[tie.target]}
        return (not nodes or ends <= nodes) and (not ties or tie.kind in ties)

    def _in_time(self, tie: Tie) -> bool:
        if self.since is None and self.until is None:
            return True
        found = span(tie)
        if found is None:
            return False
        after = self.since is None or found[1] >= days(self.since)[0]
        return after and (self.until is None or found[0] <= days(self.until)[1])


def span(tie: Tie) -> tuple[date, date] | None:
    """The first and the last day of the tie's own date, or else of its article's; None where no year is known."""
    if tie.on_date is None and (tie.from_date or tie.until_date):
        first, last = tie.from_date or tie.until_date, tie.until_date or tie.from_date
        if first and last and not (first.value + last.value).count("--"):
            return days(first)[0], days(last)[1]
    for known in (tie.on_date, tie.article.date):
        if known is not None and not known.value.startswith("--"):
            return days(known)
    return None


def days(when: PartialDate) -> tuple[date, date]:
    """The first and the last day of a date with a year."""
    year, *rest = (int(part) for part in when.value.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), date(year, rest[0], calendar.monthrange(year, rest[0])[1])
    last = min(rest[1], calendar.monthrange(year, rest[0])[1])
    return date(year, rest[0], last), date(year, rest[0], last)


def _node_kinds() -> frozenset[str]:
    return frozenset({*(kind.value for kind in Kind), POST, SOURCE})


def factualities(given: list[str]) -> frozenset[str]:
    """What was typed for `--factuality`, in any case; raises `InputError` for a word that says nothing here."""
    return _known("--factuality", given, [*(item.value for item in Factuality), FACT, CLAIMED])


def kinds(given: list[str]) -> frozenset[str]:
    """What was typed for `--kind`: kinds of nodes, names or labels of relations; raises `InputError` for others."""
    labels = {relation.label: name for name, relation in ontology.relations().items()}
    typed = [labels.get(word, word) for word in given]
    return _known("--kind", typed, [*sorted(_node_kinds()), *ontology.relations(), SPEAKS_ABOUT])


def _known(option: str, given: list[str], words: list[str]) -> frozenset[str]:
    known = {word.casefold(): word for word in words}
    for word in given:
        if word.casefold() not in known:
            raise InputError(f"{option} {word}", "is nothing to choose by", f"give one of {', '.join(words)}")
    return frozenset(known[word.casefold()] for word in given)
