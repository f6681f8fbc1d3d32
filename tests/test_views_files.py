"""Each file of a network, read back by another program: the same nodes, edges and attributes."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pydot
import pytest
from hypothesis import given, settings

import newsroom
import written
from onrecord.record import Record
from onrecord.views.catalogue import VIEWS
from onrecord.views.files import WRITERS
from onrecord.views.network import network

Content = tuple[dict[str, dict[str, Any]], list[tuple[str, str, str, dict[str, Any]]]]

AWKWARD = 'He said: "50 % <b>&amp; more</b> \\ no\n\ttab”; $x$ — 🚓'


def shown(record: Record | None = None, view: str = "around") -> nx.MultiDiGraph:
    record = record or newsroom.record()
    return network([record], VIEWS[view], centre=record.entities[0].key, hops=9)


def awkward() -> nx.MultiDiGraph:
    """A network whose words hold everything that a format has to escape."""
    graph = shown()
    for data in [*(d for _, d in graph.nodes(data=True)), *(d for *_, d in graph.edges(data=True))]:
        data["quote"] = AWKWARD
        data["label"] = f"{data['label']} {AWKWARD}"
    return graph


def content(graph: nx.MultiDiGraph, without: tuple[str, ...] = ()) -> Content:
    def kept(data: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in data.items() if name not in without}

    nodes = {key: kept(data) for key, data in graph.nodes(data=True)}
    edges = [(source, target, key, kept(data)) for source, target, key, data in graph.edges(keys=True, data=True)]
    return nodes, sorted(edges, key=lambda edge: edge[:3])


def from_graphml(data: bytes) -> Content:
    return content(nx.read_graphml(io.BytesIO(data), force_multigraph=True))


def from_gexf(data: bytes) -> Content:
    read = nx.read_gexf(io.BytesIO(data))
    nodes = {key: dict(values) for key, values in read.nodes(data=True)}
    edges = []
    for source, target, values in read.edges(data=True):
        key = values.pop("id")
        edges.append((source, target, key, {name: v for name, v in values.items() if name != "networkx_key"}))
    return nodes, sorted(edges, key=lambda edge: edge[:3])


def from_node_link(data: bytes) -> Content:
    return content(nx.node_link_graph(json.loads(data), edges="edges"))


def from_cytoscape(data: bytes) -> Content:
    read = nx.cytoscape_graph(json.loads(data))
    return content(read, without=("id", "value", "name", "interaction", "source", "target", "key"))


def from_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def parsed(data: bytes) -> pydot.Dot:
    found = pydot.graph_from_dot_data(data.decode())
    assert found is not None
    return found[0]


def unquoted(given: object) -> str:
    word = str(given)
    inner = word[1:-1] if word.startswith('"') else word
    return re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), inner, flags=re.DOTALL)


def from_dot(data: bytes) -> Content:
    read = parsed(data)
    nodes = {}
    for node in read.get_nodes():
        nodes[unquoted(node.get_name())] = {name: unquoted(v) for name, v in node.get_attributes().items()}
    edges = []
    for edge in read.get_edges():
        values = {name: unquoted(value) for name, value in edge.get_attributes().items()}
        key = values.pop("key")
        del values["style"]
        edges.append((unquoted(edge.get_source()), unquoted(edge.get_destination()), key, values))
    return nodes, sorted(edges, key=lambda edge: edge[:3])


def as_words(found: Content) -> Content:
    nodes, edges = found
    plain = {key: {name: str(value) for name, value in data.items()} for key, data in nodes.items()}
    return plain, [(a, b, key, {name: str(v) for name, v in data.items()}) for a, b, key, data in edges]


READERS = {"graphml": from_graphml, "gexf": from_gexf, "json": from_node_link, "cyjs": from_cytoscape}


@pytest.mark.parametrize("form", READERS)
def test_a_file_holds_the_network(form: str) -> None:
    for graph in (shown(), awkward(), shown(view="statements")):
        assert READERS[form](WRITERS[form](graph)) == content(graph)


def test_dot_holds_the_network() -> None:
    for graph in (shown(), awkward()):
        assert from_dot(WRITERS["dot"](graph)) == as_words(content(graph))


def test_dot_draws_plans_dashed_and_claims_dotted() -> None:
    read = parsed(WRITERS["dot"](shown()))
    styles = {(unquoted(e.get("kind")), unquoted(e.get("style"))) for e in read.get_edges()}
    assert {("heads", "solid"), ("establishedBy", "dashed"), ("operates", "dotted")} <= styles


def test_csv_has_a_row_for_each_edge() -> None:
    graph = awkward()
    rows = from_csv(WRITERS["csv"](graph))
    assert len(rows) == graph.number_of_edges()
    for row in rows:
        data = graph.edges[row["source"], row["target"], row["key"]]
        assert {name: row[name] for name in data} == {name: str(value) for name, value in data.items()}
        assert row["source_label"] == graph.nodes[row["source"]]["label"]
        assert row["target_kind"] == graph.nodes[row["target"]]["kind"]
        assert not any(row[name] for name in ("claimant", "until_date") if name not in data)


@settings(max_examples=40, deadline=None)
@given(written.records())
def test_any_record_can_be_written_and_read_in_each_format(record: Record) -> None:
    graph = shown(record)
    for form, read in READERS.items():
        nodes, edges = read(WRITERS[form](graph))
        assert len(nodes) == len(graph)
        assert len(edges) == graph.number_of_edges()
    assert len(from_csv(WRITERS["csv"](graph))) == graph.number_of_edges()


def test_what_xml_cannot_hold_becomes_one_mark_each() -> None:
    graph = shown()
    graph.nodes[newsroom.OFFICE]["quote"] = "a\x0bb\x1fc\ufffe"
    for form in ("graphml", "gexf"):
        assert READERS[form](WRITERS[form](graph))[0][newsroom.OFFICE]["quote"] == "a\ufffdb\ufffdc\ufffd"


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_no_two_edges_have_one_name(form: str) -> None:
    record = newsroom.record()
    edges = re.findall(r"<edge [^>]*>", WRITERS[form](shown(record)).decode())
    names = [match[1] for edge in edges if (match := re.search(r' id="([^"]*)"', edge))]
    assert names
    assert len(names) == len(set(names)) == len(edges)


@pytest.mark.parametrize("form", WRITERS)
def test_the_bytes_say_nothing_of_the_day_or_the_machine(form: str, tmp_path: Path) -> None:
    data = WRITERS[form](shown())
    assert data == WRITERS[form](shown())
    assert data.endswith(b"\n")
    assert b"lastmodified" not in data
    assert b"NetworkX" not in data
