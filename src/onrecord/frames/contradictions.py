"""Whether the words say something else of two mentions than the encoder read.

The encoder goes by what such sentences are mostly about; the verb may say who it really was.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from onrecord.frames import model
from onrecord.frames.arguments import STANCES, Reader
from onrecord.frames.paths import is_passive, subject
from onrecord.language.annotations import Mention
from onrecord.record import Kind

_OBJECTS = frozenset({"dobj", "nsubjpass"})
_ACTS = STANCES | {"appointed", "challenges", "charged", "directs", "enacted", "issued", "proposed", "signed", "sued"}
"""Relations of whoever does what the verb says: an agreement that one signs has other parties too."""
_NEUTRAL = frozenset(
    (
        *("agree", "ask", "contradict", "correct", "credit", "deflect", "disagree", "doubt", "face", "interrupt"),
        *("interview", "meet", "question", "tell"),
    )
)
"""Verbs that are no stance against or for whom they are done to."""
_ON_THE_THING = frozenset({"appointed", "charged", "investigates", "sued"})
"""What is done to a thing of somebody's is not done to him or her: "an investigation into her server"."""
_NOT_IN = frozenset({"outside", "beyond"})
_LISTING = frozenset({"as", "including", "like"})


def says_otherwise(reader: Reader, predicate: str, one: Mention, other: Mention) -> bool:
    """Whether the verb that the second mention is the object of leaves no room for the relation."""
    word = reader.doc[other.head]
    verb = word.head
    if predicate in STANCES and _verb_above(word).lemma_ in _NEUTRAL:
        return True
    if predicate == "locatedIn" and reader.doc[max(other.start - 1, 0)].lower_ in _NOT_IN:
        return True
    if predicate in _ON_THE_THING and word.dep_ == "poss":
        return True
    if word.dep_ not in _OBJECTS or verb.pos_ != "VERB":
        return False
    if predicate == "establishedBy":  # "was called to force the government to act": it made nothing
        return word.dep_ == "dobj" and other.kind is not Kind.LAW
    return predicate in _ACTS and verb.lemma_ in _verbs_for(predicate) and _is_done_by_another(reader, verb, one)


def _verb_above(word: Token) -> Token:
    """The verb that the word is the object of, itself or as the owner of it or behind a preposition."""
    node = word
    while node.dep_ in ("dobj", "pobj", "poss", "prep") and node.head.pos_ != "VERB":
        node = node.head
    return node.head if node.dep_ in ("dobj", "prep") else node


def _is_done_by_another(reader: Reader, verb: Token, one: Mention) -> bool:
    """Whether the verb has a doer that is none of this: "Park needs delegates supporting her" is none of Park."""
    doers = [token for token in subject(verb) if token.pos_ != "PRON"]
    if not doers or (is_passive(verb) and verb.dep_ == "acl"):
        return False
    return not any(_is_same(reader, token, one, verb) for token in doers)


def _is_same(reader: Reader, token: Token, one: Mention, verb: Token) -> bool:
    """Whether the doer is the first mention, or is set beside it or listed with it ("candidates like Park")."""
    if (person := reader.who(token, verb)) is not None:
        return person.chain == one.chain
    head, found = reader.doc[one.head], reader.at(token)
    listed = [child for child in token.rights if child.lower_ in _LISTING]
    among = token.head == head or any(head in child.subtree for child in listed)
    return head in (token, token.head) or among or (found is not None and found.chain == one.chain)


@lru_cache(maxsize=64)
def _verbs_for(predicate: str) -> frozenset[str]:
    """The verbs whose object some frame takes for that of the relation."""
    return frozenset(
        lemma
        for frame in model.lexicon()
        for item in frame.yields
        if item.predicate == predicate and ("object",) in frame.slots[item.object].paths
        for lemma in frame.verbs
    )
