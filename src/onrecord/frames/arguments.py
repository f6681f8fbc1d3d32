"""What stands at a token: the chains that it mentions, the stretch of text, the dates and the claim around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.frames.model import Slot
from onrecord.frames.paths import among_whom, follow, those_counted
from onrecord.language.annotations import Chain, Mention, TokenRange
from onrecord.language.hypernyms import AGENCY_WORDS
from onrecord.record import Kind

DONE_ONCE = frozenset(
    (
        *("amends", "appointed", "challenges", "charged", "directs", "enacted", "issued", "opposes", "proposed"),
        *("repeals", "ruledOn", "signed", "sued", "supports"),
    )
)
"""Relations that are an act: the day of the words that do it is theirs."""
STANCES = frozenset({"opposes", "supports"})
"""Relations of who is for or against something."""
_REACH = 150
"""Tokens over which something stays in focus."""

_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})
_TEXTS = frozenset({Kind.LAW, Kind.AGREEMENT})
_ASKING = frozenset({"ask", "call", "command", "demand", "direct", "instruct", "order", "tell", "urge"})
_LEADING = frozenset({"pobj", "prep", "pcomp", "npadvmod", "advmod", "nummod", "compound", "tmod", "amod", "nmod"})
_OBJECTS = frozenset({"appos", "compound", "dobj", "nmod", "nsubjpass", "pobj", "prep"})
_DOING = frozenset(
    (
        *(
            "announce",
            "approve",
            "bring",
            "deliver",
            "file",
            "give",
            "hand",
            "issue",
            "join",
            "launch",
            "lodge",
            "make",
        ),
        *("offer", "pass", "publish", "release", "send", "sign", "submit", "take", "unveil", "voice", "write"),
    )
)
"""Verbs that do with a noun what the noun says ("filed a suit", "issued an order")."""
_EVENTS = frozenset({"9/11"})
"""Days that stand for what happened then: "remarks on 9/11" may be of any day."""
_GOING_ON = frozenset({"he", "she", "it", "they"})
_DAY = len("2025-01-31")
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
    chains: Sequence[Chain] = ()

    def __post_init__(self) -> None:
        self.chains = self.doc._.chains
        for mention in self.doc._.mentions:
            if mention.chain is not None:
                self.by_head.setdefault(mention.head, []).append(mention)
        texts = {head for head, found in self.by_head.items() if any(mention.kind in _TEXTS for mention in found)}
        for index, date in enumerate(self.doc._.dates):
            if self.doc[date.start : date.end].text not in _EVENTS:
                governor = _governor(self.doc, date.start, date.end, texts)
                self.date_at.setdefault(self._done_by(governor).i, []).append(index)
        for start, end in self.doc._.quotes:
            self.quoted.update(range(start, end))

    def _done_by(self, governor: Token) -> Token:
        """The verb in place of its agent, to whom the parse may give the date ("the board on Monday night sued")."""
        agents = {Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON}
        known = any(mention.kind in agents for mention in self.by_head.get(governor.i, ()))
        if governor.dep_ == "nsubj" and governor.head.pos_ == "VERB" and governor.head.i > governor.i:
            return governor.head if known or governor.lower_ in AGENCY_WORDS else governor
        return governor

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
        """The arguments at the first path of the slot that leads to any.

        Where a body may stand, a place beside one may act as its government, and so may a place where none is found
        ("sued Marlow County and Jo Poe").
        """
        places = frozenset({Kind.PLACE}) if slot.kinds & _BODIES else frozenset()
        found = self._filled(slot, trigger, slot.kinds, places)
        return found or (self._filled(slot, trigger, places, places) if places else [])

    def _filled(self, slot: Slot, trigger: Token, kinds: frozenset[Kind], beside: frozenset[Kind]) -> list[Argument]:
        for path in slot.paths:
            if path == ("focus",):
                return self.focus(slot, trigger)
            found = []
            for token in (meant for first in follow(trigger, path) for meant in among_whom(first) or [first]):
                argument = self.who(token, trigger) or self._at_or_beside(token)
                if argument is None or (slot.words and token.lemma_.lower() not in slot.words):
                    continue
                if not kinds or self.chains[argument.chain].kind in kinds | beside:
                    found.append(argument)
            if any(not kinds or self.chains[item.chain].kind in kinds for item in found):
                return found
        return []

    def who(self, noun: Token, verb: Token) -> Argument | None:
        """The person that a "who" behind a body means: "Park, a secretary in the Ruiz administration who sued"."""
        body = self.at(noun)
        relative = verb.dep_ == "relcl" and verb.head == noun and any(child.lower_ == "who" for child in verb.lefts)
        if not relative or body is None or self.chains[body.chain].kind is Kind.PERSON:
            return None
        above = [found for token in noun.ancestors if token.pos_ != "VERB" and (found := self._at_or_beside(token))]
        return next((found for found in above if self.chains[found.chain].kind is Kind.PERSON), None)

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

    def dates(self, trigger: Token, ends: Sequence[Argument] = (), *, done: bool = False) -> list[int]:
        """The dates that hang on the trigger, on what it governs directly, or on the verb that governs it.

        Where none does, that of the verb that the trigger is coordinated with before it, of the text that is one of
        the fact's `ends` ("a 2019 contract", "the order signed on May 2"), or, for what is `done` once, of the verb
        that does it with a noun ("filed a suit on Monday").
        """
        found = self._dates_of(trigger)
        node = trigger
        while not found and node.dep_ == "conj" and node.head.pos_ == "VERB" and _same_tense(node.head, trigger):
            node = node.head
            found = self._dates_of(node)
        found = found or self._dates_before(trigger)
        if not found:
            heads = [self.doc[end.mention.head] for end in ends if self.chains[end.chain].kind in _TEXTS]
            found = [index for head in heads for token in _dated(head) for index in self.date_at.get(token.i, ())]
        if not found and done and trigger.pos_ in ("NOUN", "PROPN"):
            found = self._dates_of_doing(trigger)
        return sorted(set(found))

    def _dates_of_doing(self, noun: Token) -> list[int]:
        """The dates of the verb that a noun is done with: "announced the suit on Monday", "in a letter sent May 2"."""
        node = noun
        while node.dep_ in _OBJECTS and node.head != node and node.head.pos_ != "VERB":
            node = node.head
        verb = node.head
        doing = node.dep_ in _OBJECTS and verb.pos_ == "VERB" and verb.lemma_ in _DOING
        return self._dates_of(verb) if doing else []

    def _dates_before(self, trigger: Token) -> list[int]:
        """The day of the sentence before, where a pronoun goes on with what was done then ("It also voted …")."""
        sentence = trigger.sent
        main = trigger
        while main.dep_ in ("conj", "xcomp") and main.head != main:
            main = main.head
        begins = [token for token in main.lefts if token.dep_ == "nsubj" and _goes_on(token)]
        if main.tag_ != "VBD" or main.dep_ != "ROOT" or not begins or sentence.start == 0:
            return []
        before = self.doc[sentence.start - 1].sent
        days = self.date_at.get(before.root.i, []) if before.root.tag_ == "VBD" else []
        inside = [date for date in self.doc._.dates if sentence.start <= date.start < sentence.end]
        whole = [index for index in days if len(self.doc._.dates[index].value.value) == _DAY]
        return whole if len(whole) == 1 and not inside else []

    def _dates_of(self, trigger: Token) -> list[int]:
        """The dates of the trigger's own clause; what somebody is asked to do has a date of its own."""
        steps = ("dobj", "prep", "attr") if trigger.lemma_ in _ASKING else ("dobj", "xcomp", "prep", "attr")
        places = [trigger, *(child for child in trigger.children if child.dep_ in steps)]
        places += [
            token
            for child in trigger.children
            if child.dep_ == "prep" and child.lower_ == "in"
            for inner in child.children
            for token in _dated(inner)
        ]
        if trigger.dep_ in ("xcomp", "dobj") and trigger.head.pos_ == "VERB":
            places.append(trigger.head)
        if trigger.dep_ == "advcl" and any(child.tag_ == "TO" for child in trigger.lefts):
            places.append(trigger.head)
        found = [index for token in places for index in self.date_at.get(token.i, ())]
        if not found and trigger.dep_ == "relcl":
            # "in January, when the president told the agency"
            dates = enumerate(self.doc._.dates)
            found = [index for index, date in dates if date.start <= trigger.head.i < date.end]
        return found

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
        if trigger.pos_ == "NOUN" and any(child.dep_ == "poss" for child in trigger.lefts):
            return False  # "said that the bureau's inquiry into the firm was over": that there is one, nobody claims.
        node = trigger
        while content[0] <= node.head.i < content[1] and node.head != node:
            if node.dep_ in _APART:
                return False
            node = node.head
        # "said before the vote that it sued": the parser hangs all that is said into the words before it.
        whole = node.dep_ in ("acl", "relcl") and node.left_edge.i == content[0] and node.left_edge.lower_ == "that"
        return whole or node.dep_ not in _APART


def _same_tense(one: Token, other: Token) -> bool:
    """Whether two coordinated verbs tell of one time; the parser takes a past tense behind "and" for a participle."""
    past = {"VBD", "VBN"}
    return one.tag_ == other.tag_ or (one.tag_ in past and other.tag_ in past)


def _goes_on(subject: Token) -> bool:
    """Whether the subject is one spoken of before: a pronoun, "the board"."""
    the = any(child.lower_ == "the" for child in subject.lefts)
    return subject.lower_ in _GOING_ON or (the and subject.tag_ == "NN")


def _dated(noun: Token) -> list[Token]:
    """The noun of a text, and the participles behind it that date it ("a letter dated Aug. 28")."""
    return [noun, *(child for child in noun.rights if child.dep_ == "acl" and child.tag_ == "VBN")]


def _governor(doc: Doc, start: int, end: int, texts: Collection[int]) -> Token:
    """The verb or noun that a stretch of words modifies; the date of a text is not that of what is done under it."""
    node = doc[start:end].root
    while node.dep_ in _LEADING:
        if node.head == node or node.pos_ == "VERB":
            break
        if node.i in texts and node.dep_ == "pobj" and node.head.lower_ != "in":
            break
        node = node.head
    return node
