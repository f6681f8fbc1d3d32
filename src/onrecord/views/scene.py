"""A picture before it is SVG or PNG: outlines and words in points, the origin at the top left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.views.lettering import ASCENT, LEADING, Block

INK, GREY, PAPER = "#222222", "#5f5f5f", "#ffffff"

Command = tuple[str, tuple[float, ...]]
"""M, L (x, y), Q (control, end), C (two controls, end), or Z."""
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether they overlap, or come nearer than the gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def within(self, other: Box) -> bool:
        """Whether the other holds all of this one."""
        inside = self.left >= other.left and self.right <= other.right
        return inside and self.top >= other.top and self.bottom <= other.bottom

    def moved(self, right: float, down: float) -> Box:
        """The box elsewhere."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)


@dataclass(frozen=True, slots=True)
class Outline:
    """A path; `dash` in points on and off; `tip` is what a reader sees who points at it."""

    commands: tuple[Command, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words at the base line, with a rim of paper around it where it may stand on a line."""

    x: float
    y: float
    words: str
    size: float
    bold: bool = False
    colour: str = INK
    anchor: Anchor = "start"
    rim: bool = False


@dataclass(slots=True)
class Scene:
    """All that is drawn, the hindmost first. `labels` are the boxes of the names of nodes and of ties."""

    title: str
    description: str = ""
    width: float = 0.0
    height: float = 0.0
    items: list[Outline | Words] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)
    symbols: list[Box] = field(default_factory=list)

    def set(
        self, block: Block, x: float, top: float, *, colour: str = INK, anchor: Anchor = "start", rim: bool = False
    ) -> Box:
        """Set a block of words with its top here; gives the box that it takes."""
        for number, line in enumerate(block.lines):
            y = top + (ASCENT + LEADING * number) * block.size
            self.items.append(Words(x, y, line, block.size, block.bold, colour, anchor, rim))
        left = x - block.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        return Box(left, top, left + block.width, top + block.height)


def hull(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of these."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def polygon(points: Sequence[tuple[float, float]]) -> tuple[Command, ...]:
    """A closed outline through these points."""
    return (("M", points[0]), *(("L", point) for point in points[1:]), ("Z", ()))


def frame(box: Box) -> tuple[Command, ...]:
    """The outline of a box."""
    return polygon([(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)])
