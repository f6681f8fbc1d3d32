"""What is done by saying it: who calls a law "a disgrace" on Tuesday opposes it on Tuesday."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.language.annotations import AttributionDraft, FactDraft, TokenRange
from onrecord.record import Factuality

_BY_SAYING = frozenset({"opposes", "supports"})


def dated(facts: Iterable[FactDraft], doc: Doc) -> list[FactDraft]:
    """The facts; those that are done in a dated saying of the subject, and have no date of their own, with its date."""
    sayings = [draft for draft in doc._.attributions if draft.stance == "speech" and draft.dated is not None]
    return [_dated(fact, [draft for draft in sayings if draft.speaker == fact.subject], doc) for fact in facts]


def _dated(fact: FactDraft, sayings: list[AttributionDraft], doc: Doc) -> FactDraft:
    if fact.dates or fact.predicate not in _BY_SAYING or fact.factuality is not Factuality.ACTUAL:
        return fact
    days = {draft.dated for draft in sayings if _is_done_in(fact, draft, doc)}
    day = days.pop() if len(days) == 1 else None
    return fact if day is None else replace(fact, dates=[day])


def _is_done_in(fact: FactDraft, saying: AttributionDraft, doc: Doc) -> bool:
    """Whether the words of the fact are words of the saying, and do not tell of the past ("that she had left it")."""
    told = [_common(one, other) for one in fact.evidence for other in saying.content]
    words = [token for start, end in told for token in doc[start:end]]
    return bool(words) and not any(token.tag_ == "VBD" for token in words)


def _common(one: TokenRange, other: TokenRange) -> TokenRange:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return start, max(start, end)
