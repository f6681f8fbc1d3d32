"""Write the trained network as one int8 ONNX file with its tokenizer and labels, and check it against fp32.

export.py --weights encoder.pt --tokenizer tokenizer.json --articles articles.jsonl --out ../src/onrecord/model
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from model import Network
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from operators import OUTPUTS, onnx_model, peaks_of
from torch import Tensor
from vocabulary import FACTUALITIES, MODALITIES, PREDICATES, ROLES, admissible

from onrecord.encoder.wordpieces import CLS, LIMIT, SEP
from onrecord.record import Kind

COST = {"source": -0.8, "cue": -1.0, "content": 1.5, "mention": 0.0, "rule": 0.0}
"""What an edge of a span costs in decoding, chosen on dev."""
THRESHOLDS = {"": 0.85}
"""From which probability a relation is told, by its name; under no name, that of all others. Chosen on dev."""


def samples(path: Path, count: int) -> list[dict[str, np.ndarray]]:
    """The first window's worth of pieces of some articles."""
    lines = path.read_text(encoding="utf-8").splitlines()
    out = []
    for line in lines[:: max(1, len(lines) // count)]:
        pieces = json.loads(line)["pieces"][:LIMIT]
        ids = [CLS, *(piece[0] for piece in pieces), SEP]
        shapes = [0, *(piece[1] for piece in pieces), 0]
        out.append({"ids": np.array([ids], np.int64), "shapes": np.array([shapes], np.int64)})
    return out


def sequences(roles: np.ndarray, mentions: np.ndarray) -> np.ndarray:
    """The likeliest label of each piece in each of the four rows."""
    return np.stack([*(roles[0, :, 3 * n : 3 * n + 3].argmax(-1) for n in range(3)), mentions[0].argmax(-1)])


def rounded(values: Tensor) -> Any:
    """As nested lists of short numbers."""
    return json.loads(json.dumps(values.tolist()), parse_float=lambda text: round(float(text), 4))


def relation_weights(net: Network) -> dict[str, Any]:
    """What `onrecord.encoder.relating.Relater` reads."""
    return {
        "predicates": PREDICATES,
        "order": [kind.value for kind in Kind],
        "factualities": [name.title() for name in FACTUALITIES],
        "admissible": admissible(),
        "thresholds": THRESHOLDS,
        "kinds": rounded(net.pairs.kinds),
        "gaps": rounded(net.pairs.gaps),
        "out": rounded(net.pairs.out.weight),
        "constant": rounded(net.pairs.out.bias),
        "bias": rounded(net.pairs.bias),
    }


def main() -> None:
    """Export, quantise, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    net = Network(len(PREDICATES))
    net.load_state_dict(torch.load(args.weights))
    net.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        feeds = samples(args.articles, 120)
        checks, seen = feeds[::2], feeds[1::2]
        onnx.save(onnx_model(net, peaks_of(net, seen)), full)
        quantize_dynamic(
            full,
            args.out / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        sessions = [onnxruntime.InferenceSession(str(p)) for p in (full, args.out / "encoder.onnx")]
        with torch.no_grad():
            feed = {name: torch.from_numpy(values) for name, values in checks[0].items()}
            drawn = [
                np.abs(a.numpy() - b).max()
                for a, b in zip(net(**feed), sessions[0].run(OUTPUTS, checks[0]), strict=True)
            ]
        print("greatest difference of the fp32 file from the network:", float(max(drawn)))
        same = [
            sequences(*sessions[0].run(OUTPUTS[:2], feed)) == sequences(*sessions[1].run(OUTPUTS[:2], feed))
            for feed in checks
        ]
    rows = np.concatenate(same, axis=1).mean(axis=1)
    print("same label as fp32:", dict(zip([*ROLES, "mention"], rows.round(4).tolist(), strict=True)))
    onnx.checker.check_model(str(args.out / "encoder.onnx"))
    tokenizer = json.loads(args.tokenizer.read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (args.out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n", encoding="utf-8")
    labels = {
        "kinds": [kind.value for kind in Kind],
        "cost": COST,
        "distance": rounded(net.distance),
        "modalities": [name.title() for name in MODALITIES],
        "relations": relation_weights(net),
    }
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in labels.items())
    (args.out / "labels.json").write_text(f"{{{lines}}}\n", encoding="utf-8")
    print("bytes:", sum(path.stat().st_size for path in args.out.iterdir()))


if __name__ == "__main__":
    main()
