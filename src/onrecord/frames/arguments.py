"""What stands at a token: the chains that it mentions, the stretch of text, the dates and the claim around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.frames.model import Slot
from onrecord.frames.paths import follow, those_counted
from onrecord.language.annotations import Chain, Mention, TokenRange

_REACH = 150
"""Tokens over which something stays in focus."""

_APART = frozenset({"relcl", "appos", "acl", "compound", "poss", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A chain that fills a slot, and the mention that does."""

    chain: int
    mention: Mention


@dataclass(slots=True)
class Reader:
    """Looks things up on one Doc, by token."""

    doc: Doc
    by_head: dict[int, list[Mention]] = field(default_factory=dict)
    date_at: dict[int, list[int]] = field(default_factory=dict)
    quoted: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for mention in self.doc._.mentions:
            if mention.chain is not None:
                self.by_head.setdefault(mention.head, []).append(mention)
        for index, date in enumerate(self.doc._.dates):
            self.date_at.setdefault(_governor(self.doc, date.start, date.end).i, []).append(index)
        for start, end in self.doc._.quotes:
            self.quoted.update(range(start, end))

    @property
    def chains(self) -> Sequence[Chain]:
        """The chains of the Doc."""
        chains: list[Chain] = self.doc._.chains
        return chains

    def at(self, token: Token) -> Argument | None:
        """The chain that the token heads a mention of; a class or group ("officials") is none."""
        for mention in sorted(self.by_head.get(token.i, ()), key=lambda item: item.end - item.start):
            if mention.chain is not None and not self.chains[mention.chain].plural:
                return Argument(mention.chain, mention)
        return self._speaker(token) if token.lower_ == "i" and token.i in self.quoted else None

    def _speaker(self, token: Token) -> Argument | None:
        """Whom "I" in a quotation means: its speaker."""
        for draft in self.doc._.attributions:
            inside = any(start <= token.i < end for start, end in draft.content)
            if inside and draft.speaker is not None:
                mention = Mention(token.i, token.i + 1, token.i, None, "pronoun", draft.speaker)
                return Argument(draft.speaker, mention)
        return None

    def fill(self, slot: Slot, trigger: Token) -> list[Argument]:
        """The arguments at the first path of the slot that leads to any."""
        for path in slot.paths:
            if path == ("focus",):
                return self.focus(slot, trigger)
            found = []
            for token in follow(trigger, path):
                argument = self._at_or_beside(token)
                if argument is None or (slot.words and token.lemma_.lower() not in slot.words):
                    continue
                if not slot.kinds or self.chains[argument.chain].kind in slot.kinds:
                    found.append(argument)
            if found:
                return found
        return []

    def _at_or_beside(self, token: Token) -> Argument | None:
        """The chain at the token, or at what is set beside it ("a former inmate, Jo Poe", "Jo Poe, a lawyer who")."""
        here = self.at(token)
        if here is not None and not (token.dep_ == "appos" and self._is_party(here)):
            return here
        above = token.head if token.dep_ == "appos" else None
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ == "one":
            above = token.head.head.head if token.head.head.dep_ == "appos" else None
        if here is None and (meant := those_counted(token)):
            return self.at(meant[0])
        if above is not None:
            return self._at_or_beside(above)
        below = [found for child in token.rights if child.dep_ == "appos" and (found := self.at(child))]
        return below[0] if below and token.pos_ == "NOUN" else here

    def _is_party(self, found: Argument) -> bool:
        return self.chains[found.chain].label.endswith("Party")

    def focus(self, slot: Slot, trigger: Token) -> list[Argument]:
        """What the article is about of the slot's kinds, if it was spoken of before the trigger, in reach.

        That is what is mentioned most, and of several the one that was mentioned last.
        """
        best: Mention | None = None
        most = 0
        for mention in self.doc._.mentions:
            if mention.end > trigger.i:
                break
            near = mention.chain is not None and trigger.i - mention.end <= _REACH
            if near and self.chains[mention.chain].kind in slot.kinds and not self.chains[mention.chain].plural:
                count = len(self.chains[mention.chain].mentions)
                if count >= most:
                    best, most = mention, count
        return [] if best is None or best.chain is None else [Argument(best.chain, best)]

    def stretch(self, trigger: Token, arguments: Sequence[Argument]) -> list[TokenRange]:
        """From the first to the last of trigger and arguments, inside the trigger's sentence."""
        sentence = trigger.sent
        starts = [trigger.i, *(item.mention.start for item in arguments)]
        ends = [trigger.i + 1, *(item.mention.end for item in arguments)]
        return [(max(min(starts), sentence.start), min(max(ends), sentence.end))]

    def dates(self, trigger: Token) -> list[int]:
        """The dates that hang on the trigger, on what it governs directly, or on the verb that governs it."""
        places = [trigger, *(child for child in trigger.children if child.dep_ in ("dobj", "xcomp", "prep", "attr"))]
        if trigger.dep_ in ("xcomp", "dobj") and trigger.head.pos_ == "VERB":
            places.append(trigger.head)
        found = [index for token in places for index in self.date_at.get(token.i, ())]
        return sorted(set(found))

    def claim(self, trigger: Token) -> int | None:
        """The attribution whose claim the trigger is part of: all of direct speech, the main claim of indirect."""
        best: tuple[int, int] | None = None
        for index, draft in enumerate(self.doc._.attributions):
            if draft.stance != "speech":
                continue
            for start, end in draft.content:
                if start <= trigger.i < end and self._is_claimed(trigger, (start, end)):
                    size = end - start
                    if best is None or size < best[0]:
                        best = (size, index)
        return None if best is None else best[1]

    def _is_claimed(self, trigger: Token, content: TokenRange) -> bool:
        if trigger.i in self.quoted:
            return True
        node = trigger
        while content[0] <= node.head.i < content[1] and node.head != node:
            if node.dep_ in _APART:
                return False
            node = node.head
        return node.dep_ not in _APART


def _governor(doc: Doc, start: int, end: int) -> Token:
    """The verb or noun that a stretch of words modifies."""
    node = doc[start:end].root
    while node.dep_ in ("pobj", "prep", "pcomp", "npadvmod", "advmod", "nummod", "compound", "tmod", "amod"):
        if node.head == node or node.pos_ == "VERB":
            break
        node = node.head
    return node
