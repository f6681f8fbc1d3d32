"""Turn the annotated articles into labelled wordpieces: one JSON line an article.

    prepare.py --bench ../shared/bench --tokenizer tokenizer.json --out articles.jsonl

Attribution labels come from PolNeAR's training articles, those of mentions, relations and rules from the articles with
graph gold. An article that has both carries both. Labels stand on the first piece of each word; the others hold -1,
which training skips.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from graphs import relation_labels, rule_labels
from vocabulary import ROLES

from onrecord.encoder.wordpieces import Piece, Wordpieces
from onrecord.record import Kind

KINDS = [kind.value for kind in Kind]
NEAR = 12
"""In articles read by machine, a word further than this from every item says nothing: it may have been left out."""


def scorer(bench: Path) -> ModuleType:
    """The benchmark's own reader of annotation files."""
    spec = importlib.util.spec_from_file_location("score_attribution", bench / "score_attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Fragments in order; those with nothing but white space between them are one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def mark(labels: list[int], pieces: list[Piece], span: tuple[int, int], begin: int, inside: int) -> int | None:
    """Label the words of a span that carry no label yet; the index of its first piece."""
    held = [i for i, piece in enumerate(pieces) if piece.first and piece.start < span[1] and piece.end > span[0]]
    if not held:
        return None
    for i in held:
        labels[i] = begin if i == held[0] else inside
    return held[0]


def attribution_labels(atts: list[Any], text: str, pieces: list[Piece]) -> dict[str, Any]:
    """One label row for each role (0 outside, 1 begins, 2 inside), and links content → cue and cue → source."""
    rows = {role: [0 if piece.first else -1 for piece in pieces] for role in ROLES}
    content_links, source_links = [], []
    for att in atts:
        at: dict[str, list[int]] = {}
        for role in ROLES:
            marked = [mark(rows[role], pieces, span, 1, 2) for span in merged(att.spans[role], text)]
            at[role] = [index for index in marked if index is not None]
        cue = at["cue"][0] if at["cue"] else None
        content_links += [[index, cue] for index in at["content"]]
        if cue is not None:
            source_links.append([cue, at["source"][0] if at["source"] else None])
    return {"roles": [rows[role] for role in ROLES], "content_links": content_links, "source_links": source_links}


def mentions_of(gold: dict[str, Any], text: str) -> list[tuple[int, int, str, str]]:
    """Every place of every name: longest first, case kept, whole words, a leading article left out."""
    names = []
    for entity in gold["entities"]:
        for name in entity["names"]:
            bare = re.sub(r"^(?:the|a|an)\s+", "", name.strip(), flags=re.I)
            if bare:
                form = "name" if re.search(r"[A-Z]", bare) else "description"
                names.append((bare, entity["type"], form))
    taken = bytearray(len(text))
    found = []
    for name, kind, form in sorted(set(names), key=lambda item: (-len(item[0]), item)):
        left = r"(?<!\w)" if name[0].isalnum() else ""
        right = r"(?!\w)" if name[-1].isalnum() else ""
        words = r"\s+".join(re.escape(word) for word in name.split())
        for match in re.finditer(left + words + right, text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, kind, form))
    return sorted(found)


def mention_labels(gold: dict[str, Any], text: str, pieces: list[Piece], silver: bool) -> dict[str, Any]:
    """Label 0 outside, then begin and inside for each kind and form; weights per piece."""
    row = [0 if piece.first else -1 for piece in pieces]
    for start, end, kind, form in mentions_of(gold, text):
        base = 1 + 4 * KINDS.index(kind) + (0 if form == "name" else 2)
        mark(row, pieces, (start, end), base, base + 1)
    if silver:
        items = [i for i, label in enumerate(row) if label > 0]
        near = {j for i in items for j in range(i - NEAR, i + NEAR + 1)}
        row = [-1 if label == 0 and i not in near else label for i, label in enumerate(row)]
    return {"mentions": row, "mention_weight": 0.5 if silver else 1.0}


def prepared(
    doc: str, text: str, gold: Any, silver: bool, atts: list[Any] | None, cutter: Wordpieces
) -> dict[str, Any]:
    """One article: its paragraphs' pieces in one row, and whatever labels there are."""
    pieces: list[Piece] = []
    breaks = []
    for match in re.finditer(r"[^\n]+", text):
        pieces += cutter.cut(text, *match.span())
        breaks.append(len(pieces))
    item: dict[str, Any] = {
        "doc": doc,
        "breaks": breaks,
        "pieces": [[p.id, p.shape, int(p.first), int(text[p.start] in ".?!")] for p in pieces],
    }
    if atts is not None:
        item |= attribution_labels(atts, text, pieces)
    if gold is not None:
        item |= mention_labels(gold, text, pieces, silver)
        item |= relation_labels(gold, text, pieces, 0.5 if silver else 1.0)
        item |= rule_labels(gold, text, pieces, silver)
    return item


def main() -> None:
    """Write the training file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--leave-out", type=Path, help="a folder of gold whose articles are not trained on")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    cutter = Wordpieces(args.tokenizer)
    problems: collections.Counter[str] = collections.Counter()
    polnear = scorer(args.bench).read_gold(str(args.bench / "polnear/train"), None, problems)
    graphs = {}
    for folder in ("silver", "train"):
        for path in sorted((args.bench / folder / "gold").glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            graphs[gold["doc"]] = (gold, folder)
    texts = {f"polnear-{doc}": (text.text, next(iter(by.values()))) for doc, (text, by) in polnear.items()}
    for doc, (_, folder) in graphs.items():
        path = args.bench / folder / "text" / f"{doc}.txt"
        if doc not in texts and path.exists():
            with path.open(encoding="utf-8", newline="") as stream:
                texts[doc] = (stream.read().replace("\r\n", "\n"), None)
    for path in args.leave_out.glob("*.json") if args.leave_out else ():
        texts.pop(path.stem, None)
    with args.out.open("w", encoding="utf-8") as out:
        for doc, (text, atts) in sorted(texts.items()):
            gold, folder = graphs.get(doc, (None, ""))
            out.write(json.dumps(prepared(doc, text, gold, folder == "silver", atts, cutter)) + "\n")
    print(f"{len(texts)} articles, {sum(doc in texts for doc in graphs)} of {len(graphs)} with graph gold")


if __name__ == "__main__":
    main()
