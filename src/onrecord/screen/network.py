"""A network on the screen: how much of what, who stands where in it, and what ties them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import networkx as nx
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.record import Kind
from onrecord.screen import facts, wording
from onrecord.views.metrics import Standing

_FEW = 10
"""Rows of a table that is there for a first look."""


def head(screen: Console, graph: nx.MultiDiGraph, title: str) -> None:
    """The title, and how many nodes, ties and articles."""
    kinds = Counter(data["kind"] for _, data in graph.nodes(data=True))
    parts = [
        wording.counted(number, kind.lower(), wording.PLURALS[Kind(kind)] if kind in set(Kind) else None)
        for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    ]
    ties = wording.counted(graph.number_of_edges(), "tie")
    articles = wording.counted(graph.graph["articles"], "article")
    screen.print(Text.assemble((title, "bold"), f"  {ties} between {', '.join(parts)}; from {articles}"))


def standings(screen: Console, found: Sequence[Standing], *, every: bool) -> None:
    """A row for each node, the one with the most neighbours first; the first ten where not every one is asked for."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold dim", show_edge=False)
    table.add_column("who or what", overflow="fold")
    table.add_column("kind", no_wrap=True)
    for title in ("degree", "neighbours", "betweenness", "community"):
        table.add_column(title, justify="right", no_wrap=True)
    for item in found if every else found[:_FEW]:
        numbers = (str(item.degree), str(item.neighbours), f"{item.betweenness:.3f}", str(item.community))
        table.add_row(Text(item.label), Text(item.kind.lower()), *numbers)
    rest = len(found) - _FEW
    note = f"the {_FEW} best tied; --metrics gives all" if rest > 0 and not every else ""
    facts.heading(screen, "Who stands where", note)
    screen.print(table)


def ties(screen: Console, graph: nx.MultiDiGraph) -> None:
    """How often which tie, with one that most articles name."""
    labels = nx.get_node_attributes(graph, "label")
    by_kind: dict[str, list[tuple[int, str]]] = {}
    for source, target, data in graph.edges(data=True):
        words = f"{labels[source]} {data['label']} {labels[target]}"
        by_kind.setdefault(data["kind"], []).append((-data["weight"], words))
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for kind, found in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        label = "speaks about" if kind == "speaksAbout" else wording.relation(kind)
        table.add_row(Text(str(len(found))), Text(label, style="bold"), Text(min(found)[1]))
    facts.heading(screen, "What ties them", "each with an example")
    screen.print(table)
