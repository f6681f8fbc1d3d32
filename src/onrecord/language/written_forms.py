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
    r"(?: No\.)? (?:\d[\w\-]*(?:\.\d+)?(?:\([a-z\d]+\))*|[A-Z](?:-\d+)?|[IVX]+)(?![\w(])"
    r"|(?:H\.?B\.?|S\.?B\.?|H\.R\.|L\.D\.|A\.B\.) ?\d+\b)"
)
_CASE = re.compile(r"\b(?:[A-Z][\w.]+ )+v\. (?:the )?[A-Z]\w+(?: [A-Z]\w+)*")
_DATELINE = re.compile(r"(?:, ?[A-Z][\w. ]{1,20})?\s*(?:\([A-Z][\w ]+\)\s*)?(?:\u2014|\u2013|--|- )")
_PARTY_LETTERS = {"R": "Republican Party", "D": "Democratic Party"}


def propose_written_forms(doc: Doc) -> list[Proposal]:
    """Every name that its written form tells, whatever the language model thinks."""
    return [*_affiliations(doc), *_numbered(doc), *_datelines(doc)]


def _affiliations(doc: Doc) -> list[Proposal]:
    """The party and the state of "(R-Ohio)"."""
    found: list[Proposal] = []
    for match in _AFFILIATION.finditer(doc.text):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        state = _state_written(match.group(2))
        if span is None or (state is None and doc.text[match.start() - 1 : match.start()] not in {"(", " "}):
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


def _datelines(doc: Doc) -> list[Proposal]:
    """The place in capitals that a paragraph may begin with ("OMAHA, Neb. (AP) \u2014")."""
    found = []
    for start, end in doc._.paragraphs:
        stop = start
        while stop < min(end, start + 4) and doc[stop].text.isupper() and doc[stop].text[0].isalpha():
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
