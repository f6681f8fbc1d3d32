"""Everything that ties two nodes of the graph, each tie with the words that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord import ontology
from onrecord.rdf.terms import BASE
from onrecord.rdf.writing import assertion_iri, attribution_iri
from onrecord.record import Article, Assertion, Attribution, Evidence, Factuality, PartialDate, Post, Record, Source
from onrecord.screen.wording import Names, relation

SPEAKS_ABOUT = "speaksAbout"
"""The kind of a tie between who speaks and what is spoken about; it stands for a `rec:Statement`."""
SOURCE = "Source"
"""The kind of a node that speaks and is no entity of the graph: "officials"."""
POST = "Post"
"""The kind of an office for which the articles name no body."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that one article says of two nodes.

    `key` is the part of the name behind the base; `factuality` is None where somebody only speaks about something.
    `symmetric` where the tie has no direction.
    """

    source: str
    target: str
    key: str
    kind: str
    label: str
    article: Article
    evidence: tuple[Evidence, ...]
    factuality: Factuality | None = None
    claimant: str | None = None
    on_date: PartialDate | None = None
    from_date: PartialDate | None = None
    until_date: PartialDate | None = None
    confidence: float | None = None
    symmetric: bool = False

    @property
    def dates(self) -> tuple[PartialDate, ...]:
        """The dates that the tie itself has."""
        return tuple(date for date in (self.on_date, self.from_date, self.until_date) if date is not None)


def asserted(records: Iterable[Record], names: Names) -> Iterator[Tie]:
    """A tie for each assertion. A post is no node where its body is known: it is said of the person and the body."""
    for record in records:
        posts = {post.key: post for post in record.posts}
        for said in record.assertions:
            yield _asserted(record, said, posts.get(said.object), names)


def _asserted(record: Record, said: Assertion, post: Post | None, names: Names) -> Tie:
    known = ontology.relations().get(said.predicate)
    target, label = said.object, relation(said.predicate)
    if post is not None and post.body is not None:
        target = post.body
        label = f"{post.title} of" if said.predicate == "holdsPost" else f"{label} {post.title} of"
    return Tie(
        said.subject,
        target,
        assertion_iri(said, record.article.identifier).value.removeprefix(BASE),
        said.predicate,
        label,
        record.article,
        said.evidence,
        said.factuality,
        None if said.claimant is None else names.source(said.claimant),
        said.on_date,
        said.from_date,
        said.until_date,
        said.confidence,
        known is not None and known.symmetric,
    )


def spoken(records: Iterable[Record], names: Names) -> Iterator[Tie]:
    """A tie for each statement and each entity that it is about. Who speaks about nobody but himself has none."""
    for record in records:
        for said in record.statements:
            yield from _spoken(record, said, names)


def _spoken(record: Record, said: Attribution, names: Names) -> Iterator[Tie]:
    if said.speaker is None:
        return
    speaker = speaker_key(record, said.speaker)
    key = attribution_iri(said, record.article.identifier).value.removeprefix(BASE)
    for number, about in enumerate(sorted(set(said.about) - {speaker}), start=1):
        yield Tie(
            speaker,
            about,
            f"{key}#{number}",
            SPEAKS_ABOUT,
            "speaks about",
            record.article,
            said.evidence,
            claimant=names.source(said.speaker),
            on_date=said.on_date,
        )


def speaker_key(record: Record, source: Source) -> str:
    """The entity's key; for a source that is none, one made of the article and its words."""
    return source.entity or f"source/{record.article.identifier}/{source.text}"


def node_kinds(records: Sequence[Record]) -> dict[str, str]:
    """The kind of every node that a tie can have: one of the eight kinds, a post, or a source that is no entity."""
    found: dict[str, str] = {}
    for record in records:
        found |= {entity.key: entity.kind.value for entity in record.entities}
        found |= {post.key: POST for post in record.posts}
        speakers = [said.speaker for said in record.statements if said.speaker is not None]
        found |= {speaker_key(record, speaker): SOURCE for speaker in speakers if speaker.entity is None}
    return found
