"""The page for people: questions, a form for a query, the answer as a table. No scripts, nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from onrecord.queries import Question, questions
from onrecord.rdf import terms
from onrecord.screen.answers import cells, short, shown
from onrecord.sparql import Answer, Kind

_STYLE = """
body { font: 16px/1.45 Georgia, serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem; color: #222 }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem }
textarea { width: 100%; height: 16rem; font: 13px/1.4 monospace; box-sizing: border-box }
table { border-collapse: collapse; width: 100%; font-size: .9rem } th { text-align: left; color: #666 }
th, td { padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere }
.problem { color: #a00 } .note { color: #666 } li { margin: .15rem 0 } label { display: block; margin: .3rem 0 }
pre { overflow-x: auto; background: #f6f6f4; padding: .6rem }
"""


def page(
    *,
    question: Question | None = None,
    values: Mapping[str, str] | None = None,
    query: str = "",
    answer: Answer | None = None,
    problem: str = "",
    limit: int = 0,
    base: str = terms.BASE,
) -> str:
    """The page: with a question and the values of its parameters, or with a query, and with what came of it."""
    parts = ['<h1><a href="/">onrecord</a></h1>']
    parts.append('<p class="note">News as a graph in which every triple names the sentence that says it.')
    parts.append('Programs ask at <a href="/sparql">/sparql</a> (SPARQL 1.1 Protocol).</p>')
    if question:
        parts.append(_asked(question, values or {}))
    if problem:
        parts.append(f'<p class="problem">{escape(problem)}</p>')
    if answer:
        parts.append(_answer(answer, limit, terms.prefixes(base), base))
    parts.append(_form(query))
    parts.append("<h2>Questions</h2><ul>")
    parts += [f"<li>{_link(item.asks, question=name)}</li>" for name, item in questions().items()]
    parts.append("</ul>")
    body = "\n".join(parts)
    head = f'<meta charset="utf-8"><title>onrecord</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _link(words: str, **parameters: str) -> str:
    return f'<a href="/?{escape(urlencode(parameters))}">{escape(words)}</a>'


def _asked(question: Question, values: Mapping[str, str]) -> str:
    """A question with a field for each of its parameters."""
    fields = [
        f'<label><input name="{item.name}" size="34" value="{escape(values.get(item.name, ""))}"'
        f"{' required' if item.needed else ''}> <b>{item.name}</b> {escape(item.what)}</label>"
        for item in question.parameters
    ]
    hidden = f'<input type="hidden" name="question" value="{escape(question.name)}">'
    return f"<h2>{escape(question.asks)}</h2><form>{hidden}{''.join(fields)}<button>Ask</button></form>"


def _form(query: str) -> str:
    known = ", ".join((*terms.PREFIXES, *terms.GROUPS))
    note = f'<p class="note">Prefixes that need not be declared: {known}.</p>'
    area = f'<textarea name="query" spellcheck="false">{escape(query)}</textarea>'
    return f"<h2>A query in SPARQL</h2><form>{area}<button>Ask</button></form>{note}"


def _answer(answer: Answer, limit: int, prefixes: Mapping[str, str], base: str) -> str:
    more = f'<p class="note">There is more: these are the first {limit:,}.</p>' if answer.cut else ""
    if answer.kind is Kind.TRIPLES:
        return f"<pre>{escape(answer.content.decode())}</pre>{more}"
    content = json.loads(answer.content)
    if answer.kind is Kind.BOOLEAN:
        return f"<p><b>{'yes' if content['boolean'] else 'no'}</b></p>"
    names: Sequence[str] = content["head"]["vars"]
    found = content["results"]["bindings"]
    columns = shown(names, found)
    if not found:
        return '<p class="note">Nothing answers this.</p>'
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    rows = [f"<tr>{''.join(f'<td>{_cell(row, name, prefixes, base)}</td>' for name in columns)}</tr>" for row in found]
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>{more}"


def _cell(row: Mapping[str, Mapping[str, str]], name: str, prefixes: Mapping[str, str], base: str) -> str:
    """A name that leads to all that is said about what it names."""
    words = cells(row, name, prefixes)
    term = row.get(name)
    if term and term["type"] == "uri" and term["value"].startswith(base) and _is_entity(term["value"], base):
        return _link(words or short(term["value"], prefixes), question="about-entity", entity=term["value"])
    return escape(words)


def _is_entity(iri: str, base: str) -> bool:
    return iri.removeprefix(base).partition("/")[0] in terms.GROUPS[1:10]
