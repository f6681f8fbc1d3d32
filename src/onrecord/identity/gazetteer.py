"""The word lists and authority files of this package, read once.

Everything here is about English and public life at large: head nouns by kind, titles, bodies with their acronyms,
states, countries, given names. Nothing is about one article.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import us

from onrecord.record import Kind

_COLUMNS = (
    (Kind.AGENCY, "agencies"),
    (Kind.ORGANIZATION, "organizations"),
    (Kind.PROGRAM, "programs"),
    (Kind.LAW, "laws"),
)


@dataclass(frozen=True, slots=True)
class Authority:
    """A body or place that is known by name: its kind and its usual full name."""

    kind: Kind
    canonical: str
    news_outlet: bool = False
    party: bool = False
    platform: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All word lists. Keys are in lower case, but for `authorities`, which is keyed by the name as written."""

    name_heads: dict[str, Kind]
    tails: dict[str, Kind]
    description_heads: dict[str, Kind]
    description_words: frozenset[str]
    authorities: dict[str, Authority]
    states: dict[str, str]
    countries: frozenset[str]
    regions: frozenset[str]
    own_country: frozenset[str]
    adjectives: dict[str, str]
    peoples: frozenset[str]
    titles: frozenset[str]
    title_modifiers: frozenset[str]
    courtesy: frozenset[str]
    officers: frozenset[str]
    female_words: frozenset[str]
    male_words: frozenset[str]
    female_names: frozenset[str]
    male_names: frozenset[str]
    of_heads: frozenset[str]
    owners: frozenset[str]
    numbered: frozenset[str]
    full_titles: dict[str, str]
    capitals: frozenset[str]
    seats: dict[str, str]
    public_words: frozenset[str]
    events: frozenset[str]
    fields: frozenset[str]
    before_names: frozenset[str]
    sorts: frozenset[str]
    no_descriptions: frozenset[str]

    def gender(self, given_name: str) -> str | None:
        """The gender that bearers of this given name usually have, or None."""
        name = given_name.lower()
        if (name in self.female_names) == (name in self.male_names):
            return None
        return "f" if name in self.female_names else "m"


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package."""
    heads, titles, names = _table("heads"), _table("titles"), _table("first_names")
    joints = _table("names")
    states = _states()
    places = _table("places")
    return Gazetteer(
        name_heads=_by_word(heads, "names"),
        tails=_by_word(heads, "tails"),
        description_heads=_by_word(heads, "descriptions"),
        description_words=frozenset(head.split()[-1] for head in _by_word(heads, "descriptions")),
        authorities=_authorities(states, places),
        states=states,
        countries=frozenset(places["countries"]),
        regions=frozenset(places["regions"]),
        own_country=frozenset(places["country_words"]),
        adjectives=dict(places["adjectives"]),
        peoples=frozenset((*places["peoples"], *places["adjectives"])),
        titles=frozenset(titles["before"]),
        title_modifiers=frozenset(word.lower() for word in titles["modifiers"]),
        courtesy=frozenset(titles["courtesy"]),
        officers=frozenset(titles["officers"]),
        female_words=frozenset(titles["female"]),
        male_words=frozenset(titles["male"]),
        female_names=frozenset(names["female"].lower().split()),
        male_names=frozenset(names["male"].lower().split()),
        of_heads=frozenset(joints["of_heads"]),
        owners=frozenset(joints["owners"]),
        numbered=frozenset(joints["numbered"]),
        public_words=frozenset(joints["public_words"]),
        events=frozenset(joints["events"]),
        fields=frozenset(joints["fields"]),
        before_names=frozenset(joints["before_names"]),
        sorts=frozenset(joints["sorts"]),
        no_descriptions=frozenset(joints["no_descriptions"]),
        capitals=frozenset(state.capital for state in us.states.STATES if state.capital) | {"Washington"},
        seats={state.name: state.capital for state in us.states.STATES if state.capital},
        full_titles=dict(titles["full"]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf8"))


def _by_word(heads: dict[str, Any], column: str) -> dict[str, Kind]:
    return {word: Kind(kind) for kind, columns in heads.items() for word in columns[column]}


def _states() -> dict[str, str]:
    """Every way to write a state (name, postal and news abbreviation) → its name."""
    written: dict[str, str] = {}
    for state in [*us.states.STATES, us.states.DC]:
        written[state.name] = state.name
        written[state.abbr] = state.name
        if state.ap_abbr:
            written[state.ap_abbr] = state.name
    written |= {"D.C.": "District of Columbia", "N.C.": "North Carolina", "S.C.": "South Carolina"}
    return written


def _authorities(states: dict[str, str], places: dict[str, Any]) -> dict[str, Authority]:
    bodies = _table("bodies")
    known: dict[str, Authority] = {}
    for column in ("countries", "regions", "cities"):
        known |= {name: Authority(Kind.PLACE, name) for name in places[column]}
    for written, name in states.items():
        known[written] = Authority(Kind.PLACE, name)
    for name in places["country_words"]:
        known[name] = Authority(Kind.PLACE, "United States")
    for kind, column in _COLUMNS:
        known |= {name: Authority(kind, group[0]) for group in bodies[column] for name in group}
    known |= {name: Authority(Kind.ORGANIZATION, group[0], party=True) for group in bodies["parties"] for name in group}
    known |= {name: Authority(Kind.ORGANIZATION, name, platform=True) for name in bodies["platforms"]}
    known |= {name: Authority(Kind.ORGANIZATION, name, news_outlet=True) for name in bodies["outlets"]}
    return known
