"""Measured figures in the pages of the documentation: they stand between two marks, and the rest is kept."""

from __future__ import annotations

from pathlib import Path


def replace(page: Path, marks: tuple[str, str], figures: str) -> None:
    """Put the figures in the place of what stands between the marks; without both, the page stays as it is."""
    begin, end = marks
    head, begun, rest = page.read_text(encoding="utf-8").partition(begin)
    _, ended, tail = rest.partition(end)
    if not begun or not ended:
        raise SystemExit(f"{page}: the marks {begin} and {end} are missing; put them where the figures belong")
    page.write_text(f"{head}{begin}\n{figures}\n{end}{tail}", encoding="utf-8")
