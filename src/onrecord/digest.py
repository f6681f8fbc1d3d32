"""What a build remembers of an article beside its graph: enough to count, and to say on a screen what there is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field

from onrecord.record import Assertion, Entity, Factuality, Kind, Record, Source

NOTED = 6
"""The facts of note of one article; no more are shown of all."""

_TARGETS = (Kind.PROGRAM, Kind.LAW, Kind.AGREEMENT)


@dataclass(frozen=True, slots=True)
class Digest:
    """One article in numbers, or with `of_record` and JSON: nothing in it is a Record.

    `entities` are key, kind, label and number of mentions; `noted` worth, subject, predicate and object of the facts
    of note; `speakers` how many statements each speaker makes; `own` the assertions in the article's own voice by
    factuality; `set_aside` how often a node broke a shape, by reason.
    """

    counts: dict[str, int] = field(default_factory=dict)
    entities: list[tuple[str, str, str, int]] = field(default_factory=list)
    noted: list[tuple[float, str, str, str]] = field(default_factory=list)
    speakers: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    set_aside: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of_record(cls, record: Record, quads: int, reasons: list[str]) -> Digest:
        """The digest of a record whose graph has so many quads, and of which these nodes were set aside."""
        said, names = record.assertions, {entity.key: entity.label for entity in record.entities}
        counts = {
            "assertions": len(said),
            "plain": sum(item.plain for item in said),
            "statements": len(record.statements),
            "attitudes": len(record.attitudes),
            "rules": len(record.rules),
            "measurements": len(record.measurements),
            "quads": quads,
            "quarantined": len(reasons),
        }
        return cls(
            counts,
            [(entity.key, entity.kind.value, entity.label, len(entity.evidence)) for entity in record.entities],
            _noted(record),
            dict(Counter(_name(item.speaker, names) for item in record.statements)),
            dict(Counter(item.factuality.value for item in said if item.claimant is None)),
            dict(Counter(reasons)),
        )

    @classmethod
    def from_json(cls, text: str) -> Digest:
        """The digest that `to_json` wrote."""
        return cls(**json.loads(text))

    def to_json(self) -> str:
        """The digest as a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @property
    def claims(self) -> int:
        """The assertions that the article gives as somebody's words."""
        return self.counts["assertions"] - sum(self.own.get(how.value, 0) for how in Factuality)


def _name(source: Source | None, names: dict[str, str]) -> str:
    if source is None:
        return "somebody"
    return names.get(source.entity, source.entity) if source.entity is not None else str(source.text)


def _noted(record: Record) -> list[tuple[float, str, str, str]]:
    """The facts about programs, laws and agreements, and the dated ones, among those who are named most."""
    entities = {entity.key: entity for entity in record.entities}
    best: dict[tuple[str, str], tuple[float, str, str, str]] = {}
    for said in record.assertions:
        worth = _worth(said, entities)
        found = (-worth, said.subject, said.predicate, said.object)
        best[said.subject, said.predicate] = min(best.get((said.subject, said.predicate), found), found)
    return sorted(best.values())[:NOTED]


def _worth(said: Assertion, entities: dict[str, Entity]) -> float:
    target, subject = entities.get(said.object), entities[said.subject]
    mentions = len(subject.evidence) + (1 if target is None else len(target.evidence))
    dated = said.on_date is not None or said.from_date is not None
    kind = None if target is None else target.kind
    return round(2.0 * (kind in _TARGETS) + dated + said.confidence + min(1.0, mentions / 20), 4)
