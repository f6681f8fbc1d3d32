"""What a few sentences say together, where one candidate alone can be meant.

A body that plans to join a program and has signed "the agreement" signed it under that program, and joined it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.frames.arguments import Reader
from onrecord.language.annotations import FactDraft
from onrecord.record import Factuality

_CONFIDENCE = 0.65


def infer(facts: Iterable[FactDraft], reader: Reader) -> list[FactDraft]:
    """The facts that follow from several; each has the stretches of all that it follows from as evidence."""
    known = list(facts)
    return list(_signed_to_join(known, reader))


def _signed_to_join(facts: list[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """Plans to join a program, and then "signed the agreement" that has no other program."""
    under = {fact.subject for fact in facts if fact.predicate == "underProgram"}
    joins = [fact for fact in facts if fact.predicate == "participatesIn" and fact.factuality is not Factuality.DENIED]
    signings = [fact for fact in facts if fact.predicate == "signed" and fact.factuality is Factuality.ACTUAL]
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


def _is_definite(reader: Reader, signed: FactDraft) -> bool:
    """Whether the signed thing is spoken of as known ("the agreement")."""
    start, end = signed.evidence[0]
    for mention in reader.doc._.mentions:
        if mention.chain == signed.object and start <= mention.start < end:
            return bool(mention.start > 0 and reader.doc[mention.start - 1].lower_ in ("the", "that", "this"))
    return False
