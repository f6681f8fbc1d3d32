"""Posts: "Sheriff Ana Ruiz", "Ana Ruiz, the director of the bureau", "Ruiz was the chair", "Sen. Jo Park, R-Ohio"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.frames.arguments import Argument, Reader
from onrecord.frames.factuality import factuality
from onrecord.frames.paths import conjuncts, possessor, preposition, surface_subject
from onrecord.frames.titles import titles
from onrecord.language.annotations import FactDraft, Mention, TokenRange
from onrecord.record import Factuality, Kind

_PARTIES = {"r": "Republican Party", "d": "Democratic Party"}
_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})
_AFFILIATES = {"republican": "Republican Party", "democrat": "Democratic Party", "democratic": "Democratic Party"}
_BEING = frozenset({"be", "become", "remain", "serve", "work"})
_INSIDE = frozenset({"of", "for", "at", "with", "in", "to", "on"})


@dataclass(frozen=True, slots=True)
class Said:
    """A title said of a person: the words for it, and the body where they name one."""

    person: int
    title: str
    body: int | None
    words: TokenRange
    trigger: Token
    real: Factuality = Factuality.ACTUAL


def find(reader: Reader) -> list[FactDraft]:
    """Every post, and the body that it makes a person head or belong to; memberships of parties."""
    facts: list[FactDraft] = []
    for mention in reader.doc._.mentions:
        if mention.chain is None or reader.chains[mention.chain].kind is not Kind.PERSON:
            continue
        for said in (*_before(reader, mention), *_beside(reader, mention), *_predicated(reader, mention)):
            facts += _facts(reader, said)
        facts += _parties(reader, mention)
    return facts


def _facts(reader: Reader, said: Said) -> Iterator[FactDraft]:
    lexicon = titles()
    body = said.body if said.body is not None else _only_body(reader, said.title)
    common = {"evidence": [said.words], "factuality": said.real, "claimant": reader.claim(said.trigger)}
    if said.title.partition(" ")[0] not in ("nominee", "candidate"):
        yield FactDraft(
            said.person,
            "holdsPost",
            None,
            [said.words],
            "post",
            factuality=said.real,
            post_title=said.title,
            post_body=body,
            confidence=0.9,
        )
    if body is None:
        return
    implied = said.body is None and said.title not in lexicon.heading
    heads = lexicon.leads(said.title) and not implied
    if said.title == "president" and reader.chains[body].kind is Kind.AGENCY and said.body is None:
        return
    predicate = "heads" if heads else "memberOf"
    yield FactDraft(
        said.person,
        predicate,
        body,
        [said.words],
        "post",
        factuality=said.real,
        claimant=common["claimant"],  # type: ignore[arg-type]
        confidence=0.9 if said.body is not None else 0.75,
    )


def _before(reader: Reader, mention: Mention) -> Iterator[Said]:
    """A title before the name, with the body before the title: "FBI Director James Doe"."""
    if mention.form != "name" or mention.chain is None:
        return
    doc, first = reader.doc, mention.start
    start = first
    while start > doc[mention.start].sent.start and _is_of_a_title(doc[start - 1]):
        start -= 1
    # The name's own first words may be the title, where the mention took it in.
    inside = first
    while inside < mention.end - 1 and titles().known([doc[inside].lower_]) is not None:
        inside += 1
    words = [token.text for token in doc[start:inside]]
    match = titles().suffix(words)
    if match is None:
        return
    at, title = match
    place = start + at
    body = _body_before(reader, place)
    yield Said(mention.chain, title, body, (min(start, place), mention.end), doc[mention.head])


def _is_of_a_title(token: Token) -> bool:
    if token.is_punct and token.text not in ("-", "."):
        return False
    if token.lower_ in ("'s", "and", "the", "a", "an") or token.is_space:
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("-", ".") or token.lower_ in titles().full


def _body_before(reader: Reader, place: int) -> int | None:
    """The body whose mention ends where the title begins (words that are dropped, and a possessive, between)."""
    doc = reader.doc
    while place > 0 and (doc[place - 1].lower_ in titles().dropped or doc[place - 1].lower_ in titles().modifiers):
        place -= 1
    if place > 0 and doc[place - 1].lower_ in ("'s", "'"):
        place -= 1
    ending = [item for item in doc._.mentions if item.end == place and item.chain is not None]
    for item in sorted(ending, key=lambda item: item.start):
        if reader.chains[item.chain].kind in _BODIES and not _is_party(reader, item.chain):
            return int(item.chain)
    return None


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
    words_at = (min(mention.start, noun.left_edge.i), max(mention.end, noun.i + 1, last))
    yield Said(mention.chain, title, body, words_at, noun, real)


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


def _only_body(reader: Reader, title: str) -> int | None:
    """The one body of the article that a title is known to belong to ("sheriff": the sheriff's office), if just one."""
    ends = titles().bodies.get(title, ())
    found = [
        index
        for index, chain in enumerate(reader.chains)
        if chain.kind is Kind.AGENCY and any(_ends(chain.label, end) for end in ends)
    ]
    return found[0] if len(found) == 1 else None


def _ends(label: str, words: str) -> bool:
    plain = label.lower().replace("\u2019", "'")
    return plain == words or plain.endswith(" " + words)


def _parties(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Memberships of parties: "R-Ohio", "(D-N.Y.)", "Republican Sen. X", "Democrat X", "X, a Republican"."""
    doc, chain = reader.doc, mention.chain
    if mention.form != "name" or chain is None:
        return
    party: tuple[str, TokenRange] | None = None
    after = mention.end
    if (
        after + 1 < len(doc)
        and doc[after].text in (",", "(")
        and doc[after + 1].text[:2].rstrip("-").lower() in _PARTIES
    ):
        letter = doc[after + 1].text
        dashed = "-" in letter or (after + 2 < len(doc) and doc[after + 2].text in ("-", ")", "–"))
        if dashed and letter[0].isupper():
            party = _PARTIES[letter[0].lower()], (mention.start, min(after + 4, len(doc)))
    start = mention.start
    while party is None and start > 0 and _is_of_a_title(doc[start - 1]):
        start -= 1
        if doc[start].lower_ in _AFFILIATES:
            party = _AFFILIATES[doc[start].lower_], (start, mention.end)
    for child in doc[mention.head].rights:
        if party is None and child.dep_ == "appos" and child.lower_ in _AFFILIATES:
            party = _AFFILIATES[child.lower_], (mention.start, child.i + 1)
    if party is None:
        return
    target = next((i for i, item in enumerate(reader.chains) if item.label == party[0]), None)
    if target is not None and target != chain:
        yield FactDraft(chain, "memberOf", target, [party[1]], "party", confidence=0.9)
