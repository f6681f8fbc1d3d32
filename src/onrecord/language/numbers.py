"""Number words and figures: "twenty-five", "1,200", "4.2 million", "two dozen" as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

SMALL: dict[str, int] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
GROUPS: dict[str, int] = {"dozen": 12, "pair": 2, "couple": 2}
_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_ABBREVIATED = {"k": "thousand", "m": "million", "mm": "million", "bn": "billion", "b": "billion"}
_GLUED = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(k|m|mm|bn|b)", re.IGNORECASE)


def figure(word: str) -> Decimal | None:
    """The value of a number in digits, or None: "1,200.5" but not "12,5" or "v2"."""
    return Decimal(word.replace(",", "")) if _FIGURE.fullmatch(word) and word.isascii() else None


def _pieces(words: str) -> list[str]:
    pieces: list[str] = []
    for word in words.lower().replace("$", " ").split():
        glued = _GLUED.fullmatch(word)
        if glued:
            pieces += [glued[1], _ABBREVIATED[glued[2].lower()]]
        else:
            pieces += [piece for piece in re.split(r"[-\u2010\u2011]", word) if piece]
    return pieces


def value_of(words: str) -> Decimal | None:
    """The value that the words name, or None where they name no one number ("dozens", "several").

    A leading "a" counts as one before a scale or a group ("a million", "a dozen"), a "$" is passed over.
    """
    total, current, seen = Decimal(0), Decimal(0), ""
    for piece in _pieces(words):
        kind, value = _classify(piece)
        if kind == "link" and seen in ("hundred", "scale"):
            continue
        if kind == "article" and not seen:
            current = Decimal(1)
        elif kind == "figure" and not seen:
            current = value
        elif kind in ("unit", "ten") and seen in _MAY_PRECEDE[kind]:
            current += value
        elif kind == "hundred" and seen in ("unit", "figure", "article"):
            current *= value
        elif kind == "scale" and seen and seen != "scale":
            total, current = total + current * value, Decimal(0)
        elif kind == "group" and seen in ("article", "unit", "ten", "figure", ""):
            current = (current if seen else Decimal(1)) * value
        else:
            return None
        seen = kind
    return None if seen in ("", "article") else total + current


_MAY_PRECEDE = {"unit": ("", "ten", "hundred", "scale"), "ten": ("", "hundred", "scale")}


def _classify(piece: str) -> tuple[str, Decimal]:
    number = figure(piece)
    if number is not None:
        return "figure", number
    if piece in SMALL:
        return ("unit" if SMALL[piece] < 20 else "ten"), Decimal(SMALL[piece])
    if piece in SCALES:
        return ("hundred" if piece == "hundred" else "scale"), Decimal(SCALES[piece])
    if piece in GROUPS:
        return "group", Decimal(GROUPS[piece])
    if piece in ("a", "an"):
        return "article", Decimal(1)
    return ("link" if piece == "and" else "other"), Decimal(0)


def plain(value: Decimal) -> str:
    """The value in plain decimal notation, without exponent or trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
