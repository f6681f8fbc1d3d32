"""The domain model: what one article says, without RDF and without syntax.

A `Record` is a pure value. Everything that it says carries `Evidence`, the exact characters of the article that
say it; a node without evidence cannot be constructed, and a record whose evidence does not quote its article
verbatim cannot be constructed either. Offsets are Unicode code points of `Article.text`; ends are exclusive.

Entities are named by their *key*, the part of their IRI behind the base: `agency/broome-county-sheriffs-office`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

_DATE_FORMS = {
    "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "gYearMonth": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "gYear": re.compile(r"\d{4}"),
    "gMonthDay": re.compile(r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "gMonth": re.compile(r"--(0[1-9]|1[0-2])"),
}


class RecordError(ValueError):
    """A node that would break a promise of the record: no evidence, a quote that is not there, a dangling key."""


class Kind(StrEnum):
    """The eight kinds of entity (classes of the ontology of the same names)."""

    AGENCY = "Agency"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    PROGRAM = "Program"
    LAW = "Law"
    AGREEMENT = "Agreement"
    PLACE = "Place"
    FACILITY = "Facility"


class Factuality(StrEnum):
    """How real a reported relation is, after FactBank's scale as the ontology cuts it."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    POSSIBLE = "Possible"
    DENIED = "Denied"


class StatementKind(StrEnum):
    """How the words are given: all inside quotation marks, none, or both."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"
    MIXED = "Mixed"


class Modality(StrEnum):
    """What a rule does with its action."""

    PERMITS = "Permits"
    PROHIBITS = "Prohibits"
    REQUIRES = "Requires"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as the text gives it: "2016-09-12", "2016-09", "2016", "--03-10" or "--03"."""

    value: str

    def __post_init__(self) -> None:
        _ = self.datatype

    @property
    def datatype(self) -> str:
        """The local name of the XML Schema type that the value is written in."""
        for name, form in _DATE_FORMS.items():
            if form.fullmatch(self.value):
                return name
        raise RecordError(f"not a date: {self.value!r}; give YYYY-MM-DD, YYYY-MM, YYYY, --MM-DD or --MM")


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read. `text` is stored and never changed again: every offset counts in it."""

    identifier: str
    text: str
    headline: str | None = None
    date: PartialDate | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A place in the article: `exact` is `article.text[start:end]`, checked by the `Record`."""

    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.exact) != self.end - self.start:
            raise RecordError(f"evidence {self.start}:{self.end} cannot quote {self.exact!r}")

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> Evidence:
        """The evidence at these code points of the article."""
        return cls(start, end, article.text[start:end])


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that the article names or treats as definite. `evidence` holds its mentions, in text order."""

    key: str
    kind: Kind
    label: str
    alt_labels: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    law_kind: str | None = None

    def __post_init__(self) -> None:
        _require_evidence(self.key, self.evidence)


@dataclass(frozen=True, slots=True)
class Post:
    """An office that a person holds: its title in lower case, and the body where the text gives one."""

    key: str
    title: str
    body: str | None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _require_evidence(self.key, self.evidence)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words: an entity's key, or, where the source is no entity, its words in the article."""

    entity: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        if (self.entity is None) == (self.text is None):
            raise RecordError("a source is either an entity or a text")


@dataclass(frozen=True, slots=True)
class Assertion:
    """One triple as the article says it. `claimant` is None where the article speaks in its own voice."""

    subject: str
    predicate: str
    object: str
    factuality: Factuality
    evidence: tuple[Evidence, ...]
    claimant: Source | None = None
    on_date: PartialDate | None = None
    from_date: PartialDate | None = None
    until_date: PartialDate | None = None
    confidence: float = 0.8

    def __post_init__(self) -> None:
        _require_evidence(f"{self.subject} {self.predicate} {self.object}", self.evidence)
        if not 0.0 <= self.confidence <= 1.0:
            raise RecordError(f"confidence {self.confidence} is not between 0 and 1")

    @property
    def plain(self) -> bool:
        """Whether the article itself reports the triple as so, so that it stands in the graph as a plain triple."""
        return self.factuality is Factuality.ACTUAL and self.claimant is None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Something that a source said, or (with `attitude`) is reported to want, plan, fear or know.

    Exactly one of `kind` (a statement) and `attitude` (the cue's lemma) is set. `content` is the evidence's
    pieces joined by " … "; `cue` the cue's lemma.
    """

    speaker: Source | None
    content: str
    cue: str | None
    kind: StatementKind | None
    attitude: str | None
    about: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    cue_evidence: tuple[Evidence, ...] = ()
    speaker_evidence: tuple[Evidence, ...] = ()
    on_date: PartialDate | None = None

    def __post_init__(self) -> None:
        _require_evidence(self.content, self.evidence)
        if (self.kind is None) == (self.attitude is None):
            raise RecordError("an attribution is either a statement (kind) or an attitude")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a law, program, agreement or body permits, prohibits or requires, of whom."""

    rule_of: str
    modality: Modality
    action: str
    bearer: Source | None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _require_evidence(self.action, self.evidence)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A reported number. `value` is a decimal in plain notation ("21", "1500000", "0.5")."""

    value: str
    what: str
    of: str | None
    evidence: tuple[Evidence, ...]
    on_date: PartialDate | None = None

    def __post_init__(self) -> None:
        _require_evidence(f"{self.value} {self.what}", self.evidence)


@dataclass(frozen=True, slots=True)
class Record:
    """All that one article says. Construction checks every quote and every key."""

    article: Article
    entities: tuple[Entity, ...] = ()
    posts: tuple[Post, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    rules: tuple[Rule, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    _keys: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = [entity.key for entity in self.entities] + [post.key for post in self.posts]
        object.__setattr__(self, "_keys", frozenset(keys))
        if len(keys) != len(self._keys):
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise RecordError(f"two nodes with one key: {', '.join(twice)}")
        for evidence in self.evidence():
            if self.article.text[evidence.start : evidence.end] != evidence.exact:
                place = f"{self.article.identifier}: characters {evidence.start} to {evidence.end}"
                raise RecordError(f"{place} are not {evidence.exact!r}")
        for key in self._named():
            if key not in self._keys:
                raise RecordError(f"{self.article.identifier}: {key} is used but no node of the record")

    @property
    def statements(self) -> tuple[Attribution, ...]:
        """The attributions that are statements: said, written or announced."""
        return tuple(item for item in self.attributions if item.kind is not None)

    @property
    def attitudes(self) -> tuple[Attribution, ...]:
        """The attributions that are attitudes: wanted, planned, feared or known, and nobody's word."""
        return tuple(item for item in self.attributions if item.attitude is not None)

    def evidence(self) -> list[Evidence]:
        """Every piece of evidence in the record, with repetitions."""
        groups = [entity.evidence for entity in self.entities] + [post.evidence for post in self.posts]
        groups += [assertion.evidence for assertion in self.assertions]
        groups += [rule.evidence for rule in self.rules] + [number.evidence for number in self.measurements]
        for item in self.attributions:
            groups += [item.evidence, item.cue_evidence, item.speaker_evidence]
        return [evidence for group in groups for evidence in group]

    def _named(self) -> set[str]:
        sources = [assertion.claimant for assertion in self.assertions]
        sources += [item.speaker for item in self.attributions]
        sources += [rule.bearer for rule in self.rules]
        used = {source.entity for source in sources if source is not None}
        used |= {post.body for post in self.posts} | {measurement.of for measurement in self.measurements}
        for assertion in self.assertions:
            used |= {assertion.subject, assertion.object}
        for item in self.attributions:
            used |= set(item.about)
        used |= {rule.rule_of for rule in self.rules}
        return {key for key in used if key is not None}


def _require_evidence(what: str, evidence: tuple[Evidence, ...]) -> None:
    if not evidence:
        raise RecordError(f"{what}: nothing is said without evidence")
