"""The words of rules (`rules.toml`), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

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
    table = tomllib.loads((resources.files("onrecord.frames") / "rules.toml").read_text(encoding="utf-8"))
    return RuleWords(
        {lemma: modality for name, modality in _NAMED.items() for lemma in table[name]},
        {word: Modality(value) for word, value in table["modals"].items()},
        {name: frozenset(items) for name, items in table["follows"].items()},
        {name: frozenset(items) for name, items in table.items() if isinstance(items, list)},
    )
