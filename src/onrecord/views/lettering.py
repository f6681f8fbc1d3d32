"""How wide words are, and where to break them. Widths come from the font itself, so that they are the same anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import matplotlib
from matplotlib.ft2font import FT2Font, LoadFlags

FAMILY = "DejaVu Sans"
"""The typeface of all pictures; matplotlib brings it along."""
LEADING = 1.22
"""The distance of two lines, in sizes of the type."""
ASCENT, DESCENT = 0.78, 0.24
"""What a line takes above and below its base line, in sizes of the type: capitals and ascenders, descenders."""
_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_UNKNOWN = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size, set centred or flush; `width` and `height` are those of the whole."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max(width(line, self.size, bold=self.bold) for line in self.lines)

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the bottom of the last line's descenders."""
        return (ASCENT + DESCENT + LEADING * (len(self.lines) - 1)) * self.size


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    return FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / _FILES[bold]))


@cache
def _advance(character: str, bold: bool) -> float:
    """How far a character moves the pen, in sizes of the type; what the font lacks takes a whole one."""
    font = _font(bold)
    if not font.get_char_index(ord(character)):
        return _UNKNOWN
    return float(font.load_char(ord(character), flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM)


def width(words: str, size: float, *, bold: bool = False) -> float:
    """The width of a line, without kerning."""
    return size * sum(_advance(character, bold) for character in words)


def block(words: str, size: float, *, bold: bool = False, wanted: float = 120.0, most: int = 3) -> Block:
    """The words on as few lines as keep within the wanted width, and at most so many; cut with "…" where need be.

    The lines of a block are as even as the words allow.
    """
    parts = words.split() or [""]
    best: tuple[str, ...] = (" ".join(parts),)
    for count in range(1, most + 1):
        best = _even(parts, count, size, bold)
        if max(width(line, size, bold=bold) for line in best) <= wanted:
            break
    return Block(tuple(_cut(line, size, bold, wanted * 1.5) for line in best), size, bold)


def paragraph(words: str, size: float, limit: float, *, bold: bool = False) -> Block:
    """The words on as many lines as a column of this width needs."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, bold=bold) > limit:
            lines.append(word)
        else:
            lines[-1] = longer
    return Block(tuple(lines), size, bold)


def _even(parts: list[str], count: int, size: float, bold: bool) -> tuple[str, ...]:
    """The words on at most so many lines, the longest of them as short as can be."""
    lines = paragraph(" ".join(parts), size, float("inf"), bold=bold).lines
    limits = sorted(
        {
            width(" ".join(parts[start:end]), size, bold=bold)
            for start in range(len(parts))
            for end in range(start + 1, len(parts) + 1)
        }
    )
    low, high = 0, len(limits) - 1
    while low <= high:
        middle = (low + high) // 2
        tried = paragraph(" ".join(parts), size, limits[middle], bold=bold).lines
        if len(tried) <= count and max(width(line, size, bold=bold) for line in tried) <= limits[middle]:
            lines, high = tried, middle - 1
        else:
            low = middle + 1
    return lines


def _cut(line: str, size: float, bold: bool, limit: float) -> str:
    if width(line, size, bold=bold) <= limit:
        return line
    while line and width(f"{line}…", size, bold=bold) > limit:
        line = line[:-1]
    return f"{line.rstrip()}…"
