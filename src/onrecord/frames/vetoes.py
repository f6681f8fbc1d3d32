"""What the rest of an article rules out: a candidate's call is no order, and some Democrats are not their party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from onrecord.frames.arguments import STANCES, Reader
from onrecord.frames.factuality import weaker
from onrecord.frames.holders import is_party
from onrecord.language.annotations import FactDraft
from onrecord.record import Factuality, Kind

_ASKING = frozenset({"call-on", "demand-that", "formally-ask", "officer-asks", "officer-presses"})
"""Frames whose words are an officer's or a body's request, but a candidate's campaign talk."""
_ORDERING = frozenset({"direct", "tell-to"})
_TOWARDS = STANCES | {"directs"}
_NAMING = frozenset({"call-good", "call-names", "called-in-quotes"})


def standing(facts: Iterable[FactDraft], reader: Reader) -> list[FactDraft]:
    """The facts that nothing else in the article rules out."""
    known = list(facts)
    seeking = _seeking(known)
    return [
        _as_hoped(fact) if fact.predicate == "succeeds" and fact.subject in seeking else fact
        for fact in known
        if not _is_campaign_talk(fact, seeking, reader)
        and not (fact.frame in _NAMING and _is_body_called_it(fact, reader))
        and not (fact.frame == "lead" and is_party(reader, fact.object))
        and not (fact.predicate in _TOWARDS and _is_some_of_a_party(fact, reader))
        and not (fact.predicate == "supports" and _is_its_own(fact, reader))
        and not (fact.frame == "officer-asks" and _is_private(fact, known, reader))
    ]


def _as_hoped(fact: FactDraft) -> FactDraft:
    """Whoever still stands for the office has not succeeded anybody."""
    return replace(fact, factuality=weaker(fact.factuality, Factuality.PLANNED))


def _seeking(facts: Iterable[FactDraft]) -> set[int]:
    """Who stands for an office that he or she does not hold."""
    held = {(fact.subject, fact.post_title) for fact in facts if fact.predicate == "holdsPost"}
    return {
        fact.subject
        for fact in facts
        if fact.predicate == "runsFor"
        and fact.factuality is not Factuality.DENIED
        and (fact.subject, fact.post_title) not in held
    }


def _is_campaign_talk(fact: FactDraft, seeking: set[int], reader: Reader) -> bool:
    if fact.predicate != "directs" or fact.frame not in _ASKING | _ORDERING or fact.object is None:
        return False
    agency = reader.chains[fact.object].kind is Kind.AGENCY
    if fact.frame in _ORDERING and agency:
        return False
    campaign = reader.chains[fact.subject].label.lower().endswith("campaign")
    return campaign or fact.subject in seeking or fact.object in seeking


def _is_private(fact: FactDraft, known: list[FactDraft], reader: Reader) -> bool:
    """Whether all posts that the article gives to who asks are in bodies that govern nothing."""
    bodies = [one.post_body for one in known if one.subject == fact.subject and one.predicate == "holdsPost"]
    return bool(bodies) and all(body is not None and reader.chains[body].kind is Kind.ORGANIZATION for body in bodies)


def _is_its_own(fact: FactDraft, reader: Reader) -> bool:
    """Whether somebody stands up for what is his or her own ("touted her campaign's work")."""
    inside = [
        mention
        for mention in reader.doc._.mentions
        if mention.chain == fact.object and any(start <= mention.head < end for start, end in fact.evidence)
    ]
    owners = [child for mention in inside for child in reader.doc[mention.head].lefts if child.dep_ == "poss"]
    return any(found.chain == fact.subject for owner in owners if (found := reader.at(owner)) is not None)


def _is_body_called_it(fact: FactDraft, reader: Reader) -> bool:
    """Whether what is named is a body meant by "it": mostly a deed ("left the board, calling it “a relief”")."""
    if fact.object is None or reader.chains[fact.object].kind not in (Kind.AGENCY, Kind.ORGANIZATION):
        return False
    inside = [
        mention
        for mention in reader.doc._.mentions
        if mention.chain == fact.object and any(start <= mention.start < end for start, end in fact.evidence)
    ]
    return bool(inside) and reader.doc[inside[-1].head].lower_ == "it"


def _is_some_of_a_party(fact: FactDraft, reader: Reader) -> bool:
    """Whether the party's word means some of its people ("top Democrats", "two Republicans")."""
    ends = [chain for chain in (fact.subject, fact.object) if is_party(reader, chain)]
    inside = [
        mention
        for mention in reader.doc._.mentions
        if mention.chain in ends and any(start <= mention.start < end for start, end in fact.evidence)
    ]
    return bool(inside) and all(_is_some(reader.doc[mention.head]) for mention in inside)


def _is_some(head: Token) -> bool:
    """Whether a party's word is that of its people, and tells which: "two Republicans", "Democrats who backed him"."""
    if head.tag_ not in ("NNS", "NNPS") or head.lower_ == "gop":
        return False
    clauses = [child for child in head.rights if child.dep_ in ("acl", "relcl")]
    return any(head.doc[clause.left_edge.i - 1].text != "," for clause in clauses) or any(
        child.dep_ in ("amod", "nummod", "compound", "nmod") or (child.dep_ == "det" and child.lower_ != "the")
        for child in head.lefts
    )
