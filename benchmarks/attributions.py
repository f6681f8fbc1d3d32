"""How well the component `onrecord_attributions` finds who said what, by itself.

    python -m benchmarks.attributions [--bench ../shared/bench] [--mode rules|encoder|merged]

Runs the component on the texts of PolNeAR dev and scores it with the benchmark's own scorer; then on the gold
articles, where a statement counts as found if half of the words of its content are (Jaccard index) and the source
shares a word with a name of the speaker, or is a pronoun (who that is, another component says).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from onrecord.language import pipeline
from onrecord.language.annotations import Mode, TokenRange
from onrecord.language.attributions import create
from onrecord.record import Article

_PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "who", "which", "that"})


def read(paths: Iterable[Path], mode: Mode) -> Iterator[tuple[Path, Doc]]:
    """The annotated Doc of each text file."""
    nlp = pipeline.load(components=())
    component = create(nlp, "onrecord_attributions", mode)
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        (doc,) = pipeline.parse([Article(path.stem, text)], nlp)
        yield path, component(doc)


def characters(doc: Doc, pieces: list[TokenRange]) -> list[tuple[int, int]]:
    """Ranges of tokens as ranges of code points."""
    return [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in pieces]


def score_polnear(bench: Path, mode: Mode) -> None:
    """Print the scorer's table for the dev texts."""
    folder = bench / "polnear/dev"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        for path, doc in read(sorted((folder / "text").glob("*.txt")), mode):
            found = [
                {role: characters(doc, getattr(draft, role)) for role in ("source", "cue", "content")}
                for draft in doc._.attributions
            ]
            file.write(json.dumps({"doc": path.stem, "attributions": found}) + "\n")
        file.flush()
        scorer = [sys.executable, str(bench / "score_attribution.py"), "--gold", str(folder), file.name]
        subprocess.run(scorer, check=True)  # noqa: S603


def score_gold(bench: Path, split: str, mode: Mode) -> None:
    """Print precision, recall and F1 over the statements of the gold articles."""
    found_all = said_all = right_all = 0
    for gold in sorted((bench / split / "gold").glob("*.json")):
        said = json.loads(gold.read_text(encoding="utf-8"))
        name = gold.stem.removeprefix("polnear-")
        places = [bench / split / "text" / f"{gold.stem}.txt", bench / f"polnear/train/text/{name}.txt"]
        ((_, doc),) = read([next(path for path in places if path.is_file())], mode)
        found = list(statements(doc))
        names = {entity["id"]: entity["names"] for entity in said["entities"]}
        found_all += len(found)
        said_all += len(said["statements"])
        right_all += matched(said["statements"], found, names)
    precision, recall = right_all / max(found_all, 1), right_all / max(said_all, 1)
    f1 = 2 * right_all / max(found_all + said_all, 1)
    print(f"gold {split}: statements P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({right_all} of {said_all})")


def statements(doc: Doc) -> Iterator[tuple[str, str]]:
    """Source and content of each statement, in the article's words."""
    text = doc._.article.text
    for draft in doc._.attributions:
        if draft.stance == "speech":
            parts = [characters(doc, draft.source), characters(doc, draft.content)]
            source, content = (" … ".join(text[start:end] for start, end in part) for part in parts)
            yield source, content


def matched(said: list[dict[str, Any]], found: list[tuple[str, str]], names: dict[str, list[str]]) -> int:
    """How many gold statements have a partner, one to one, the most alike first."""
    pairs = sorted(
        (-alike, i, j)
        for i, statement in enumerate(said)
        for j, (source, content) in enumerate(found)
        if (alike := jaccard(statement["content"], content)) >= 0.5
        and same_speaker(statement["speaker"], source, names)
    )
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def same_speaker(speaker: str, source: str, names: dict[str, list[str]]) -> bool:
    """Whether the source's words may mean the gold speaker."""
    if speaker.startswith("="):
        return jaccard(speaker[1:], source) >= 0.5
    heard = words(source)
    return source.split(" ")[0].lower() in _PRONOUNS or any(heard & words(name) for name in names[speaker])


def words(text: str) -> Counter[str]:
    """The words of the text, in lower case."""
    return Counter(re.findall(r"\w+", text.replace("\u2019", "'").casefold()))


def jaccard(first: str, second: str) -> float:
    """The Jaccard index of the words of two texts."""
    one, other = words(first), words(second)
    return (one & other).total() / max((one | other).total(), 1)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--mode", choices=("rules", "encoder", "merged"), default="merged")
    arguments = parser.parse_args()
    if not arguments.bench.is_dir():
        print(f"{arguments.bench}: no benchmark folder here; give it with --bench", file=sys.stderr)
        return 1
    score_polnear(arguments.bench, arguments.mode)
    for split in ("dev", "train"):
        score_gold(arguments.bench, split, arguments.mode)
    return 0


if __name__ == "__main__":
    sys.exit(main())
