"""What names and noun phrases say without a verb: whose, where, part of what."""

from __future__ import annotations

from collections.abc import Iterator

import us
from spacy.tokens import Token

from onrecord.frames import posts
from onrecord.frames.arguments import Reader
from onrecord.frames.paths import possessor, preposition
from onrecord.frames.titles import titles
from onrecord.language.annotations import Chain, FactDraft, Mention
from onrecord.record import Kind

_COUNTRIES = frozenset({"u.s.", "us", "united states", "america", "american", "u.s"})
_OWNED = {
    Kind.AGENCY: "partOf",
    Kind.FACILITY: "operates",
    Kind.PROGRAM: "administers",
    Kind.ORGANIZATION: "partOf",
    Kind.LAW: "partOf",
}
_GOVERNMENTS = frozenset({"city", "town", "village", "county", "state", "borough", "township"})
_PARTS = frozenset(
    {"part", "division", "arm", "branch", "unit", "bureau", "section", "subsidiary", "chapter", "affiliate"}
)
_OFFICES = frozenset({"office", "department", "agency"})
_SITED = frozenset({Kind.FACILITY, Kind.AGENCY, Kind.ORGANIZATION, Kind.PLACE})


def find(reader: Reader) -> list[FactDraft]:
    """Jurisdictions in names, owners, and places."""
    facts = [*_jurisdictions(reader), *_governed(reader), *_parts(reader), *_sites(reader), *_owners(reader)]
    facts += _named_in_place(reader)
    for mention in reader.doc._.mentions:
        if mention.chain is not None and mention.form != "pronoun":
            facts += _possessed(reader, mention)
            facts += _said_part(reader, mention)
            facts += _led(reader, mention)
            facts += _placed(reader, mention)
    return facts


def _jurisdictions(reader: Reader) -> Iterator[FactDraft]:
    """The place inside a body's own name: "Broome County Sheriff's Office", "town of Marlow"."""
    doc = reader.doc
    for mention, inner in _nested(reader, Kind.AGENCY, Kind.PLACE):
        if _is_country(reader, inner):
            continue
        first = inner.start == mention.start and inner.end < mention.end
        behind = inner.end == mention.end and doc[inner.start - 1].lower_ in ("of", "the", "for")
        governs = doc[mention.start].lower_ in _GOVERNMENTS or "for" in {
            token.lower_ for token in doc[mention.start : inner.start]
        }
        if first or (behind and governs):
            words = (mention.start, mention.end)
            yield FactDraft(mention.chain or 0, "jurisdiction", inner.chain, [words], "name", confidence=0.9)


def _governed(reader: Reader) -> Iterator[FactDraft]:
    """The one county or state that "the county Health Department", "the state Supreme Court" can be of."""
    for index, chain in enumerate(reader.chains):
        level = chain.label.lower().partition(" ")[0]
        if chain.kind is not Kind.AGENCY or level not in ("county", "state") or not chain.mentions:
            continue
        places = [i for i, other in enumerate(reader.chains) if other.kind is Kind.PLACE and _is_level(other, level)]
        if len(places) == 1:
            mention = reader.doc._.mentions[chain.mentions[0]]
            words = (mention.start, mention.end)
            yield FactDraft(index, "jurisdiction", places[0], [words], "level", confidence=0.65)


def _is_level(chain: Chain, level: str) -> bool:
    if level == "county":
        return chain.label.lower().endswith((" county", " parish"))
    return us.states.lookup(chain.label.strip(".")) is not None or chain.label.lower() == "washington"


def _named_in_place(reader: Reader) -> Iterator[FactDraft]:
    """A place named with the one that it is in: "Galesburg, Ill."."""
    for mention, inner in _nested(reader, Kind.PLACE, Kind.PLACE):
        if inner.end == mention.end and reader.doc[inner.start - 1].text == ",":
            words = (mention.start, mention.end)
            yield FactDraft(mention.chain or 0, "locatedIn", inner.chain, [words], "name", confidence=0.9)


def _parts(reader: Reader) -> Iterator[FactDraft]:
    """Whose name holds that of what it is part of: "House Oversight Committee", "Section 8 of the Harbor Act"."""
    for kind in (Kind.AGENCY, Kind.ORGANIZATION, Kind.LAW, Kind.FACILITY):
        for mention, inner in _nested(reader, kind, kind):
            before = reader.doc[inner.start - 1].lower_
            leads = kind is Kind.AGENCY and inner.start == mention.start
            if leads or (inner.end == mention.end and before in ("of", "the", "at") and mention.head < inner.start):
                words = (mention.start, mention.end)
                yield FactDraft(mention.chain or 0, "partOf", inner.chain, [words], "name", confidence=0.8)


def _sites(reader: Reader) -> Iterator[FactDraft]:
    """Whose name a site bears: "the Harbor Foundation clinic"."""
    for kind in (Kind.AGENCY, Kind.ORGANIZATION):
        for mention, inner in _nested(reader, Kind.FACILITY, kind):
            if inner.start == mention.start and mention.head >= inner.end:
                words = (mention.start, mention.end)
                yield FactDraft(inner.chain or 0, "operates", mention.chain, [words], "name", confidence=0.75)


def _nested(reader: Reader, outer: Kind, inner: Kind) -> Iterator[tuple[Mention, Mention]]:
    """Mentions of one kind with a mention of another thing inside."""
    known = [item for item in reader.doc._.mentions if item.chain is not None and item.form != "pronoun"]
    inside = [item for item in known if reader.chains[item.chain].kind is inner]
    for mention in known:
        if reader.chains[mention.chain].kind is not outer:
            continue
        for item in inside:
            within = (
                mention.start <= item.start
                and item.end <= mention.end
                and item.end - item.start < mention.end - mention.start
            )
            if within and item.chain != mention.chain and (item.start, item.end) != (mention.start, mention.end):
                yield mention, item


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


def _said_part(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """What is set beside a body as a part of another: "the bureau, part of the Justice Department"."""
    head = reader.doc[mention.head]
    nouns = [child for child in head.rights if child.dep_ == "appos"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += [child for child in head.head.rights if child.dep_ == "attr"]
    for noun in nouns:
        if noun.lemma_.lower() not in _PARTS:
            continue
        for token in preposition(noun, "of"):
            found = reader.at(token)
            if found is None or mention.chain is None:
                continue
            if reader.chains[found.chain].kind is reader.chains[mention.chain].kind:
                words = (min(mention.start, noun.i), max(mention.end, found.mention.end))
                yield FactDraft(mention.chain, "partOf", found.chain, [words], "part", confidence=0.85)


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
        if owner is None or mention.chain is None or reader.chains[mention.chain].owner not in (None, owner.chain):
            continue
        words = (min(mention.start, owner.mention.start), max(mention.end, owner.mention.end))
        fact = _owned(reader, owner.chain, mention.chain, words)
        if fact is not None:
            yield fact


def _led(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Whose office it is: "his office", "the sheriff's department", of a person whose post leads such a body."""
    head = reader.doc[mention.head]
    if mention.chain is None or reader.chains[mention.chain].kind is not Kind.AGENCY or head.lower_ not in _OFFICES:
        return
    for token in possessor(head):
        owner = reader.at(token)
        if owner is not None and reader.chains[owner.chain].kind is Kind.PERSON and owner.chain in _leaders(reader):
            words = (min(mention.start, owner.mention.start), max(mention.end, owner.mention.end))
            yield FactDraft(owner.chain, "heads", mention.chain, [words], "owner", confidence=0.75)


def _leaders(reader: Reader) -> set[int]:
    """The people whom the text calls by the title of one who heads a body ("Sheriff Ana Ruiz")."""
    return {said.person for said in posts.titled(reader) if said.title in titles().heading}


def _placed(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Places in words: "Oneonta, N.Y.", "the jail in Oneonta", "the Oneonta-based company"."""
    if mention.chain is None or reader.chains[mention.chain].kind not in _SITED:
        return
    doc, kind = reader.doc, reader.chains[mention.chain].kind
    head = doc[mention.head]
    places: list[Token] = [] if kind is Kind.PLACE else preposition(head, "in")
    if kind is Kind.FACILITY:
        places += [*preposition(head, "on"), *preposition(head, "near")]
    if kind is Kind.PLACE and mention.end + 1 < len(doc) and doc[mention.end].text == ",":
        places += [
            token for token in doc[mention.end + 1 : mention.end + 4] if token.dep_ in ("appos", "npadvmod", "conj")
        ]
        places += [item for item in doc[mention.end + 1 : mention.end + 3] if item.head.i == mention.head]
    if kind in (Kind.ORGANIZATION, Kind.FACILITY, Kind.AGENCY):
        places += _described(head)
    for token in places:
        found = reader.at(token)
        if found is None or reader.chains[found.chain].kind is not Kind.PLACE or found.chain == mention.chain:
            continue
        words = (min(mention.start, found.mention.start), max(mention.end, found.mention.end))
        yield FactDraft(mention.chain, "locatedIn", found.chain, [words], "place", confidence=0.85)
        return


def _described(head: Token) -> list[Token]:
    """Places in what is said of a body: "Dorsey, a Dallas-based firm", "is one of three Ohio agencies"."""
    nouns = [head, *(child for child in head.rights if child.dep_ == "appos")]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += [child for child in head.head.rights if child.dep_ == "attr"]
    nouns += [token for noun in nouns if noun.lower_ in ("one", "part") for token in preposition(noun, "of")]
    found = [token for noun in nouns if noun != head for token in preposition(noun, "in")]
    for noun in nouns:
        for child in noun.lefts:
            if child.lower_ == "based":
                found += [token for token in child.lefts if token.pos_ == "PROPN"]
            elif noun != head and child.dep_ in ("compound", "nmod", "amod"):
                found.append(child)
    return found
