"""Article graphs as JSON-LD 1.1 in the terms of `ontology/context.jsonld`: one line a node, one named graph an article.

`compact` gives each node by itself. `framed` gives trees: an entity holds what is said of it and by it, and each of
those the places that say so, with their selectors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from onrecord.errors import InputError
from onrecord.exports.context import NESTED, Context, Term, context
from onrecord.exports.merging import by_subject
from onrecord.exports.source import ArticleGraph
from onrecord.rdf.terms import OA, REC, TYPE, XSD

Value = str | int | dict[str, str]
Node = dict[str, object]

WITHIN = (f"{REC}evidence", f"{REC}cueEvidence", f"{REC}speakerEvidence", f"{OA}hasSelector")
"""Properties whose values stand inside the node in a framed file."""

_STRING, _OFFSET = f"{XSD}string", f"{XSD}nonNegativeInteger"
_NESTED_NAMES = {iri: name for name, iri in NESTED.items()}


def compact(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """Each node by itself, the nodes that it leads to by their names."""
    names = context(base)
    _write(((article, nodes(article, names)) for article in graphs), names, file)


def framed(graphs: Iterable[ArticleGraph], base: str, file: IO[bytes]) -> None:
    """Trees: entities with what is said of them, with the evidence of it."""
    names = context(base)
    _write(((article, trees(article, names)) for article in graphs), names, file)


def nodes(article: ArticleGraph, names: Context) -> Iterator[Node]:
    """The nodes of an article, in the order in which people read."""
    for triples in by_subject(article.triples, names.base).values():
        yield _node(triples, names, triples[0].subject)


def trees(article: ArticleGraph, names: Context) -> Iterator[Node]:
    """The nodes that no other node holds, each with those that it holds."""
    return _Forest(article, names).roots()


def _write(articles: Iterable[tuple[ArticleGraph, Iterable[Node]]], names: Context, file: IO[bytes]) -> None:
    file.write(b'{"@context": ' + _json(names.document()) + b',\n"@graph": [')
    between = b"\n"
    for article, found in articles:
        file.write(between + b'{"@id": ' + _json(names.name(article.name.value)) + b', "@graph": [\n')
        file.write(b",\n".join(map(_json, found)) + b"\n]}")
        between = b",\n"
    file.write(b"\n]}\n")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


class _Forest:
    """An article's nodes by name, and which of them stand inside which."""

    def __init__(self, article: ArticleGraph, names: Context) -> None:
        self._names = names
        self._triples = by_subject(article.triples, names.base)
        self._said_of: dict[str, dict[str, list[str]]] = {}
        self._held: set[str] = set()
        self._written: set[str] = set()
        for subject, triples in self._triples.items():
            for triple in triples:
                self._note(subject, triple)

    def _note(self, subject: str, triple: Triple) -> None:
        """Where this triple lets one of its ends stand inside the other, note which."""
        predicate, value = triple.predicate.value, str(triple.object)
        if predicate in _NESTED_NAMES and value in self._triples and subject not in self._held:
            self._said_of.setdefault(value, {}).setdefault(_NESTED_NAMES[predicate], []).append(subject)
            self._held.add(subject)
        elif predicate in WITHIN and value in self._triples:
            self._held.add(value)

    def roots(self) -> Iterator[Node]:
        for subject in self._triples:
            if subject not in self._held:
                yield self._tree(subject, (), None)
        # What is left stands in a circle of nodes that hold one another; no graph of a build has one.
        for subject in self._triples:
            if subject not in self._written:
                yield self._tree(subject, (), None)

    def _tree(self, subject: str, above: tuple[str, ...], within: str | None) -> Node:
        """The node with those inside it.

        `above` are the nodes around it, `within` the name of the list that it stands in, which says one triple.
        """
        self._written.add(subject)
        triples = self._triples[subject]
        implied = (NESTED[within], above[-1]) if within else None
        above = (*above, subject)
        said = [it for it in triples if (it.predicate.value, str(it.object)) != implied]
        node = _node(said, self._names, triples[0].subject)
        for predicate in WITHIN:
            inner = [str(it.object) for it in triples if it.predicate.value == predicate]
            if inner and all(it in self._triples and it not in above for it in inner):
                name = self._names.properties[predicate].name
                node[name] = [self._tree(it, above, None) for it in inner]
        for name, subjects in sorted(self._said_of.get(subject, {}).items()):
            node[name] = [self._reference(it) if it in above else self._tree(it, above, name) for it in subjects]
        return node

    def _reference(self, subject: str) -> Node:
        return {"@id": _reference(self._triples[subject][0].subject, self._names)}


def _node(triples: list[Triple], names: Context, subject: object) -> Node:
    node: Node = {"@id": _reference(subject, names)}
    for triple in dict.fromkeys(triples):
        predicate = triple.predicate.value
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
            _add(node, "@type", names.word(triple.object.value), many=False)
            continue
        term = names.properties.get(predicate)
        value = None if term is None else _plain(triple.object, term, names)
        if term is None or value is None:
            # The context types the values of this term otherwise, so that the value needs the property's full name.
            _add(node, names.name(predicate), _full(triple.object, names), many=False)
        else:
            _add(node, term.name, value, many=term.many)
    return node


def _add(node: Node, name: str, value: Value, *, many: bool) -> None:
    before = node.get(name)
    if isinstance(before, list):
        before.append(value)
    elif before is not None:
        node[name] = [before, value]
    else:
        node[name] = [value] if many else value


def _plain(value: object, term: Term, names: Context) -> Value | None:
    """The value as the term's definition lets it be written; None where it is of another type."""
    if term.type is None:
        return _full(value, names)
    if isinstance(value, Literal):
        if value.datatype.value != term.type:
            return None
        whole = term.type == _OFFSET and value.value.isascii() and value.value.isdigit()
        return int(value.value) if whole and str(int(value.value)) == value.value else value.value
    if term.type == "@vocab" and isinstance(value, NamedNode):
        return names.word(value.value)
    return _reference(value, names) if term.type == "@id" else None


def _full(value: object, names: Context) -> Value:
    """The value with its type beside it, as any property may have it."""
    if not isinstance(value, Literal):
        return {"@id": _reference(value, names)}
    if value.language is not None:
        return {"@language": value.language, "@value": value.value}
    if value.datatype.value == _STRING:
        return value.value
    return {"@type": names.name(value.datatype.value), "@value": value.value}


def _reference(node: object, names: Context) -> str:
    if isinstance(node, NamedNode):
        return names.name(node.value)
    if isinstance(node, BlankNode):
        return str(node)
    raise InputError(str(node), "JSON-LD has no place for a triple as a term", "choose --format turtle12 or trig12")
