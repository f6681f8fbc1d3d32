"""Who holds a title: what the text says of a person, the people that it speaks of, and the bodies that have posts."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.frames.arguments import Argument, Reader
from onrecord.frames.titles import titles
from onrecord.language.annotations import Mention, TokenRange
from onrecord.record import Factuality, Kind

BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Said:
    """A title said of a person: the words for it, and the body or the place where they name one."""

    person: int
    title: str
    body: int | None
    words: TokenRange
    trigger: Token
    real: Factuality = Factuality.ACTUAL
    place: int | None = None
    owned: bool = False
    """Whether the words beside the title say whose or of what it is ("Poe's attorney", "host of the show")."""
    partial: bool = False
    """Whether it is that of a part of the body: "the bureau's head of its legal division"."""
    one_of: bool = False
    """Whether others hold the same ("one of two directors"): nobody leads a body that way."""


def people(reader: Reader) -> list[Mention]:
    """The mentions of people."""
    known = [item for item in reader.doc._.mentions if item.chain is not None]
    return [item for item in known if reader.chains[item.chain].kind is Kind.PERSON]


def is_party(reader: Reader, chain: int | None) -> bool:
    """Whether the chain is a political party."""
    return chain is not None and reader.chains[chain].label.endswith("Party")


def is_body(reader: Reader, found: Argument) -> bool:
    """Whether it is a body that has posts."""
    return reader.chains[found.chain].kind in BODIES and not is_party(reader, found.chain)


def held(doc: Doc, start: int, end: int) -> Factuality:
    """Whether the title in these words is held or only to be: "incoming", "-elect", "pending confirmation" behind."""
    words = titles()
    behind = [token.lower_ for token in doc[end : end + 3] if not token.is_punct]
    awaited = behind[:1] == ["pending"] and bool(words.awaited & set(behind[1:]))
    coming = any(token.lower_.rpartition("-")[2] in words.coming for token in doc[start:end])
    return Factuality.PLANNED if coming or awaited else Factuality.ACTUAL


def stretch_words(reader: Reader, start: int, end: int) -> list[tuple[int, str]]:
    """The words of a stretch with their places; periods and hyphens that the tokenizer split off are put back."""
    words: list[tuple[int, str]] = []
    for token in reader.doc[start:end]:
        if words and (token.text in (".", "-") or words[-1][1].endswith("-")):
            words[-1] = (words[-1][0], words[-1][1] + token.text)
        else:
            words.append((token.i, token.text))
    return words
