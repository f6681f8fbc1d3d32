"""Posts: "Sheriff Ana Ruiz", "Ana Ruiz, the director of the bureau", "Ruiz was the chair", "Sen. Jo Park, R-Ohio"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.frames.arguments import Argument, Reader
from onrecord.frames.factuality import factuality
from onrecord.frames.paths import conjuncts, possessor, preposition, subject, surface_subject
from onrecord.frames.titles import titles
from onrecord.language.annotations import FactDraft, Mention, TokenRange
from onrecord.record import Factuality, Kind

_INITIALS = {"R": "Republican Party", "D": "Democratic Party"}
_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})
_BEING = frozenset({"be", "become", "remain", "serve", "work"})
_NEAR = 60
"""Tokens between a body and a title that is taken to be in it."""

_INSIDE = frozenset({"of", "for", "at", "with", "in", "to", "on"})


@dataclass(frozen=True, slots=True)
class Said:
    """A title said of a person: the words for it, and the body or the place where they name one."""

    person: int
    title: str
    body: int | None
    words: TokenRange
    trigger: Token
    real: Factuality = Factuality.ACTUAL
    place: int | None = None


def find(reader: Reader) -> list[FactDraft]:
    """Every post, and the body that it makes a person head or belong to; memberships of parties."""
    facts = [fact for said in titled(reader) for fact in _facts(reader, said)]
    for mention in _people(reader):
        facts += _parties(reader, mention)
        facts += _running(reader, mention)
    return facts


def titled(reader: Reader) -> list[Said]:
    """Every title that the text gives a person."""
    return [
        said
        for mention in _people(reader)
        for said in (*_before(reader, mention), *_beside(reader, mention), *_predicated(reader, mention))
    ]


def _people(reader: Reader) -> list[Mention]:
    known = [item for item in reader.doc._.mentions if item.chain is not None]
    return [item for item in known if reader.chains[item.chain].kind is Kind.PERSON]


def _facts(reader: Reader, said: Said) -> Iterator[FactDraft]:
    lexicon = titles()
    modifier, _, last = said.title.rpartition(" ")
    if last in lexicon.candidates:
        office = lexicon.offices.get(modifier.removeprefix("presumptive ").strip())
        if office is not None:
            yield _post(said, "runsFor", office, None)
        return
    body = said.body if said.body is not None else _known_body(reader, said)
    yield _post(said, "holdsPost", said.title, body)
    if body is None:
        return
    own = said.body is not None
    heads = lexicon.leads(said.title) and (own or said.title in lexicon.heading)
    if last == "secretary" and reader.chains[body].kind is not Kind.AGENCY:
        heads = False
    yield FactDraft(
        said.person,
        "heads" if heads else "memberOf",
        body,
        [said.words],
        "post",
        factuality=said.real,
        confidence=0.9 if own else 0.75,
    )


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


def _before(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title before the name, with the body before the title: "FBI Director James Doe"; "Sens. X and Y"."""
    if mention.form != "name" or mention.chain is None:
        return
    doc, inside = reader.doc, mention.start
    start = _title_start(reader, mention)
    # The name's own first word may be a title, where the mention took it in.
    if inside < mention.end - 1 and doc[inside].lower_ in titles().full:
        inside += 1
    # What is a name of its own is no part of the title: "Marlow County" before "Sheriff", "House" before "Speaker".
    named = [item.end for item in doc._.mentions if item.chain not in (None, mention.chain) and item.form == "name"]
    start = max([start, *(end for end in named if end <= mention.start)])
    words = [token.text for token in doc[start:inside]]
    match = titles().suffix(words)
    if match is None:
        return
    place, title = start + match[0], match[1]
    holders = [mention.chain]
    if words[-1].lower() in titles().plural:
        joined = map(reader.at, conjuncts(doc[mention.head]))
        holders += [item.chain for item in joined if item and reader.chains[item.chain].kind is Kind.PERSON]
    body, region = _body_before(reader, place)
    if region is None:
        behind = [found for token in preposition(doc[mention.head], "of") if (found := reader.at(token))]
        region = next((item.chain for item in behind if reader.chains[item.chain].kind is Kind.PLACE), None)
    for holder in holders:
        yield Said(holder, title, body, (min(start, place), mention.end), doc[mention.head], place=region)


def _title_start(reader: Reader, mention: Mention) -> int:
    doc, start = reader.doc, mention.start
    first = doc[mention.start].sent.start
    while start > first and (_is_of_a_title(doc[start - 1]) or _joins_a_title(reader, start - 1)):
        start -= 1
    return start


def _joins_a_title(reader: Reader, place: int) -> bool:
    """Whether an "of" stands inside a title: "secretary of state", "chief of staff"."""
    doc = reader.doc
    return doc[place].lower_ == "of" and place > 0 and doc[place - 1].lower_ in ("secretary", "chief")


def _is_of_a_title(token: Token) -> bool:
    if token.is_punct and token.text not in ("-", "."):
        return False
    if token.lower_ in ("'s", "and", "the", "a", "an") or token.is_space:
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("-", ".") or token.lower_ in titles().full


def _body_before(reader: Reader, place: int) -> tuple[int | None, int | None]:
    """The body, or else the place, whose mention ends where the title begins; words that are dropped may be between."""
    doc = reader.doc
    while place > 0 and (doc[place - 1].lower_ in titles().dropped or doc[place - 1].lower_ in titles().modifiers):
        place -= 1
    if place > 0 and doc[place - 1].lower_ in ("'s", "'"):
        place -= 1
    ending = sorted(
        (item for item in doc._.mentions if item.end == place and item.chain is not None), key=lambda item: item.start
    )
    bodies = [
        item.chain for item in ending if reader.chains[item.chain].kind in _BODIES and not _is_party(reader, item.chain)
    ]
    places = [item.chain for item in ending if reader.chains[item.chain].kind is Kind.PLACE]
    return (bodies[0] if bodies else None), (places[0] if places else None)


def _is_party(reader: Reader, chain: int | None) -> bool:
    return chain is not None and reader.chains[chain].label.endswith("Party")


def _beside(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title set beside the name: "Ana Ruiz, the director and CEO of the bureau"; "the sheriff, Ana Ruiz"."""
    if mention.form != "name" or mention.chain is None:
        return
    head = reader.doc[mention.head]
    beside = [child for child in head.rights if child.dep_ == "appos"]
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
        beside.append(head.head)
    for noun in beside:
        yield from _phrase(reader, mention, noun, Factuality.ACTUAL)
        for further in conjuncts(noun):
            if any(child.dep_ == "det" for child in further.lefts) or further.i - noun.i > 3:
                yield from _phrase(reader, mention, further, Factuality.ACTUAL)


def _predicated(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title that a verb gives: "Ruiz has been the chair of the board since 2019", "Ruiz, who served as clerk"."""
    head = reader.doc[mention.head]
    verbs = [head.head] if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in _BEING else []
    verbs += [child for child in head.rights if child.dep_ == "relcl" and child.lemma_ in _BEING]
    for verb in verbs:
        if reader.doc[mention.head] not in surface_subject(verb):
            continue
        nouns = [child for child in verb.rights if child.dep_ == "attr"] + preposition(verb, "as")
        real = factuality(verb)
        for noun in nouns:
            if real is not None:
                yield from _phrase(reader, mention, noun, real)


def _phrase(reader: Reader, mention: Mention, noun: Token, real: Factuality) -> Iterator[Said]:
    """The title that a noun phrase is, and the body in it."""
    lefts = [child for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod") and child.text != "-"]
    words = [child.text for child in lefts] + [noun.text]
    match = titles().suffix(words)
    if match is None or mention.chain is None:
        return
    title = match[1]
    joint = [token for token in conjuncts(noun) if not any(child.dep_ == "det" for child in token.lefts)]
    for other in joint[:1]:
        named = titles().known(
            [child.lower_ for child in other.lefts if child.dep_ in ("compound", "amod")] + [other.lower_]
        )
        if named is not None and other.i - noun.i <= 4:
            title = f"{title} and {named}"
    body, last = _body_of(reader, [noun, *joint])
    title = _whole(title, noun)
    if body is None:
        owners = possessor(noun) + [token for token in lefts if token.pos_ == "PROPN"]
        found = [argument for argument in map(reader.at, owners) if argument and _is_body(reader, argument)]
        body = found[0].chain if found else None
    region = _region_of(reader, noun)
    words_at = (min(mention.start, noun.left_edge.i), max(mention.end, noun.i + 1, last))
    yield Said(mention.chain, title, body, words_at, noun, real, region)


def _region_of(reader: Reader, noun: Token) -> int | None:
    """The place of "the mayor of Marlow", "Marlow's mayor"."""
    for token in (*preposition(noun, "of"), *preposition(noun, "in"), *possessor(noun)):
        found = reader.at(token)
        if found is not None and reader.chains[found.chain].kind is Kind.PLACE:
            return found.chain
    return None


def _whole(title: str, noun: Token) -> str:
    """Titles that keep what stands behind: "secretary of state", "ambassador to France"."""
    for word in ("of", "to"):
        if title in ("secretary", "ambassador"):
            targets = preposition(noun, word)
            if (
                targets
                and targets[0].ent_type_ not in ("ORG",)
                and (title == "ambassador" or targets[0].lower_ == "state")
            ):
                return f"{title} {word} {targets[0].lower_}"
    return title


def _is_body(reader: Reader, found: Argument) -> bool:
    return reader.chains[found.chain].kind in _BODIES and not _is_party(reader, found.chain)


def _body_of(reader: Reader, nouns: list[Token]) -> tuple[int | None, int]:
    for noun in nouns:
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ in _INSIDE:
                for target in (inner for inner in child.children if inner.dep_ == "pobj"):
                    found = reader.at(target)
                    if found is not None and _is_body(reader, found):
                        return found.chain, found.mention.end
    return None, 0


def _known_body(reader: Reader, said: Said) -> int | None:
    """The body of the article that a title is known to belong to ("sheriff": the sheriff's office).

    Where there are several, the one that is spoken of nearest before the title, in the last two sentences.
    """
    title = said.title.removeprefix("deputy ").removeprefix("county ").removeprefix("city ")
    for words in titles().bodies.get(said.title, titles().bodies.get(title, ())):
        found = [
            index
            for index, chain in enumerate(reader.chains)
            if chain.kind is Kind.AGENCY and any(_is_called(name, words) for name in (chain.label, *chain.alt_labels))
        ]
        if said.place is not None:
            region = reader.chains[said.place].label.lower()
            there = [index for index in found if region in reader.chains[index].label.lower()]
            if len(there) == 1:
                return there[0]
        if len(found) == 1:
            return found[0]
        if found:
            return _nearest(reader, found, said.words[0])
    return None


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
    return plain == words or plain.endswith(f" {words}") or plain.startswith(f"{words} of ")


def _running(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Candidates by what they do: "is running for governor", "campaigning for mayor", "seeks the presidency"."""
    head = reader.doc[mention.head]
    for verb in _verbs_of(head):
        offices = preposition(verb, "for") if verb.lemma_ in ("run", "campaign", "stand") else []
        real = factuality(verb) if offices else None
        for noun in offices:
            words = [child.lower_ for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod")] + [noun.lower_]
            title = titles().offices.get(noun.lower_) or titles().known(words)
            if title is not None and real is not None and mention.chain is not None:
                said = Said(mention.chain, title, None, (min(mention.start, verb.i), noun.i + 1), verb, real)
                yield _post(said, "runsFor", title, None)


def _verbs_of(head: Token) -> list[Token]:
    """The verbs whose subject the token is, those that share or take over the subject included."""
    first = [head.head] if head.dep_ == "nsubj" else []
    first += [child for child in head.rights if child.dep_ in ("relcl", "acl")]
    found = list(first)
    for verb in first:
        found += conjuncts(verb)
        found += [child for child in verb.rights if child.dep_ == "xcomp"]
    return [verb for verb in found if head in subject(verb)]


def _parties(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Memberships of parties: "R-Ohio", "(D-N.Y.)", "Republican Sen. X", "Democrat X", "X, a Republican"."""
    chain = mention.chain
    found = None if mention.form != "name" else _initial(reader, mention) or _affiliation(reader, mention)
    if found is None or chain is None:
        return
    target = next((i for i, item in enumerate(reader.chains) if item.label == found[0]), None)
    if target is not None and target != chain:
        yield FactDraft(chain, "memberOf", target, [found[1]], "party", confidence=0.9)


def _initial(reader: Reader, mention: Mention) -> tuple[str, TokenRange] | None:
    """A party's initial behind the name."""
    doc, after = reader.doc, mention.end
    if after + 1 >= len(doc) or doc[after].text not in (",", "("):
        return None
    letter = doc[after + 1].text
    dashed = "-" in letter or (after + 2 < len(doc) and doc[after + 2].text in ("-", ")", "\u2013"))
    if not dashed or letter[:2].rstrip("-") not in _INITIALS:
        return None
    return _INITIALS[letter[0]], (mention.start, min(after + 4, len(doc)))


def _affiliation(reader: Reader, mention: Mention) -> tuple[str, TokenRange] | None:
    """A party's word before the name, in its title, or set beside it."""
    doc, parties = reader.doc, titles().parties
    start = _title_start(reader, mention)
    for place in range(mention.start - 1, start - 1, -1):
        if doc[place].lower_ in parties:
            return parties[doc[place].lower_], (place, mention.end)
    head = doc[mention.head]
    nouns = [child for child in head.rights if child.dep_ == "appos"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be" and factuality(head.head) is Factuality.ACTUAL:
        nouns += [child for child in head.head.rights if child.dep_ == "attr"]
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        nouns.append(head.head)
    for noun in nouns:
        for token in (noun, *(child for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod"))):
            if token.lower_ in parties and not token.lower_.endswith("s"):
                return parties[token.lower_], (min(mention.start, token.i), max(mention.end, noun.i + 1))
    return None
