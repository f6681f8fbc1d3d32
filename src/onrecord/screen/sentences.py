"""The sentence around a piece of evidence, found in the text alone, since a graph keeps no parse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record import Evidence

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Jr|Sr|St|Sen|Rep|Gov|Lt|Gen|Col|Sgt|Capt|Maj|Rev|Hon|Prof|Supt|Dept|Assn|No|vs?|"
    r"Co|Corp|Inc|Ltd|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|"
    r"La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo))\.$"
)
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence, and where in it the evidence stands."""

    sentence: str
    start: int
    end: int


def quoted(text: str, evidence: Sequence[Evidence], limit: int = 320) -> Quoted:
    """The sentence with the first piece of evidence; what follows on the same line is part of the marked stretch.

    A sentence longer than the limit is cut at words on both sides of the evidence.
    """
    first = min(evidence)
    line_start = text.rfind("\n", 0, first.start) + 1
    line_end = text.find("\n", first.end)
    line_end = len(text) if line_end < 0 else line_end
    end = max(piece.end for piece in evidence if piece.end <= line_end or piece == first)
    bounds = [line_start, *_ends(text, line_start, line_end), line_end]
    sentence_start = max(bound for bound in bounds if bound <= first.start)
    sentence_end = min((bound for bound in bounds if bound >= end), default=line_end)
    return _cut(text[sentence_start:sentence_end], first.start - sentence_start, end - sentence_start, limit)


def elsewhere(text: str, evidence: Sequence[Evidence]) -> str | None:
    """The words of the next piece of evidence in another paragraph: what is said in two places needs both."""
    first = min(evidence)
    later = sorted(piece for piece in evidence if "\n" in text[first.end : piece.start])
    return " ".join(later[0].exact.split()) if later else None


def _ends(text: str, start: int, end: int) -> list[int]:
    """Where sentences end in the line, white space behind them included."""
    found = []
    for match in _END.finditer(text, start, end):
        stop = match.start() + 1
        if text[match.start()] != "." or not _ABBREVIATION.search(text[max(start, stop - 6) : stop]):
            found.append(match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip()))
    return found


def _cut(sentence: str, start: int, end: int, limit: int) -> Quoted:
    stripped = sentence.lstrip()
    start, end = start - (len(sentence) - len(stripped)), end - (len(sentence) - len(stripped))
    sentence = stripped.rstrip()
    if len(sentence) > limit:
        room = max(20, (limit - (end - start)) // 2)
        tail = sentence.find(" ", min(len(sentence), end + room))
        head = sentence.rfind(" ", 0, max(0, start - room)) + 1
        before, after = ("… " if head else ""), (" …" if tail >= 0 else "")
        sentence = before + sentence[head : tail if tail >= 0 else len(sentence)] + after
        start, end = start - head + len(before), end - head + len(before)
    return Quoted(sentence, max(0, start), min(end, len(sentence)))
