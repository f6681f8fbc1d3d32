"""Networks as files that network tools open, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINES = {"Planned": "dashed", "Possible": "dashed", "Denied": "dotted"}
NODE_COLUMNS = ("source", "source_label", "source_kind", "target", "target_label", "target_kind")
EDGE_COLUMNS = (
    "key",
    "kind",
    "label",
    "iri",
    "factuality",
    "claimant",
    "on_date",
    "from_date",
    "until_date",
    "confidence",
    "article",
    "published",
    "quote",
    "offsets",
    "weight",
)


def graphml(graph: nx.MultiDiGraph) -> bytes:
    """GraphML, for yEd, Gephi, Cytoscape and most others."""
    written = io.BytesIO()
    nx.write_graphml_xml(_for_xml(graph), written, named_key_ids=True, prettyprint=True)
    return written.getvalue().rstrip() + b"\n"


def gexf(graph: nx.MultiDiGraph) -> bytes:
    """GEXF 1.2, for Gephi; without the day on which it was written."""
    named = _for_xml(graph)
    for _, _, key, data in named.edges(keys=True, data=True):
        data["id"] = key
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(named)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        for creator in meta.iter("creator"):
            creator.text = "onrecord"
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue().rstrip() + b"\n"


def node_link(graph: nx.MultiDiGraph) -> bytes:
    """Node-link JSON, for D3 and Python."""
    return _json(nx.node_link_data(graph, edges="edges"))


def cytoscape(graph: nx.MultiDiGraph) -> bytes:
    """Cytoscape JSON, for Cytoscape and Cytoscape.js; `name` is what Cytoscape shows."""
    data = nx.cytoscape_data(graph, name="label")
    for edge in data["elements"]["edges"]:
        edge["data"]["id"] = edge["data"]["key"]
        edge["data"]["interaction"] = edge["data"]["label"]
    return _json(data)


def dot(graph: nx.MultiDiGraph) -> bytes:
    """DOT, for Graphviz: plans and possibilities dashed, claims and denials dotted."""
    lines = [f"digraph {_quoted(graph.name)} {{"]
    lines += [f"  {_quoted(key)} {_attributes(data)};" for key, data in graph.nodes(data=True)]
    for source, target, key, data in graph.edges(keys=True, data=True):
        style = _LINES.get(data.get("factuality", ""), "dotted" if "claimant" in data else "solid")
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} {_attributes({'key': key, **data, 'style': style})};")
    return ("\n".join([*lines, "}"]) + "\n").encode()


def edge_csv(graph: nx.MultiDiGraph) -> bytes:
    """A row for each edge, with its ends' names and kinds, for spreadsheets."""
    written = io.StringIO()
    table = csv.DictWriter(written, [*NODE_COLUMNS, *EDGE_COLUMNS], lineterminator="\r\n")
    table.writeheader()
    table.writerows(_rows(graph))
    return written.getvalue().encode()


WRITERS: Mapping[str, Callable[[nx.MultiDiGraph], bytes]] = {
    "graphml": graphml,
    "gexf": gexf,
    "json": node_link,
    "cyjs": cytoscape,
    "dot": dot,
    "csv": edge_csv,
}
"""The writer for each ending of a file name."""


def _rows(graph: nx.MultiDiGraph) -> Iterator[dict[str, Any]]:
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = {"source": source, "target": target, "key": key}
        for end, node in (("source", source), ("target", target)):
            ends |= {f"{end}_{name}": graph.nodes[node][name] for name in ("label", "kind")}
        yield ends | data


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _for_xml(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy in which U+FFFD stands for each character that XML cannot hold, so that offsets still count."""
    copy = nx.MultiDiGraph(**{name: legal(value) for name, value in graph.graph.items()})
    for key, data in graph.nodes(data=True):
        copy.add_node(legal(key), **{name: legal(value) for name, value in data.items()})
    for source, target, key, data in graph.edges(keys=True, data=True):
        values = {name: legal(value) for name, value in data.items()}
        copy.add_edge(legal(source), legal(target), key=legal(key), **values)
    return copy


def legal(value: Any) -> Any:
    """The string with U+FFFD for each character that XML cannot hold; anything else as it is."""
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _attributes(data: Mapping[str, object]) -> str:
    return f"[{', '.join(f'{name}={_quoted(str(value))}' for name, value in data.items())}]"


def _quoted(words: str) -> str:
    """A string of DOT. A backslash is doubled, since Graphviz reads it as the beginning of an escape."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
