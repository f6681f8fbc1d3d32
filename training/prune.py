"""Keep the heads of attention and the inner units of each layer that the losses depend on most.

prune.py --weights wide.pt --articles articles.jsonl --heads 8 --inner 768 --out narrow.pt

What depends on a unit is told by its output times the gradient there, over some batches (Michel, Levy and Neubig,
NeurIPS 2019). What is left needs training: `train.py --start narrow.pt --teacher wide.pt`.
"""

from __future__ import annotations

import argparse
import json
import random
from itertools import islice
from pathlib import Path

import torch
from model import WIDTH, Layer, network_of
from torch import Tensor, nn
from train import batches, loss_of
from vocabulary import PREDICATES


def watch(part: nn.Linear, seen: dict[nn.Linear, Tensor]) -> None:
    """Keep what the part takes in, with its gradient."""

    def keep(module: nn.Module, taken: tuple[Tensor]) -> None:
        taken[0].retain_grad()
        seen[part] = taken[0]

    part.register_forward_pre_hook(keep)


def cut_down(layer: Layer, heads: Tensor, units: Tensor) -> dict[str, Tensor]:
    """The weights of the layer with these heads and inner units alone."""
    columns = (heads[:, None] * WIDTH + torch.arange(WIDTH)).flatten()
    rows = torch.cat([columns + part * layer.heads * WIDTH for part in range(3)])
    return {
        "qkv.weight": layer.qkv.weight[rows],
        "qkv.bias": layer.qkv.bias[rows],
        "out.weight": layer.out.weight[:, columns],
        "up.weight": layer.up.weight[units],
        "up.bias": layer.up.bias[units],
        "down.weight": layer.down.weight[:, units],
    }


def main() -> None:
    """Weigh, prune, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--heads", type=int, required=True)
    parser.add_argument("--inner", type=int, required=True)
    parser.add_argument("--batches", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    state = torch.load(args.weights)
    net = network_of(state, len(PREDICATES)).eval()
    seen: dict[nn.Linear, Tensor] = {}
    weights = {}
    for layer in net.layers:
        for part in (layer.out, layer.down):
            watch(part, seen)
            weights[part] = torch.zeros(part.in_features)
    articles = [json.loads(line) for line in args.articles.read_text(encoding="utf-8").splitlines()]
    groups = batches(articles, 4, random.Random(args.seed), 3, 0.5, 0.6)  # noqa: S311 (the order of batches, no secret)
    for group in islice(groups, args.batches):
        torch.stack(list(loss_of(net, group).values())).sum().backward()
        for part, taken in seen.items():
            product = taken.detach() * taken.grad
            if part in {layer.out for layer in net.layers}:
                product = product.unflatten(-1, (-1, WIDTH)).sum(-1, keepdim=True).expand(-1, -1, -1, WIDTH).flatten(2)
            weights[part] += product.abs().sum((0, 1))
    for number, layer in enumerate(net.layers):
        heads = weights[layer.out][::WIDTH].topk(args.heads).indices.sort().values
        units = weights[layer.down].topk(args.inner).indices.sort().values
        kept = weights[layer.out][::WIDTH][heads].sum() / weights[layer.out][::WIDTH].sum()
        share = weights[layer.down][units].sum() / weights[layer.down].sum()
        print(
            f"layer {number}: kept {kept:.2f} of the weight of the heads, {share:.2f} of that of the units", flush=True
        )
        state |= {f"layers.{number}.{name}": value.detach() for name, value in cut_down(layer, heads, units).items()}
    torch.save(state, args.out)


if __name__ == "__main__":
    main()
