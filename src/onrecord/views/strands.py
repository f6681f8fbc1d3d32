"""Ties as they are drawn: those of one sort between two nodes are one line, bent around what it would cross."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from onrecord import ontology
from onrecord.record import PartialDate
from onrecord.screen.wording import day
from onrecord.views.scene import Box, Command
from onrecord.views.symbols import LINES, line_of

Floats = NDArray[np.float64]
Point = tuple[float, float]

_SAMPLES = 33
_BENDS = (0.0, 0.12, -0.12, 0.22, -0.22, 0.34, -0.34, 0.48, -0.48)
_SLIGHT_BENDS = (0.0, 0.09, -0.09, 0.18, -0.18)
_MANY = 150
"""From so many lines on they bend little, lest they become a tangle."""
_ON_SYMBOL, _ON_NAME = 6.0, 2.5


@dataclass(frozen=True, slots=True)
class Strand:
    """One line between two nodes, by their numbers: what it says, in how many articles, and what is behind it."""

    source: int
    target: int
    line: str
    words: tuple[str, ...]
    weight: int
    tip: str
    arrow: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic curve from rim to rim."""

    start: Point
    control: Point
    end: Point

    def at(self, share: float) -> Point:
        """The point at this share of the way."""
        rest = 1 - share
        return (
            rest * rest * self.start[0] + 2 * rest * share * self.control[0] + share * share * self.end[0],
            rest * rest * self.start[1] + 2 * rest * share * self.control[1] + share * share * self.end[1],
        )

    def samples(self) -> Floats:
        """Points along the curve, evenly in its parameter."""
        return np.array([self.at(step / (_SAMPLES - 1)) for step in range(_SAMPLES)])

    def moved(self, right: float, down: float) -> Curve:
        """The curve elsewhere."""
        ends = (self.start, self.control, self.end)
        return Curve(*((x + right, y + down) for x, y in ends))

    def commands(self) -> tuple[Command, ...]:
        """The curve as an outline."""
        return (("M", self.start), ("Q", (*self.control, *self.end)))


def strands(graph: nx.MultiDiGraph, numbers: dict[str, int]) -> list[Strand]:
    """The lines of a network; what is tied to itself has none."""
    groups: dict[tuple[int, int, str], list[dict[str, object]]] = {}
    for source, target, data in graph.edges(data=True):
        if source != target:
            groups.setdefault((numbers[source], numbers[target], line_of(data)), []).append(data)
    order = list(LINES)
    found = []
    for (source, target, line), data in sorted(
        groups.items(), key=lambda item: (*item[0][:2], order.index(item[0][2]))
    ):
        weight = max(int(str(item["weight"])) for item in data)
        arrow = not all(_symmetric(str(item["kind"])) for item in data)
        found.append(Strand(source, target, line, _said(data), weight, _tip(data), arrow))
    return found


def _symmetric(kind: str) -> bool:
    known = ontology.relations().get(kind)
    return known is not None and known.symmetric


def _said(data: Sequence[dict[str, object]]) -> tuple[str, ...]:
    """What the ties say, each once, those of one day together: "party to, signed (March 10)"."""
    by_day: dict[str, list[str]] = {}
    dates: dict[str, str] = {}
    for item in data:
        label = str(item["label"])
        if "on_date" in item:
            dates.setdefault(label, day(PartialDate(str(item["on_date"]))))
        dates.setdefault(label, "")
    for label in dict.fromkeys(str(item["label"]) for item in data):
        by_day.setdefault(dates[label], []).append(label)
    return tuple(f"{', '.join(labels)} ({when})" if when else ", ".join(labels) for when, labels in by_day.items())


def _tip(data: Sequence[dict[str, object]]) -> str:
    lines = []
    for item in data[:4]:
        claimed = f", says {item['claimant']}" if "claimant" in item else ""
        quote = " ".join(str(item["quote"]).split())
        lines.append(f"{item['label']}{claimed}: “{quote}” ({item['article']})")
    more = [f"and {len(data) - 4} more"] if len(data) > 4 else []
    return "\n".join([*lines, *more])


def curves(
    found: Sequence[Strand], points: Floats, radii: Sequence[float], symbols: Sequence[Box], names: Sequence[Box]
) -> list[Curve]:
    """A curve for each strand: straight where nothing is in the way, and apart where several join two nodes."""
    between: dict[tuple[int, int], list[int]] = {}
    for number, strand in enumerate(found):
        pair = (min(strand.source, strand.target), max(strand.source, strand.target))
        between.setdefault(pair, []).append(number)
    chosen: dict[int, Curve] = {}
    obstacles = _Obstacles(symbols, names)
    for (first, second), numbers in between.items():
        for place, number in enumerate(numbers):
            strand = found[number]
            fan = 0.24 * (place - (len(numbers) - 1) / 2)
            turn = 1.0 if strand.source == first else -1.0
            bends = [turn * fan] if len(numbers) > 1 else list(_BENDS if len(found) < _MANY else _SLIGHT_BENDS)
            tried = [_curve(strand, points, radii, bend) for bend in bends]
            costs = [
                obstacles.cost(curve, first, second) + 2.0 * abs(bend) for curve, bend in zip(tried, bends, strict=True)
            ]
            chosen[number] = tried[costs.index(min(costs))]
    return [chosen[number] for number in range(len(found))]


class _Obstacles:
    """The symbols and names that a line had better not cross."""

    def __init__(self, symbols: Sequence[Box], names: Sequence[Box]) -> None:
        boxes = [*symbols, *names]
        self._edges = np.array([[box.left, box.top, box.right, box.bottom] for box in boxes]).reshape(-1, 4)
        self._costs = np.array([_ON_SYMBOL] * len(symbols) + [_ON_NAME] * len(names))

    def cost(self, curve: Curve, *own: int) -> float:
        """The cost of the symbols, but for its own ends', and of the names that it crosses."""
        points = curve.samples()[2:-2]
        inside: NDArray[np.bool_] = np.any(
            (points[:, None, 0] > self._edges[None, :, 0])
            & (points[:, None, 0] < self._edges[None, :, 2])
            & (points[:, None, 1] > self._edges[None, :, 1])
            & (points[:, None, 1] < self._edges[None, :, 3]),
            axis=0,
        )
        inside[list(own)] = False
        return float(self._costs[inside].sum())


def _curve(strand: Strand, points: Floats, radii: Sequence[float], bend: float) -> Curve:
    """From rim to rim, bulging by this share of the distance; the end leaves room for the arrow's head."""
    start, end = points[strand.source], points[strand.target]
    across, down = float(end[0] - start[0]), float(end[1] - start[1])
    control = (float(start[0] + end[0]) / 2 - down * bend, float(start[1] + end[1]) / 2 + across * bend)
    first = _toward((float(start[0]), float(start[1])), control, radii[strand.source] * 1.15 + 1.5)
    last = _toward((float(end[0]), float(end[1])), control, radii[strand.target] * 1.15 + 2.5)
    return Curve(first, control, last)


def _toward(start: Point, end: Point, length: float) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    distance = math.sqrt(across * across + down * down) or 1.0
    return start[0] + across / distance * length, start[1] + down / distance * length


def arrowhead(curve: Curve, length: float) -> tuple[Command, ...]:
    """A filled head at the end of a curve."""
    tip, back = curve.end, _toward(curve.end, curve.control, length)
    across, down = (tip[0] - back[0]) * 0.36, (tip[1] - back[1]) * 0.36
    return (
        ("M", tip),
        ("L", (back[0] - down, back[1] + across)),
        ("L", (back[0] + down, back[1] - across)),
        ("Z", ()),
    )


def cross(curve: Curve, arm: float) -> tuple[Command, ...]:
    """A cross over the middle of a curve: what is denied."""
    x, y = curve.at(0.5)
    return (("M", (x - arm, y - arm)), ("L", (x + arm, y + arm)), ("M", (x - arm, y + arm)), ("L", (x + arm, y - arm)))
