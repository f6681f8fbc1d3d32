"""What the commands do, behind their options: read, build, show."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from onrecord import articles, graph
from onrecord.articles import Metadata, Omission, publication_date
from onrecord.cli import program
from onrecord.errors import InputError
from onrecord.rdf.terms import BASE
from onrecord.record import Article, PartialDate, Record
from onrecord.screen.console import console


def build_graph(
    paths: Sequence[str],
    out: Path,
    *,
    date: str | None,
    publisher: str | None,
    model: str | None,
    base: str | None,
    quiet: bool,
    debug: bool,
) -> int:
    """`onrecord build`; the exit code says whether all, some or nothing was built."""
    from onrecord import store
    from onrecord.build import Settings, build, writable, write
    from onrecord.language.pipeline import DEFAULT_MODEL
    from onrecord.screen.progress import Counter
    from onrecord.screen.summary import summary

    writable(out)
    settings = Settings(model or DEFAULT_MODEL, _checked_base(base), debug or bool(os.environ.get("ONRECORD_DEBUG")))
    errors = console(sys.stderr)
    inputs = articles.read_paths(paths, Metadata(date=_date(date), publisher=publisher))
    with Counter(errors, quiet=quiet) as counter:
        built = build(inputs, settings, counter)
    _name(built.omissions)
    if not built.records:
        raise InputError(", ".join(paths), "nothing was built", "the lines above say why")
    write(built, out)
    store.fill(out)
    if not quiet:
        screen = console(sys.stdout)
        summary(screen, built, out)
        _next(screen, built.records, paths, out)
    return built.exit_code


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


def _next(screen: Console, records: Sequence[Record], paths: Sequence[str], out: Path) -> None:
    """Three commands that work on what was just built."""
    from onrecord.screen import facts
    from onrecord.screen.summary import most_named

    command, folder = program(), shlex.quote(str(out))
    graph_option = "" if out == Path("out") else f" --graph {folder}"
    lines = [f"{command} explain {shlex.quote(entity.label)}{graph_option}" for entity in most_named(records)[:2]]
    file = next(_article_files(records, paths), None)
    lines = [*lines[: 1 if file else 2], *([f"{command} show {shlex.quote(file)}"] if file else [])]
    lines.append(f"{command} validate {shlex.quote(str(out / 'graph.ttl'))}")
    facts.heading(screen, "Try next")
    for line in lines:
        screen.print(Text(f"  {line}"), soft_wrap=True)


def _article_files(records: Sequence[Record], paths: Sequence[str]) -> Iterator[str]:
    """The files among the inputs that hold one article that was read."""
    read = {record.article.identifier for record in records}
    for name in paths:
        path = Path(name)
        candidates = sorted(path.iterdir()) if path.is_dir() else [path]
        for candidate in candidates:
            if candidate.stem in read and candidate.suffix in (".txt", ".html", ".htm"):
                yield str(candidate)


def show_articles(file: str, *, date: str | None, model: str | None, every: bool) -> int:
    """`onrecord show`: each article of the file; the exit code is 2 where one of them could not be read."""
    from onrecord import read_many
    from onrecord.screen.article import show

    omissions: list[Omission] = []
    screen = console(sys.stdout)
    found = articles.read_paths([file], Metadata(date=_date(date)))
    shown = 0
    for record in read_many(_articles(found, omissions), model=model):
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
