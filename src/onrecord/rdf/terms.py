"""Namespaces, and the derived names of everything that is said."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

REC = "https://w3id.org/onrecord/ns#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = "https://w3id.org/onrecord/id/"

PREFIXES = {
    "rec": REC,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "oa": OA,
    "dcterms": DCTERMS,
    "schema": SCHEMA,
    "xsd": XSD,
}

GROUPS = (
    "article",
    "agency",
    "organization",
    "person",
    "post",
    "program",
    "law",
    "agreement",
    "place",
    "facility",
    "assertion",
    "statement",
    "attitude",
    "rule",
    "measurement",
    "evidence",
)
"""What stands behind the base in the names of nodes, in the order in which files give them."""

TYPE = NamedNode(f"{RDF}type")
LABEL = NamedNode(f"{RDFS}label")
ALT_LABEL = NamedNode(f"{SKOS}altLabel")


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a file: the vocabularies', and one for each kind of node under this base."""
    return PREFIXES | {group: f"{base}{group}/" for group in GROUPS}


@lru_cache(maxsize=1024)
def rec(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(REC + name)


def article_iri(identifier: str, base: str = BASE) -> NamedNode:
    """The article's name, which is also the name of its graph."""
    return NamedNode(f"{base}article/{quote(identifier, safe='-._~')}")


def identifier(iri: str) -> str:
    """The article's identifier by its name: of several articles, the first is the one whose identifier is least.

    The order of the names is another: they write "é" as "%C3%A9", which stands before "a".
    """
    return unquote(iri.rpartition("/")[2])


def same_texts_iri(base: str = BASE) -> NamedNode:
    """The name of the graph that says which articles have the text of another."""
    return NamedNode(f"{base}graph/same-texts")


def said_iri(kind: str, what: tuple[object, ...], base: str = BASE) -> NamedNode:
    """The name of something said: the first 16 hex digits of the SHA-256 of what it says and where.

    `what` holds strings, numbers, None, and tuples of them. JSON makes one string of it, the same on every machine.
    """
    digest = hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:16]
    return NamedNode(f"{base}{kind}/{digest}")
