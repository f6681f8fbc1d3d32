"""The questions that people ask of a graph, as SPARQL: one `.rq` file each, beside this module.

A file begins with comments: the question in English, then its parameters, one a line:

    # Who heads what?
    #
    # ?body: only the heads of this body
    # ?title (text): only with this title
    # ?person (needed): ...

In the query a line `#? body` marks where the parameter takes effect: where it is given, the line becomes
`VALUES ?body { <its value> }` and whatever stands behind the name in the line. Without parameters the file is an
ordinary query, and its answer is everything. A line `#! limit` stands behind the subquery that finds what the answer
lists, and becomes its LIMIT where the answer is to be short: only what is listed is then looked up. Each row of the
subquery is one or more rows of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pyoxigraph import Literal, NamedNode

from onrecord.errors import InputError

_PARAMETER = re.compile(r"# \?(\w+)(?: \((text|needed)\))?: (.+)")
LISTED = 1000
"""Rows that the answer to a question has at most, where nobody says otherwise."""

_LIMIT = re.compile(r"^(\s*)#! limit$", re.MULTILINE)
_MARK = re.compile(r"^(\s*)#\?[ ]+(\w+)(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: a text, or else a name, for an entity or a term of the ontology."""

    name: str
    what: str
    text: bool = False
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A query that says what it asks."""

    name: str
    asks: str
    parameters: tuple[Parameter, ...]
    query: str

    def asked(self, values: Mapping[str, NamedNode | Literal], limit: int | None = None) -> str:
        """The query with these values for its parameters; raises `InputError` for one that it does not have.

        With a limit it may end once more rows than that are found, and no fewer than `LISTED`.
        """
        marked = {mark[2] for mark in _MARK.finditer(self.query)}
        for name in values:
            if name not in marked:
                there = f"it has {', '.join(sorted(marked))}" if marked else "it has none"
                raise InputError(f"--set {name}", f"{self.name} has no such parameter", there)
        for parameter in self.parameters:
            if parameter.needed and parameter.name not in values:
                advice = f"give it: --set {parameter.name}=NAME"
                raise InputError(self.name, f"it needs {parameter.name}, {parameter.what}", advice)

        def put(mark: re.Match[str]) -> str:
            value = values.get(mark[2])
            return mark[0] if value is None else f"{mark[1]}VALUES ?{mark[2]} {{ {value} }}{mark[3]}"

        query = _MARK.sub(put, self.query)
        # One row more than are wanted tells that there is more.
        return query if limit is None else _LIMIT.sub(rf"\g<1>LIMIT {max(limit, LISTED) + 1}", query)


def described(name: str, query: str) -> Question:
    """The question that the comments at the beginning of a query tell; any query is one, if without words."""
    asks = ""
    parameters = []
    for line in query.splitlines():
        if line and not line.startswith("#"):
            break
        parameter = _PARAMETER.fullmatch(line.strip())
        if parameter:
            kind = parameter[2]
            parameters.append(Parameter(parameter[1], parameter[3], kind == "text", kind == "needed"))
        elif not asks:
            asks = line.removeprefix("#").strip()
    return Question(name, asks, tuple(parameters), query)


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """The questions of the package, by name."""
    files = sorted(resources.files("onrecord.queries").iterdir(), key=lambda file: file.name)
    names = {file.name.removesuffix(".rq"): file for file in files if file.name.endswith(".rq")}
    return {name: described(name, file.read_text(encoding="utf-8")) for name, file in names.items()}
