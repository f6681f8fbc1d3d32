"""The component `onrecord_measurements`: how many of what.

A number in digits or words is a measurement where it counts or amounts to something that a reader could check: "48
counties", "$590,000 grant", "31 of the checks". Dates, times, ages, distances, shares, tallies and numbers that name
things ("Section 8") are none; words that name no one number ("thousands") are none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.language.annotations import MeasurementDraft, TokenRange, chain_of
from onrecord.language.numbers import GROUPS, SCALES, SMALL, figure, plain, value_of

_WORDS = tomllib.loads((files("onrecord.language") / "measurements.toml").read_text(encoding="utf8"))
_TALLIED = frozenset(_WORDS["tallied"])
_FEW = 5  # votes of a board are a tally and no measurement
_CURRENCY = {"$", "US$", "\u20ac", "\u00a3"}
_NUMBER_LINKS = {"and", "-"}
_PART_OF_NAME = frozenset(_WORDS["names"])
_UNCOUNTED = frozenset(_WORDS["uncounted"])
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d|911")
_POLLED = frozenset(_WORDS["polled"])
_AMOUNT_NOUNS_LEAD = {"in", "of", "for", "on", "worth", "toward", "towards"}
_NARROWING = frozenset(_WORDS["narrowing"])
LONGEST = 6  # words of a noun phrase with a prepositional phrase
LONGEST_CLAUSE = 7  # words of a noun phrase with a clause that narrows it
_MODIFIERS = {"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"}


def find(doc: Doc) -> list[MeasurementDraft]:
    """The measurements of the Doc in text order."""
    taken = {index for mention in doc._.dates for index in range(mention.start, mention.end)}
    drafts: list[MeasurementDraft] = []
    counted: TokenRange | None = None
    for start, end, value in _numbers(doc):
        if any(index in taken for index in range(start, end)) or _names(doc, start, end):
            continue
        if start and doc[start - 1].lower_ in ("every", "each", "per"):
            continue
        money = (start > 0 and doc[start - 1].text in _CURRENCY) or doc[start].text.startswith("$")
        if money:
            what = _amounted(doc, start, end)
        elif end < len(doc) and doc[end].lower_ in ("%", "percent"):
            what = _shared(doc, start, end + 1)
        else:
            what = _counted(doc, start, end, value) or _implied(doc, start, end, value, counted)
            counted = what or counted
        if what is not None and any(index in taken for index in range(*what) if doc[index].pos_ != "PROPN"):
            what = (what[0], what[1]) if doc[what[0] : what[1]].root.i not in taken else None
        if what is not None:
            drafts.append(
                MeasurementDraft(
                    plain(value), what, _evidence(doc, start, end, what), _tied_to(doc, start, what), _dated(doc, start)
                )
            )
    return list(_once(doc, drafts))


def _evidence(doc: Doc, start: int, end: int, what: TokenRange) -> TokenRange:
    """The stretch that says number and noun; the number alone where the noun stands in another sentence."""
    if doc[what[0]].sent != doc[start].sent:
        return start, end
    return min(start, what[0]), max(end, what[1])


def _once(doc: Doc, drafts: list[MeasurementDraft]) -> Iterator[MeasurementDraft]:
    """Each number of the same things once, in its fullest words: headlines and leads repeat each other."""
    best: dict[tuple[str, str], MeasurementDraft] = {}
    for draft in drafts:
        key = (draft.value, doc[slice(*draft.what)].root.lemma_.lower())
        held = best.get(key)
        if held is None or draft.what[1] - draft.what[0] > held.what[1] - held.what[0]:
            best[key] = draft
    for draft in drafts:
        if any(draft is kept for kept in best.values()):
            yield draft


# Numbers ------------------------------------------------------------------------------------------------------------


def _numbers(doc: Doc) -> Iterator[tuple[int, int, Decimal]]:
    """The longest stretches of tokens that name one number, with their values."""
    index = 0
    while index < len(doc):
        end, value = index, None
        for stop in range(index + 1, min(index + 8, len(doc)) + 1):
            token = doc[stop - 1]
            if not _numeric(token.text, token.lower_, stop - 1 == index):
                break
            found = value_of(doc[index:stop].text)
            if found is not None and doc[stop - 1].lower_ not in _NUMBER_LINKS:
                end, value = stop, found
        if value is not None:
            yield index, end, value
        index = max(end, index + 1)


@lru_cache(maxsize=1 << 14)
def _numeric(text: str, word: str, first: bool) -> bool:
    if word in _CURRENCY or text in _CURRENCY:
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
    if doc[start].is_title and not doc[start].is_sent_start and doc[start].is_alpha and _is_name(after):
        return True
    if before is not None:
        if before.lower_ in _PART_OF_NAME and before.lower_ != "top" and figure(doc[start].lower_) is not None:
            return True
        if before.tag_ == "NNP" and figure(doc[start].lower_) is not None and doc[start].head.i < start:
            return True
        if before.text in ("-", "\u2013", "/", ":", "#", "(") and not before.whitespace_ and before.text != "(":
            return True
    if after is None:
        return False
    if _YEAR.fullmatch(doc[start:end].text) or after.text in (":", "/") or after.lower_ in ("a.m.", "p.m.", "am", "pm"):
        return True
    if after.text in ("-", "\u2013") and not doc[end - 1].whitespace_:
        return not _counting_compound(doc, end)
    return after.text == "(" and not doc[end - 1].whitespace_


def _is_name(token: Token | None) -> bool:
    return token is not None and token.pos_ == "PROPN"


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
    if head.dep_ == "poss" and head.i >= end and head.head.pos_ == "NOUN" and head.lemma_.lower() not in _UNCOUNTED:
        head = head.head  # "15 sheriff's offices"
    if (
        head.i < end
        or number.dep_ not in ("nummod", "compound", "quantmod", "amod")
        or head.pos_ not in ("NOUN", "PROPN")
    ):
        return None
    if head.tag_ == "NNP" or (head.lemma_.lower() in _UNCOUNTED and not _measures(head)):
        return None
    if head.lemma_.lower() in _TALLIED and value <= _FEW:
        return None
    return _phrase(doc, end, head)


def _measures(head: Token) -> bool:
    """Whether a unit's noun measures something ("46 miles of shore") or is part of another ("board feet")."""
    if any(child.dep_ == "compound" and child.i == head.i - 1 for child in head.lefts):
        return head.lemma_.lower() == "foot"
    return head.lemma_.lower() == "mile" and any(child.lower_ == "of" for child in head.rights)


def _implied(doc: Doc, start: int, end: int, value: Decimal, counted: TokenRange | None) -> TokenRange | None:
    """What a number without a noun counts: what changes to it, or what was counted before ("It has fixed four")."""
    number = doc[start:end].root
    if value <= 1 or doc[start].lower_ in ("a", "an") or (start and doc[start - 1].lower_ in ("the", "these", "those")):
        return None
    of_them = end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].lower_ in ("them", "those", "these")
    again = of_them or _goes_on(doc, number, start, counted)
    if not again and number.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "ROOT"):
        return None
    if number.dep_ in ("pobj", "attr") and not of_them:
        changed = _changed(doc, number)
        if changed is not None:
            return changed
    if number.dep_ == "pobj" and not again:
        return None
    if counted is None or doc[counted[0]].sent.end < number.sent.start - 1:
        return None
    before = doc[number.sent.start - 1].sent if number.sent.start else number.sent
    return counted if counted[0] >= before.start else None


def _goes_on(doc: Doc, number: Token, start: int, counted: TokenRange | None) -> bool:
    """Whether it counts what its sentence has just counted: "1,300 patients, from 1,900", "six guards and four"."""
    if counted is None or doc[counted[0]].sent != number.sent or counted[1] > start or doc[start - 1].is_punct:
        return False
    if number.dep_ == "pobj":
        ranged = doc[slice(*counted)].root.head.lower_ == "from" and doc[start - 1].lower_ == "to"
        return ranged or doc[start - 1].lower_ == "from"
    return number.dep_ == "conj"


def _changed(doc: Doc, number: Token) -> TokenRange | None:
    """The subject of "fell to 31", the object of "cut the population to 118", the noun of "a population of 400"."""
    head = number.head
    if head.pos_ == "ADP" and head.lower_ == "of" and head.head.pos_ == "NOUN" and head.head.tag_ == "NN":
        return head.head.i, head.head.i + 1
    verb = head.head if head.pos_ == "ADP" and head.lower_ in ("to", "from", "at") else head
    if verb.pos_ == "ADP":
        verb = verb.head
    if verb.lemma_ == "number" and verb.dep_ == "relcl" and verb.head.pos_ == "NOUN":
        return _phrase(doc, verb.head.left_edge.i, verb.head)
    for child in verb.children:
        if (
            child.lower_ in ("number", "total")
            and child.dep_ in ("nsubj", "dobj")
            and head.lower_ in ("to", "from", "at")
        ):
            return _of_phrase(doc, child.i + 1)
        named = child.pos_ == "NOUN" and child.ent_type_ not in ("PERSON", "DATE", "TIME")
        moving = verb.lemma_ in _COSTING and child.dep_ in ("nsubj", "nsubjpass")
        if verb.lemma_ == "be" and child.lemma_ not in _AMOUNTS:
            continue
        moved = head.pos_ == "ADP" and verb.lemma_ in _MOVING and child.dep_ == "dobj"
        if named and (moving or moved) and child.lower_ not in ("number", "total"):
            return _phrase(doc, child.left_edge.i, child)
    return None


_MOVING = frozenset(_WORDS["moving"])


def _shared(doc: Doc, start: int, end: int) -> TokenRange | None:
    """What the share is of: "18 percent of the recovery", "a 25% match"; None where people are polled."""
    phrase = _of_phrase(doc, end) or _modified(doc, start, end)
    if phrase is None or doc[phrase[0] : phrase[1]].root.lemma_.lower() in _POLLED:
        return None
    return phrase


def _of_phrase(doc: Doc, end: int) -> TokenRange | None:
    """The noun phrase of "31 of the checks"."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    objects = [child for child in doc[end].children if child.dep_ == "pobj"]
    if not objects or objects[0].pos_ not in ("NOUN", "PROPN") or objects[0].lemma_.lower() in _UNCOUNTED:
        return None
    if objects[0].lemma_.lower() in SCALES or objects[0].lemma_.lower() in GROUPS:
        return None
    inner = [child.i + 1 for child in objects[0].lefts if child.dep_ == "nummod"]
    return _phrase(doc, max([objects[0].left_edge.i, *inner]), objects[0])


def _phrase(doc: Doc, start: int, head: Token) -> TokenRange:
    """The noun phrase from a token on, with an "of" phrase that says of what."""
    while start < head.i and (doc[start].is_punct or doc[start].dep_ == "det" or doc[start].lower_ in ("more", "such")):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
            end = _shortest(child)
        elif child.dep_ == "prep" and child.i == end and child.lower_ in _NARROWING and head.lower_ != "people":
            stop = _shortest(child)
            if stop - start <= LONGEST and doc[stop - 1].ent_type_ != "DATE":
                end = stop
        elif (
            child.dep_ in ("relcl", "acl")
            and child.left_edge.i == end
            and _narrows(child)
            and child.right_edge.i + 1 - start <= LONGEST_CLAUSE
        ):
            end = child.right_edge.i + 1
        elif child.dep_ == "conj" and child.pos_ == "NOUN" and child.i - end <= 4 and not _told_apart(child):
            end = child.i + 1
    return start, end


def _narrows(clause: Token) -> bool:
    """Whether a clause says which things are counted; an infinitive says what for ("31 people to represent")."""
    return not any(child.tag_ == "TO" or child.tag_ == "WRB" for child in clause.lefts)


def _told_apart(noun: Token) -> bool:
    """Whether a coordinated noun has a number or an article of its own ("four beds and a crib")."""
    return any(child.dep_ in ("nummod", "det") for child in noun.lefts)


def _shortest(preposition: Token) -> int:
    """The end of the preposition's object without what hangs behind it."""
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    return objects[0].i + 1 if objects else preposition.right_edge.i + 1


# What amounts to it --------------------------------------------------------------------------------------------------


def _amounted(doc: Doc, start: int, end: int) -> TokenRange | None:
    """The noun phrase that the money is: what it modifies, what follows "in" or "for", or the subject that costs it."""
    for find_phrase in (_modified, _followed, _equated, _passed, _meant_to):
        phrase = find_phrase(doc, start, end)
        if phrase is not None:
            return phrase
    return None


def _modified(doc: Doc, start: int, end: int) -> TokenRange | None:
    root = doc[start:end].root
    head = root.head
    if head.i >= end and root.dep_ in _MODIFIERS and head.pos_ in ("NOUN", "PROPN") and head.i - end < 5:
        if head.lower_ == "worth":
            return _of_phrase(doc, head.i + 1)
        if head.lemma_.lower() in _UNCOUNTED or head.ent_type_ in ("DATE", "TIME"):
            return None
        first = end + 1 if doc[end].text == "-" else end
        return _phrase(doc, min(first, head.i), head)
    return None


def _followed(doc: Doc, start: int, end: int) -> TokenRange | None:
    """The noun of "$2.1 million a year in property taxes"."""
    stop = end
    while stop < len(doc) and stop < end + 4 and doc[stop].lower_ in ("a", "an", "per", "each", "more", *_PERIODS):
        stop += 1
    if stop >= len(doc) or doc[stop].lower_ not in _AMOUNT_NOUNS_LEAD:
        return None
    preposition = doc[stop]
    if preposition.lower_ == "worth" and stop + 1 < len(doc) and doc[stop + 1].lower_ == "of":
        preposition = doc[stop + 1]
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    if not objects or objects[0].pos_ not in ("NOUN", "PROPN") or objects[0].ent_type_ in _NO_AMOUNT:
        return None
    return _phrase(doc, objects[0].left_edge.i, objects[0])


def _passed(doc: Doc, start: int, end: int) -> TokenRange | None:
    """To or from whom, or under what, the money goes: "paid $640,000 last year to a marketing firm"."""
    stop = _past_period(doc, end)
    if (
        stop >= len(doc)
        or doc[stop].lower_ not in _PASSING
        or doc[start:end].root.dep_ not in ("dobj", "nsubj", "nsubjpass")
    ):
        return None
    objects = [child for child in doc[stop].children if child.dep_ == "pobj"]
    barred = _NO_AMOUNT if doc[stop].lower_ in ("to", "from") else ("DATE", "TIME")
    if not objects or objects[0].pos_ not in ("NOUN", "PROPN") or objects[0].ent_type_ in barred:
        return None
    if any(child.like_num for child in objects[0].lefts) or objects[0].like_num:
        return None
    return _phrase(doc, objects[0].left_edge.i, objects[0])


def _past_period(doc: Doc, end: int) -> int:
    """The place behind "a year", "last year" or "in March", where one follows the money."""
    stop = end
    while (
        stop < len(doc)
        and stop < end + 4
        and (doc[stop].lower_ in ("a", "an", "per", "each", "more", *_PERIODS) or doc[stop].ent_type_ == "DATE")
    ):
        stop += 1
    return stop


def _meant_to(doc: Doc, start: int, end: int) -> TokenRange | None:
    """What the money is to do something with: "spent $210,000 to defeat a ballot measure"."""
    if end >= len(doc) or doc[end].tag_ != "TO" or doc[start:end].root.dep_ != "dobj":
        return None
    objects = [child for child in doc[end].head.rights if child.dep_ == "dobj"]
    if not objects or objects[0].pos_ not in ("NOUN", "PROPN"):
        return None
    return _phrase(doc, objects[0].left_edge.i, objects[0])


_PASSING = ("to", "from", "under", "through")
_NO_AMOUNT = ("DATE", "TIME", "GPE", "ORG", "PERSON")
_PERIODS = ("year", "month", "week", "day", "hour", "piece", "head", "last", "this", "next")
_COSTING = frozenset(_WORDS["costing"])


def _equated(doc: Doc, start: int, end: int) -> TokenRange | None:
    """What costs or is the money ("The settlement is $8.4 million"), or is given or put at it."""
    root = doc[start:end].root
    head = root.head
    if root.dep_ == "appos" and head.pos_ == "NOUN":
        return _phrase(doc, head.left_edge.i, head)
    if head.lower_ == "worth" and head.head.pos_ == "NOUN":
        return _phrase(doc, head.head.left_edge.i, head.head)
    if head.pos_ == "ADP" and head.lower_ in ("of", "at") and head.head.pos_ == "NOUN":
        return head.head.i, head.head.i + 1
    verb = head.head if head.pos_ == "ADP" else head
    if verb.dep_ == "relcl" and verb.head.pos_ == "NOUN" and root.dep_ == "dobj" and not _to(verb):
        return _phrase(doc, verb.head.left_edge.i, verb.head)
    return _put_at(doc, start, head, verb)


def _to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


def _put_at(doc: Doc, start: int, head: Token, verb: Token) -> TokenRange | None:
    subjects = [child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ == "NOUN"]
    if subjects and (verb.lemma_ in _COSTING or subjects[0].ent_type_ == "") and subjects[0].lemma_ in _AMOUNTS:
        return _phrase(doc, subjects[0].left_edge.i, subjects[0])
    if subjects and verb.lemma_ in _COSTING:
        return _phrase(doc, subjects[0].left_edge.i, subjects[0])
    if head.pos_ == "ADP":
        objects = [child for child in verb.rights if child.dep_ == "dobj" and child.i < start]
        if objects and objects[0].pos_ in ("NOUN", "PROPN"):
            return _phrase(doc, objects[0].left_edge.i, objects[0])
    return None


_AMOUNTS = frozenset(_WORDS["amounts"])


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
