"""Whom a pronoun means: what the grammar allows, and of that what the article has spoken of last and most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import log

from spacy.tokens import Doc, Span, Token

from onrecord.language.annotations import Mention
from onrecord.language.clauses import (
    announced_subject,
    clause_subjects,
    is_main_subject,
    is_object_of_texts,
    is_subject,
    names_below,
    subjects_above,
    target_before,
)
from onrecord.language.clusters import Cluster
from onrecord.language.sources import SUBJECTS
from onrecord.language.voices import voices
from onrecord.record import Kind

TEXTS = frozenset({Kind.LAW, Kind.AGREEMENT, Kind.PROGRAM})
_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})
_OFTEN = 0.3
"""How much it weighs that somebody was spoken of e times as often; chosen on GUM's chains and real news."""
_GOING_ON = 1.0
"""How much it weighs that subject follows subject ("Park said so. He said ...")."""
_MODIFYING = frozenset({"amod", "compound", "nmod", "npadvmod"})
_NEAR = 40
"""How many mentions back a pronoun may reach."""


class Pronouns:
    """Finds whom a pronoun means. `recent` grows as the article is read, and `of` holds the names from the start."""

    def __init__(self, doc: Doc, recent: Sequence[tuple[int, Cluster]], of: Mapping[int, Cluster]) -> None:
        self.doc = doc
        self._mentions: list[Mention] = doc._.mentions
        self._recent, self._of = recent, of
        self._sentence = _sentence_numbers(doc)
        self._voices = voices(doc)
        self._named_at = {self._mentions[index].head: index for index in of}

    def meant(self, mention: Mention) -> Cluster | None:
        """The thing that the pronoun stands for, None where nothing fits."""
        token = self.doc[mention.start]
        if token.tag_ in {"WP", "WDT", "WP$"}:
            return self._relative(token)
        word = token.lower_
        if word in {"he", "him", "his", "himself"}:
            return self._person(mention, "m")
        if word in {"she", "her", "hers", "herself"}:
            return self._person(mention, "f")
        if word in {"it", "its", "itself"}:
            return self._thing(mention)
        return self._body(mention)

    def _body(self, mention: Mention) -> Cluster | None:
        """A body that "they" may stand for: the subject before it, where the sentence has no plural noun so far."""
        first = self.doc[mention.start].sent.start
        if any(token.tag_ in {"NNS", "NNPS", "CC"} for token in self.doc[first : mention.start]):
            return None
        for index, cluster in reversed(self._recent[-8:]):
            other = self._mentions[index]
            if other.start < first:
                return None
            if self.doc[other.head].dep_ in SUBJECTS:
                return cluster if cluster.kind in _BODIES and not cluster.party else None
        return None

    def _relative(self, token: Token) -> Cluster | None:
        clause = token.head if token.dep_ != "poss" else token.head.head
        while clause.dep_ not in {"relcl", "ROOT"} and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ != "relcl":
            return None
        heads = {clause.head.i}
        if clause.head.dep_ == "appos":
            heads.add(clause.head.head.i)
        for index, cluster in reversed(self._recent):
            if self._mentions[index].head in heads and not cluster.party:
                return cluster
        return None

    def _person(self, mention: Mention, gender: str) -> Cluster | None:
        fits = _among({Kind.PERSON})

        def of_gender(cluster: Cluster) -> bool:
            return fits(cluster) and cluster.gender in {None, gender}

        token = self.doc[mention.start]
        best = self._named(target_before(token), of_gender) or self._best(mention, of_gender, 4)
        announced = self._named(announced_subject(token), of_gender)
        if announced is not None and not (token.dep_ in SUBJECTS and self._is_named_in(token.sent, best)):
            best = announced
        if best is not None and best.gender is None:
            best.gender = gender
        return best

    def _named(self, head: Token | None, fits: Callable[[Cluster], bool]) -> Cluster | None:
        """What the name with this head names, if that fits."""
        index = None if head is None else self._named_at.get(head.i)
        cluster = None if index is None else self._of[index]
        return cluster if cluster is not None and fits(cluster) else None

    def _is_named_in(self, sentence: Span, cluster: Cluster | None) -> bool:
        """Whether the sentence names it: "When she ran, Park attacked Pell" is of Pell where that is who was meant."""
        return cluster is not None and any(
            self._of[self._named_at[token.i]] is cluster for token in sentence if token.i in self._named_at
        )

    def _thing(self, mention: Mention) -> Cluster | None:
        token = self.doc[mention.start]
        if is_object_of_texts(token):
            text = self._best(mention, _among(TEXTS), 3)
            if text is not None:
                return text
        return self._best(mention, _among(TEXTS | _BODIES | {Kind.FACILITY}), 1)

    def _best(self, mention: Mention, fits: Callable[[Cluster], bool], reach: int) -> Cluster | None:
        here = self._sentence[mention.start]
        token = self.doc[mention.start]
        goes_on = is_main_subject(token)
        apart, above = clause_subjects(token), subjects_above(token)
        best: tuple[float, Cluster] | None = None
        near = self._recent[-_NEAR:]
        spoken = Counter(id(cluster) for _, cluster in near)
        barred = {id(cluster) for index, cluster in near if self._mentions[index].head in apart}
        barred |= {id(cluster) for index, cluster in near if self._mentions[index].head == self._voices.get(token.i)}
        barred |= {id(self._of[self._named_at[head]]) for head in names_below(token) if head in self._named_at}
        for rank, (index, cluster) in enumerate(reversed(near)):
            other = self._mentions[index]
            distance = here - self._sentence[other.start]
            if distance > reach:
                break
            if not fits(cluster) or id(cluster) in barred:
                continue
            score = -1.5 * distance - 0.1 * rank
            score += 1.5 if is_subject(self.doc[other.head]) else 0.0
            score += _OFTEN * log(spoken[id(cluster)]) if cluster.kind is Kind.PERSON else 0.0
            score += 1.0 if other.head in above else 0.0
            score += _GOING_ON if goes_on and is_main_subject(self.doc[other.head]) else 0.0
            score -= 1.0 if self.doc[other.head].dep_ in _MODIFYING else 0.0
            score += 0.3 if other.form == "name" else 0.0
            if best is None or score > best[0]:
                best = (score, cluster)
        return best[1] if best else None


def _among(kinds: frozenset[Kind] | set[Kind]) -> Callable[[Cluster], bool]:
    return lambda cluster: cluster.kind in kinds and not cluster.party


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers: list[int] = []
    for number, sentence in enumerate(doc.sents):
        numbers += [number] * len(sentence)
    return numbers
