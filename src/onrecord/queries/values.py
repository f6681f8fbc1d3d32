"""Values for the parameters of a question, as people type them: a name, an IRI, a text."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from onrecord import graph, store
from onrecord.errors import InputError
from onrecord.names import find_named
from onrecord.queries import Question
from onrecord.rdf import terms


def values_of(values: Sequence[str], question: Question, folder: Path) -> dict[str, NamedNode | Literal]:
    """The values that are given as NAME=VALUE, for the parameters of this question on the graph in this folder.

    Raises `InputError` for one that is not of this form, or that names nothing in the graph.
    """
    prefixes = terms.prefixes(graph.base(folder))
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
        return _named(value[1:-1])
    if value.startswith(("http://", "https://", "urn:")):
        return _named(value)
    if len(value) > 1 and value[0] == value[-1] == '"':
        return Literal(value[1:-1])
    prefix, colon, local = value.partition(":")
    if colon and prefix in prefixes and not local.startswith(" "):
        return _named(prefixes[prefix] + local.replace("\\/", "/"))
    with store.open_read_only(folder) as opened:
        match = find_named(value, opened.store, graph.base(folder))
    if match.key is None:
        near = f"did you mean {', '.join(match.suggestions)}?" if match.suggestions else ""
        raise InputError(str(folder), f"nothing in the graph is called {value!r}", near or 'a text goes in "…"')
    if not match.exact:
        sys.stderr.write(f"onrecord: nothing is called {value!r} exactly; this asks of {match.key}\n")
    return NamedNode(graph.base(folder) + match.key)


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise InputError(iri, "this is no IRI", "give a name, an IRI, or a text in quotation marks") from error
