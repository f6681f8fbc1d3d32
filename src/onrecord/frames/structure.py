"""What names and noun phrases say without a verb: whose, where, part of what."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.frames.arguments import Reader
from onrecord.frames.paths import possessor, preposition
from onrecord.language.annotations import FactDraft, Mention
from onrecord.record import Kind

_COUNTRIES = frozenset({"u.s.", "us", "united states", "america", "american", "u.s"})
_OWNED = {
    Kind.AGENCY: "partOf",
    Kind.FACILITY: "operates",
    Kind.PROGRAM: "administers",
    Kind.ORGANIZATION: "partOf",
    Kind.LAW: "partOf",
}
_SITED = frozenset({Kind.FACILITY, Kind.AGENCY, Kind.ORGANIZATION, Kind.PLACE})


def find(reader: Reader) -> list[FactDraft]:
    """Jurisdictions in names, owners, and places."""
    facts = [*_jurisdictions(reader), *_owners(reader)]
    for mention in reader.doc._.mentions:
        if mention.chain is not None and mention.form != "pronoun":
            facts += _possessed(reader, mention)
            facts += _placed(reader, mention)
    return facts


def _jurisdictions(reader: Reader) -> Iterator[FactDraft]:
    """The place inside a body's own name: "Broome County Sheriff's Office"."""
    mentions = [item for item in reader.doc._.mentions if item.chain is not None and item.form == "name"]
    places = [item for item in mentions if reader.chains[item.chain].kind is Kind.PLACE]
    starts = {item.start: item for item in places}
    for mention in mentions:
        if reader.chains[mention.chain].kind is not Kind.AGENCY:
            continue
        inner = starts.get(mention.start)
        if inner is None or inner.end >= mention.end or _is_country(reader, inner):
            continue
        yield FactDraft(
            mention.chain, "jurisdiction", inner.chain, [(mention.start, mention.end)], "name", confidence=0.9
        )


def _is_country(reader: Reader, mention: Mention) -> bool:
    return mention.chain is not None and reader.chains[mention.chain].label.lower() in _COUNTRIES


def _owners(reader: Reader) -> Iterator[FactDraft]:
    """What the chains themselves know of their owners."""
    for index, chain in enumerate(reader.chains):
        if chain.owner is None or chain.plural or not chain.mentions:
            continue
        mention = reader.doc._.mentions[chain.mentions[0]]
        fact = _owned(reader, chain.owner, index, (mention.start, mention.end))
        if fact is not None:
            yield fact


def _owned(reader: Reader, owner: int, owned: int, words: tuple[int, int]) -> FactDraft | None:
    one, other = reader.chains[owner].kind, reader.chains[owned].kind
    predicate = _OWNED.get(other)
    if predicate is None or owner == owned:
        return None
    subject, target = (owned, owner) if predicate == "partOf" else (owner, owned)
    if predicate == "partOf" and one is not other:
        return None
    return FactDraft(subject, predicate, target, [words], "owner", confidence=0.75)


def _possessed(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Owners in words: "the office's law enforcement division", "ICE's 287(g) program", "the jail of the county"."""
    head = reader.doc[mention.head]
    for token in (*possessor(head), *preposition(head, "of")):
        owner = reader.at(token)
        if owner is None or mention.chain is None:
            continue
        words = (min(mention.start, owner.mention.start), max(mention.end, owner.mention.end))
        fact = _owned(reader, owner.chain, mention.chain, words)
        if fact is not None:
            yield fact


def _placed(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Places in words: "Oneonta, N.Y.", "the jail in Oneonta", "the Oneonta-based company"."""
    if mention.chain is None or reader.chains[mention.chain].kind not in _SITED:
        return
    doc, kind = reader.doc, reader.chains[mention.chain].kind
    head = doc[mention.head]
    places: list[Token] = [] if kind is Kind.PLACE else preposition(head, "in")
    if kind is Kind.PLACE and mention.end + 1 < len(doc) and doc[mention.end].text == ",":
        places += [
            token for token in doc[mention.end + 1 : mention.end + 4] if token.dep_ in ("appos", "npadvmod", "conj")
        ]
        places += [item for item in doc[mention.end + 1 : mention.end + 3] if item.head.i == mention.head]
    for child in head.lefts:
        if child.lower_ == "based":
            places += [token for token in child.lefts if token.pos_ == "PROPN"]
    for token in places:
        found = reader.at(token)
        if found is None or reader.chains[found.chain].kind is not Kind.PLACE or found.chain == mention.chain:
            continue
        words = (min(mention.start, found.mention.start), max(mention.end, found.mention.end))
        yield FactDraft(mention.chain, "locatedIn", found.chain, [words], "place", confidence=0.85)
        return
