"""Who was on which side of a vote: "Jo Park voted no", "the lone no vote", "with Jo Park opposed", "in the majority".

What was voted on stands in the words before, or in the same sentence: the text that the body approved, refused or
ended. Where another decision stands between that names no text ("voted to hire a lawyer"), nobody's side is told.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from spacy.tokens import Token

from onrecord.frames import paths
from onrecord.frames.arguments import Argument, Reader
from onrecord.frames.factuality import factuality
from onrecord.frames.model import Slot
from onrecord.language.annotations import FactDraft, TokenRange
from onrecord.record import Factuality, Kind

_VOTED_ON = frozenset({Kind.LAW, Kind.PROGRAM, Kind.AGREEMENT})
_VOTERS = Slot((("subject",),), kinds=frozenset({Kind.PERSON}))
_IN_FOCUS = Slot((("focus",),), kinds=_VOTED_ON)
_NEAR = 3
"""How many sentences before a vote its decision may stand; the only one that is counted may stand farther off."""
_BEHIND = 4
"""Within how many words of "voted" stands the "no"."""
_LIST = 24
"""Over how many words a list of names behind "with" may go on."""
_SAME_VOTE = frozenset({"measure", "motion", "proposal", "vote"})
"""What passes again in the words that tell the sides: "The motion passed with Jo Park voting no"."""
_BY_THE_WAY = frozenset({"acl", "advcl", "pcomp", "relcl"})
"""Where a decision that names no text is none that a vote can be on ("a draft that was voted down first")."""
_CONFIDENCE, _BY_FOCUS = 0.75, 0.65
_NAMING = frozenset({"NNP", "NNPS", "NN", "NNS", "CC", "POS", "PRP", "PRP$", "DT", "IN", "-LRB-", "-RRB-", ","})


@dataclass(frozen=True, slots=True)
class _Decision:
    """A body's decision: its verb, the body, whether votes are counted, and, if it names a text, that and how."""

    verb: Token
    body: int | None
    counted: bool
    text: Argument | None
    how: str | None


@dataclass(frozen=True, slots=True)
class _Cast:
    """A vote: the word for it, its side ("no", "yes", "majority", "dissent"), who cast it, and what says so."""

    trigger: Token
    side: str
    voters: tuple[Argument, ...]
    words: TokenRange


def find(facts: Iterable[FactDraft], reader: Reader) -> Iterator[FactDraft]:
    """Supports and opposes of each person of whom a vote is told; `facts` say who sits in which body."""
    seats = {(fact.subject, fact.object) for fact in facts if fact.predicate in ("memberOf", "heads")}
    told = [_decided(token, reader) for token in reader.doc if _decides(token, reader)]
    decisions = [one for one in told if one.text is not None or _may_be_voted_on(one)]
    for token in reader.doc:
        for cast in _casts(token, reader):
            yield from _said(cast, decisions, seats, reader)


def _said(
    cast: _Cast, decisions: list[_Decision], seats: Set[tuple[int, int | None]], reader: Reader
) -> Iterator[FactDraft]:
    """The stances that a vote tells, on what was decided."""
    trigger = cast.trigger
    real = factuality(trigger) if trigger.pos_ in ("VERB", "AUX") else Factuality.ACTUAL
    if real is None:
        return
    bodies = {body for voter, body in seats if voter == cast.voters[0].chain}
    decision = _nearest(trigger, [one for one in decisions if _sits_in(one.body, bodies, reader)])
    if decision is not None and decision.text is not None:
        words = [cast.words, reader.stretch(decision.verb, [decision.text])[0]]
        for voter in cast.voters:
            ends = (voter.chain, _stance(cast, decision), decision.text.chain)
            fact = _fact(reader, cast, ends, real, words, _CONFIDENCE)
            yield fact if fact.dates else replace(fact, dates=reader.dates(decision.verb, done=True))
    elif decision is None and (ruling := _ruling(cast, reader)):
        for voter in cast.voters:
            words = [cast.words, (ruling.mention.start, ruling.mention.end)]
            yield _fact(reader, cast, (voter.chain, "opposes", ruling.chain), real, words, _CONFIDENCE)
    elif not decisions and trigger.lemma_ == "vote" and cast.side != "majority":
        stance = "supports" if cast.side == "yes" else "opposes"
        for text in reader.focus(_IN_FOCUS, trigger):
            for voter in cast.voters:
                yield _fact(reader, cast, (voter.chain, stance, text.chain), real, [cast.words], _BY_FOCUS)


def _may_be_voted_on(decision: _Decision) -> bool:
    """Whether a decision that names no text is told as one: a body's, or counted, and not by the way."""
    told = decision.counted or decision.body is not None
    return told and decision.verb.dep_ not in _BY_THE_WAY and bool(paths.subject(decision.verb))


def _sits_in(body: int | None, seats: Set[int | None], reader: Reader) -> bool:
    """Whether the voter may have voted in the body: who sits in the House, also in "the House Rules Committee"."""
    if body is None or not seats or body in seats:
        return True
    words = set(reader.chains[body].label.lower().split())
    return any(set(reader.chains[seat].label.lower().split()) <= words for seat in seats if seat is not None)


def _stance(cast: _Cast, decision: _Decision) -> str:
    """The side as a stance on the text: a no to an end is for what was to end."""
    if cast.side in ("majority", "dissent"):
        for_it = (decision.how == "approving") is (cast.side == "majority")
    else:
        for_it = (cast.side == "yes") is not (decision.how == "ending")
    return "supports" if for_it else "opposes"


def _ruling(cast: _Cast, reader: Reader) -> Argument | None:
    """The court's or the commission's ruling in the sentences before that somebody dissents from."""
    if cast.side != "dissent":
        return None
    sentence = cast.trigger.sent
    for _ in range(_NEAR):
        for token in reversed(sentence):
            ruling = reader.at(token) if token.lower_ in _lexicon()["rulings"] and token.i < cast.trigger.i else None
            if ruling is not None and reader.chains[ruling.chain].kind is Kind.LAW:
                return ruling
        if sentence.start == 0:
            break
        sentence = reader.doc[sentence.start - 1].sent
    return None


def _fact(
    reader: Reader,
    cast: _Cast,
    ends: tuple[int, str, int],
    real: Factuality,
    words: list[TokenRange],
    confidence: float,
) -> FactDraft:
    return FactDraft(
        subject=ends[0],
        predicate=ends[1],
        object=ends[2],
        evidence=words,
        frame="roll-call",
        factuality=real,
        claimant=reader.claim(cast.trigger),
        dates=reader.dates(cast.trigger, done=True),
        confidence=confidence,
    )


# Who voted how.


def _casts(token: Token, reader: Reader) -> Iterator[_Cast]:
    """The votes that this word tells."""
    side = _side_of_verb(token, reader) if token.pos_ in ("VERB", "AUX") else None
    if side is not None:
        voters = _voters(token, reader)
        if voters:
            yield _Cast(token, side, voters, reader.stretch(token, voters)[0])
    elif _is_lone_no(token):
        voters = tuple(voter for voter in map(reader.at, _holders(token)) if voter and _is_person(voter, reader))
        if voters:
            yield _Cast(token, "no", voters, reader.stretch(token, voters)[0])
    elif token.lower_ == "with" or (token.lower_ in ("in", "dissenting") and token.i > token.sent.start):
        yield from _aside(token, reader)


def _voters(verb: Token, reader: Reader) -> tuple[Argument, ...]:
    """Who votes, who does "along with" them, and all names in "commissioners Jo Park and Al Roth voted no"."""
    found = reader.fill(_VOTERS, verb)
    beside = [more for one in paths.subject(verb) for name in paths.appositive(one) for more in paths.conjuncts(name)]
    along = [
        child for child in verb.children if child.lower_ == "with" and child.i and child.nbor(-1).lower_ == "along"
    ]
    beside += [
        more for child in along for one in paths.preposition(verb, "with") for more in (one, *paths.conjuncts(one))
    ]
    named = [voter for token in beside if (voter := reader.at(token)) and _is_person(voter, reader)]
    known = {voter.chain for voter in found}
    return (*found, *(voter for voter in named if voter.chain not in known)) if found else ()


def _side_of_verb(verb: Token, reader: Reader) -> str | None:
    """The side of "voted no", "voted in favor", "cast the lone no vote", "cast the deciding vote", "dissented"."""
    words = _lexicon()
    behind = [token.lower_ for token in verb.doc[verb.i + 1 : min(verb.i + 1 + _BEHIND, verb.sent.end)]]
    if verb.lemma_ == "vote":
        said = [word for word in behind if word.isalpha()][:1]
        if said and said[0] in words["no"] + words["yes"]:
            return "no" if said[0] in words["no"] else "yes"
        return _bare_side(verb)
    if verb.lemma_ == "dissent":
        return "dissent"
    return _side_of_cast(verb, reader) if verb.lemma_ == "cast" else None


def _bare_side(verb: Token) -> str | None:
    """The side of "voted against" and "voted in favor" where no text is named behind."""
    following = verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]
    if following.text.lower().startswith("in favor") and following[-1].lower_ not in ("of",):
        return "yes"
    against = bool(following) and following[0].lower_ == "against" and (len(following) == 1 or following[1].is_punct)
    return "no" if against else None


def _side_of_cast(verb: Token, reader: Reader) -> str | None:
    """The side of "cast the lone no vote", "cast the only vote against the ban", "cast the deciding vote"."""
    words = _lexicon()
    behind = verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]
    vote = next((token for token in behind if token.lemma_ in ("vote", "ballot") and token.pos_ == "NOUN"), None)
    if vote is None:
        return None
    before = {token.lower_.replace("-", "") for token in verb.doc[verb.i + 1 : vote.i]}
    against = vote.i + 1 < len(verb.doc) and vote.nbor().lower_ == "against"
    if against and any(reader.at(token) for token in paths.preposition(vote, "against")):
        return None  # the frame "vote-cast" has it
    if before & {"no", "nay", *words["against"]} or (against and before & {*words["lone"], *words["deciding"]}):
        return "no"
    return "majority" if before & set(words["deciding"]) or "tie-breaking" in behind.text.lower() else None


def _is_lone_no(token: Token) -> bool:
    """Whether the word heads "the lone no", "the only no vote", "the sole dissenter", "one of the two no votes"."""
    words = _lexicon()
    before = [inner.lower_ for inner in token.doc[max(token.i - 4, token.sent.start) : token.i]]
    nearest = [word for word in before if word.isalpha() and word != "vote"][-2:]
    if token.lower_ in ("vote", "votes") and len(nearest) == 2:
        return nearest[1] in (*words["no"], *words["against"]) and nearest[0] in words["lone"]
    if token.lower_ in words["no"]:
        follows = token.nbor().lower_ if token.i + 1 < len(token.doc) else "."
        return bool(nearest) and nearest[-1] in words["lone"] and follows in {",", ".", ";", "in", "on"}
    return token.lemma_.lower() in words["dissenters"] and bool(nearest) and nearest[-1] in words["lone"]


def _holders(noun: Token) -> list[Token]:
    """Who "the lone no" is: what stands beside it, or the other side of "was"."""
    found = [*paths.holder(noun), *(more for one in paths.appositive(noun) for more in paths.conjuncts(one))]
    if noun.dep_ == "nsubj" and noun.head.lemma_ in ("be", "come"):
        found += [child for child in noun.head.rights if child.dep_ == "attr"]
    if noun.dep_ == "appos" and noun.head.dep_ == "appos":
        found.append(noun.head.head)  # "Jo Park, the lone no": the parse sets "lone" between the two
    return found


def _aside(token: Token, reader: Reader) -> Iterator[_Cast]:
    """The sides told behind "with": "with Jo Park opposed", "with Jo Park and Al Roth in the majority"."""
    doc, end = reader.doc, min(token.i + _LIST, token.sent.end)
    if token.lower_ == "in" and token.i + 1 < end and token.nbor().lower_ == "dissent":
        yield from _in_dissent(token, reader)
    if token.lower_ != "with":
        return
    voters: list[Argument] = []
    for place in range(token.i + 1, end):
        side = _side_at(doc[place])
        if side is not None:
            if voters:
                yield _Cast(token, side, tuple(voters), (token.i, place + len(_phrase_at(doc[place]).split())))
            return
        if doc[place].tag_ not in _NAMING:
            return
        voter = reader.at(doc[place])
        if voter is not None and _is_person(voter, reader) and voter.chain not in {one.chain for one in voters}:
            voters.append(voter)


def _in_dissent(token: Token, reader: Reader) -> Iterator[_Cast]:
    """Jo Park in "Jo Park, in dissent, wrote"."""
    head = token.head
    whom = [head] if head.pos_ in ("PROPN", "NOUN") else paths.surface_subject(head)
    voters = tuple(voter for one in whom if (voter := reader.at(one)) and _is_person(voter, reader))
    if voters:
        yield _Cast(token, "dissent", voters, reader.stretch(token.nbor(), voters)[0])


def _side_at(token: Token) -> str | None:
    """The side that the words from here tell."""
    phrase = _phrase_at(token)
    return next((side for side, phrases in _lexicon()["aside"].items() if phrase in phrases), None)


def _phrase_at(token: Token) -> str:
    """The longest of the known phrases that begins at this word, or nothing."""
    known = {phrase for phrases in _lexicon()["aside"].values() for phrase in phrases}
    for length in (3, 2, 1):
        words: str = token.doc[token.i : min(token.i + length, token.sent.end)].text.lower()
        if words in known:
            return words
    return ""


# What was decided.


def _nearest(trigger: Token, decisions: list[_Decision]) -> _Decision | None:
    """The decision that a vote was on: in its sentence, else the last before it; from afar, the one that is counted."""
    own = [one for one in decisions if one.verb.sent == trigger.sent and one.verb != trigger]
    before = [one for one in own if one.verb.i < trigger.i]
    if own:
        return before[-1] if before else own[0]
    before = [one for one in decisions if one.verb.i < trigger.i]
    if before and _sentences_between(before[-1].verb, trigger) <= _NEAR:
        return before[-1]
    counted = [one for one in before if one.counted]
    texts = {None if one.text is None else one.text.chain for one in counted}
    return counted[-1] if len(texts) == 1 else None


def _sentences_between(one: Token, other: Token) -> int:
    return sum(1 for token in one.doc[one.i : other.i] if token.is_sent_start)


def _decides(verb: Token, reader: Reader) -> bool:
    """Whether the verb tells a decision of a body: not of one person, and done."""
    how = _how(verb)
    if verb.pos_ != "VERB" or (how is None and verb.lemma_ != "vote") or (how == "ending" and verb.dep_ == "xcomp"):
        return False
    if verb.dep_ in ("xcomp", "amod") or _side_of_verb(verb, reader) is not None:
        return False
    subjects = paths.surface_subject(verb)
    if any(one.lemma_ in _SAME_VOTE and not reader.at(one) and not paths.infinitive(one) for one in subjects):
        return False
    actors = [actor for one in paths.subject(verb) if (actor := reader.at(one))]
    if any(_is_person(actor, reader) or reader.chains[actor.chain].kind is Kind.ORGANIZATION for actor in actors):
        return False
    return verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") and factuality(verb) in (Factuality.ACTUAL, Factuality.DENIED)


def _decided(verb: Token, reader: Reader) -> _Decision:
    """What it is about: "approved the plan", "voted to end the contract", "the motion to adopt the bill passed"."""
    act, how = verb, _how(verb)
    if verb.lemma_ == "vote":
        acts = [inner for inner in paths.infinitive(verb) if _how(inner)]
        act, how = (acts[0], _how(acts[0])) if acts else (verb, "approving")
        reached = paths.logical_object(act) if acts else paths.preposition(verb, "for")
    else:
        reached = [*paths.logical_object(act), *paths.surface_subject(act)]
    moved = [inner for motion in reached if motion.lemma_ == "motion" for inner in paths.infinitive(motion)]
    if moved:
        how, reached = _how(moved[0]), paths.logical_object(moved[0])
    bodies = [body for one in paths.subject(verb) if (body := reader.at(one))]
    bodies = [body for body in bodies if reader.chains[body.chain].kind is Kind.AGENCY]
    texts = [text for token in reached if (text := reader.at(token)) and reader.chains[text.chain].kind in _VOTED_ON]
    told = how is not None and bool(texts)
    return _Decision(
        verb, bodies[0].chain if bodies else None, _is_counted(verb), texts[0] if told else None, how if told else None
    )


def _is_counted(verb: Token) -> bool:
    """Whether the words tell a vote: "voted", "approved it unanimously", "approved it. The 4-1 vote came late."."""
    if verb.lemma_ == "vote" and verb.tag_ == "VBD":
        return True
    end = verb.sent.end
    following = verb.doc[end].sent.end if end < len(verb.doc) else end
    return any(
        token.lower_ in ("unanimous", "unanimously")
        or (token.text in ("-", "–") and token.nbor(-1).is_digit and token.nbor().is_digit)
        for token in verb.doc[max(verb.sent.start, 1) : min(following, len(verb.doc) - 1)]
    )


def _how(verb: Token) -> str | None:
    """Whether the verb approves, refuses or ends what it is about."""
    words = _lexicon()
    return next((how for how in ("approving", "refusing", "ending") if verb.lemma_.lower() in words[how]), None)


def _is_person(found: Argument, reader: Reader) -> bool:
    return reader.chains[found.chain].kind is Kind.PERSON


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    text = (resources.files("onrecord.frames") / "votes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
