"""What the components of the pipeline leave on the spaCy Doc, declared in one place.

The components meet only here: each reads what earlier ones left and adds its own. All offsets in this module are
token indices of the Doc, ends exclusive; `onrecord.extract` turns them into code points of the article.

| extension           | written by                  | what                                                      |
| ------------------- | --------------------------- | --------------------------------------------------------- |
| `doc._.article`     | `pipeline.parse`            | the `Article` that the Doc was made from                  |
| `doc._.paragraphs`  | `pipeline.parse`            | token ranges of the paragraphs, in order                  |
| `doc._.mentions`    | `onrecord_mentions`         | `Mention`s in text order (nested ones allowed)            |
| `doc._.chains`      | `onrecord_coreference`      | `Chain`s; `Mention.chain` is the index in this list       |
| `doc._.dates`       | `onrecord_dates`            | `DateMention`s in text order                              |
| `doc._.reading`     | whoever needs it first      | what the encoder reads in it, None before (or without it) |
| `doc._.quotes`      | `onrecord_attributions`     | token ranges inside quotation marks, marks excluded       |
| `doc._.attributions`| `onrecord_attributions`     | `AttributionDraft`s: source, cue, content                 |
| `doc._.facts`       | `onrecord_frames`           | `FactDraft`s                                              |
| `doc._.rules`       | `onrecord_rules`            | `RuleDraft`s                                              |
| `doc._.measurements`| `onrecord_measurements`     | `MeasurementDraft`s                                       |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from onrecord.record import Factuality, Kind, Modality, PartialDate

TokenRange = tuple[int, int]
"""Start and end of a stretch of tokens, end exclusive."""

Form = Literal["name", "description", "pronoun"]

Mode = Literal["rules", "encoder", "merged"]
"""Who reads, where a component can do so in several ways: its rules, the encoder, or both together. Where the encoder
is not installed, the rules read."""


@dataclass(slots=True)
class Mention:
    """A place where the text speaks of something.

    `kind` is None where the thing is none of the eight kinds (or not yet known: a pronoun). `head` is the syntactic
    head's token index. The range of a name excludes a leading "the" and a trailing possessive; a description
    excludes neither its modifiers nor its owner ("the office's law enforcement division"), but its leading article
    and its trailing possessive are left out, too. `confidence` is that of the kind and the extent. `label` is what
    the mention is called where the words alone don't say it (the party and the state of "R-Ohio"). `indefinite`
    marks one that introduces something new ("signed an agreement").
    """

    start: int
    end: int
    head: int
    kind: Kind | None
    form: Form
    chain: int | None = None
    confidence: float = 1.0
    label: str | None = None
    indefinite: bool = False


@dataclass(slots=True)
class Chain:
    """The mentions that speak of one thing.

    `label` is the fullest name, `alt_labels` every other surface form that is a name or definite description of it.
    `named` is False for a thing without a name of its own ("the corrections division"): it stays one of this article.
    `owner` is the chain of the body that it belongs to. `qualifier` tells namesakes apart ("New York").
    `plural` marks a class or group ("officials"), which is never an entity by itself. `gender` is "f", "m" or None.
    """

    kind: Kind
    label: str
    mentions: list[int]
    alt_labels: list[str] = field(default_factory=list)
    named: bool = True
    owner: int | None = None
    qualifier: str | None = None
    law_kind: str | None = None
    gender: str | None = None
    plural: bool = False


@dataclass(slots=True)
class DateMention:
    """Words that date something. `role` says what the words say of it: "on", "from" ("since"), or "until"."""

    start: int
    end: int
    value: PartialDate
    role: Literal["on", "from", "until"] = "on"
    until: PartialDate | None = None


@dataclass(slots=True)
class AttributionDraft:
    """Source, cue and content of one attribution; any may be in pieces, source and cue may be empty.

    `stance` is "speech" for statements and "attitude" for what is wanted, planned, feared or known. `speaker` is the
    chain of the source where it is an entity. `dated` is an index into `doc._.dates`. `antecedent` is what a pronoun
    stands for where the source is one and the speaker is no entity ("student groups" for "they").
    """

    source: list[TokenRange]
    cue: list[TokenRange]
    content: list[TokenRange]
    cue_lemma: str | None
    stance: Literal["speech", "attitude"]
    speaker: int | None = None
    dated: int | None = None
    confidence: float = 1.0
    antecedent: list[TokenRange] = field(default_factory=list)


@dataclass(slots=True)
class FactDraft:
    """One relation. `subject` and `object` are chains; for a post, `object` is None and `post_title` is set.

    `claimant` is an index into `doc._.attributions` where the fact is somebody's claim. `evidence` is the stretches
    of the text that say it. `frame` names the frame that found it (for `explain` and for error analysis).
    """

    subject: int
    predicate: str
    object: int | None
    evidence: list[TokenRange]
    frame: str
    factuality: Factuality = Factuality.ACTUAL
    claimant: int | None = None
    post_title: str | None = None
    post_body: int | None = None
    dates: list[int] = field(default_factory=list)
    confidence: float = 0.8


@dataclass(slots=True)
class RuleDraft:
    """A rule: the chain whose rule it is, the action's words, and the bearer as a chain or as words."""

    rule_of: int
    modality: Modality
    action: TokenRange
    evidence: TokenRange
    bearer: int | None = None
    bearer_words: TokenRange | None = None


@dataclass(slots=True)
class MeasurementDraft:
    """A number: its value in plain decimal notation, the noun phrase's words, and what it is tied to."""

    value: str
    what: TokenRange
    evidence: TokenRange
    of: int | None = None
    dated: int | None = None


_LISTS = (
    "paragraphs",
    "mentions",
    "chains",
    "dates",
    "quotes",
    "attributions",
    "facts",
    "rules",
    "measurements",
)


def declare() -> None:
    """Register the Doc extensions; safe to call again."""
    for name in ("article", "reading"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in _LISTS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])


def chain_of(doc: Doc, token: int) -> int | None:
    """The chain of the innermost mention whose head is this token, or None."""
    headed = [mention for mention in doc._.mentions if mention.head == token and mention.chain is not None]
    return min(headed, key=lambda mention: mention.end - mention.start).chain if headed else None
