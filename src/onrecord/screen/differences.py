"""What came into a graph and went out of it, for people: by article, each thing said with its sentence."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.differences import Changed
from onrecord.screen import wording

_CHANGES = {"came": "is new", "went": "is gone", "changed": "has changed"}
_SIGNS = {True: ("+ ", "green"), False: ("- ", "red")}


def difference(screen: Console, changed: Changed) -> None:
    """One article: how many triples came and went, and what it says now and said before."""
    triples = f"{wording.counted(len(changed.came), 'triple')} came, {len(changed.went):,} went"
    head = Text.assemble((changed.article, "bold"), f" {_CHANGES[changed.change]}", (f"  {triples}", "dim"))
    screen.print(head, soft_wrap=True)
    for item in changed.said:
        sign, colour = _SIGNS[item.came]
        words = " | ".join(" ".join(word.split()) for word in item.words)
        screen.print(Padding(Text.assemble((sign, colour), (f"{item.kind}  ", "dim"), words), (0, 0, 0, 2)))
        if item.sentence:
            screen.print(Padding(Text(" ".join(item.sentence.split()), style="dim"), (0, 0, 0, 6)))
    screen.print()
