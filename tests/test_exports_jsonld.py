"""The JSON-LD against PyLD: the same quads, the same compact form, the same trees as the published frame asks for."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pyld import jsonld
from pyoxigraph import NamedNode, RdfFormat

from exported import OTHER, quads_of, read
from onrecord import ontology, rdf
from onrecord.exports import jsonld as own
from onrecord.exports.context import context
from onrecord.exports.source import ArticleGraph
from onrecord.record import Record
from written import RECORD, records

CONTEXT: dict[str, Any] = {"@context": context().document()}
KINDS = ["Agency", "Organization", "Person", "Program", "Law", "Agreement", "Place", "Facility", "Post"]
APART = {"@embed": "@never"}
PLACE = {"@embed": "@always", "hasSource": APART, "hasSelector": {"@embed": "@always"}}
SAID = {
    "@embed": "@always",
    **dict.fromkeys(("evidence", "cueEvidence", "speakerEvidence"), PLACE),
    **dict.fromkeys(("inArticle", "object", "subject", "attributedTo", "speaker", "about", "ruleOf", "bearer"), APART),
}
FRAME = {**CONTEXT, "@type": KINDS, "evidence": PLACE, **dict.fromkeys(("assertions", "statements", "rules"), SAID)}


def written(name: str, *found: Record) -> dict[str, Any]:
    file = io.BytesIO()
    {"compact": own.compact, "framed": own.framed}[name](map(graph_of, found), context().base, file)
    document: dict[str, Any] = json.loads(file.getvalue())
    return document


def graph_of(record: Record) -> ArticleGraph:
    quads = rdf.quads(record)
    assert isinstance(quads[0].graph_name, NamedNode)
    return ArticleGraph(quads[0].graph_name, [quad.triple for quad in quads])


def nquads(document: dict[str, Any]) -> bytes:
    return str(jsonld.to_rdf(document, {"format": "application/n-quads"})).encode()


@pytest.mark.parametrize("name", ["compact", "framed"])
def test_pyld_reads_the_same_quads(name: str) -> None:
    assert read(nquads(written(name, RECORD, OTHER)), RdfFormat.N_QUADS) == quads_of(RECORD, OTHER)


@given(records())
@settings(deadline=None, max_examples=25)
@pytest.mark.parametrize("name", ["compact", "framed"])
def test_pyld_reads_any_record(name: str, record: Record) -> None:
    assert read(nquads(written(name, record)), RdfFormat.N_QUADS) == quads_of(record)


@given(records())
@settings(deadline=None, max_examples=25)
def test_what_is_compact_is_what_pyld_makes_of_it(record: Record) -> None:
    found = written("compact", record, RECORD)
    again = jsonld.compact(jsonld.expand(found), CONTEXT)
    assert _sorted(again["@graph"]) == _sorted(found["@graph"])


def test_the_trees_are_those_of_the_frame() -> None:
    flat = written("compact", RECORD)["@graph"][0]["@graph"]
    framed = jsonld.frame({**CONTEXT, "@graph": flat}, FRAME, {"embed": "@never", "omitDefault": True})
    own_trees = [it for it in written("framed", RECORD)["@graph"][0]["@graph"] if it["@type"] in KINDS]
    expected = {it["@id"]: _told_once(it) for it in framed["@graph"]}
    assert {it["@id"]: _sorted(_told_once(it)) for it in own_trees} == {
        name: _sorted(it) for name, it in expected.items()
    }


def _told_once(tree: dict[str, Any]) -> dict[str, Any]:
    """A tree without what its place in the tree says already: whose assertion, statement or rule a node is."""
    implied = {"assertions": "subject", "statements": "speaker", "rules": "ruleOf"}
    found = {key: value for key, value in tree.items() if key not in implied and key != "measurements"}
    for name, said in implied.items():
        nodes = tree.get(name, [])
        nodes = nodes if isinstance(nodes, list) else [nodes]
        if nodes:
            found[name] = [{key: value for key, value in it.items() if key != said} for it in nodes]
    return found


def _sorted(value: Any) -> Any:
    """JSON whose lists are sets here."""
    if isinstance(value, dict):
        return {key: _sorted(it) for key, it in sorted(value.items())}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda it: json.dumps(it, sort_keys=True))
    return value


def test_offsets_are_numbers_and_terms_are_short() -> None:
    tree = next(it for it in written("framed", RECORD)["@graph"][0]["@graph"] if it["@id"] == "id:person/dana-poe")
    assert tree["label"] == "Dana Poe"
    [assertion] = tree["assertions"]
    assert (assertion["predicate"], assertion["factuality"]) == ("holdsPost", "Actual")
    [place] = assertion["evidence"]
    position, quote = place["hasSelector"]
    assert quote["exact"] == RECORD.article.text[position["start"] : position["end"]] == "Sheriff Dana Poe"


def test_the_published_context_is_the_one_that_files_carry() -> None:
    published = json.loads(ontology.text("context.jsonld"))
    assert published == {"@context": context().document()}, "python -m onrecord.exports > ontology/context.jsonld"
    file = Path(__file__).parent.parent / "ontology" / "context.jsonld"
    advice = "make it anew: python -m onrecord.exports > ontology/context.jsonld"
    assert file.read_text(encoding="utf-8") == json.dumps(published, indent=2, ensure_ascii=False) + "\n", advice


def test_every_term_of_the_ontology_has_a_name_in_the_context() -> None:
    import re

    document = context().document()
    terms = set(re.findall(r"^rec:(\w+) a owl:(?:Object|Datatype)Property", ontology.text().decode(), re.MULTILINE))
    assert len(terms) > 50
    for name in terms:
        definition = document[name]
        assert (definition if isinstance(definition, str) else definition["@id"]) == f"rec:{name}"  # type: ignore[index]
