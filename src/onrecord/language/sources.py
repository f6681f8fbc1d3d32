"""The source of a cue in the dependency parse, and the ranges of tokens that a set of tokens makes."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from onrecord.language.annotations import TokenRange

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVE = frozenset({"who", "which", "that"})
_DOWNWARD = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "auxpass", "ccomp"})
_ISSUED = frozenset({"email", "letter", "memo", "message", "note", "post", "release", "speech", "statement", "tweet"})
_ISSUING = frozenset({"circulate", "deliver", "give", "issue", "post", "publish", "release", "send", "write"})


def source_of_verb(verb: Token, depth: int = 6) -> Token | None:
    """Who says it: the subject, or what stands for it where the verb has none of its own."""
    agent = [below for child in verb.children if child.dep_ == "agent" for below in child.children]
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if agent and agent[0].dep_ == "pobj":
        return agent[0]
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.pos_ not in ("VERB", "AUX"):
            quoted = child.dep_ != "nsubjpass" or verb.lemma_ in ("quote", "cite")
            return child if (quoted and child.lower_ not in ("it", "there")) or not passive else None
    if depth == 0 or passive:
        return None
    if verb.dep_ in ("relcl", "acl"):
        return _source_of_modifier(verb, depth)
    return _source_from_above(verb, depth) if verb.dep_ in _DOWNWARD else None


def _source_of_modifier(verb: Token, depth: int) -> Token | None:
    """The noun that the verb modifies ("a letter saying"), or who issued it; a participle of the past has neither."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return None
    if verb.dep_ == "relcl" and any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE for c in verb.children):
        return None
    document = verb.head
    issued = document.dep_ == "dobj" and document.lemma_.lower() in _ISSUED
    if issued and document.head.pos_ == "VERB" and document.head.lemma_.lower() in _ISSUING:
        return source_of_verb(document.head, depth - 1) or document
    return document


def _source_from_above(verb: Token, depth: int) -> Token | None:
    head = verb.head.head if verb.head.pos_ == "ADP" else verb.head
    if (verb.dep_ == "xcomp" and has_to(verb)) or quotes_another(head, verb):
        objects = [child for child in head.children if child.dep_ == "dobj"]
        if objects:
            return objects[0]
    return source_of_verb(head, depth - 1) if head != verb and head.pos_ in ("VERB", "AUX") else None


def quotes_another(head: Token, verb: Token) -> bool:
    """Whether a verb of saying gives what somebody else is quoted as saying ("quoted an official as saying that")."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "as" and head.lemma_ in ("cite", "quote")


def source_ranges(noun: Token, cue: Token) -> list[TokenRange]:
    """The source's noun phrase with its appositives, without the clause that the cue stands in.

    A relative pronoun stands for what it refers to, which comes first.
    """
    if noun.lower_ in RELATIVE and noun.head.dep_ == "relcl":
        antecedent = noun.head.head
        return [*source_ranges(antecedent, cue), (noun.i, noun.i + 1)]
    words = tokens_below(noun)
    if noun.is_ancestor(cue):
        words -= set(range(cue.left_edge.i, cue.right_edge.i + 1))
    for child in noun.children:
        if child.dep_ in ("relcl", "advcl", "ccomp", "parataxis") or (child.dep_ == "acl" and child.i > noun.i):
            words -= tokens_below(child)
    pieces = ranges(noun.doc, words)
    holding = [piece for piece in pieces if piece[0] <= noun.i < piece[1]]
    return holding or [(noun.i, noun.i + 1)]


def tokens_below(head: Token) -> set[int]:
    """The indices of the head's subtree, the head included."""
    return {token.i for token in head.subtree}


def has_to(head: Token) -> bool:
    """Whether the verb is an infinitive with its "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in head.children)


def ranges(doc: Doc, tokens: Iterable[int]) -> list[TokenRange]:
    """The tokens as ranges, without punctuation and conjunctions at their edges; what holds no word is left out."""
    found: list[TokenRange] = []
    for i in sorted(tokens):
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    trimmed = (_trim(doc, start, end) for start, end in found)
    return [(start, end) for start, end in trimmed if start < end]


def _trim(doc: Doc, start: int, end: int) -> TokenRange:
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].is_quote):
        if doc[start].text in "$#@([":
            break
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    return start, end
