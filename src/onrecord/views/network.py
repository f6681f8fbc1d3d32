"""A view of the graph as a network: a directed multigraph of networkx, an edge for each thing that an article says.

Attributes are strings, whole numbers and decimals alone, so that every file format holds them; what is not known is
absent. Nodes: `kind`, `label`, `iri`, `articles` (how many name it), `mentions`, `article`, `quote`, `offsets` (its
first mention), `since`, `until` (the first and the last date of its edges), `factuality`, `claimant` (of its edges:
the surest; all claimants). Edges: `kind`, `label`, `iri`, `article`, `published`, `quote`, `offsets`, `factuality`,
`claimant`, `on_date`, `from_date`, `until_date`, `confidence`, and `weight`: how many articles say the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from onrecord.rdf import terms
from onrecord.record import Evidence, Factuality, Record
from onrecord.screen.wording import Names
from onrecord.views.catalogue import AROUND, View
from onrecord.views.filters import Filters
from onrecord.views.ties import SOURCE, Tie, asserted, node_kinds, speaker_key, spoken

GAP = " … "
"""What stands between the pieces of a quote."""
_SUREST = tuple(Factuality)

Attributes = dict[str, str | int | float]


def network(
    records: Sequence[Record],
    view: View,
    filters: Filters | None = None,
    *,
    base: str = terms.BASE,
    centre: str | None = None,
    hops: int = 1,
) -> nx.MultiDiGraph:
    """The view of these records. `centre`, the key of an entity, and `hops` are for the view `around` alone.

    Nodes and edges are in the order of their names; the graph has the view's name, and how many articles it is from.
    """
    filters = filters or Filters()
    names, kinds = Names.of(records), node_kinds(records)
    ties = [*asserted(records, names), *spoken(records, names)]
    ties = [tie for tie in ties if view.shows(tie, kinds) and filters.passes(tie, kinds)]
    weights = _weights(ties)
    ties = [tie for tie in ties if weights[_same(tie)] >= filters.least]
    keys = {key for tie in ties for key in (tie.source, tie.target)}
    if view.name == AROUND and centre is not None:
        keys = _near(centre, ties, hops)
        ties = [tie for tie in ties if {tie.source, tie.target} <= keys]
    read = {record.article.identifier for record in records if _read(record, filters)}
    graph = nx.MultiDiGraph(name=view.name, articles=len(read))
    found = _nodes(records, names, kinds, base)
    for key in sorted(keys):
        graph.add_node(key, **found[key])
    for tie in sorted(ties, key=lambda tie: (tie.source, tie.target, tie.key)):
        graph.add_edge(tie.source, tie.target, key=tie.key, **_edge(tie, weights[_same(tie)], base))
    _summarise(graph)
    return graph


def _read(record: Record, filters: Filters) -> bool:
    return not filters.articles or record.article.identifier in filters.articles


def _same(tie: Tie) -> tuple[str, str, str]:
    ends = sorted((tie.source, tie.target)) if tie.symmetric else [tie.source, tie.target]
    return ends[0], tie.kind, ends[1]


def _weights(ties: Iterable[Tie]) -> dict[tuple[str, str, str], int]:
    """How many articles say that two nodes are tied so."""
    articles: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for tie in ties:
        articles[_same(tie)].add(tie.article.identifier)
    return {same: len(found) for same, found in articles.items()}


def _near(centre: str, ties: Iterable[Tie], hops: int) -> set[str]:
    """What is at most so many ties away, in whatever direction they go."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        neighbours[tie.source].add(tie.target)
        neighbours[tie.target].add(tie.source)
    found = edge = {centre}
    for _ in range(hops):
        edge = {near for key in edge for near in neighbours[key]} - found
        found = found | edge
    return found


def _nodes(records: Sequence[Record], names: Names, kinds: Mapping[str, str], base: str) -> dict[str, Attributes]:
    """The attributes of every node that may be in a view, from the first article that names it."""
    found: dict[str, Attributes] = {}

    def add(key: str, label: str, record: Record, evidence: tuple[Evidence, ...]) -> None:
        node = found.setdefault(key, {"kind": kinds[key], "label": label, "articles": 0, "mentions": 0})
        if "article" not in node:
            first = min(evidence)
            node |= {"article": record.article.identifier} | _quoted((first,))
        if kinds[key] != SOURCE:
            node["iri"] = base + key
        node["articles"] = int(node["articles"]) + 1
        node["mentions"] = int(node["mentions"]) + len(evidence)

    for record in records:
        for entity in record.entities:
            add(entity.key, names[entity.key], record, entity.evidence)
        for post in record.posts:
            add(post.key, names[post.key], record, post.evidence)
        for said in record.statements:
            if said.speaker is not None and said.speaker.text is not None:
                words = said.speaker_evidence or said.evidence
                add(speaker_key(record, said.speaker), said.speaker.text, record, words)
                found[speaker_key(record, said.speaker)]["articles"] = 1
    return found


def _edge(tie: Tie, weight: int, base: str) -> Attributes:
    values: dict[str, Any] = {
        "kind": tie.kind,
        "label": tie.label,
        "iri": base + tie.key.partition("#")[0],
        "factuality": tie.factuality.value if tie.factuality else None,
        "claimant": tie.claimant,
        "on_date": tie.on_date.value if tie.on_date else None,
        "from_date": tie.from_date.value if tie.from_date else None,
        "until_date": tie.until_date.value if tie.until_date else None,
        "confidence": tie.confidence,
        "article": tie.article.identifier,
        "published": tie.article.date.value if tie.article.date else None,
        **_quoted(tie.evidence),
        "weight": weight,
    }
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _quoted(evidence: tuple[Evidence, ...]) -> Attributes:
    """The words of an article, and where they stand in it: "start:end", with a semicolon between two places."""
    pieces = sorted(evidence)
    return {
        "quote": GAP.join(piece.exact for piece in pieces),
        "offsets": ";".join(f"{piece.start}:{piece.end}" for piece in pieces),
    }


def _summarise(graph: nx.MultiDiGraph) -> None:
    """Tell each node what its edges say: since when, until when, how sure, who claims it."""
    for key in graph:
        edges = [*(data for *_, data in graph.in_edges(key, data=True))]
        edges += [data for *_, data in graph.out_edges(key, data=True)]
        dates = sorted(data[name] for data in edges for name in ("on_date", "from_date", "until_date") if name in data)
        years = [date for date in dates if not date.startswith("--")] or dates
        sure = {data["factuality"] for data in edges if "factuality" in data}
        claimants = sorted({data["claimant"] for data in edges if "claimant" in data})
        node = graph.nodes[key]
        if years:
            node |= {"since": years[0], "until": years[-1]}
        if sure:
            node["factuality"] = next(item.value for item in _SUREST if item.value in sure)
        if claimants:
            node["claimant"] = "; ".join(claimants)
