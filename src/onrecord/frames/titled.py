"""Titles that the text gives to people: before the name, beside it, by a verb, or behind an "as"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.frames.arguments import Reader
from onrecord.frames.factuality import factuality, weaker
from onrecord.frames.holders import BODIES, Said, held, is_body, is_party, people, stretch_words
from onrecord.frames.name_lists import JOINING, behind_name, names_from
from onrecord.frames.paths import conjuncts, logical_object, preposition, surface_subject
from onrecord.frames.title_phrases import apart, office_before, phrase
from onrecord.frames.titles import titles
from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Mention
from onrecord.record import Factuality, Kind

_BEING = frozenset({"be", "become", "remain", "serve", "work"})
_INSIDE = frozenset({"of", "for", "at", "with", "in", "to", "on"})
_NAMING = frozenset({"appoint", "choose", "elect", "hire", "install", "name", "pick", "promote", "reappoint", "tap"})
_PROPOSING = frozenset({"nominate"})
_HOLDING = frozenset({"act", "continue", "remain", "resign", "retire", "return", "run", "serve", "succeed", "work"})
_OWNING = frozenset({"'s", "its", "the", "their", "whose", "his", "her"})
_LEVELS = frozenset({"a", "an", "the", "its", "their", "his", "her", "our"})


def titled(reader: Reader) -> list[Said]:
    """Every title that the text gives a person."""
    found = []
    for mention in people(reader):
        found += [*_before(reader, mention), *_beside(reader, mention), *_predicated(reader, mention)]
        found += [*_named_as(reader, mention), *_identified(reader, mention), *_called(reader, mention)]
        found += _introduced(reader, mention)
    return found


def title_start(reader: Reader, mention: Mention) -> int:
    """Where the words before a name that may be its title begin."""
    doc, start = reader.doc, mention.start
    while start > 0 and (_is_of_a_title(doc[start - 1]) or _joins_a_title(reader, start - 1)):
        stop = doc[start - 1].text == "." and not _is_abbreviated(reader, start - 1)
        if stop or (doc[start].is_sent_start and not _is_short_title(doc[start - 1])):
            break
        start -= 1
    return start


def _is_short_title(token: Token) -> bool:
    """Whether a period belongs to a title, so that no sentence ends with it ("Sgt.")."""
    return token.text == "." or (token.text.endswith(".") and token.lower_ in titles().full)


def _is_abbreviated(reader: Reader, place: int) -> bool:
    return place > 0 and f"{reader.doc[place - 1].lower_}." in titles().full


def _before(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title before the name, with the body before the title: "FBI Director James Doe"; "Sens. X and Y"."""
    if mention.form != "name" or mention.chain is None:
        return
    doc, inside = reader.doc, mention.start
    start = title_start(reader, mention)
    real = held(doc, start, mention.end)
    # The name's own first words may be a title, where the mention took them in.
    before = titles().suffix([text for _, text in stretch_words(reader, start, mention.start)])
    for end in range(mention.end - 1, mention.start, -1):
        known = titles().known([token.lower_ for token in doc[mention.start : end]])
        if known is not None and before is None and not _is_given_name(doc, mention, end):
            inside = end
            break
    # What is a name of its own is no part of the title: "Marlow County" before "Sheriff", "House" before "Speaker".
    named = [item.end for item in doc._.mentions if item.chain not in (None, mention.chain) and item.form == "name"]
    start = max([start, *(end for end in named if end <= mention.start)])
    placed = stretch_words(reader, start, inside)
    match = titles().suffix([text for _, text in placed])
    if match is None:
        return
    place, title = placed[match[0]][0], match[1]
    if title in titles().candidates:
        title = " ".join([*office_before(doc, place), title])
    several = " ".join(text.lower() for _, text in placed[match[0] :]) in titles().plural
    names = [mention, *(_further(reader, mention) if several else [])]
    holders = {name.chain: name.end for name in reversed(names) if name.chain is not None}
    body, region = _body_before(reader, place)
    owned = _is_owned_before(reader, place)
    if body is None:
        body = _body_behind(reader, mention)
    if region is None:
        behind = [found for token in preposition(doc[mention.head], "of") if (found := reader.at(token))]
        region = next((item.chain for item in behind if reader.chains[item.chain].kind is Kind.PLACE), None)
    for holder, last in holders.items():
        yield Said(holder, title, body, (min(start, place), last), doc[mention.head], real, region, owned)
    earlier = titles().suffix([text for _, text in placed[: match[0]]])
    if earlier is not None and earlier[1] not in titles().vague:  # "FBI Director Gen. Jo Park"
        first = placed[earlier[0]][0]
        body, region = _body_before(reader, first)
        yield Said(mention.chain, earlier[1], body, (min(start, first), mention.end), doc[mention.head], real, region)


def _further(reader: Reader, first: Mention) -> list[Mention]:
    """The other names behind a title for several: "Sens. Jo Park and Ana Ruiz"."""
    joined = [item.mention for item in map(reader.at, conjuncts(reader.doc[first.head])) if item]
    return [name for name in (*joined, *_listed_behind(reader, first)) if name.kind is Kind.PERSON]


def _listed_behind(reader: Reader, first: Mention) -> list[Mention]:
    """The names that go on from the first, each with its state: "Sens. Jo Park of Ohio and Ana Ruiz of Iowa"."""
    place = behind_name(reader, first.end)
    stated = reader.doc[first.end : first.end + 1].text.lower() in ("of", "(")
    stated = stated and reader.doc[place - 1].lower_ in JOINING
    return list(names_from(reader, place)) if stated else []


def _is_given_name(doc: Doc, mention: Mention, end: int) -> bool:
    """Whether what could be a title is the first name of a name of two words: "Dean Park"."""
    first = doc[mention.start]
    return end - mention.start == 1 and mention.end - end == 1 and gazetteer().gender(first.text) is not None


def _is_owned_before(reader: Reader, place: int) -> bool:
    """Whether a name that is no place's, or a title of a work, stands before a post: "Poe press aide Jo Park"."""
    doc, loose = reader.doc, titles().dropped | titles().modifiers
    while place > 0 and (doc[place - 1].lower_ in loose or (doc[place - 1].pos_ == "NOUN" and doc[place - 1].is_lower)):
        place -= 1
    if place == 0 or any(item.kind is Kind.PLACE and item.end == place for item in doc._.mentions):
        return False
    before = doc[place - 1]
    return before.pos_ == "PROPN" or before.is_quote or before.lower_ in _OWNING - {"the"}


def _body_behind(reader: Reader, mention: Mention) -> int | None:
    """The body of "Sgt. Jo Park of the Marlow police"."""
    for word in ("of", "with", "from"):
        for token in preposition(reader.doc[mention.head], word):
            found = reader.at(token)
            if found is not None and is_body(reader, found):
                return found.chain
    return _body_next(reader, mention.end)


def _body_next(reader: Reader, place: int) -> int | None:
    """The body right behind an "of" or "with", where the parse has lost it."""
    doc = reader.doc
    if place + 1 >= len(doc) or doc[place].lower_ not in ("of", "with"):
        return None
    first = place + (2 if doc[place + 1].lower_ == "the" else 1)
    for item in doc._.mentions:
        if item.start != first or item.chain is None or item.form == "pronoun":
            continue
        if reader.chains[item.chain].kind in BODIES and not is_party(reader, item.chain):
            return int(item.chain)
    return None


def _joins_a_title(reader: Reader, place: int) -> bool:
    """Whether an "of" stands inside a title: "secretary of state", "chief of staff"."""
    doc = reader.doc
    if place > 0 and doc[place].lower_ == "in" and doc[place - 1].lower_ in titles().in_charge:
        return place + 1 < len(doc) and doc[place + 1].lower_ == "charge"
    return doc[place].lower_ == "of" and place > 0 and doc[place - 1].lower_ in ("secretary", "chief", "register")


def _is_of_a_title(token: Token) -> bool:
    if token.is_punct and token.text not in ("-", "."):
        return False
    if token.lower_ in ("'s", "and") or token.lower_ in _LEVELS or token.is_space:
        return token.lower_ == "'s" and token.i > 0 and token.doc[token.i - 1].lower_ == "state"
    known = token.lower_ in titles().full or token.lower_.rpartition("-")[2] in titles().coming
    return known or token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("-", ".")


def _body_before(reader: Reader, place: int) -> tuple[int | None, int | None]:
    """The body, or else the place, whose mention ends where the title begins; words that are dropped may be between."""
    doc = reader.doc
    loose = titles().dropped | titles().modifiers
    known = [item for item in doc._.mentions if item.chain is not None and not _is_dropped(reader, item)]
    ends = {item.end for item in known}
    while place > 0 and doc[place - 1].lower_ in loose and place not in ends:
        place -= 1
    if place > 0 and doc[place - 1].lower_ in ("'s", "'"):
        place -= 1
    ending = sorted((item for item in known if item.end == place), key=lambda item: item.start)
    bodies = [
        item.chain for item in ending if reader.chains[item.chain].kind in BODIES and not is_party(reader, item.chain)
    ]
    places = [item.chain for item in ending if reader.chains[item.chain].kind is Kind.PLACE]
    return (bodies[0] if bodies else None), (places[0] if places else None)


def _is_dropped(reader: Reader, mention: Mention) -> bool:
    """Whether the mention is a word that says of what level a post is ("state Rep. Jo Park")."""
    return mention.end - mention.start == 1 and reader.doc[mention.start].lower_ in titles().dropped


def _beside(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title set beside the name: "Ana Ruiz, the director and CEO of the bureau"; "the sheriff, Ana Ruiz"."""
    if mention.form != "name" or mention.chain is None:
        return
    head = reader.doc[mention.head]
    beside = _appositives(head)
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN", "NUM"):
        beside += [head.head, *_governing_noun(head.head)]
    beside = [noun for noun in beside if not _is_the_next_ones(reader, mention, noun) and not _is_listed(noun)]
    beside = [noun for noun in beside if noun.lower_ != "members"]  # "Jo Park, her family members and a lawyer"
    for noun in beside:
        for title in (noun, *apart(reader, noun)):
            yield from phrase(reader, mention, title, Factuality.ACTUAL)
        near = noun.lower_ == "one" and (noun.i < mention.start or noun.i - mention.end <= 1)
        for several in preposition(noun, "of") if near else []:
            for said in phrase(reader, mention, several, Factuality.ACTUAL):
                yield replace(said, one_of=True)


def _is_the_next_ones(reader: Reader, mention: Mention, noun: Token) -> bool:
    """Whether a title belongs to the name right behind it: "Chief of Staff Ana Ruiz, Deputy Chief of Staff Jo Park"."""
    for item in people(reader):
        between = noun.doc[noun.i + 1 : item.start]
        apart = item.form != "name" or item.chain == mention.chain or item.start <= noun.i
        if (
            apart
            or len(between) > 3
            or any(token.is_punct or (token.is_lower and token.lower_ != "of") for token in between)
        ):
            continue
        if not between or (between[0].lower_ == "of" and between[-1].lower_ != "of"):
            return True
    return False


def _is_listed(noun: Token) -> bool:
    """Whether a title stands in a list of titles, the next of which are others: "the mayor, the clerk, Jo Park"."""
    doc, first = noun.doc, noun.left_edge.i
    if first < 3 or doc[first].dep_ != "det" or doc[first - 1].text != ",":
        return False
    before = doc[first - 2]
    within = [token for token in before.lefts if token.dep_ in ("compound", "amod", "nmod")]
    determined = any(child.lower_ in _LEVELS for child in before.lefts)
    return determined and titles().suffix([token.text for token in (*within, before)]) is not None


def _introduced(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title right before a name and a comma, where the name has another: "its chairman, Sen. Jo Park"."""
    doc, start = reader.doc, title_start(reader, mention)
    if mention.form != "name" or start < 3 or start == mention.start or doc[start - 1].text != ",":
        return
    noun = doc[start - 2]
    if noun.tag_ == "NN" and any(token.lower_ in _OWNING for token in doc[max(start - 6, 0) : start - 2]):
        yield from phrase(reader, mention, noun, Factuality.ACTUAL)


def _appositives(noun: Token) -> list[Token]:
    """What is set beside a noun, and beside that ("Ana Ruiz, 46, a lawyer")."""
    found: list[Token] = []
    for child in noun.rights:
        if child.dep_ == "appos":
            found += [child, *_appositives(child)]
    return found


def _governing_noun(noun: Token) -> list[Token]:
    """The noun that the parse hides behind its own complement: "the mayor" in "the mayor of Marlow, Ana Ruiz"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in _INSIDE and noun.head.head.pos_ == "NOUN":
        return [noun.head.head]
    return []


def _predicated(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title that a verb gives: "Ruiz has been the chair of the board since 2019", "Ruiz, who served as clerk"."""
    head = reader.doc[mention.head]
    verbs = [head.head] if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in _BEING else []
    verbs += [child for child in head.rights if child.dep_ == "relcl" and child.lemma_ in _BEING]
    verbs += [verb for first in verbs for verb in conjuncts(first) if verb.lemma_ in _BEING]
    for verb in verbs:
        if reader.doc[mention.head] not in surface_subject(verb):
            continue
        nouns = [child for child in verb.rights if child.dep_ == "attr"]
        real = factuality(verb)
        for noun in (more for first in nouns for more in (first, *apart(reader, first))):
            if real is not None:
                yield from phrase(reader, mention, noun, real)


def _named_as(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title behind "as": "named Ana Ruiz as clerk", "Ruiz, who succeeded Jo Park as mayor"."""
    for verb, holders in _as_verbs(reader.doc[mention.head]):
        real = factuality(verb)
        if real is None or reader.doc[mention.head] not in holders:
            continue
        named = [child for child in verb.rights if child.dep_ == "oprd"] if verb.lemma_ in _NAMING else []
        for noun in (*preposition(verb, "as"), *named):
            planned = Factuality.PLANNED if verb.lemma_ in _PROPOSING else Factuality.ACTUAL
            yield from phrase(reader, mention, noun, weaker(real, planned))


def _as_verbs(head: Token) -> Iterator[tuple[Token, list[Token]]]:
    """Verbs that may give the token a title, each with those who get it."""
    first = [head.head, *(child for child in head.rights if child.dep_ in ("relcl", "acl"))]
    for verb in [*first, *(more for one in first for more in conjuncts(one))]:
        if verb.lemma_ in _NAMING | _PROPOSING:
            yield verb, logical_object(verb)
        elif verb.lemma_ in _HOLDING:
            yield verb, surface_subject(verb)


def _identified(reader: Reader, mention: Mention) -> Iterator[Said]:
    """Who the holder is: "The director is Ana Ruiz"."""
    head = reader.doc[mention.head]
    if mention.form != "name" or head.dep_ != "attr" or head.head.lemma_ != "be":
        return
    real = factuality(head.head)
    for noun in (child for child in head.head.lefts if child.dep_ == "nsubj" and child.pos_ == "NOUN"):
        if real is not None:
            yield from phrase(reader, mention, noun, real)


def _called(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title that a person whom the article names is called by: "the Ohio senator", "the presidential nominee"."""
    if mention.form != "description" or mention.chain is None or not reader.chains[mention.chain].named:
        return
    noun = reader.doc[mention.head]
    if noun.pos_ == "NOUN":
        yield from phrase(reader, mention, noun, Factuality.ACTUAL)
