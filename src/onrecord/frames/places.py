"""Where bodies, sites and places are, and which places bodies govern, as names and noun phrases say it."""

from __future__ import annotations

from collections.abc import Iterator

import us
from spacy.tokens import Token

from onrecord.frames.arguments import Argument, Reader
from onrecord.frames.paths import ones_among, preposition
from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Chain, FactDraft, Mention
from onrecord.record import Kind

_COUNTRIES = frozenset({"u.s.", "us", "united states", "america", "american", "u.s"})
_GOVERNMENTS = frozenset({"city", "town", "village", "county", "state", "borough", "township"})
_SITED = frozenset({Kind.FACILITY, Kind.AGENCY, Kind.ORGANIZATION, Kind.PLACE})
_HOUSED = frozenset({Kind.FACILITY, Kind.ORGANIZATION, Kind.AGENCY})
_LEVELS = {
    "county": (
        *("county ", "sheriff's office", "sheriff's department", "board of county commissioners"),
        *("board of commissioners", "board of supervisors"),
    ),
    "city": ("city ", "town ", "village ", "police department", "board of aldermen", "board of selectmen"),
    "state": ("state ",),
}
_NO_STATE = frozenset({"state department", "state of the union"})
_OF_A_PLACE = tuple(f"{level} of " for level in ("state", "city", "town", "village", "county", "borough", "township"))
"""How the name of a place's own government begins."""
_ACROSS = frozenset({"across", "around", "in", "throughout"})
_WINNING = frozenset({"carry", "leave", "lose", "sweep", "take", "tour", "visit", "win"})
"""What is done to a place and to no government."""
_UNSITED = frozenset({"administration", "assembly", "campaign", "congress", "gop", "house", "party", "senate", "state"})
"""Last words of the names of what is at work in many places: a campaign in Iowa is not in Iowa."""
_MISSIONS = frozenset({"consulate", "embassy", "mission"})
"""What a body is called that does not govern the place which its name begins with ("the Mexican Embassy")."""
_PARTS = frozenset({"unit", "division", "branch", "squad", "section", "committee", "board"})
_DATELINE = 6
"""How many tokens into a paragraph the places of a dateline can begin."""
_OF_ALL = frozenset({"washington", "washington, d.c."})
"""Where news of the whole country is written."""
_OPENING = 4
"""How many paragraphs from the beginning may have the dateline: a headline and others may come first."""


def find(reader: Reader) -> list[FactDraft]:
    """Jurisdictions in names and by level, and places in names and beside them."""
    facts = [*_in_names(reader), *_of_level(reader), *_in_place_names(reader), *_housed(reader)]
    for mention in reader.doc._.mentions:
        if mention.chain is not None and mention.form != "pronoun":
            facts += _placed(reader, mention)
    return facts


def nested(reader: Reader, outer: Kind, inner: Kind) -> Iterator[tuple[Argument, Argument]]:
    """Mentions of one kind with a mention of another thing inside."""
    known = [
        Argument(item.chain, item)
        for item in reader.doc._.mentions
        if item.chain is not None and item.form != "pronoun" and reader.chains[item.chain].kind in (outer, inner)
    ]
    inside = [item for item in known if reader.chains[item.chain].kind is inner]
    for whole in known:
        if reader.chains[whole.chain].kind is not outer:
            continue
        start, end = whole.mention.start, whole.mention.end
        for part in inside:
            within = start <= part.mention.start and part.mention.end <= end
            shorter = part.mention.end - part.mention.start < end - start
            if within and shorter and part.chain != whole.chain:
                yield whole, part


# jurisdictions


def _in_names(reader: Reader) -> Iterator[FactDraft]:
    """The place inside a body's own name: "Broome County Sheriff's Office", "town of Marlow"."""
    doc = reader.doc
    for whole, part in nested(reader, Kind.AGENCY, Kind.PLACE):
        mention, inner = whole.mention, part.mention
        if _is_country(reader.chains[part.chain]) or _is_ground(reader, reader.chains[whole.chain]):
            continue
        first = inner.start == mention.start and inner.end < mention.end
        behind = inner.end == mention.end and doc[inner.start - 1].lower_ in ("of", "the", "for")
        district = behind and doc[max(inner.start - 2, 0)].lower_ == "district"
        governs = doc[mention.start].lower_ in _GOVERNMENTS or "for" in {
            token.lower_ for token in doc[mention.start : inner.start]
        }
        if first or (behind and governs and not district):
            yield _governs(whole.chain, part.chain, mention, 0.9)
    for index, place in _labelled(reader):
        yield _governs(index, place, reader.doc._.mentions[reader.chains[index].mentions[0]], 0.85)


def _governs(body: int, place: int, mention: Mention, confidence: float) -> FactDraft:
    words = (mention.start, mention.end)
    return FactDraft(body, "jurisdiction", place, [words], "name", confidence=confidence)


def _labelled(reader: Reader) -> Iterator[tuple[int, int]]:
    """Bodies whose name, as the text has it, begins with that of a place; a part's is that of its whole."""
    text = reader.doc.text.lower()
    places = [
        (index, _place_names(chain) + _adjectives(chain))
        for index, chain in enumerate(reader.chains)
        if chain.kind is Kind.PLACE
    ]
    for index, chain in enumerate(reader.chains):
        if chain.kind is not Kind.AGENCY or not chain.mentions or _is_part(chain):
            continue
        names = [name.lower() for name in (chain.label, *chain.alt_labels) if name.lower() in text]
        if not _NO_STATE.isdisjoint(names) or _is_ground(reader, chain):
            continue
        fitting = [
            (len(form), place)
            for place, forms in places
            for form in forms
            if any(_is_named_for(name, form) and not _MISSIONS & set(name.split()) for name in names)
            and not _is_country(reader.chains[place])
        ]
        if fitting:
            yield index, max(fitting)[1]


def _is_ground(reader: Reader, chain: Chain) -> bool:
    """Whether "the state of Iowa" is nothing but the place all along ("won the state of Iowa")."""
    heads = [reader.doc[reader.doc._.mentions[index].head] for index in chain.mentions]
    return chain.label.lower().startswith(_OF_A_PLACE) and all(
        (head.dep_ == "pobj" and head.head.lower_ in _ACROSS) or (head.dep_ == "dobj" and head.head.lemma_ in _WINNING)
        for head in heads
    )


def _is_named_for(name: str, place: str) -> bool:
    return name.startswith(f"{place} ") or (name.endswith(f" of {place}") and name.startswith(_OF_A_PLACE))


def _is_part(chain: Chain) -> bool:
    return chain.owner is not None or chain.label.lower().rpartition(" ")[2] in _PARTS


def _adjectives(chain: Chain) -> list[str]:
    """What the bodies of a country are called by: "turkish" for Turkey."""
    names = {chain.label, *chain.alt_labels}
    return [adjective.lower() for adjective, country in gazetteer().adjectives.items() if country in names]


def _place_names(chain: Chain) -> list[str]:
    return [name.lower().partition(",")[0] for name in (chain.label, *chain.alt_labels)]


def _of_level(reader: Reader) -> Iterator[FactDraft]:
    """The place that "the county Health Department", "the City Council", "the state Supreme Court" can be of."""
    told = {chain for chain, _ in _labelled(reader)}
    told |= {whole.chain for whole, _ in nested(reader, Kind.AGENCY, Kind.PLACE)}
    for index, chain in enumerate(reader.chains):
        if chain.kind is not Kind.AGENCY or not chain.mentions or index in told:
            continue
        names = [name.lower().replace("\u2019", "'") for name in (chain.label, *chain.alt_labels)]
        for level, beginnings in _LEVELS.items():
            if any(name.startswith(beginnings) and _is_of_a_level(name) for name in names):
                place = _home(reader, level)
                if place is not None and reader.chains[place].mentions:
                    fact = _governs(index, place, reader.doc._.mentions[chain.mentions[0]], 0.65)
                    home = reader.doc._.mentions[reader.chains[place].mentions[0]]
                    fact.evidence.append((home.start, home.end))
                    yield fact
                break


def _is_of_a_level(name: str) -> bool:
    """Whether the name says only of what level the place is: not which, as in "state of Ohio"."""
    return name not in _NO_STATE and not name.startswith(_OF_A_PLACE)


def _home(reader: Reader, level: str) -> int | None:
    """The one place of a level that the article is set in: that of its dateline, or the only one."""
    places = [i for i, other in enumerate(reader.chains) if other.kind is Kind.PLACE and _is_level(other, level)]
    first = [i for i in places if _in_dateline(reader, reader.chains[i])]
    if len(first) == 1:
        return first[0]
    spoken = sorted(places, key=lambda i: -len(reader.chains[i].mentions))
    often = [len(reader.chains[i].mentions) for i in spoken[:2]]
    least = 3 if level == "city" else 1
    return spoken[0] if often and often[0] >= least and often[0] >= 2 * sum(often[1:]) else None


def _in_dateline(reader: Reader, chain: Chain) -> bool:
    """Whether it is the place that a paragraph near the beginning opens with, or the state right behind that."""
    opening = [start for start, _ in reader.doc._.paragraphs[:_OPENING]]
    if chain.label.lower() in _OF_ALL:
        return False
    found = [reader.doc._.mentions[index] for index in chain.mentions]
    near = [item for item in found if any(0 <= item.start - start <= _DATELINE for start in opening)]
    return any(_is_dateline(reader, item) and not _is_sentence(reader, item) for item in near)


def _is_sentence(reader: Reader, mention: Mention) -> bool:
    """Whether a verb stands before the place in its paragraph, so that it is no dateline ("Jo Park left Ohio -- ")."""
    start = max(start for start, _ in reader.doc._.paragraphs if start <= mention.start)
    return any(token.is_lower for token in reader.doc[start : mention.start])


def _is_dateline(reader: Reader, mention: Mention) -> bool:
    """Whether a dash follows the place, or the next words ("FENWICK, N.Y. \u2014 The council ...")."""
    return any(token.text in ("\u2014", "\u2013", "--", "-") for token in reader.doc[mention.end : mention.end + 5])


def _is_level(chain: Chain, level: str) -> bool:
    name = chain.label.lower().partition(",")[0]
    written = chain.label in gazetteer().states or us.states.lookup(chain.label.strip(".")) is not None
    state = written or name == "washington"
    if level == "state":
        return state
    county = name.endswith((" county", " parish"))
    return county if level == "county" else not county and not state


def is_sited(chain: Chain) -> bool:
    """Whether the thing is in a place: a body, site or place, but no party, chamber, or campaign."""
    return chain.kind in _SITED and chain.label.lower().split()[-1] not in _UNSITED


def is_foreign(chain: Chain) -> bool:
    """Whether it is one of the countries of the gazetteer."""
    return not gazetteer().countries.isdisjoint((chain.label, *chain.alt_labels))


def may_lie_in(inner: Chain, outer: Chain) -> bool:
    """Whether one may be in the other: no party or campaign is anywhere, and of two states or countries neither."""
    states = _is_level(inner, "state") and _is_level(outer, "state")
    return is_sited(inner) and not states and not (is_foreign(inner) and is_foreign(outer))


def _is_country(chain: Chain) -> bool:
    return chain.label.lower() in _COUNTRIES


# places


def _in_place_names(reader: Reader) -> Iterator[FactDraft]:
    """A place named with the one that it is in: "Galesburg, Ill."."""
    for whole, part in nested(reader, Kind.PLACE, Kind.PLACE):
        mention, inner = whole.mention, part.mention
        if inner.end == mention.end and reader.doc[inner.start - 1].text == ",":
            words = (mention.start, mention.end)
            yield FactDraft(whole.chain, "locatedIn", part.chain, [words], "name", confidence=0.9)


def _housed(reader: Reader) -> Iterator[FactDraft]:
    """A site or company described by its place: "the Marlow post office", "a private hospital in Marlow"."""
    for kind in _HOUSED:
        for whole, part in nested(reader, kind, Kind.PLACE):
            mention, inner = whole.mention, part.mention
            place = reader.chains[part.chain]
            if _is_country(place) or not is_sited(reader.chains[whole.chain]):
                continue
            described = reader.doc[mention.head].is_lower and not _is_level(place, "county")
            leads = inner.start == mention.start and inner.end < mention.end and described and kind is not Kind.AGENCY
            behind = inner.end == mention.end and reader.doc[inner.start - 1].lower_ in ("in", "near", "on", "at")
            if leads or behind:
                words = (mention.start, mention.end)
                yield FactDraft(whole.chain, "locatedIn", part.chain, [words], "place", confidence=0.75)


def _placed(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Places in words: "Oneonta, N.Y.", "the jail in Oneonta", "the Oneonta-based company"."""
    if mention.chain is None or not is_sited(reader.chains[mention.chain]):
        return
    kind = reader.chains[mention.chain].kind
    found = (
        _within(reader, mention, reader.chains[mention.chain])
        if kind is Kind.PLACE
        else _at_place(reader, mention, kind)
    )
    if found is None or found.chain == mention.chain:
        return
    words = (min(mention.start, found.start), max(mention.end, found.end))
    yield FactDraft(mention.chain, "locatedIn", found.chain, [words], "place", confidence=0.85)


def _within(reader: Reader, mention: Mention, own: Chain) -> Mention | None:
    """The state or country right behind a place and a comma; no place in a list of its like is in the next."""
    doc = reader.doc
    wide = _is_country(own) or _is_level(own, "state") or is_foreign(own)
    if mention.end + 1 >= len(doc) or doc[mention.end].text != "," or wide:
        return None
    for other in doc._.mentions:
        if other.start == mention.end + 1 and other.chain is not None:
            chain = reader.chains[other.chain]
            after = doc[other.end : other.end + 2].text.lower().split() or [""]
            closed = after[0] not in ("and", "or") and after[:2] not in ([",", "and"], [",", "or"])
            further = any(item.start == other.end + 1 and item.kind is Kind.PLACE for item in doc._.mentions)
            wide = _is_level(chain, "state") or (closed and not (after[0] == "," and further))
            return other if chain.kind is Kind.PLACE and wide else None
    return _written_state(reader, mention.end + 1)


def _written_state(reader: Reader, start: int) -> Mention | None:
    """The state that is written in short where the article names it in full elsewhere."""
    for end in range(min(start + 3, len(reader.doc)), start, -1):
        state = gazetteer().states.get(reader.doc[start:end].text)
        for index, chain in enumerate(reader.chains):
            if state is not None and chain.kind is Kind.PLACE and state in (chain.label, *chain.alt_labels):
                return Mention(start, end, end - 1, Kind.PLACE, "name", index)
    return None


def _at_place(reader: Reader, mention: Mention, kind: Kind) -> Mention | None:
    head = reader.doc[mention.head]
    places = preposition(head, "in")
    if kind is Kind.FACILITY:
        places += [*preposition(head, "on"), *preposition(head, "near"), *preposition(head, "at")]
    if kind is Kind.ORGANIZATION and mention.form == "name":
        places += [token for token in preposition(head, "of") if token.i >= mention.end]
    places += _described(head)
    for token in places:
        found = reader.at(token)
        if found is not None and reader.chains[found.chain].kind is Kind.PLACE:
            return found.mention
    return _beside_it(reader, mention) if kind in (Kind.ORGANIZATION, Kind.FACILITY) else None


def _beside_it(reader: Reader, mention: Mention) -> Mention | None:
    """The place that opens what is set beside a name ("Dorsey, an Alton, Ill., firm"), or that it is out of."""
    doc, after = reader.doc, mention.end
    if mention.form != "name" or after + 3 >= len(doc) or doc[after].text != ",":
        return None
    opens = doc[after + 1].lower_ in ("a", "an") or doc[after + 1 : after + 3].text.lower() in ("out of", "based in")
    first = after + (2 if doc[after + 1].lower_ in ("a", "an") else 3)
    if not opens:
        return None
    mentions: list[Mention] = doc._.mentions
    for item in mentions:
        if item.start == first and item.chain is not None and item.form == "name":
            chain = reader.chains[item.chain]
            if chain.kind is Kind.PLACE and not _is_level(chain, "county"):
                return item
    return None


def _described(head: Token) -> list[Token]:
    """Places in what is said of a body: "Dorsey, a Dallas-based firm", "is one of three Ohio agencies"."""
    nouns = [head, *(child for child in head.rights if child.dep_ == "appos")]
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        nouns.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += [child for child in head.head.rights if child.dep_ == "attr"] + ones_among(head.head)
    nouns += [token for noun in nouns if noun.lower_ in ("one", "part") for token in preposition(noun, "of")]
    found = [token for noun in nouns if noun != head for token in preposition(noun, "in")]
    based = [child for noun in nouns for child in noun.rights if child.dep_ == "acl" and child.lower_ == "based"]
    found += [token for verb in based for token in preposition(verb, "in")]
    for noun in nouns:
        for child in noun.lefts:
            if child.lower_ == "based":
                found += [token for token in child.lefts if token.pos_ == "PROPN"]
            elif noun != head and child.dep_ in ("compound", "nmod", "amod"):
                found.append(child)
    return found
