"""`onrecord view`: a view on the screen, in a file, or all of them in a folder."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import networkx as nx
from rich.text import Text

from onrecord import graph as graphs
from onrecord.articles import publication_date
from onrecord.cli import program
from onrecord.errors import InputError
from onrecord.names import find
from onrecord.record import Record
from onrecord.screen.console import console
from onrecord.screen.wording import Names
from onrecord.views import filters as choices
from onrecord.views.catalogue import AROUND, TIMELINE, VIEWS, View, view_named
from onrecord.views.files import WRITERS
from onrecord.views.filters import Filters
from onrecord.views.metrics import standings
from onrecord.views.network import network
from onrecord.views.scene import Scene

ALL = "all"
"""In place of a view's name: every view but the one around an entity."""
KEPT = ("svg", "graphml", "csv")
"""What `all` writes of each view."""


def _scene(graph: nx.MultiDiGraph) -> Scene:
    from onrecord.views.drawing import draw
    from onrecord.views.timeline import timeline

    with console(sys.stderr).status("Drawing …"):
        return timeline(graph) if graph.name == TIMELINE else draw(graph)


def _svg(graph: nx.MultiDiGraph) -> bytes:
    from onrecord.views.svg import svg

    return svg(_scene(graph))


def _png(graph: nx.MultiDiGraph) -> bytes:
    from onrecord.views.png import png

    return png(_scene(graph))


PICTURES: Mapping[str, Callable[[nx.MultiDiGraph], bytes]] = {"svg": _svg, "png": _png}
"""The writer for each ending of a picture; matplotlib is imported where one is drawn."""


def chosen(
    factuality: list[str], since: str | None, until: str | None, kinds: list[str], articles: list[str], least: int
) -> Filters:
    """The filters as they were typed; raises `InputError` where one of them cannot be."""
    begin = None if since is None else publication_date(since, "--from")
    end = None if until is None else publication_date(until, "--until")
    if begin is not None and end is not None and choices.days(begin)[0] > choices.days(end)[1]:
        raise InputError(f"--from {since} --until {until}", "the end comes before the beginning", "swap them")
    return Filters(choices.factualities(factuality), begin, end, choices.kinds(kinds), frozenset(articles), least)


def view_graph(
    name: str,
    entity: str | None,
    *,
    folder: Path,
    to: Path | None,
    filters: Filters,
    hops: int,
    metrics: bool,
    title: str | None,
) -> int:
    """`onrecord view`; raises `InputError` where the view, the entity, an article or the file's ending is unknown."""
    if name == ALL:
        return _all(folder, to, filters)
    view = view_named(name)
    writer = None if to is None else _writer(to)
    if (entity is None) == (view.name == AROUND):
        advice = f'say whom: {program()} view around "Ana Ruiz"' if entity is None else "leave the name out"
        raise InputError(name, "is about one entity" if entity is None else "is about the whole graph", advice)
    records = graphs.load(folder)
    _known_articles(filters, records, folder)
    centre = None if entity is None else _entity(entity, records, folder)
    shown = network(records, view, filters, base=graphs.base(folder), centre=centre, hops=hops)
    shown.graph["title"] = title or _title(view, centre, records)
    if not shown.number_of_edges():
        raise InputError(str(folder), f"the view {name} has nothing to show", "widen the filters, or try another view")
    if to is not None and writer is not None:
        _write(to, writer(shown))
    _say(view, shown, to, metrics)
    return 0


def _title(view: View, centre: str | None, records: Sequence[Record]) -> str:
    return view.title if centre is None else view.title.format(Names.of(records)[centre])


def _writer(to: Path) -> Callable[[nx.MultiDiGraph], bytes]:
    ending = to.suffix.removeprefix(".").casefold()
    if ending in PICTURES:
        return PICTURES[ending]
    if ending not in WRITERS:
        endings = ", ".join(f".{known}" for known in (*PICTURES, *WRITERS))
        raise InputError(f"--to {to}", "its ending says no format of a network", f"give a file that ends in {endings}")
    return WRITERS[ending]


def _known_articles(filters: Filters, records: Sequence[Record], folder: Path) -> None:
    for name in sorted(filters.articles - {record.article.identifier for record in records}):
        some = ", ".join(record.article.identifier for record in records[:3])
        raise InputError(f"--article {name}", f"no article in {folder} is called so", f"there are: {some}")


def _entity(name: str, records: Sequence[Record], folder: Path) -> str:
    match = find(name, records)
    if match.key is None:
        suggested = ", ".join(match.suggestions)
        advice = f"did you mean {suggested}?" if suggested else "see what is there with the view actors"
        raise InputError(str(folder), f"nothing in the graph is called {name!r}", advice)
    if not match.exact:
        near = f"Nothing is called {name!r} exactly; {Names.of(records)[match.key]} comes nearest."
        console(sys.stdout).print(Text(near, style="dim"))
    return match.key


def _all(folder: Path, to: Path | None, filters: Filters) -> int:
    """Every view that shows something, as a picture and as files."""
    if to is None or to.suffix:
        raise InputError(f"--to {to or ''}", "all views go into a folder", f"say which: --to {folder / 'views'}")
    records, base = graphs.load(folder), graphs.base(folder)
    _known_articles(filters, records, folder)
    screen = console(sys.stdout)
    for view in VIEWS.values():
        shown = network(records, view, filters, base=base) if view.name != AROUND else nx.MultiDiGraph()
        if shown.number_of_edges():
            shown.graph["title"] = view.title
            files = [to / f"{view.name}.{ending}" for ending in KEPT]
            for file in files:
                _write(file, _writer(file)(shown))
            screen.print(Text(f"{view.title}: {', '.join(map(str, files))}"), soft_wrap=True)
    return 0


def _write(to: Path, content: bytes) -> None:
    """Replace the file at once, after all has been written beside it."""
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".writing-") as folder:
            (Path(folder) / to.name).write_bytes(content)
            (Path(folder) / to.name).replace(to)
    except OSError as error:
        raise InputError(f"--to {to}", f"cannot be written ({error.strerror or error})", "give another file") from error


def _say(view: View, shown: nx.MultiDiGraph, to: Path | None, metrics: bool) -> None:
    from onrecord.screen import network as screens

    screen = console(sys.stdout)
    screens.head(screen, shown, str(shown.graph["title"]))
    if to is None or metrics:
        screens.standings(screen, standings(shown), every=metrics)
    if to is None and not metrics:
        screens.ties(screen, shown)
        command = f"{program()} {shlex.join(sys.argv[1:])}"
        screen.print()
        screen.print(Text(f"To draw it: {command} --to {view.name}.svg", style="dim"), soft_wrap=True)
    if to is not None:
        screen.print(Text(f"Written to {to}"), soft_wrap=True)
