"""What came into a graph and what went out of it: two built folders, article by article.

    for changed in differences(Path("out-monday"), Path("out")):
        print(changed.article, [(item.came, item.words, item.sentence) for item in changed.said])

An article whose graph is the same is not parsed. What an article says counts as the same wherever in its text it
stands, so that a paragraph put in front of it is no change of its facts; its triples, which hold the places, change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from onrecord import graph
from onrecord.errors import InputError
from onrecord.rdf import records
from onrecord.rdf.terms import identifier, rec, same_texts_iri
from onrecord.record import Assertion, Attribution, Measurement, Record, Rule
from onrecord.screen import wording
from onrecord.screen.sentences import quoted
from onrecord.screen.wording import Names

_NO_BLOCK = (0, 0, b"")
_LAST = b"graph/same-texts>"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that an article says and did not say before, or says no more (`came` is False), with its sentence.

    `kind` is fact, statement, attitude, rule, measurement, or same text; `words` tell it to people; `keys` are what
    a fact joins: subject, relation, object.
    """

    came: bool
    kind: str
    words: tuple[str, ...]
    sentence: str = ""
    keys: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As JSON has it."""
        change = "came" if self.came else "went"
        keys = dict(zip(("subject", "predicate", "object"), self.keys, strict=False))
        return {"change": change, "kind": self.kind, **keys, "words": list(self.words), "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Changed:
    """A named graph that is not the same in both: what it says, and the quads, each in a fixed order.

    `change` is "came" or "went" for a graph that is in one alone, else "changed".
    """

    article: str
    change: str
    said: list[Said] = field(default_factory=list)
    came: list[Quad] = field(default_factory=list)
    went: list[Quad] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """As JSON has it; the quads as lines of N-Quads."""
        return {
            "article": self.article,
            "change": self.change,
            "said": [item.to_json() for item in self.said],
            "triples": {"came": [f"{quad} ." for quad in self.came], "went": [f"{quad} ." for quad in self.went]},
        }


def differences(before: Path, after: Path, seen: Callable[[str], None] = lambda _: None) -> Iterator[Changed]:
    """The articles whose graphs differ, in the order of their names, and which articles have the text of another.

    Both files are read at once (`seen` is told of each graph in them), and parsed, where they differ, as the result
    is asked for. Raises `InputError` where one of the folders has no graph that onrecord wrote.
    """
    return _differing(_Graphs(before, seen), _Graphs(after, seen))


def _differing(old: _Graphs, new: _Graphs) -> Iterator[Changed]:
    for name in sorted(old.places.keys() | new.places.keys(), key=lambda name: (name.endswith(_LAST), name)):
        if old.places.get(name, _NO_BLOCK)[2] != new.places.get(name, _NO_BLOCK)[2] or old.header != new.header:
            changed = _changed(old.quads(name), new.quads(name), (old.base, new.base))
            if changed.came or changed.went:
                yield changed


class _Graphs:
    """Where in the file of a built folder each named graph stands, and a hash of it."""

    def __init__(self, folder: Path, seen: Callable[[str], None]) -> None:
        self.path = folder / graph.FILE
        self.base = graph.base(folder)
        self.header = b""
        self.places: dict[bytes, tuple[int, int, bytes]] = {}
        if not self.path.is_file():
            advice = f"give a folder that onrecord built: onrecord build PATH --out {folder}"
            raise InputError(str(self.path), "there is no graph here", advice)
        try:
            self._index(seen)
        except OSError as error:
            raise InputError(str(self.path), f"cannot be read ({error.strerror})", "check the file") from error

    def _index(self, seen: Callable[[str], None]) -> None:
        """A graph begins with a line that ends in a brace and ends with a brace; no literal holds a line break."""
        name, start, place = b"", 0, 0
        digest = hashlib.blake2b(digest_size=16)
        with self.path.open("rb") as file:
            for line in file:
                if line.startswith(b"@prefix"):
                    self.header += line
                elif not name and line.endswith(b" {\n"):
                    name, start, digest = line[:-3], place, hashlib.blake2b(digest_size=16)
                place += len(line)
                if name:
                    digest.update(line)
                if name and line == b"}\n":
                    self.places[name] = (start, place - start, digest.digest())
                    seen(name.decode())
                    name = b""

    def quads(self, name: bytes) -> list[Quad]:
        """The quads of a named graph; none where it is not there."""
        start, length, _ = self.places.get(name, _NO_BLOCK)
        if not length:
            return []
        with self.path.open("rb") as file:
            file.seek(start)
            block = file.read(length)
        try:
            return list(parse(self.header + block, format=RdfFormat.TRIG))
        except SyntaxError as error:
            what = f"this is not a graph that onrecord wrote ({error})"
            raise InputError(str(self.path), what, "build it again") from error


def _changed(old: list[Quad], new: list[Quad], bases: tuple[str, str]) -> Changed:
    change = "changed" if old and new else "came" if new else "went"
    name = (new or old)[0].graph_name
    assert isinstance(name, NamedNode)  # noqa: S101
    before, after = (_said(quads, base, came=False) for quads, base in zip((old, new), bases, strict=True))
    gone = [item for known, item in before.items() if known not in after]
    come = [_came(item) for known, item in after.items() if known not in before]
    held, wanted = set(old), set(new)
    return Changed(
        identifier(name.value),
        change,
        [*gone, *come],
        sorted(wanted - held, key=str),
        sorted(held - wanted, key=str),
    )


def _came(item: Said) -> Said:
    return Said(True, item.kind, item.words, item.sentence, item.keys)


def _said(quads: list[Quad], base: str, *, came: bool) -> dict[object, Said]:
    """What a graph says, by all of it but its place."""
    found: dict[object, Said] = {}
    for quad in quads:
        if quad.graph_name == same_texts_iri(base) and quad.predicate == rec("sameTextAs"):
            marked = (_local(quad.subject), "has the text of", _local(quad.object))
            found[marked] = Said(came, "same text", marked)
    for record in records(quads, base):
        names = Names.of([record])
        for kind, item, words in _items(record, names):
            sentence = quoted(record.article.text, item.evidence).sentence
            keys = (item.subject, item.predicate, item.object) if isinstance(item, Assertion) else ()
            exact = tuple(piece.exact for piece in item.evidence)
            found[kind, keys, words, exact] = Said(came, kind, words, sentence, keys)
    return found


def _items(
    record: Record, names: Names
) -> Iterator[tuple[str, Assertion | Attribution | Rule | Measurement, tuple[str, ...]]]:
    for said in record.assertions:
        relation = wording.relation(said.predicate)
        dated = filter(None, (wording.sure(said, names), wording.when(said)))
        yield "fact", said, (names[said.subject], relation, names[said.object], *dated)
    for told in record.attributions:
        kind = "statement" if told.kind else "attitude"
        yield kind, told, (names.source(told.speaker), told.cue or told.attitude or "", told.content)
    for rule in record.rules:
        bearer = names.source(rule.bearer) if rule.bearer else "anyone"
        yield "rule", rule, (names[rule.rule_of], rule.modality.value.lower(), bearer, rule.action)
    for number in record.measurements:
        of = (names[number.of],) if number.of else ()
        day = (wording.day(number.on_date),) if number.on_date else ()
        yield "measurement", number, (number.value, number.what, *of, *day)


def _local(node: object) -> str:
    return identifier(node.value) if isinstance(node, NamedNode | Literal) else str(node)
