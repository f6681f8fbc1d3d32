"""What stands at the foot of every picture: what the symbols and lines mean, what it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import networkx as nx

from onrecord.screen.wording import counted
from onrecord.views.lettering import paragraph, width
from onrecord.views.scene import GREY, Outline, Scene, Words
from onrecord.views.strands import Curve, arrowhead, cross
from onrecord.views.symbols import CLAIM, DENIED, FACT, LINES, PLAN, POSSIBLE, SPEECH, SYMBOLS, line_of, symbol

SIZE = 11.0
MARGIN = 28.0
_ROW = 21.0
_SAMPLE = 34.0

_COUNTED = {
    FACT: ("fact", "facts"),
    PLAN: ("plan", "plans"),
    POSSIBLE: ("possibility", "possibilities"),
    CLAIM: ("claim", "claims"),
    DENIED: ("denial", "denials"),
    SPEECH: ("mention in what is said", "mentions in what is said"),
}

Entry = tuple[str, float, Callable[[Scene, float, float], None]]


def head(scene: Scene, title: str, subtitle: str = "") -> float:
    """Set the title and the line under it; gives where the picture begins."""
    column = scene.width - 2 * MARGIN
    box = scene.set(paragraph(title, 22.0, column, bold=True), MARGIN, MARGIN)
    if subtitle:
        box = scene.set(paragraph(subtitle, 12.0, column), MARGIN, box.bottom + 7, colour=GREY)
    return box.bottom + 18


def foot(scene: Scene, top: float, entries: Sequence[Entry], notes: Sequence[str]) -> float:
    """Set the legend and the notes from here on; gives where the picture ends."""
    scene.items.append(Outline((("M", (MARGIN, top)), ("L", (scene.width - MARGIN, top))), stroke="#bdbdbd", width=0.8))
    x, y = MARGIN, top + 18
    for label, sample, draw in entries:
        needed = sample + 6 + width(label, SIZE)
        if x > MARGIN and x + needed > scene.width - MARGIN:
            x, y = MARGIN, y + _ROW
        draw(scene, x, y)
        scene.items.append(Words(x + sample + 6, y + SIZE * 0.36, label, SIZE))
        x += needed + 20
    y += 16 if entries else -10
    for note in notes:
        y = scene.set(paragraph(note, 10.5, scene.width - 2 * MARGIN), MARGIN, y, colour=GREY).bottom + 4
    return y + MARGIN - 8


def kind_entries(kinds: Collection[str]) -> list[Entry]:
    """An entry for each kind of node, in the order of the ontology."""

    def drawn(kind: str) -> Callable[[Scene, float, float], None]:
        return lambda scene, x, y: scene.items.append(symbol(kind, x + 7, y, 6.5))

    return [(known.label, 14.0, drawn(kind)) for kind, known in SYMBOLS.items() if kind in kinds]


def line_entries(lines: Collection[str]) -> list[Entry]:
    """An entry for each sort of line."""

    def drawn(name: str) -> Callable[[Scene, float, float], None]:
        def draw(scene: Scene, x: float, y: float) -> None:
            curve = Curve((x, y), (x + _SAMPLE / 2, y), (x + _SAMPLE, y))
            line(scene, curve, name, 1.5, 7.0 if name != DENIED else 0.0)

        return draw

    return [(known.label, _SAMPLE, drawn(name)) for name, known in LINES.items() if name in lines]


def line(scene: Scene, curve: Curve, name: str, weight: float, head_length: float, tip: str = "") -> None:
    """A line of a sort, with a head of this length, and a cross where it is denied."""
    look = LINES[name]
    thick = weight * (0.8 if name == SPEECH else 1.25 if look.dash and look.dash[0] < 1 else 1.0)
    scene.items.append(Outline(curve.commands(), stroke=look.colour, width=thick, dash=look.dash, tip=tip))
    if name == DENIED:
        scene.items.append(Outline(cross(curve, 4.0), stroke=look.colour, width=1.8))
    if head_length:
        scene.items.append(Outline(arrowhead(curve, head_length), fill=look.colour))


def source_line(graph: nx.MultiDiGraph) -> str:
    """From how many articles a network is, and how much of what it holds."""
    lines = Counter(line_of(data) for *_, data in graph.edges(data=True))
    parts = [counted(lines[name], *_COUNTED[name]) for name in LINES if lines[name]]
    return f"Source: {counted(graph.graph['articles'], 'article')}; {', '.join(parts)}. Drawn by onrecord."
