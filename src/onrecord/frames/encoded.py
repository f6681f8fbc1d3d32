"""Facts that the encoder reads between two mentions, put into the terms of the frames.

The encoder says which relation holds. The word that joins the two mentions in the parse says the rest as it does for
frames: how real it is, whose claim, and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord import ontology
from onrecord.encoder.reader import Reading
from onrecord.encoder.relating import SpanRelation, TypedSpan
from onrecord.frames.arguments import Reader
from onrecord.frames.factuality import factuality, weaker
from onrecord.language.annotations import FactDraft, Mention, TokenRange

_FRAME = "encoder"


def encoded_facts(reader: Reader, reading: Reading) -> Iterator[FactDraft]:
    """The relations that are likely enough, each between two chains once, at the two mentions that say it best."""
    asked = list(_asked(reader))
    best: dict[tuple[int, str, int], SpanRelation] = {}
    for found in reading.relations([span for _, span in asked]):
        subject, target = (asked[index][0].chain for index in (found.subject, found.object))
        if subject is None or target is None or subject == target:
            continue
        key = (subject, found.predicate, target)
        if key not in best or _rank(found, asked) > _rank(best[key], asked):
            best[key] = found
    for (subject, predicate, target), found in best.items():
        back = best.get((target, predicate, subject))
        doubled = ontology.relations()[predicate].symmetric and back is not None
        if doubled and back is not None and (back.probability, target) > (found.probability, subject):
            continue
        if found.probability >= reading.threshold(predicate):
            yield _fact(reader, found, subject, asked[found.subject][0], asked[found.object][0])


def _asked(reader: Reader) -> Iterator[tuple[Mention, TypedSpan]]:
    """The mentions of single things, with their code points."""
    for mention in reader.doc._.mentions:
        if mention.chain is not None and not reader.chains[mention.chain].plural:
            words = reader.doc[mention.start : mention.end]
            yield mention, TypedSpan(words.start_char, words.end_char, reader.chains[mention.chain].kind)


def _rank(found: SpanRelation, asked: list[tuple[Mention, TypedSpan]]) -> tuple[float, int]:
    """The likelier, then the nearer."""
    return found.probability, -abs(asked[found.subject][0].head - asked[found.object][0].head)


def _fact(reader: Reader, found: SpanRelation, chain: int, subject: Mention, target: Mention) -> FactDraft:
    trigger = _trigger(reader, subject, target)
    real = None if trigger is None else factuality(trigger)
    return FactDraft(
        subject=chain,
        predicate=found.predicate,
        object=target.chain,
        evidence=_evidence(reader, subject, target, trigger),
        frame=_FRAME,
        factuality=found.factuality if real is None else weaker(real, found.factuality),
        claimant=None if trigger is None else reader.claim(trigger),
        dates=[] if trigger is None else reader.dates(trigger),
        confidence=found.probability,
    )


def _trigger(reader: Reader, subject: Mention, target: Mention) -> Token | None:
    """The word that holds both mentions together; None where no sentence holds both."""
    one, other = reader.doc[subject.head], reader.doc[target.head]
    if one.sent != other.sent:
        return None
    above = {one.i, *(token.i for token in one.ancestors)}
    return next((token for token in (other, *other.ancestors) if token.i in above), None)


def _evidence(reader: Reader, subject: Mention, target: Mention, trigger: Token | None) -> list[TokenRange]:
    """The words from the first to the last of the two and what joins them, or the two sentences that they stand in."""
    doc = reader.doc
    if trigger is None:
        sentences = sorted({(doc[m.head].sent.start, doc[m.head].sent.end) for m in (subject, target)})
        return [_without_space(reader, span) for span in sentences]
    start = min(subject.start, target.start, trigger.i)
    end = max(subject.end, target.end, trigger.i + 1)
    return [(start, end)]


def _without_space(reader: Reader, span: TokenRange) -> TokenRange:
    start, end = span
    while end - 1 > start and reader.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and reader.doc[start].is_space:
        start += 1
    return start, end


def merged(framed: Iterable[FactDraft], read: Iterable[FactDraft]) -> list[FactDraft]:
    """What the frames found, completed by what the encoder read of other entities or other relations."""
    found = list(framed)
    known = {(fact.subject, fact.predicate, fact.object) for fact in found}
    both = {(o, p, s) for s, p, o in known if (r := ontology.relations().get(p)) is not None and r.symmetric}
    return [*found, *(fact for fact in read if (fact.subject, fact.predicate, fact.object) not in known | both)]
