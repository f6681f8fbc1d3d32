"""The scoreboard: build the gold articles and the PolNeAR dev texts, score them, and write docs/accuracy.md.

    python -m benchmarks.accuracy [--bench ../shared/bench] [--work .bench] [--write docs/accuracy.md]

Needs the benchmark folder (its scorers are run as they stand); says so and exits with 1 where it is missing. The part
of the page between the two marks is replaced, the rest is kept. With `--check FLOORS.json` it measures the default
alone, writes nothing, and exits with 1 where a score has fallen below its floor.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import pages

MARKS = ("<!-- scores: written by make accuracy -->", "<!-- end of scores -->")
PEERS = {
    "textacy 0.13, direct quotations, best variant": (0.269, 0.372),
    "JournalismAI quote extraction, best variant": (0.229, 0.356),
    "Gender Gap Tracker, best variant": (0.452, 0.586),
    "people (20 articles)": (0.702, 0.782),
}


@dataclass(frozen=True, slots=True)
class Scores:
    """What the scorers said: the graph's on the gold, the attributions', and the seconds of each build."""

    graph: dict[str, Any]
    seed: dict[str, Any]
    attribution: dict[str, Any]
    seconds: tuple[float, float]


def run(*command: object, to: Path | None = None) -> str:
    """Run a command, its standard output into the file or returned; a failure ends the benchmark with its message."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode not in (0, 2):
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr[-2000:]}")
    if to is not None:
        to.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def measure(bench: Path, work: Path, options: list[str]) -> Scores:
    """Build and score; `options` go to `onrecord build`."""
    python, build = sys.executable, [sys.executable, "-m", "onrecord", "build", *options]
    work.mkdir(parents=True, exist_ok=True)
    gold, articles = bench / "dev", work / "articles.jsonl"
    run(python, bench / "articles_jsonl.py", gold / "gold", gold / "text", to=articles)
    began = time.perf_counter()
    run(*build, articles, "--out", work / "gold")
    middle = time.perf_counter()
    run(*build, bench / "polnear/dev/text", "--out", work / "polnear")
    ended = time.perf_counter()
    score = [python, bench / "score_graph.py", "--gold", gold / "gold", "--texts", gold / "text"]
    run(*score, work / "gold/graph.ttl", "--json", work / "gold.json", "--misses", to=work / "gold.txt")
    seed = next(path.stem for path in (gold / "gold").glob("seed-*.json"))
    run(*score, work / "gold/graph.ttl", "--json", work / "seed.json", "--doc", seed, to=work / "seed.txt")
    predicted = work / "polnear.jsonl"
    run(python, bench / "attributions_from_graph.py", work / "polnear/graph.ttl", to=predicted)
    scorer = bench / "score_attribution.py"
    run(python, scorer, "--gold", bench / "polnear/dev", predicted, "--json", work / "polnear.json")
    read = [json.loads((work / f"{name}.json").read_text(encoding="utf-8")) for name in ("gold", "seed", "polnear")]
    return Scores(read[0], read[1], read[2], (middle - began, ended - middle))


def relation_f1(attribution: dict[str, Any], group: str) -> float:
    """The relation F1 of "all" or "speech" attributions from the scorer's JSON."""
    return float(attribution[group]["relation"]["F1"] or 0.0)


def tables(scores: Scores, alone: Scores) -> str:
    """The scores as Markdown, beside those of the rules alone."""
    lines = [
        "| on the 17 dev articles | precision | recall | F1 | F1, rules alone | F1 on the seed article |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, row in scores.graph["scores"].items():
        figures = (row["p"], row["r"], row["f1"], alone.graph["scores"][name]["f1"], scores.seed["scores"][name]["f1"])
        lines.append(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")
    lines += ["", "| of the matched | right | of |", "| --- | --- | --- |"]
    lines += [f"| {name} | {right} | {of} |" for name, (right, of) in scores.graph["attributes"].items()]
    lines += ["", "| relation F1 on PolNeAR dev | all attributions | speech only |", "| --- | --- | --- |"]
    ours = [relation_f1(scores.attribution, group) for group in ("all", "speech")]
    lines.append(f"| **onrecord** | **{ours[0]:.3f}** | **{ours[1]:.3f}** |")
    ruled = [relation_f1(alone.attribution, group) for group in ("all", "speech")]
    lines.append(f"| onrecord, rules alone | {ruled[0]:.3f} | {ruled[1]:.3f} |")
    lines += [f"| {name} | {every:.3f} | {speech:.3f} |" for name, (every, speech) in PEERS.items()]
    return "\n".join(lines)


def fallen(scores: Scores, floors: Path) -> list[str]:
    """The scores below their floors, each as a line."""
    said = {f"dev {name} f1": row["f1"] for name, row in scores.graph["scores"].items()}
    said |= {f"polnear {group} f1": relation_f1(scores.attribution, group) for group in ("all", "speech")}
    wanted: dict[str, float] = json.loads(floors.read_text(encoding="utf-8"))
    return [f"{name}: {said[name]:.3f} is below {floor:.3f}" for name, floor in wanted.items() if said[name] < floor]


def main() -> int:
    """Run the scoreboard; the exit code is 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--work", type=Path, default=Path(".bench"))
    parser.add_argument("--write", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("options", nargs="*", help="passed on to onrecord build")
    arguments = parser.parse_args()
    if not arguments.bench.is_dir():
        print(f"{arguments.bench}: no benchmark folder here; give it with --bench", file=sys.stderr)
        return 1
    scores = measure(arguments.bench, arguments.work, arguments.options)
    print(f"built the gold in {scores.seconds[0]:.0f} s, PolNeAR dev in {scores.seconds[1]:.0f} s")
    if arguments.check:
        below = fallen(scores, arguments.check)
        print("\n".join(below) or f"no score is below its floor in {arguments.check}", file=sys.stderr)
        return 1 if below else 0
    alone = measure(arguments.bench, arguments.work / "rules", [*arguments.options, "--rules-only"])
    print(tables(scores, alone))
    if arguments.write:
        pages.replace(arguments.write, MARKS, tables(scores, alone))
    return 0


if __name__ == "__main__":
    sys.exit(main())
