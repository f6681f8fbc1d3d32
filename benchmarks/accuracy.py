"""The scoreboard: build the gold articles and the PolNeAR dev texts, score them, and write docs/accuracy.md.

    python -m benchmarks.accuracy [--bench ../shared/bench] [--work .bench] [--write docs/accuracy.md]

Needs the benchmark folder (its scorers are run as they stand); says so and exits with 1 where it is missing. The part
of the page between the two marks is replaced, the rest is kept. With `--check FLOORS.json` it measures the default
alone, writes nothing, and exits with 1 where a score has fallen below its floor.
"""

from __future__ import annotations

import argparse
import json
import re
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
    """What the scorers said: of the graph on the gold, of the attributions, of each kind and predicate."""

    graph: dict[str, Any]
    seed: dict[str, Any]
    attribution: dict[str, Any]
    kinds: list[Count]
    predicates: list[Count]
    seconds: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind or predicate: what is rightly said, wrongly said, and missed."""

    name: str
    right: int
    wrong: int
    missed: int

    @property
    def shares(self) -> tuple[float, float]:
        """Precision and recall."""
        said, there = self.right + self.wrong, self.right + self.missed
        return self.right / said if said else 0.0, self.right / there if there else 0.0


_COUNT = re.compile(r"(\w+) [\d.]+\((\d+)/(\d+)/(\d+)\)")


def counts(report: str, heading: str) -> list[Count]:
    """The line of the scorer's report that begins so, the most frequent in the gold first."""
    line = next(line for line in report.splitlines() if line.startswith(heading))
    found = [Count(name, *map(int, numbers)) for name, *numbers in _COUNT.findall(line)]
    return sorted(found, key=lambda count: (-count.right - count.missed, count.name))


def run(*command: object, to: Path | None = None) -> str:
    """Run a command, its standard output into the file or returned; a failure ends the benchmark with its message."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode not in (0, 2):
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr[-2000:]}")
    if to is not None:
        to.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def measure(bench: Path, work: Path, build: list[str]) -> Scores:
    """Build and score; `build` is the command, without inputs and --out."""
    python = sys.executable
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
    report = (work / "gold.txt").read_text(encoding="utf-8")
    of_kinds, of_predicates = (counts(report, heading) for heading in ("entities by type", "facts by predicate"))
    return Scores(read[0], read[1], read[2], of_kinds, of_predicates, (middle - began, ended - middle))


def relation_f1(attribution: dict[str, Any], group: str) -> float:
    """The relation F1 of "all" or "speech" attributions from the scorer's JSON."""
    return float(attribution[group]["relation"]["F1"] or 0.0)


def tables(both: Scores, rules: Scores, encoder: Scores) -> str:
    """The scores as Markdown, beside those of the rules alone and of the encoder alone."""
    lines = [
        "| on the 17 dev articles | precision | recall | F1 | rules alone | encoder alone | the seed article |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, row in both.graph["scores"].items():
        others = [scores["scores"][name]["f1"] for scores in (rules.graph, encoder.graph, both.seed)]
        lines.append(
            f"| {name} | {' | '.join(f'{figure:.3f}' for figure in (row['p'], row['r'], row['f1'], *others))} |"
        )
    lines += ["", "| of the matched | right | of |", "| --- | --- | --- |"]
    lines += [f"| {name} | {right} | {of} |" for name, (right, of) in both.graph["attributes"].items()]
    lines += ["", "| relation F1 on PolNeAR dev | all attributions | speech only |", "| --- | --- | --- |"]
    named = {"**onrecord**": both, "onrecord, rules alone": rules, "onrecord, encoder alone": encoder}
    ours = {
        name: [relation_f1(scores.attribution, group) for group in ("all", "speech")] for name, scores in named.items()
    }
    lines += [f"| {name} | {every:.3f} | {speech:.3f} |" for name, (every, speech) in (ours | PEERS).items()]
    for title, of in (("kind of entity", both.kinds), ("predicate", both.predicates)):
        lines += [
            "",
            f"| {title} | precision | recall | right | wrong | missed |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for count in of:
            precision, recall = count.shares
            row = f"{precision:.2f} | {recall:.2f} | {count.right} | {count.wrong} | {count.missed}"
            lines.append(f"| {count.name} | {row} |")
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
    build = [sys.executable, "-m", "onrecord", "build", *arguments.options]
    scores = measure(arguments.bench, arguments.work, build)
    print(f"built the gold in {scores.seconds[0]:.0f} s, PolNeAR dev in {scores.seconds[1]:.0f} s")
    if arguments.check:
        below = fallen(scores, arguments.check)
        print("\n".join(below) or f"no score is below its floor in {arguments.check}", file=sys.stderr)
        return 1 if below else 0
    rules = measure(arguments.bench, arguments.work / "rules", [*build, "--rules-only"])
    encoder = measure(arguments.bench, arguments.work / "encoder", [sys.executable, "-m", "benchmarks.encoder_alone"])
    found = tables(scores, rules, encoder)
    print(found)
    if arguments.write:
        pages.replace(arguments.write, MARKS, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
