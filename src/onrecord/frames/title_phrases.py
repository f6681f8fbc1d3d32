"""Titles that are noun phrases, with the body, the place and the office that their words name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.frames.arguments import Reader
from onrecord.frames.factuality import weaker
from onrecord.frames.holders import Said, held, is_body, people, stretch_words
from onrecord.frames.paths import conjuncts, possessor, preposition
from onrecord.frames.titles import titles
from onrecord.language.annotations import Mention
from onrecord.record import Factuality, Kind

_LONGEST_FIELD = 3
_INSIDE = frozenset({"of", "for", "at", "with", "in", "to", "on"})


def phrase(reader: Reader, mention: Mention, noun: Token, real: Factuality) -> Iterator[Said]:
    """The title that a noun phrase is, and the body in it."""
    match = _title_at(reader, noun)
    if match is None or mention.chain is None:
        return
    place, title = match
    if title.rpartition(" ")[2] in titles().candidates:
        if possessor(noun):
            return  # "Ruiz's nominee" is named for a post and runs for none.
        office = _sought_by(noun) or (office_before(reader.doc, place) if title in titles().candidates else [])
        title = " ".join([*office, title])
    joint = _fused(reader, noun, title)
    behind = _complements(reader, noun)
    if joint is not None:
        title = f"{title} and {joint[1]}"
    charge = _in_charge(noun)
    body, last = _body_of(reader, [*behind, *(_complements(reader, joint[0]) if joint else []), *_preps(charge)])
    title = _whole(reader, title, noun)
    partial = False
    if body is None:
        before = [child for child in noun.lefts if child.dep_ in ("compound", "nmod", "amod")]
        owners = possessor(noun) + [child for child in before if child.lower_ not in titles().dropped]
        found = [argument for argument in map(reader.at, owners) if argument and is_body(reader, argument)]
        body = found[0].chain if found else None
        partial = any(possessor(target) for target in preposition(noun, "of"))
    region = _region_of(reader, noun)
    end = max(token.i for token in (noun, *charge)) + 1
    words_at = (min(mention.start, noun.left_edge.i), max(mention.end, end, last))
    real = weaker(real, held(reader.doc, noun.left_edge.i, end))
    yield Said(mention.chain, title, body, words_at, noun, real, region, _is_owned(reader, noun), partial)


def apart(reader: Reader, noun: Token) -> list[Token]:
    """Titles of the same person beside the noun's, each a post of its own: "a lawyer and former clerk of the court"."""
    match = _title_at(reader, noun)
    fused = _fused(reader, noun, match[1]) if match is not None else None
    named = {item.start for item in people(reader) if item.form == "name"}
    return [token for token in conjuncts(noun) if (fused is None or token != fused[0]) and token.i + 1 not in named]


def office_before(doc: Doc, place: int) -> list[str]:
    """What is said right before a bare "candidate" of the office: "Senate candidate", "district court nominee"."""
    lexicon = titles()
    for words in (doc[max(place - 2, 0) : place], doc[max(place - 1, 0) : place]):
        if words.text.lower() in lexicon.offices:
            return [words.text.lower()]
    hyphened = doc[max(place - 2, 0)].text == "-"  # "a top-tier contender"
    of_people = lexicon.dropped | lexicon.modifiers | lexicon.unsought | set(lexicon.parties)
    return [
        word.lower_
        for word in doc[max(place - 1, 0) : place]
        if not hyphened
        and word.lower_ not in of_people
        and (word.pos_ in ("NOUN", "PROPN") or word.lower_ in lexicon.fields)
    ]


def _title_at(reader: Reader, noun: Token) -> tuple[int, str] | None:
    """The title that the noun and the words right before it are, and where it begins."""
    written = stretch_words(reader, noun.i - len(_title_words(reader, noun)), noun.i + 1)
    match = titles().suffix([text for _, text in written])
    return None if match is None else (written[match[0]][0], match[1])


def _fused(reader: Reader, noun: Token, title: str) -> tuple[Token, str] | None:
    """The noun and the title that make one post with the title before: "director and CEO", "founder and president"."""
    named = {item.start for item in people(reader) if item.form == "name"}
    for other in conjuncts(noun)[:1]:
        within = [child for child in other.lefts if child.dep_ in ("compound", "amod")]
        further = titles().known([*(child.lower_ for child in within), other.lower_])
        if further is None or other.i - noun.i > 4 or other.i + 1 in named or not titles().are_one(title, further):
            continue  # "was president and Prime Minister Jo Park was"
        own = any(child.dep_ == "det" or child.lower_ in titles().dropped for child in other.lefts)
        complement = any(child.dep_ == "prep" and child.i < other.i for child in noun.rights)
        if not own and not complement and _whole(reader, further, other) == further:
            return other, further
    return None


def _is_owned(reader: Reader, noun: Token) -> bool:
    """Whether the words at a title say whose or of what it is, other than a place: "Poe's aide", "host of the show"."""
    behind = [child for child in _complements(reader, noun) if child.lower_ in _INSIDE - {"in"}]
    around = [*possessor(noun), *(inner for child in behind for inner in child.children if inner.dep_ == "pobj")]
    around += [child for child in noun.lefts if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN"]
    found = [reader.at(token) for token in around if token.lower_ not in titles().dropped]
    return any(item is None or reader.chains[item.chain].kind is not Kind.PLACE for item in found)


def _sought_by(noun: Token) -> list[str]:
    """The office behind a candidate: "a candidate for governor", "a candidate in the Senate race".

    Where the words name another thing ("the nominee to lead the bureau"), they are no office, but not the contest's.
    """
    infinitive = any(child.dep_ in ("acl", "relcl") and child.tag_ == "VB" for child in noun.rights)
    if infinitive and noun.lower_ == "nominee":
        return ["to"]
    for target in preposition(noun, "in"):
        words = [child.lower_ for child in target.lefts if child.dep_ in ("amod", "compound", "nmod")]
        if target.lemma_.lower() in titles().contests and (known := [w for w in words if w in titles().offices]):
            return known[-1:]
    for target in preposition(noun, "for"):
        words = [child.lower_ for child in target.lefts if child.dep_ in ("amod", "compound")] + [target.lower_]
        if target.pos_ == "NOUN" and titles().known(words) is not None:
            return words
        if target.lemma_.lower() not in titles().contests:
            whole = " ".join(words[-2:])
            return [whole if whole in titles().offices else target.lower_]
    return []


def _title_words(reader: Reader, noun: Token) -> list[Token]:
    """The words right before the head of a title that belong to it; what is a mention of its own does not."""
    named = {
        place
        for item in reader.doc._.mentions
        if item.chain is not None and item.end <= noun.i and item.form == "name"
        for place in range(item.start, item.end)
    }
    first = noun.i
    while first >= 2 and reader.doc[first - 1].text == "-" and " " not in reader.doc[first - 2 : first].text_with_ws:
        first -= 2  # "co-founder", which the parse may take for three nouns beside the name
    while first > noun.left_edge.i and first - 1 not in named:
        before = reader.doc[first - 1]
        joined = before.dep_ in ("cc", "conj") and before.is_lower and before.head.i >= first - 3
        if before.text != "-" and not joined and before.dep_ not in ("compound", "amod", "nmod", "poss", "case", "dep"):
            break
        if before.lower_ == "'s" and reader.doc[first - 2].lower_ != "state":
            break
        first -= 1
    return list(reader.doc[first : noun.i])


def _region_of(reader: Reader, noun: Token) -> int | None:
    """The place of "the mayor of Marlow", "Marlow's mayor"."""
    for token in (*preposition(noun, "of"), *preposition(noun, "in"), *possessor(noun)):
        found = reader.at(token)
        if found is not None and reader.chains[found.chain].kind is Kind.PLACE:
            return found.chain
    return None


def _in_charge(noun: Token) -> list[Token]:
    """The "charge" of "the special agent in charge"."""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    found = noun.lower_ in titles().in_charge and behind.text.lower() == "in charge"
    return [behind[1]] if found else []


def _whole(reader: Reader, title: str, noun: Token) -> str:
    """Titles that keep what stands behind: "secretary of state", "ambassador to France", "director of nursing"."""
    if _in_charge(noun):
        return f"{title} in charge"
    for word in ("of", "to", "for"):
        for target in preposition(noun, word):
            phrase = reader.doc[target.left_edge.i : target.i + 1].text.lower()
            if title == "ambassador" and word == "to":
                return f"{title} to {target.lower_}"
            if title.endswith("secretary") and word == "of" and not phrase.startswith("the "):
                return f"{title} of {_field(target)}"
            if word == "of" and title.rpartition(" ")[2] in titles().of_fields and _is_field(reader, target):
                return f"{title} of {_field(target)}"
            plain = target.pos_ == "NOUN" and target.tag_ != "NNS" and reader.at(target) is None and " " not in phrase
            if plain and word != "to" and phrase not in titles().leading:
                return f"{title} {word} {phrase}"
    return title


def _is_field(reader: Reader, noun: Token) -> bool:
    """Whether a noun is a field rather than a body: "director of *government affairs*", but not "chief of police"."""
    words = reader.doc[noun.left_edge.i : noun.i + 1]
    plain = all(token.is_lower and token.pos_ in ("NOUN", "ADJ", "PROPN") for token in words)
    return plain and noun.lower_ != "police" and len(words) <= _LONGEST_FIELD and reader.at(noun) is None


def _field(noun: Token) -> str:
    """The words of a field, with what is joined to it: "housing and urban development"."""
    last = noun
    for other in conjuncts(noun):
        plain = all(
            token.is_lower and token.pos_ in ("NOUN", "ADJ", "PROPN", "CCONJ")
            for token in noun.doc[last.i + 1 : other.i + 1]
        )
        if not plain or titles().known([other.lower_]) is not None:
            break
        last = other
    return noun.doc[noun.left_edge.i : last.i + 1].text.lower()


def _preps(nouns: list[Token]) -> list[Token]:
    return [child for noun in nouns for child in noun.rights if child.dep_ == "prep"]


def _complements(reader: Reader, noun: Token) -> list[Token]:
    """The prepositions that go on from a title, of those that the parse hangs on it or on the title before it.

    In "a historian and professor at Rider" the place is the professor's alone; in "founder and owner of the club" it
    is of both.
    """
    joined = conjuncts(noun)
    own = [child for child in _preps([noun]) if _is_of_both(reader, noun) or not _stands_between(noun, child, joined)]
    first = noun.head if noun.dep_ == "conj" else noun
    return own + [child for child in _preps([first]) if first != noun and child.i > noun.i]


def _stands_between(noun: Token, preposition: Token, joined: list[Token]) -> bool:
    return any(noun.i < other.i < preposition.i for other in joined)


def _is_of_both(reader: Reader, noun: Token) -> bool:
    """Whether a title may have its body behind another one: one that leads, not a profession."""
    match = _title_at(reader, noun)
    return match is not None and (titles().leads(match[1]) or match[1].rpartition(" ")[2] in titles().joined)


def _body_of(reader: Reader, prepositions: list[Token]) -> tuple[int | None, int]:
    for child in prepositions:
        if child.lower_ in _INSIDE:
            for target in (inner for inner in child.children if inner.dep_ == "pobj"):
                found = reader.at(target)
                if found is not None and is_body(reader, found):
                    return found.chain, found.mention.end
    return None, 0
