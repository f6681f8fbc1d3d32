"""Names with a form of their own: "R-Ohio", "287(g)", "H.B. 14", "Bell v. Orr", and datelines."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.proposals import Proposal
from onrecord.record import Kind

_AFFILIATION = re.compile(r"\b([RDI])-([A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]+)*)")
_SECTION_PROGRAM = re.compile(r"(?<!Section )(?<!section )\b287\([a-z]\)(?!\()")
_NUMBERED_LAW = re.compile(
    r"\b(?:(?:(?:House|Senate|Assembly|State|Executive|Ballot) )?"
    r"(?:Bill|File|Resolution|Question|Ordinance|Issue|Measure|Proposition|Regulation|Order|Act|Section|Article|Title)"
    r"(?: No\.)? (?:\d[\w\-]*(?:\.\d+)?(?:\([a-z\d]+\))*|[A-Z](?:-\d+)?|[IVX]+)(?![\w('])"
    r"|(?:H\.?B\.?|S\.?B\.?|H\.R\.|L\.D\.|A\.B\.) ?\d+\b)"
)
_LEVELS = frozenset({"city", "town", "village", "borough", "township", "county", "state"})
_WITHIN = frozenset({"in", "across", "throughout", "around", "near", "outside"})
_CASE = re.compile(r"\b(?:[A-Z][\w.]+ )+v\. (?:the )?[A-Z]\w+(?: [A-Z]\w+)*")
_DATELINE = re.compile(r"(?:, ?[A-Z][\w. ]{1,20})?\s*(?:\([A-Z][\w ]+\)\s*)?(?:\u2014|\u2013|--|- )")
_PARTY_LETTERS = {"R": "Republican Party", "D": "Democratic Party"}


def propose_written_forms(doc: Doc) -> list[Proposal]:
    """Every name that its written form tells, whatever the language model thinks."""
    return [*_affiliations(doc), *_numbered(doc), *_datelines(doc), *_corporations(doc)]


def _affiliations(doc: Doc) -> list[Proposal]:
    """The party and the state of "(R-Ohio)"."""
    found: list[Proposal] = []
    text = doc.text
    for match in _AFFILIATION.finditer(text):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        state = _state_written(match.group(2))
        if span is None or (state is None and text[match.start() - 1 : match.start()] not in {"(", " "}):
            continue
        party = _PARTY_LETTERS.get(match.group(1))
        letter_end = span.start + 1
        if party is not None:
            found.append(Proposal(span.start, letter_end, Kind.ORGANIZATION, "name", 0.97, label=party))
        place = doc.char_span(*match.span(2), alignment_mode="contract")
        bounds = (place.start, place.end) if place is not None and len(place) else (span.start, span.end)
        found.append(Proposal(*bounds, Kind.PLACE, "name", 0.96, label=state or match.group(2)))
    return found


def _numbered(doc: Doc) -> list[Proposal]:
    """Laws by number, cases by parties, programs by section."""
    found: list[Proposal] = []
    for pattern, kind in ((_SECTION_PROGRAM, Kind.PROGRAM), (_NUMBERED_LAW, Kind.LAW), (_CASE, Kind.LAW)):
        for match in pattern.finditer(doc.text):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            if span is not None:
                end = span.end
                if kind is Kind.PROGRAM and end < len(doc) and doc[end].lower_ == "program":
                    end += 1
                found.append(Proposal(span.start, end, kind, "name", 1.2))
    return found


def _corporations(doc: Doc) -> list[Proposal]:
    """Governments named in lower case by their place ("the city of Redfern"); "his home state of Ohio" is a place."""
    found = []
    for token in doc[:-2]:
        if token.text in _LEVELS and doc[token.i + 1].text == "of" and doc[token.i + 2].text[0].isupper():
            end = token.i + 3
            while end < len(doc) and doc[end].tag_ == "NNP" and doc[end].text[0].isupper():
                end += 1
            described = any(child.dep_ in {"amod", "compound", "nmod"} for child in token.lefts)
            if not described and (token.i < 2 or doc[token.i - 2].lower_ not in _WITHIN):
                found.append(Proposal(token.i, end, Kind.AGENCY, "name", 0.9))
            found.append(Proposal(token.i + 2, end, Kind.PLACE, "name", 0.9))
    return found


def _capital(doc: Doc, position: int) -> bool:
    text = doc[position].text
    return (text.isupper() and text[0].isalpha()) or (text == "." and len(doc[position - 1].text) == 2)


def _datelines(doc: Doc) -> list[Proposal]:
    """The place in capitals that a paragraph may begin with ("OMAHA, Neb. (AP) \u2014")."""
    found = []
    for start, end in doc._.paragraphs:
        stop = start
        while stop < min(end, start + 4) and _capital(doc, stop):
            stop += 1
        rest = doc[stop : min(end, stop + 10)].text
        if stop > start and _DATELINE.match(rest):
            found.append(Proposal(start, stop, Kind.PLACE, "name", 0.98))
    return found


def _state_written(text: str) -> str | None:
    states = gazetteer().states
    for form in (text, f"{text}.", text.rstrip(".")):
        if form in states:
            return form
    return None
