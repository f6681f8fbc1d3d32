"""The README's picture: what `onrecord show` prints of the seed article, as an SVG.

python -m benchmarks.picture [seeds/000_292bcf23186b3009.txt] [docs/show.svg]
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from onrecord import articles, read_many
from onrecord.record import Article
from onrecord.screen.article import show

WIDTH = 132
"""Columns of the picture: wide enough for the table."""
LINES = 46
"""Lines of the picture: a screenful."""


def main(source: str = "seeds/000_292bcf23186b3009.txt", target: str = "docs/show.svg") -> None:
    """Write the picture of one article's facts."""
    read = [item for item in articles.read_paths([source]) if isinstance(item, Article)]
    whole = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for record in read_many(read):
        show(whole, record)
    lines = whole.export_text(styles=True).splitlines()[:LINES]
    screen = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for line in lines:
        screen.print(Text.from_ansi(line))
    svg = screen.export_svg(title=f"onrecord show {source}", unique_id="onrecord")
    Path(target).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
