"""Names inside names: the place in a body's name, the chamber in a committee's."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.proposals import Proposal
from onrecord.record import Kind

_PLACE_HEADS = frozenset({"county", "city", "township", "town", "village", "parish", "borough"})
_LEVELS = frozenset({"city", "town", "village", "borough"})
_CIVIC = frozenset(
    (
        *("administrator", "attorney", "auditor", "board", "clerk", "commission", "council", "councilman", "court"),
        *("councilmember", "councilor", "councilwoman", "government", "hall", "jail", "manager", "planning"),
    )
)
"""What makes the level before it part of a body's or officer's name: "Marlow City Council" is the council of Marlow."""
_CHAMBERS = frozenset({"House", "Senate", "Assembly"})
_PANELS = frozenset({"committee", "committees", "subcommittee", "benghazi"})


def inner_names(doc: Doc, start: int, end: int, kind: Kind) -> list[Proposal]:
    """The place inside the name of a body or a building."""
    if kind not in {Kind.AGENCY, Kind.FACILITY, Kind.LAW}:
        return []
    words = gazetteer()
    for stop in range(min(end, start + 4), start, -1):
        if stop == end and end - start == 1 and kind is not Kind.AGENCY:
            continue
        text = doc[start:stop].text
        known = words.authorities.get(text)
        if known is not None and known.kind is Kind.PLACE and text not in words.own_country:
            return [Proposal(start, stop, Kind.PLACE, "name", 0.9)]
        last = doc[stop - 1].lower_
        if stop - start > 1 and last in _PLACE_HEADS and doc[start].tag_ in {"NNP", "NNPS"} and stop < end:
            if doc[stop].lower_ in _CIVIC and last in _LEVELS and not _stands_alone(doc, text):
                return [Proposal(start, stop - 1, Kind.PLACE, "name", 0.85)]
            return [Proposal(start, stop, Kind.PLACE, "name", 0.85)]
    if doc[start].lower_ in _PLACE_HEADS and start + 2 < end and doc[start + 1].lower_ == "of":
        return [Proposal(start + 2, end, Kind.PLACE, "name", 0.8)]
    if kind is not Kind.AGENCY or end - start == 1:
        return []
    circuit = _place_of_a_court(doc, start, end)
    if circuit is not None:
        return [circuit]
    if doc[start].text in _CHAMBERS and doc[end - 1].lower_ in _PANELS:
        return [Proposal(start, start + 1, Kind.AGENCY, "name", 0.9)]
    return _unknown_place(doc, start, end)


def _stands_alone(doc: Doc, name: str) -> bool:
    """Whether a place is called so elsewhere, where no word for a body follows ("moved to Marlow City.")."""
    _, *rest = doc.text.split(name)
    return any(words.split()[:1] != [] and words.split()[0].lower() not in _CIVIC for words in rest)


def _place_of_a_court(doc: Doc, start: int, end: int) -> Proposal | None:
    """The place at the end of a court's name ("U.S. District Court for the District of Columbia")."""
    words = [token.lower_ for token in doc[start:end]]
    if "court" not in words or "for" not in words:
        return None
    for first in range(start + words.index("for") + 1, end):
        known = gazetteer().authorities.get(doc[first:end].text)
        if known is not None and known.kind is Kind.PLACE:
            return Proposal(first, end, Kind.PLACE, "name", 0.9)
    return None


def _unknown_place(doc: Doc, start: int, end: int) -> list[Proposal]:
    """A place that no list knows, before "Police", "City" and the like, or by the language model's word."""
    words = gazetteer()
    for stop in range(start + 1, min(end, start + 3)):
        if doc[stop].lower_ in {"police", "city", "fire", "school", "public", "town"}:
            whole = all(token.lower_ not in words.name_heads and len(token) > 2 for token in doc[start:stop])
            return [Proposal(start, stop, Kind.PLACE, "name", 0.7)] if whole else []
    if doc[start].ent_type_ == "GPE" and doc[start].text not in words.own_country | words.adjectives.keys():
        stop = start + 1
        while stop < end and doc[stop].ent_type_ == "GPE" and doc[stop].ent_iob_ == "I":
            stop += 1
        if doc[start:stop].text in words.own_country:
            return []
        return [Proposal(start, stop, Kind.PLACE, "name", 0.7)]
    return []
