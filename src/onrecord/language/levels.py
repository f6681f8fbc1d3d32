"""Governments called by their level alone: "the county", "the city", "the state"."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.language.annotations import Mention

LEVELS = frozenset({"county", "city", "town", "township", "village", "borough", "parish", "state", "tribe"})
"""Words for a place and its government."""


def acting_levels(doc: Doc, mentions: list[Mention]) -> set[str]:
    """Which of "the county", "the city", "the state" the article lets act."""
    acting: set[str] = set()
    for mention in mentions:
        head = doc[mention.head]
        if mention.form != "description" or mention.end - mention.start > 1 or head.lower_ not in LEVELS:
            continue
        acts = head.dep_ in {"nsubj", "agent", "dobj", "dative"} and head.head.lemma_ not in {"be", "leave", "enter"}
        by = head.dep_ == "pobj" and head.head.lower_ in {"by", "with", "from", "against"}
        if head.lower_ == "state":
            acts, by = head.dep_ in {"nsubj", "agent"} and head.head.lemma_ not in {"be", "have"}, False
        if acts or by or (head.dep_ == "poss" and head.lower_ != "state"):
            acting.add(head.lower_)
    return acting
