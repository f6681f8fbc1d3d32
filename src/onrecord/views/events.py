"""What happened when: the dated ties of a network, those of one sentence and one date as one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from onrecord.record import PartialDate
from onrecord.screen.wording import day
from onrecord.views.filters import days
from onrecord.views.symbols import FACT, LINES, line_of

_LONG = 110
_LEAP_YEAR = "2000"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `day` counts days from the year 1, or from New Year's Day where no year is given.

    `when` are its dates in words; `who` and `kind` whom it is said of; `quote` the article's words; `line` how sure.
    """

    day: int
    dated: bool
    when: str
    who: str
    kind: str
    quote: str
    line: str
    claimant: str | None
    weight: int
    article: str


def events(graph: nx.MultiDiGraph) -> list[Event]:
    """The events of a network in the order of their dates; those without a year come last."""
    groups: dict[tuple[str, ...], list[tuple[str, Mapping[str, object]]]] = {}
    for source, _, data in graph.edges(data=True):
        if any(name in data for name in ("on_date", "from_date", "until_date")):
            groups.setdefault(_same(data), []).append((source, data))
    merged: list[list[tuple[str, Mapping[str, object]]]] = []
    for key in sorted(groups):
        merged += _of_one_sentence(groups[key])
    found = [_event(graph, group) for group in merged]
    return sorted(found, key=lambda event: (not event.dated, event.day, event.who, event.quote))


def _same(data: Mapping[str, object]) -> tuple[str, ...]:
    names = ("article", "on_date", "from_date", "until_date")
    return (*(str(data.get(name, "")) for name in names), line_of(data))


def _of_one_sentence(
    ties: Sequence[tuple[str, Mapping[str, object]]],
) -> list[list[tuple[str, Mapping[str, object]]]]:
    """The ties in groups whose quotes overlap in the text."""
    groups: list[list[tuple[str, Mapping[str, object]]]] = []
    reach = -1
    for tie in sorted(ties, key=lambda tie: (*_span(tie[1]), tie[0], str(tie[1]["label"]))):
        start, end = _span(tie[1])
        if groups and start < reach:
            groups[-1].append(tie)
        else:
            groups.append([tie])
        reach = max(reach, end)
    return groups


def _span(data: Mapping[str, object]) -> tuple[int, int]:
    numbers = [int(number) for place in str(data["offsets"]).split(";") for number in place.split(":")]
    return min(numbers), max(numbers)


def _event(graph: nx.MultiDiGraph, group: Sequence[tuple[str, Mapping[str, object]]]) -> Event:
    source, first = group[0]
    quotes = sorted({" ".join(str(data["quote"]).split()) for _, data in group}, key=lambda quote: (len(quote), quote))
    quote = next((quote for quote in reversed(quotes) if len(quote) <= _LONG), quotes[0])
    said = [PartialDate(str(first[name])) for name in ("on_date", "from_date", "until_date") if name in first]
    node = graph.nodes[source]
    who = str(node["label"])
    start = said[0].value
    return Event(
        day=_ordinal(start),
        dated=not start.startswith("--"),
        when=_words(first),
        who="" if who.casefold() in quote.casefold() else who,
        kind=str(node["kind"]),
        quote=quote,
        line=line_of(first),
        claimant=str(first["claimant"]) if "claimant" in first else None,
        weight=max(int(str(data["weight"])) for _, data in group),
        article=str(first["article"]),
    )


def _ordinal(value: str) -> int:
    return days(PartialDate(f"{_LEAP_YEAR}{value[1:]}" if value.startswith("--") else value))[0].toordinal()


def _words(data: Mapping[str, object]) -> str:
    dates = {name: day(PartialDate(str(data[name]))) for name in ("on_date", "from_date", "until_date") if name in data}
    if "from_date" in dates and "until_date" in dates:
        return f"{dates['from_date']} to {dates['until_date']}"
    if "on_date" in dates:
        return dates["on_date"]
    return f"since {dates['from_date']}" if "from_date" in dates else f"until {dates['until_date']}"


def best_known(found: Sequence[Event], most: int) -> list[Event]:
    """So many events at most: those that most articles give, facts before the rest, the latest first."""
    order = list(LINES)
    rank = sorted(found, key=lambda event: (-event.weight, event.line != FACT, order.index(event.line), -event.day))
    kept = set(rank[:most])
    return [event for event in found if event in kept]
