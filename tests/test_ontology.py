from importlib import resources
from pathlib import Path

import owlrl
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

import newsroom
from onrecord import ontology
from onrecord.record import Factuality, Kind, Modality, StatementKind

REC = Namespace("https://w3id.org/onrecord/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
ONTOLOGY = URIRef("https://w3id.org/onrecord/ns")
FILES = ("onrecord.ttl", "alignments.ttl")

KINDS = ["Agency", "Organization", "Person", "Program", "Law", "Agreement", "Place", "Facility"]
CLASSES = [*KINDS, *["Post", "Statement", "Attitude", "Assertion", "Rule", "Measurement", "Evidence", "Article"]]
AGENT, BODY = "Agency Organization Person", "Agency Organization"
# From and to, as the contract has them.
RELATIONS = {
    "holdsPost": ("Person", "Post"),
    "heads": ("Person", BODY),
    "memberOf": ("Person", BODY),
    "partOf": ("Agency Organization Program Law Facility Place", "Agency Organization Program Law Facility Place"),
    "jurisdiction": ("Agency", "Place"),
    "locatedIn": ("Facility Agency Organization Place", "Place"),
    "operates": (BODY, "Facility"),
    "administers": ("Agency", "Program"),
    "participatesIn": (BODY, "Program"),
    "partnersWith": (BODY, BODY),
    "partyTo": (AGENT, "Agreement"),
    "underProgram": ("Agreement", "Program"),
    "signed": (AGENT, "Agreement Law"),
    "issued": (AGENT, "Law"),
    "enacted": ("Agency", "Law"),
    "proposed": (AGENT, "Law Program"),
    "establishedBy": ("Program Agency", f"Law {AGENT}"),
    "authorizedBy": ("Program Agreement Agency", "Law"),
    "amends": ("Law", "Law"),
    "repeals": ("Law", "Law"),
    "directs": (f"{AGENT} Law", AGENT),
    "oversees": ("Agency", "Agency Program Facility"),
    "funds": (f"{AGENT} Program", f"{AGENT} Program"),
    "supports": (AGENT, f"Program Law Agreement {AGENT}"),
    "opposes": (AGENT, f"Program Law Agreement {AGENT}"),
    "appointed": (AGENT, "Person"),
    "succeeds": ("Person", "Person"),
    "sued": (AGENT, AGENT),
    "challenges": (AGENT, "Law Program"),
    "ruledOn": ("Agency", "Law Program"),
    "investigates": ("Agency", AGENT),
    "charged": ("Agency", AGENT),
    "runsFor": ("Person", "Post"),
}
SAID = "Assertion Statement Attitude Rule Measurement"
ATTRIBUTED = "Statement Attitude"
# Domain and range of the terms of the record behind the plain triples.
PROPERTIES = {
    "factuality": ("Assertion", "Factuality"),
    "onDate": ("Assertion Statement Attitude Measurement", None),
    "fromDate": ("Assertion", None),
    "untilDate": ("Assertion", None),
    "attributedTo": ("Assertion", AGENT),
    "claimantText": ("Assertion", None),
    "inArticle": (SAID, "Article"),
    "sameTextAs": ("Article", "Article"),
    "evidence": (f"{SAID} Post {' '.join(KINDS)}", "Evidence"),
    "confidence": ("Assertion", None),
    "speaker": (ATTRIBUTED, AGENT),
    "speakerText": (ATTRIBUTED, None),
    "content": (ATTRIBUTED, None),
    "statementKind": ("Statement", "StatementKind"),
    "cue": (ATTRIBUTED, None),
    "about": (ATTRIBUTED, " ".join(KINDS)),
    "cueEvidence": (ATTRIBUTED, "Evidence"),
    "speakerEvidence": (ATTRIBUTED, "Evidence"),
    "attitude": ("Attitude", None),
    "ruleOf": ("Rule", "Law Program Agreement Agency"),
    "modality": ("Rule", "Modality"),
    "bearer": ("Rule", AGENT),
    "bearerText": ("Rule", None),
    "action": ("Rule", None),
    "value": ("Measurement", None),
    "what": ("Measurement", None),
    "of": ("Measurement", " ".join(KINDS)),
    "lawKind": ("Law", "LawKind"),
    "postTitle": ("Post", None),
    "postIn": ("Post", BODY),
}
INDIVIDUALS = {
    "LawKind": [
        "Statute",
        "Bill",
        "Provision",
        "ExecutiveOrder",
        "Regulation",
        "Ordinance",
        "Constitution",
        "Treaty",
        "Ruling",
    ],
    "Factuality": [member.value for member in Factuality],
    "Modality": [member.value for member in Modality],
    "StatementKind": [member.value for member in StatementKind],
}


def loaded(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(data=ontology.text(name), format="turtle")
    return graph


@pytest.fixture(scope="module")
def terms() -> Graph:
    return loaded("onrecord.ttl")


def ends(graph: Graph, name: str, end: URIRef) -> set[str]:
    """The local names of the classes at one end of a property."""
    found = set()
    for node in graph.objects(REC[name], end):
        union = graph.value(node, OWL.unionOf)
        found |= {str(item) for item in (Collection(graph, union) if union else [node])}
    return {item.rpartition("#")[2] for item in found}


@pytest.mark.parametrize("name", FILES)
def test_both_parsers_read_the_same_number_of_triples(name: str) -> None:
    text = ontology.text(name)
    assert len(loaded(name)) == len(list(parse(text, format=RdfFormat.TURTLE))) > 0


def test_the_header_says_version_licence_and_date(terms: Graph) -> None:
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in terms
    assert str(terms.value(ONTOLOGY, OWL.versionIRI)).endswith(f"/{ontology.version()}")
    for needed in (DCTERMS.license, DCTERMS.issued, DCTERMS.title, DCTERMS.description):
        assert terms.value(ONTOLOGY, needed) is not None, needed


@pytest.mark.parametrize(
    "name",
    [*CLASSES, *RELATIONS, *PROPERTIES, *INDIVIDUALS, *(name for names in INDIVIDUALS.values() for name in names)],
)
def test_every_term_is_explained(terms: Graph, name: str) -> None:
    term = REC[name]
    for needed in (RDFS.label, SKOS.definition, SKOS.example):
        words = list(terms.objects(term, needed))
        assert words, f"{name} has no {needed}"
        assert all(isinstance(item, Literal) and item.language == "en" and item.strip() for item in words)
    assert terms.value(term, RDFS.isDefinedBy) == ONTOLOGY


def test_no_term_is_there_without_an_explanation(terms: Graph) -> None:
    ours = {term for term in terms.subjects() if isinstance(term, URIRef) and str(term).startswith(str(REC))}
    for term in ours:
        assert terms.value(term, SKOS.definition), term
        assert terms.value(term, SKOS.example), term


@pytest.mark.parametrize("name", sorted(CLASSES + list(INDIVIDUALS)))
def test_classes_are_classes(terms: Graph, name: str) -> None:
    assert (REC[name], RDF.type, OWL.Class) in terms


@pytest.mark.parametrize(("name", "expected"), [(name, pair) for name, pair in {**RELATIONS, **PROPERTIES}.items()])
def test_domain_and_range_are_the_contracts(terms: Graph, name: str, expected: tuple[str, str | None]) -> None:
    assert ends(terms, name, RDFS.domain) == set(expected[0].split())
    if expected[1] is None:
        assert (REC[name], RDF.type, OWL.DatatypeProperty) in terms
        assert ends(terms, name, RDFS.range)
    else:
        assert (REC[name], RDF.type, OWL.ObjectProperty) in terms
        assert ends(terms, name, RDFS.range) == set(expected[1].split())


@pytest.mark.parametrize(("kind", "names"), INDIVIDUALS.items())
def test_individuals_have_their_class_and_differ(terms: Graph, kind: str, names: list[str]) -> None:
    assert {str(item) for item in terms.subjects(RDF.type, REC[kind])} == {str(REC[name]) for name in names}
    apart = [set(Collection(terms, members)) for members in terms.objects(None, OWL.distinctMembers)]
    assert {REC[name] for name in names} in apart


def test_the_classes_are_disjoint(terms: Graph) -> None:
    members = set(Collection(terms, next(terms.objects(None, OWL.members))))
    assert {REC[name] for name in CLASSES} <= members


def test_relations_are_read_from_the_file() -> None:
    relations = ontology.relations()
    assert set(relations) == set(RELATIONS)
    for name, (domain, range_) in RELATIONS.items():
        assert relations[name].domain == frozenset(map(Kind, domain.split()))
        assert relations[name].range == frozenset(Kind(kind) for kind in range_.split() if kind != "Post")
        assert relations[name].posts == (range_ == "Post")
        assert relations[name].label
    assert [name for name, relation in relations.items() if relation.symmetric] == ["partnersWith"]
    assert [name for name, relation in relations.items() if relation.same_kind] == ["partOf"]
    assert ontology.relations() is relations


def test_inverses_swap_the_ends(terms: Graph) -> None:
    pairs = list(terms.subject_objects(OWL.inverseOf))
    assert pairs
    for inverse, forward in pairs:
        name, other = (str(term).rpartition("#")[2] for term in (inverse, forward))
        assert ends(terms, name, RDFS.domain) == ends(terms, other, RDFS.range)
        assert ends(terms, name, RDFS.range) == ends(terms, other, RDFS.domain)


@pytest.mark.parametrize("name", CLASSES)
def test_alignments_give_the_contracts_superclasses(name: str) -> None:
    outside = {
        "Agency": ["http://www.w3.org/ns/org#FormalOrganization", "https://schema.org/GovernmentOrganization"],
        "Organization": ["http://www.w3.org/ns/org#Organization", "https://schema.org/Organization"],
        "Person": ["http://xmlns.com/foaf/0.1/Person", "https://schema.org/Person"],
        "Program": ["https://schema.org/GovernmentService"],
        "Law": ["http://data.europa.eu/eli/ontology#LegalResource"],
        "Agreement": ["https://schema.org/Thing"],
        "Place": ["https://schema.org/Place"],
        "Facility": ["https://schema.org/CivicStructure"],
        "Post": ["http://www.w3.org/ns/org#Post"],
        "Statement": ["https://schema.org/Statement"],
        "Assertion": ["http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"],
        "Evidence": ["http://www.w3.org/ns/oa#SpecificResource"],
        "Article": ["https://schema.org/NewsArticle", "http://www.w3.org/ns/prov#Entity"],
    }
    found = {str(item) for item in loaded(*FILES).objects(REC[name], RDFS.subClassOf)}
    assert found == set(outside.get(name, []))


def test_the_alignments_align_only_terms_that_exist(terms: Graph) -> None:
    used = {term for triple in loaded("alignments.ttl") for term in triple if str(term).startswith(str(REC))}
    assert used
    assert {term for term in used if (term, SKOS.definition, None) not in terms} == set()


# Reasoning

BULK = {OA.prefix, OA.suffix, OA.exact, OA.start, OA.end, OA.hasSelector, URIRef("https://schema.org/articleBody")}


def reasoned(graph: Graph) -> list[str]:
    """What an OWL RL reasoner finds inconsistent in a graph with the ontology and the alignments.

    Left out are what the rules cannot use and a reasoner in Python is slow over: the words and the places of
    evidence, and what explains a term.
    """
    whole = loaded(*FILES)
    for said in (RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy):
        whole.remove((None, said, None))
    selectors = set(graph.objects(None, OA.hasSelector))
    for subject, predicate, value in graph:
        if predicate not in BULK and subject not in selectors:
            whole.add((subject, predicate, value))
    reasoner = owlrl.OWLRL_Semantics(whole, axioms=False, daxioms=False)
    reasoner.closure()
    return [str(words) for words in reasoner.error_messages]


def article_graph() -> Graph:
    graph = Graph()
    graph.parse(data="\n".join(f"{quad.triple} ." for quad in newsroom.graph()), format="nt")
    return graph


def test_an_article_is_consistent() -> None:
    assert reasoned(article_graph()) == []


@pytest.mark.parametrize("name", ["Person", "Law", "Article"])
def test_one_node_of_two_disjoint_classes_is_inconsistent(name: str) -> None:
    graph = article_graph()
    office = next(graph.subjects(RDF.type, REC.Agency))
    graph.add((office, RDF.type, REC[name]))
    assert any("isjoint" in words for words in reasoned(graph))


def test_a_range_that_contradicts_a_kind_is_inconsistent() -> None:
    graph = article_graph()
    person = next(graph.subjects(RDF.type, REC.Person))
    graph.add((next(graph.subjects(RDF.type, REC.Agency)), REC.jurisdiction, person))
    assert any("isjoint" in words for words in reasoned(graph))


def test_nothing_may_be_part_of_itself() -> None:
    graph = article_graph()
    office = next(graph.subjects(RDF.type, REC.Agency))
    graph.add((office, REC.partOf, office))
    assert reasoned(graph)


def test_the_graph_that_ships_is_consistent() -> None:
    path = Path(__file__).parent.parent / "out" / "graph.ttl"
    if not path.is_file():
        pytest.skip("out/graph.ttl is not built")
    assert reasoned(Graph().parse(path)) == []


# The package


def test_ontology_and_shapes_are_parts_of_the_package() -> None:
    root = Path(__file__).parent.parent
    for package, folder, name in (
        ("vocabulary", "ontology", "onrecord.ttl"),
        ("constraints", "shapes", "onrecord-shapes.ttl"),
    ):
        assert (resources.files(f"onrecord.{package}") / name).read_bytes() == (root / folder / name).read_bytes()
