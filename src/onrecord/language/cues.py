"""The cues of attribution: which verbs, nouns and adjectives report something, in which frame, and as what.

The words are data (`cues.toml`). A lemma may stand in several frames, and be speech in one and an attitude in another
("said that" reports speech, "wants to" does not).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Token

Stance = Literal["speech", "attitude"]
Frame = str
"""How the cue holds its content: "clause", "infinitive", "object", "bare" (introduces quotations alone), or a
preposition ("for" in "called for")."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon: for each part of speech, lemma and frame to stance."""

    verbs: Mapping[tuple[str, Frame], Stance]
    nouns: Mapping[tuple[str, Frame], Stance]
    adjectives: Mapping[tuple[str, Frame], Stance]
    to_addressee: frozenset[str] = field(default=frozenset())
    naming: frozenset[str] = field(default=frozenset())
    documents: frozenset[str] = field(default=frozenset())
    people: frozenset[str] = field(default=frozenset())
    targeting: frozenset[str] = field(default=frozenset())
    mistaken: Mapping[str, str] = field(default_factory=dict)

    def lemma(self, token: Token) -> str:
        """The token's lemma in lower case, put right where the lemmatizer is known to be wrong."""
        lemma = token.lemma_.lower()
        return self.mistaken.get(lemma, lemma)

    def speaks(self, lemma: str) -> bool:
        """Whether the verb may introduce a quotation."""
        return (lemma, "bare") in self.verbs or self.verbs.get((lemma, "clause")) == "speech"

    def verb(self, lemma: str, frame: Frame) -> Stance | None:
        """What the verb reports in this frame, None where it reports nothing."""
        return self.verbs.get((lemma, frame))

    def noun(self, lemma: str, frame: Frame) -> Stance | None:
        """What the noun reports in this frame."""
        return self.nouns.get((lemma, frame))

    def adjective(self, lemma: str, frame: Frame) -> Stance | None:
        """What the adjective reports in this frame."""
        return self.adjectives.get((lemma, frame))


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The lexicon that comes with the package."""
    raw = tomllib.loads(files("onrecord.language").joinpath("cues.toml").read_text(encoding="utf-8"))
    return Cues(
        verbs=_lemmas(raw["verb"]),
        nouns=_lemmas(raw["noun"]),
        adjectives=_lemmas(raw["adjective"]),
        to_addressee=frozenset(raw["words"]["to_addressee"].split()),
        naming=frozenset(raw["words"]["naming"].split()),
        documents=frozenset(raw["words"]["documents"].split()),
        people=frozenset(raw["words"]["people"].split()),
        targeting=frozenset(raw["words"]["targeting"].split()),
        mistaken=dict(pair.split("=") for pair in raw["words"]["mistaken"].split()),
    )


def _lemmas(frames: dict[Frame, dict[Stance, str]]) -> dict[tuple[str, Frame], Stance]:
    found: dict[tuple[str, Frame], Stance] = {}
    for frame, stances in frames.items():
        for stance, lemmas in stances.items():
            found |= {(lemma, frame): stance for lemma in lemmas.split()}
    return found
