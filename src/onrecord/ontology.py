"""The ontology as the code sees it: the one list of terms, read from `onrecord.ttl` and never typed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from onrecord.rdf.terms import RDF, RDFS, REC, rec
from onrecord.record import Kind

OWL = "http://www.w3.org/2002/07/owl#"
_KINDS = {REC + kind.value: kind for kind in Kind}
_Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between entities: which kinds it goes from and to.

    `posts` is True where it leads to a `rec:Post`; `same_kind` where both ends are always of one kind; `views` names
    the views of the graph that are about it.
    """

    name: str
    label: str
    domain: frozenset[Kind]
    range: frozenset[Kind]
    posts: bool
    symmetric: bool
    same_kind: bool
    views: frozenset[str] = frozenset()


def text(name: str = "onrecord.ttl") -> bytes:
    """The bytes of a file of the ontology ("onrecord.ttl" or "alignments.ttl")."""
    return (resources.files("onrecord.vocabulary") / name).read_bytes()


@lru_cache(maxsize=1)
def _store() -> Store:
    store = Store()
    store.load(text(), format=RdfFormat.TURTLE)
    return store


@lru_cache(maxsize=1)
def relations() -> Mapping[str, Relation]:
    """The relations that lead from an entity to an entity or a post, by name."""
    store = _store()
    found = {}
    for quad in store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{OWL}ObjectProperty"), None):
        relation = _relation(store, quad.subject) if isinstance(quad.subject, NamedNode) else None
        if relation is not None:
            found[relation.name] = relation
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the ontology."""
    quad = next(_store().quads_for_pattern(None, NamedNode(f"{OWL}versionInfo"), None, None))
    return quad.object.value if isinstance(quad.object, Literal) else ""


def _relation(store: Store, node: NamedNode) -> Relation | None:
    inverse = next(store.quads_for_pattern(node, NamedNode(f"{OWL}inverseOf"), None, None), None)
    ends = [_members(store, node, f"{RDFS}{end}") for end in ("domain", "range")]
    domain = frozenset(_KINDS[name] for name in ends[0] if name in _KINDS)
    targets = frozenset(_KINDS[name] for name in ends[1] if name in _KINDS)
    posts = f"{REC}Post" in ends[1]
    if inverse is not None or len(domain) < len(ends[0]) or not domain or not (targets or posts):
        return None
    symmetric = (node, NamedNode(f"{RDF}type"), NamedNode(f"{OWL}SymmetricProperty"))
    label = next(store.quads_for_pattern(node, NamedNode(f"{RDFS}label"), None, None)).object
    return Relation(
        node.value.removeprefix(REC),
        label.value if isinstance(label, Literal) else "",
        domain,
        targets,
        posts,
        any(store.quads_for_pattern(*symmetric, None)),
        any(store.quads_for_pattern(node, rec("endsOfOneKind"), None, None)),
        frozenset(
            quad.object.value
            for quad in store.quads_for_pattern(node, rec("shownIn"), None, None)
            if isinstance(quad.object, Literal)
        ),
    )


def _members(store: Store, node: _Node, predicate: str) -> list[str]:
    """The classes at the end of rdfs:domain or rdfs:range: one, or those of a union."""
    found: list[str] = []
    for quad in store.quads_for_pattern(node, NamedNode(predicate), None, None):
        if isinstance(quad.object, NamedNode):
            found.append(quad.object.value)
        elif isinstance(quad.object, BlankNode):
            for union in store.quads_for_pattern(quad.object, NamedNode(f"{OWL}unionOf"), None, None):
                found += _list(store, union.object)
    return found


def _list(store: Store, node: object) -> list[str]:
    found = []
    while isinstance(node, BlankNode):
        first = next(store.quads_for_pattern(node, NamedNode(f"{RDF}first"), None, None)).object
        found += [first.value] if isinstance(first, NamedNode) else []
        node = next(store.quads_for_pattern(node, NamedNode(f"{RDF}rest"), None, None)).object
    return found
