"""What the commands do that bring a graph to other tools: `onrecord export`, `onrecord load`."""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord import exports
from onrecord.screen.console import console
from onrecord.screen.progress import Counter


def export_graph(folder: Path, form: str | None, target: Path | None) -> int:
    """`onrecord export`: the graph on standard output, or in a file, of which a line on standard error tells."""
    errors = console(sys.stderr)
    with Counter(errors) as counter:
        number = exports.export(folder, form, target, lambda name: counter(name.rpartition("/")[2]))
    if target is not None:
        articles = "1 article" if number == 1 else f"{number:,} articles"
        sys.stderr.write(f"{target}: {articles}\n")
    return 0
