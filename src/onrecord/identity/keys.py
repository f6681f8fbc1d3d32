"""What a thing is called across articles: the public name of a body that all know, or whether a name is its own.

"FBI" and "Federal Bureau of Investigation" are one node in every article; "City Council" is a name, but that of
another body in the next town, so it stays within its article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.identity.gazetteer import gazetteer
from onrecord.record import Kind

_SHARED = frozenset({"senate", "house of representatives", "supreme court"})
_EVERYWHERE = frozenset(
    {"assembly", "city council", "constitution", "general assembly", "legislature", "national guard", "parliament"}
)
_STATE = re.compile(r"\b(state|legislature|general assembly|legislative)\b", re.IGNORECASE)
_JOINTS = frozenset({"of", "and", "the", "for", "on", "to", "a", "in", "s", "&"})
_LEVELS = frozenset(
    {"city", "county", "state", "town", "village", "district", "federal", "national", "public", "local", "municipal"}
    | {"superior", "circuit", "appeals", "common", "pleas", "high", "police", "sheriff", "fire", "school", "u", "us"}
    | {"safety", "health", "planning", "election", "elections", "budget", "finance", "judiciary", "general", "plan"}
)


def public_name(kind: Kind, names: Iterable[str], others: Iterable[str] = ()) -> str | None:
    """The usual full name of the body, law or program, where one of its names is known across the country.

    `others` are the names of the article's other bodies: where they show that the article is about a state's
    legislature or courts, "the Senate" and "the Supreme Court" are taken to be that state's, and None is returned.
    """
    known = gazetteer().authorities
    for name in names:
        found = known.get(name.replace("\u2019", "'"))
        if found is None or found.kind is not kind or found.canonical.lower() in _EVERYWHERE:
            continue
        plain = name.lower() in _SHARED or name.lower() == "house"
        if found.canonical.lower() in _SHARED and plain and any(_STATE.search(other) for other in others):
            return None
        return found.canonical
    return None


def is_generic(name: str) -> bool:
    """Whether every word of the name is one that many bodies share ("City Council", "Superior Court")."""
    words = re.findall(r"[a-z0-9]+", name.lower().replace("\u2019", "'").replace("'s", ""))
    return all(word in _shared_words() for word in words)


@lru_cache(maxsize=1)
def _shared_words() -> frozenset[str]:
    lists = gazetteer()
    heads = {*lists.name_heads, *lists.tails, *lists.description_heads}
    words = {word for head in heads for word in re.findall(r"[a-z0-9]+", head.replace("'s", ""))}
    return frozenset(words | _JOINTS | _LEVELS)
