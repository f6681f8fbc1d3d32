"""What a second sentence says without saying it again: "So did the mayor", "as does the union"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.frames.arguments import Argument, Reader
from onrecord.frames.paths import conjuncts
from onrecord.language.annotations import FactDraft

_SAME = frozenset(
    (
        *("appointed", "challenges", "directs", "opposes", "participatesIn", "partyTo", "proposed", "signed", "sued"),
        *("supports",),
    )
)
"""What several can do in the same way, each for themselves."""

_PRO_VERBS = frozenset({"did", "do", "does", "has", "have", "had", "is", "are", "was", "were", "will", "would"})
_WITHIN = 6


def find(facts: Sequence[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """The facts that "so did" and "as does" say again of somebody else."""
    for token in reader.doc[:-2]:
        if token.lower_ not in ("so", "as") or token.nbor().lower_ not in _PRO_VERBS:
            continue
        said = _said_before(token, facts)
        for actor in _actors(token, reader):
            for fact in said:
                if actor.chain not in (fact.subject, fact.object):
                    words = (token.i, actor.mention.end)
                    yield replace(fact, subject=actor.chain, evidence=[*fact.evidence, words], frame="so-did")


def _actors(token: Token, reader: Reader) -> list[Argument]:
    """Who does so, too: the first that the words behind the verb name, and who is named beside ("as did X and Y")."""
    first = _actor(token, reader)
    if first is None:
        return []
    joined = (reader.at(other) for other in conjuncts(reader.doc[first.mention.head]))
    return [first, *(other for other in joined if other is not None and other.mention.form == "name")]


def _actor(token: Token, reader: Reader) -> Argument | None:
    """The first that the words behind the verb name; a name before its description."""
    first = token.i + 2
    for place in range(first, min(first + _WITHIN, token.sent.end)):
        found = reader.at(reader.doc[place])
        if found is not None and found.mention.form != "pronoun":
            beside = [reader.at(child) for child in reader.doc[place].rights if child.dep_ == "appos"]
            named = [item for item in beside if item is not None and item.mention.form == "name"]
            return named[0] if named and found.mention.form != "name" else found
    return None


def _said_before(token: Token, facts: Sequence[FactDraft]) -> list[FactDraft]:
    """The facts of the words right before, in this sentence or the one before it, that can be done so, too."""
    first = token.sent.start
    start = token.doc[first - 1].sent.start if first > 0 and token.i - first < _WITHIN else first
    near = [fact for fact in facts if fact.predicate in _SAME and start <= fact.evidence[0][0] < token.i]
    near = [fact for fact in near if fact.evidence[0][1] <= token.i]
    last = max((fact.evidence[0][1] for fact in near), default=None)
    return [fact for fact in near if fact.evidence[0][1] == last]
