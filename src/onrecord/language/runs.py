"""Runs of capitalised words: where a name may stand, and where one name ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from onrecord.identity.gazetteer import gazetteer
from onrecord.record import Kind

_MONTHS = "january february march april may june july august september october november december"
_MONTHS_SHORT = "jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec."
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
CALENDAR = frozenset(f"{_MONTHS} {_MONTHS_SHORT} {_DAYS}".split())
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "LAW", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART"})
_CONNECTORS = frozenset({"of", "for", "on", "and", "&", "to", "in", "at"})
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "ul", "van", "von"})
"""Small words inside people's names ("Bashar al-Assad")."""
SITES = frozenset({"Ft.", "Mt.", "St."})
"""Abbreviations that begin the name of a place, so that no sentence ends with them."""
_YEAR = re.compile(r"(?:1[789]|20)\d\d")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|d)")
_JOINED_KINDS = frozenset({Kind.AGENCY, Kind.LAW, Kind.PROGRAM})
_OF_FIELDS = frozenset({"bureau", "committee", "department", "division", "ministry", "office", "subcommittee"})
_ONLY_OF = frozenset({"bay", "city", "county", "gulf", "isle", "port", "republic", "state", "town", "village"})
_INCORPORATED = frozenset({"co.", "corp.", "inc.", "jr.", "llc.", "ltd.", "sr."})
"""Abbreviations that end a name."""
_NUMBER = re.compile(r"\d[\w.\-()]*|[IVX]+")


@dataclass(frozen=True, slots=True)
class Casing:
    """What the article's own use of capitals tells: words capitalised inside sentences, and words in lower case."""

    capitalised: frozenset[str]
    lower: frozenset[str]
    initial: frozenset[int]

    @classmethod
    def of(cls, doc: Doc) -> Casing:
        """Read the casing of the Doc; headlines in title case count as all-initial."""
        initial = _initial_tokens(doc)
        shown = (token for token in doc if token.i not in initial)
        capitals: set[str] = set()
        lower: set[str] = set()
        for token in shown:
            (capitals if token.text[:1].isupper() else lower).add(token.lower_)
        return cls(frozenset(capitals), frozenset(lower), frozenset(initial))


def _initial_tokens(doc: Doc) -> set[int]:
    initial: set[int] = set()
    for sentence in doc.sents:
        for token in sentence:
            initial.add(token.i)
            if token.is_alpha or token.like_num:
                break
    for token in doc[:-1]:
        if token.text in {'"', ":", "\u2014", "--", "-", "\u2022"} and (token.text != "-" or token.whitespace_):
            initial.add(token.i + 1)
    for start, end in doc._.paragraphs or _lines(doc):
        if _title_case(doc, start, end):
            initial.update(range(start, end))
    return initial


def _lines(doc: Doc) -> Iterator[tuple[int, int]]:
    start = 0
    for token in doc:
        if "\n" in token.text:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def _title_case(doc: Doc, start: int, end: int) -> bool:
    long = [token for token in doc[start:end] if token.is_alpha and len(token) > 3]
    if len(long) < 4 or end - start > 40:
        return False
    return sum(token.text[0].isupper() for token in long) > 0.8 * len(long)


def is_name_word(token: Token, casing: Casing) -> bool:
    """Whether the token may be part of a name."""
    text = token.text
    if _ORDINAL.fullmatch(text) and token.i + 1 < len(token.doc):
        following = token.nbor(1)
        return following.text[0].isupper() and following.lower_ not in CALENDAR and not following.is_sent_start
    if not text[0].isupper() or token.lower_ in CALENDAR or token.tag_ == "PRP":
        return text[0].isdigit() and any(character.isupper() for character in text) and token.ent_type_ in _NAMED
    if token.tag_ == "PRP$" and token.i in casing.initial:
        return False
    if len(text) == 1 and text in "AI" and token.tag_ not in {"NNP"}:
        return False
    if token.i not in casing.initial or (token.i and token.nbor(-1).text in SITES):
        return not (token.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL"} and token.tag_ not in {"NNP", "NNPS"})
    if token.lower_ in casing.capitalised:
        return token.lower_ not in casing.lower or token.tag_ in {"NNP", "NNPS"}
    if token.lower_ in casing.lower and token.ent_type_ not in {"PERSON", "GPE"}:
        return False
    return token.tag_ in {"NNP", "NNPS"} or (token.ent_type_ in _NAMED and token.tag_ in {"NN", "NNS", "JJ"})


def runs(doc: Doc, casing: Casing) -> Iterator[tuple[int, int]]:
    """The longest stretches that may be a name or several names side by side."""
    flags = [is_name_word(token, casing) for token in doc]
    length, position = len(doc), 0
    while position < length:
        if not flags[position]:
            position += 1
            continue
        start, position = position, position + 1
        while position < length:
            step = _step(doc, flags, start, position)
            if not step:
                break
            position += step
        yield start, position


def _step(doc: Doc, flags: list[bool], start: int, position: int) -> int:
    """How many tokens the run goes on by, from this position: 0 where it ends."""
    token, before = doc[position], doc[position - 1]
    if token.is_sent_start and not (_abbreviated(before) and not _ends_paragraph(doc, position - 1)):
        return 0
    if flags[position]:
        return 0 if _ends_with_company(doc, position) else 1
    if _NUMBER.fullmatch(token.text) and before.lower_ in gazetteer().numbered:
        return 1
    following = position + 1
    if following >= len(doc) or token.is_space:
        return 0
    if token.lower_ == "of" and before.lower_ in {"act", "code"} and _YEAR.fullmatch(doc[following].text):
        return 2
    if token.lower_ in _PARTICLES and token.is_lower and before.ent_type_ == "PERSON":
        stop = following + 1 if doc[following].text == "-" else following
        return stop + 1 - position if stop < len(doc) and flags[stop] else 0
    if token.text in {"-", "/", "\u2013"} and not before.whitespace_ and not token.whitespace_:
        return _hyphenated(doc, flags, position)
    if token.text in {"'s", "'"} and flags[following]:
        joined = before.lower_ in gazetteer().owners or _same_entity(doc, position - 1, following)
        return 2 if (joined and before.ent_type_ != "PERSON") or _saint(doc, start, position) else 0
    if token.text == "," and _listed(doc, flags, start, position):
        return 2 if flags[position + 1] else 3
    if token.lower_ in _CONNECTORS:
        return _connected(doc, flags, start, position)
    return 0


def _listed(doc: Doc, flags: list[bool], start: int, position: int) -> bool:
    """Whether a comma separates the fields of one body ("Bureau of Alcohol, Tobacco, Firearms and Explosives")."""
    if position + 2 >= len(doc) or not _has_fields(doc, start, position):
        return False
    if doc[position + 1].lower_ in {"and", "&"}:
        return flags[position + 2] and "," in {token.text for token in doc[start:position]}
    if not flags[position + 1]:
        return False
    for later in range(position + 2, min(len(doc) - 1, position + 6)):
        if doc[later].lower_ in {"and", "&"}:
            return (
                flags[later + 1]
                and doc[later + 1].ent_type_ != "GPE"
                and all(map(_is_field, doc[position : later + 2]))
            )
        if not flags[later] and doc[later].text != ",":
            return False
    return False


def _has_fields(doc: Doc, start: int, position: int) -> bool:
    """Whether a name so far is a body's and its first field ("House Committee on Science", "Bureau of Alcohol")."""
    joints = [i for i in range(start + 1, position) if doc[i].lower_ in {"of", "on"}]
    return bool(joints) and doc[joints[-1] - 1].lower_ in _OF_FIELDS


def _is_field(token: Token) -> bool:
    """Whether the word may be of a field that a body is for, and is no person and no other body."""
    return token.ent_type_ != "PERSON" and not (token.is_upper and len(token) > 1)


def _hyphenated(doc: Doc, flags: list[bool], position: int) -> int:
    """How far a hyphen carries a name on ("Pre-Law", "Right-to-Know")."""
    if len(doc[position - 1].text) == 1:
        return 2 if flags[position + 1] and doc[position - 1].text not in "DIR" else 0  # "G-III", but not "R-Ohio"
    if flags[position + 1]:
        return 0 if doc[position - 1].ent_type_ == "GPE" and doc[position + 1].ent_type_ == "GPE" else 2
    inner = position + 3 < len(doc) and doc[position + 2].text == "-" and flags[position + 3]
    if inner and doc[position + 1].lower_ in {"to", "of", "in", "and", "the"}:
        return 4
    number = doc[position + 1].text.isdigit() and doc[position - 1].text.isdigit()
    return 2 if number else 0


def _another_body(doc: Doc, flags: list[bool], start: int, following: int) -> bool:
    """Whether what follows "of the" is a body of its own ("the Programs Office of the Ohio Department of Aging")."""
    if following - start < 4:
        return False
    end = following
    while end < len(doc) and flags[end]:
        end += 1
    return doc[end - 1].lower_ in {"department", "bureau", "university", "office", "agency", "commission"} or (
        end - following > 1 and doc[end - 1].lower_ in gazetteer().name_heads
    )


def _is_a_court(doc: Doc, start: int, position: int) -> bool:
    """Whether the name so far is a court's, which a "for" goes on with the circuit or district that it is for."""
    words = [token.lower_ for token in doc[start:position]]
    going_on = {token.lower_ for token in doc[position + 1 : position + 6]}
    return words[-1] in {"court", "courts", "appeals"} and "court" in words and bool(going_on & {"circuit", "district"})


def _ends_in_act(doc: Doc, flags: list[bool], start: int) -> bool:
    """Whether the capitals from here on end in "Act" ("Justice for Victims of Trafficking Act")."""
    end = start
    while end < min(len(doc), start + 6) and (flags[end] or doc[end].lower_ in {"of", "for", "and", "the"}):
        if doc[end].text == "Act":
            return True
        end += 1
    return False


def _ends_with_company(doc: Doc, position: int) -> bool:
    """Whether the name before ends with the "Co." of a company, and what follows is none of its parts."""
    if doc[position - 1].lower_ not in _INCORPORATED:
        return False
    return bool(doc[position].is_sent_start) or doc[position].lower_ not in gazetteer().name_heads


def _ends_paragraph(doc: Doc, position: int) -> bool:
    return "\n" in doc[position].text_with_ws or (position + 1 < len(doc) and doc[position + 1].is_space)


def _abbreviated(token: Token) -> bool:
    return token.text.endswith(".") and len(token) > 1 and token.text[0].isupper()


def _saint(doc: Doc, start: int, position: int) -> bool:
    return doc[start].text in {"St.", "Saint"} and position - start == 2


def _same_entity(doc: Doc, left: int, right: int) -> bool:
    label = doc[left].ent_type_
    return (
        bool(label)
        and label == doc[right].ent_type_
        and all(doc[i].ent_iob_ == "I" for i in range(left + 1, right + 1))
    )


def _connected(doc: Doc, flags: list[bool], start: int, position: int) -> int:
    token, following = doc[position], position + 1
    if doc[following].lower_ == "the" and following + 1 < len(doc):
        following += 1
    if not flags[following]:
        return 0
    step = following + 1 - position
    if token.lower_ in {"and", "&"} or (doc[position - 1].text == "," and token.lower_ == "and"):
        return step if _conjoined(doc, flags, start, position) else 0
    before = doc[position - 1].lower_
    acronym = doc[position - 1].text.isupper() and len(before) > 2 and before not in gazetteer().titles
    if acronym and token.lower_ == "of":
        return step if doc[following].ent_type_ in {"GPE", "ORG"} and doc[following].text != before else 0
    if token.lower_ == "for" and _is_a_court(doc, start, position):
        return step  # "Court of Appeals for the Seventh Circuit"
    if doc[position + 1].lower_ == "the" and _another_body(doc, flags, start, following):
        return 0
    if before in gazetteer().of_heads and token.lower_ in {"of", "for", "on"}:
        if token.lower_ != "of" and (doc[following].ent_type_ in {"PERSON", "GPE"} or before in _ONLY_OF):
            return 0
        return step
    if token.lower_ in {"of", "for", "in"} and _ends_in_act(doc, flags, following) and not doc[position - 1].is_stop:
        return step if doc[position - 1].ent_type_ not in {"PERSON", "GPE", "DATE"} else 0
    same = _same_entity(doc, position - 1, following) and doc[position - 1].ent_type_ in {"ORG", "LAW", "FAC"}
    joints = {"of"} if gazetteer().name_heads.get(before) is Kind.PLACE else {"of", "for", "on", "to"}
    return step if same and token.lower_ in joints else 0


@lru_cache(maxsize=1)
def _joined_names() -> tuple[str, ...]:
    """The known names that have an "and" inside."""
    return tuple(name for name in gazetteer().authorities if " and " in name or " & " in name)


def _conjoined(doc: Doc, flags: list[bool], start: int, position: int) -> bool:
    """Whether "and" stands inside one name ("Parks and Recreation Department")."""
    left, right = doc[start:position], position + 1
    if doc[start : start + 12].text.startswith(_joined_names()):
        return True
    heads = gazetteer()
    before = [token.lower_ for token in left]
    if {"of", "for", "on"} & set(before[1:-1]) and doc[right].ent_type_ not in {"PERSON", "GPE"}:
        joint = next(index for index, word in enumerate(before) if index and word in {"of", "for", "on"})
        person = any(token.ent_type_ == "PERSON" for token in left)
        joined = before[0 if person else joint - 1] in heads.of_heads or before[-3:-2] == ["department"]
        known = heads.authorities.get(doc[right].text)
        return joined and (known is None or known.kind is Kind.PROGRAM)
    if _same_entity(doc, position - 1, right) and doc[right].ent_type_ in {"ORG", "LAW", "FAC"}:
        return True
    end = right
    while end < len(doc) and flags[end]:
        end += 1
    last = doc[end - 1].lower_
    if left.text in heads.authorities or doc[position - 1].lower_ in heads.name_heads or len(left) > 4:
        return False
    if doc[position - 1].ent_type_ in {"PERSON", "GPE", "NORP"} or left[0].lower_ in heads.titles:
        return False
    return last in {
        "act",
        "department",
        "committee",
        "commission",
        "administration",
        "services",
        "enforcement",
        "board",
    }
