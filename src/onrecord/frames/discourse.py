"""What a few sentences say together, where one candidate alone can be meant.

What a head signs or does for a body is the body's: the sheriff who signed an agreement makes the office a party to it.
A body that plans to join a program and has signed "the agreement" signed it under that program, and joined it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord import ontology
from onrecord.frames.arguments import Reader
from onrecord.language.annotations import FactDraft
from onrecord.record import Factuality, Kind

_CONFIDENCE = 0.65


def infer(facts: Iterable[FactDraft], reader: Reader) -> list[FactDraft]:
    """The facts that follow from several; each has the stretches of all that it follows from as evidence."""
    given = list(facts)
    known = list(given)
    known += _of_their_bodies(known, reader)
    known += [*_joined_by_signing(known, reader), *_signed_to_join(known, reader)]
    return [*known[len(given) :], *_in_the_whole(known)]


def for_bodies(facts: Iterable[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """What only a body can do, said of the person who heads one, or of a court's judge: it is the body that does it."""
    known = list(facts)
    heads, courts = _heads(known), _courts(known, reader)
    for fact in known:
        relation = ontology.relations().get(fact.predicate)
        if relation is not None and Kind.PERSON not in relation.domain and fact.subject in heads:
            yield _by_body(fact, heads[fact.subject], fact.predicate)
        elif fact.predicate == "ruledOn" and fact.subject in courts:
            yield _by_body(fact, courts[fact.subject], fact.predicate)


def _courts(facts: Iterable[FactDraft], reader: Reader) -> dict[int, tuple[int, FactDraft]]:
    """The court that somebody sits on ("Superior Court Judge Jo Park"), and the fact that says so."""
    return {
        fact.subject: (fact.object, fact)
        for fact in facts
        if fact.predicate == "memberOf" and fact.object is not None and "court" in _words(reader, fact.object)
    }


def _words(reader: Reader, chain: int) -> list[str]:
    return reader.chains[chain].label.lower().split()


def _of_their_bodies(facts: list[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """Agreements that the head of one body signed."""
    heads = _heads(facts)
    for fact in facts:
        if fact.predicate != "signed" or fact.object is None or fact.subject not in heads:
            continue
        if reader.chains[fact.object].kind is Kind.AGREEMENT:
            yield _by_body(fact, heads[fact.subject], "partyTo")


def _heads(facts: Iterable[FactDraft]) -> dict[int, tuple[int, FactDraft]]:
    """Who heads exactly one body, in the article's own words: that body, and the fact that says so."""
    said: dict[int, dict[int, FactDraft]] = {}
    for fact in facts:
        own = fact.factuality is Factuality.ACTUAL and fact.claimant is None
        if fact.predicate == "heads" and own and fact.object is not None:
            said.setdefault(fact.subject, {}).setdefault(fact.object, fact)
    return {person: next(iter(bodies.items())) for person, bodies in said.items() if len(bodies) == 1}


def _by_body(fact: FactDraft, led: tuple[int, FactDraft], predicate: str) -> FactDraft:
    """The fact as the body's; the words that make its doer the head are part of the proof."""
    body, head = led
    evidence = list(dict.fromkeys([*fact.evidence, *head.evidence]))
    return replace(fact, subject=body, predicate=predicate, evidence=evidence, confidence=_CONFIDENCE)


def _signed_to_join(facts: list[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """Plans to join a program, and then "signed the agreement" that has no other program."""
    under = {fact.subject for fact in facts if fact.predicate == "underProgram"}
    joins = [fact for fact in facts if fact.predicate == "participatesIn" and fact.factuality is not Factuality.DENIED]
    signings = [
        fact
        for fact in facts
        if fact.predicate == "signed" and fact.factuality is Factuality.ACTUAL and fact.claimant is None
    ]
    for signed in signings:
        agreement = signed.object
        if agreement is None or agreement in under or not _is_definite(reader, signed):
            continue
        before = [fact for fact in joins if fact.subject == signed.subject and fact.evidence[0] < signed.evidence[0]]
        programs = {fact.object for fact in before}
        if len(programs) != 1:
            continue
        evidence = [*before[-1].evidence, *signed.evidence]
        joined = replace(
            before[-1], factuality=Factuality.ACTUAL, evidence=evidence, claimant=None, dates=[], confidence=_CONFIDENCE
        )
        yield joined
        yield replace(joined, subject=agreement, predicate="underProgram", frame="signed-to-join")


def _in_the_whole(facts: list[FactDraft]) -> Iterator[FactDraft]:
    """Who takes part in a model of a program takes part in the program; what is under it is under the program."""
    whole = {fact.subject: fact for fact in facts if fact.predicate == "partOf"}
    for fact in facts:
        part = whole.get(fact.object) if fact.object is not None else None
        if fact.predicate in ("participatesIn", "underProgram") and part is not None:
            evidence = list(dict.fromkeys([*fact.evidence, *part.evidence]))
            yield replace(fact, object=part.object, evidence=evidence, confidence=_CONFIDENCE)


def _joined_by_signing(facts: list[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """A body that signs an agreement under a program takes part in the program."""
    heads = _heads(facts)
    under = [fact for fact in facts if fact.predicate == "underProgram" and fact.object is not None]
    for fact in facts:
        for other in under:
            if fact.predicate != "signed" or fact.object != other.subject:
                continue
            evidence = list(dict.fromkeys([*fact.evidence, *other.evidence]))
            joined = replace(
                fact, predicate="participatesIn", object=other.object, evidence=evidence, confidence=_CONFIDENCE
            )
            if reader.chains[fact.subject].kind is Kind.AGENCY:
                yield joined
            elif fact.subject in heads:
                yield _by_body(joined, heads[fact.subject], "participatesIn")


def _is_definite(reader: Reader, signed: FactDraft) -> bool:
    """Whether the signed thing is spoken of as known ("the agreement")."""
    start, end = signed.evidence[0]
    for mention in reader.doc._.mentions:
        if mention.chain == signed.object and start <= mention.start < end:
            return bool(mention.start > 0 and reader.doc[mention.start - 1].lower_ in ("the", "that", "this"))
    return False
