"""The JSON-LD context of onrecord, made from the ontology: what each name in a JSON file stands for.

`python -m onrecord.exports > ontology/context.jsonld` writes the file that is published; a test holds it to the
ontology.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode, RdfFormat, Store

from onrecord import ontology
from onrecord.ontology import OWL
from onrecord.rdf import terms
from onrecord.rdf.terms import DCTERMS, OA, RDF, RDFS, REC, SCHEMA, SKOS, XSD

Definition = str | dict[str, str]

ID = "id"
"""The prefix of the names of entities, articles, assertions and all else that a graph is about."""

NESTED = {
    "assertions": f"{RDF}subject",
    "statements": f"{REC}speaker",
    "rules": f"{REC}ruleOf",
    "measurements": f"{REC}of",
}
"""Names for a property read backwards: from an entity to what is said of it, or by it."""

_ALIGNED: dict[str, tuple[str, str | None, bool]] = {
    "label": (f"{RDFS}label", None, False),
    "altLabel": (f"{SKOS}altLabel", None, True),
    "subject": (f"{RDF}subject", "@id", False),
    "predicate": (f"{RDF}predicate", "@vocab", False),
    "object": (f"{RDF}object", "@id", False),
    "identifier": (f"{DCTERMS}identifier", None, False),
    "articleBody": (f"{SCHEMA}articleBody", None, False),
    "headline": (f"{SCHEMA}headline", None, False),
    "publisher": (f"{SCHEMA}publisher", None, False),
    "author": (f"{SCHEMA}author", None, False),
    "url": (f"{SCHEMA}url", None, False),
    "datePublished": (f"{SCHEMA}datePublished", None, False),
    "mentions": (f"{SCHEMA}mentions", "@id", True),
    "hasSource": (f"{OA}hasSource", "@id", False),
    "hasSelector": (f"{OA}hasSelector", "@id", True),
    "start": (f"{OA}start", f"{XSD}nonNegativeInteger", False),
    "end": (f"{OA}end", f"{XSD}nonNegativeInteger", False),
    "exact": (f"{OA}exact", None, False),
    "prefix": (f"{OA}prefix", None, False),
    "suffix": (f"{OA}suffix", None, False),
}
"""Terms of other vocabularies that a graph uses: the IRI, how its values are typed, whether it is always a list."""

_CLASSES = tuple(f"{OA}{name}" for name in ("SpecificResource", "TextPositionSelector", "TextQuoteSelector"))
_ONCE = frozenset({"attributedTo", "inArticle", "speaker", "ruleOf", "bearer", "of", "postIn"})
"""Properties of a node that lead to one other node; every other relation can lead to several."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the context: the IRI that it stands for, the type of its values, whether they always are a list.

    `type` is "@id" (nodes by their names), "@vocab" (terms of the ontology by theirs), a datatype's IRI, or None.
    """

    name: str
    iri: str
    type: str | None = None
    many: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The context of files whose entities' names begin with `base`."""

    base: str
    properties: Mapping[str, Term]
    """By IRI."""
    words: Mapping[str, str]
    """The names of classes, individuals and properties, as values, by IRI."""

    def document(self) -> dict[str, object]:
        """The JSON object that stands behind "@context"."""
        return {"@version": 1.1, ID: self.base, **_prefixes(), **_definitions()}

    def name(self, iri: str) -> str:
        """The shortest way to write the IRI of a node: with a prefix where one fits."""
        for prefix, namespace in ((ID, self.base), *terms.PREFIXES.items()):
            if iri.startswith(namespace) and len(iri) > len(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def word(self, iri: str) -> str:
        """The shortest way to write the IRI of a class, property or individual."""
        return self.words.get(iri) or self.name(iri)


@lru_cache(maxsize=4)
def context(base: str = terms.BASE) -> Context:
    """The context for graphs whose names begin with this base."""
    found = _terms()
    words = {term.iri: term.name for term in found.values()} | _words()
    return Context(base, {term.iri: term for term in found.values()}, words)


@lru_cache(maxsize=1)
def _store() -> Store:
    store = Store()
    store.load(ontology.text(), format=RdfFormat.TURTLE)
    return store


def _of_type(kind: str) -> list[str]:
    """The terms of the ontology of this type, by IRI, in the order of their names."""
    quads = _store().quads_for_pattern(None, terms.TYPE, NamedNode(kind), None)
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})


def _own(iris: list[str]) -> list[str]:
    return [iri.removeprefix(REC) for iri in iris if iri.startswith(REC)]


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Classes and individuals: what can be the value of @type, or of a property of type @vocab."""
    classes = _own(_of_type(f"{OWL}Class"))
    values = _own(_of_type(f"{OWL}NamedIndividual"))
    found = {f"{REC}{name}": name for name in (*classes, *values)}
    return found | {iri: iri.removeprefix(OA) for iri in _CLASSES}


@lru_cache(maxsize=1)
def _terms() -> dict[str, Term]:
    found = {name: Term(name, *said) for name, said in _ALIGNED.items()}
    for name in _own(_of_type(f"{OWL}ObjectProperty")):
        listed = _leads_to_a_word(name)
        found[name] = Term(name, f"{REC}{name}", "@vocab" if listed else "@id", not listed and name not in _ONCE)
    for name in _own(_of_type(f"{OWL}DatatypeProperty")):
        found[name] = Term(name, f"{REC}{name}", _datatype(name), name == "quarantinedFor")
    return dict(sorted(found.items()))


def _leads_to_a_word(name: str) -> bool:
    """Whether the property's values are individuals of the ontology, such as rec:Actual."""
    store = _store()
    for quad in store.quads_for_pattern(terms.rec(name), NamedNode(f"{RDFS}range"), None, None):
        if isinstance(quad.object, NamedNode):
            members = store.quads_for_pattern(None, terms.TYPE, quad.object, None)
            return any(True for _ in members)
    return False


def _datatype(name: str) -> str | None:
    """The one datatype of the property's values; None where they are strings, or of several types."""
    ranges = list(_store().quads_for_pattern(terms.rec(name), NamedNode(f"{RDFS}range"), None, None))
    only = ranges[0].object if len(ranges) == 1 else None
    return only.value if isinstance(only, NamedNode) and only.value == f"{XSD}decimal" else None


def _prefixes() -> dict[str, str]:
    return dict(terms.PREFIXES)


@lru_cache(maxsize=1)
def _definitions() -> dict[str, Definition]:
    found: dict[str, Definition] = {name: _short(iri) for iri, name in sorted(_words().items())}
    for term in _terms().values():
        options = {"@type": _short(term.type)} if term.type else {}
        if term.many:
            options["@container"] = "@set"
        found[term.name] = {"@id": _short(term.iri), **options} if options else _short(term.iri)
    for name, iri in NESTED.items():
        found[name] = {"@reverse": _short(iri), "@container": "@set"}
    return found


def _short(iri: str) -> str:
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
