"""Finding an entity of a graph by a name that somebody typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from onrecord.rdf import terms
from onrecord.rdf.terms import ALT_LABEL, LABEL
from onrecord.record import Kind, Record

NEAR = 84.0
"""From this likeness (0 to 100) on, a name is taken for another spelling of the one that was typed."""
_LIKE = 55.0
_ENTITIES = frozenset(kind.value.lower() for kind in Kind)


@dataclass(frozen=True, slots=True)
class Match:
    """The key of the entity, if one is called so; the labels of others that are near."""

    key: str | None
    exact: bool
    suggestions: tuple[str, ...]


def find(name: str, records: Sequence[Record]) -> Match:
    """The entity with this label, else with this other name, else the one that is spelled most like it.

    Among several of one name the one that is mentioned most is taken.
    """
    mentions: Counter[str] = Counter()
    labels: dict[str, str] = {}
    called: dict[str, list[str]] = {}
    for record in records:
        for entity in record.entities:
            mentions[entity.key] += len(entity.evidence)
            labels.setdefault(entity.key, entity.label)
            for spelling in (entity.label, *entity.alt_labels):
                called.setdefault(folded(spelling), []).append(entity.key)
    return _match(name, called, labels, mentions.__getitem__)


def find_named(name: str, store: Store, base: str = terms.BASE) -> Match:
    """The same in a store; a name that is typed just as an article writes it is looked up in the index."""
    mentions = _mentions(store, base)
    exact = _called(store, base, Literal(name))
    if exact:
        labels = {key: name if predicate == LABEL else "" for key, predicate, _ in exact}
        return _match(name, {folded(name): [key for key, _, _ in exact]}, labels, mentions)
    labels = {}
    called: dict[str, list[str]] = {}
    for key, predicate, spelling in _called(store, base, None):
        called.setdefault(folded(spelling), []).append(key)
        if predicate == LABEL:
            labels[key] = spelling
    return _match(name, called, labels, mentions)


def _called(store: Store, base: str, name: Literal | None) -> list[tuple[str, NamedNode, str]]:
    """The keys of the entities that are called so, or of all; what of its names it is, and the name."""
    found = []
    for predicate in (LABEL, ALT_LABEL):
        for quad in store.quads_for_pattern(None, predicate, name, DefaultGraph()):
            key = str(quad.subject.value if isinstance(quad.subject, NamedNode) else "").removeprefix(base)
            if key.partition("/")[0] in _ENTITIES and isinstance(quad.object, Literal):
                found.append((key, predicate, quad.object.value))
    return found


def _mentions(store: Store, base: str) -> Callable[[str], int]:
    evidence = terms.rec("evidence")

    def count(key: str) -> int:
        return sum(1 for _ in store.quads_for_pattern(NamedNode(base + key), evidence, None, DefaultGraph()))

    return count


def _match(
    name: str, called: Mapping[str, Sequence[str]], labels: Mapping[str, str], mentions: Callable[[str], int]
) -> Match:
    from rapidfuzz import fuzz, process, utils

    def most(keys: Iterable[str]) -> str:
        return max(keys, key=lambda key: (mentions(key), key))

    exact = called.get(folded(name), [])
    by_label = [key for key in exact if folded(labels[key]) == folded(name)]
    if exact:
        best = most(dict.fromkeys(by_label or exact))
        return Match(best, True, tuple(sorted({labels[key] for key in exact} - {labels[best], ""}))[:5])
    near = process.extract(folded(name), list(called), scorer=fuzz.WRatio, processor=utils.default_process, limit=8)
    keys = [most(dict.fromkeys(called[spelling])) for spelling, score, _ in near if score >= _LIKE]
    others = list(dict.fromkeys(labels[key] for key in keys))
    if near and near[0][1] >= NEAR:
        return Match(keys[0], False, tuple(label for label in others if label != labels[keys[0]])[:5])
    return Match(None, False, tuple(others[:5]))


def folded(name: str) -> str:
    """A name without what people write in different ways: case, quotes, a leading "the", white space."""
    plain = name.replace("’", "'").replace("‘", "'").casefold()
    return re.sub(r"^the ", "", " ".join(plain.split()).strip(" .,'\""))
