"""The component `onrecord_measurements`: how many of what.

A number in digits or words is a measurement where it counts or amounts to something that a reader could check: "48
counties", "$590,000 grant", "31 of the checks". Dates, times, ages, distances, shares, tallies and numbers that name
things ("Section 8") are none; words that name no one number ("thousands") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.language.annotations import MeasurementDraft, TokenRange, chain_of
from onrecord.language.numbers import GROUPS, SCALES, SMALL, figure, plain, value_of

_CURRENCY = {"$", "US$", "\u20ac", "\u00a3"}
_NUMBER_LINKS = {"and", "-"}
_PART_OF_NAME = set(
    "section title article chapter act bill no. number route highway interstate room phase tier type level class part page "
    "district ward precinct lodge local measure proposition ordinance resolution rule order case docket channel unit "
    "policy question issue amendment region version form top".split()
)
# What is counted without being a count of things: time, age, distance, shares, text, and turns of phrase.
_UNCOUNTED = set(
    "year month day hour minute second week decade century weekend night quarter mile foot inch yard meter metre kilometer "
    "kilometre block percent percentage point page word line paragraph sentence time way thing side reason hand half third "
    "cent degree fold o'clock a.m. p.m. pm am dollar buck penny step part end kind sort type chance occasion round term "
    "lb pound ounce".split()
)
_AMOUNT_NOUNS_LEAD = {"in", "of", "for", "on", "worth", "from", "toward", "towards"}
_MODIFIERS = {"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"}


def find(doc: Doc) -> list[MeasurementDraft]:
    """The measurements of the Doc in text order."""
    taken = {index for mention in doc._.dates for index in range(mention.start, mention.end)}
    drafts: list[MeasurementDraft] = []
    for start, end, value in _numbers(doc):
        if any(index in taken for index in range(start, end)) or _names(doc, start, end):
            continue
        money = start > 0 and doc[start - 1].text in _CURRENCY or doc[start].text in _CURRENCY
        what = _amounted(doc, start, end) if money else _counted(doc, start, end, value)
        if what is not None:
            evidence = (min(start, what[0]), max(end, what[1]))
            drafts.append(MeasurementDraft(plain(value), what, evidence, _tied_to(doc, start, what), _dated(doc, start)))
    return drafts


# Numbers ------------------------------------------------------------------------------------------------------------


def _numbers(doc: Doc) -> Iterator[tuple[int, int, Decimal]]:
    """The longest stretches of tokens that name one number, with their values."""
    index = 0
    while index < len(doc):
        end, value = index, None
        for stop in range(index + 1, min(index + 8, len(doc)) + 1):
            if not _numeric(doc[stop - 1], stop - 1 == index):
                break
            found = value_of(doc[index:stop].text)
            if found is not None:
                end, value = stop, found
        if value is not None:
            yield index, end, value
        index = max(end, index + 1)


def _numeric(token: Token, first: bool) -> bool:
    word = token.lower_
    if word in _CURRENCY or token.text in _CURRENCY:
        return first
    if first and word in ("and", "-", *SCALES):
        return False
    pieces = word.split("-")
    return (
        figure(word) is not None
        or word in _NUMBER_LINKS
        or (first and word in ("a", "an"))
        or word in SCALES
        or word in GROUPS
        or all(piece in SMALL for piece in pieces)
        or bool(re.fullmatch(r"\$?[\d.,]*\d(?:k|m|bn|b|mm)", word))
    )


def _names(doc: Doc, start: int, end: int) -> bool:
    """Whether the number names something, is a tally, a clock time, a share, an age or part of a longer code."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is not None:
        if before.lower_ in _PART_OF_NAME and before.lower_ != "top" and figure(doc[start].lower_) is not None:
            return True
        if before.tag_ == "NNP" and figure(doc[start].lower_) is not None and doc[start].head.i < start:
            return True
        if before.text in ("-", "\u2013", "/", ":", "#", "(") and not before.whitespace_ and before.text != "(":
            return True
    if after is None:
        return False
    if after.text in ("%", ":", "/") or after.lower_ in ("percent", "a.m.", "p.m.", "am", "pm"):
        return True
    if after.text in ("-", "\u2013") and not doc[end - 1].whitespace_:
        return not _counting_compound(doc, end)
    return after.text == "(" and not doc[end - 1].whitespace_


def _counting_compound(doc: Doc, end: int) -> bool:
    """Whether the number counts in a compound that a noun follows ("the 12-bed clinic")."""
    if end + 1 >= len(doc):
        return False
    noun = doc[end + 1]
    return noun.is_alpha and noun.lemma_.lower() not in _UNCOUNTED


# What is counted ----------------------------------------------------------------------------------------------------


def _counted(doc: Doc, start: int, end: int, value: Decimal) -> TokenRange | None:
    number = doc[start:end].root
    if end < len(doc) and doc[end].text == "-":
        noun = doc[end + 1]
        return (noun.i, noun.i + 1) if noun.pos_ in ("NOUN", "PROPN") and value > 1 else None
    partitive = _of_phrase(doc, end)
    if partitive is not None:
        return None if value == 1 else partitive
    if value == 1 or number.lower_ in ("a", "an"):
        return None
    head = number.head
    while head.dep_ in ("quantmod", "nummod") and head.head != head and head.i < end:
        head = head.head
    if head.i < end or number.dep_ not in ("nummod", "compound", "quantmod", "amod") or head.pos_ not in ("NOUN", "PROPN"):
        return None
    if head.lemma_.lower() in _UNCOUNTED or head.tag_ == "NNP":
        return None
    return _phrase(doc, end, head)


def _of_phrase(doc: Doc, end: int) -> TokenRange | None:
    """The noun phrase of "31 of the checks"."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    objects = [child for child in doc[end].children if child.dep_ == "pobj"]
    if not objects or objects[0].pos_ not in ("NOUN", "PROPN") or objects[0].lemma_.lower() in _UNCOUNTED:
        return None
    return _phrase(doc, objects[0].left_edge.i, objects[0])


def _phrase(doc: Doc, start: int, head: Token) -> TokenRange:
    """The noun phrase from a token on, with an "of" phrase that says of what."""
    while start < head.i and (doc[start].is_punct or doc[start].dep_ == "det" or doc[start].lower_ in ("more", "such")):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
            end = child.right_edge.i + 1
    return start, end


# What amounts to it --------------------------------------------------------------------------------------------------


def _amounted(doc: Doc, start: int, end: int) -> TokenRange | None:
    """The noun phrase that the money is: what it modifies, what follows "in" or "for", or the subject that costs it."""
    for find_phrase in (_modified, _followed, _equated):
        phrase = find_phrase(doc, start, end)
        if phrase is not None:
            return phrase
    return None


def _modified(doc: Doc, start: int, end: int) -> TokenRange | None:
    root = doc[start:end].root
    head = root.head
    if head.i >= end and root.dep_ in _MODIFIERS and head.pos_ in ("NOUN", "PROPN") and head.i - end < 5:
        first = end + 1 if doc[end].text == "-" else end
        return _phrase(doc, min(first, head.i), head)
    return None


def _followed(doc: Doc, start: int, end: int) -> TokenRange | None:
    if end >= len(doc) or doc[end].lower_ not in _AMOUNT_NOUNS_LEAD:
        return None
    preposition = doc[end]
    if preposition.lower_ == "worth" and end + 1 < len(doc) and doc[end + 1].lower_ == "of":
        preposition = doc[end + 1]
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    if not objects or objects[0].pos_ not in ("NOUN", "PROPN"):
        return None
    return _phrase(doc, objects[0].left_edge.i, objects[0])


_COSTING = set("be cost total reach exceed rise climb fall drop come grow stand amount".split())


def _equated(doc: Doc, start: int, end: int) -> TokenRange | None:
    """What costs or is the money ("The settlement is $8.4 million"), or is given or put at it."""
    root = doc[start:end].root
    head = root.head
    if head.pos_ == "ADP" and head.lower_ in ("of", "at") and head.head.pos_ == "NOUN":
        return head.head.i, head.head.i + 1
    verb = head.head if head.pos_ == "ADP" else head
    if verb.lemma_ in _COSTING:
        subjects = [child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")]
        if subjects and subjects[0].pos_ in ("NOUN", "PROPN"):
            return _phrase(doc, subjects[0].left_edge.i, subjects[0])
    if head.pos_ == "ADP":
        objects = [child for child in verb.rights if child.dep_ == "dobj" and child.i < start]
        if objects and objects[0].pos_ in ("NOUN", "PROPN"):
            return _phrase(doc, objects[0].left_edge.i, objects[0])
    return None


# What it is tied to ---------------------------------------------------------------------------------------------------


def _tied_to(doc: Doc, number: int, what: TokenRange) -> int | None:
    """The chain of the owner, the place phrase or the subject that the measurement is about, if there is one."""
    head = doc[what[0] : what[1]].root
    for child in head.children:
        if child.dep_ == "poss":
            chain = chain_of(doc, child.i)
            if chain is not None:
                return chain
    for child in head.rights:
        for inner in child.children:
            if child.dep_ == "prep" and inner.dep_ == "pobj" and chain_of(doc, inner.i) is not None:
                return chain_of(doc, inner.i)
    return _subject_chain(doc, doc[number])


def _subject_chain(doc: Doc, token: Token) -> int | None:
    while token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            for child in token.lefts:
                if child.dep_ in ("nsubj", "nsubjpass") and chain_of(doc, child.i) is not None:
                    return chain_of(doc, child.i)
    return None


def _clause(token: Token) -> Token:
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _dated(doc: Doc, number: int) -> int | None:
    """The date mention that stands in the number's clause."""
    clause = _clause(doc[number])
    for index, mention in enumerate(doc._.dates):
        if doc[mention.start].sent == doc[number].sent and _clause(doc[mention.start : mention.end].root) == clause:
            return index
    return None


@Language.component("onrecord_measurements")
def measure(doc: Doc) -> Doc:
    """Leave the `MeasurementDraft`s on the Doc."""
    doc._.measurements = find(doc)
    return doc
