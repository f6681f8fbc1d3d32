"""A scene as SVG: words stay words, each as wide as it was measured, whatever typeface the reader has."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from onrecord.views.files import legal
from onrecord.views.lettering import FAMILY, width
from onrecord.views.scene import PAPER, Outline, Scene, Words

_FAMILIES = f"'{FAMILY}', Verdana, Arial, sans-serif"


def svg(scene: Scene) -> bytes:
    """The bytes of the picture; the same for the same scene, without a date."""
    size = f"{_number(scene.width)} {_number(scene.height)}"
    across, down = size.split()
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" viewBox="0 0 {size}" role="img" '
        f'font-family="{_FAMILIES}">',
        f"<title>{escape(legal(scene.title))}</title>",
        f"<desc>{escape(legal(scene.description))}</desc>",
        f'<rect width="{across}" height="{down}" fill="{PAPER}"/>',
        *(_words(item) if isinstance(item, Words) else _outline(item) for item in scene.items),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _outline(item: Outline) -> str:
    path = "".join(code + " ".join(_number(value) for value in values) for code, values in item.commands)
    style = f'fill="{item.fill or "none"}"'
    if item.stroke:
        style += f' stroke="{item.stroke}" stroke-width="{_number(item.width)}"'
    if item.dash:
        style += f' stroke-dasharray="{" ".join(map(_number, item.dash))}"'
    if len(item.dash) == 2 and item.dash[0] < 1:
        style += ' stroke-linecap="round"'
    tip = f"<title>{escape(legal(item.tip))}</title>" if item.tip else ""
    return f'<path d="{path}" {style}>{tip}</path>' if tip else f'<path d="{path}" {style}/>'


def _words(item: Words) -> str:
    style = f'x="{_number(item.x)}" y="{_number(item.y)}" font-size="{_number(item.size)}" fill="{item.colour}"'
    style += ' font-weight="bold"' if item.bold else ""
    style += f' text-anchor="{item.anchor}"' if item.anchor != "start" else ""
    if item.rim:
        style += f' stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    length = _number(width(item.words, item.size, bold=item.bold))
    fitted = f' textLength={quoteattr(length)} lengthAdjust="spacingAndGlyphs"' if len(item.words) > 1 else ""
    return f"<text {style}{fitted}>{escape(legal(item.words))}</text>"


def _number(value: float) -> str:
    return f"{round(value, 1):.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else _short(value)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
