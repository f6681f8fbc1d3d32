"""The command line. Heavy modules are imported by the commands that need them, so that `--help` is quick."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="onrecord",
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with `onrecord build seeds`. Every command has examples: `onrecord build --help`.",
)

UNEXPECTED = 70
"""The exit code of a fault of the program itself (EX_SOFTWARE)."""

_Graph = Annotated[Path, typer.Option("--graph", metavar="DIR", help="The folder of a built graph.")]
_RulesOnly = Annotated[bool, typer.Option("--rules-only", help="Leave the trained encoder out: rules alone read.")]


def main() -> int:
    """Run the command line; returns the exit code, and lets no traceback reach the user."""
    from onrecord.errors import InputError

    try:
        return int(app(standalone_mode=False) or 0)
    except typer.exceptions.TyperException as error:
        message = getattr(error, "format_message", error.__str__)()
        return _failed(f"{message.rstrip('.')}; see {program()} --help", 1)
    except InputError as error:
        return _failed(str(error), 1)
    except BrokenPipeError:
        # Whoever read the output has gone; a second failure when Python flushes at exit would say so for nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("ONRECORD_DEBUG"):
            traceback.print_exc()
        return _failed(
            f"{type(error).__name__}: {error}; this is a fault of onrecord, ONRECORD_DEBUG=1 shows where", 70
        )


def _failed(message: str, code: int) -> int:
    sys.stderr.write(f"onrecord: {' '.join(message.split())}\n")
    return code


def program() -> str:
    """What to type for this program: its name where the shell finds it, else the path that it was called by."""
    called = Path(sys.argv[0])
    found = shutil.which("onrecord")
    if found and called.exists() and Path(found).resolve() == called.resolve():
        return "onrecord"
    if called.name == "onrecord":
        return os.path.relpath(called)
    return "python -m onrecord"


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def onrecord(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """News about government as a knowledge graph in which every triple names the sentence that says it."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def build(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs, or - for standard input.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the graph goes.")] = Path("out"),
    date: Annotated[
        str | None, typer.Option(help="Day of publication (2026-03-27) of articles that don't say theirs.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher of articles that don't say theirs.")] = None,
    model: Annotated[str | None, typer.Option(help="The spaCy language model.")] = None,
    base: Annotated[str | None, typer.Option(metavar="IRI", help="What the names of entities begin with.")] = None,
    rules_only: _RulesOnly = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes that read; without it, the cores.")
    ] = None,
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="Who reads: processes, local (this process alone), or ray.")
    ] = "processes",
    address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="The Ray cluster; without it, one on this machine.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="What reading 100,000 characters may take; 0 is no limit.")
    ] = 60.0,
    memory_limit: Annotated[
        int, typer.Option(metavar="MB", min=0, help="What one process may hold in memory; 0 is no limit.")
    ] = 4000,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what could not be read before.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems alone.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Progress as a line of JSON an event.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Stop at the first article that fails, with a trace.")] = False,
) -> int:
    """Read articles and write their graph.

    Reads .txt (with NAME.yaml beside it for headline, date, publisher, author, url), .html, .jsonl (also .gz and .zst)
    and web archives (.warc, .warc.gz). Writes graph.ttl, graph.trig (one named graph an article), parts/*.nq.zst,
    validation.ttl, quarantine.trig and build.json. What has not changed since the last build into the same folder is
    not read again; what is given no more leaves the graph.

    **Examples**

    - `onrecord build seeds`
    - `onrecord build articles/*.txt --date 2026-03-27 --publisher "The Larch County Post" --out graph`
    - `cat story.txt | onrecord build - --out graph`
    - `onrecord build archive.jsonl --jobs 8 --log-json 2> log.jsonl`

    Exit code: 0 all is built, 2 something was left out (each named with the reason), 1 nothing was built, 130 stopped
    with Ctrl-C.
    """
    from onrecord.commands import BuildOptions, build_graph

    options = BuildOptions(
        date=date,
        publisher=publisher,
        model=model,
        base=base,
        rules_only=rules_only,
        jobs=jobs,
        engine=engine,
        address=address,
        timeout=timeout,
        memory_limit=memory_limit,
        retry=retry,
        quiet=quiet,
        log_json=log_json,
        debug=debug,
    )
    return build_graph(paths, out, options)


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article: .txt, .html or .jsonl, or - .")],
    date: Annotated[str | None, typer.Option(help="Day of publication, where the article doesn't say it.")] = None,
    model: Annotated[str | None, typer.Option(help="The spaCy language model.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also every entity, and what people want or fear.")] = False,
    rules_only: _RulesOnly = False,
) -> int:
    """Show what one article says, each fact with its sentence. Nothing is written.

    **Examples**

    - `onrecord show story.txt`
    - `onrecord show story.html --date 2026-03-27 --all`
    """
    from onrecord.commands import show_articles

    return show_articles(file, date=date, model=model, every=every, rules_only=rules_only)


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, as people write it; near enough is enough.")],
    graph: _Graph = Path("out"),
) -> int:
    """Show all that a graph says of somebody or something, with the sentences and how sure they are.

    **Examples**

    - `onrecord explain "Broome County Sheriff's Office"`
    - `onrecord explain ICE --graph graph`
    """
    from onrecord.commands import explain_entity

    return explain_entity(name, graph)


@app.command()
def query(
    what: Annotated[
        str | None,
        typer.Argument(metavar="NAME|FILE|QUERY", help="A question by name, a .rq file, a query, or - ."),
    ] = None,
    graph: _Graph = Path("out"),
    form: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json or xml; turtle, nt, rdfxml or jsonld.")
    ] = "table",
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A parameter: somebody's name, an IRI, or a text."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="At most this many rows, 0 for all; 1,000 of a question.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.001, metavar="SECONDS", help="Stop the query after that.")] = 60.0,
    listed: Annotated[bool, typer.Option("--list", "-l", help="The questions that have a name.")] = False,
    shown: Annotated[bool, typer.Option("--show", help="Print the query instead of asking it.")] = False,
) -> int:
    """Ask a graph in SPARQL, or one of the questions that onrecord knows.

    Every prefix that the graph uses is known. The default graph is all articles merged; each article is a named graph.

    **Examples**

    - `onrecord query --list`
    - `onrecord query who-joined-what`
    - `onrecord query who-said-what --set speaker=Akshar --format csv`
    - `onrecord query "SELECT ?who ?body { ?who rec:heads ?body }" --format json`
    - `onrecord query mine.rq --graph graph --timeout 5`
    """
    from onrecord.commands_query import show_list_or_ask

    return show_list_or_ask(
        what,
        graph,
        listed=listed,
        shown=shown,
        form=form,
        values=values or [],
        limit=limit,
        seconds=timeout,
    )


@app.command()
def serve(
    graph: _Graph = Path("out"),
    host: Annotated[
        str, typer.Option(help="The address to listen at; others than this machine get in only if asked.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes one that is free.")] = 7878,
    timeout: Annotated[float, typer.Option(min=0.001, metavar="SECONDS", help="Stop a query after that.")] = 30.0,
    max_rows: Annotated[int, typer.Option(min=1, help="Rows or triples that an answer has at most.")] = 10_000,
) -> int:
    """Serve a graph as a read-only SPARQL endpoint, with a page to ask it from a browser.

    Builds go on meanwhile: each query is answered from the newest graph that is whole.

    **Examples**

    - `onrecord serve`
    - `onrecord serve --graph graph --port 8080 --timeout 5`
    - `curl http://127.0.0.1:7878/sparql --data-urlencode "query=SELECT * { ?who rec:heads ?body }"`
    """
    from onrecord.commands_query import serve_graph

    return serve_graph(graph, host, port, seconds=timeout, limit=max_rows)


@app.command()
def view(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="actors, statements, bodies, agreements, timeline, around, or all.")
    ],
    entity: Annotated[
        str | None, typer.Argument(metavar="[ENTITY]", help="For around: a name, as people write it.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=".svg .png .graphml .gexf .json .cyjs .dot or .csv.")
    ] = None,
    graph: _Graph = Path("out"),
    factuality: Annotated[
        list[str] | None, typer.Option(help="Fact, Actual, Planned, Possible, Denied or Claimed; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Not before this day, month, year.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Not after this day, month, year.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="A kind of node (Agency) or of tie (signed); may be repeated.")
    ] = None,
    article: Annotated[list[str] | None, typer.Option(help="An article's name; may be repeated.")] = None,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="Ties that at least N articles name.")] = 1,
    hops: Annotated[int, typer.Option(min=1, metavar="N", help="For around: how many ties away.")] = 1,
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Degree, betweenness and community of every node.")
    ] = False,
    title: Annotated[str | None, typer.Option(help="The title of the picture.")] = None,
) -> int:
    """Draw a graph as a network, or write it for Gephi, Cytoscape, yEd, Graphviz or a spreadsheet.

    **Examples**

    - `onrecord view actors --to actors.svg`
    - `onrecord view around "Broome County Sheriff" --hops 2 --to sheriff.png`
    - `onrecord view agreements --factuality Fact --from 2025 --to agreements.graphml`
    - `onrecord view bodies --metrics`
    - `onrecord view all --to out/views`
    """
    from onrecord.views.command import chosen, view_graph

    filters = chosen(factuality or [], since, until, kind or [], article or [], least)
    return view_graph(name, entity, folder=graph, to=to, filters=filters, hops=hops, metrics=metrics, title=title)


@app.command()
def validate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Turtle, TriG, N-Triples or N-Quads, of any origin.")],
) -> int:
    """Check a graph against the shapes: every finding as a line of a table that says what to look at.

    **Examples**

    - `onrecord validate out/graph.ttl`
    - `onrecord validate somebody-elses.trig`

    Exit code: 0 no violation (there may be warnings), 1 violations.
    """
    from onrecord.commands import validate_file

    return validate_file(file)


@app.command()
def export(
    form: Annotated[
        str | None, typer.Option("--format", "-f", metavar="FORMAT", help="What to write; turtle unless --to says.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Where; .gz and .zst compress. Else standard output.")
    ] = None,
    graph: _Graph = Path("out"),
) -> int:
    """Write a built graph in a format that other tools read.

    **Formats**: turtle, trig, nt, nq, rdfxml, jsonld (compact), jsonld-framed (trees), turtle12 and trig12 (RDF 1.2:
    assertions reify their triples), csv and csv-neo4j (nodes, edges, statements, articles: a folder or a .zip).

    **Examples**

    - `onrecord export --format jsonld > graph.jsonld`
    - `onrecord export --to graph.nq.gz`
    - `onrecord export --format csv --to tables --graph graph`
    """
    from onrecord.commands_exchange import export_graph

    return export_graph(graph, form, to)


@app.command()
def load(
    url: Annotated[
        str | None, typer.Argument(metavar="[URL]", help="The store's address for the SPARQL Graph Store Protocol.")
    ] = None,
    update_endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="In place of URL, for a store with SPARQL Update alone.")
    ] = None,
    query_endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the store takes queries, to check the counts there.")
    ] = None,
    graph: _Graph = Path("out"),
    ontology: Annotated[bool, typer.Option("--ontology", help="Load the ontology and the shapes too.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Load also what was loaded before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    check: Annotated[bool, typer.Option("--check/--no-check", help="Count the store's triples at the end.")] = True,
    connections: Annotated[int, typer.Option(min=1, max=64, help="Requests at a time.")] = 4,
    tries: Annotated[int, typer.Option(min=1, max=20, help="How often a request is made at most.")] = 6,
) -> int:
    """Load a built graph into a triple store: one named graph an article, so that loading again replaces it.

    What has not changed since it was loaded is left alone; graphs of articles that are no longer in the build are
    removed. Where it stopped, the same command goes on. Credentials come from the environment: ONRECORD_STORE_USER
    and ONRECORD_STORE_PASSWORD, or ONRECORD_STORE_TOKEN.

    **Examples**

    - `onrecord load http://localhost:7878/store --query-endpoint http://localhost:7878/query`
    - `onrecord load --update-endpoint http://localhost:7200/repositories/news/statements --graph graph`
    - `onrecord load http://localhost:7878/store --dry-run`

    Exit code: 0 the store holds all of it, 2 it lacks something (each named with the reason), 1 nothing was loaded.
    """
    from onrecord.commands_exchange import load_graph, plan_load
    from onrecord.publish import Endpoints, Options

    endpoints = Endpoints(url, update_endpoint, query_endpoint)
    options = Options(connections, tries, again, ontology, check)
    return plan_load(graph, endpoints, options) if dry_run else load_graph(graph, endpoints, options)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="The folder of a built graph.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="The folder of another one.")],
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, json, or nq (quads behind + or -).")
    ] = "table",
) -> int:
    """List what came and went between two graphs, article by article, each thing said with its sentence.

    **Examples**

    - `onrecord diff out-monday out`
    - `onrecord diff out-monday out --format nq | grep sameTextAs`

    Exit code, as of diff(1): 0 the same, 1 not the same, 2 one of them cannot be read.
    """
    from onrecord.commands_archive import diff_graphs

    return diff_graphs(before, after, form)


@app.command()
def retract(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The identifier of an article.")],
    graph: _Graph = Path("out"),
) -> int:
    """Take exactly one article's triples out of a graph: out of its files, its ledger and its store.

    What other articles say stays, of the same people and bodies too.

    **Examples**

    - `onrecord retract story-17`
    - `onrecord retract larch.example/2026/clinic --graph archive`
    """
    from onrecord.commands_archive import retract_article

    return retract_article(article, graph)
