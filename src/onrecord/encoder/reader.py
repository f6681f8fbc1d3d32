"""Reading an article with the model file that the package carries; one thread, no network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

import numpy as np
import onnxruntime

from onrecord.encoder.linking import Linker
from onrecord.encoder.relating import Relater, SpanRelation, Stretch, TypedSpan
from onrecord.encoder.spans import Floats, Span, Word, labelled, probabilities, trimmed, words_of
from onrecord.encoder.wordpieces import MARK, Wordpieces, model_input, pack
from onrecord.record import Kind, Modality

MODEL = Path(__file__).parent.parent / "model"
FILES = ("encoder.onnx", "tokenizer.json", "labels.json")
"""The names of the model's files."""
_FORMS: tuple[Literal["name", "description"], ...] = ("name", "description")


class EncoderMissingError(FileNotFoundError):
    """The model's files are not there: the rules work without them, the encoder does not."""


@dataclass(frozen=True, slots=True)
class SpanAttribution:
    """Source, cue and content in code points, in text order; source and cue may be empty."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    confidence: float


@dataclass(frozen=True, slots=True)
class SpanMention:
    """Words that name or describe something of one of the eight kinds, in code points, a leading article left out."""

    start: int
    end: int
    kind: Kind
    form: Literal["name", "description"]
    confidence: float


@dataclass(frozen=True, slots=True)
class SpanRule:
    """The action (code points) that something permits, prohibits or requires."""

    start: int
    end: int
    modality: Modality
    confidence: float


@dataclass(frozen=True, slots=True)
class WordChances:
    """A word in code points, and how likely it is part of a content, of a cue, of a rule's action (0 to 1)."""

    start: int
    end: int
    content: float
    cue: float
    rule: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder found in one text, in text order; it answers what holds between mentions that others found."""

    attributions: list[SpanAttribution]
    mentions: list[SpanMention]
    words: list[WordChances] = field(default_factory=list, repr=False)
    rules: list[SpanRule] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list, repr=False, compare=False)
    relater: Relater | None = field(default=None, repr=False, compare=False)

    def relations(self, spans: Sequence[TypedSpan]) -> list[SpanRelation]:
        """What may hold between two of these spans that stand near each other; nothing without the head."""
        return [] if self.relater is None else self.relater.relations(self.stretches, spans)

    def threshold(self, predicate: str) -> float:
        """From which probability on this relation is to be told."""
        return 1.0 if self.relater is None else self.relater.threshold(predicate)


def available(folder: Path = MODEL) -> bool:
    """Whether the model's files are there."""
    return all((folder / name).is_file() for name in FILES)


class Encoder:
    """The model, loaded. `read` may be called any number of times and gives the same for the same text."""

    def __init__(self, folder: Path = MODEL) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise EncoderMissingError(f"the encoder's files are missing from {folder}: {', '.join(missing)}")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._kinds = [Kind(name) for name in labels["kinds"]]
        self._cost: dict[str, float] = labels["cost"]
        self._linker = Linker(labels["distance"])
        self._modalities = [Modality(name) for name in labels.get("modalities", ())]
        self._relater = Relater(labels["relations"]) if "relations" in labels else None
        self._pieces = Wordpieces(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @classmethod
    def load(cls) -> Encoder:
        """The package's encoder, loaded once a process; `EncoderMissingError` where its files are not there."""
        return _packaged()

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> Reading:
        """Who said what, and what is named, in these paragraphs (code points) of the text."""
        reading = Reading([], [], relater=self._relater)
        names = [output.name for output in self._session.get_outputs()]
        for window in pack(text, [self._pieces.cut(text, start, end) for start, end in paragraphs]):
            ids, shapes = model_input(window)
            feed = {"ids": np.array([ids], np.int64), "shapes": np.array([shapes], np.int64)}
            made = dict(zip(names, (output[0] for output in self._session.run(names, feed)), strict=True))
            marked = [MARK, *window, MARK]
            words = words_of(marked)
            reading.words.extend(_chances(words, made["roles"], made["rules"]))
            reading.attributions.extend(self._attributions(text, words, made["roles"], made["links"]))
            reading.mentions.extend(self._mentions(text, words, made["mentions"]))
            if self._relater is not None:
                reading.rules.extend(self._rules(text, words, made["rules"]))
                reading.stretches.append(Stretch(marked, made["ends"]))
        return reading

    def _mentions(self, text: str, words: list[Word], logits: Floats) -> list[SpanMention]:
        found = []
        for span in labelled(words, probabilities(logits), self._cost["mention"]):
            kind, form = divmod(span.label, 2)
            edges = trimmed(text, span.start, span.end)
            if edges is not None:
                found.append(SpanMention(*edges, self._kinds[kind], _FORMS[form], span.confidence))
        return found

    def _rules(self, text: str, words: list[Word], logits: Floats) -> list[SpanRule]:
        found = []
        for span in labelled(words, probabilities(logits), self._cost["rule"]):
            edges = trimmed(text, span.start, span.end)
            if edges is not None:
                found.append(SpanRule(*edges, self._modalities[span.label], span.confidence))
        return found

    def _attributions(self, text: str, words: list[Word], logits: Floats, links: Floats) -> list[SpanAttribution]:
        """Contents are gathered by the cue that they point to; a content without a cue is nobody's."""
        sources, cues, contents = (
            {s.first: s for s in labelled(words, probabilities(logits[:, 3 * n : 3 * n + 3]), self._cost[role])}
            for n, role in enumerate(("source", "cue", "content"))
        )
        paragraph = dict(
            zip((word.first for word in words), accumulate(int(word.opens) for word in words), strict=True)
        )
        groups: dict[int, list[Span]] = {}
        for at, content in contents.items():
            cue = self._partner(links, 0, at, cues, paragraph)
            if cue is not None:
                groups.setdefault(cue, []).append(content)
        found = []
        for at, parts in groups.items():
            said = [edges for part in parts if (edges := trimmed(text, part.start, part.end)) is not None]
            first = self._partner(links, 1, at, sources, paragraph)
            source = None if first is None else sources[first]
            sure = round(min(span.confidence for span in (*parts, cues[at], source or cues[at])), 3)
            if said:
                found.append(SpanAttribution(_edges(text, source), _edges(text, cues[at]), said, sure))
        return sorted(found, key=lambda item: item.content)

    def _partner(
        self, links: Floats, which: int, left: int, candidates: Iterable[int], paragraph: dict[int, int]
    ) -> int | None:
        """The best partner in the paragraph, the nearest where none is liked; else the best of the window, or None."""
        others = list(candidates)
        own = [other for other in others if paragraph[other] == paragraph[left]]
        for known in filter(None, (own, others)):
            best = self._linker.partner(links, which, left, known)[0]
            if best is not None:
                return best
        return min(own, key=lambda other: (abs(other - left), other), default=None)


def _chances(words: Sequence[Word], roles: Floats, rules: Floats) -> list[WordChances]:
    parts = (roles[:, 6:9], roles[:, 3:6], rules)
    content, cue, rule = (1.0 - probabilities(part)[:, 0] for part in parts)
    return [
        WordChances(w.start, w.end, float(content[w.first]), float(cue[w.first]), float(rule[w.first])) for w in words
    ]


def _edges(text: str, span: Span | None) -> list[tuple[int, int]]:
    edges = None if span is None else trimmed(text, span.start, span.end)
    return [] if edges is None else [edges]


@lru_cache(maxsize=1)
def _packaged() -> Encoder:
    return Encoder()
