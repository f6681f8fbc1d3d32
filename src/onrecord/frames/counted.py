"""The rest of a count: "Ana Ruiz, one of two commissioners who voted no, left. The other, Jo Park, stayed"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.frames.arguments import Reader
from onrecord.frames.holders import Said, people
from onrecord.language.annotations import FactDraft, Mention

_SENTENCES = 4
"""How many sentences lie between the one and the other at most."""


def find(reader: Reader, held: Sequence[Said], facts: Sequence[FactDraft]) -> Iterator[FactDraft]:
    """What is said of one of two, said again of the other."""
    firsts = [said for said in held if said.one_of and _is_of_two(reader, said)]
    for mention in people(reader):
        if not _is_the_other(reader, mention):
            continue
        near = [said for said in firsts if _is_shortly_before(reader, said, mention)]
        for fact in facts if near else ():
            said = near[-1]
            if fact.subject == said.person != mention.chain and said.words in fact.evidence:
                words = (mention.start - _words_before(reader, mention), mention.end)
                subject = mention.chain if mention.chain is not None else fact.subject
                yield replace(fact, subject=subject, evidence=[*fact.evidence, words], frame="the-other")


def _is_of_two(reader: Reader, said: Said) -> bool:
    return any(token.lower_ == "two" for token in reader.doc[slice(*said.words)])


def _is_the_other(reader: Reader, mention: Mention) -> bool:
    """Whether a name is set behind "the other" and a comma, a title between ("The other, Sen. Jo Park")."""
    return mention.form == "name" and _words_before(reader, mention) > 0


def _words_before(reader: Reader, mention: Mention) -> int:
    for count in (3, 4, 5):
        words = [token.lower_ for token in reader.doc[max(mention.start - count, 0) : mention.start]]
        if words[:3] == ["the", "other", ","]:
            return count
    return 0


def _is_shortly_before(reader: Reader, said: Said, mention: Mention) -> bool:
    between = reader.doc[said.words[1] : mention.start]
    return 0 < sum(bool(token.is_sent_start) for token in between) <= _SENTENCES
