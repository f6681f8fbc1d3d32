"""What is permitted, prohibited or required, of whom, and how far its words reach."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.frames.arguments import Reader
from onrecord.frames.paths import conjuncts, is_passive, logical_object, preposition, surface_subject
from onrecord.language.annotations import TokenRange
from onrecord.language.binding import words
from onrecord.record import Kind

AGENTS = frozenset({Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON})
_VERBAL = ("VERB", "AUX")
_ASIDE = frozenset({"relcl", "advcl", "prep", "appos", "npadvmod", "acl", "ccomp", "parataxis", "dep"})
_BEHIND = frozenset({"prep", "advcl", "npadvmod", "mark"})


def governed(verb: Token) -> list[Token]:
    """The verbs of what a verb permits, prohibits or requires, coordinated ones included."""
    found = [child for child in verb.rights if child.dep_ in ("xcomp", "ccomp") and child.pos_ in _VERBAL]
    found += _kept_from(verb)
    found += [child for to in verb.rights for child in to.rights if _is_taken_for_noun(child)]
    # "allow officials participating in the program to act": the parser hangs the infinitive on the noun
    for token in logical_object(verb):
        found += [
            child
            for child in token.rights
            if child.dep_ in ("acl", "relcl") and child.i > max(token.i, verb.i) and _is_infinitive(child)
        ]
        found += [inner for inner in preposition(token, "from") if inner.pos_ in _VERBAL and inner.i > verb.i]
    if not found:
        found = [child for child in verb.rights if child.dep_ == "advcl" and _is_infinitive(child)]
    if verb.lemma_.lower() in words().lists["addressed"]:
        found = [child for child in found if _is_infinitive(child)]
    return sorted({*found, *(more for token in found for more in further(token))}, key=lambda t: t.i)


def _kept_from(verb: Token) -> list[Token]:
    """The gerunds behind "from": "bars it from asking … and from holding", "from closing it, combining payrolls"."""
    found = []
    for token in verb.subtree:
        if token.lower_ != "from" or token.i < verb.i or (token.head != verb and token.dep_ != "conj"):
            continue
        for child in token.rights:
            # "from awarding contracts": the gerund may be taken for an adjective
            first = next((inner for inner in child.lefts if inner.tag_ == "VBG" and inner.i == token.i + 1), None)
            found += [child] if child.pos_ in _VERBAL else [first] if first is not None else []
    if found:
        found += [child for child in verb.rights if child.dep_ == "advcl" and child.tag_ == "VBG" and _is_listed(child)]
    return found


def _is_listed(verb: Token) -> bool:
    """Whether the gerund stands behind a comma at its very beginning."""
    return verb.left_edge == verb and verb.i > 0 and verb.nbor(-1).text == ","


def bare_infinitives(verb: Token) -> list[Token]:
    """The verbs of "make owners pay": infinitives without "to" that have a subject."""
    found = [child for child in verb.rights if _is_bare(child) and not _is_infinitive(child)]
    idle = words().lists["idle"]
    found = [child for child in found if any(inner.dep_ == "nsubj" for inner in child.lefts)]
    found = [child for child in found if child.lemma_.lower() not in idle]
    return sorted({*found, *(more for token in found for more in further(token))}, key=lambda t: t.i)


def _is_bare(verb: Token) -> bool:
    """Whether it is a bare infinitive; one that may be a noun ("make jails honor it") may be taken for it."""
    return verb.dep_ == "ccomp" and (verb.tag_ in ("VB", "VBP") or (verb.tag_ == "NN" and verb.lemma_ == verb.lower_))


def _is_taken_for_noun(action: Token) -> bool:
    """Whether a deed behind whom it binds is taken for a noun ("requires the state to inventory every kit")."""
    to = action.head
    behind = to.lower_ == "to" and to.dep_ == "prep" and to.i == action.i - 1 and action.tag_ == "NN"
    whom = [child for child in to.head.rights if child.dep_ == "dobj" and child.i < to.i]
    return behind and bool(whom) and (whom[0].pos_ == "PROPN" or whom[0].lemma_.lower() in words().lists["people"])


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.lefts)


def further(action: Token) -> list[Token]:
    """The actions coordinated with this one: verbs of its own form ("submit a plan, open the gates and report")."""
    same = _form(action)
    verbs = [more for more in conjuncts(action) if more.pos_ in _VERBAL and _form(more) == same]
    own = [more for more in verbs if not _shares_object(action, more) and not _has_own(more)]
    return [*own, *_listed(action)]


def _listed(action: Token) -> list[Token]:
    """What a list goes on with, where the parse has it for a purpose: "to mend pipes, to test them and to report"."""
    found: list[Token] = []
    for child in action.rights:
        behind = child.left_edge.i > action.i and child.left_edge.nbor(-1).text in (",", ";")
        if child.dep_ == "advcl" and behind and _is_infinitive(child) and child.left_edge.lower_ == "to":
            ends = [more for more in conjuncts(child) if more.pos_ in _VERBAL and _is_infinitive(more)]
            found += [child, *ends] if ends else []
    return found


def _has_own(verb: Token) -> bool:
    """Whether a coordinated verb has its own modal or subject, and so is a clause by itself."""
    return any(child.dep_ in ("nsubj", "nsubjpass") or child.tag_ == "MD" for child in verb.lefts)


def _shares_object(action: Token, other: Token) -> bool:
    """Whether one phrase is of both verbs: "serve and execute warrants"."""
    return other.left_edge.i <= action.i + 2


def _form(verb: Token) -> str:
    return "VBG" if verb.tag_ == "VBG" else "VB" if verb.tag_ in ("VB", "VBP") else verb.tag_


def bearers(verb: Token, action: Token) -> list[Token]:
    """Whom it binds: the subject of the action, or the object of the verb that governs it."""
    own = [child for child in action.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    return (
        own
        or [token for token in logical_object(verb) if token.i < action.i]
        or (surface_subject(verb) if is_passive(verb) else [])
    )


def things(reader: Reader, verb: Token) -> list[Token]:
    """The nouns for what is required or forbidden itself ("a warrant", "abortions"), nobody who is bound."""
    if verb.lemma_.lower() not in words().lists["standing"]:
        return []
    found = [child for child in verb.rights if child.dep_ == "dobj"]
    if verb.dep_ == "relcl" and any(child.dep_ == "nsubj" for child in verb.lefts):
        fronted = any(child.dep_ == "dobj" and child.tag_ in ("WDT", "WP") for child in verb.lefts)
        found += [verb.head] if fronted or (not found and not list(verb.rights)) else []
    return [noun for noun in found if _is_thing(reader, noun)]


def _is_thing(reader: Reader, noun: Token) -> bool:
    found = reader.at(noun)
    bound = found is not None and reader.chains[found.chain].kind in AGENTS
    followed = any(child.lower_ == "from" for child in noun.rights)
    return noun.pos_ == "NOUN" and not bound and not followed and noun.lemma_.lower() not in words().lists["people"]


def phrase(action: Token, verb: Token) -> TokenRange:
    """The phrase, from its verb to the end of what hangs on it; what is coordinated with it is a rule of its own."""
    doc, start, end = action.doc, action.i, action.right_edge.i + 1
    if action.dep_ == "amod" and action.tag_ == "VBG":
        end = action.head.right_edge.i + 1
    if action.pos_ not in _VERBAL and not _is_bare(action):
        start = action.left_edge.i
        end = max(end, action.i + 1) if action.right_edge.i < verb.i or action.i > verb.i else verb.left_edge.i
        if action.i < verb.i:
            end = next((token.i for token in doc[action.i + 1 : verb.i + 1] if token.head == verb), verb.i)
    passive = [child for child in action.lefts if child.dep_ == "auxpass" and child.lower_ == "be"]
    start = min([start, *(child.i for child in passive)])
    coordinated = [child for child in action.rights if child.dep_ == "conj" and child.pos_ in _VERBAL]
    if coordinated and not _shares_object(action, coordinated[0]):
        end = coordinated[0].left_edge.i
    else:
        end = _with_what_hangs_behind(verb, action, end)
    if verb.head == action and action.i < verb.left_edge.i < end:
        end = verb.left_edge.i
    end = _before_aside(action, end)
    while end - 1 > action.i and (
        doc[end - 1].text in ".,;:-\u2013\u2014" or doc[end - 1].is_space or _joins(doc[end - 1])
    ):
        end -= 1
    return start, end


def _with_what_hangs_behind(verb: Token, action: Token, end: int) -> int:
    """The end, with phrases that the parser hangs on the verb above ("bars its return | until a panel has voted")."""
    if action.i <= verb.i:
        return end
    for child in verb.rights:
        own = child.dep_ in _BEHIND or (child.dep_ == "dobj" and (_is_bare(action) or _is_taken_for_noun(action)))
        if child.left_edge.i == end and own and child.text != ",":
            end = child.right_edge.i + 1
    return end


def _before_aside(action: Token, end: int) -> int:
    """The end of the phrase without what a comma sets off behind it ("close the jail, which opened in 2001")."""
    for place in range(action.i + 2, end - 1):
        if action.doc[place].text not in (",", "\u2014", "--", ";"):
            continue
        node = action.doc[place + 1]
        while node.head.i > place and node.head != node:
            node = node.head
        if node.dep_ in _ASIDE or (node.dep_ == "conj" and any(c.dep_ == "nsubj" for c in node.lefts)):
            return place
    return end


def _joins(token: Token) -> bool:
    return token.dep_ == "cc" or token.lower_ in ("and", "or", "but")
