"""The component `onrecord_rules`: what a law, program or agreement permits, prohibits or requires, and of whom."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.frames.arguments import Reader
from onrecord.frames.paths import conjuncts, is_passive, logical_object, preposition, subject, surface_subject
from onrecord.language.annotations import RuleDraft, TokenRange
from onrecord.record import Kind, Modality

_TEXTS = frozenset({Kind.LAW, Kind.PROGRAM, Kind.AGREEMENT})
_AGENTS = frozenset({Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON})
_ASIDE = frozenset({"relcl", "advcl", "prep", "appos", "npadvmod", "acl"})
_SOURCES = frozenset({"under", "by"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of rules (`rules.toml`)."""

    verbs: Mapping[str, Modality]
    modals: Mapping[str, Modality]
    strict: frozenset[str]
    saying: frozenset[str]
    people: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    table = tomllib.loads((resources.files("onrecord.frames") / "rules.toml").read_text(encoding="utf-8"))
    named = {"permits": Modality.PERMITS, "prohibits": Modality.PROHIBITS, "requires": Modality.REQUIRES}
    return Lexicon(
        {lemma: modality for name, modality in named.items() for lemma in table[name]},
        {word: Modality(value) for word, value in table["modals"].items()},
        frozenset(table["strict"]),
        frozenset(table["saying"]),
        frozenset(table["people"]),
    )


@Language.component("onrecord_rules")
def find_rules(doc: Doc) -> Doc:
    """Leave `doc._.rules` on a Doc whose mentions and chains are known."""
    reader = Reader(doc)
    verbs = _lexicon().verbs
    found: list[RuleDraft] = []
    for token in doc:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        modality = verbs.get(token.lemma_.lower())
        if modality is not None:
            found += _by_verb(reader, token, modality)
        found += _by_modal(reader, token)
    doc._.rules = found
    return doc


def _by_verb(reader: Reader, verb: Token, modality: Modality) -> Iterator[RuleDraft]:
    """Say "the act requires landlords to register", and what the act so required then permits in its turn."""
    rule_of = _text(reader, verb)
    if rule_of is None:
        return
    if any(child.dep_ == "neg" for child in verb.children):
        if modality is not Modality.REQUIRES:
            return
        modality = Modality.PERMITS
    actions = _actions(verb)
    for action in actions:
        yield _rule(reader, rule_of, modality, action, _bearers(verb, action), verb)
    if not actions and not is_passive(verb) and modality is not Modality.PERMITS:
        for thing in (child for child in verb.rights if child.dep_ == "dobj" and _is_thing(reader, child)):
            yield _rule(reader, rule_of, modality, thing, [], verb)


def _is_thing(reader: Reader, noun: Token) -> bool:
    """Whether what is required or forbidden is a thing or a deed ("a warrant", "abortions"), nobody who is bound."""
    found = reader.at(noun)
    bound = found is not None and reader.chains[found.chain].kind in _AGENTS
    followed = any(child.dep_ in ("relcl", "acl") or child.lower_ == "from" for child in noun.rights)
    return noun.pos_ == "NOUN" and not bound and not followed and noun.lemma_.lower() not in _lexicon().people


def _text(reader: Reader, verb: Token) -> int | None:
    """The text that the verb speaks for: its subject, what it was passed for, or that of the rule it stands in."""
    for token in preposition(verb, "under"):
        found = reader.at(token)
        if found is not None and reader.chains[found.chain].kind in _TEXTS:
            return found.chain
    node = verb
    for _ in range(3):
        for token in subject(node):
            found = reader.at(token)
            if found is not None:
                return found.chain if reader.chains[found.chain].kind in _TEXTS else _purpose(reader, node)
        above = node.head
        verbs = _lexicon().verbs
        if node.dep_ not in ("xcomp", "ccomp", "advcl") or above == node or above.lemma_.lower() not in verbs:
            return _purpose(reader, node)
        node = above
    return None


def _purpose(reader: Reader, verb: Token) -> int | None:
    """The law in "passed the act to prevent …": the object of the verb that the infinitive hangs on."""
    if verb.dep_ not in ("advcl", "acl", "xcomp") or not any(child.lower_ == "to" for child in verb.lefts):
        return None
    objects = logical_object(verb.head) if verb.head.pos_ == "VERB" else [verb.head]
    for token in objects:
        found = reader.at(token)
        if found is not None and reader.chains[found.chain].kind is Kind.LAW:
            return found.chain
    return None


def _actions(verb: Token) -> list[Token]:
    """The verbs of what is permitted, prohibited or required."""
    found = [child for child in verb.rights if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX")]
    found += [token for token in preposition(verb, "from") if token.pos_ in ("VERB", "AUX")]
    # "allow officials participating in the program to act": the parser hangs the infinitive on the noun
    for token in logical_object(verb):
        found += [
            child
            for child in token.rights
            if child.dep_ in ("acl", "relcl") and child.i > token.i and any(c.lower_ == "to" for c in child.lefts)
        ]
    return sorted({*found, *(more for token in found for more in _further(token))}, key=lambda t: t.i)


def _further(action: Token) -> list[Token]:
    """The actions coordinated with this one: verbs of its own form ("submit a plan, open the gates and report")."""
    same = _form(action)
    verbs = [more for more in conjuncts(action) if more.pos_ in ("VERB", "AUX") and _form(more) == same]
    return [more for more in verbs if not _shares_object(action, more)]


def _shares_object(action: Token, other: Token) -> bool:
    """Whether one phrase is of both verbs: "serve and execute warrants"."""
    return other.left_edge.i <= action.i + 2


def _form(verb: Token) -> str:
    return "VBG" if verb.tag_ == "VBG" else "VB" if verb.tag_ in ("VB", "VBP") else verb.tag_


def _bearers(verb: Token, action: Token) -> list[Token]:
    own = [child for child in action.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    return (
        own
        or [token for token in logical_object(verb) if token.i < action.i]
        or (surface_subject(verb) if is_passive(verb) else [])
    )


def _by_modal(reader: Reader, verb: Token) -> Iterator[RuleDraft]:
    """Say "under the ordinance, landlords must register", "the ordinance says landlords must register"."""
    lexicon = _lexicon()
    aux = [child for child in verb.lefts if child.dep_ == "aux" and child.lower_ in lexicon.modals]
    if not aux:
        return
    word = aux[0].lower_
    text = _under(reader, verb)
    if text is None and word in lexicon.strict:
        text = _saying(reader, verb)
    if text is None:
        return
    negated = any(child.dep_ == "neg" for child in verb.children)
    modality = Modality.PROHIBITS if negated else lexicon.modals[word]
    for action in (verb, *_further(verb)):
        yield _rule(reader, text, modality, action, surface_subject(verb), verb)


def _under(reader: Reader, verb: Token) -> int | None:
    """The text that the clause stands under."""
    for token in (found for word in _SOURCES for found in preposition(verb, word)):
        found = reader.at(token)
        if found is not None and reader.chains[found.chain].kind in _TEXTS:
            return found.chain
    return None


def _saying(reader: Reader, verb: Token) -> int | None:
    """The text that says so."""
    above = verb.head
    if verb.dep_ != "ccomp" or above.lemma_.lower() not in _lexicon().saying:
        return None
    for token in subject(above):
        found = reader.at(token)
        if found is not None and reader.chains[found.chain].kind in _TEXTS:
            return found.chain
    return None


def _rule(
    reader: Reader, rule_of: int, modality: Modality, action: Token, bearers: list[Token], verb: Token
) -> RuleDraft:
    words = _phrase(action)
    bearer = bearers[0] if bearers else None
    known = reader.at(bearer) if bearer is not None else None
    agent = known is not None and reader.chains[known.chain].kind in _AGENTS
    noun: TokenRange | None = None
    if bearer is not None and bearer.pos_ in ("NOUN", "PROPN"):
        noun = (bearer.left_edge.i, min(bearer.right_edge.i + 1, action.i) if bearer.i < action.i else bearer.i + 1)
    first = min(verb.i, words[0], noun[0] if noun else verb.i)
    return RuleDraft(
        rule_of,
        modality,
        words,
        (first, words[1]),
        bearer=known.chain if known is not None and agent else None,
        bearer_words=None if agent else noun,
    )


def _phrase(action: Token) -> TokenRange:
    """The phrase, from its verb to the end of what hangs on it; what is coordinated with it is a rule of its own."""
    doc, start, end = action.doc, action.i, action.right_edge.i + 1
    if action.pos_ not in ("VERB", "AUX"):
        start = action.left_edge.i
    particles = [child for child in action.lefts if child.dep_ in ("neg", "auxpass")]
    start = min([start, *(child.i for child in particles)])
    coordinated = [child for child in action.rights if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")]
    if coordinated and not _shares_object(action, coordinated[0]):
        end = coordinated[0].left_edge.i
    end = _before_aside(action, end)
    while end - 1 > action.i and (doc[end - 1].text in ".,;:-" or doc[end - 1].is_space or _joins(doc[end - 1])):
        end -= 1
    return start, end


def _before_aside(action: Token, end: int) -> int:
    """The end of the phrase without what a comma sets off behind it ("close the jail, which opened in 2001")."""
    for place in range(action.i + 2, end - 1):
        if action.doc[place].text != ",":
            continue
        node = action.doc[place + 1]
        while node.head.i > place and node.head != node:
            node = node.head
        if node.dep_ in _ASIDE:
            return place
    return end


def _joins(token: Token) -> bool:
    return token.dep_ == "cc" or token.lower_ in ("and", "or", "but")
