"""Words by which a text permits, prohibits or requires (`binding.toml`), and where such a text stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from spacy.tokens import Token

from onrecord.record import Modality

_NAMED = {"permits": Modality.PERMITS, "prohibits": Modality.PROHIBITS, "requires": Modality.REQUIRES}


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Verbs and modals with what they make of a clause, and the other word lists by their names."""

    verbs: Mapping[str, Modality]
    modals: Mapping[str, Modality]
    follows: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]

    def among(self, word: str, name: str) -> bool:
        """Whether the word is in the list of this name."""
        return word in self.lists[name]


@lru_cache(maxsize=1)
def words() -> RuleWords:
    """The lists that ship with the package."""
    table = tomllib.loads((resources.files("onrecord.language") / "binding.toml").read_text(encoding="utf-8"))
    return RuleWords(
        {lemma: modality for name, modality in _NAMED.items() for lemma in table[name]},
        {word: Modality(value) for word, value in table["modals"].items()},
        {name: frozenset(items) for name, items in table["follows"].items()},
        {name: frozenset(items) for name, items in table.items() if isinstance(items, list)},
    )


def binds(head: Token) -> bool:
    """Whether the noun stands for a text where it binds somebody: by a verb of binding, or above a clause under it."""
    known, lists = words(), words().lists
    governor = head.head
    if head.dep_ == "dobj" and any(child.dep_ == "neg" for child in governor.children):
        return False
    lemma = governor.lemma_.lower()
    if head.dep_ == "nsubj":
        return lemma in known.verbs or lemma in lists["saying"] or (lemma in lists["giving"] and head.i < governor.i)
    if head.dep_ == "pobj" and governor.lower_ in ("under", "by") and _is_bound(governor.head):
        return True
    above = governor.head.lemma_.lower()
    if head.dep_ == "pobj" and governor.lower_ == "in" and head.lemma_.lower() in lists["bargains"]:
        return above in lists["binding"]
    if head.dep_ == "pobj" and governor.lower_ == "in" and head.lemma_.lower() in lists["orders"]:
        return above in lists["ordering"] or above in lists["ruling"]
    return any(
        child.dep_ in ("relcl", "acl") and (child.lemma_.lower() in known.verbs or child.lemma_ in lists["operative"])
        for child in head.rights
        if child.tag_ != "VBN"
    )


def is_written_in(head: Token) -> bool:
    """Whether somebody writes or rules in the text: "In a 31-page order, the judge wrote that"."""
    if head.dep_ != "pobj" or head.head.lower_ != "in" or head.lemma_.lower() not in words().lists["orders"]:
        return False
    above = head.head.head.lemma_.lower()
    return above in words().lists["saying"] or above in words().lists["ruling"]


def _is_bound(verb: Token) -> bool:
    """Whether the clause has a word that binds: a modal, "have to", "agreed to"."""
    if verb.lemma_.lower() in words().verbs or verb.lemma_.lower() in words().lists["binding"]:
        return True
    return any(child.dep_ == "aux" and child.lower_ in words().modals for child in verb.lefts) or (
        verb.lemma_ == "have" and any(child.dep_ == "xcomp" for child in verb.rights)
    )


def is_bare(first: Token) -> bool:
    """Whether "state law", from its first word, has no article: such a law is one thing wherever it is said."""
    before = first.nbor(-1) if first.i else None
    return (
        first.i + 1 < len(first.doc)
        and first.nbor().lower_ == "law"
        and (before is None or before.lower_ not in ("a", "an", "another", "the"))
    )
