"""A network as a picture: who is tied to what, by which tie, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from onrecord.screen.wording import counted
from onrecord.views import legend
from onrecord.views.labelling import below, names, on_lines, room_for
from onrecord.views.layout import layout
from onrecord.views.lettering import Block, block
from onrecord.views.metrics import pairs
from onrecord.views.scene import GREY, PAPER, Box, Outline, Scene, frame, hull
from onrecord.views.strands import Curve, Floats, Strand, curves, strands
from onrecord.views.symbols import SPEECH, symbol

MOST = 300
"""So many nodes are drawn at most: the best tied."""
NAMED = 60
"""Up to so many nodes all are named; of more, this many, the best tied."""
WORDED = 60
"""Up to so many lines the picture says what each means."""
_LEAST_WIDTH = 640.0
_MIRRORS = ((1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0))
"""A small network is laid out as it comes and turned about; the one whose names cover least is taken."""


@dataclass(slots=True)
class _Plan:
    """What is drawn, by numbers; the geometry is filled in step by step."""

    graph: nx.MultiDiGraph
    keys: list[str]
    simple: nx.Graph
    strands: list[Strand]
    radii: list[float]
    blocks: list[Block | None]
    points: Floats
    symbols: list[Box]
    names: list[Box | None]
    curves: list[Curve]


def draw(graph: nx.MultiDiGraph) -> Scene:
    """The picture of a network; its title is the graph's, the line at the foot says what it was made from."""
    plan = _planned(with_names(best_tied(graph, MOST), NAMED))
    scene = Scene(str(graph.graph.get("title", graph.name)))
    bounds = _bounds(plan)
    scene.width = max(_LEAST_WIDTH, bounds.right - bounds.left + 2 * legend.MARGIN)
    top = legend.head(scene, scene.title)
    _move(plan, (scene.width - bounds.right - bounds.left) / 2, top - bounds.top)
    canvas = Box(legend.MARGIN, top - 4, scene.width - legend.MARGIN, top + bounds.bottom - bounds.top + 4)
    _put(scene, plan, canvas)
    kinds = {data["kind"] for _, data in plan.graph.nodes(data=True)}
    entries = legend.kind_entries(kinds) + legend.line_entries({strand.line for strand in plan.strands})
    notes = [*_notes(graph, plan), legend.source_line(graph)]
    scene.description = " ".join(notes)
    scene.height = legend.foot(scene, canvas.bottom + 14, entries, notes)
    return scene


def best_tied(graph: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """The network, or so many of its nodes: those with most neighbours that are tied among each other."""
    if len(graph) <= most:
        return graph
    kept = graph.subgraph(_ranked(graph)[:most])
    return kept.subgraph([key for key in kept if kept.degree(key)]).copy()


def with_names(graph: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """The network without the parts in which nobody is among the best tied: a picture of them would say nothing."""
    if len(graph) <= most:
        return graph
    named = set(_ranked(graph)[:most])
    kept = [part for part in nx.weakly_connected_components(graph) if part & named]
    return graph.subgraph([key for key in graph if any(key in part for part in kept)]).copy()


def _ranked(graph: nx.MultiDiGraph) -> list[str]:
    """The nodes, that with most neighbours first."""
    return sorted(graph, key=lambda key: (-len(_neighbours(graph, key)), -graph.degree(key), key))


def _neighbours(graph: nx.MultiDiGraph, key: str) -> set[str]:
    return {*graph.predecessors(key), *graph.successors(key)} - {key}


def _planned(graph: nx.MultiDiGraph) -> _Plan:
    keys, simple = sorted(graph), pairs(graph)
    found = strands(graph, {key: number for number, key in enumerate(keys)})
    degrees = [simple.degree(node) for node in range(len(keys))]
    few = len(keys) <= NAMED
    radii = [min(22.0, (7.0 if few else 4.2) + (2.4 if few else 2.2) * math.sqrt(max(0, d - 1))) for d in degrees]
    rank = [keys.index(key) for key in _ranked(graph)]
    named = set(rank[:NAMED])
    leading = {node for node in rank[: max(1, len(named) // 8)] if degrees[node] >= 4}
    blocks = [
        block(graph.nodes[key]["label"], 13.0 if node in leading else 11.5, bold=node in leading)
        if node in named
        else None
        for node, key in enumerate(keys)
    ]
    rooms = [_room(part, radius) for part, radius in zip(blocks, radii, strict=True)]
    worded = len(found) <= WORDED and any(_line_words(strand) for strand in found)
    edge, gap = (190.0, 13.0) if worded else (130.0, 9.0) if few else (72.0, 7.0)
    tried = []
    for mirror in _MIRRORS if few else _MIRRORS[:1]:
        points = layout(simple, rooms, edge, gap, mirror).positions
        symbols = [_symbol_box(radius).moved(float(x), float(y)) for radius, (x, y) in zip(radii, points, strict=True)]
        straight = _straight(found, points)
        tried.append((*names(blocks, points, radii, symbols, straight), points, symbols, straight))
    _, boxes, points, symbols, straight = min(tried, key=lambda outcome: outcome[0])
    for node in rank[NAMED:]:
        part = block(graph.nodes[keys[node]]["label"], 9.0, wanted=100.0)
        boxes[node] = room_for(part, points[node], radii[node], [*symbols, *filter(None, boxes)], straight)
        blocks[node] = part if boxes[node] is not None else None
    lines = curves(found, points, radii, symbols, [box for box in boxes if box is not None])
    return _Plan(graph, keys, simple, found, radii, blocks, points, symbols, boxes, lines)


def _symbol_box(radius: float) -> Box:
    return Box(-radius * 1.15, -radius * 1.15, radius * 1.15, radius * 1.15)


def _room(part: Block | None, radius: float) -> Box:
    around = _symbol_box(radius)
    return around if part is None else hull([around, below(part, radius)])


def _straight(found: Sequence[Strand], points: Floats) -> Floats:
    """Points along the straight lines between the nodes that are tied."""
    shares = np.linspace(0.06, 0.94, 60)[:, None]
    lines = [points[item.source] * (1 - shares) + points[item.target] * shares for item in found]
    return np.concatenate(lines) if lines else np.zeros((0, 2))


def _bounds(plan: _Plan) -> Box:
    boxes = [*plan.symbols, *(box for box in plan.names if box is not None)]
    for curve in plan.curves:
        low, high = curve.samples().min(axis=0), curve.samples().max(axis=0)
        boxes.append(Box(float(low[0]), float(low[1]), float(high[0]), float(high[1])))
    return hull(boxes)


def _move(plan: _Plan, right: float, down: float) -> None:
    plan.points = plan.points + np.array([right, down])
    plan.symbols = [box.moved(right, down) for box in plan.symbols]
    plan.names = [None if box is None else box.moved(right, down) for box in plan.names]
    plan.curves = [curve.moved(right, down) for curve in plan.curves]


def _put(scene: Scene, plan: _Plan, canvas: Box) -> None:
    few = len(plan.keys) <= NAMED
    for strand, curve in zip(plan.strands, plan.curves, strict=True):
        weight = min(4.0, (1.3 if few else 0.9) + 0.5 * (strand.weight - 1))
        head = 0.0 if not strand.arrow else 8.0 if few else 5.0
        legend.line(scene, curve, strand.line, weight, head, strand.tip)
    for node, key in enumerate(plan.keys):
        data = plan.graph.nodes[key]
        x, y = (float(value) for value in plan.points[node])
        tip = f"{data['label']} ({data['kind'].lower()}), {counted(plan.graph.degree(key), 'tie')}"
        scene.items.append(symbol(data["kind"], x, y, plan.radii[node], tip))
    scene.symbols = plan.symbols
    taken = [*plan.symbols, *(box for box in plan.names if box is not None)]
    if len(plan.strands) <= WORDED:
        words = [_line_words(strand) for strand in plan.strands]
        for part, box in zip(words, on_lines(words, plan.curves, taken, canvas), strict=True):
            if part is not None and box is not None:
                rim = Box(box.left - 2, box.top - 1, box.right + 2, box.bottom + 1)
                scene.items.append(Outline(frame(rim), fill=PAPER))
                scene.set(part, (box.left + box.right) / 2, box.top, colour=GREY, anchor="middle")
                scene.labels.append(box)
    for part, box in zip(plan.blocks, plan.names, strict=True):
        if part is not None and box is not None:
            scene.set(part, (box.left + box.right) / 2, box.top, anchor="middle", rim=True)
            scene.labels.append(box)


def _line_words(strand: Strand) -> Block | None:
    """What a line means, unless the legend says it."""
    return None if strand.line == SPEECH else block("; ".join(strand.words), 9.5, wanted=96.0)


def _notes(graph: nx.MultiDiGraph, plan: _Plan) -> list[str]:
    notes = []
    if len(plan.keys) < len(graph):
        notes.append(f"Drawn are {len(plan.keys)} of {len(graph):,}: the best tied and what hangs together with them.")
    if len(plan.keys) > NAMED:
        notes.append(f"Named are the {NAMED} best tied, and others where there is room; all names are in the data.")
    notes.append("The larger a symbol, the more neighbours; the thicker a line, the more articles.")
    return [" ".join(notes)]
