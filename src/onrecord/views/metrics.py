"""Who matters in a network: how many ties, between whom it stands, with whom it belongs."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

SEED = 1
"""The seed of what is drawn by lot: the order in which communities are sought, and the sample for betweenness."""
EXACT = 1000
"""Up to so many nodes betweenness counts the ways between all pairs; above, those from so many nodes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One node's part in its network.

    `degree` counts ties, `neighbours` nodes; `betweenness` is the share of shortest ways between two others that pass
    through it (0 to 1); `community` numbers the communities from 1, the greatest first.
    """

    key: str
    label: str
    kind: str
    degree: int
    neighbours: int
    betweenness: float
    community: int


def standings(graph: nx.MultiDiGraph) -> list[Standing]:
    """Every node's standing, the one with the most neighbours first.

    Betweenness after Brandes (2001), communities after Blondel et al. (2008, Louvain), both over pairs of nodes
    whatever the direction; a pair that many ties join weighs as much as it has.
    """
    keys = sorted(graph)
    simple = pairs(graph)
    sample = None if len(simple) <= EXACT else EXACT
    between = nx.betweenness_centrality(simple, k=sample, seed=SEED)
    found = nx.community.louvain_communities(simple, weight="weight", seed=SEED)
    ordered = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
    community = {node: number for number, members in enumerate(ordered, start=1) for node in members}
    standing = [
        Standing(
            key,
            graph.nodes[key]["label"],
            graph.nodes[key]["kind"],
            graph.degree(key),
            simple.degree(node),
            between[node],
            community[node],
        )
        for node, key in enumerate(keys)
    ]
    return sorted(standing, key=lambda item: (-item.neighbours, -item.betweenness, -item.degree, item.key))


def pairs(graph: nx.MultiDiGraph) -> nx.Graph:
    """The network without directions and with one edge a pair, its `weight` the number of ties.

    Nodes are numbered in the order of their names: numbers hash alike in every run, strings do not.
    """
    number = {key: index for index, key in enumerate(sorted(graph))}
    simple = nx.Graph()
    simple.add_nodes_from(range(len(number)))
    for source, target in sorted((number[a], number[b]) for a, b in graph.edges()):
        if source != target:
            before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
            simple.add_edge(source, target, weight=before + 1)
    return simple
