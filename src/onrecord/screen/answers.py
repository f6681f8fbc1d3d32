"""The answer to a query for people: names in place of IRIs, a table where it fits the screen, else a block a row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

LABEL = "Label"
"""A column ?personLabel is the name of what is in the column ?person."""
_COLUMN = 15
"""Columns of the screen that a column of a table needs to be readable."""

Row = Mapping[str, str]
Binding = Mapping[str, Mapping[str, str]]
"""A row as the JSON of SPARQL has it."""


def answers(screen: Console, written: bytes, prefixes: Mapping[str, str]) -> int:
    """Show the answer to a SELECT or ASK, given in the JSON of SPARQL; returns the number of rows."""
    content = json.loads(written)
    if "boolean" in content:
        screen.print("yes" if content["boolean"] else "no")
        return 1
    found: Sequence[Binding] = content["results"]["bindings"]
    columns = shown(content["head"]["vars"], found)
    rows = [{name: cells(row, name, prefixes) for name in columns} for row in found]
    if not rows:
        screen.print(Text("Nothing answers this.", style="dim"))
    elif len(columns) * _COLUMN <= screen.width:
        _table(screen, columns, rows)
    else:
        _blocks(screen, columns, rows)
    return len(rows)


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by its longest prefix, for reading (a "/" in the local part stays as it is)."""
    known = [(namespace, prefix) for prefix, namespace in prefixes.items() if iri.startswith(namespace)]
    if not known:
        return iri
    namespace, prefix = max(known, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def shown(names: Sequence[str], found: Sequence[Binding]) -> list[str]:
    """The columns that say something in any row; a column with the names of another is shown in its place."""
    columns = [name for name in names if name.removesuffix(LABEL) == name or name.removesuffix(LABEL) not in names]
    return [name for name in columns if any(name in row for row in found)]


def cells(row: Binding, name: str, prefixes: Mapping[str, str]) -> str:
    """What stands in a column of a row: the name of what it is, where there is one."""
    term = row.get(name + LABEL) or row.get(name)
    if term is None:
        return ""
    value = term["value"]
    return short(value, prefixes) if term["type"] == "uri" else " ".join(value.split())


def _table(screen: Console, columns: Sequence[str], rows: Sequence[Row]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold dim", show_edge=False)
    for name in columns:
        longest = max(len(row[name]) for row in rows)
        # Dates and numbers stay whole; the long columns share the rest by what they hold.
        table.add_column(name, no_wrap=longest <= _COLUMN - 3, overflow="fold", ratio=None)
    for row in rows:
        table.add_row(*(Text(row[name]) for name in columns))
    screen.print(table)


def _blocks(screen: Console, columns: Sequence[str], rows: Sequence[Row]) -> None:
    width = max(map(len, columns))
    for number, row in enumerate(rows):
        if number:
            screen.print()
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(min_width=width, style="dim", no_wrap=True)
        block.add_column(overflow="fold")
        for name in columns:
            if row[name]:
                block.add_row(name, Text(row[name]))
        screen.print(block)
