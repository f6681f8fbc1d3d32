"""What a frame is, and how frames are read from TOML.

    [[frame]]
    name = "sue"
    verbs = ["sue"]                          # lemmas of verbs that trigger it
    nouns = ["lawsuit"]                      # lemmas of nouns that trigger it
    slots.plaintiff = "subject"              # where the arguments stand, from the trigger (see `paths`)
    slots.defendant = "object | against"     # the first alternative that leads to an entity is taken
    yields = [{ subject = "plaintiff", predicate = "sued", object = "defendant" }]
    example = "The county sued the company."          # says it
    near = "The county thanked the company."          # nearly does
    opposite = "The county did not sue the company."  # says its opposite

A slot may be a table, `{ path = "object", words = ["order"], kinds = ["Law"] }`, which takes only arguments headed by
one of these lemmas, or of one of these kinds. `needs` lists lemmas of which one must hang on the trigger, or on
what hangs on it ("filed a *lawsuit*", "voted to *adopt*"). `quoted` asks for quotation marks that open right behind
the trigger ("called it “a *disgrace*”"); what it `needs` must then stand in that quotation. `unless` lists words of
which none may hang on the trigger or stand in the quotation.
`firm` takes only what is so or planned, not what may or must be. A yield may set `factuality`, which the trigger's own
then weakens.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from onrecord.record import Factuality, Kind

_KEYS = {
    "name",
    "verbs",
    "nouns",
    "slots",
    "needs",
    "unless",
    "quoted",
    "firm",
    "yields",
    "confidence",
    "example",
    "near",
    "opposite",
}


class FrameError(ValueError):
    """A frame that cannot be read; the message names the file and the frame."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument stands: alternative paths of steps, and what it may be."""

    paths: tuple[tuple[str, ...], ...]
    words: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Yield:
    """A triple that the frame says when both of its slots are filled."""

    subject: str
    predicate: str
    object: str
    factuality: Factuality | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A relation's way of being said."""

    name: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    slots: Mapping[str, Slot]
    yields: tuple[Yield, ...]
    needs: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    quoted: bool = False
    firm: bool = False
    confidence: float = 0.8
    example: str = ""
    near: str = ""
    opposite: str = ""

    @property
    def spoken(self) -> bool:
        """Whether the frame's relation is that of a speaker to what the trigger is said of."""
        return any(("speaker",) in slot.paths for slot in self.slots.values())


def _slot(value: object) -> Slot:
    table: Mapping[str, Any] = {"path": value} if isinstance(value, str) else dict(value)  # type: ignore[call-overload]
    paths = tuple(tuple(step.strip() for step in path.split(">")) for path in table["path"].split("|"))
    return Slot(paths, frozenset(table.get("words", ())), frozenset(Kind(kind) for kind in table.get("kinds", ())))


def _frame(table: Mapping[str, Any]) -> Frame:
    unknown = set(table) - _KEYS
    if unknown:
        raise FrameError(f"unknown keys: {', '.join(sorted(unknown))}")
    slots = {name: _slot(value) for name, value in table["slots"].items()}
    yields = tuple(
        Yield(
            item["subject"],
            item["predicate"],
            item["object"],
            Factuality(item["factuality"]) if "factuality" in item else None,
        )
        for item in table["yields"]
    )
    missing = {name for item in yields for name in (item.subject, item.object)} - set(slots)
    if missing:
        raise FrameError(f"the yields name slots that are not there: {', '.join(sorted(missing))}")
    return Frame(
        name=table["name"],
        verbs=frozenset(table.get("verbs", ())),
        nouns=frozenset(table.get("nouns", ())),
        slots=slots,
        yields=yields,
        needs=frozenset(table.get("needs", ())),
        unless=frozenset(table.get("unless", ())),
        quoted=bool(table.get("quoted", False)),
        firm=bool(table.get("firm", False)),
        confidence=float(table.get("confidence", 0.8)),
        example=table.get("example", ""),
        near=table.get("near", ""),
        opposite=table.get("opposite", ""),
    )


def parse(text: str, where: str) -> list[Frame]:
    """The frames of one TOML text; raises `FrameError`, which names the file and the frame."""
    try:
        tables = tomllib.loads(text).get("frame", [])
    except tomllib.TOMLDecodeError as error:
        raise FrameError(f"{where}: not TOML ({error})") from error
    frames = []
    for number, table in enumerate(tables, start=1):
        name = table.get("name", f"number {number}")
        try:
            frames.append(_frame(table))
        except (FrameError, KeyError, TypeError, ValueError) as error:
            reason = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
            raise FrameError(f"{where}: frame {name}: {reason}") from error
    return frames


@lru_cache(maxsize=1)
def lexicon() -> tuple[Frame, ...]:
    """The frames that ship with the package, in the order of their files."""
    folder = resources.files("onrecord.frames") / "lexicon"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return tuple(frame for item in files for frame in parse(item.read_text(encoding="utf-8"), item.name))


def by_lemma(frames: Iterable[Frame]) -> tuple[dict[str, list[Frame]], dict[str, list[Frame]]]:
    """The frames by the lemmas of their verbs, and by those of their nouns."""
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for frame in frames:
        for lemma in frame.verbs:
            verbs.setdefault(lemma, []).append(frame)
        for lemma in frame.nouns:
            nouns.setdefault(lemma, []).append(frame)
    return verbs, nouns
