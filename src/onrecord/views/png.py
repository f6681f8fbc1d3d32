"""A scene as PNG, drawn by matplotlib at two dots a point."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Normal, Stroke

from onrecord.views.lettering import FAMILY
from onrecord.views.scene import PAPER, Command, Outline, Scene, Words

_POINTS_AN_INCH = 72
_DOTS_A_POINT = 2
_CODES = {"M": Path.MOVETO, "L": Path.LINETO, "Q": Path.CURVE3, "C": Path.CURVE4, "Z": Path.CLOSEPOLY}
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def png(scene: Scene) -> bytes:
    """The bytes of the picture, without a date."""
    inches = (scene.width / _POINTS_AN_INCH, scene.height / _POINTS_AN_INCH)
    figure = Figure(figsize=inches, dpi=_POINTS_AN_INCH * _DOTS_A_POINT, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)
    axes.axis("off")
    for order, item in enumerate(scene.items):
        if isinstance(item, Words):
            effects = [Stroke(linewidth=3, foreground=PAPER), Normal()] if item.rim else []
            axes.text(
                item.x,
                item.y,
                item.words,
                fontsize=item.size,
                fontfamily=FAMILY,
                fontweight="bold" if item.bold else "normal",
                color=item.colour,
                ha=_ANCHORS[item.anchor],
                va="baseline",
                parse_math=False,
                zorder=order,
                path_effects=effects,
            )
        else:
            axes.add_patch(_patch(item, order))
    written = io.BytesIO()
    figure.savefig(written, format="png", metadata={"Software": None, "Title": scene.title})
    return written.getvalue()


def _patch(item: Outline, order: int) -> PathPatch:
    round_dots = len(item.dash) == 2 and item.dash[0] < 1
    scaled = tuple(part / item.width for part in item.dash)
    return PathPatch(
        _path(item.commands),
        facecolor=item.fill or "none",
        edgecolor=item.stroke or "none",
        linewidth=item.width if item.stroke else 0.0,
        linestyle=(0.0, scaled) if item.dash else "solid",
        capstyle="round" if round_dots else "butt",
        zorder=order,
    )


def _path(commands: tuple[Command, ...]) -> Path:
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for name, values in commands:
        pairs = list(zip(values[::2], values[1::2], strict=True)) or [(0.0, 0.0)]
        points += pairs
        codes += [int(_CODES[name])] * len(pairs)
    return Path(points, codes)
