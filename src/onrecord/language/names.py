"""Names: runs of capitals cut at titles and parties, with their kinds, their tails, and the places inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.consistency import agree_on_kinds
from onrecord.language.descriptions import PRONOUNS
from onrecord.language.inner_names import inner_names
from onrecord.language.kinds import kind_of_name
from onrecord.language.proposals import Proposal
from onrecord.language.runs import Casing, runs
from onrecord.language.surface import person_start
from onrecord.record import Kind

_SET_BESIDE = frozenset({",", ".", "from", "like", "who"})
"""What may follow a party's word that is set beside names, where it opens no clause of its own."""
_LEVELS = frozenset({"state", "county", "city", "town", "village", "borough", "township", "parish", "federal"})
_PLACE_HEADS = frozenset({"county", "city", "township", "town", "village", "parish", "borough"})
_INITIAL = re.compile(r"[A-Z]\.")
_ADDRESSES = frozenset({"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "dr."})
_CHAMBERS = frozenset({"House", "Senate", "Assembly", "Congress"})
_CONTESTS = frozenset({"bid", "campaign", "contest", "contests", "primary", "race", "races", "run", "seat", "seats"})
_CANDIDATES = frozenset({"nominee", "candidate", "rival", "incumbent", "challenger", "hopeful", "front-runner"})


def propose_names(doc: Doc) -> list[Proposal]:
    """Every name of the Doc, with the places and persons nested in longer names."""
    casing = Casing.of(doc)
    found: list[Proposal] = []
    for start, end in runs(doc, casing):
        for segment in _segments(doc, start, end):
            if segment[1] - segment[0] == 1 and doc[segment[0]].lower_ in PRONOUNS - {"it"}:
                continue  # "POLICE ARREST HIM"; "IT" may be a department's
            found += _read_segment(doc, *segment)
    agree_on_kinds(doc, found)
    return found


def _segments(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Cut a run at its titles and party words; yields start, end and the title before the segment."""
    title: str | None = None
    if end - start > 1 and doc[max(start - 2, 0) : start + 1].text.lower() == "secretary of state":
        start, title = start + 1, "secretary of state"  # "former secretary of State Ruiz"
    begin = position = start
    while position < end:
        if begin < position and _is_contested(doc, position, end) and _is_place(doc, begin, position):
            yield begin, position, title
            begin, title = position, None
        length = _title_length(doc, begin, position, end)
        if length and position + length == end and position > start and _with_tail(doc, start, end):
            length = 0
        if length:
            yield from _left_part(doc, begin, position, title)
            title = doc[position : position + length].text.lower()
            position += length
            begin = position
            continue
        if _party_word(doc, position, end):
            yield from _left_part(doc, begin, position, title)
            yield position, position + 1, "party"
            position += 1
            begin, title = position, None
            continue
        position += 1
    if begin < end:
        yield begin, end, title


def _is_contested(doc: Doc, position: int, end: int) -> bool:
    """Whether the name ends in a chamber for which somebody runs: the country's, not the state's before it."""
    contest = position + 1 == end < len(doc) and doc[end].lower_ in _CONTESTS | _CANDIDATES
    return contest and doc[position].text in {"House", "Senate"}


def _left_part(doc: Doc, begin: int, end: int, title: str | None) -> Iterator[tuple[int, int, str | None]]:
    modifiers = gazetteer().title_modifiers
    known = gazetteer().authorities
    while end > begin and doc[end - 1].lower_ in modifiers and not (end - begin > 1 and doc[begin:end].text in known):
        if doc[end - 1].lower_ == "county" and end - 1 > begin:
            break
        end -= 1
    if end - begin > 1 and doc[end - 1].lower_ in gazetteer().fields and _is_place(doc, begin, end - 1):
        end -= 1  # "Ohio Agriculture Commissioner": no body is called "Ohio Agriculture".
    if begin < end:
        yield begin, end, title


def _title_length(doc: Doc, begin: int, position: int, end: int) -> int:
    """The number of tokens of the title that begins here, or 0."""
    words = gazetteer()
    if position > begin and doc[position - 1].lower_ in {"of", "for", "and", "on", "the", ","}:
        return 0
    if position > begin and _INITIAL.fullmatch(doc[position - 1].text):
        return 0  # "Peter T. King" is no king.
    if doc[position].lower_ in {"commissioners", "supervisors", "trustees", "judges"} and position - begin > 1:
        return 0
    if doc[position].lower_ == "charge" and _is_in_charge(doc, position):
        return 1
    for length in (3, 2, 1):
        after = position + length
        if after > end:
            continue
        text = doc[position:after].text.lower()
        if position > begin and doc[position].lower_ in _PLACE_HEADS:
            continue
        if text not in words.titles and text not in words.courtesy:
            continue
        if text in _ADDRESSES and end - after == 1:
            return length  # "Ms. Park" is a person, whatever her name means.
        if after < end and _heads_a_name(doc, position, after, end):
            continue
        return length
    return 0


def _is_in_charge(doc: Doc, position: int) -> bool:
    """Whether a title ends here that has an "in charge" ("Special Agent in Charge Jo Park")."""
    return doc[max(position - 2, 0) : position].text.lower() in {"agent in", "officer in"}


def _heads_a_name(doc: Doc, position: int, after: int, end: int) -> bool:
    """Whether the title's words belong to a longer name that is none of a person ("Sheriff's Office")."""
    words = gazetteer()
    following = doc[after]
    if following.text in {"'s", "'"}:
        return after + 1 < end
    if following.lower_ in words.name_heads and not words.gender(following.text):
        return True
    if following.lower_ in {"of", "for"}:
        return any(token.lower_ in words.name_heads for token in doc[position:after])
    if following.ent_type_ == "PERSON" or words.gender(following.text) or doc[position].text.endswith("."):
        return False
    last = doc[end - 1].lower_
    return end - after <= 3 and last in words.name_heads and words.name_heads[last] is not Kind.PLACE


def _party_word(doc: Doc, position: int, end: int) -> bool:
    known = gazetteer().authorities.get(doc[position].text)
    if known is None or not known.party:
        return False
    if position + 1 < end and doc[position].text not in {"Democrat", "Republicans", "Democrats"}:
        rest = doc[position + 1 : end]
        heads = gazetteer().name_heads
        if rest[0].text in _CHAMBERS and (len(rest) == 1 or rest[1].lower_ not in heads):
            return True  # "the GOP Senate" is the Senate.
        return not any(token.lower_ in heads or token.lower_ == "governors" for token in rest[:3])
    return True


def _read_segment(doc: Doc, start: int, end: int, title: str | None) -> list[Proposal]:
    words = gazetteer()
    start, end = _trim(doc, start, end)
    if start >= end:
        return []
    if title == "party":
        return _party(doc, start)
    stretched = _with_tail(doc, start, end)
    if stretched is not None:
        tail_end, tail_kind = stretched
        whole = Proposal(start, tail_end, tail_kind, "name", 0.85)
        return [_with_level(doc, whole), *inner_names(doc, start, end, tail_kind)]
    kind, confidence = kind_of_name(doc, start, end, title)
    if kind is Kind.PERSON:
        named = person_start(doc, start, end)
        start, confidence = named, confidence if named == start else max(confidence, 0.85)
    if kind is Kind.PLACE and end - start == 1 and doc[start].lower_ in _LEVELS | _PLACE_HEADS:
        return []
    if kind is None or not any(character.isupper() for character in doc[start:end].text):
        return []
    span = Proposal(start, end, kind, "name", confidence)
    if kind is Kind.PERSON and title in words.courtesy | words.titles:
        span.title = title
    return [_with_level(doc, span), *inner_names(doc, start, end, kind)]


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Leave out a leading nationality and what no name ends with."""
    while end > start and doc[end - 1].lower_ in {"'s", "'", "-", "the", "and", "of"}:
        end -= 1
    while start < end and doc[start].lower_ in {"the", "and", "'s", "a", "an"}:
        start += 1
    if end - start >= 2 and doc[start].ent_type_ != "PERSON" and doc[start].tag_ in {"VBG", "JJ", "RB"}:
        start += all(token.ent_type_ == "PERSON" for token in doc[start + 1 : end])
    if end - start >= 2 and doc[start].lower_ in gazetteer().sorts:
        start += 1  # "the super PAC Marlow Works"
    if end - start == 2 and doc[start].ent_type_ == "NORP" and doc[start + 1].ent_type_ == "PERSON":
        start += 1
    return start, end


def _party(doc: Doc, position: int) -> list[Proposal]:
    """A party is meant where its word says a person's affiliation, or names the party itself."""
    token = doc[position]
    label = gazetteer().authorities[token.text].canonical
    plural = token.text.endswith("s") and token.lower_ not in {"dems"}
    # As words between spaces, so that a "front-runner" is one.
    following = [word.strip(",.") for word in doc[position + 1 : position + 7].text.lower().split()[:3]]
    affiliation = any(word in gazetteer().titles or word in _CANDIDATES for word in following)
    unsaid = (plural and not _of_people(doc, position)) or (token.tag_ == "JJ" and not affiliation)
    confidence = 0.45 if unsaid else 0.8
    return [Proposal(position, position + 1, Kind.ORGANIZATION, "name", confidence, label=label)]


def _of_people(doc: Doc, position: int) -> bool:
    """Whether the word for several of a party stands with their names: "Ana Ruiz and Jo Park, both Republicans"."""
    before, behind = doc[max(position - 3, 0) : position], doc[position + 1 : position + 3]
    counted = bool(before) and (before[-1].lower_ in {"both", "all"} or before[-1].tag_ == "CD")
    names = [token for token in before if token.lower_ not in {"both", "all"}][-2:]
    joint = len(names) == 2 and names[1].text == "," and names[0].ent_type_ == "PERSON"
    if joint and (counted or (behind and behind[0].text in _SET_BESIDE)):
        return True
    named = len(behind) > 1 and (behind[1].ent_type_ == "PERSON" or gazetteer().gender(behind[1].text) is not None)
    return named and ((counted and behind[0].text == ",") or behind[0].lower_ == "like")


def _with_tail(doc: Doc, start: int, end: int) -> tuple[int, Kind] | None:
    """The end of a name that goes on in lower case ("Ansley County sheriff's office"), and its kind."""
    words = gazetteer()
    limit = min(len(doc), end + 4)
    best: tuple[int, Kind] | None = None
    for stop in range(end + 1, limit + 1):
        token = doc[stop - 1]
        if token.is_punct or token.is_space or token.is_sent_start or token.text[:1].isupper():
            break
        kind = words.tails.get(doc[end:stop].text.lower())
        if kind is None and stop > end + 1 and token.lower_ in words.tails and _compounds(doc, end, stop):
            kind = words.tails[token.lower_]
        if kind is not None:
            best = (stop, kind)
    if best is None or doc[start:end].text.lower() in words.titles:
        return None
    if best[1] is Kind.PROGRAM and doc[start:end].text in words.peoples:
        return None  # "a Czech model"
    indefinite = start > 0 and doc[start - 1].lower_ in {"a", "an"}
    if best[1] is Kind.ORGANIZATION and (indefinite or _is_place(doc, start, end)):
        return None
    if doc[end : best[0]].text == "office" and doc[end - 1].lower_ == "post":
        return None
    return best


def _is_place(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are a place's that the gazetteer knows."""
    known = gazetteer().authorities.get(doc[start:end].text)
    return known is not None and known.kind is Kind.PLACE


def _compounds(doc: Doc, start: int, stop: int) -> bool:
    head = doc[stop - 1]
    inner = doc[start : stop - 1]
    return all(token.tag_ in {"NN", "JJ", "NNS", "POS"} and start <= token.head.i <= head.i for token in inner)


def _with_level(doc: Doc, span: Proposal) -> Proposal:
    """Take in the level before a body's name ("state Commission of Correction"), or a constitution's."""
    leveled = span.kind is Kind.AGENCY or doc[span.start : span.end].text == "Constitution"
    if leveled and span.start and doc[span.start - 1].text in _LEVELS:
        head = doc[span.start - 1].head.i
        if span.start <= head < span.end or doc[span.start - 1].tag_ in {"NNP", "NN", "JJ"}:
            span.start -= 1
    return span
