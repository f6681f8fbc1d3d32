"""Places that act: in "Marlow County sued Dorsey Corp." it is the county's government that did.

A frame that finds a place where only a body can stand says its fact of the government of that place. This is the one
that the article speaks of by other words ("the county"), or else one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord import ontology
from onrecord.frames.arguments import Reader
from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Chain, FactDraft
from onrecord.language.levels import LEVELS
from onrecord.record import Kind

_OF_GOVERNMENTS = frozenset(
    (
        *("challenges", "charged", "funds", "operates", "participatesIn", "partnersWith", "partyTo", "signed", "sued"),
        *("administers",),
    )
)
"""What governments do, or what is done to them, that nothing is said to do to a mere place."""
_AREAS = frozenset(
    (
        *("area", "avenue", "basin", "boulevard", "coast", "district", "highway", "hills", "island", "lake"),
        *("mountains", "park", "region", "reservation", "river", "road", "street", "valley"),
    )
)
"""Last words of places that no government is called after."""
_OWNING = frozenset({"name", "owner"})
"""Who says that a site is a place's: what is in Oregon may be called Oregon's, whoever runs it."""


def for_governments(facts: Iterable[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """What only a body can do or undergo, said of a place: it is the place's government that does."""
    known = _Governments(reader)
    for fact in facts:
        if fact.predicate not in _OF_GOVERNMENTS or fact.object is None:
            continue
        if fact.predicate == "operates" and fact.frame in _OWNING:
            continue
        relation = ontology.relations()[fact.predicate]
        ends = [
            (fact.subject, Kind.AGENCY in relation.domain and Kind.PLACE not in relation.domain),
            (fact.object, Kind.AGENCY in relation.range and Kind.PLACE not in relation.range),
        ]
        stands = [acts and known.may_act(chain) for chain, acts in ends]
        if any(stands) and all(stood or _fits(reader, fact, end) for end, stood in enumerate(stands)):
            subject, target = (
                known.of(chain) if stood else chain for (chain, _), stood in zip(ends, stands, strict=True)
            )
            if subject != target:
                yield replace(fact, subject=subject, object=target)


def _fits(reader: Reader, fact: FactDraft, end: int) -> bool:
    """Whether the end that is no place may stand where it does."""
    relation = ontology.relations()[fact.predicate]
    chain = fact.subject if end == 0 else fact.object
    return chain is not None and reader.chains[chain].kind in (relation.domain, relation.range)[end]


class _Governments:
    """The governments of an article's places, by the place."""

    def __init__(self, reader: Reader) -> None:
        self._chains: list[Chain] = reader.doc._.chains
        self._known: dict[int, int] = {}

    def may_act(self, index: int) -> bool:
        """Whether it is a place with a government: no country, which acts under its own name, and no region."""
        place, lists = self._chains[index], gazetteer()
        names = {place.label, *place.alt_labels}
        last = place.label.lower().rpartition(" ")[2]
        apart = names & {*lists.countries, *lists.regions} or last in _AREAS
        apart = apart or (place.label.isupper() and place.label not in lists.states)  # a dateline does nothing
        return place.kind is Kind.PLACE and not apart and not place.plural

    def of(self, place: int) -> int:
        """The government of the place."""
        if place not in self._known:
            self._known[place] = self._spoken_of(place)
        return self._known[place]

    def _spoken_of(self, place: int) -> int:
        chain = self._chains[place]
        called = {form for name in (chain.label, *chain.alt_labels) for form in _forms(name.lower())}
        for index, other in enumerate(self._chains):
            names = {name.lower() for name in (other.label, *other.alt_labels)}
            if other.kind is Kind.AGENCY and names & called:
                return index
        state = gazetteer().states.get(chain.label)
        label = f"{chain.label} government" if state is None else f"{state} state government"
        self._chains.append(Chain(Kind.AGENCY, label, chain.mentions[:1], qualifier=chain.qualifier))
        return len(self._chains) - 1


def _forms(name: str) -> set[str]:
    """What the government of a place may be called: "Marlow city government", "the city of Marlow"."""
    levels = [level for level in LEVELS if level != "tribe"]
    return {f"{name} government"} | {
        form for level in levels for form in (f"{level} of {name}", f"{name} {level} government")
    }
