"""Names in a list that a noun for all of them opens: "the Republican senators running -- Jo Park and Ana Ruiz"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.frames.arguments import Reader
from onrecord.frames.contests import up_for
from onrecord.frames.holders import Said
from onrecord.frames.name_lists import JOINING, behind_name, names_from
from onrecord.frames.paths import preposition
from onrecord.frames.title_phrases import phrase
from onrecord.frames.titles import titles
from onrecord.language.annotations import FactDraft, Mention
from onrecord.record import Factuality

_OPENING = (("including",), ("such", "as"), ("among", "them"), ("--",), ("\u2014",), ("\u2013",), (":",))
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AGAIN = ("up for re-election", "up for reelection")
_REACH = 15
"""Tokens between the noun and what opens the list, at most."""


@dataclass(frozen=True, slots=True)
class NameList:
    """A noun for several people, and the names behind it."""

    noun: Token
    names: tuple[Mention, ...]


def lists(reader: Reader) -> Iterator[NameList]:
    """Every list of people that a noun for holders of a post, candidates or members of a party opens."""
    for noun in reader.doc:
        if noun.tag_ not in ("NNS", "NNPS") or not _is_for_members(noun):
            continue
        opened = _opened(noun)
        names = tuple(names_from(reader, opened)) if opened is not None else ()
        if names and opened is not None and not _goes_on(reader, opened, names[-1]):
            yield NameList(noun, names)


def titles_of(reader: Reader, found: Iterable[NameList]) -> Iterator[Said]:
    """The title that the noun gives each of them."""
    for item in found:
        for name in item.names:
            for said in phrase(reader, name, item.noun, Factuality.ACTUAL):
                yield replace(said, one_of=True)


def find(reader: Reader, found: Iterable[NameList]) -> Iterator[FactDraft]:
    """The party, and the office that is sought, of each of them."""
    for item in found:
        party, office = _party(reader, item.noun), _sought(item.noun)
        for name in item.names:
            if name.chain is None:
                continue
            words = [(item.noun.left_edge.i, name.end)]
            if party is not None and party != name.chain:
                yield FactDraft(name.chain, "memberOf", party, words, "listed", confidence=0.85)
            if office is not None:
                yield FactDraft(name.chain, "runsFor", None, words, "listed", post_title=office, confidence=0.8)


def _is_for_members(noun: Token) -> bool:
    known = titles()
    return noun.lower_ in known.parties or known.suffix([noun.lower_]) is not None


def _opened(noun: Token) -> int | None:
    """Where the names begin: behind "including", "among them", a dash; no verb of the sentence stands between."""
    doc, end = noun.doc, min(noun.sent.end, noun.i + _REACH)
    for place in range(noun.i + 1, end):
        if doc[place].tag_ in _FINITE:
            return None
        for words in _OPENING:
            if tuple(token.lower_ for token in doc[place : place + len(words)]) == words:
                return place + len(words)
    return None


def _goes_on(reader: Reader, opened: int, last: Mention) -> bool:
    """Whether a colon or a dash opens a clause of its own: "the senators in Marlow: Jo Park came out against it"."""
    doc = reader.doc
    if doc[opened - 1].is_alpha:
        return False
    place = behind_name(reader, last.end)
    closed = place >= len(doc) or doc[place].is_punct or doc[place - 1].lower_ in JOINING
    return not closed and doc[place].lower_ != "who"


def _party(reader: Reader, noun: Token) -> int | None:
    """The party that the noun or a word before it names."""
    for token in (noun, *(child for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod"))):
        label = titles().parties.get(token.lower_)
        for index, chain in enumerate(reader.chains):
            if label is not None and chain.label == label:
                return index
    return None


def _sought(noun: Token) -> str | None:
    """What they all run for: "the senators running for president", "mayors up for re-election"."""
    for verb in (child for child in noun.rights if child.dep_ in ("acl", "relcl") and child.lemma_ == "run"):
        for target in preposition(verb, "for"):
            return titles().offices.get(target.lower_) or titles().known([target.lower_])
    held = titles().suffix([noun.lower_])
    behind = noun.doc[noun.i + 1 : noun.i + 6].text.lower()
    again = up_for(noun) is not None or behind.startswith(_AGAIN)
    return held[1] if again and held is not None and held[1] in titles().elective else None
