"""The trained network as ONNX operators, chosen for speed on a processor: attention is one operator of onnxruntime.

`torch.onnx.export` writes attention as a dozen operators, which no optimiser of onnxruntime recognises in the form that
this network has; and onnxruntime would join each addition with the normalisation behind it into an operator that takes
eight times as long as the two (hence `Sum` where two are added).

What the two wide products of each layer take in has a few columns far greater than the rest, which would leave the rest
few of the 256 steps of int8. Hence these columns are divided, and the rows of the weights multiplied, by the same
(SmoothQuant, Xiao et al., ICML 2023).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import torch
from model import HEADS, Layer, Network
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

OUTPUTS = ["roles", "mentions", "links", "rules", "ends"]
MICROSOFT = "com.microsoft"
SHARE = 0.85
"""How much of what a column is greater by goes into the weights; between 0.8 and 0.9 all is as good."""
_OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]


class _Graph:
    """Collects operators and constants; each method gives the name of what it adds."""

    def __init__(self, peaks: dict[nn.Linear, Tensor]) -> None:
        self.peaks = peaks
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Tensor | np.ndarray) -> str:
        array = value.detach().numpy() if isinstance(value, Tensor) else value
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, kind: str, inputs: list[str], out: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [out], out, domain=domain, **attributes))
        return out

    def linear(self, x: str, part: nn.Linear, out: str) -> str:
        weight = part.weight
        if part in self.peaks:
            divisor = evening(self.peaks[part], weight)
            x = self.add("Mul", [x, self.constant(f"{out}.evening", 1 / divisor)], f"{out}.evened")
            weight = weight * divisor
        product = self.add("MatMul", [x, self.constant(f"{out}.weight", weight.T)], f"{out}.product")
        return self.add("Add", [product, self.constant(f"{out}.bias", part.bias)], out)

    def normed(self, terms: list[str], part: nn.LayerNorm, out: str) -> str:
        total = self.add("Sum", terms, f"{out}.sum")
        scale, bias = self.constant(f"{out}.scale", part.weight), self.constant(f"{out}.bias", part.bias)
        return self.add("LayerNormalization", [total, scale, bias], out, epsilon=part.eps, axis=-1)

    def layer(self, x: str, part: Layer, name: str) -> str:
        weight = self.constant(f"{name}.qkv.weight", part.qkv.weight.T)
        bias = self.constant(f"{name}.qkv.bias", part.qkv.bias)
        mixed = self.add("Attention", [x, weight, bias], f"{name}.attention", MICROSOFT, num_heads=HEADS)
        x = self.normed([x, self.linear(mixed, part.out, f"{name}.out")], part.norm1, f"{name}.norm1")
        up = self.add("Gelu", [self.linear(x, part.up, f"{name}.up")], f"{name}.gelu", MICROSOFT)
        return self.normed([x, self.linear(up, part.down, f"{name}.down")], part.norm2, f"{name}.norm2")


def peaks_of(net: Network, feeds: list[dict[str, np.ndarray]]) -> dict[nn.Linear, Tensor]:
    """The greatest size of each column that the wide products of each layer take in, over some windows."""
    peaks: dict[nn.Linear, Tensor] = {}

    def keep(part: nn.Linear, taken: tuple[Tensor]) -> None:
        sizes = taken[0].abs().amax((0, 1))
        peaks[part] = torch.maximum(peaks[part], sizes) if part in peaks else sizes

    hooks = [part.register_forward_pre_hook(keep) for layer in net.layers for part in (layer.up, layer.down)]
    with torch.no_grad():
        for feed in feeds:
            net(**{name: torch.from_numpy(values) for name, values in feed.items()})
    for hook in hooks:
        hook.remove()
    return peaks


def evening(peaks: Tensor, weight: Tensor) -> Tensor:
    """By what to divide each column; their geometric mean is 1."""
    sizes = peaks.clamp(min=1e-3) ** SHARE / weight.abs().amax(0).clamp(min=1e-3) ** (1 - SHARE)
    return sizes / sizes.log().mean().exp()


def onnx_model(net: Network, peaks: dict[nn.Linear, Tensor]) -> onnx.ModelProto:
    """In fp32; inputs `ids` and `shapes` [1, length], outputs [1, length, width]; `peaks` as `peaks_of` tells them."""
    graph = _Graph(peaks)
    length = graph.add("Shape", ["ids"], "length", start=1, end=2)
    positions = graph.constant("positions.weight", net.positions.weight + net.kind)
    terms = [
        graph.add("Gather", [graph.constant("words.weight", net.words.weight), "ids"], "words"),
        graph.add("Gather", [graph.constant("shapes.weight", net.shapes.weight), "shapes"], "cases"),
        graph.add("Slice", [positions, graph.constant("begin", np.zeros(1, np.int64)), length], "positions"),
    ]
    x = graph.normed(terms, net.norm, "norm")
    for number, part in enumerate(net.layers):
        x = graph.layer(x, part, f"layers.{number}")
    heads = {name: getattr(net, name) for name in OUTPUTS}
    for name, head in heads.items():
        graph.linear(x, head, name)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"]) for name in ("ids", "shapes")]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "length", head.out_features])
        for name, head in heads.items()
    ]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants)
    return helper.make_model(made, opset_imports=_OPSETS, ir_version=8)
