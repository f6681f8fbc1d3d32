"""How right the measurements are, matched as the graph's scorer does: equal values, half the words shared.

python -m benchmarks.measurements ../shared/bench [--misses]
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import onrecord.language.dates
import onrecord.language.measurements  # noqa: F401
from benchmarks.entities import read_gold
from onrecord.language.pipeline import load, parse
from onrecord.record import Article, PartialDate


def words(phrase: str) -> Counter[str]:
    """The words of a phrase as the scorer compares them."""
    plain = phrase.replace("\u2019", "'").replace("\u2018", "'")
    plain = re.sub(r"\s+", " ", plain).strip(" .,;:\"'").casefold()
    plain = re.sub(r"'s?$", "", re.sub(r"^(the|a|an) ", "", plain))
    return Counter(re.findall(r"\w+", plain))


def overlap(first: str, second: str) -> float:
    """The Jaccard index of two phrases' words."""
    one, other = words(first), words(second)
    union = sum((one | other).values())
    return sum((one & other).values()) / union if union else 0.0


def score(bench: Path, part: str, misses: list[str]) -> tuple[int, int, int]:
    """True positives, false positives and false negatives of a part."""
    nlp = load(components=("onrecord_dates", "onrecord_measurements"))
    hits = extra = missed = 0
    for gold, text in read_gold(bench / part, [bench / "polnear" / "train" / "text"]):
        date = PartialDate(gold["date"]) if gold["date"] else None
        doc = next(parse([Article(gold["doc"], text, date=date)], nlp))
        drafts = list(doc._.measurements)
        for item in gold["measurements"]:
            scored = [
                (overlap(item["what"], doc[slice(*draft.what)].text), index)
                for index, draft in enumerate(drafts)
                if abs(float(draft.value) - item["value"]) < 1e-9
            ]
            best = max(scored, default=(0.0, -1))
            if best[0] >= 0.5:
                hits += 1
                del drafts[best[1]]
                continue
            missed += 1
            near = [doc[slice(*drafts[index].what)].text for _, index in scored]
            misses.append(f"- {gold['doc'][:20]} {item['value']} | {item['what']} | {near}")
        extra += len(drafts)
        for draft in drafts:
            first = draft.evidence[0]
            around = doc[max(0, first - 5) : draft.evidence[1] + 5].text
            misses.append(f"+ {gold['doc'][:20]} {draft.value} | {doc[slice(*draft.what)].text} | {around!r}")
    return hits, extra, missed


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    for part in ("train", "dev"):
        misses: list[str] = []
        hits, extra, missed = score(arguments.bench, part, misses)
        if arguments.misses:
            print("\n".join(misses))
        precision, recall = hits / (hits + extra), hits / (hits + missed)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{part:6} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  {hits}/{extra}/{missed}")


if __name__ == "__main__":
    main()
