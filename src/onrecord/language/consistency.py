"""What one use of a name tells about its other uses in the same article."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.kinds import STANDS_AS_PLACE
from onrecord.language.proposals import Proposal
from onrecord.record import Kind

_HOSPITALS = frozenset({"hospital", "clinic"})

_PLACE_HEADS = frozenset({"county", "city", "township", "town", "village", "parish", "borough"})


def agree_on_kinds(doc: Doc, found: list[Proposal]) -> None:
    """Make the kinds of an article's names agree with one another, and add the surnames that were missed."""
    _spread_first_words(doc, found)
    _spread_places(doc, found)
    _spread_metonyms(doc, found)
    _spread_surnames(doc, found)
    _tell_sites(doc, found)


def _tell_sites(doc: Doc, found: list[Proposal]) -> None:
    """A hospital that does nothing in the article is a place of it; one that acts is an organization."""
    hospitals = [item for item in found if doc[item.end - 1].lower_ in _HOSPITALS and item.form == "name"]
    acting = {doc[item.start : item.end].text for item in hospitals if doc[item.end - 1].dep_ in {"nsubj", "nsubjpass"}}
    for item in hospitals:
        item.kind = Kind.ORGANIZATION if doc[item.start : item.end].text in acting else Kind.FACILITY


def _spread_first_words(doc: Doc, found: list[Proposal]) -> None:
    """A one-word name that begins a longer name, and is no known surname, is short for what that names."""
    surnames = {doc[item.end - 1].text for item in found if item.kind is Kind.PERSON and item.end - item.start > 1}
    words = gazetteer()
    longer: dict[str, Kind] = {}
    for item in found:
        size = item.end - item.start
        whole = doc[item.end - 1].text[0].isupper()
        if size > 1 and item.kind is Kind.ORGANIZATION and item.confidence > 0.7 and whole:
            longer.setdefault(doc[item.start].text, Kind.ORGANIZATION)
        elif size > 1 and item.kind is Kind.PLACE and doc[item.end - 1].lower_ in _PLACE_HEADS:
            longer[doc[item.start : item.end - 1].text] = Kind.PLACE
    people = {doc[item.start : item.end].text for item in found if item.kind is Kind.PERSON and item.confidence > 0.6}
    known = words.authorities
    for item in found:
        text = doc[item.start : item.end].text
        if text in people:
            continue
        kind = longer.get(text)
        if kind is None or text in surnames or text in known or item.title is not None or item.kind is Kind.PLACE:
            continue
        if item.kind is Kind.PERSON or (item.kind is Kind.ORGANIZATION and kind is Kind.PLACE):
            item.kind, item.confidence = kind, 0.8


def _spread_places(doc: Doc, found: list[Proposal]) -> None:
    """A word that stands as places do once is a place wherever the language model takes it for a body."""
    standing = {
        doc[item.start : item.end].text
        for item in found
        if item.kind is Kind.PLACE and item.confidence == STANDS_AS_PLACE
    }
    for item in found:
        if item.kind is Kind.ORGANIZATION and item.confidence <= 0.75 and doc[item.start : item.end].text in standing:
            item.kind, item.confidence = Kind.PLACE, STANDS_AS_PLACE


def _spread_metonyms(doc: Doc, found: list[Proposal]) -> None:
    """A capital that acts stands for its government, wherever the article names it."""
    words = gazetteer()
    places = [(item, doc[item.start : item.end].text) for item in found if item.kind is Kind.PLACE]
    acting = {text for item, text in places if text in words.capitals and _acts(doc, item.end - 1)}
    for item in found:
        if item.kind is Kind.PLACE and doc[item.start : item.end].text in acting:
            item.kind = Kind.AGENCY


def _acts(doc: Doc, position: int) -> bool:
    token = doc[position]
    if token.dep_ == "nsubj":
        return token.head.tag_[:2] == "VB" and token.head.lemma_ not in {"be", "have", "become", "lie", "sit", "see"}
    return token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.dep_ == "agent"


def _spread_surnames(doc: Doc, found: list[Proposal]) -> None:
    """A one-word name that is a known person's surname is that person, whatever the language model thinks."""
    surnames: set[str] = set()
    for item in found:
        if item.kind is Kind.PERSON and (item.end - item.start > 1 or item.title):
            surnames.add(doc[item.end - 1].text)
    places = gazetteer().authorities
    for item in found:
        if item.end - item.start == 1 and doc[item.start].text[-1] == "s" and doc[item.start].text[:-1] in surnames:
            item.confidence = 0.3
        if item.end - item.start == 1 and item.kind is not Kind.PERSON and doc[item.start].text in surnames:
            known = places.get(doc[item.start].text)
            if known is None or doc[item.start].ent_type_ == "PERSON":
                item.kind, item.confidence = Kind.PERSON, 0.85
    taken = {i for item in found for i in range(item.start, item.end)}
    for token in doc:
        if token.i not in taken and token.text in surnames and token.text[0].isupper() and len(token.text) > 2:
            before = doc[token.i - 1].lower_ if token.i else ""
            if before not in {"the", "a"}:
                found.append(Proposal(token.i, token.i + 1, Kind.PERSON, "name", 0.8))
