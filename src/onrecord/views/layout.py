"""Where the nodes of a network stand: near what they are tied to, and never on each other.

Only + - * / and square roots are used where results matter, and in one order, so that the same network has the same
picture on every machine; a solver out of a linear algebra library does not promise that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from onrecord.views.scene import Box

Floats = NDArray[np.float64]

_SWEEPS = 80
_SETTLED = 0.003
_PUSHES = 60
_ASPECT = 1.45
"""How much wider than high a picture should be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each node stands, and the size of the whole."""

    positions: Floats
    width: float
    height: float


def layout(
    graph: nx.Graph, around: Sequence[Box], edge: float, gap: float, mirror: tuple[float, float] = (1.0, 1.0)
) -> Placed:
    """Positions for the nodes 0 … n - 1 of an undirected graph.

    `around` is the room that each node takes around its point (symbol and label); `edge` the wanted length of an edge
    and `gap` the least distance of two rooms, in points; `mirror` -1 turns left and right or up and down about.
    Each connected part is laid out by itself, then all are packed.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    positions = np.zeros((len(graph), 2))
    boxes = []
    for part in parts:
        room = np.array([[box.left, box.top, box.right, box.bottom] for box in (around[node] for node in part)])
        placed = apart(turned(stress(graph.subgraph(part).copy(), part) * edge) * np.array(mirror), room, gap)
        low = (placed + room[:, :2]).min(axis=0)
        high = (placed + room[:, 2:]).max(axis=0)
        positions[part] = placed - low
        boxes.append((float(high[0] - low[0]), float(high[1] - low[1])))
    corners, width, height = packed(boxes, gap * 1.8)
    for part, corner in zip(parts, corners, strict=True):
        positions[part] += corner
    return Placed(np.round(positions, 1), width, height)


def stress(graph: nx.Graph, nodes: Sequence[int]) -> Floats:
    """The positions at which distances are most like the number of edges between nodes (edges being 1 long).

    Localised stress majorization (Gansner, Koren and North 2004, section 2.3), begun from a radial tree.
    """
    count = len(nodes)
    index = {node: number for number, node in enumerate(nodes)}
    steps = np.ones((count, count))
    for node, reached in nx.all_pairs_shortest_path_length(graph):
        for other, distance in reached.items():
            steps[index[node], index[other]] = distance
    positions = _radial(graph, nodes)
    weights = 1.0 / np.maximum(steps * steps, 1.0)
    np.fill_diagonal(weights, 0.0)
    totals = np.maximum(weights.sum(axis=0), 1e-9)
    for _ in range(_SWEEPS if count > 2 else 0):
        moved = 0.0
        for node in range(count):
            away = positions[node] - positions
            lengths = np.sqrt(away[:, 0] * away[:, 0] + away[:, 1] * away[:, 1])
            scale = steps[node] / np.maximum(lengths, 1e-6)
            wanted = positions + away * scale[:, None]
            new = (wanted * weights[node][:, None]).sum(axis=0) / totals[node]
            moved = max(moved, float(np.abs(new - positions[node]).max()))
            positions[node] = new
        if moved < _SETTLED:
            break
    return positions


def _radial(graph: nx.Graph, nodes: Sequence[int]) -> Floats:
    """A tree from the best tied node outward, each branch with an angle for its leaves."""
    root = max(nodes, key=lambda node: (graph.degree(node), -node))
    children: dict[int, list[int]] = {node: [] for node in nodes}
    order = [root]
    seen = {root}
    for node in order:
        near = sorted((other for other in graph[node] if other not in seen), key=lambda other: -graph.degree(other))
        children[node] = near
        seen.update(near)
        order += near
    leaves = dict.fromkeys(nodes, 1)
    for node in reversed(order):
        leaves[node] = max(1, sum(leaves[child] for child in children[node]))
    index = {node: number for number, node in enumerate(nodes)}
    positions = np.zeros((len(nodes), 2))
    spans = {root: (0.0, 2 * math.pi, 0)}
    for node in order:
        start, end, depth = spans[node]
        middle = (start + end) / 2 if node != root else 0.0
        positions[index[node]] = (depth * math.cos(middle), depth * math.sin(middle))
        at = start
        for child in children[node]:
            share = (end - start) * leaves[child] / leaves[node]
            spans[child] = (at, at + share, depth + 1)
            at += share
    return np.round(positions, 6)


def turned(positions: Floats) -> Floats:
    """The positions turned so that they lie along the horizontal, since names do."""
    centred = positions - positions.sum(axis=0) / len(positions)
    xx, yy, xy = (float((centred[:, a] * centred[:, b]).sum()) for a, b in ((0, 0), (1, 1), (0, 1)))
    spread = math.sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)
    if spread < 1e-9:
        return np.asarray(centred)
    cosine = math.sqrt((1 + (xx - yy) / spread) / 2)
    sine = math.sqrt(max(0.0, 1 - cosine * cosine)) * (1 if xy >= 0 else -1)
    across = centred[:, 0] * cosine + centred[:, 1] * sine
    down = centred[:, 1] * cosine - centred[:, 0] * sine
    return np.stack([across, down], axis=1)


def apart(positions: Floats, room: Floats, gap: float) -> Floats:
    """The positions with overlapping rooms pushed apart, each along the way that is shorter, until none overlap."""
    half = (room[:, 2:] - room[:, :2] + gap) / 2
    centre = (room[:, 2:] + room[:, :2]) / 2
    points = np.round(positions, 3) + centre
    # Two nodes on one point have no side to be pushed to.
    points = points + np.arange(len(points))[:, None] * 1e-3
    reach = half[:, None] + half[None, :]
    rounds = 0
    while True:
        across, down = (points[:, None, axis] - points[None, :, axis] for axis in (0, 1))
        over = reach[:, :, 0] - np.abs(across), reach[:, :, 1] - np.abs(down)
        first, second = np.nonzero(np.triu((over[0] > 1e-6) & (over[1] > 1e-6), 1))
        if not len(first):
            return np.asarray(points - centre)
        rounds += 1
        if rounds % _PUSHES == 0:
            points = points * 1.06
            continue
        sideways, vertical = over[0][first, second], over[1][first, second]
        push = np.zeros((len(first), 2))
        push[:, 0] = np.where(sideways < vertical, sideways * np.where(across[first, second] >= 0, 1.0, -1.0), 0.0)
        push[:, 1] = np.where(sideways < vertical, 0.0, vertical * np.where(down[first, second] >= 0, 1.0, -1.0))
        np.add.at(points, first, push * 0.4)
        np.add.at(points, second, push * -0.4)


def packed(boxes: Sequence[tuple[float, float]], gap: float) -> tuple[list[tuple[float, float]], float, float]:
    """The top left corners of boxes packed side by side, with the width and height of the whole.

    Several widths of the whole are tried; the one that wastes least, near the wanted aspect, is taken.
    """
    area = sum((width + gap) * (height + gap) for width, height in boxes)
    widest = max(width for width, _ in boxes)
    tried = []
    for tenths in range(8, 21):
        corners = _skyline(boxes, max(widest, math.sqrt(area * _ASPECT) * tenths / 10), gap)
        width = max(x + box[0] for (x, _), box in zip(corners, boxes, strict=True))
        height = max(y + box[1] for (_, y), box in zip(corners, boxes, strict=True))
        aspect = max(width / height / _ASPECT, _ASPECT * height / width)
        tried.append((round(width * height * (0.6 + 0.4 * aspect), 3), width, height, corners))
    _, width, height, corners = min(tried)
    return corners, width, height


def _skyline(boxes: Sequence[tuple[float, float]], limit: float, gap: float) -> list[tuple[float, float]]:
    """Each box in turn, the highest first, as near the top and then the left as it fits."""
    line = [(0.0, limit + gap, 0.0)]
    corners: list[tuple[float, float]] = [(0.0, 0.0)] * len(boxes)
    for number in sorted(range(len(boxes)), key=lambda number: (-boxes[number][1], -boxes[number][0], number)):
        width, height = boxes[number][0] + gap, boxes[number][1] + gap
        spots = [
            (max(y for left, right, y in line if left < start + width and right > start), start)
            for start, _, _ in line
            if start + width <= limit + gap + 1e-6
        ]
        y, x = min(spots)
        corners[number] = (x, y)
        line = _raised(line, x, x + width, y + height)
    return corners


def _raised(
    line: list[tuple[float, float, float]], left: float, right: float, level: float
) -> list[tuple[float, float, float]]:
    """The skyline with this stretch of it at a new level."""
    kept = []
    for start, end, y in line:
        if start < left:
            kept.append((start, min(end, left), y))
        if end > right:
            kept.append((max(start, right), end, y))
    return sorted([*(piece for piece in kept if piece[0] < piece[1]), (left, right, level)])
