"""Which chamber a member sits in: a "state Sen." in no federal one, and "Sen. Jo Park of Ohio" in no legislature."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.frames.arguments import Reader
from onrecord.frames.holders import Said
from onrecord.frames.titles import titles
from onrecord.identity.gazetteer import gazetteer


def may_sit_in(reader: Reader, said: Said, body: int, every: Sequence[Said]) -> bool:
    """Whether the chamber that the article names can be the holder's.

    A bare "Senate" can be a state's, unless somebody else of the article is a senator without "state" before; who is
    called a senator of a whole state sits in no chamber that is named after one.
    """
    if said.title not in titles().chamber_members:
        return True
    label = reader.chains[body].label.lower()
    of_states = {other.person for other in every if _is_of_a_state(reader, other)}
    if said.person in of_states:
        others = {other.person for other in every if other.title == said.title}
        return _is_a_states(label) or (others <= of_states and not label.startswith("u.s. "))
    homes = {other.place for other in every if other.person == said.person and other.place is not None}
    return not (_is_a_states(label) and any(reader.chains[home].label.lower() in _states() for home in homes))


def _is_of_a_state(reader: Reader, said: Said) -> bool:
    """Whether "state" stands right before the title: "state Sen. Jo Park"."""
    return any(token.lower_ == "state" and _opens_a_title(token) for token in reader.doc[slice(*said.words)])


def _opens_a_title(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and titles().known([token.nbor().lower_]) in titles().chamber_members


def _is_a_states(label: str) -> bool:
    """Whether a chamber is called by a state: "state Senate", "Ohio House"."""
    return label.startswith("state ") or any(label.startswith(f"{state} ") for state in _states())


def _states() -> frozenset[str]:
    return frozenset(name.lower() for name in gazetteer().states.values())
