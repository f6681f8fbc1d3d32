"""What the grammar of a clause says of a pronoun in it: whom it cannot mean, and of what sort its referent is."""

from __future__ import annotations

from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INSIDE = frozenset({"dobj", "dative", "pobj", "prep", "agent", "oprd", "attr"})
_SHARING = frozenset({"xcomp", "conj", "advcl", "pcomp"})
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
