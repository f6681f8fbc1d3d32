"""Whose rule it is: the law, program, agreement or body that a clause speaks for, stands under or follows on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.frames.arguments import Reader
from onrecord.frames.paths import is_passive, logical_object, possessor, preposition, subject, surface_subject
from onrecord.language.binding import words
from onrecord.record import Kind

TEXTS = frozenset({Kind.LAW, Kind.PROGRAM, Kind.AGREEMENT})
_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})
_INSIDE = frozenset({"pobj", "prep", "appos", "nmod", "compound", "poss", "agent", "conj"})
_ABOVE = frozenset({"xcomp", "ccomp", "advcl", "conj", "parataxis"})
_KEPT = 2
"""Sentences over which a text stays what is spoken of."""


@dataclass(slots=True)
class Topic:
    """The text that was spoken of last; `ruled` where a rule of it was said, which what follows then continues."""

    chain: int
    sentence: int
    ruled: bool


@dataclass(slots=True)
class Sources:
    """Finds the chain whose rule a clause is."""

    reader: Reader
    topic: Topic | None = None
    sentence: int = 0
    ruled: int | None = None
    spans: dict[int, int] = field(default_factory=dict)
    only: int | None = None
    """The one text that the sentence before names, wherever it does."""

    def __post_init__(self) -> None:
        # The parse may hang a name on another of its words than the one that its mention is headed by.
        for mention in self.reader.doc._.mentions:
            if mention.chain is not None and self.is_text(mention.chain):
                root = self.reader.doc[mention.start : mention.end].root
                self.spans.setdefault(root.i, mention.chain)

    def is_text(self, chain: int) -> bool:
        """Whether the chain is a law, a program or an agreement."""
        return self.reader.chains[chain].kind in TEXTS and not self.reader.chains[chain].plural

    def at(self, token: Token) -> int | None:
        """The text that the token speaks of, itself or as a part of it ("the program's rules", "the deal's terms")."""
        found = self.reader.at(token)
        if found is not None and self.is_text(found.chain):
            return found.chain
        if token.i in self.spans and (found is None or self.reader.chains[found.chain].kind in _BODIES):
            return self.spans[token.i]  # "Senate File 12" has a chamber inside
        if token.lemma_.lower() in words().lists["parts"]:
            for owner in (*possessor(token), *preposition(token, "of"), *preposition(token, "in")):
                inner = self.reader.at(owner)
                if inner is not None and self.is_text(inner.chain):
                    return inner.chain
        return None

    def around(self, token: Token) -> int | None:
        """The text at the token, or the one in whose noun phrase it stands ("a bill by Rep. Jo Poe that would …")."""
        node, changed = token, None
        for _ in range(5):
            here = self.at(node)
            if here is not None and (changed is None or node.lemma_.lower() in words().lists["changing"]):
                changed = here
            if node.dep_ not in _INSIDE or node.head == node:
                break
            node = node.head
        return changed

    def of_verb(self, verb: Token) -> int | None:
        """The text that a verb of permitting, forbidding or requiring speaks for."""
        if self.ruled is not None and _is_continued(verb):
            return self.ruled
        node = verb
        for _ in range(4):
            found = self.under(node)
            if found is not None:
                return found
            subjects = subject(node)
            for token in subjects:
                found = self.around(token) if node.dep_ in ("relcl", "acl") else self.at(token)
                found = found if found is not None else self._relative(node)
                found = found if found is not None else self._meant(token)
                if found is not None:
                    return found
            if subjects and not is_passive(node):
                return _first(self._purpose(node), self._body(verb, subjects), self._opening(verb))
            if node.dep_ not in _ABOVE or node.head == node:
                break
            if node.dep_ != "conj" and node.head.lemma_.lower() not in words().verbs:
                break
            node = node.head
        return _first(self._purpose(node), self._of_passive(verb) if is_passive(verb) else self._opening(verb))

    def _meant(self, token: Token) -> int | None:
        """The text that "it" means where the sentence before speaks of one: a text binds before a body."""
        if token.lower_ not in ("it", "that", "they") or token.i in self.reader.quoted:
            return None
        near = self.topic is not None and self.sentence - self.topic.sentence == 1
        if token.i - token.sent.start <= 3 and (near or self.only is not None):
            return self.topical(strict=False) if near else self.only
        return self.topical(strict=False) if self.reader.at(token) is None else None

    def _relative(self, verb: Token) -> int | None:
        """The text right before "which", wherever the parse hangs the clause ("the date in the act, which bars …")."""
        pronouns = [child for child in verb.lefts if child.tag_ == "WDT" and child.dep_ in ("nsubj", "nsubjpass")]
        changing = verb.dep_ == "relcl" and words().among(verb.head.lemma_.lower(), "changing")
        return self.before(pronouns[0]) if pronouns and not changing else None

    def _opening(self, verb: Token) -> int | None:
        """The order that the sentence opens with ("In a ruling, the judge said he was late and barred his return")."""
        first = verb.sent[0]
        if verb.tag_ != "VBD" or verb.lemma_.lower() not in words().lists["ordering"] or first.lower_ != "in":
            return None
        written = [
            child for child in first.children if child.dep_ == "pobj" and child.lemma_ in words().lists["orders"]
        ]
        return self.at(written[0]) if written else None

    def _of_passive(self, verb: Token) -> int | None:
        """The text that is spoken of, for "counties are required to report": what was asked once is no rule of it."""
        past = any(child.dep_ == "auxpass" and child.tag_ == "VBD" for child in verb.children)
        known = verb.lemma_.lower() in words().lists["standing"] and not past and verb.dep_ != "acl"
        return self.topical(strict=False) if known else None

    def of_clause(self, verb: Token) -> int | None:
        """The text that the clause of a modal verb stands under, or that says it."""
        node = verb
        for _ in range(5):
            found = self.under(node)
            found = found if found is not None else self._at_end(node)
            if found is None:
                found = self._said(node)
            if found is not None:
                return found
            if node.dep_ not in _ABOVE or node.head == node:
                return None
            node = node.head
        return None

    def _at_end(self, verb: Token) -> int | None:
        """The text that ends a clause which the parse hangs on another word: "will pay and test under the deal"."""
        for token in verb.subtree:
            if token.lower_ == "under" and token.i > verb.i and _is_of_clause(token, verb):
                found = next((self.at(child) for child in token.children if child.dep_ == "pobj"), None)
                if found is not None:
                    return found
        return None

    def under(self, verb: Token) -> int | None:
        """The text that the verb stands under, itself or by a relative clause ("the program under which …")."""
        for word in words().lists["under"]:
            if word == "by" and not is_passive(verb):
                continue
            for token in preposition(verb, word):
                if token.lower_ == "which":
                    found = self.around(verb.head) if verb.dep_ == "relcl" else None
                elif token.lower_ == "it":
                    found = self.topical(strict=False)
                    found = found if found is not None else self.at(token)
                else:
                    found = self.at(token)
                if found is not None and (word != "in" or _is_written(verb, token)):
                    return found
        return None

    def _said(self, verb: Token) -> int | None:
        """The text that says the clause ("the policy says that", "the judge ruled that", said in an order)."""
        above = verb.head
        lemma = above.lemma_.lower()
        if verb.dep_ != "ccomp" or above.pos_ != "VERB":
            return None
        if lemma in words().lists["saying"]:
            return next((found for token in subject(above) if (found := self.at(token)) is not None), None)
        if lemma in words().lists["ruling"]:
            own = next((found for token in subject(above) if (found := self.at(token)) is not None), None)
            return own if own is not None else self._order(above)
        return None

    def _purpose(self, verb: Token) -> int | None:
        """The law in "passed the act to prevent …": the object of the verb that the infinitive hangs on."""
        if verb.dep_ not in ("advcl", "acl", "xcomp") or not any(child.lower_ == "to" for child in verb.lefts):
            return None
        objects = logical_object(verb.head) if verb.head.pos_ == "VERB" else [verb.head]
        for token in objects:
            found = self.at(token)
            if found is not None:
                return found
        return None

    def _body(self, verb: Token, subjects: Iterable[Token]) -> int | None:
        """The body whose standing rule it is, or the order in which one who decides gave it."""
        lemma, lists = verb.lemma_.lower(), words().lists
        bodies = [found.chain for token in subjects if (found := self.reader.at(token)) is not None]
        asides = any(child.dep_ == "aux" or child.dep_ == "mark" for child in verb.children)
        if not bodies or asides or not any(child.dep_ == "nsubj" for child in verb.lefts):
            return None
        kind = self.reader.chains[bodies[0]].kind
        if verb.tag_ in ("VBZ", "VBP") and lemma in lists["standing"]:
            named = not any(token.pos_ == "PRON" for token in subjects)  # "it" may be a text that is not known
            return bodies[0] if kind is Kind.AGENCY and named else None
        judging = kind is Kind.AGENCY or any(_is_judge(token) for token in subjects) or self._is_judges(bodies[0])
        return self._order(verb) if verb.tag_ == "VBD" and lemma in lists["ordering"] and judging else None

    def of_setter(self, verb: Token) -> int | None:
        """The body that sets somebody a time for something ("The state gave the sheriff 60 days to submit a plan")."""
        bodies = [found.chain for token in subject(verb) if (found := self.reader.at(token)) is not None]
        plain = verb.tag_ in ("VBD", "VBZ") and not any(child.dep_ in ("aux", "mark") for child in verb.children)
        agency = bool(bodies) and self.reader.chains[bodies[0]].kind is Kind.AGENCY
        return bodies[0] if plain and agency and verb.i not in self.reader.quoted else None

    def _is_judges(self, chain: int) -> bool:
        """Whether the person is called a judge anywhere ("Judge Ana Ruiz ruled. She barred the county from …")."""
        spoken = (mention for mention in self.reader.doc._.mentions if mention.chain == chain)
        return any(_is_judge(self.reader.doc[mention.head]) for mention in spoken)

    def _order(self, verb: Token) -> int | None:
        """The order that is spoken of: in the sentence or one near it."""
        near: int | None = None
        known: set[int] = set()
        for mention in self.reader.doc._.mentions:
            if mention.chain is None or self.reader.chains[mention.chain].kind is not Kind.LAW:
                continue
            head = self.reader.doc[mention.head].lemma_.lower()
            if head not in words().lists["orders"]:
                continue
            known.add(mention.chain)
            if abs(mention.start - verb.i) <= 80 and (near is None or mention.start <= verb.i):
                near = mention.chain
        return near if near is not None or len(known) != 1 else known.pop()

    # What is spoken of -----------------------------------------------------------------------------------------------

    def topical(self, *, strict: bool) -> int | None:
        """The text that is spoken of; where strict, only one of which a rule was said."""
        topic = self.topic
        if topic is None or self.sentence - topic.sentence > _KEPT or (strict and not topic.ruled):
            return None
        return topic.chain

    def before(self, token: Token) -> int | None:
        """The text whose name or description ends right before the token, a clause between commas aside."""
        start = token.sent.start
        ended: list[tuple[int, int]] = [
            (mention.chain, mention.end)
            for mention in self.reader.doc._.mentions
            if start <= mention.start and mention.end <= token.i and mention.chain is not None
        ]
        for chain, end in reversed(ended):
            if not self.is_text(chain):
                continue
            between = self.reader.doc[end : token.i]
            plain = all(word.pos_ in ("ADV", "NUM", "PUNCT") or word.lower_ in ("of", "also") for word in between)
            aside = len(between) > 2 and between[0].text == "," and between[-1].text == ","
            if plain or aside:
                return chain
        return None

    def keep(self) -> None:
        """Stay with the text that is spoken of for one more sentence."""
        if self.topic is not None:
            self.topic.sentence = self.sentence

    def begin(self, sentence: Span) -> None:
        """Go on to the next sentence."""
        self.sentence += 1
        self.ruled = None

    def end(self, sentence: Span, rule_of: int | None) -> None:
        """Note which text the sentence was about."""
        named = {chain for head, chain in self.spans.items() if sentence.start <= head < sentence.end}
        self.only = named.pop() if len(named) == 1 else None
        if rule_of is not None:
            self.topic = Topic(rule_of, self.sentence, ruled=True)
            return
        leading = list(dict.fromkeys(self._leading(sentence)))
        if leading:
            same = self.topic is not None and self.topic.chain == leading[0] and self.topic.ruled
            self.topic = Topic(leading[0], self.sentence, ruled=same)

    def _leading(self, sentence: Span) -> Iterator[int]:
        """The texts that a sentence is about: its subject, what it stands under, what is done to one."""
        for verb in sentence:
            if verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in ("ROOT", "conj", "ccomp"):
                continue
            under = self.under(verb)
            if under is not None:
                yield under
            for token in (*surface_subject(verb), *subject(verb), *logical_object(verb)):
                found = self.at(token)
                if found is not None:
                    yield found


def _first(*chains: int | None) -> int | None:
    """The first chain that there is; a document's first chain is 0."""
    return next((chain for chain in chains if chain is not None), None)


def _is_of_clause(preposition: Token, verb: Token) -> bool:
    """Whether only coordination lies between the preposition and the verb, or nouns where a comma sets it off."""
    node, apart = preposition.head, preposition.nbor(-1).text == ","
    for _ in range(6):
        if node == verb:
            return preposition.head != verb
        if node.dep_ not in ("conj", "xcomp") and not (apart and node.dep_ in ("dobj", "pobj", "prep")):
            return False
        node = node.head
    return False


def _is_written(verb: Token, text: Token) -> bool:
    """Whether the text is one in which that is done: orders, and what somebody agreed to in a settlement."""
    lemma, lists = text.lemma_.lower(), words().lists
    return lemma in lists["orders"] or (lemma in lists["bargains"] and verb.lemma_.lower() in lists["binding"])


def _is_judge(token: Token) -> bool:
    """Whether the name or noun is that of a judge."""
    return any(word.lower_ in ("judge", "justice", "magistrate") for word in (token, *token.lefts))


def _is_continued(verb: Token) -> bool:
    """Whether the verb is coordinated with one before it and has no subject or prepositional phrase of its own."""
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts)
    return not own and verb.dep_ == "conj"
