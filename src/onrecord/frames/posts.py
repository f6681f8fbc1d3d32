"""Posts: "Sheriff Ana Ruiz", "Ana Ruiz, the director of the bureau", "Ruiz was the chair", "Sen. Jo Park, R-Ohio"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.frames import contests, counted, listed
from onrecord.frames.affiliations import affiliations, belonging, campaigns, candidacies, office_sought
from onrecord.frames.arguments import Reader
from onrecord.frames.chambers import may_sit_in
from onrecord.frames.holders import BODIES, Said, is_party, people
from onrecord.frames.paths import possessor
from onrecord.frames.titled import titled
from onrecord.frames.titles import titles
from onrecord.language.annotations import FactDraft
from onrecord.language.hypernyms import AGENCY_WORDS
from onrecord.record import Factuality, Kind

_NEAR = 60
"""Tokens between a body and a title that is taken to be in it."""


_SORTS = {
    **dict.fromkeys(("company", "firm", "group", "campaign", "union", "hospital", "utility"), (Kind.ORGANIZATION,)),
    **dict.fromkeys(("department", "agency", "bureau", "office"), (Kind.AGENCY,)),
}
"""What a word before a title says of the body that the post is in ("a company spokesman")."""


_OF_ADMINISTRATIONS = frozenset({"president", "governor", "mayor"})
_OF_STATES = frozenset({"legislature", "general assembly"})
_FEDERAL = frozenset({"Congress", "U.S. Senate", "U.S. House", "U.S. House of Representatives"})
_LEVELS = frozenset({"city", "county", "state", "town", "village"})
_BODIES_OF_FIELDS = AGENCY_WORDS | {
    "board",
    "council",
    "ministry",
    "court",
    "committee",
    "institute",
    "foundation",
    "association",
    "health",
}
"""What a body is called that a title's field may be that of ("the labor commissioner")."""


def find(reader: Reader) -> list[FactDraft]:
    """Every post, and the body that it makes a person head or belong to; memberships of parties."""
    lists = list(listed.lists(reader))
    found = [*titled(reader), *listed.titles_of(reader, lists)]
    every = [_as_elsewhere(said, found) for said in found]
    facts = [fact for said in every for fact in _facts(reader, said, _body(reader, said, every))]
    for mention in people(reader):
        facts += affiliations(reader, mention)
        facts += candidacies(reader, mention)
        facts += campaigns(reader, mention)
        facts += belonging(reader, mention)
    facts += listed.find(reader, lists)
    return [*facts, *counted.find(reader, every, facts), *contests.find(reader, every, facts)]


def _as_elsewhere(said: Said, every: Sequence[Said]) -> Said:
    """The title with the body that the article names beside the same title of the same person elsewhere.

    "Harbor Commission Chairman Ana Ruiz" says what "Chairman Ruiz" is the chairman of.
    """
    if said.body is not None or said.title not in titles().bodies.keys() | titles().internal:
        return said
    same = {other.body for other in every if (other.person, other.title) == (said.person, said.title)} - {None}
    return replace(said, body=same.pop()) if len(same) == 1 else said


def _body(reader: Reader, said: Said, every: Sequence[Said]) -> int | None:
    """The body that a title is in: the one named with it, or one of the article that is known to have such a post."""
    if said.body is not None:
        return said.body
    own = [other for other in every if other.person == said.person and other.place is not None]
    homes = {reader.chains[other.place].label.lower() for other in own if other.place is not None}
    body = _known_body(reader, said, homes)
    return body if body is None or may_sit_in(reader, said, body, every) else None


def _facts(reader: Reader, said: Said, body: int | None) -> Iterator[FactDraft]:
    """What a title says of its holder, and of the body that it is in, where one is known."""
    lexicon = titles()
    if said.real is Factuality.POSSIBLE:
        return  # "should be their next president"
    modifier, _, last = said.title.rpartition(" ")
    if last in lexicon.candidates:
        office = office_sought(reader, modifier, last)
        if office is not None:
            yield _post(said, "runsFor", office, None)
        return
    focus = _body_in_focus(reader, said) if body is None else None
    body = body if focus is None else focus
    if body is None and said.place is None and lexicon.is_vague(said.title) and not _is_retained(reader, said):
        return
    if body is None and not said.owned and said.title in lexicon.loose:
        return
    if body is not None and reader.chains[body].label.lower() in _LEVELS:
        body = None  # "the city" that no name tells
    if said.title not in lexicon.ties and not (said.one_of and last == "member"):
        yield _post(said, "holdsPost", said.title, body)
    if body is None:
        return
    own = said.body is not None
    by_itself = said.title in lexicon.heading or bool(lexicon.subject(said.title))
    leads = not (said.one_of or said.partial) and lexicon.leads(said.title, reader.chains[body].label)
    heads = leads and (own or by_itself or focus is not None)
    if last == "secretary" and reader.chains[body].kind is not Kind.AGENCY:
        heads = False
    if reader.chains[body].label.endswith(" administration") and last not in _OF_ADMINISTRATIONS:
        heads = False  # The secretary of a department in the Poe administration does not head it.
    yield FactDraft(
        said.person,
        "heads" if heads else "memberOf",
        body,
        [said.words],
        "post" if focus is None else "post-in-focus",
        factuality=said.real,
        confidence=0.9 if own else 0.75 if focus is None else 0.65,
    )


def _is_retained(reader: Reader, said: Said) -> bool:
    """Whether somebody has the holder for it: "his lawyer, Jo Park", "Ana Ruiz's lawyer, Jo Park"."""
    if said.title.rpartition(" ")[2] not in titles().retained:
        return False
    owners = map(reader.at, possessor(said.trigger))
    return any(owner is not None and owner.chain != said.person for owner in owners)


def _post(said: Said, predicate: str, title: str, body: int | None) -> FactDraft:
    return FactDraft(
        said.person,
        predicate,
        None,
        [said.words],
        "post",
        factuality=said.real,
        post_title=title,
        post_body=body,
        confidence=0.9,
    )


def _known_body(reader: Reader, said: Said, homes: set[str]) -> int | None:
    """The body of the article that a title is known to belong to ("sheriff": the sheriff's office).

    Where there are several, the one that is spoken of nearest before the title, in the last two sentences.
    """
    title = said.title
    for rank in ("deputy ", "associate ", "county ", "city "):
        title = title.removeprefix(rank)
    federal = any(token.text == "U.S." for token in reader.doc[max(said.words[0] - 1, 0) : said.words[1]])
    bodies = titles().bodies.get(said.title, titles().bodies.get(title, ()))
    called = [_bodies_called(reader, words) for words in bodies if not (federal and words in _OF_STATES)]
    if title in titles().chambers:
        called = [[index for found in called for index in found]]
    for found in called:
        if said.place is not None:
            region = reader.chains[said.place].label.lower()
            there = [index for index in found if region in reader.chains[index].label.lower()]
            if len(there) == 1:
                return there[0]
        found = [index for index in found if not _is_elsewhere(reader.chains[index].label, homes)]
        if len(found) == 1:
            return found[0]
        if found:
            return _nearest(reader, found, said.words[0])
    return _body_for(reader, said)


def _is_elsewhere(name: str, homes: set[str]) -> bool:
    """Whether a state may be another than the holder's: "Gov. Jo Park" may be any state's; a title may say which."""
    return name.lower().startswith("state of ") and not any(home in name.lower() for home in homes)


def _body_in_focus(reader: Reader, said: Said) -> int | None:
    """The body spoken of last, in this sentence or the one before: "The agency balked. Director Jo Park said ..."."""
    doc, place = reader.doc, said.words[0]
    named = doc[place - 1].pos_ == "PROPN" and doc[place].pos_ != "DET"
    owned = any(token.dep_ == "poss" and token.tag_ != "PRP$" for token in said.trigger.lefts)
    if said.title not in titles().internal or said.place is not None or named or owned or _goes_on(reader, said):
        return None
    sort = next((kind for token in doc[slice(*said.words)] for kind in _SORTS.get(token.lower_, ())), None)
    sentence = doc[place].sent
    first = doc[sentence.start - 1].sent.start if sentence.start else 0
    best: tuple[int, int] | None = None
    for item in doc._.mentions:
        if item.chain is None or not first <= item.start < place or item.end > place:
            continue
        if reader.chains[item.chain].kind in BODIES and not is_party(reader, item.chain):
            fits = doc[item.head].dep_ in ("nsubj", "nsubjpass", "agent") if sort is None else True
            if fits and sort in (None, reader.chains[item.chain].kind):
                best = (item.start, item.chain)
    return best[1] if best else None


def _goes_on(reader: Reader, said: Said) -> bool:
    """Whether words behind the title name its body, be it one that the mentions lack ("director of One Marlow Now")."""
    behind = reader.doc[said.trigger.i + 1 : said.trigger.i + 3]
    return len(behind) > 1 and behind[0].lower_ in ("of", "for", "at", "with")


def _bodies_called(reader: Reader, words: str) -> list[int]:
    if words in _OF_STATES and any(chain.label in _FEDERAL for chain in reader.chains):
        return []  # A senator may be of Congress as well.
    return [
        index
        for index, chain in enumerate(reader.chains)
        if chain.kind is Kind.AGENCY and any(_is_called(name, words) for name in (chain.label, *chain.alt_labels))
    ]


def _body_for(reader: Reader, said: Said) -> int | None:
    """The one body whose name has what the title is for: "Labor Commissioner", "the Department of Labor"."""
    subject = titles().subject(said.title)
    if not subject:
        return None
    found = [
        index
        for index, chain in enumerate(reader.chains)
        if chain.kind in BODIES
        and not is_party(reader, index)
        and set(subject) <= (words := set(chain.label.lower().replace(",", "").split()))
        and (len(subject) > 1 or words & _BODIES_OF_FIELDS)
    ]
    return found[0] if len(found) == 1 else None


def _nearest(reader: Reader, chains: list[int], place: int) -> int | None:
    best: tuple[int, int] | None = None
    for chain in chains:
        for index in reader.chains[chain].mentions:
            distance = place - reader.doc._.mentions[index].end
            if 0 <= distance < _NEAR and (best is None or distance < best[0]):
                best = (distance, chain)
    return None if best is None else best[1]


def _is_called(name: str, words: str) -> bool:
    plain = name.lower().replace("\u2019", "'")
    if "committee" in plain and "committee" not in words:
        return False  # "House of Representatives Committee on Science"
    if words.endswith(" of"):
        return plain.startswith(f"{words} ")
    if words == "house" and plain.endswith("white house"):
        return False
    if plain == words or plain.endswith(f" {words}"):
        return True
    return any(f" {words} {joint} " in f" {plain}" for joint in ("of", "for", "in"))
