"""The two consoles: answers on standard output, progress and problems on standard error."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console
from rich.text import Text

PIPED_WIDTH = 100
"""Columns where nobody says how wide the screen is: a pipe or a file."""
TABLE_WIDTH = 120
"""From this width on facts stand in a table; below, each has a block of its own."""
EVIDENCE = "bold yellow"
_MARKS = "«»"


def console(stream: TextIO) -> Console:
    """A console on this stream: no colours, and 100 columns, where it is no terminal."""
    width = None if stream.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def marked(sentence: str, start: int, end: int, *, colours: bool) -> Text:
    """The sentence with its evidence in colour, or between « and » where there are no colours."""
    if colours:
        text = Text(sentence)
        text.stylize(EVIDENCE, start, end)
        return text
    if start == 0 and end >= len(sentence.rstrip(".")):
        return Text(sentence)
    return Text(f"{sentence[:start]}{_MARKS[0]}{sentence[start:end]}{_MARKS[1]}{sentence[end:]}")
