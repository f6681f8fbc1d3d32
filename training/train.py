"""Train the encoder and its heads together, each batch with whatever labels its articles carry.

train.py --articles articles.jsonl --base model.safetensors --out encoder.pt --epochs 2 --seed 7
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from model import BUCKETS, LINK, Network, from_base
from pairing import Graph, graph_of, pair_losses
from torch import Tensor
from vocabulary import PREDICATES

from onrecord.encoder.linking import bucket
from onrecord.encoder.wordpieces import CLS, LIMIT, SEP

TAGGING = {"roles", "mentions", "links", "distance", "shapes"}
GRAPH = {"rules", "ends", "pairs"}


@dataclass(slots=True)
class Window:
    """One training sequence, marks included."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    shapes: list[int] = field(default_factory=lambda: [0])
    roles: list[list[int]] = field(default_factory=lambda: [[-1], [-1], [-1]])
    mentions: list[int] = field(default_factory=lambda: [-1])
    rules: list[int] = field(default_factory=lambda: [-1])
    graph: Graph = field(default_factory=Graph)
    weight: float = 1.0
    place: dict[int, int] = field(default_factory=dict)
    content_links: list[tuple[int, int]] = field(default_factory=list)
    source_links: list[tuple[int, int]] = field(default_factory=list)

    def add(self, article: dict[str, Any], start: int, end: int) -> None:
        """Append a stretch of pieces, behind a separator if it is not the first."""
        if len(self.ids) > 1:
            self.mark()
        nothing = [-1] * end
        self.place |= {index: len(self.ids) + index - start for index in range(start, end)}
        self.ids += [piece[0] for piece in article["pieces"][start:end]]
        self.shapes += [piece[1] for piece in article["pieces"][start:end]]
        for n in range(3):
            self.roles[n] += article["roles"][n][start:end] if "roles" in article else [-1] * (end - start)
        self.mentions += article.get("mentions", nothing)[start:end]
        self.rules += article.get("rules", nothing)[start:end]

    def mark(self) -> None:
        """Append a separator."""
        self.ids.append(SEP)
        self.shapes.append(0)
        self.mentions.append(-1)
        self.rules.append(-1)
        for row in self.roles:
            row.append(-1)

    def close(self, article: dict[str, Any], spans: str) -> Window:
        """Append the last mark, and keep the links that lie in this window (0, the first mark: no partner here)."""
        self.mark()
        self.weight = article.get("mention_weight", 1.0)
        for name in ("content_links", "source_links"):
            found = getattr(self, name)
            for left, right in article.get(name, []):
                if left in self.place:
                    found.append((self.place[left], self.place.get(right, 0)))
        self.graph = graph_of(article, self.place, spans)
        return self


def windows(article: dict[str, Any], rng: random.Random, found: float = 0.0) -> list[Window]:
    """Windows of whole paragraphs; the first one's length is drawn, so that the cuts differ from epoch to epoch.

    With the chance `found`, relations are learned between the mentions that the project finds, not those of gold.
    """
    spans = "found" if "found" in article and rng.random() < found else "spans"
    out: list[Window] = []
    current, room, start = Window(), rng.randint(LIMIT // 3, LIMIT), 0
    for end in article["breaks"]:
        while start < end:
            stop = end if end - start <= LIMIT else cut(article["pieces"], start)
            if len(current.ids) > 1 and len(current.ids) + stop - start > room:
                out.append(current.close(article, spans))
                current, room = Window(), LIMIT
            current.add(article, start, stop)
            start = stop
    if len(current.ids) > 1:
        out.append(current.close(article, spans))
    return out


def cut(pieces: list[list[int]], start: int) -> int:
    """Where to cut a paragraph longer than a window: at the last end of a sentence, else of a word, that fits."""
    firsts = [i for i in range(start + LIMIT // 2, start + LIMIT + 1) if pieces[i][2]]
    ends = [i for i in firsts if pieces[i - 1][3]]
    return ends[-1] if ends else firsts[-1] if firsts else start + LIMIT


def batches(
    articles: list[dict[str, Any]], size: int, rng: random.Random, repeats: int, share: float, found: float
) -> Iterator[list[Window]]:
    """One epoch: windows of like length together, the batches in random order.

    Gold articles come `repeats` times; of those with attributions alone, a `share` is drawn.
    """
    pool = []
    for article in articles:
        if "mentions" not in article and rng.random() >= share:
            continue
        for _ in range(repeats if article.get("mention_weight") == 1.0 else 1):
            pool += windows(article, rng, found)
    pool.sort(key=lambda window: (len(window.ids) // 8, rng.random()))
    groups = [pool[i : i + size] for i in range(0, len(pool), size)]
    rng.shuffle(groups)
    yield from groups


def padded(rows: list[list[int]], fill: int) -> Tensor:
    """A rectangle of integers."""
    width = max(map(len, rows))
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def link_loss(net: Network, vectors: Tensor, group: list[Window], which: int) -> Tensor:
    """Each content (cue) points to its cue (source) among those of the window, or to the first mark."""
    left = vectors[..., 2 * which * LINK : (2 * which + 1) * LINK]
    right = vectors[..., (2 * which + 1) * LINK : (2 * which + 2) * LINK]
    losses = []
    for n, window in enumerate(group):
        links = window.content_links if which == 0 else window.source_links
        if not links:
            continue
        begins = [i for i, label in enumerate(window.roles[1 if which == 0 else 0]) if label == 1]
        candidates = [0, *begins]
        at = torch.tensor([a for a, _ in links])
        scores = left[n, at] @ right[n, torch.tensor(candidates)].T / LINK**0.5
        steps = torch.tensor([[bucket(a, c, BUCKETS) for c in candidates] for a, _ in links])
        scores = scores + net.distance[which][steps]
        gold = torch.tensor([candidates.index(b) if b in candidates else 0 for _, b in links])
        losses.append(torch.nn.functional.cross_entropy(scores, gold, reduction="none"))
    return torch.cat(losses).mean() if losses else vectors.sum() * 0.0


def loss_of(net: Network, group: list[Window]) -> dict[str, Tensor]:
    """The losses of one batch, by head."""
    ids = padded([window.ids for window in group], 0)
    roles, mentions, vectors, rules, ends = net(ids, padded([window.shapes for window in group], 0), ids != 0)
    cross = torch.nn.functional.cross_entropy
    out = {}
    role_loss = torch.zeros(())
    for n in range(3):
        gold = padded([window.roles[n] for window in group], -1)
        if (gold >= 0).any():
            part = roles[..., 3 * n : 3 * n + 3].reshape(-1, 3)
            role_loss = role_loss + cross(part, gold.reshape(-1), ignore_index=-1)
    out["roles"] = role_loss
    for name, logits in (("mentions", mentions), ("rules", rules)):
        gold = padded([getattr(window, name) for window in group], -1)
        weights = torch.tensor([window.weight for window in group])[:, None] * (gold >= 0)
        each = cross(logits.reshape(-1, logits.shape[-1]), gold.reshape(-1), ignore_index=-1, reduction="none")
        out[name] = (each.view_as(weights) * weights).sum() / weights.sum().clamp(min=300.0)
    out["content→cue"] = 0.2 * link_loss(net, vectors, group, 0)
    out["cue→source"] = 0.2 * link_loss(net, vectors, group, 1)
    return out | pair_losses(net.pairs, ends, [window.graph for window in group])


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on from these weights of an earlier run")
    parser.add_argument("--train-words", action="store_true", help="train the word vectors, too")
    parser.add_argument("--frozen", type=int, default=0, help="keep the input and so many layers as they are")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--most-steps", type=int, default=10**9, help="end after this many batches")
    parser.add_argument("--stop", type=int, help="stop at this batch, before the plan (and the rate) has run down")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument(
        "--head-rate", type=float, help="for the heads of rules and relations; without it five times the other"
    )
    parser.add_argument("--repeats", type=int, default=4, help="how often an epoch has each gold article")
    parser.add_argument("--share", type=float, default=1.0, help="of the articles with attributions alone, in an epoch")
    parser.add_argument("--found", type=float, default=0.0, help="how often relations are between mentions as found")
    parser.add_argument("--keep", action="store_true", help="keep the weights of every 200th batch, for average.py")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)  # noqa: S311 (the order of batches, no secret)
    articles = [json.loads(line) for line in args.articles.read_text(encoding="utf-8").splitlines()]
    net = from_base(args.base, len(PREDICATES))
    if args.start:
        unread = net.load_state_dict(torch.load(args.start), strict=False)
        print("fresh:", ", ".join(unread.missing_keys) or "nothing", flush=True)
    net.words.weight.requires_grad_(args.train_words)
    if args.frozen:
        for part in (net.words, net.positions, net.shapes, net.norm, *net.layers[: args.frozen]):
            part.requires_grad_(False)
        net.kind.requires_grad_(False)
    rates = {**dict.fromkeys(TAGGING, 5 * args.rate), **dict.fromkeys(GRAPH, args.head_rate or 5 * args.rate)}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p], "lr": rates.get(name.split(".")[0], args.rate)}
            for name, p in net.named_parameters()
            if p.requires_grad
        ],
        weight_decay=0.01,
        fused=True,
    )
    epochs = (batches(articles, args.batch, rng, args.repeats, args.share, args.found) for _ in range(args.epochs))
    plan = [group for epoch in epochs for group in epoch][: args.most_steps]
    warm = min(100, len(plan) // 10 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (len(plan) - step) / max(1, len(plan) - warm))
    )
    net.train()
    began = time.monotonic()
    sums: dict[str, float] = {}
    for step, group in enumerate(plan[: args.stop], 1):
        losses = loss_of(net, group)
        optimizer.zero_grad()
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        for name, value in losses.items():
            sums[name] = 0.95 * sums.get(name, value.item()) + 0.05 * value.item()
        if step % 10 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
            print(f"{step}/{len(plan)} {time.monotonic() - began:.0f}s {shown}", flush=True)
        if step % 200 == 0:
            at = args.out.with_stem(f"{args.out.stem}-{step}") if args.keep else args.out
            torch.save(net.state_dict(), at)
    torch.save(net.state_dict(), args.out)


if __name__ == "__main__":
    main()
