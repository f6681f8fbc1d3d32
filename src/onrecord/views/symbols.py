"""What stands for what: a colour and a shape for each kind of node, a line for each degree of certainty.

The colours are those of Okabe and Ito (2008), which people who are colour-blind can tell apart; since the shapes
differ too, a print in grey can be read as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.record import Factuality, Kind
from onrecord.views.scene import Command, Outline, polygon
from onrecord.views.ties import POST, SOURCE

ROUND = 0.5523
"""The control points of a quarter of a circle, in radii."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """The fill, the rim and the corners of a node of radius 1 (None: a circle), and what the legend calls it."""

    fill: str
    rim: str
    corners: tuple[tuple[float, float], ...] | None
    label: str


SYMBOLS: Mapping[str, Symbol] = {
    Kind.AGENCY: Symbol("#0072B2", "#004c77", ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)), "agency"),
    Kind.ORGANIZATION: Symbol("#E69F00", "#9c6c00", ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)), "organization"),
    Kind.PERSON: Symbol("#56B4E9", "#2b7ba8", None, "person"),
    Kind.PROGRAM: Symbol(
        "#009E73",
        "#00694d",
        ((-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0)),
        "program",
    ),
    Kind.LAW: Symbol(
        "#CC79A7", "#8c4670", ((-0.75, -1.1), (0.35, -1.1), (0.8, -0.65), (0.8, 1.1), (-0.75, 1.1)), "law"
    ),
    Kind.AGREEMENT: Symbol(
        "#F0E442", "#9a9100", ((0, -1.1), (1.05, -0.34), (0.65, 0.9), (-0.65, 0.9), (-1.05, -0.34)), "agreement"
    ),
    Kind.PLACE: Symbol("#999999", "#5c5c5c", ((-1.1, -0.85), (1.1, -0.85), (0, 1.15)), "place"),
    Kind.FACILITY: Symbol(
        "#D55E00", "#8c3e00", ((-0.85, 0.9), (-0.85, -0.25), (0, -1.1), (0.85, -0.25), (0.85, 0.9)), "facility"
    ),
    POST: Symbol("#222222", "#000000", ((-1.15, 0.85), (0, -1.15), (1.15, 0.85)), "post"),
    SOURCE: Symbol("#ffffff", "#5f5f5f", None, "unnamed source"),
}
"""The symbol of each kind of node."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a tie is drawn, and what the legend calls it."""

    label: str
    colour: str
    dash: tuple[float, ...]


FACT, PLAN, POSSIBLE, CLAIM, DENIED, SPEECH = "fact", "plan", "possible", "claim", "denied", "speech"
LINES: Mapping[str, Line] = {
    FACT: Line("fact, as the article itself says", "#4d4d4d", ()),
    SPEECH: Line("speaks about", "#8a8a8a", ()),
    PLAN: Line("plan", "#4d4d4d", (7.0, 4.0)),
    POSSIBLE: Line("possible", "#4d4d4d", (8.0, 3.0, 1.5, 3.0)),
    CLAIM: Line("somebody’s claim", "#4d4d4d", (0.1, 4.5)),
    DENIED: Line("denied", "#c2410c", (0.1, 4.5)),
}
"""The line of each degree of certainty, in the order of the legend."""


def line_of(data: Mapping[str, object]) -> str:
    """Which line a tie with these attributes has: a denial before a claim, a claim before a plan."""
    factuality = data.get("factuality")
    if factuality is None:
        return SPEECH
    if factuality == Factuality.DENIED:
        return DENIED
    if "claimant" in data:
        return CLAIM
    return {Factuality.PLANNED: PLAN, Factuality.POSSIBLE: POSSIBLE}.get(Factuality(str(factuality)), FACT)


def symbol(kind: str, x: float, y: float, radius: float, tip: str = "") -> Outline:
    """The symbol of a kind at a point."""
    known = SYMBOLS[kind]
    if known.corners is None:
        outline = circle(x, y, radius)
    else:
        outline = polygon([(x + across * radius, y + down * radius) for across, down in known.corners])
    return Outline(outline, known.fill, known.rim, 1.0, tip=tip)


def circle(x: float, y: float, radius: float) -> tuple[Command, ...]:
    """A circle of four curves."""
    away = radius * ROUND
    return (
        ("M", (x + radius, y)),
        ("C", (x + radius, y + away, x + away, y + radius, x, y + radius)),
        ("C", (x - away, y + radius, x - radius, y + away, x - radius, y)),
        ("C", (x - radius, y - away, x - away, y - radius, x, y - radius)),
        ("C", (x + away, y - radius, x + radius, y - away, x + radius, y)),
        ("Z", ()),
    )
