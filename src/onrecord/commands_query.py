"""What `onrecord query` and `onrecord serve` do, behind their options."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from onrecord import graph, store
from onrecord.cli import program
from onrecord.errors import InputError
from onrecord.queries import LISTED, Question, described, questions
from onrecord.queries.values import values_of
from onrecord.rdf import terms
from onrecord.screen.console import console
from onrecord.screen.progress import Counter
from onrecord.sparql import (
    GRAPH_FORMATS,
    SOLUTION_FORMATS,
    Kind,
    QueryError,
    Request,
    TimeLimitError,
    UnansweredError,
    Worker,
)

TABLE = "table"
_QUERY = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_ENDINGS = {"ttl": "turtle", "ntriples": "nt", "rdf": "rdfxml", "json-ld": "jsonld"}


def list_questions() -> int:
    """`onrecord query --list`: the questions of the package, by name."""
    screen = console(sys.stdout)
    for name, question in questions().items():
        screen.print(Text.assemble((name, "bold"), f"  {question.asks}"), soft_wrap=True)
        for parameter in question.parameters:
            kind = " (needed)" if parameter.needed else ""
            what = f"    --set {parameter.name}=…{kind}  {parameter.what}"
            screen.print(Text(what, style="dim"), soft_wrap=True)
    return 0


def show_question(name: str) -> int:
    """`onrecord query NAME --show`: the text of a query, to begin one's own with."""
    sys.stdout.write(_question(name).query)
    return 0


def ask(
    what: str,
    folder: Path,
    *,
    form: str,
    values: Sequence[str],
    limit: int | None,
    seconds: float,
) -> int:
    """`onrecord query`: the answer on standard output."""
    question = _question(what)
    form = _form(form)
    fill(folder)
    prefixes = terms.prefixes(graph.base(folder))
    if limit is None and what in questions():
        limit = LISTED
    elif limit == 0:
        limit = None
    query = question.asked(values_of(values, question, folder), limit)
    solutions = "json" if form == TABLE else form if form in SOLUTION_FORMATS else None
    triples = "turtle" if form == TABLE else form if form in GRAPH_FORMATS else None
    with Worker(folder) as worker:
        try:
            answer = worker.ask(Request(query, solutions, triples, limit), seconds)
        except QueryError as error:
            raise InputError(question.name, str(error), "correct it there") from error
        except TimeLimitError as error:
            raise InputError(question.name, str(error), "give it more with --timeout, or ask for less") from error
        except UnansweredError as error:
            raise InputError(question.name, str(error), "ask for less") from error
    if answer.form is None:
        forms = GRAPH_FORMATS if answer.kind is Kind.TRIPLES else SOLUTION_FORMATS
        raise InputError(f"--format {form}", f"no format for a {answer.kind.value}", f"give one of {', '.join(forms)}")
    if form == TABLE and answer.kind is not Kind.TRIPLES:
        from onrecord.screen.answers import answers

        answers(console(sys.stdout), answer.content, prefixes)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(answer.content)
        if not answer.content.endswith(b"\n"):
            sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()
    if answer.cut:
        sys.stderr.write(f"onrecord: there is more: these are {limit:,} rows; --limit 0 gives all\n")
    return 0


def fill(folder: Path) -> None:
    """Bring the store to what the graph says, where it isn't, and say so where it takes time."""
    if not store.up_to_date(folder):
        with Counter(console(sys.stderr)) as counter:
            store.fill(folder, counter)


def _form(form: str) -> str:
    name = _ENDINGS.get(form.lower(), form.lower())
    known = (TABLE, *SOLUTION_FORMATS, *GRAPH_FORMATS)
    if name not in known:
        raise InputError(f"--format {form}", "no such format", f"give one of {', '.join(known)}")
    return name


def _question(what: str) -> Question:
    """The query that the argument names, is, or is the file of."""
    if what in questions():
        return questions()[what]
    if what == "-":
        return described("the query on standard input", sys.stdin.read())
    path = Path(what)
    if len(what) < 4096 and "\n" not in what and path.is_file():
        try:
            return described(str(path), path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), f"cannot be read ({error})", "give a text file") from error
    if _QUERY.search(what) or "{" in what:
        return described("the query", what)
    near = difflib.get_close_matches(what, questions(), n=3, cutoff=0.4)
    advice = f"did you mean {', '.join(near)}?" if near else f"see them with {program()} query --list"
    raise InputError(what, "no file, no query, and no question that onrecord knows", advice)


def show_list_or_ask(
    what: str | None,
    folder: Path,
    *,
    listed: bool,
    shown: bool,
    form: str,
    values: Sequence[str],
    limit: int | None,
    seconds: float,
) -> int:
    """`onrecord query` with whatever of its options was given."""
    if listed or what is None:
        return list_questions()
    if shown:
        return show_question(what)
    return ask(what, folder, form=form, values=values, limit=limit, seconds=seconds)


def serve_graph(folder: Path, host: str, port: int, *, seconds: float, limit: int) -> int:
    """`onrecord serve`: until it is interrupted."""
    from onrecord.serving import ENDPOINT, serve

    fill(folder)
    screen = console(sys.stdout)

    def started(address: str) -> None:
        screen.print(f"{address}  the page", soft_wrap=True)
        screen.print(f"{address.rstrip('/')}{ENDPOINT}  the SPARQL endpoint; Ctrl-C ends it", soft_wrap=True)
        sys.stdout.flush()

    serve(folder, host, port, seconds=seconds, limit=limit, started=started)
    return 0
