"""What the endpoint is, in the terms of SPARQL 1.1 Service Description."""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from onrecord.rdf.terms import TYPE
from onrecord.sparql import GRAPH_FORMATS, SOLUTION_FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"


def description(endpoint: str, form: str) -> bytes:
    """The description of the endpoint at this address, in a format of `GRAPH_FORMATS`."""
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")
    formats = [kind.iri for kind in SOLUTION_FORMATS.values()] + [kind.iri for kind in GRAPH_FORMATS.values()]
    triples = [
        Triple(service, TYPE, NamedNode(f"{SD}Service")),
        Triple(service, NamedNode(f"{SD}endpoint"), NamedNode(endpoint)),
        Triple(service, NamedNode(f"{SD}supportedLanguage"), NamedNode(f"{SD}SPARQL11Query")),
        *(Triple(service, NamedNode(f"{SD}resultFormat"), NamedNode(iri)) for iri in formats),
        Triple(service, NamedNode(f"{SD}defaultDataset"), dataset),
        Triple(dataset, TYPE, NamedNode(f"{SD}Dataset")),
        Triple(dataset, NamedNode(f"{SD}defaultGraph"), graph),
        Triple(graph, TYPE, NamedNode(f"{SD}Graph")),
    ]
    prefixes = {"sd": SD, "formats": FORMATS}
    return serialize(triples, format=GRAPH_FORMATS[form], prefixes=prefixes) or b""
