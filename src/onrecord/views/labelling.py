"""Where names stand: beside their symbols, on nothing else, and off the lines where there is a way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.views.lettering import Block
from onrecord.views.scene import Box
from onrecord.views.strands import Curve, Floats

CLEAR = 3.0
"""The least distance of a name from a symbol and from other names, in points."""
_APART = 1.0
"""So near a name may come to others, where it moves for the sake of a line."""
_ROUNDS = 2
_FEW = 60
"""Up to so many symbols, the names are placed in several orders, and the best outcome is taken."""
_COVERING = 1.5
_HIDDEN = 0.72
"""No more of a line than this share may hide behind its words."""
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73)


def below(block: Block, radius: float) -> Box:
    """The box of a name under a symbol at the origin: where every name stands at first."""
    top = radius * 1.15 + CLEAR
    return Box(-block.width / 2, top, block.width / 2, top + block.height)


def places(block: Block, radius: float) -> list[tuple[float, Box]]:
    """Where a name may stand around a symbol at the origin, each with what makes it a worse place."""
    first, away, side = below(block, radius), radius * 1.15 + CLEAR, radius * 1.15 + 1.0
    width, height = block.width, block.height
    middle = Box(away, -height / 2, away + width, height / 2)
    beside = radius * 0.3 + CLEAR
    return [
        (0.0, first),
        (0.6, middle),
        (0.6, middle.moved(-2 * away - width, 0)),
        (0.7, Box(-width / 2, -away - height, width / 2, -away)),
        (0.9, Box(beside, -away - height, beside + width, -away)),
        (0.9, Box(-beside - width, -away - height, -beside, -away)),
        (0.9, Box(beside, away, beside + width, away + height)),
        (0.9, Box(-beside - width, away, -beside, away + height)),
        (1.0, Box(side, side, side + width, side + height)),
        (1.0, Box(-side - width, side, -side, side + height)),
        (1.1, Box(side, -side - height, side + width, -side)),
        (1.1, Box(-side - width, -side - height, -side, -side)),
    ]


def names(
    blocks: Sequence[Block | None], points: Floats, radii: Sequence[float], symbols: Sequence[Box], lines: Floats
) -> tuple[float, list[Box | None]]:
    """The box of each name, and what it costs that they stand there.

    All begin below their symbols, where the layout left room, and move only to a free place.

    `lines` are points on the ties, which cost where a name covers them.
    """
    nodes = [node for node, block in enumerate(blocks) if block is not None]
    busy = sorted(nodes, key=lambda node: (-radii[node], node))
    orders = [nodes, nodes[::-1], busy, busy[::-1]] if len(blocks) <= _FEW else [busy]
    tried = [_placed(blocks, points, radii, symbols, lines, order) for order in orders]
    return min(tried, key=lambda placed: placed[0])


def _placed(
    blocks: Sequence[Block | None],
    points: Floats,
    radii: Sequence[float],
    symbols: Sequence[Box],
    lines: Floats,
    order: Sequence[int],
) -> tuple[float, list[Box | None]]:
    """The names, moved one after the other in this order, and the cost of where they stand in the end."""
    boxes: list[Box | None] = [
        None if block is None else below(block, radii[node]).moved(float(points[node][0]), float(points[node][1]))
        for node, block in enumerate(blocks)
    ]
    costs = dict.fromkeys(order, 0.0)
    for node in [*order] * _ROUNDS:
        block = blocks[node]
        if block is None:
            continue
        others = [box for other, box in enumerate(boxes) if box is not None and other != node]
        rest = [box for other, box in enumerate(symbols) if other != node]
        best, least = boxes[node], None
        for worse, shape in places(block, radii[node]):
            box = shape.moved(float(points[node][0]), float(points[node][1]))
            if box != boxes[node] and any(box.meets(other, _APART) for other in (*others, *rest)):
                continue
            cost = worse + _COVERING * _covered(box, lines)
            if least is None or cost < least:
                best, least = box, cost
        boxes[node], costs[node] = best, least or 0.0
    return round(sum(costs.values()), 6), boxes


def room_for(block: Block, point: Sequence[float], radius: float, taken: Sequence[Box], lines: Floats) -> Box | None:
    """The best place for one more name beside a symbol, where one is free and no line crosses it; else None."""
    for _, shape in sorted(places(block, radius), key=lambda place: place[0]):
        box = shape.moved(float(point[0]), float(point[1]))
        if not any(box.meets(other, CLEAR) for other in taken if not _own(other, point)) and not _covered(box, lines):
            return box
    return None


def _own(box: Box, point: Sequence[float]) -> bool:
    """Whether the box is that of the symbol at this point."""
    return abs(box.left + box.right - 2 * point[0]) < 0.01 and abs(box.top + box.bottom - 2 * point[1]) < 0.01


def _covered(box: Box, lines: Floats) -> int:
    if not len(lines):
        return 0
    across, down = lines[:, 0], lines[:, 1]
    return int(np.count_nonzero((across > box.left) & (across < box.right) & (down > box.top) & (down < box.bottom)))


def on_lines(
    blocks: Sequence[Block | None], curves: Sequence[Curve], taken: Sequence[Box], canvas: Box
) -> list[Box | None]:
    """The box of each line's words, on the line; None where there is no room for them."""
    found: list[Box | None] = []
    samples = [curve.samples() for curve in curves]
    used = list(taken)
    for number, (block, curve) in enumerate(zip(blocks, curves, strict=True)):
        if block is None:
            found.append(None)
            continue
        best: tuple[float, Box] | None = None
        others = np.concatenate(
            [points for other, points in enumerate(samples) if other != number] or [samples[number][:0]]
        )
        for rank, share in enumerate(_SHARES):
            x, y = curve.at(share)
            box = Box(x - block.width / 2, y - block.height / 2, x + block.width / 2, y + block.height / 2)
            if not box.within(canvas) or any(box.meets(other, CLEAR) for other in used):
                continue
            if _covered(box, samples[number]) > _HIDDEN * len(samples[number]):
                continue
            cost = 0.3 * rank + _covered(box, others)
            if best is None or cost < best[0]:
                best = (cost, box)
        found.append(None if best is None else best[1])
        if best is not None:
            used.append(best[1])
    return found
