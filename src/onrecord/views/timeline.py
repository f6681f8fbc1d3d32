"""The timeline: dates on an axis, and under it each event with its words, plans hollow, denials crossed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

import networkx as nx

from onrecord.screen.wording import MONTHS
from onrecord.views import legend
from onrecord.views.events import Event, best_known, events
from onrecord.views.legend import MARGIN, Entry
from onrecord.views.lettering import Block, paragraph, width
from onrecord.views.scene import GREY, INK, PAPER, Box, Outline, Scene, Words, frame, hull
from onrecord.views.symbols import CLAIM, DENIED, LINES, PLAN, POSSIBLE, symbol

MOST = 60
"""So many events are drawn at most."""
_RADIUS = 6.5
_COLUMN = 190.0
_AXIS = 700.0
_BREAK = 46.0
_BREAKS_FROM, _UNLIKE = 0.3, 3.0
"""A gap is broken that takes this share of what is left, and is so many times as long as gaps are."""
_TICK_ROOM = 40.0
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MARKS = {PLAN: "plan", POSSIBLE: "possible", DENIED: "denied"}


@dataclass(frozen=True, slots=True)
class Axis:
    """Where days are: pieces of one scale with breaks between, each piece a first and a last day and its left end."""

    pieces: tuple[tuple[int, int, float], ...]
    scale: float

    def at(self, day: int) -> float:
        """How far from the left end of the axis a day is."""
        first, _, left = next(piece for piece in reversed(self.pieces) if piece[0] <= day)
        return left + (day - first) * self.scale


def timeline(graph: nx.MultiDiGraph) -> Scene:
    """The picture of the dated ties of a network."""
    found = events(graph)
    shown = best_known(found, MOST)
    scene = Scene(str(graph.graph.get("title", graph.name)), width=2 * MARGIN + 12 + _AXIS + _COLUMN + 16)
    y = legend.head(scene, scene.title)
    dated = [event for event in shown if event.dated]
    undated = [event for event in shown if not event.dated]
    if dated:
        y = _strip(scene, dated, axis([event.day for event in dated]), y, _year_ticks) + 22
    if undated:
        heading = paragraph("The article names the day, not the year", 11.5, scene.width - 2 * MARGIN, bold=True)
        y = scene.set(heading, MARGIN, y).bottom + 10
        year = Axis(((date(2000, 1, 1).toordinal(), date(2000, 12, 31).toordinal(), 0.0),), _AXIS / 366)
        y = _strip(scene, undated, year, y, _month_ticks) + 22
    notes = [f"Shown are {len(shown)} of {len(found)} events. "] if len(shown) < len(found) else []
    notes += ["The words are the articles’ own. A year or a month alone stands at its beginning."]
    notes = [" ".join(notes), legend.source_line(graph)]
    scene.description = " ".join(notes)
    scene.height = legend.foot(scene, y, _entries(shown), notes)
    return scene


def axis(days: Sequence[int]) -> Axis:
    """An axis over these days, to scale, but broken where one gap would leave no room for the others."""
    points = sorted(set(days))
    gaps = {number: after - before for number, (before, after) in enumerate(pairwise(points))}
    broken: set[int] = set()
    while len(gaps) > 2:
        longest = max(gaps, key=lambda number: (gaps[number], number))
        if gaps[longest] < max(_BREAKS_FROM * sum(gaps.values()), _UNLIKE * median(gaps.values())):
            break
        broken.add(longest)
        del gaps[longest]
    scale = (_AXIS - _BREAK * len(broken)) / max(1, sum(gaps.values()))
    pieces = []
    first, left = points[0], 0.0
    for number, last in enumerate(points):
        if number in broken or last == points[-1]:
            pieces.append((first, last, left))
            left += (last - first) * scale + _BREAK
            first = points[number + 1] if number + 1 < len(points) else last
    return Axis(tuple(pieces), scale)


def _strip(
    scene: Scene,
    shown: Sequence[Event],
    days: Axis,
    top: float,
    ticks: Callable[[Axis], list[tuple[float, str]]],
) -> float:
    """An axis with its events under it; gives where it ends.

    The latest event is set first and every other as high as is free. A line down from the axis passes behind words.
    """
    left, line = MARGIN + 12, top + 20
    for at, label in ticks(days):
        scene.items.append(Outline((("M", (left + at, line - 4)), ("L", (left + at, line + 4))), stroke=GREY))
        scene.items.append(Words(left + at, line - 9, label, 10.5, colour=GREY, anchor="middle"))
    boxes: list[Box] = []
    stems: list[Outline] = []
    marks: list[tuple[Event, float, float, list[tuple[Block, str]]]] = []
    for event in sorted(shown, key=lambda event: (-event.day, event.who, event.quote)):
        parts = _words(event)
        x = left + days.at(event.day)
        wide, high = max(part.width for part, _ in parts), sum(part.height + 3 for part, _ in parts)
        free = _free(boxes, Box(x - _RADIUS, line + 16, x + _RADIUS + 6 + wide, line + 16 + high))
        boxes.append(free)
        marks.append((event, x, free.top, parts))
        stems.append(Outline((("M", (x, line)), ("L", (x, free.top + 6))), stroke="#c4c4c4", width=0.9))
    scene.items += stems
    _line(scene, days, left, line)
    for event, x, y, parts in marks:
        wide, high = max(part.width for part, _ in parts), sum(part.height + 3 for part, _ in parts)
        scene.items.append(Outline(frame(Box(x + _RADIUS + 3, y - 3, x + _RADIUS + 9 + wide, y + high)), fill=PAPER))
        _mark(scene, event, x, y + 6)
        at = y
        for part, colour in parts:
            box = scene.set(part, x + _RADIUS + 6, at, colour=colour)
            scene.labels.append(box)
            at = box.bottom + 3
    scene.symbols += [Box(x - _RADIUS, y + 6 - _RADIUS, x + _RADIUS, y + 6 + _RADIUS) for _, x, y, _ in marks]
    return hull(boxes).bottom


def _free(boxes: Sequence[Box], wanted: Box) -> Box:
    """The box as high as it meets none of the others."""
    downs = sorted({0.0, *(box.bottom + 10 - wanted.top for box in boxes if box.bottom + 10 > wanted.top)})
    tried = (wanted.moved(0.0, down) for down in downs)
    return next(box for box in tried if not any(box.meets(other, 1.0) for other in boxes))


def _words(event: Event) -> list[tuple[Block, str]]:
    """The date with how sure it is, whom it is said of where the words don't tell, and the words."""
    sure = _MARKS.get(event.line, "")
    sure = f"says {event.claimant}" if event.line == CLAIM else sure
    when = f"{event.when}, {sure}" if sure else event.when
    parts = [(paragraph(when, 10.0, _COLUMN), LINES[DENIED].colour if event.line == DENIED else GREY)]
    if event.who:
        parts.append((paragraph(event.who, 10.5, _COLUMN, bold=True), INK))
    quote = event.quote if len(event.quote) <= 140 else f"{event.quote[:140].rsplit(' ', 1)[0]} …"
    parts.append((paragraph(f"“{quote}”", 10.5, _COLUMN), INK))
    return parts


def _line(scene: Scene, days: Axis, left: float, y: float) -> None:
    """The axis: a thick line for each piece, and a zigzag where it is broken."""
    end = 0.0
    for number, (first, last, start) in enumerate(days.pieces):
        if number:
            middle = left + (end + start) / 2
            zigzag = [(left + end, y), (middle - 6, y), (middle - 2, y - 5), (middle + 2, y + 5), (middle + 6, y)]
            path = (("M", zigzag[0]), *(("L", point) for point in (*zigzag[1:], (left + start, y))))
            scene.items.append(Outline(path, stroke="#8a8a8a", width=1.0))
        end = start + (last - first) * days.scale
        scene.items.append(Outline((("M", (left + start, y)), ("L", (left + end, y))), stroke=GREY, width=2.2))


def _mark(scene: Scene, event: Event, x: float, y: float) -> None:
    shape = symbol(event.kind, x, y, _RADIUS * 0.9, f"{event.when}: “{event.quote}” ({event.article})")
    hollow = event.line != "fact"
    dash = (2.0, 1.5) if event.line == CLAIM else ()
    fill = PAPER if hollow else shape.fill
    scene.items.append(Outline(shape.commands, fill, shape.stroke, 1.6 if hollow else 1.0, dash, shape.tip))
    if event.line == DENIED:
        arm = _RADIUS * 0.8
        cross = (
            ("M", (x - arm, y - arm)),
            ("L", (x + arm, y + arm)),
            ("M", (x - arm, y + arm)),
            ("L", (x + arm, y - arm)),
        )
        scene.items.append(Outline(cross, stroke=LINES[DENIED].colour, width=1.8))


def _year_ticks(days: Axis) -> list[tuple[float, str]]:
    """Round years, or months where there is room for them; the first day of a piece where it has none of its own."""
    by_month = days.scale * 30 >= _TICK_ROOM
    step = next((step for step in _STEPS if step * 365 * days.scale >= _TICK_ROOM), _STEPS[-1])
    found: list[tuple[float, str]] = []
    for first, last, left in days.pieces:
        begin, end = date.fromordinal(first), date.fromordinal(last)
        months = [date(year, month, 1) for year in range(begin.year, end.year + 1) for month in range(1, 13)]
        wanted = [when for when in months if by_month or (when.month == 1 and when.year % step == 0)]
        inside = [(when, when.toordinal()) for when in wanted if first <= when.toordinal() <= last]
        ticks = [
            (
                left + (day - first) * days.scale,
                str(when.year) if when.month == 1 or not by_month else MONTHS[when.month - 1],
            )
            for when, day in inside
        ]
        if by_month and ticks and ticks[0][1] in MONTHS:
            ticks[0] = (ticks[0][0], f"{ticks[0][1]} {begin.year}")
        found += ticks or [(left, str(begin.year))]
    kept: list[tuple[float, str]] = []
    for at, label in found:
        if not kept or at - kept[-1][0] >= (width(label, 10.5) + width(kept[-1][1], 10.5)) / 2 + 8:
            kept.append((at, label))
    return kept


def _month_ticks(days: Axis) -> list[tuple[float, str]]:
    return [(days.at(date(2000, month, 1).toordinal()), MONTHS[month - 1]) for month in range(1, 13)]


def _entries(shown: Sequence[Event]) -> list[Entry]:
    lines = {event.line for event in shown}

    def drawn(name: str) -> Callable[[Scene, float, float], None]:
        event = Event(0, True, "", "", "Agency", "", name, None, 1, "")
        return lambda scene, x, y: _mark(scene, event, x + 7, y)

    labels = {
        PLAN: "hollow: a plan",
        POSSIBLE: "hollow: possible",
        CLAIM: "broken rim: a claim",
        DENIED: "crossed: denied",
    }
    marks: list[Entry] = [(label, 14.0, drawn(name)) for name, label in labels.items() if name in lines]
    return legend.kind_entries({event.kind for event in shown}) + marks
