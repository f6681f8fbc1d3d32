"""What the commands do that bring a graph to other tools: `onrecord export`, `onrecord load`."""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord import exports, publish
from onrecord.errors import InputError, one_line
from onrecord.screen.console import console
from onrecord.screen.progress import Counter


def export_graph(folder: Path, form: str | None, target: Path | None) -> int:
    """`onrecord export`: the graph on standard output, or in a file, of which a line on standard error tells."""
    errors = console(sys.stderr)
    with Counter(errors) as counter:
        number = exports.export(folder, form, target, lambda name: counter(_short(name)))
    if target is not None:
        articles = "1 article" if number == 1 else f"{number:,} articles"
        sys.stderr.write(f"{target}: {articles}\n")
    return 0


LISTED = 10
"""Graphs that are named at most where there are more of a sort."""


def load_graph(folder: Path, endpoints: publish.Endpoints, options: publish.Options) -> int:
    """`onrecord load`: 0 where the store holds all of it, 2 where it lacks something, 1 where nothing was loaded."""
    credentials = publish.Credentials.from_environment()
    if credentials.given and endpoints.in_the_open:
        _tell(endpoints.target, "user name, password or token go there unencrypted", "use https where you can")
    with Counter(console(sys.stderr)) as counter:
        loaded = publish.load(folder, endpoints, credentials, options, lambda name: counter(_short(name)))
    stopped = loaded.stopped
    if stopped and not loaded.put:
        raise InputError(endpoints.target, stopped.what, stopped.what_to_do)
    _tell_of(loaded, endpoints.target)
    triples = sum(loaded.put.values())
    words = [f"{_graphs(len(loaded.put))} loaded ({triples:,} triples)", f"{len(loaded.unchanged):,} unchanged"]
    words += [f"{len(loaded.dropped):,} removed"] if loaded.dropped else []
    words += [f"{len(loaded.refused):,} refused"] if loaded.refused else []
    words += [f"requests repeated: {loaded.repeated:,}"] if loaded.repeated else []
    words += ["counts right" if loaded.checked and not loaded.wrong else "counts not checked"] if loaded.put else []
    sys.stdout.write(f"{endpoints.target}: {', '.join(words)}\n")
    if loaded.complete:
        return 0
    return 2 if loaded.put or loaded.unchanged else 1


def plan_load(folder: Path, endpoints: publish.Endpoints, options: publish.Options) -> int:
    """`onrecord load --dry-run`: what would be put and dropped; the store is not asked."""
    plan = publish.plan(folder, endpoints, options)
    listed = [f"would load {name} ({triples:,} triples)" for name, triples in plan.put.items()]
    for lines in (listed, [f"would remove {name}" for name in plan.drop]):
        for line in lines[:LISTED]:
            sys.stdout.write(f"{line}\n")
        if len(lines) > LISTED:
            sys.stdout.write(f"and {len(lines) - LISTED:,} more\n")
    put = f"{_graphs(len(plan.put))} to load ({sum(plan.put.values()):,} triples)"
    rest = f"{len(plan.unchanged):,} unchanged, {len(plan.drop):,} to remove"
    sys.stdout.write(f"{endpoints.target}: {put}, {rest}; nothing was sent\n")
    return 0


def _tell_of(loaded: publish.Loaded, target: str) -> None:
    """A line on standard error for everything that is not as it should be."""
    for name, error in list(loaded.refused.items())[:LISTED]:
        _tell(name, error.what, error.what_to_do)
    for item in loaded.wrong[:LISTED]:
        held = f"the store holds {item.found:,} triples of {item.given:,}"
        _tell(item.graph, held, "run the same command again, which loads this graph anew")
    hidden = sum(max(0, len(found) - LISTED) for found in (loaded.refused, loaded.wrong))
    if hidden:
        _tell(target, f"{hidden:,} more graphs are not as they should be", "the lines above say why")
    if loaded.restored:
        _tell(target, f"{_graphs(loaded.restored)} had gone from the store", "loaded again")
    for reason in (loaded.stopped, loaded.unchecked_because):
        if reason:
            _tell(target, reason.what, reason.what_to_do)


def _tell(where: str, what: str, what_to_do: str) -> None:
    sys.stderr.write(f"{one_line(where, what, what_to_do)}\n")


def _graphs(number: int) -> str:
    return "1 graph" if number == 1 else f"{number:,} graphs"


def _short(name: str) -> str:
    return name.rpartition("/")[2]
