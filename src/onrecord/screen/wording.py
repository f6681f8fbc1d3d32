"""The record in words: names for keys, relations by their labels, dates and certainty as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord import ontology
from onrecord.record import Assertion, Factuality, Kind, PartialDate, Record, Source

MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
PLURALS = {
    Kind.AGENCY: "agencies",
    Kind.ORGANIZATION: "organizations",
    Kind.PERSON: "people",
    Kind.PROGRAM: "programs",
    Kind.LAW: "laws",
    Kind.AGREEMENT: "agreements",
    Kind.PLACE: "places",
    Kind.FACILITY: "facilities",
}
_SURE = {
    Factuality.ACTUAL: ("fact", "claimed by {}"),
    Factuality.PLANNED: ("plan", "plan, says {}"),
    Factuality.POSSIBLE: ("possible", "possible, says {}"),
    Factuality.DENIED: ("denied", "denied by {}"),
}
STYLES = {
    Factuality.ACTUAL: "green",
    Factuality.PLANNED: "cyan",
    Factuality.POSSIBLE: "magenta",
    Factuality.DENIED: "red",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What each key is called."""

    by_key: Mapping[str, str]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Names:
        """The labels of all entities and posts; where articles differ, the first one's."""
        found: dict[str, str] = {}
        for record in records:
            for entity in record.entities:
                found.setdefault(entity.key, entity.label)
        for record in records:
            for post in record.posts:
                body = found.get(post.body or "")
                found.setdefault(post.key, f"{post.title}, {body}" if body else post.title)
        return cls(found)

    def __getitem__(self, key: str) -> str:
        return self.by_key.get(key, key)

    def source(self, source: Source | None) -> str:
        """Whose words: the entity's name, or the words that the article has for it."""
        if source is None:
            return "somebody"
        return self[source.entity] if source.entity is not None else str(source.text)


def relation(predicate: str) -> str:
    """The label of the relation in the ontology."""
    known = ontology.relations().get(predicate)
    return known.label if known and known.label else predicate


def sure(said: Assertion, names: Names) -> str:
    """How sure the article is: a fact, a plan, possible, denied, and by whom where it is somebody's claim."""
    own, claimed = _SURE[said.factuality]
    return own if said.claimant is None else claimed.format(names.source(said.claimant))


def style(said: Assertion) -> str:
    """The colour of a fact, a plan, a possibility, a denial; a claim is yellow whatever it claims."""
    return STYLES[said.factuality] if said.claimant is None else "yellow"


def when(said: Assertion) -> str:
    """The dates of an assertion in words, or nothing."""
    parts = [
        *([day(said.on_date)] if said.on_date else []),
        *([f"since {day(said.from_date)}"] if said.from_date else []),
        *([f"until {day(said.until_date)}"] if said.until_date else []),
    ]
    return ", ".join(parts)


def day(date: PartialDate) -> str:
    """A date as news writes it: "March 10, 2026", "March 2026", "2026", "March 10" or "March"."""
    value = date.value
    year, rest = ("", value[2:]) if value.startswith("--") else (value[:4], value[5:])
    month, _, number = rest.partition("-")
    named = MONTHS[int(month) - 1] if month else ""
    head = f"{named} {int(number)}" if number else named
    return (f"{head}, {year}" if number else f"{head} {year}".strip()) if year else head


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number of things: "1 fact", "1,200 facts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
