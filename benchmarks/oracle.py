"""The mentions and chains that a gold article gives, in place of those that the pipeline finds.

With them frames are measured alone: whatever they miss, they miss given who and what is spoken of. Every occurrence of
a gold name is a mention of its entity; pronouns are resolved as the pipeline does it, among the gold entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Chain, Form, Mention
from onrecord.language.clusters import Cluster
from onrecord.language.descriptions import propose_pronouns
from onrecord.language.pipeline import plain
from onrecord.language.referents import Discourse
from onrecord.language.surface import key, law_kind
from onrecord.record import Kind

_LEADING = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_NESTED = frozenset({Kind.PLACE, Kind.AGENCY, Kind.ORGANIZATION, Kind.PROGRAM, Kind.LAW, Kind.FACILITY})


@dataclass(frozen=True, slots=True)
class _Occurrence:
    start: int
    end: int
    entity: int
    form: Form


def give_gold_mentions(doc: Doc, gold: Mapping[str, Any]) -> list[str]:
    """Leave the gold entities as `doc._.mentions` and `doc._.chains`; the ids of the chains' entities, in order."""
    entities = [entity for entity in gold["entities"] if any(True for _ in _occurrences(doc, 0, entity))]
    kinds = [Kind(entity["type"]) for entity in entities]
    found = _outermost(
        [item for index, entity in enumerate(entities) for item in _occurrences(doc, index, entity)], kinds
    )
    mentions = [(_mention(doc, item, kinds[item.entity]), item.entity) for item in found]
    taken = {item.start for item in found}
    pronouns = [item for item in propose_pronouns(doc) if item.start not in taken]
    everything: list[tuple[Mention, int | None]] = [
        *mentions,
        *((Mention(item.start, item.end, item.end - 1, None, "pronoun"), None) for item in pronouns),
    ]
    everything.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    doc._.mentions = [mention for mention, _ in everything]
    members: list[list[int]] = [[] for _ in entities]
    for index, (_, entity) in enumerate(everything):
        if entity is not None:
            members[entity].append(index)
    spoken = [index for index, own in enumerate(members) if own]
    _resolve(doc, [(entities[index], members[index]) for index in spoken])
    return [entities[index]["id"] for index in spoken]


def _occurrences(doc: Doc, index: int, entity: Mapping[str, Any]) -> Iterator[_Occurrence]:
    for name in entity["names"]:
        bare = _LEADING.sub("", plain(" ".join(name.split())))
        words = " ".join(re.escape(word) for word in bare.split())
        flags = re.IGNORECASE if bare.islower() else 0
        # Datelines are written in capitals.
        for match in re.finditer(rf"(?<!\w)(?:{words}|{words.upper()})(?!\w)", doc.text, flags):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            if span is not None:
                end = span.end - 1 if len(span) > 1 and span[-1].tag_ == "POS" else span.end
                yield _Occurrence(span.start, end, index, "description" if bare.islower() else "name")


def _outermost(found: list[_Occurrence], kinds: list[Kind]) -> list[_Occurrence]:
    """The longest at each place, and inside it what may stand inside a name ("Marlow County" in "... Sheriff")."""
    kept: list[_Occurrence] = []
    for item in sorted(set(found), key=lambda one: (one.start - one.end, one.start)):
        around = [other for other in kept if other.start < item.end and item.start < other.end]
        inside = all(other.start <= item.start and item.end <= other.end for other in around)
        others = all(
            other.entity != item.entity and (other.start, other.end) != (item.start, item.end) for other in around
        )
        if not around or (inside and others and kinds[item.entity] in _NESTED and item.form == "name"):
            kept.append(item)
    return kept


def _mention(doc: Doc, item: _Occurrence, kind: Kind) -> Mention:
    outside = [
        i for i in range(item.start, item.end) if not item.start <= doc[i].head.i < item.end or doc[i].head.i == i
    ]
    head = outside[-1] if outside else item.end - 1
    before = doc[item.start - 1].lower_ if item.start else ""
    return Mention(item.start, item.end, head, kind, item.form, indefinite=before in ("a", "an"))


def _resolve(doc: Doc, spoken: list[tuple[Mapping[str, Any], list[int]]]) -> None:
    clusters = []
    for entity, own in spoken:
        kind = Kind(entity["type"])
        names = [key(name) for name in entity["names"]]
        cluster = Cluster(kind, list(own), set(names), label=entity["names"][0], party="Party" in entity["names"][0])
        if kind is Kind.PERSON and " " in names[0]:
            cluster.gender = gazetteer().gender(names[0].split()[0])
        clusters.append(cluster)
    discourse = Discourse(doc, list(clusters))
    for index, mention in enumerate(doc._.mentions):
        discourse.read(index, mention)
    doc._.chains = []
    for index, (cluster, (entity, _)) in enumerate(zip(clusters, spoken, strict=True)):
        names = [plain(name) for name in entity["names"]]
        named = not _LEADING.sub("", names[0]).islower()
        law = law_kind(cluster.kind, names) if cluster.kind is Kind.LAW else None
        doc._.chains.append(
            Chain(
                cluster.kind,
                names[0],
                sorted(cluster.mentions),
                names[1:],
                named,
                law_kind=law,
                gender=cluster.gender,
            )
        )
        for member in cluster.mentions:
            doc._.mentions[member].chain = index
            doc._.mentions[member].kind = cluster.kind
