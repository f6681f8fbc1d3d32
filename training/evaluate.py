"""Score the packaged encoder: attribution on PolNeAR, mentions on the gold articles, words a second on one thread.

evaluate.py --bench ../shared/bench --part dev
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from prepare import mentions_of

from onrecord.encoder import Encoder
from onrecord.encoder.reader import MODEL


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines that hold something."""
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def attribution(encoder: Encoder, gold: Path) -> None:
    """Run the benchmark's scorer on what the encoder finds, and print its table."""
    words, began = 0, time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        with predicted.open("w", encoding="utf-8") as out:
            for path in sorted((gold / "text").glob("*.txt")):
                with path.open(encoding="utf-8", newline="") as stream:
                    text = stream.read()
                words += len(text.split())
                found = encoder.read(text, paragraphs(text)).attributions
                items = [{"source": a.source, "cue": a.cue, "content": a.content} for a in found]
                out.write(json.dumps({"doc": path.stem, "attributions": items}) + "\n")
        print(f"{words / (time.process_time() - began):.0f} words a second of processor time, {words} words")
        script = gold.parent.parent / "score_attribution.py"
        command = [sys.executable, str(script), "--gold", str(gold), str(predicted)]
        subprocess.run(command, check=True)  # noqa: S603


def mentions(encoder: Encoder, folder: Path) -> None:
    """Exact span and kind of names and of descriptions."""
    right: collections.Counter[str] = collections.Counter()
    gold_count: collections.Counter[str] = collections.Counter()
    predicted: collections.Counter[str] = collections.Counter()
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with (folder / "text" / f"{gold['doc']}.txt").open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        wanted = {(s, e, kind, form) for s, e, kind, form in mentions_of(gold, text)}
        got = {(m.start, m.end, m.kind.value, m.form) for m in encoder.read(text, paragraphs(text)).mentions}
        spans = {item[:2] for item in wanted if item[3] == "name"}
        right["names, kind aside"] += sum(item[3] == "name" and item[:2] in spans for item in got)
        for counter, items in ((right, wanted & got), (gold_count, wanted), (predicted, got)):
            for _, _, kind, form in items:
                counter[f"{form} {kind}"] += 1
                counter[f"{form}s with kind"] += 1
        for counter, items in ((gold_count, wanted), (predicted, got)):
            counter["names, kind aside"] += sum(item[3] == "name" for item in items)
    for key in sorted(gold_count):
        tp, g, p = right[key], gold_count[key], predicted[key]
        print(f"{key:<26} P {tp / max(1, p):.3f} R {tp / max(1, g):.3f} F1 {2 * tp / max(1, g + p):.3f} gold {g}")


def main() -> None:
    """Print all scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--part", default="dev")
    parser.add_argument("--model", type=Path, default=MODEL, help="the folder with the model's files")
    args = parser.parse_args()
    encoder = Encoder(args.model)
    attribution(encoder, args.bench / "polnear" / args.part)
    mentions(encoder, args.bench / args.part)


if __name__ == "__main__":
    main()
