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
    full: dict[str, str]
    bodies: dict[str, tuple[str, ...]]
    heading: frozenset[str]
    plural: frozenset[str]
    candidates: frozenset[str]
    offices: dict[str, str]
    parties: dict[str, str]

    def known(self, words: Sequence[str]) -> str | None:
        """The title that these lower-case words are, in its full form, or None."""
        whole = " ".join(words)
        if whole in self.leading or whole in self.serving:
            return whole
        kept = [word for word in words if word not in self.dropped]
        joined = " ".join(kept)
        joined = self.full.get(joined, joined)
        for cut in range(len(kept)):
            rest = " ".join(kept[cut:])
            rest = self.full.get(rest, rest)
            if rest in self.leading or rest in self.serving or rest in self.candidates:
                before = kept[:cut]
                return " ".join((*before, rest)) if all(word in self.modifiers for word in before) else None
        return None

    def suffix(self, words: Sequence[str]) -> tuple[int, str] | None:
        """The longest title that the words end with: where it begins, and its full form."""
        lower = [word.lower() for word in words]
        for start in range(max(0, len(lower) - 5), len(lower)):
            if lower[start] in self.dropped and " ".join(lower[start:]) not in self.serving:
                continue
            title = self.known(lower[start:])
            if title is not None:
                return start, title
        return None

    def leads(self, title: str) -> bool:
        """Whether the holder leads the body: "deputy director" and "vice president" do not."""
        if title in self.leading:
            return True
        first, _, rest = title.partition(" ")
        weak = first in ("deputy", "vice", "assistant", "associate", "regional", "under", "campaign", "district")
        return not weak and rest != "" and self.leads(rest)


@lru_cache(maxsize=1)
def titles() -> Titles:
    """The lexicon that ships with the package."""
    table = tomllib.loads((resources.files("onrecord.frames") / "titles.toml").read_text(encoding="utf-8"))
    return Titles(
        frozenset(table["leading"]),
        frozenset(table["serving"]),
        frozenset(table["modifiers"]),
        frozenset(table["dropped"]),
        table["full"],
        {title: tuple(bodies) for title, bodies in table["bodies"].items()},
        frozenset(table["heading"]["bodies"]),
        frozenset(table["plural"]),
        frozenset(table["candidates"]),
        table["offices"],
        table["parties"],
    )
