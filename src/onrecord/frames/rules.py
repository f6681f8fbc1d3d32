"""The component `onrecord_rules`: what a law, program or agreement permits, prohibits or requires, and of whom."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.frames.arguments import Reader
from onrecord.frames.paths import conjuncts, is_passive, logical_object, preposition, subject, surface_subject
from onrecord.language.annotations import RuleDraft, TokenRange
from onrecord.record import Kind, Modality

_TEXTS = frozenset({Kind.LAW, Kind.PROGRAM, Kind.AGREEMENT})
_SOURCES = frozenset({"under", "by"})


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Modality], dict[str, Modality]]:
    table = tomllib.loads((resources.files("onrecord.frames") / "rules.toml").read_text(encoding="utf-8"))
    named = {"permits": Modality.PERMITS, "prohibits": Modality.PROHIBITS, "requires": Modality.REQUIRES}
    verbs = {lemma: modality for name, modality in named.items() for lemma in table[name]}
    return verbs, {word: Modality(value) for word, value in table["modals"].items()}


@Language.component("onrecord_rules")
def find_rules(doc: Doc) -> Doc:
    """Leave `doc._.rules` on a Doc whose mentions and chains are known."""
    reader = Reader(doc)
    verbs, _ = _lexicon()
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
    for action in _actions(verb):
        bearers = _bearers(verb, action)
        yield _rule(reader, rule_of, modality, action, bearers, verb)


def _text(reader: Reader, verb: Token) -> int | None:
    """The text that the verb speaks for: its subject, what it was passed for, or that of the rule it stands in."""
    node = verb
    for _ in range(3):
        for token in subject(node):
            found = reader.at(token)
            if found is not None:
                return found.chain if reader.chains[found.chain].kind in _TEXTS else _purpose(reader, node)
        above = node.head
        verbs, _modals = _lexicon()
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
    return sorted(
        {*found, *(more for token in found for more in conjuncts(token) if more.pos_ == "VERB" and _apart(more))},
        key=lambda t: t.i,
    )


def _apart(verb: Token) -> bool:
    """Whether a coordinated verb is an action of its own, with its own "to"."""
    return any(child.lower_ == "to" for child in verb.lefts)


def _bearers(verb: Token, action: Token) -> list[Token]:
    own = [child for child in action.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    return (
        own
        or [token for token in logical_object(verb) if token.i < action.i]
        or (surface_subject(verb) if is_passive(verb) else [])
    )


def _by_modal(reader: Reader, verb: Token) -> Iterator[RuleDraft]:
    """Say "under the ordinance, landlords must register": a modal in a clause that stands under a text."""
    _, modals = _lexicon()
    aux = [child for child in verb.lefts if child.dep_ == "aux" and child.lower_ in modals]
    if not aux:
        return
    places = [token for word in _SOURCES for token in preposition(verb, word)]
    texts = [found for token in places if (found := reader.at(token)) and reader.chains[found.chain].kind in _TEXTS]
    if not texts:
        return
    negated = any(child.dep_ == "neg" for child in verb.children)
    modality = Modality.PROHIBITS if negated else modals[aux[0].lower_]
    yield _rule(reader, texts[0].chain, modality, verb, surface_subject(verb), verb)


def _rule(
    reader: Reader, rule_of: int, modality: Modality, action: Token, bearers: list[Token], verb: Token
) -> RuleDraft:
    words = _phrase(action)
    bearer = bearers[0] if bearers else None
    known = reader.at(bearer) if bearer is not None else None
    agent = known is not None and reader.chains[known.chain].kind in (Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON)
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
    """The verb phrase, from the verb to the end of what hangs on it, without the mark that closes the sentence."""
    start, end = action.i, action.right_edge.i + 1
    particles = [child for child in action.lefts if child.dep_ in ("neg", "auxpass")]
    start = min([start, *(child.i for child in particles)])
    while end - 1 > action.i and (action.doc[end - 1].text in ".,;:" or action.doc[end - 1].is_space):
        end -= 1
    return start, end
