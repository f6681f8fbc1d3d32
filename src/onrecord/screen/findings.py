"""What the shapes found in a graph, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.screen import wording
from onrecord.shapes import Finding, Severity

MOST = 200
"""Findings shown; a graph that breaks a shape everywhere says so once less."""


def findings(screen: Console, found: Sequence[Finding], file: Path) -> None:
    """Every finding, violations first, and how many there are."""
    violations = sum(item.severity is Severity.VIOLATION for item in found)
    warnings = len(found) - violations
    if found:
        table = Table(box=None, padding=(0, 2, 1, 0), header_style="bold dim")
        table.add_column("", no_wrap=True)
        table.add_column("where", overflow="fold", ratio=2)
        table.add_column("what to look at", overflow="fold", ratio=3)
        for item in found[:MOST]:
            style = "red" if item.severity is Severity.VIOLATION else "yellow"
            where = str(getattr(item.focus, "value", item.focus))
            table.add_row(Text(item.severity.value.lower(), style=style), Text(where), Text(item.message))
        screen.print(table)
        if len(found) > MOST:
            screen.print(Text(f"… and {len(found) - MOST:,} more"))
    counts = f"{wording.counted(violations, 'violation')}, {wording.counted(warnings, 'warning')}"
    screen.print(Text.assemble((str(file), "bold"), f": {counts}"), soft_wrap=True)
