"""What the commands do, behind their options: read, build, show."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from onrecord import articles, graph
from onrecord.articles import Metadata, Omission, publication_date
from onrecord.cli import program
from onrecord.errors import InputError
from onrecord.rdf.terms import BASE
from onrecord.record import Article, PartialDate
from onrecord.screen.console import console
from onrecord.settings import DEFAULT_MODEL, Settings

if TYPE_CHECKING:
    from onrecord.build import Built, Watcher
    from onrecord.engines import Engine
    from onrecord.ledger import Ledger
    from onrecord.screen.summary import Overview

INTERRUPTED = 130
"""The exit code of a build that Ctrl-C has stopped, as shells have it (128 + SIGINT)."""


def build_graph(paths: Sequence[str], out: Path, options: BuildOptions) -> int:
    """`onrecord build`; the exit code says whether all, some or nothing was built."""
    from onrecord.build import build, writable
    from onrecord.ledger import Ledger

    writable(out)
    settings = Settings(
        options.model or DEFAULT_MODEL, _checked_base(options.base), options.rules_only, options.debugging
    )
    engine = _engine(options)
    inputs = articles.read_paths(paths, Metadata(date=_date(options.date), publisher=options.publisher))
    with _watcher(options, paths) as watcher:
        try:
            built = build(inputs, out, settings, engine=engine, watcher=watcher, retry=options.retry)
        except KeyboardInterrupt:
            sys.stderr.write("onrecord: stopped; what was read is kept, and the same command goes on from there\n")
            return INTERRUPTED
    if not options.log_json:
        _name(built.omissions)
    if not built.articles:
        raise InputError(", ".join(paths), "nothing was built", "the lines above say why")
    if not options.quiet:
        with Ledger.of(out) as ledger:
            _report(built, ledger, paths, out)
    return built.exit_code


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the options of `onrecord build` say."""

    date: str | None = None
    publisher: str | None = None
    model: str | None = None
    base: str | None = None
    rules_only: bool = False
    jobs: int | None = None
    engine: str = "processes"
    address: str | None = None
    timeout: float = 60.0
    memory_limit: int = 4000
    retry: bool = False
    quiet: bool = False
    log_json: bool = False
    debug: bool = False

    @property
    def debugging(self) -> bool:
        """Whether the first article that fails stops the build."""
        return self.debug or bool(os.environ.get("ONRECORD_DEBUG"))


def _engine(options: BuildOptions) -> Engine:
    from onrecord.engines.guard import Limits
    from onrecord.engines.local import Local
    from onrecord.engines.processes import Processes
    from onrecord.engines.ray import Ray

    limits = Limits(options.timeout or None, options.memory_limit or None)
    if options.address and options.engine != "ray":
        raise InputError(f"--address {options.address}", "is for a Ray cluster", "give --engine ray as well")
    if options.debugging or options.engine == "local":
        return Local()
    if options.engine == "ray":
        return Ray(options.address, options.jobs, limits)
    if options.engine != "processes":
        raise InputError(f"--engine {options.engine}", "there is no such engine", "give processes, local or ray")
    return Processes(limits=limits) if options.jobs is None else Processes(options.jobs, limits)


@contextmanager
def _watcher(options: BuildOptions, paths: Sequence[str]) -> Iterator[Watcher]:
    from onrecord.screen.progress import Counter, Log

    if options.log_json:
        yield Log(sys.stderr)
    else:
        with Counter(console(sys.stderr), quiet=options.quiet, total=partial(articles.counted, paths)) as counter:
            yield counter


def _report(built: Built, ledger: Ledger, paths: Sequence[str], out: Path) -> None:
    from onrecord.screen.summary import Overview, summary

    screen = console(sys.stdout)
    overview = Overview.of(ledger.digests())
    summary(screen, overview, ledger, built, out)
    _next(screen, overview, ledger, paths, out)


def _date(value: str | None) -> PartialDate | None:
    return None if value is None else publication_date(value, "--date")


def _checked_base(base: str | None) -> str:
    if base is None:
        return BASE
    if not base.startswith(("http://", "https://", "urn:")) or any(mark in base for mark in ' <>"{}|^`\\'):
        advice = "give one such as https://example.org/id/"
        raise InputError(f"--base {base}", "this is no IRI to name entities with", advice)
    return base if base.endswith(("/", "#", ":")) else f"{base}/"


def _name(omissions: Iterable[Omission]) -> None:
    for item in omissions:
        sys.stderr.write(f"left out: {item}\n")


def _next(screen: Console, overview: Overview, ledger: Ledger, paths: Sequence[str], out: Path) -> None:
    """Commands that work on what was just built."""
    from onrecord.screen import facts

    command, folder = program(), shlex.quote(str(out))
    graph_option = "" if out == Path("out") else f" --graph {folder}"
    labels = [overview.entities[key][1] for key in overview.most_named()[:2]]
    lines = [f"{command} explain {shlex.quote(label)}{graph_option}" for label in labels]
    file = next(_article_files(ledger, paths), None)
    lines = [*lines[: 1 if file else 2], *([f"{command} show {shlex.quote(file)}"] if file else [])]
    lines += [f"{command} {asked}{graph_option}" for asked in ("query who-said-what", "view actors", "serve")]
    lines.append(f"{command} validate {shlex.quote(str(out / 'graph.ttl'))}")
    facts.heading(screen, "Try next")
    for line in lines:
        screen.print(Text(f"  {line}"), soft_wrap=True)


def _article_files(ledger: Ledger, paths: Sequence[str]) -> Iterator[str]:
    """The files among the inputs that hold one article that was read."""
    for name in paths:
        path = Path(name)
        candidates = sorted(path.iterdir()) if path.is_dir() else [path]
        for candidate in candidates:
            if candidate.suffix in (".txt", ".html", ".htm") and ledger.key(candidate.stem) is not None:
                yield str(candidate)


def show_articles(file: str, *, date: str | None, model: str | None, every: bool, rules_only: bool) -> int:
    """`onrecord show`: each article of the file; the exit code is 2 where one of them could not be read."""
    from onrecord import read_many
    from onrecord.screen.article import show

    omissions: list[Omission] = []
    screen = console(sys.stdout)
    found = articles.read_paths([file], Metadata(date=_date(date)))
    shown = 0
    for record in read_many(_articles(found, omissions), model=model, rules_only=rules_only):
        if shown:
            screen.rule()
        show(screen, record, every=every)
        shown += 1
    _name(omissions)
    if not shown:
        raise InputError(file, "no article could be read", "the lines above say why")
    return 2 if omissions else 0


def _articles(found: Iterable[Article | Omission], omissions: list[Omission]) -> Iterator[Article]:
    for item in found:
        if isinstance(item, Omission):
            omissions.append(item)
        else:
            yield item


def explain_entity(name: str, folder: Path) -> int:
    """`onrecord explain`: the entity that is called so, or nearly so."""
    from onrecord.names import find
    from onrecord.screen.entity import explain

    records = graph.load(folder)
    match = find(name, records)
    if match.key is None:
        suggested = ", ".join(match.suggestions)
        advice = f"did you mean {suggested}?" if suggested else "see what is there in the summary of the build"
        raise InputError(str(folder), f"nothing in the graph is called {name!r}", advice)
    screen = console(sys.stdout)
    if not match.exact:
        screen.print(Text(f"Nothing is called {name!r} exactly; this comes nearest.", style="dim"))
    explain(screen, records, match.key, graph.base(folder))
    if match.suggestions:
        screen.print()
        screen.print(Text(f"See also: {', '.join(match.suggestions)}", style="dim"))
    return 0


def validate_file(file: Path) -> int:
    """`onrecord validate`: 1 where a violation was found."""
    from onrecord import shapes
    from onrecord.screen.findings import findings

    found = shapes.validate(graph.statements(file))
    findings(console(sys.stdout), found, file)
    return 1 if any(item.severity is shapes.Severity.VIOLATION for item in found) else 0
