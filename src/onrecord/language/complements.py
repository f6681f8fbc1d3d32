"""What follows the head of a description and says which one is meant ("contract that expires Dec. 31")."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.language.annotations import Mention
from onrecord.language.surface import closed
from onrecord.record import Kind

_RESTRICTING = frozenset({"prep", "acl", "relcl"})
_LONGEST = 16
_CLAUSES = frozenset({"after", "although", "because", "before", "if", "since", "though", "until", "when", "while"})
_BREAKS = frozenset({",", ";", ":", "(", ")", "\u2014", "--", '"', "."})


def complements(doc: Doc, mention: Mention) -> list[int]:
    """The ends of the longer and longer phrases that the mention's head goes on to, shortest first.

    A clause or preposition behind a comma does not restrict; a phrase of more than 16 words is no name.
    """
    head = doc[mention.head]
    ends: list[int] = []
    reached = mention.end
    for child in head.rights:
        if child.dep_ not in _RESTRICTING or child.left_edge.i != reached:
            break
        if child.lower_ == "with" and mention.kind is Kind.LAW:
            break  # "attacked the decision with members of the court seated before him"
        stop = _stop(doc, reached, child.right_edge.i + 1)
        said = closed(doc, reached, stop)
        if said <= reached or said - mention.start > _LONGEST:
            break
        ends.append(said)
        reached = stop
        if stop <= child.right_edge.i:
            break
    return ends


def _stop(doc: Doc, start: int, end: int) -> int:
    """Where the complement ends: at its subtree's end, or before punctuation that closes it."""
    for position in range(start, end):
        if position > start and doc[position].lower_ in _CLAUSES and doc[position].dep_ in ("advmod", "mark"):
            return position  # "the bill that failed when she left"
        inside = doc[position].text == ")" and "(" in doc[position - 1].text[1:]  # "287(g)"
        if (doc[position].text in _BREAKS and not inside) or doc[position].is_space:
            return position
    return end
