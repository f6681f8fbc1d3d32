"""Whom people belong to and what they run for: "Sen. Jo Park, R-Ohio", "a Republican", "is running for governor"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.frames.arguments import Reader
from onrecord.frames.factuality import factuality
from onrecord.frames.holders import BODIES, is_party
from onrecord.frames.paths import conjuncts, preposition, subject
from onrecord.frames.titled import title_start, titled
from onrecord.frames.titles import titles
from onrecord.language.annotations import FactDraft, Mention, TokenRange
from onrecord.record import Factuality

_FAVORED = frozenset({"nominee", "front-runner", "frontrunner"})
"""Who is called so without an office runs for president, where the article speaks of that."""
_SET_BESIDE = frozenset({",", ".", "from", "like", "who"})
"""What may follow a party's word that is set beside names, where it opens no clause of its own."""
_INITIALS = {"R": "Republican Party", "D": "Democratic Party"}


def office_sought(reader: Reader, modifier: str, word: str = "candidate") -> str | None:
    """The office that a candidate is for: named before the word, or the one that the article's contest is for."""
    words = [word for word in modifier.replace("-", " ").split() if word not in ("presumptive", "likely")]
    known = titles().offices
    if words:
        named = known.get(" ".join(words)) or known.get(words[-1])
        return named or titles().known(words[:-1] if words[-1] == word else words)
    said = {
        known[token.lower_]
        for token in reader.doc
        if token.pos_ == "ADJ" and token.lower_ in known and token.head.lemma_.lower() in titles().contests
    }
    if not said and word in _FAVORED and any(token.lower_ in ("presidency", "president") for token in reader.doc):
        said = {"president"}
    return said.pop() if len(said) == 1 else None


def candidacies(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Candidates by what they do: "is running for governor", "campaigning for mayor", "seeks the presidency"."""
    head = reader.doc[mention.head]
    for verb in verbs_of(head):
        offices = preposition(verb, "for") if verb.lemma_ in ("run", "campaign", "stand") else []
        real = factuality(verb) if offices else None
        for noun in offices:
            words = [child.lower_ for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod")] + [noun.lower_]
            sought = titles().offices
            title = sought.get(" ".join(words)) or sought.get(noun.lower_) or titles().known(words)
            if title is not None and real is not None and mention.chain is not None:
                words_at = (min(mention.start, verb.i), noun.i + 1)
                yield FactDraft(
                    mention.chain,
                    "runsFor",
                    None,
                    [words_at],
                    "running",
                    factuality=real,
                    post_title=title,
                    dates=reader.dates(verb),
                    confidence=0.9,
                )


def campaigns(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Candidates by whose it is: "Park's presidential campaign", "her bid for governor", "seeks re-election"."""
    head = reader.doc[mention.head]
    if mention.chain is None:
        return
    nouns = [head.head] if head.dep_ == "poss" and head.head.lower_ in _CONTESTS else []
    for noun in nouns:
        words = [child.lower_ for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod")]
        for token in preposition(noun, "for"):
            whole = " ".join([*(child.lower_ for child in token.lefts if child.dep_ == "compound"), token.lower_])
            words.append(whole if whole in titles().offices else token.lower_)
        for word in words:
            if word in titles().offices or word in ("governor", "mayor", "sheriff", "president", "senator"):
                yield _running(mention, titles().offices.get(word, word), (mention.start, noun.i + 1))
    for verb in verbs_of(head):
        again = [token for token in verb.subtree if token.i > verb.i and _is_reelection(token)]
        real = factuality(verb) if again else None
        if real is not None and verb.lemma_ in ("seek", "be", "face", "win", "run"):
            title = _own_post(reader, mention)
            if title is not None:
                fact = _running(mention, title, (min(mention.start, verb.i), again[0].i + 1))
                fact.factuality = real
                yield fact


_CONTESTS = frozenset({"bid", "campaign", "candidacy", "run", "nomination", "candidate"})


def _is_reelection(token: Token) -> bool:
    if token.lower_ in ("reelection", "re-election"):
        return True
    return token.lower_ == "election" and token.i > 1 and token.doc[token.i - 2].lower_ == "re"


def _running(mention: Mention, title: str, words: TokenRange) -> FactDraft:
    chain = mention.chain if mention.chain is not None else -1
    return FactDraft(chain, "runsFor", None, [words], "running", post_title=title, confidence=0.8)


def _own_post(reader: Reader, mention: Mention) -> str | None:
    """The one post that the article gives the person: what one who seeks re-election runs for."""
    held = {said.title for said in titled(reader) if said.person == mention.chain}
    return held.pop() if len(held) == 1 else None


def verbs_of(head: Token) -> list[Token]:
    """The verbs whose subject the token is, those that share or take over the subject included."""
    first = [head.head] if head.dep_ == "nsubj" else []
    first += [child for child in head.rights if child.dep_ in ("relcl", "acl")]
    found = list(first)
    for verb in first:
        found += conjuncts(verb)
        found += [child for child in verb.rights if child.dep_ == "xcomp"]
    return [verb for verb in found if head in subject(verb)]


def belonging(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """The body right behind a name and an "of" or "with": "Jo Park of the Harbor Foundation"."""
    doc, place = reader.doc, mention.end
    if mention.form != "name" or mention.chain is None or place + 1 >= len(doc):
        return
    if doc[place].lower_ not in ("of", "with") or (doc[place].lower_ == "with" and not _is_aside(reader, mention)):
        return
    first = place + (2 if doc[place + 1].lower_ in ("the", "a") else 1)
    found = [item for item in doc._.mentions if item.start == first and item.chain is not None]
    for item in sorted(found, key=lambda item: item.start - item.end)[:1]:
        body = reader.chains[item.chain]
        if item.form == "name" and body.kind in BODIES and not is_party(reader, item.chain):
            yield FactDraft(
                mention.chain, "memberOf", item.chain, [(mention.start, item.end)], "belonging", confidence=0.85
            )


def _is_aside(reader: Reader, mention: Mention) -> bool:
    """Whether the name is that of a speaker or set beside something, so that no verb takes its "with"."""
    doc = reader.doc
    before = doc[mention.start - 1] if mention.start else None
    return before is not None and (before.lower_ in ("said", "says", "to") or before.text == ",")


def affiliations(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Memberships of parties: "R-Ohio", "(D-N.Y.)", "Republican Sen. X", "Democrat X", "X, a Republican"."""
    chain = mention.chain
    if mention.form == "name":
        found = _initial(reader, mention) or _affiliation(reader, mention)
    else:
        found = _beside(reader, mention) if mention.form == "description" else None
    found = found or _jointly(reader, mention) or _likened(reader, mention)
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
    start = title_start(reader, mention)
    for place in range(mention.start - 1, start - 1, -1):
        if doc[place].lower_ in parties:
            return parties[doc[place].lower_], (place, mention.end)
    return _beside(reader, mention)


def _beside(reader: Reader, mention: Mention) -> tuple[str, TokenRange] | None:
    """A party's word in what is set beside the mention: "Jo Park, a Marlow Democrat", "the governor, a Republican"."""
    parties = titles().parties
    head = reader.doc[mention.head]
    nouns = [child for child in head.rights if child.dep_ == "appos"]
    nouns += [further for noun in nouns for further in conjuncts(noun)]
    nouns += [child for noun in nouns for child in noun.rights if child.dep_ == "appos"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be" and factuality(head.head) is Factuality.ACTUAL:
        nouns += [child for child in head.head.rights if child.dep_ == "attr"]
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
        nouns.append(head.head)
    for noun in nouns:
        for token in (noun, *(child for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod"))):
            both = any(child.lower_ in ("both", "all") for child in noun.lefts)
            if token.lower_ in parties and (both or not token.lower_.endswith("s")):
                return parties[token.lower_], (min(mention.start, token.i), max(mention.end, noun.i + 1))
    return None


def _jointly(reader: Reader, mention: Mention) -> tuple[str, TokenRange] | None:
    """A party's word for several that is set beside them: "Jo Park and Ana Ruiz, both Republicans"."""
    doc, parties = reader.doc, titles().parties
    first = doc[mention.head]
    while first.dep_ == "conj" and first.head.pos_ in ("PROPN", "PRON"):
        first = first.head
    joined = [token for token in (first, *conjuncts(first)) if token.lower_ not in parties]
    if len(joined) < 2:
        return None
    before = first.head
    if first.dep_ == "appos" and before.lower_ in parties and before.tag_ in ("NNS", "NNPS"):
        return parties[before.lower_], (before.i, max(mention.end, first.i + 1))
    behind = doc[joined[-1].i + 1 : joined[-1].i + 5]
    words = [token for token in behind if token.lower_ not in ("both", "all")]
    if len(words) < 3 or words[0].text != "," or words[1].lower_ not in parties or not words[1].lower_.endswith("s"):
        return None
    counted = len(words) < len(behind)
    if not counted and words[2].lower_ not in _SET_BESIDE:
        return None
    return parties[words[1].lower_], (mention.start, words[1].i + 1)


def _likened(reader: Reader, mention: Mention) -> tuple[str, TokenRange] | None:
    """A party's word whose example is named: "a Democrat like Jo Park", "Republicans like the sheriff"."""
    head = reader.doc[mention.head]
    like = head.head
    if head.dep_ != "pobj" or like.lower_ != "like" or like.head.lower_ not in titles().parties:
        return None
    noun = like.head
    return (titles().parties[noun.lower_], (noun.i, mention.end)) if noun.i == like.i - 1 else None
