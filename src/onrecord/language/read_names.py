"""Names as the encoder reads them, and what they make of the names that the rules propose."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from onrecord.encoder.reader import Reading
from onrecord.language.proposals import Proposal
from onrecord.language.surface import (
    closed,
    is_common,
    is_no_person,
    is_of_people,
    is_pair,
    is_quoted,
    is_sort,
    is_title_only,
    person_start,
)
from onrecord.record import Kind

_UNSURE = 0.75
"""A rule that is no surer than this had, for the kind, only the language model or the form of the name to go by."""
_KIND = 0.6
_NEW = 0.7
"""How sure the encoder must be to change a kind, and to add a name. All three chosen on dev, in steps of 0.1."""


def propose_read(doc: Doc, reading: Reading) -> list[Proposal]:
    """Every name that the encoder reads, with its kind; without a capital or a number it is none."""
    found = []
    for item in reading.mentions:
        span = doc.char_span(item.start, item.end, alignment_mode="expand")
        if item.form != "name" or span is None:
            continue
        end = closed(doc, span.start, span.end)
        start = person_start(doc, span.start, end) if item.kind is Kind.PERSON else span.start
        start += end - start > 1 and is_sort(doc, start, start + 1)  # "the PAC Marlow Works"
        if not _is_none(doc, start, end, item.kind):
            found.append(Proposal(start, end, item.kind, "name", item.confidence))
    return found


def _is_none(doc: Doc, start: int, end: int, kind: Kind) -> bool:
    """Whether these words name nothing of this kind, whatever the encoder reads in them."""
    if kind is Kind.PERSON:
        none = is_title_only(doc, start, end) or is_no_person(doc, start, end)
    else:
        none = is_of_people(doc, start, end)  # "Turkish-American donations", "the British"
    if kind in (Kind.LAW, Kind.ORGANIZATION):
        none = none or is_quoted(doc, start, end) or is_sort(doc, start, end)
    if kind is Kind.LAW:
        none = none or doc[start:end].text.isdigit()  # "the 2010 law"
    none = none or is_common(doc, start, end) or is_pair(doc, start, end)
    return none or not any(char.isupper() or char.isdigit() for char in doc[start:end].text)


def reconcile(doc: Doc, ruled: list[Proposal], read: list[Proposal]) -> list[Proposal]:
    """The rules' proposals after the encoder has spoken.

    It corrects the kind of a name that no list and no word of its own tells, takes out an unsure name where it reads
    none (but an acronym, which the article may explain), and adds a name where the rules propose none. What is no name
    stays as it is.
    """
    alike = {(item.start, item.end): item for item in read}
    kept: list[Proposal] = []
    for item in ruled:
        if item.form == "name" and item.label is None:
            acronym = item.end - item.start == 1 and doc[item.start].is_upper
            if item.confidence <= _UNSURE and not acronym and not any(_overlap(item, other) for other in read):
                continue
            other = alike.get((item.start, item.end))
            if other is not None and item.confidence <= _UNSURE and other.confidence >= _KIND:
                item = replace(item, kind=other.kind)
        kept.append(item)
    names = [item for item in ruled if item.form == "name"]
    sure = (item for item in read if item.confidence >= _NEW)
    return kept + [item for item in sure if not any(_overlap(item, other) for other in names)]


def _overlap(one: Proposal, other: Proposal) -> bool:
    return one.start < other.end and other.start < one.end
