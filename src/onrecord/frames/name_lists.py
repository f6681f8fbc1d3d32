"""Names one behind another, with what may stand between: "Jo Park of Ohio, Ana Ruiz (R-Iowa) and Tom Arden"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.frames.arguments import Reader
from onrecord.frames.holders import people
from onrecord.frames.titles import titles
from onrecord.language.annotations import Mention
from onrecord.record import Kind

JOINING = frozenset({",", ";", "and", "&"})


def names_from(reader: Reader, place: int) -> Iterator[Mention]:
    """The names from a place on, with what may stand between: places, parties in brackets, commas."""
    doc = reader.doc
    starts = {item.start: item for item in people(reader) if item.form == "name"}
    while place < len(doc):
        first = next((start for start in range(place, min(place + 3, len(doc))) if start in starts), None)
        unknown = _unknown(doc, place) if first is None else place
        if first is None and unknown == place:
            return
        if first is not None:
            if any(token.lower_ not in titles().full for token in doc[place:first]):
                return
            yield starts[first]
        place = behind_name(reader, unknown if first is None else starts[first].end)
        if doc[place - 1].lower_ not in JOINING:
            return


def _unknown(doc: Doc, place: int) -> int:
    """The end of two or three capitalized words that are no known name of a person, but stand in the list like one."""
    end = place
    while end < min(place + 3, len(doc)) and doc[end].tag_ == "NNP":
        end += 1
    return end if end - place > 1 else place


def behind_name(reader: Reader, place: int) -> int:
    """The first word behind a name, its place ("of Ohio"), its party ("(R-Ohio)") and what joins the next."""
    doc = reader.doc
    if place < len(doc) and doc[place].lower_ in ("of", "from"):
        ends = [
            item.end
            for item in doc._.mentions
            if item.start == place + 1 and item.chain is not None and reader.chains[item.chain].kind is Kind.PLACE
        ]
        place = max(ends, default=place)
    if place < len(doc) and doc[place].text == "(":
        place = _closed(doc, place)
    while place < len(doc) and doc[place].lower_ in JOINING:
        place += 1
    return place


def _closed(doc: Doc, place: int) -> int:
    for end in range(place, min(place + 8, len(doc))):
        if doc[end].text == ")":
            return end + 1
    return place
