"""rdf:Statement → RDF 1.2: `x rdf:reifies <<( s p o )>>` for `x rdf:subject s ; rdf:predicate p ; rdf:object o`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from onrecord.rdf.terms import RDF

REIFIES = NamedNode(f"{RDF}reifies")
"""From a reifier (here: an assertion) to the triple that it is about. RDF 1.2 Concepts, section 1.5."""

_PARTS = tuple(NamedNode(f"{RDF}{part}") for part in ("subject", "predicate", "object"))


def reified(triples: Iterable[Triple]) -> list[Triple]:
    """The triples with one reifying triple in place of each complete rdf:subject, rdf:predicate and rdf:object.

    A node that lacks one of the three, or has one of them twice, is no statement and stays as it is.
    """
    kept: list[Triple] = []
    parts: dict[str, list[Triple]] = {}
    for triple in triples:
        if triple.predicate in _PARTS:
            parts.setdefault(str(triple.subject), []).append(triple)
        else:
            kept.append(triple)
    for said in parts.values():
        about = _about(said)
        kept += said if about is None else [Triple(said[0].subject, REIFIES, about)]
    return kept


def statements(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The way back: rdf:subject, rdf:predicate and rdf:object in place of each reifying triple."""
    for triple in triples:
        if triple.predicate == REIFIES and isinstance(triple.object, Triple):
            about = triple.object
            for part, term in zip(_PARTS, (about.subject, about.predicate, about.object), strict=True):
                yield Triple(triple.subject, part, term)
        else:
            yield triple


def _about(said: list[Triple]) -> Triple | None:
    found = {triple.predicate: triple.object for triple in said}
    if len(said) != len(_PARTS) or len(found) != len(_PARTS):
        return None
    subject, predicate, value = (found[part] for part in _PARTS)
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
        return Triple(subject, predicate, value)
    return None
