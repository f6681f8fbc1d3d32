"""The day of what is done on a dated occasion: in a saying, by a vote, by standing in an election.

Who calls a law "a disgrace" on Tuesday opposes it on Tuesday; who "voted no" did so on the day of the one decision that
the article tells the day of; who is "up for re-election next year" runs then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.frames.arguments import STANCES, Reader
from onrecord.language.annotations import AttributionDraft, FactDraft, TokenRange
from onrecord.record import Factuality

_VOTES = frozenset({"roll-call", "so-did"})
"""The frames of votes on what was spoken of before, and of others who did the same."""
_DECIDING = frozenset({"adopt", "approve", "defeat", "enact", "pass", "ratify", "reject", "vote"})
_DAY = len("2025-01-31")
_BEHIND = 2
"""How many words may stand between what says that somebody runs and when ("for sheriff in November")."""


def dated(facts: Iterable[FactDraft], reader: Reader) -> list[FactDraft]:
    """The facts, those that are done on a dated occasion and have no date of their own with the date of that."""
    sayings = [draft for draft in reader.doc._.attributions if draft.stance == "speech" and draft.dated is not None]
    vote = _day_of_vote(reader)
    return [_dated(fact, sayings, vote, reader.doc) for fact in facts]


def _dated(
    fact: FactDraft, sayings: Iterable[AttributionDraft], vote: tuple[int, TokenRange] | None, doc: Doc
) -> FactDraft:
    if fact.dates:
        return fact
    if fact.predicate == "runsFor":
        return _at_an_election(fact, doc)
    if fact.predicate not in STANCES or fact.factuality is not Factuality.ACTUAL:
        return fact
    if vote is not None and _is_vote(fact, doc) and vote[1][1] <= min(start for start, _ in fact.evidence):
        return replace(fact, dates=[vote[0]], evidence=[vote[1], *fact.evidence])
    days = {draft.dated for draft in sayings if draft.speaker == fact.subject and _is_done_in(fact, draft, doc)}
    day = days.pop() if len(days) == 1 else None
    return fact if day is None else replace(fact, dates=[day])


def _at_an_election(fact: FactDraft, doc: Doc) -> FactDraft:
    """The candidacy with the one date in or right behind its words: "is running for mayor next year"."""
    start, end = fact.evidence[-1]
    last = min(end + _BEHIND, doc[end - 1].sent.end)
    found = [index for index, date in enumerate(doc._.dates) if start <= date.start <= last]
    if len(found) != 1 or any(token.is_punct for token in doc[end : doc._.dates[found[0]].start]):
        return fact
    words = (start, max(end, doc._.dates[found[0]].end))
    return replace(fact, dates=found, evidence=[*fact.evidence[:-1], words])


def _is_vote(fact: FactDraft, doc: Doc) -> bool:
    words = (token for start, end in fact.evidence for token in doc[start:end])
    return fact.frame in _VOTES and any(token.lemma_ == "vote" for token in words)


def _day_of_vote(reader: Reader) -> tuple[int, TokenRange] | None:
    """The date of the decision that the article tells the day of, and the words that do; None of none or several."""
    dates = reader.doc._.dates
    found = [
        (index, verb)
        for at, indices in sorted(reader.date_at.items())
        if _decides(verb := reader.doc[at])
        for index in indices
        if len(dates[index].value.value) == _DAY
    ]
    if len({dates[index].value.value for index, _ in found}) != 1:
        return None
    index, verb = found[0]
    return index, (min(verb.i, dates[index].start), max(verb.i + 1, dates[index].end))


def _decides(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.tag_ == "VBD" and verb.lemma_ in _DECIDING


def _is_done_in(fact: FactDraft, saying: AttributionDraft, doc: Doc) -> bool:
    """Whether the fact is in the words of the saying, which do not tell of the past ("that she had opposed it")."""
    told = [_common(one, other) for one in fact.evidence for other in saying.content]
    words = [token for start, end in told for token in doc[start:end]]
    return bool(words) and not any(token.tag_ == "VBD" for token in words)


def _common(one: TokenRange, other: TokenRange) -> TokenRange:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return start, max(start, end)
