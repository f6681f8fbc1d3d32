"""The views: the question that each answers, and which ties it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord import ontology
from onrecord.errors import InputError
from onrecord.record import Kind
from onrecord.views.ties import SOURCE, SPEAKS_ABOUT, Tie

AGENTS = frozenset({Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON})
AROUND, TIMELINE = "around", "timeline"


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, the title of its picture, the question it answers.

    A tie is shown where both its ends are of these kinds (None: of any) and it is spoken or asserted as wanted.
    `grouped` asks in addition that the ontology shows the relation in the view of this name; `dated` that the tie has
    a date of its own.
    """

    name: str
    title: str
    question: str
    kinds: frozenset[str] | None = None
    asserted: bool = True
    spoken: bool = False
    grouped: bool = False
    dated: bool = False

    def shows(self, tie: Tie, kinds: Mapping[str, str]) -> bool:
        """Whether the tie is part of the view; `kinds` gives the kind of each node."""
        if tie.kind == SPEAKS_ABOUT:
            allowed = self.spoken
        else:
            known = ontology.relations().get(tie.kind)
            allowed = self.asserted and (not self.grouped or (known is not None and self.name in known.views))
        ends = {kinds[tie.source], kinds[tie.target]}
        return allowed and (self.kinds is None or ends <= self.kinds) and bool(not self.dated or tie.dates)


VIEWS: Mapping[str, View] = {
    view.name: view
    for view in (
        View(
            "actors",
            "Who is tied to what",
            "Which agencies, people, organizations, programs, laws and agreements are tied, and how?",
            AGENTS | {Kind.PROGRAM, Kind.LAW, Kind.AGREEMENT},
        ),
        View(
            "statements",
            "Who speaks about what",
            "Who speaks about whom and what, and how often?",
            frozenset(Kind) | {SOURCE},
            asserted=False,
            spoken=True,
        ),
        View(
            "bodies",
            "Who heads, belongs to and oversees what",
            "Who is part of, heads, runs and oversees what?",
            AGENTS | {Kind.PROGRAM, Kind.FACILITY},
            grouped=True,
        ),
        View(
            "agreements",
            "Who signed what with whom",
            "Who signed what with whom, when, and under which program?",
            AGENTS | {Kind.AGREEMENT, Kind.PROGRAM},
            grouped=True,
        ),
        View(TIMELINE, "What happened when", "What happened when, and what is to come?", dated=True),
        View(AROUND, "Around {}", "What is tied to one entity, near and far?", spoken=True),
    )
}
"""Every view by its name."""


def view_named(name: str) -> View:
    """The view with this name; raises `InputError` where there is none."""
    if name not in VIEWS:
        raise InputError(name, "there is no such view", f"give one of {', '.join(VIEWS)}")
    return VIEWS[name]
