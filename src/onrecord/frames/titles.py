"""Titles of posts: which words are one, and what they say of the body that the post is in."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Titles:
    """The title lexicon (`titles.toml`)."""

    leading: frozenset[str]
    serving: frozenset[str]
    modifiers: frozenset[str]
    dropped: frozenset[str]
    coming: frozenset[str]
    awaited: frozenset[str]
    in_charge: frozenset[str]
    full: dict[str, str]
    bodies: dict[str, tuple[str, ...]]
    heading: frozenset[str]
    plural: frozenset[str]
    candidates: frozenset[str]
    contests: frozenset[str]
    vague: frozenset[str]
    exactly: frozenset[str]
    loose: frozenset[str]
    ties: frozenset[str]
    joined: frozenset[str]
    unsought: frozenset[str]
    retained: frozenset[str]
    elective: frozenset[str]
    offices: dict[str, str]
    parties: dict[str, str]
    partisans: frozenset[str]
    kin: frozenset[str]
    fields: frozenset[str]
    still_leading: frozenset[str]
    internal: frozenset[str]
    of_fields: frozenset[str]
    collegial: tuple[frozenset[str], frozenset[str]]
    chambers: frozenset[str]
    chamber_members: frozenset[str]

    def known(self, words: Sequence[str]) -> str | None:
        """The title that these lower-case words are, in its full form, or None."""
        whole = " ".join(words)
        if whole in self.leading or whole in self.serving or _is_secretary(whole):
            return whole
        kept = [word for word in words if word not in self.dropped]
        joined = " ".join(kept)
        joined = self.full.get(joined, joined)
        for cut in range(len(kept)):
            rest = " ".join(kept[cut:])
            rest = self.full.get(rest, rest)
            if rest in self.leading or rest in self.serving or rest in self.candidates or _is_secretary(rest):
                before = kept[:cut]
                return " ".join((*before, rest)) if all(map(self._modifies, before)) else None
        return None

    def is_vague(self, title: str) -> bool:
        """Whether the title alone says a role rather than a post ("a longtime strategist", "a member")."""
        last = title.rpartition(" ")[2]
        return title in self.vague or (last in self.vague - self.exactly and title not in self.leading | self.serving)

    def are_one(self, title: str, further: str) -> bool:
        """Whether two titles of one person are one post: "director and ceo" are, "historian and professor" are not."""
        parts = (title, further)
        led = all(self.leads(part) or part.rpartition(" ")[2] in self.joined for part in parts)
        return led and not all(part in self.heading for part in parts)

    def _modifies(self, word: str) -> bool:
        return word in self.modifiers or word in self.fields

    def _held(self, word: str) -> str:
        """The title that somebody is to hold: "governor" of "governor-elect"."""
        held, _, rest = word.rpartition("-")
        return held if held and rest in self.coming else word

    def suffix(self, words: Sequence[str]) -> tuple[int, str] | None:
        """The longest title that the words end with: where it begins, and its full form."""
        lower = [self._held(word.lower()) for word in words]
        for start in range(max(0, len(lower) - 5), len(lower)):
            if lower[start] in self.dropped and " ".join(lower[start:]) not in self.serving:
                continue
            title = self.known(lower[start:])
            if title is not None:
                return start, title
        return None

    def leads(self, title: str, body: str = "") -> bool:
        """Whether the holder leads the body: "deputy director" does not, "labor director" does the labor department."""
        if " and " in title:
            return any(self.leads(part, body) for part in title.split(" and ") if part != "secretary")
        titles, bodies = self.collegial
        if title in titles and bodies & set(body.lower().split()):
            return False
        if title in self.leading or (title.endswith("minister") and "ministry" in body.lower().split()):
            return not title.startswith(("deputy", "vice"))
        if title in self.heading and body.lower().replace("\u2019", "'").endswith(f"{title}'s office"):
            return True
        first, _, rest = title.partition(" ")
        if rest.startswith("of ") or rest == "":
            return title.startswith("secretary of ")
        return (first in self.still_leading or first in body.lower().split()) and self.leads(rest, body)

    def subject(self, title: str) -> tuple[str, ...]:
        """The words of a title that name what the body is for: "labor" of "labor commissioner"."""
        if _is_secretary(title):
            return tuple(title.split()[2:])
        return tuple(word for word in title.split()[:-1] if word in self.fields and word not in self.still_leading)


_SECRETARIES = frozenset(
    (
        *("secretary", "under secretary", "undersecretary", "assistant secretary", "deputy secretary"),
        *("deputy assistant secretary", "principal deputy assistant secretary", "deputy under secretary"),
    )
)


def _is_secretary(title: str) -> bool:
    """Whether it is a secretary of something, who is called so whole."""
    first, _, rest = title.partition(" of ")
    named = all(word.replace(",", "").isalpha() for word in rest.split())
    return first in _SECRETARIES and rest != "" and named


@lru_cache(maxsize=1)
def titles() -> Titles:
    """The lexicon that ships with the package."""
    table = tomllib.loads((resources.files("onrecord.frames") / "titles.toml").read_text(encoding="utf-8"))
    return Titles(
        frozenset(table["leading"]),
        frozenset(table["serving"]),
        frozenset(table["modifiers"]),
        frozenset(table["dropped"]),
        frozenset(table["coming"]),
        frozenset(table["awaited"]),
        frozenset(table["in_charge"]),
        table["full"],
        {title: tuple(bodies) for title, bodies in table["bodies"].items()},
        frozenset(table["heading"]["bodies"]),
        frozenset(table["plural"]),
        frozenset(table["candidates"]),
        frozenset(table["contests"]) | frozenset(table["candidates"]),
        frozenset(table["vague"]) | frozenset(table["vague_alone"]),
        frozenset(table["vague_alone"]),
        frozenset(table["loose"]),
        frozenset(table["ties"]),
        frozenset(table["joined"]),
        frozenset(table["unsought"]),
        frozenset(table["retained"]),
        frozenset(table["elective"]),
        table["offices"],
        table["parties"],
        frozenset(table["partisans"]) | frozenset(table["candidates"]),
        frozenset(table["kin"]),
        frozenset(word for field in table["fields"] for word in field.split()),
        frozenset(table["still_leading"]),
        frozenset(table["internal"]["titles"]),
        frozenset(table["of_fields"]),
        (frozenset(table["collegial"]["titles"]), frozenset(table["collegial"]["bodies"])),
        frozenset(table["chambers"]["titles"]),
        frozenset(table["chambers"]["members"]),
    )
