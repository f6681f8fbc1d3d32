"""The network: MiniLM with case shapes at its input and six heads at its output."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.encoder.relating import GAPS, GATES, PAIR, PRODUCT, gap_classes

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
SHAPES, ROLE_LABELS, MENTION_LABELS, LINK = 8, 9, 33, 64
RULE_LABELS = 7
BUCKETS = 16


class Layer(nn.Module):
    """One transformer layer (post-norm, as in BERT)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`bias` is added to the attention scores (minus infinity where there is padding)."""
        batch, length = x.shape[0], x.shape[1]
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if self.training:
            mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:  # the same in single steps, which export to plain operators
            scores = q @ k.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS)
            mixed = (scores if bias is None else scores + bias).softmax(-1) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Pairs(nn.Module):
    """Scores every two spans of a window from their vectors: relations, then factuality, then whether it is a claim.

    The same in numpy is `onrecord.encoder.relating.Relater`.
    """

    def __init__(self, relations: int, kinds: int, factualities: int) -> None:
        super().__init__()
        self.relations = relations
        self.kinds = nn.Parameter(torch.randn(2, kinds, PAIR) * 0.1)
        self.gaps = nn.Parameter(torch.randn(GAPS, PAIR) * 0.1)
        self.out = nn.Linear(PAIR + PRODUCT, relations + factualities + 1)
        self.bias = nn.Parameter(torch.zeros(kinds, kinds, relations))
        with torch.no_grad():
            self.out.bias[:relations] = -4.0

    def forward(self, vectors: Tensor, spans: Tensor) -> Tensor:
        """`vectors`: a row a piece; `spans`: first, behind last, kind. Logits [subject, object, label]."""
        first, last, kind = spans.T
        sums = torch.cat([torch.zeros(1, vectors.shape[1]), vectors.cumsum(0)])
        means = (sums[last] - sums[first]) / (last - first)[:, None]
        subject, target, one, other = means[:, : 2 * PAIR + 2 * PRODUCT].split([PAIR, PAIR, PRODUCT, PRODUCT], -1)
        gaps, left, right = gap_classes(first.numpy(), last.numpy())
        hidden = subject[:, None] + target[None] + self.between(vectors, torch.tensor(left), torch.tensor(right))
        hidden = hidden + self.kinds[0][kind][:, None] + self.kinds[1][kind][None] + self.gaps[torch.tensor(gaps)]
        joined = torch.cat([hidden.relu(), one[:, None] * other[None]], -1)
        scores = self.out(joined)
        known = scores[..., : self.relations] + self.bias[kind[:, None], kind[None]]
        return torch.cat([known, scores[..., self.relations :]], -1)

    @staticmethod
    def between(vectors: Tensor, left: Tensor, right: Tensor) -> Tensor:
        """The gated mean of the pieces from `left` up to `right` of every pair; nothing between gives zeros."""
        values, gates = vectors[:, -PAIR - GATES : -GATES], vectors[:, -GATES:].clamp(-8, 8).exp()
        parts = values.reshape(-1, GATES, PAIR // GATES) * gates[..., None]
        sums = torch.cat([torch.zeros(1, *parts.shape[1:]), parts.cumsum(0)])
        weights = torch.cat([torch.zeros(1, GATES), gates.cumsum(0)])
        mass = (weights[right] - weights[left]).clamp(min=1e-4)[..., None]
        return ((sums[right] - sums[left]) / mass).flatten(-2)


class Network(nn.Module):
    """Wordpieces and case shapes in; role, mention, link, rule and pair vectors out."""

    def __init__(self, relations: int, kinds: int = 8, factualities: int = 4, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.roles = nn.Linear(HIDDEN, ROLE_LABELS)
        self.mentions = nn.Linear(HIDDEN, MENTION_LABELS)
        self.links = nn.Linear(HIDDEN, 4 * LINK)
        self.distance = nn.Parameter(torch.zeros(2, 2 * BUCKETS))
        self.rules = nn.Linear(HIDDEN, RULE_LABELS)
        self.ends = nn.Linear(HIDDEN, 3 * PAIR + 2 * PRODUCT + GATES)
        self.pairs = Pairs(relations, kinds, factualities)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """For each piece role and mention logits, link vectors, rule logits, and what `pairs` takes.

        The link vectors are of content, its cue; cue, its source. What `pairs` takes: a piece as subject, as object,
        its factors, what it says between two mentions, its gates.
        """
        length = ids.shape[1]
        x = self.words(ids) + self.positions.weight[:length] + self.kind + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = None if mask is None else torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.roles(x), self.mentions(x), self.links(x), self.rules(x), self.ends(x)


def from_base(path: Path, relations: int) -> Network:
    """The network with the base model's weights and fresh heads."""
    base, net = load_file(path), Network(relations)
    state = net.state_dict()
    state["words.weight"] = base["embeddings.word_embeddings.weight"]
    state["positions.weight"] = base["embeddings.position_embeddings.weight"]
    state["kind"] = base["embeddings.token_type_embeddings.weight"][0]
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = base[f"embeddings.LayerNorm.{end}"]
        for n in range(LAYERS):
            old, new = f"encoder.layer.{n}.", f"layers.{n}."
            parts = [base[f"{old}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            state[f"{new}qkv.{end}"] = torch.cat(parts)
            state[f"{new}out.{end}"] = base[f"{old}attention.output.dense.{end}"]
            state[f"{new}norm1.{end}"] = base[f"{old}attention.output.LayerNorm.{end}"]
            state[f"{new}up.{end}"] = base[f"{old}intermediate.dense.{end}"]
            state[f"{new}down.{end}"] = base[f"{old}output.dense.{end}"]
            state[f"{new}norm2.{end}"] = base[f"{old}output.LayerNorm.{end}"]
    net.load_state_dict(state)
    return net
