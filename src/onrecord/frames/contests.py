"""Who stands for an office that no "for" names: "is up for re-election", "is running against the sheriff"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.frames.affiliations import office_sought, verbs_of
from onrecord.frames.arguments import Reader
from onrecord.frames.factuality import factuality
from onrecord.frames.holders import Said, people
from onrecord.frames.paths import conjuncts, logical_object, possessor, preposition
from onrecord.frames.titles import titles
from onrecord.language.annotations import FactDraft, Mention, TokenRange
from onrecord.record import Factuality

_SEEKING = frozenset({"seek", "want", "pursue", "eye"})
_NOMINATED = frozenset({"accept", "chase", "clinch", "pursue", "secure", "seek", "want", "win"})
_LEFT = frozenset({"ex", "former", "late", "then", "retired"})
_DECIDED = frozenset({"accept", "clinch", "secure", "win"})
_FURTHER = frozenset({"another", "second", "third", "fourth", "fifth", "sixth", "new"})
_AGAIN = frozenset({"election", "re-election", "reelection"})
_MONTHS = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december"),
    )
)


def find(reader: Reader, held: list[Said], facts: list[FactDraft]) -> Iterator[FactDraft]:
    """Every candidacy of this sort; `held` are the titles that the article gives to people, `facts` what it says."""
    offices = _offices(reader, held)
    contested = _contested(reader, offices, facts)
    for mention in people(reader):
        if mention.chain is None:
            continue
        head = reader.doc[mention.head]
        verbs = [verb for noun in (head, *_appositives(head)) for verb in verbs_of(noun)]
        yield from _further_terms(mention, head, verbs, offices)
        yield from _opponents(reader, mention, verbs, contested)
        yield from _nominations(reader, mention, verbs)
        yield from _if_elected(mention, head)


def _offices(reader: Reader, held: list[Said]) -> dict[int, str]:
    """The one elective office that each person has; not one that was left ("former Sheriff Ana Ruiz")."""
    every: dict[int, set[str]] = {}
    for said in held:
        left = any(token.lower_ in _LEFT for token in reader.doc[slice(*said.words)])
        if said.title in titles().elective and not left:
            every.setdefault(said.person, set()).add(said.title)
    return {person: next(iter(found)) for person, found in every.items() if len(found) == 1}


def _contested(reader: Reader, offices: dict[int, str], facts: list[FactDraft]) -> dict[int, str]:
    """What whoever stands against a person stands for: what that person runs for, else has, where no other is at stake.

    Against a senator who runs for president nobody runs for the Senate.
    """
    sought = {fact.subject: fact.post_title for fact in facts if fact.predicate == "runsFor" and fact.post_title}
    at_stake = {*sought.values(), office_sought(reader, "", "nominee")} - {None}
    kept = {person: office for person, office in offices.items() if at_stake <= {office}}
    return kept | sought


def _appositives(noun: Token) -> list[Token]:
    return [child for child in noun.rights if child.dep_ == "appos"]


def _running(
    mention: Mention, office: str, words: TokenRange, real: Factuality = Factuality.ACTUAL, confidence: float = 0.8
) -> FactDraft:
    return FactDraft(
        mention.chain if mention.chain is not None else -1,
        "runsFor",
        None,
        [(min(mention.start, words[0]), max(mention.end, words[1]))],
        "contest",
        factuality=real,
        post_title=office,
        confidence=confidence,
    )


def _further_terms(mention: Mention, head: Token, verbs: list[Token], offices: dict[int, str]) -> Iterator[FactDraft]:
    """Who seeks to keep the office: "is seeking a third term", "a Democrat up for re-election"."""
    office = offices.get(mention.chain if mention.chain is not None else -1)
    if office is None:
        return
    for verb in verbs:
        last = _of_a_further_term(verb)
        real = factuality(verb)
        if last is not None and real is not None:
            yield _running(mention, office, (verb.i, last.i + 1), real)
    for noun in _appositives(head):
        last = up_for(noun)
        if last is not None:
            yield _running(mention, office, (noun.i, last.i + 1))


def _of_a_further_term(verb: Token) -> Token | None:
    """The last word of what makes the verb a try to keep an office."""
    if verb.lemma_ in _SEEKING:
        terms = [token for token in logical_object(verb) if _is_further(token)]
        return terms[0] if terms else None
    if verb.lemma_ == "run":
        again = [child for child in verb.rights if child.lower_ == "again"]
        return again[0] if again and not logical_object(verb) and not preposition(verb, "for") else None
    return up_for(verb) if verb.lemma_ in ("be", "come") else None


def _is_further(noun: Token) -> bool:
    """Whether it is a term of office after the first: "a third term", "another four-year term"."""
    return noun.lower_ == "term" and any(child.lower_ in _FURTHER for child in noun.lefts)


def up_for(word: Token) -> Token | None:
    """The last word of "up for re-election", "up for a third term", "up in November" below the word."""
    for child in (token for token in word.rights if token.lower_ == "up"):
        places = [child, word]
        sought = [token for place in places for token in preposition(place, "for")]
        sought += [token for token in child.children if token.dep_ == "pobj"]
        for token in sought:
            if token.lower_ in _AGAIN or _is_further(token):
                return token
        months = [token for place in places for token in preposition(place, "in") if token.lower_ in _MONTHS]
        if months and months[0].i - child.i <= 2:
            return months[0]
    return None


def _opponents(reader: Reader, mention: Mention, verbs: list[Token], offices: dict[int, str]) -> Iterator[FactDraft]:
    """Who stands against somebody in an elective office stands for it: "is running against Sheriff Ana Ruiz"."""
    for verb in verbs:
        rivals = preposition(verb, "against") if verb.lemma_ in ("run", "campaign") else []
        if verb.lemma_ == "challenge" and verb.tag_ == "VBG" and not _to_do_something(verb):
            rivals = [child for child in verb.rights if child.dep_ == "dobj"]
        real = factuality(verb) if rivals else None
        for office, rival in _held_by(reader, rivals, offices):
            if real is not None:
                yield _running(mention, office, (verb.i, rival.i + 1), real)
    head = reader.doc[mention.head]
    nouns = [*_appositives(head), *([head.head] if head.dep_ == "appos" else [])]
    for noun in (token for token in nouns if token.lower_ in ("challenger", "opponent")):
        for office, rival in _held_by(reader, possessor(noun), offices):
            yield _running(mention, office, (rival.i, noun.i + 1))


def _to_do_something(verb: Token) -> bool:
    """Whether it is a dare rather than a contest: "is challenging the mayor to a debate"."""
    return any(child.lower_ in ("to", "over", "on", "about") or child.dep_ == "xcomp" for child in verb.rights)


def _held_by(reader: Reader, words: list[Token], offices: dict[int, str]) -> Iterator[tuple[str, Token]]:
    for word in words:
        found = reader.at(word)
        if found is not None and found.chain in offices:
            yield offices[found.chain], word


def _nominations(reader: Reader, mention: Mention, verbs: list[Token]) -> Iterator[FactDraft]:
    """Whoever a party is to put up: "is seeking the GOP presidential nomination", "won the nomination for governor"."""
    for verb in verbs:
        nouns = logical_object(verb) if verb.lemma_ in _NOMINATED else []
        nouns = [*nouns, *(preposition(verb, "for") if verb.lemma_ in ("run", "campaign", "vie") else [])]
        real = _of_a_candidate(verb)
        for noun in (token for token in nouns if token.lower_ == "nomination"):
            if real is None or mention.chain is None or possessor(noun):
                continue
            words = (verb.i, noun.i + 1)
            office = _office_of(reader, noun)
            if office is not None:
                yield _running(mention, office, words, real)
            for party in _parties_of(reader, noun):
                if real is not Factuality.DENIED:
                    stretch = (min(mention.start, words[0]), max(mention.end, words[1]))
                    yield FactDraft(mention.chain, "memberOf", party, [stretch], "party", confidence=0.8)


def _of_a_candidate(verb: Token) -> Factuality | None:
    """How real it is that somebody is to be nominated: who "will accept" it or has "a path to win" it stands already.

    Who "could win" it may not stand, and who "did not win" it did.
    """
    real = factuality(verb)
    if verb.lemma_ in _DECIDED:
        return Factuality.ACTUAL if real in (Factuality.ACTUAL, Factuality.PLANNED) else None
    return real


def _office_of(reader: Reader, noun: Token) -> str | None:
    """The office of a nomination: before the word, behind a "for", or that of the article's one contest."""
    before = [child.lower_ for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod")]
    named = [titles().offices[word] for word in before if word in titles().offices]
    named += [token.lower_ for token in preposition(noun, "for") if token.lower_ in titles().elective]
    return named[0] if named else office_sought(reader, "", "nominee")


def _parties_of(reader: Reader, noun: Token) -> Iterator[int]:
    """The party whose nomination it is, where the article speaks of it as one."""
    for child in noun.lefts:
        label = titles().parties.get(child.lower_)
        yield from (index for index, chain in enumerate(reader.chains) if label is not None and chain.label == label)


def _if_elected(mention: Mention, head: Token) -> Iterator[FactDraft]:
    """Whom a condition takes to be elected: "if Jo Park is elected governor"; who was elected ran, too, but not now."""
    verb = head.head
    if head.dep_ != "nsubjpass" or verb.lemma_ != "elect" or factuality(verb) is not Factuality.POSSIBLE:
        return
    for noun in (child for child in verb.rights if child.dep_ in ("oprd", "attr", "dobj")):
        for office in (token.lower_ for token in (noun, *conjuncts(noun))):
            if office in titles().elective:
                yield _running(mention, office, (verb.i, noun.i + 1), confidence=0.7)
