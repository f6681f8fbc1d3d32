"""Facts that the encoder reads between two mentions, put into the terms of the frames.

The encoder says which relation holds. The word that joins the two mentions in the parse says the rest as it does for
frames: how real it is, whose claim, and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord import ontology
from onrecord.encoder.reader import Reading
from onrecord.encoder.relating import SpanRelation, TypedSpan
from onrecord.frames.arguments import DONE_ONCE, Reader
from onrecord.frames.belonging import is_of_partisans, may_belong
from onrecord.frames.contradictions import says_otherwise
from onrecord.frames.factuality import factuality, weaker
from onrecord.frames.places import may_lie_in
from onrecord.frames.titles import titles
from onrecord.language.annotations import FactDraft, Mention, TokenRange
from onrecord.record import Factuality

_FRAME = "encoder"
_HELD = frozenset({"heads", "memberOf"})
_CLAIM = 0.3
"""Less likely claims are the article's own words, even inside an attribution; chosen on dev."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A mention that the encoder is asked about."""

    chain: int
    mention: Mention
    span: TypedSpan


def encoded_facts(reader: Reader, reading: Reading) -> Iterator[FactDraft]:
    """The relations that are likely enough: one between two chains, at the two mentions that say it best.

    Of 3,070 pairs of entities in gold articles with a relation between them, 3.5 % have a second one.
    """
    asked = list(_asked(reader))
    best: dict[frozenset[int], SpanRelation] = {}
    for found in reading.relations([item.span for item in asked]):
        one, other = asked[found.subject].chain, asked[found.object].chain
        if one == other or found.probability < reading.threshold(found.predicate):
            continue
        pair = frozenset((one, other))
        if _allowed(reader, found.predicate, one, other) and (
            pair not in best or _rank(found, asked) > _rank(best[pair], asked)
        ):
            best[pair] = found
    for found in best.values():
        subject, target = asked[found.subject], asked[found.object]
        if _in_question(reader, subject) or _in_question(reader, target):
            continue
        if found.predicate in ("heads", "memberOf") and not may_belong(reader, subject.mention, target.mention):
            continue
        if not says_otherwise(reader, found.predicate, subject.mention, target.mention):
            yield _fact(reader, found, subject, target)


def _in_question(reader: Reader, item: _Asked) -> bool:
    """Whether the mention stands in a question, which says nothing."""
    sentence = reader.doc[item.mention.head].sent
    return any(token.text == "?" for token in sentence[-2:])


def _allowed(reader: Reader, predicate: str, subject: int, target: int) -> bool:
    """Whether the ontology that is installed knows the relation, and the two may stand in it."""
    relation = ontology.relations().get(predicate)
    one, other = reader.chains[subject], reader.chains[target]
    if relation is None or one.kind not in relation.domain or other.kind not in relation.range:
        return False
    return predicate != "locatedIn" or may_lie_in(one, other)


def _asked(reader: Reader) -> Iterator[_Asked]:
    """The mentions of single things."""
    for mention in reader.doc._.mentions:
        if mention.chain is not None and not reader.chains[mention.chain].plural:
            words = reader.doc[mention.start : mention.end]
            kind = reader.chains[mention.chain].kind
            yield _Asked(mention.chain, mention, TypedSpan(words.start_char, words.end_char, kind))


def _rank(found: SpanRelation, asked: list[_Asked]) -> tuple[float, int]:
    """The likelier, then the nearer."""
    return found.probability, -abs(asked[found.subject].mention.head - asked[found.object].mention.head)


def _fact(reader: Reader, found: SpanRelation, subject: _Asked, target: _Asked) -> FactDraft:
    trigger = _trigger(reader, subject.mention, target.mention)
    joined = reader.doc[max(subject.mention.head, target.mention.head)] if trigger is None else trigger
    return FactDraft(
        subject=subject.chain,
        predicate=found.predicate,
        object=target.chain,
        evidence=_evidence(reader, subject.mention, target.mention, trigger),
        frame=_FRAME,
        factuality=Factuality.ACTUAL
        if found.predicate == "memberOf" and is_of_partisans(reader, target.mention)
        else _factuality(found, trigger, reader.doc[target.mention.head]),
        claimant=reader.claim(joined) if found.claim >= _CLAIM else None,
        dates=[]
        if trigger is None
        else reader.dates(_done(trigger, subject, target), done=found.predicate in DONE_ONCE),
        confidence=found.probability,
    )


def _done(trigger: Token, subject: _Asked, target: _Asked) -> Token:
    """The verb of the clause behind a noun that joins the two ("the contract that the county signed")."""
    if trigger.pos_ not in ("NOUN", "PROPN"):
        return trigger
    for end in (subject, target):
        head = trigger.doc[end.mention.head]
        above = [token for token in head.ancestors if trigger.is_ancestor(token)]
        clauses = [token for token in above if token.dep_ in ("relcl", "acl")]
        if clauses:
            return clauses[-1]
    return trigger


def _factuality(found: SpanRelation, trigger: Token | None, target: Token) -> Factuality:
    """The encoder's, or that of the verb that joins the two.

    What a noun takes for granted is not the verb's: "may point to her years as speaker of the House".
    """
    if found.predicate in _HELD and any(titles().known([token.lemma_.lower()]) for token in target.ancestors):
        return found.factuality
    real = factuality(trigger) if trigger is not None and trigger.pos_ in ("VERB", "AUX") else None
    return found.factuality if real is None else weaker(real, found.factuality)


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
    """What the frames found, completed by what the encoder read of pairs of which they found nothing."""
    found = list(framed)
    told = {frozenset((fact.subject, fact.object)) for fact in found}
    return [*found, *(fact for fact in read if frozenset((fact.subject, fact.object)) not in told)]
