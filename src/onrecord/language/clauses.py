"""What the grammar of a clause says of a pronoun in it: whom it cannot mean, and of what sort its referent is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.language.cues import load_cues
from onrecord.language.sources import SUBJECTS

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INSIDE = frozenset({"dobj", "dative", "pobj", "prep", "agent", "oprd", "attr"})
_SHARING = frozenset({"xcomp", "conj", "advcl", "pcomp"})
_AT = frozenset({"against", "at", "on", "into"})
_WITHIN = frozenset({"pobj", "dobj", "prep", "pcomp", "conj"})
_ADDED = frozenset({"advcl", "appos", "conj", "parataxis", "relcl"})
_OPENING = frozenset({"prep", "advcl", "advmod", "npadvmod"})
_OF_TEXTS = frozenset(
    (
        *(
            "adopt",
            "amend",
            "back",
            "champion",
            "cosponsor",
            "draft",
            "enact",
            "endorse",
            "favor",
            "fight",
            "introduce",
        ),
        *("oppose", "overturn", "pass", "ratify", "refile", "repeal", "rescind", "scrap", "sign", "sponsor"),
        *("support", "table", "uphold", "veto", "withdraw", "write"),
    )
)
"""Verbs whose object, where it is an "it", is a bill, a law, an agreement or a plan."""
_WILL = frozenset({"will", "'ll"})
_OF_SIDES = frozenset({"campaign", "lobby", "protest", "rally", "testify", "vote"})
"""Verbs whose "for it" or "against it" is such a text."""


def clause_subjects(pronoun: Token) -> set[int]:
    """The heads of the subjects of the clause that a pronoun is an object in; it means none of them.

    "The league has vowed to fight it": not the league. A possessive, a reflexive and a subject may mean anything
    that their own clause's subject does, so that for them there are none. (Principle B of binding theory: Chomsky,
    Lectures on Government and Binding, 1981.)
    """
    node = pronoun
    if pronoun.lower_.endswith("self"):
        return set()
    while node.pos_ not in ("VERB", "AUX"):
        if node.dep_ not in _INSIDE or node.head == node:
            return set()
        node = node.head
        if node.pos_ in ("NOUN", "PROPN"):
            return set()
    while True:
        found = [child for child in node.lefts if child.dep_ in _SUBJECTS]
        if found:
            return {token.i for first in found for token in (first, *first.conjuncts)}
        if node.dep_ not in _SHARING or node.head == node:
            return set()
        node = node.head


def announced_subject(pronoun: Token) -> Token | None:
    """The subject that a pronoun in the opening words of its sentence looks forward to ("In his order, Park noted")."""
    node = pronoun
    if any(token.pos_ == "PROPN" for token in pronoun.doc[pronoun.sent.start : pronoun.i]):
        return None
    while node.head != node:
        verb = node.head
        if verb.pos_ in ("VERB", "AUX") and node.dep_ in _OPENING and node.i < verb.i:
            behind = [child for child in verb.lefts if child.dep_ in _SUBJECTS and child.i > node.right_edge.i]
            if behind:
                return behind[0]
        node = verb
    return None


def names_below(pronoun: Token) -> set[int]:
    """The tokens that the clause of a pronoun holds behind it: a name there names another ("He said that Park left").

    So for a subject, and for an object with a clause behind it ("told him that Park left"). What is coordinated may go
    on with the name. (Principle C of binding theory.)
    """
    verb = pronoun.head
    if verb.pos_ not in ("VERB", "AUX"):
        return set()
    if pronoun.dep_ in _SUBJECTS:
        held = [child for child in verb.rights if child.dep_ not in _ADDED]
    elif pronoun.dep_ in ("dobj", "dative"):
        held = [child for child in verb.rights if child.dep_ in ("ccomp", "xcomp") and child.i > pronoun.i]
    else:
        return set()
    return {i for child in held for i in _claimed_below(child)}


def _claimed_below(head: Token) -> Iterator[int]:
    """The tokens of a phrase, those of its clauses aside that only add something."""
    yield head.i
    for child in head.children:
        if child.dep_ not in _ADDED:
            yield from _claimed_below(child)


def target_before(pronoun: Token) -> Token | None:
    """Whose "his" is where somebody is praised or attacked for something of theirs ("criticized Park for his vote").

    Or in going on with it: "railed against Park, mocking his vote".
    """
    if pronoun.dep_ != "poss":
        return None
    node = pronoun.head
    while node.dep_ in _WITHIN and node.head.pos_ not in ("VERB", "AUX"):
        node = node.head
    verb = node.head
    if node.dep_ == "prep" and node.lower_ in ("for", "over"):
        return _target(verb)
    goes_on = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i
    return _target(verb.head) if goes_on and (_targets(verb) or _takes_aim(verb)) else None


def _target(verb: Token) -> Token | None:
    """Whom the verb praises or attacks: its object, or that of "against", "at", "on" or "into"."""
    if not _targets(verb):
        return None
    for child in verb.rights:
        if child.dep_ == "dobj":
            return child
        if child.dep_ == "prep" and child.lower_ in _AT:
            return next((below for below in child.rights if below.dep_ == "pobj"), None)
    return None


def _targets(verb: Token) -> bool:
    return load_cues().lemma(verb) in load_cues().targeting


def _takes_aim(verb: Token) -> bool:
    return verb.lemma_ == "take" and any(child.dep_ == "dobj" and child.lower_ == "aim" for child in verb.rights)


def subjects_above(pronoun: Token) -> set[int]:
    """The subjects of the clause above, who most often are meant: "Park said he would", "Park left when he heard"."""
    clause = pronoun.head
    if pronoun.dep_ not in _SUBJECTS or clause.dep_ not in ("ccomp", "advcl") or clause.i < clause.head.i:
        return set()
    subjects = [child for child in clause.head.children if child.dep_ == "nsubj"]
    beside = [child for noun in subjects for child in noun.rights if child.dep_ == "appos"]
    return {token.i for token in (*subjects, *beside)}


def is_subject(name: Token) -> bool:
    """Whether the name is, or stands beside, the subject of a clause of its own, none that goes along with another.

    Not Park, in "with Park standing behind him".
    """
    head = name.head if name.dep_ == "appos" else name
    return head.dep_ in SUBJECTS and not (head.head.dep_ == "pcomp" and head.head.head.lower_ == "with")


def is_main_subject(name: Token) -> bool:
    """Whether the name is, or stands beside, the subject of its sentence."""
    head = name.head if name.dep_ == "appos" else name
    return head.dep_ in SUBJECTS and head.head.dep_ == "ROOT"


def is_object_of_texts(pronoun: Token) -> bool:
    """Whether something is done to it that is done to bills, laws, agreements and plans."""
    head = pronoun.head
    if pronoun.dep_ == "dobj":
        return head.lemma_ in _OF_TEXTS
    if pronoun.dep_ == "pobj" and head.lower_ in ("for", "against"):
        return head.head.lemma_ in _OF_SIDES or head.head.lemma_ == "be"
    return pronoun.dep_ == "nsubjpass" and head.lemma_ in _OF_TEXTS


def hypothetical(verb: Token) -> bool:
    """Whether the verb says that nothing has come about ("would need a court order")."""
    return verb.lemma_ in {"need", "require", "want", "seek"} or any(
        (child.tag_ == "MD" and child.lower_ not in _WILL) or child.dep_ == "neg" for child in verb.children
    )
