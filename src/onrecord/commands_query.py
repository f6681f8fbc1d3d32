"""What `onrecord query` and `onrecord serve` do, behind their options."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode
from rich.text import Text

from onrecord import graph, store
from onrecord.cli import program
from onrecord.errors import InputError
from onrecord.names import find_named
from onrecord.queries import Question, described, questions
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
    query = question.asked(_values(values, question, folder, prefixes))
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
        sys.stderr.write(f"onrecord: there is more: these are the first {limit:,}\n")
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


def _values(
    values: Sequence[str], question: Question, folder: Path, prefixes: Mapping[str, str]
) -> dict[str, NamedNode | Literal]:
    found: dict[str, NamedNode | Literal] = {}
    texts = {parameter.name for parameter in question.parameters if parameter.text}
    for pair in values:
        name, equals, value = pair.partition("=")
        name = name.strip().removeprefix("?")
        if not equals or not re.fullmatch(r"\w+", name):
            raise InputError(f"--set {pair}", "this sets nothing", "give NAME=VALUE, as in --set entity=ICE")
        found[name] = Literal(value) if name in texts else _term(value, folder, prefixes)
    return found


def _term(value: str, folder: Path, prefixes: Mapping[str, str]) -> NamedNode | Literal:
    """What a value means: an IRI as it is or with a prefix, a text in quotation marks, else somebody's name."""
    if value.startswith("<") and value.endswith(">"):
        return NamedNode(value[1:-1])
    if value.startswith(("http://", "https://", "urn:")):
        return NamedNode(value)
    if len(value) > 1 and value[0] == value[-1] == '"':
        return Literal(value[1:-1])
    prefix, colon, local = value.partition(":")
    if colon and prefix in prefixes and not local.startswith(" "):
        return NamedNode(prefixes[prefix] + local.replace("\\/", "/"))
    with store.open_read_only(folder) as opened:
        match = find_named(value, opened.store, graph.base(folder))
    if match.key is None:
        near = f"did you mean {', '.join(match.suggestions)}?" if match.suggestions else ""
        raise InputError(str(folder), f"nothing in the graph is called {value!r}", near or 'a text goes in "…"')
    if not match.exact:
        sys.stderr.write(f"onrecord: nothing is called {value!r} exactly; this asks of {match.key}\n")
    return NamedNode(graph.base(folder) + match.key)


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
