"""The component `onrecord_rules`: what a law, program or agreement permits, prohibits or requires, and of whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from onrecord.frames import rule_actions
from onrecord.frames.arguments import Reader
from onrecord.frames.paths import is_passive, logical_object, preposition, surface_subject
from onrecord.frames.rule_actions import AGENTS, further, governed
from onrecord.frames.rule_sources import Sources
from onrecord.language.annotations import Mode, RuleDraft, TokenRange
from onrecord.language.binding import words
from onrecord.record import Modality

UNLIKELY = 0.02
"""Where the encoder gives no word of an action so much chance to be of a rule's action, there is none."""


_NO_DEED = frozenset({"be", "do", "have"})
"""What stands for a deed told before ("as they have to be under the act"), and says none."""


@Language.factory("onrecord_rules", default_config={"mode": "merged"})
class Rules:
    """Leaves `doc._.rules`: what the parse says, but (`mode` "rules" aside) what the encoder thinks no rule."""

    def __init__(self, nlp: Language, name: str, mode: Mode = "merged") -> None:
        self.mode = mode

    def __call__(self, doc: Doc) -> Doc:
        """Find the rules of a Doc whose mentions and chains are known."""
        finder = _Finder(Reader(doc))
        found: list[RuleDraft] = []
        for sentence in doc.sents:
            found += [draft for draft in finder.of_sentence(sentence) if doc[slice(*draft.action)].text not in _NO_DEED]
        if found and self.mode != "rules":
            found = _likely(doc, found)
        doc._.rules = list(_once(found))
        return doc


def _likely(doc: Doc, drafts: list[RuleDraft]) -> list[RuleDraft]:
    """The rules whose action the encoder holds possible; all where it is not installed."""
    from onrecord.language.encoded import reading_of  # loads the model's runtime

    reading = reading_of(doc)
    if reading is None or reading.relater is None:
        return drafts
    likely = [(word.start, word.end) for word in reading.words if word.rule >= UNLIKELY]
    edges = (doc[slice(*draft.action)] for draft in drafts)
    return [
        draft
        for draft, action in zip(drafts, edges, strict=True)
        if any(start < action.end_char and end > action.start_char for start, end in likely)
    ]


def _once(drafts: Sequence[RuleDraft]) -> Iterator[RuleDraft]:
    """Each action of each text once."""
    seen: set[tuple[int, TokenRange]] = set()
    for draft in drafts:
        if (draft.rule_of, draft.action) not in seen:
            seen.add((draft.rule_of, draft.action))
            yield draft


class _Finder:
    """Reads the rules of one Doc, sentence by sentence."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.sources = Sources(reader)

    def of_sentence(self, sentence: Span) -> list[RuleDraft]:
        self.sources.begin(sentence)
        found: list[RuleDraft] = []
        for token in sentence:
            found += self._by_mistaken(token)
            if token.pos_ not in ("VERB", "AUX"):
                continue
            own = [*self._by_verb(token), *self._by_giving(token), *self._by_limit(token), *self._by_offence(token)]
            own = own or list(self._by_term(token)) or list(self._by_modal(token))
            found += own
            self.sources.ruled = own[-1].rule_of if own else self.sources.ruled
        found += self._of_items(sentence)
        self.sources.end(sentence, found[-1].rule_of if found else None)
        return found

    def _by_verb(self, verb: Token) -> Iterator[RuleDraft]:
        """Say "the act requires landlords to register", and what the act so required then permits in its turn."""
        modality, actions = self._verb(verb)
        if modality is None:
            return
        rule_of = self.sources.of_verb(verb)
        if rule_of is None:
            return
        if _negated(verb):
            if modality is Modality.PROHIBITS:
                return
            modality = Modality.PROHIBITS if modality is Modality.PERMITS else Modality.PERMITS
        if not actions and _is_as(verb):
            yield self._rule(rule_of, modality, verb.head, surface_subject(verb.head), verb)
            return
        for action in actions:
            said = Modality.PROHIBITS if modality is Modality.REQUIRES and _negated(action) else modality
            yield self._rule(rule_of, said, action, rule_actions.bearers(verb, action), verb)
        if not actions and not is_passive(verb) and modality is not Modality.PERMITS:
            for thing in rule_actions.things(self.reader, verb):
                yield self._rule(rule_of, modality, thing, [], verb)

    def _verb(self, verb: Token) -> tuple[Modality | None, list[Token]]:
        """What a verb makes of its actions, and these."""
        lemma, lists = verb.lemma_.lower(), words().lists
        if lemma in words().verbs:
            actions = [token for token in governed(verb) if not (_is_as(verb) and token.lemma_ == "do")]
            return words().verbs[lemma], actions
        if lemma in lists["causing"]:
            actions = rule_actions.bare_infinitives(verb)
            return (Modality.REQUIRES, actions) if actions else (None, [])
        if lemma in lists["keeping"]:
            actions = [token for token in governed(verb) if token.tag_ == "VBG"]
            return (Modality.PROHIBITS, actions) if actions else (None, [])
        return None, []

    def _by_giving(self, verb: Token) -> Iterator[RuleDraft]:
        """Say "the law gives tenants 30 days to appeal", "gives it until May 1 to file"."""
        if verb.lemma_.lower() not in words().lists["giving"]:
            return
        for given in (child for child in verb.rights if child.dep_ in ("dobj", "npadvmod") or child.lower_ == "until"):
            term = given.lower_ == "until" or given.lemma_.lower() in words().lists["terms"]
            actions = _given(verb, given)
            known = (term or given.lemma_.lower() in words().lists["rights"]) and actions
            rule_of = self.sources.of_verb(verb) if known else None
            rule_of = self.sources.of_setter(verb) if known and term and rule_of is None else rule_of
            if rule_of is None:
                continue
            none = any(child.lower_ == "no" for child in given.lefts)
            modality = Modality.PROHIBITS if none or _negated(verb) else Modality.PERMITS
            to_whom = [child for child in verb.rights if child.dep_ == "dative" and child.pos_ != "ADP"]
            to_whom = to_whom or [child for child in verb.rights if child.dep_ == "dobj" and child.i < given.i]
            for action in (*actions[:1], *further(actions[0])):
                said = _of_term(action) if term and modality is Modality.PERMITS else modality
                yield self._rule(rule_of, said, action, to_whom or preposition(verb, "to"), verb)

    def _by_offence(self, verb: Token) -> Iterator[RuleDraft]:
        """Say "the law makes it a crime to sleep outdoors", "under the act, it is legal to film officers"."""
        if verb.lemma_.lower() not in ("make", "be") or _negated(verb):
            return
        for said in (child for above in verb.rights for child in (above, *above.lefts) if child.i > verb.i):
            modality = _offence(said)
            behind = (said.head, *said.rights, *verb.rights)
            actions = [child for child in behind if child.i > said.i and child.tag_ == "VB" and _is_to(child)]
            if modality is None or not actions:
                continue
            of_text = verb.lemma_.lower() == "make"
            rule_of = self.sources.of_verb(verb) if of_text else self.sources.of_clause(verb)
            if rule_of is not None:
                for action in (actions[0], *further(actions[0])):
                    own = [child for child in action.lefts if child.dep_ == "nsubj" and child != said]
                    yield self._rule(rule_of, modality, action, own, verb)
                return

    def _by_term(self, verb: Token) -> Iterator[RuleDraft]:
        """Say "under the order, the firm has until May 1 to file", "the city has 18 days to appeal"."""
        if verb.lemma_.lower() != "have" or verb.i in self.reader.quoted:
            return
        terms = [
            child
            for child in verb.rights
            if child.lower_ == "until" or (child.dep_ == "dobj" and child.lemma_.lower() in words().lists["terms"])
        ]
        actions = [
            child for term in terms for child in (*term.children, *verb.rights) if child.i > term.i and _is_to(child)
        ]
        if not actions:
            return
        rule_of = self.sources.of_clause(verb)
        rule_of = self.sources.topical(strict=False) if rule_of is None else rule_of
        if rule_of is not None:
            for action in (actions[0], *further(actions[0])):
                yield self._rule(rule_of, _of_term(action), action, surface_subject(verb), verb)

    def _by_mistaken(self, token: Token) -> Iterator[RuleDraft]:
        """Say "the act bars jails from holding anyone", where the language model takes "bars" for a noun."""
        if token.lower_ not in words().lists["mistaken"] or token.tag_ != "NNS" or token.i == token.sent.start:
            return
        rule_of = self.sources.before(token)
        keeping = next((word for word in token.doc[token.i + 1 : token.i + 9] if word.lower_ == "from"), None)
        if rule_of is None or keeping is None or keeping.i + 1 >= len(token.doc):
            return
        action = token.doc[keeping.i + 1]
        if action.tag_ == "VBG":
            bearer = token.doc[token.i + 1 : keeping.i].root if keeping.i > token.i + 1 else None
            yield self._rule(rule_of, Modality.PROHIBITS, action, [bearer] if bearer is not None else [], token)

    def _of_items(self, sentence: Span) -> Iterator[RuleDraft]:
        """Say what the items of a list require, behind the sentence that names the text and ends in a colon."""
        words_of = [token for token in sentence if not token.is_space]
        if (
            len(words_of) < 3
            or words_of[0].text not in ("\u2022", "-", "*", "\u2013", "\u00b7")
            or words_of[1].tag_ != "VB"
        ):
            return
        rule_of = self.sources.topical(strict=False)
        if rule_of is not None:
            self.sources.keep()
            for action in (words_of[1], *further(words_of[1])):
                yield self._rule(rule_of, Modality.REQUIRES, action, [], action)

    def _by_limit(self, verb: Token) -> Iterator[RuleDraft]:
        """Say "the ordinance caps rents at $900": the limit is part of what it says."""
        lemma = verb.lemma_.lower()
        limits, exempts = words().among(lemma, "limiting"), words().among(lemma, "exempting")
        if not (limits or exempts) or is_passive(verb) or not logical_object(verb) or _negated(verb):
            return
        rule_of = self.sources.of_verb(verb)
        if rule_of is not None:
            modality = Modality.PROHIBITS if limits else Modality.PERMITS
            yield self._rule(rule_of, modality, verb, logical_object(verb) if exempts else [], verb)

    def _by_modal(self, verb: Token) -> Iterator[RuleDraft]:
        """Say "under the ordinance, landlords must register", "the ordinance says landlords must register"."""
        read = _deontic(verb)
        if read is None:
            return
        word, modality, action = read
        rule_of = self.sources.of_clause(verb)
        if rule_of is None:
            rule_of = self._followed(verb, word, modality, action)
        elif action.lemma_.lower() in words().lists["idle"] and word not in ("must", "shall", "have"):
            return
        if rule_of is None or rule_of in {
            found.chain for token in surface_subject(verb) if (found := self.reader.at(token))
        }:
            return
        for one in (action, *further(action), *_continuing(verb, action)):
            yield self._rule(rule_of, modality, one, surface_subject(verb), verb)

    def _followed(self, verb: Token, word: str, modality: Modality, action: Token) -> int | None:
        """The text that is spoken of, where the clause goes on to say what it makes somebody do."""
        follows = words().follows
        strict = not (word in follows["weak"] or word == "have" or (word in ("may", "can", "ca") and _negated(verb)))
        subjects = surface_subject(verb)
        if word == "be" or (word == "have" and verb.tag_ == "VBD"):
            return None
        many = word in follows["classes"] and bool(subjects) and _is_class(subjects[0])
        if strict and word not in follows["strong"] and not many:
            return None
        if verb.i in self.reader.quoted or not subjects or verb.dep_ not in ("ROOT", "conj", "ccomp", "parataxis"):
            return None
        if subjects[0].lower_ in ("i", "we", "you", "that", "this", "there", "what") or _is_claim(verb):
            return None
        if strict and (
            action.lemma_.lower() in words().lists["idle"] or (action.lemma_ == "be" and not is_passive(action))
        ):
            return None
        if any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children):
            return None
        return self.sources.topical(strict=strict)

    def _rule(
        self, rule_of: int, modality: Modality, action: Token, bearers: Sequence[Token], verb: Token
    ) -> RuleDraft:
        span = self._without_text(rule_of, rule_actions.phrase(action, verb))
        bearer = bearers[0] if bearers else None
        known = self.reader.at(bearer) if bearer is not None else None
        agent = known is not None and self.reader.chains[known.chain].kind in AGENTS
        noun: TokenRange | None = None
        if bearer is not None and bearer.pos_ in ("NOUN", "PROPN"):
            end = min(bearer.right_edge.i + 1, action.i) if bearer.i < action.i else bearer.i + 1
            noun = (bearer.left_edge.i, end)
        first = min(verb.i, span[0], noun[0] if noun else verb.i)
        return RuleDraft(
            rule_of,
            modality,
            span,
            (first, max(span[1], verb.i + 1)),
            bearer=known.chain if known is not None and agent else None,
            bearer_words=None if agent else noun,
        )

    def _without_text(self, rule_of: int, span: TokenRange) -> TokenRange:
        """The action without the text itself that ends it ("sign with the agency | under the program")."""
        for token in self.reader.doc[span[0] + 1 : span[1]]:
            if token.lower_ == "under" and token.right_edge.i + 1 >= span[1]:
                named = next((self.reader.at(child) for child in token.children if child.dep_ == "pobj"), None)
                if named is not None and named.chain == rule_of:
                    return span[0], token.i
        return span


def _deontic(verb: Token) -> tuple[str, Modality, Token] | None:
    """The modal word, what it makes of the clause, and the verb of what is done; None where there is no such word."""
    lemma, lists = verb.lemma_.lower(), words().lists
    if lemma in words().verbs:
        return None
    aux = [child for child in verb.lefts if child.dep_ == "aux" and child.lower_ in words().modals]
    word = aux[0].lower_ if aux else ""
    inner = [child for child in verb.rights if child.dep_ == "xcomp" and _is_to(child)]
    if lemma == "have" and inner and not any(child.lower_ in ("yet", "only") for child in verb.children):
        return "have", Modality.PERMITS if _negated(verb) else Modality.REQUIRES, inner[0]
    if lemma == "be" and inner and _is_doer(verb):
        return "be", Modality.PROHIBITS if _negated(verb) else Modality.REQUIRES, inner[0]
    if lemma in lists["binding"] and inner:
        return "agree", Modality.REQUIRES, inner[0]
    if not aux or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return None
    return word, Modality.PROHIBITS if _negated(verb) else words().modals[word], verb


def _given(verb: Token, given: Token) -> list[Token]:
    """What one is given a right or a time for: "the right to appeal", "until May 1 to file", "latitude in deciding"."""
    actions = [child for child in given.rights if child.dep_ in ("acl", "relcl", "xcomp", "advcl") and _is_to(child)]
    beside = [
        child for child in verb.rights if child.i > given.i and child.dep_ in ("xcomp", "advcl") and _is_to(child)
    ]
    return actions or beside or [inner for inner in preposition(given, "in") if inner.tag_ == "VBG"]


def _of_term(action: Token) -> Modality:
    """What a time makes of a deed: a right is given ("30 days to appeal"), a duty set ("until May 1 to file")."""
    return Modality.PERMITS if words().among(action.lemma_.lower(), "timed") else Modality.REQUIRES


def _offence(said: Token) -> Modality | None:
    """What "a crime", "illegal" or "legal" makes of the deed behind it."""
    lemma, lists = said.lemma_.lower(), words().lists
    if any(child.dep_ == "neg" or child.lower_ == "no" for child in said.children):
        return None
    return Modality.PROHIBITS if lemma in lists["offences"] else Modality.PERMITS if lemma in lists["lawful"] else None


def _continuing(verb: Token, action: Token) -> list[Token]:
    """What is coordinated with the verb above in place of the action: "Crews have to wear badges, sit and listen"."""
    if action.head != verb:
        return []
    behind = [child for child in verb.rights if child.dep_ == "conj" and child.i > action.i and child.tag_ == "VB"]
    free = [child for child in behind if not any(inner.dep_ in _OWN or inner.tag_ == "MD" for inner in child.lefts)]
    return [more for one in free for more in (one, *further(one))]


def _is_doer(verb: Token) -> bool:
    """Whether "is to" says what somebody has to do ("The firm is to repay the town"), and no aim ("The aim is to")."""
    subjects = surface_subject(verb)
    if not subjects or verb.tag_ not in ("VBZ", "VBP"):
        return False
    noun = subjects[0]
    return noun.tag_ in ("PRP", "NNP", "NNS") or words().among(noun.lemma_.lower(), "people")


_OWN = ("nsubj", "nsubjpass", "expl")


def _negated(verb: Token) -> bool:
    if any(child.dep_ == "neg" or child.lower_ in ("nor", "never") for child in verb.children):
        return True
    return any(
        child.lower_ in ("nobody", "none") or any(inner.lower_ == "no" and inner.dep_ == "det" for inner in child.lefts)
        for child in verb.lefts
        if child.dep_ in ("nsubj", "nsubjpass")
    )


def _is_class(subject: Token) -> bool:
    """Whether the subject is anybody of a kind ("landlords", "anyone who missed a report")."""
    if subject.lower_ in ("anyone", "anybody", "those", "nobody"):
        return True
    plain = not any(child.lower_ in ("the", "these", "those") or child.dep_ == "poss" for child in subject.lefts)
    return subject.tag_ == "NNS" and plain


def _is_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.lefts)


def _is_as(verb: Token) -> bool:
    """Whether the clause says of the one above it that a text has it so ("as the act requires")."""
    marked = any(child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.lefts)
    return marked and verb.dep_ == "advcl" and verb.head.pos_ in ("VERB", "AUX")


def _is_claim(verb: Token) -> bool:
    """Whether somebody says it ("the mayor said owners must pay"): that is a claim, and no text's word."""
    return verb.dep_ == "ccomp" and verb.head.pos_ == "VERB" and verb.left_edge.i > verb.head.i
