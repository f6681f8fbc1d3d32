"""The loss of the relation head: what a window's words say of two entities is read at their best mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from model import Pairs
from torch import Tensor
from vocabulary import PREDICATES, admissible, symmetric

NEAR = 40
"""In articles read by machine, a span further than this from the words of every fact says nothing."""
FROM_QUOTE = 8
"""Mentions that far beyond the one nearest to the words of a fact may be those that it is read at."""
SHARE = 0.1
_ADMISSIBLE = torch.tensor(admissible(), dtype=torch.bool).permute(1, 2, 0)
_SYMMETRIC = symmetric()


@dataclass(slots=True)
class Graph:
    """What is known of a window: spans [first, behind last, kind, chain]; facts with the mentions that say them.

    `elsewhere`: what other words of the article say of two chains: neither right nor wrong here.
    """

    spans: list[list[int]] = field(default_factory=list)
    facts: list[tuple[int, int, int, int, int, list[int], list[int]]] = field(default_factory=list)
    elsewhere: list[tuple[int, int, int]] = field(default_factory=list)
    weight: float = 1.0


def graph_of(article: dict[str, Any], place: dict[int, int], spans: str) -> Graph:
    """The part of an article's graph that lies in a window; `place` is from pieces of the article to the window's.

    `spans`: those that gold gives ("spans") or those that the project finds ("found").
    """
    graph = Graph(weight=article.get("relation_weight", 1.0))
    for first, last, kind, chain in article.get(spans, []):
        if first in place and last - 1 in place:
            graph.spans.append([place[first], place[last - 1] + 1, kind, chain])
    said: list[tuple[int, int]] = []
    for subject, predicate, target, real, claimed, stretches in article.get("facts", []):
        at = [(place[a], place[b - 1] + 1) for a, b in stretches if a in place and b - 1 in place]
        one, other = (_nearest(graph.spans, chain, at) for chain in (subject, target))
        for s, o, left, right in _ways(subject, target, predicate, one, other):
            if left and right:
                graph.facts.append((s, predicate, o, real, claimed, left, right))
            else:
                graph.elsewhere.append((s, predicate, o))
        said += at
    if graph.weight < 1:
        _forget(graph, said)
    return graph


def _ways(
    subject: int, target: int, predicate: int, one: list[int], other: list[int]
) -> list[tuple[int, int, list[int], list[int]]]:
    ways = [(subject, target, one, other)]
    return [*ways, (target, subject, other, one)] if _SYMMETRIC[predicate] else ways


def _nearest(spans: list[list[int]], chain: int, at: list[tuple[int, int]]) -> list[int]:
    """The mentions of a chain in or nearest to these stretches."""
    if not at:
        return []
    far = {
        i: min(max(0, start - span[1] + 1, span[0] - end + 1) for start, end in at)
        for i, span in enumerate(spans)
        if span[3] == chain
    }
    least = min(far.values(), default=0)
    return [i for i, distance in far.items() if distance <= least + FROM_QUOTE]


def _forget(graph: Graph, said: list[tuple[int, int]]) -> None:
    """Drop the spans that lie near no fact."""
    kept = [
        i
        for i, span in enumerate(graph.spans)
        if any(span[0] < end + NEAR and span[1] > start - NEAR for start, end in said)
        or any(i in fact[5] or i in fact[6] for fact in graph.facts)
    ]
    new = {old: index for index, old in enumerate(kept)}
    graph.spans = [graph.spans[i] for i in kept]
    graph.facts = [
        (*fact[:5], [new[i] for i in fact[5] if i in new], [new[i] for i in fact[6] if i in new])
        for fact in graph.facts
    ]


def pair_losses(pairs: Pairs, vectors: Tensor, graphs: list[Graph]) -> dict[str, Tensor]:
    """The losses of a batch: relations; factuality and claim of what is said."""
    known, real, claims = [], [], []
    for row, graph in zip(vectors, graphs, strict=True):
        if len(graph.spans) < 2:
            continue
        spans = torch.tensor(graph.spans)
        logits = pairs(row, spans[:, :3])
        known.append(_relation_loss(logits[..., : len(PREDICATES)], spans, graph) * graph.weight)
        for _, predicate, _, factuality, claimed, left, right in graph.facts:
            block = logits[left][:, right]
            best = block[..., predicate].flatten().argmax()
            rest = block.flatten(0, 1)[best, len(PREDICATES) :]
            real.append(torch.nn.functional.cross_entropy(rest[:-1], torch.tensor(factuality)) * graph.weight)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(rest[-1], torch.tensor(float(claimed)))
            claims.append(loss * graph.weight)
    nothing = vectors.sum() * 0.0
    return {
        "relations": SHARE * torch.stack(known).sum() / len(graphs) if known else nothing,
        "factuality": 0.1 * torch.stack(real).mean() if real else nothing,
        "claims": 0.1 * torch.stack(claims).mean() if claims else nothing,
    }


def _relation_loss(logits: Tensor, spans: Tensor, graph: Graph) -> Tensor:
    """Sum over two chains and a relation: at their best mentions, or for a fact at those near its words."""
    kinds = spans[:, 2]
    chains, own = spans[:, 3].unique(return_inverse=True)
    count, labels = len(chains), logits.shape[-1]
    index = {int(chain): i for i, chain in enumerate(chains)}
    allowed = _ADMISSIBLE[kinds[:, None], kinds[None]] & (own[:, None] != own[None])[..., None]
    held = torch.where(allowed, logits, torch.full((), -1e4)).flatten(0, 1)
    cells = (own[:, None] * count + own[None]).flatten()[:, None].expand(-1, labels)
    best = torch.full((count * count, labels), -1e4).scatter_reduce(0, cells, held, "amax")
    weight = (best > -1e3).float()
    for subject, predicate, target in graph.elsewhere:
        if subject in index and target in index:
            weight[index[subject] * count + index[target], predicate] = 0.0
    loss, done = torch.zeros(()), set()
    for subject, predicate, target, _, _, left, right in graph.facts:
        cell = index[subject] * count + index[target]
        weight[cell, predicate] = 0.0
        at = logits[left][:, right][..., predicate].max()
        if (cell, predicate) not in done:
            loss = loss + torch.nn.functional.softplus(-at)
        done.add((cell, predicate))
    return loss + (torch.nn.functional.softplus(best) * weight).sum()
