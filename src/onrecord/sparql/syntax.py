"""What a query says, before it is evaluated: where its syntax is wrong, and whether it would call another server."""

from __future__ import annotations

import re

from onrecord.rdf import terms

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
# Sets of characters, which is how the parser says "a name" or "a number", and marks between quotes.
_SETS = re.compile(r"\['(?:\\.|[^'])*'[^\[\]]*(?:'.'[^\[\]]*)*\]|\[_\]|\['.'\]")
_MARK = re.compile(r'"((?:\\.|[^"\\])+)"')
_UPDATE = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*\n|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*", re.IGNORECASE)
_SERVICE = re.compile(r"service|\\u", re.IGNORECASE)
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
# What a variable or a term begins with.
_TERMS = frozenset(
    ("?", "$", "<", "<<", "<<(", "'", "'''", '\\"', '\\"\\"\\"', "_:", "[", "(", "+", "-", "true", "false")
)
_NAMED = 8
"""At most this many things that were expected are named."""


class QueryError(Exception):
    """A query that is not evaluated: `str` of it is one line that says why, and where in the query."""

    def __init__(self, what: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(what, line, column)
        self.what = what
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        return place + " ".join(self.what.split())


def refused(query: str, error: SyntaxError) -> QueryError:
    """The parser's error in words for people: the place, what stands there, and what was expected."""
    if updates(query):
        return QueryError("this is an update, and only queries are answered: SELECT, ASK, CONSTRUCT, DESCRIBE")
    found = _PLACE.match(str(error))
    if found is None:
        return QueryError(str(error))
    line, column = int(found[1]), int(found[2])
    if not _FORM.search(query):
        return QueryError("this is no query: one begins with SELECT, ASK, CONSTRUCT or DESCRIBE", line, column)
    return QueryError(f"{_near(query, line, column)}; {_expected(found[3])}", line, column)


def _near(query: str, line: int, column: int) -> str:
    lines = query.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    words = here[max(0, column - 1) :].strip()
    if words:
        return f"at “{words[:30]}{'…' if len(words) > 30 else ''}”"
    before = here[: column - 1].strip()
    return f"at the end of “{'…' if len(before) > 30 else ''}{before[-30:]}”" if before else "at the end"


def _expected(said: str) -> str:
    """What the parser would have taken; its own words where it says more than that."""
    rest = _SETS.sub("", said)
    marks = _MARK.findall(rest)
    parts = [part.strip() for part in _MARK.sub("", rest).split(",")]
    told = [part for part in parts if " " in part and "|" not in part and "'" not in part]
    if told:
        known = ", ".join(terms.PREFIXES)
        return "; ".join(told).lower().replace("prefix not found", f"prefix not found; known are {known} and the kinds")
    words = sorted({part for part in parts if part.isupper() and part.isalpha()}) + sorted({*marks} - _TERMS)
    if "?" in marks:
        words.insert(0, "a variable, an IRI or a value" if "<" in marks else "a variable")
    if not words:
        return "this is not how SPARQL goes on here"
    more = " and others" if len(words) > _NAMED else ""
    return f"expected {', '.join(words[:_NAMED])}{more}"


def updates(query: str) -> bool:
    """Whether this is SPARQL Update, by its first word behind the prologue."""
    prologue = _PROLOGUE.match(query)
    return bool(_UPDATE.match(query, prologue.end() if prologue else 0))


def check_local(query: str) -> None:
    """Raises `QueryError` where the query would call another server.

    A query without the word cannot; one that has it anywhere is parsed by rdflib, whose algebra tells a call from a
    name or a literal. One that rdflib cannot parse is refused too: it could be either.
    """
    if not _SERVICE.search(query):
        return
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import traverse
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    calls: list[CompValue] = []

    def collect(node: object) -> None:
        if isinstance(node, CompValue) and node.name == "ServiceGraphPattern":
            calls.append(node)

    try:
        parsed = parseQuery(query)
    except (ParseBaseException, RecursionError) as error:
        what = "the word SERVICE is taken only in plain SPARQL 1.1, where it can be told from a call of another server"
        raise QueryError(what) from error
    traverse(parsed, visitPre=collect)
    if calls:
        raise QueryError("SERVICE is refused: this endpoint does not call other servers")
