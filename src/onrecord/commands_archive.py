"""What the commands do that keep an archive: `onrecord diff`, `onrecord retract`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.differences import Changed, differences
from onrecord.errors import InputError
from onrecord.screen import wording
from onrecord.screen.console import console
from onrecord.screen.progress import Counter

SAME, DIFFERENT, TROUBLE = 0, 1, 2
"""The exit codes of diff(1)."""

FORMATS = ("table", "json", "nq")


def diff_graphs(before: Path, after: Path, form: str) -> int:
    """`onrecord diff`: what came and went, on standard output; the exit codes are those of diff(1)."""
    try:
        if form not in FORMATS:
            raise InputError(f"--format {form}", "there is no such format", f"give {', '.join(FORMATS)}")
        with Counter(console(sys.stderr)) as counter:
            found = differences(before, after, counter)
        number = {"table": _table, "json": _json, "nq": _nquads}[form](found)
    except InputError as error:
        sys.stderr.write(f"onrecord: {error}\n")
        return TROUBLE
    return DIFFERENT if number else SAME


def _table(found: Iterable[Changed]) -> int:
    from onrecord.screen.differences import difference

    screen = console(sys.stdout)
    said = {True: 0, False: 0}
    number = 0
    for changed in found:
        number += 1
        difference(screen, changed)
        for item in changed.said:
            said[item.came] += 1
    if number:
        graphs = wording.counted(number, "graph")
        screen.print(f"{graphs} not the same; {said[True]:,} things said came, {said[False]:,} went")
    return number


def _json(found: Iterable[Changed]) -> int:
    """One array, an article a line."""
    number = 0
    sys.stdout.write("[")
    for number, changed in enumerate(found, start=1):
        between = "," if number > 1 else ""
        sys.stdout.write(f"{between}\n{json.dumps(changed.to_json(), ensure_ascii=False)}")
    sys.stdout.write("\n]\n" if number else "]\n")
    return number


def _nquads(found: Iterable[Changed]) -> int:
    """Each quad as a line of N-Quads behind "+ " or "- "."""
    number = 0
    for changed in found:
        number += 1
        sys.stdout.writelines(_signed(changed))
    return number


def _signed(changed: Changed) -> Iterator[str]:
    for sign, quads in (("-", changed.went), ("+", changed.came)):
        yield from (f"{sign} {quad} .\n" for quad in quads)


def retract_article(article: str, folder: Path) -> int:
    """`onrecord retract`: one line that says what is gone, and what keeps it from coming back."""
    from onrecord.retraction import retract

    with console(sys.stderr).status(f"Taking {article} out of {folder}"):
        gone = retract(article, folder)
    triples = wording.counted(gone.triples, "triple")
    left = wording.counted(gone.left, "article is left", "articles are left")
    sys.stdout.write(f"{gone.identifier}: {triples} taken out of {folder}; {left}\n")
    sys.stdout.write("It comes back with the next build unless its input is taken away too.\n")
    return 0
