"""Unnamed things with a description ("the corrections division", "an executive order"), officers, and pronouns."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.proposals import Proposal
from onrecord.language.runs import CALENDAR
from onrecord.record import Kind

DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "our", "my"})
_INDEFINITE = frozenset({"a", "an", "another", "one"})
_BARE = frozenset({"state", "federal", "city", "county", "local"})
_INTRODUCED = frozenset({Kind.LAW, Kind.AGREEMENT, Kind.PROGRAM})
_PERSONAL = {"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
PRONOUNS = frozenset(_PERSONAL | _PLURAL | {"who", "whose", "whom", "which"})
_MODIFIERS = frozenset(
    {"compound", "amod", "nmod", "nummod", "poss", "punct", "advmod", "npadvmod", "case", "quantmod"}
)
_SINGULAR = frozenset({"NN", "NNP"})
_LEVELS = frozenset({"city", "county", "state", "town", "village"})
_OF_COMPANIES = frozenset({"and chief", "and ceo", "and coo", "and cfo", "and founder", "and publisher", "and vice"})
"""What goes on from the title of an officer who is none of a state ("the president and chief executive")."""
_COURTS = frozenset({"appeals", "circuit", "court", "courts", "judge", "judges", "justice", "justices"})
_NO_ONE = frozenset({"other", "same", "every", "each", "any", "no", "some", "such", "many", "several", "most"})


def propose_descriptions(doc: Doc) -> list[Proposal]:
    """Definite descriptions of bodies, texts and places, and indefinite ones that introduce a text or an agreement."""
    return [item for token in doc if (item := _description(doc, token)) is not None]


def propose_officers(doc: Doc) -> list[Proposal]:
    """Officers meant by the office alone: "the sheriff", "the secretary of homeland security"."""
    return list(_officers(doc))


def propose_pronouns(doc: Doc) -> list[Proposal]:
    """Third-person and relative pronouns."""
    return [
        Proposal(token.i, token.i + 1, None, "pronoun", 1.0)
        for token in doc
        if token.lower_ in PRONOUNS and token.tag_[0] in "PW" and not _expletive(token)
    ]


def _expletive(token: Token) -> bool:
    if token.lower_ != "it" or token.dep_ == "expl":
        return token.dep_ == "expl"
    return token.head.lemma_ in {"seem", "appear", "rain", "snow"} or _announces(token)


def _announces(it: Token) -> bool:
    """Whether an "it" stands for what comes behind the adjective: "called it outrageous for the board to vote"."""
    if it.dep_ == "nsubj" and it.head.lemma_ == "be":
        said = [child for child in it.head.rights if child.dep_ == "acomp"]
        return any(inner.dep_ in ("ccomp", "xcomp") for token in (it.head, *said) for inner in token.rights)
    sentence = it.sent
    at = it.i + 1
    while at < sentence.end and (it.doc[at].is_quote or it.doc[at].pos_ == "ADV"):
        at += 1
    if at >= sentence.end or it.doc[at].pos_ != "ADJ":
        return False
    adjective = it.doc[at]
    above = {adjective, it.head, it.head.head}
    return any(
        token.tag_ == "TO" and token.head.tag_ == "VB" and token.head.head in above
        for token in it.doc[at : sentence.end]
    )


def _description(doc: Doc, token: Token) -> Proposal | None:
    words = gazetteer()
    if token.lower_ not in words.description_words or token.tag_ not in _SINGULAR:
        return None
    start = phrase_start(doc, token.i)
    kind = None if _is_none(doc, start, token) else _phrase_kind(doc, start, token)
    determiner = _determiner(doc, start, token)
    if kind is None or determiner is None:
        return None
    if token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i:
        return None
    indefinite = determiner in _INDEFINITE or determiner == "bare"
    if indefinite and kind not in _INTRODUCED:
        return None
    if any(inner.lower_ in _NO_ONE for inner in doc[start : token.i]):
        return None
    if token.lower_ in _LEVELS and any(inner.tag_ in {"JJ", "NN", "NNP"} for inner in doc[start : token.i]):
        return None  # "his home state", "its sister city": a place without a name
    return Proposal(start, token.i + 1, kind, "description", 0.6, indefinite=indefinite)


def _is_none(doc: Doc, start: int, token: Token) -> bool:
    """Whether the words are no body's or text's: "a great deal of", "his radio program", "her decision to run"."""
    pairs = (doc[max(start, token.i - 1) : token.i + 1], doc[token.i : token.i + 2])
    following = doc[token.i + 2] if token.i + 2 < len(doc) else None
    if any(pair.text.lower() in gazetteer().no_descriptions for pair in pairs):
        return following is None or not following.text[0].isupper()  # but an "act of Congress"
    if token.lower_ == "model" and doc[start].text in gazetteer().peoples:
        return True  # "a Czech model" is a person
    if token.lower_ in {"state", "district"} and doc[start].tag_ == "PRP$":
        return True  # "his state" is where he is from
    return token.lower_ == "decision" and not _is_a_ruling(doc, start, token)


def _is_a_ruling(doc: Doc, start: int, token: Token) -> bool:
    """Whether a decision is a court's or a judge's; one without owner, and not "to do" something, beside a court."""
    inside = doc[start : token.i]
    judging = {word.text for judge in doc for word in _named_behind(judge) if judge.lower_ in _COURTS}
    if any(word.lower_ in _COURTS or (word.tag_ == "NNP" and word.text in judging) for word in inside):
        return True
    owned = any(word.tag_ == "PRP$" or (word.tag_ == "POS" and word.nbor(-1).ent_type_ != "DATE") for word in inside)
    intended = any(child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" for child in token.rights)
    return not owned and not intended and any(word.lower_ in _COURTS for word in doc)


def _named_behind(title: Token) -> Iterator[Token]:
    """The words of the name that a title stands before ("Judge Ana Ruiz")."""
    for word in title.doc[title.i + 1 : title.i + 4]:
        if word.tag_ != "NNP":
            return
        yield word


def phrase_start(doc: Doc, head: int) -> int:
    """Where the noun phrase of this head begins, its article left out."""
    start = head
    while start > 0 and head - start < 9:
        before = doc[start - 1]
        if before.text == ")" and start > 1 and "(" in doc[start - 2].text[1:]:
            start -= 2  # "287(g)" in "a 287(g) agreement"
            continue
        if before.tag_ == "CD" and start > 1 and before.head.i == start - 2 and before.head.lower_ in CALENDAR:
            start -= 2  # "a June 17 order"
            continue
        if before.text == "," and start > 1 and _joins_modifiers(doc, start, head):
            start -= 1  # "a five-year, $1.9 million contract"
            continue
        inside = before.dep_ in _MODIFIERS or before.tag_ in {
            "POS",
            "HYPH",
            "NN",
            "NNP",
            "JJ",
            "VBN",
            "CD",
            "PRP$",
            "VBG",
        }
        if before.is_sent_start and before.i == start - 1 and not inside:
            break
        if not inside or before.is_space or before.text in {",", ";", '"', "(", ")", ":", "\u2014", "--"}:
            break
        owner = doc[start].tag_ == "POS" or before.tag_ == "POS"
        if not owner and not start <= _root_within(before, head) <= head:
            break
        start -= 1
    while start < head and doc[start].is_punct:
        start += 1
    while start < head and doc[start].lower_ in DEFINITE | _INDEFINITE and doc[start].tag_ != "PRP$":
        start += 1
    return start


def _joins_modifiers(doc: Doc, comma: int, head: int) -> bool:
    """Whether what stands before and behind a comma both narrows down the head."""
    before, behind = doc[comma - 2], doc[comma]
    inside = before.dep_ in _MODIFIERS and behind.dep_ in _MODIFIERS and before.tag_ not in {"NNP", "PRP$"}
    return inside and _root_within(before, head) == head == _root_within(behind, head)


def _root_within(token: Token, head: int) -> int:
    """Follow heads rightwards up to the phrase's head."""
    current = token
    for _ in range(6):
        if current.i >= head or current.head.i == current.i or current.head.i < current.i:
            break
        current = current.head
    return current.i if current.i <= head else head + 1


def _phrase_kind(doc: Doc, start: int, token: Token) -> Kind | None:
    heads = gazetteer().description_heads
    for length in (3, 2):
        if token.i - length + 1 >= start:
            kind = heads.get(doc[token.i - length + 1 : token.i + 1].text.lower())
            if kind is not None:
                return kind
    return heads.get(token.lower_)


def _determiner(doc: Doc, start: int, token: Token) -> str | None:
    """The word that makes the phrase definite or indefinite, None where there is none."""
    first = doc[start]
    if first.tag_ == "PRP$":
        return first.lower_
    if any(inner.tag_ == "POS" for inner in doc[start : token.i]):
        return "the"
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ in DEFINITE | _INDEFINITE and not before.is_space:
        return before.lower_
    # "under state law", "Ohio law": the law of a place needs no article
    whose = first.lower_ in _BARE or first.ent_type_ == "GPE"
    return "bare" if token.lower_ == "law" and whose and start < token.i else None


def _officers(doc: Doc) -> Iterator[Proposal]:
    officers = gazetteer().officers
    taken = -1
    for token in doc:
        if token.i < taken or token.lower_ != "the" or token.i + 1 >= len(doc):
            continue
        for length in (3, 2, 1):
            stop = token.i + 1 + length
            if stop > len(doc) or doc[token.i + 1 : stop].text.lower() not in officers:
                continue
            end = _office_end(doc, stop)
            if end is not None:
                yield Proposal(token.i + 1, end, Kind.PERSON, "description", 0.6)
                taken = end
            break


def _office_end(doc: Doc, stop: int) -> int | None:
    """The end of the officer's phrase, or None where the words only modify something else."""
    head = doc[stop - 1]
    following = doc[stop] if stop < len(doc) else None
    if doc[stop : stop + 2].text.lower() in _OF_COMPANIES:
        return None
    if following is None or following.text in {"'s", "'"}:
        return stop if following is None or _acts(doc[stop - 1]) else None
    modifies = head.dep_ in {"compound", "nmod", "amod"} and following.lower_ not in {"of", "for"}
    if modifies or head.tag_ == "NNS" or following.tag_ in {"NNP", "NN", "NNS", "HYPH"}:
        return None
    if following.lower_ in {"of", "for"} and head.lemma_ in {"secretary", "director", "commissioner", "attorney"}:
        end = stop + 1
        while end < len(doc) and doc[end].tag_ in {"NN", "NNP", "NNS", "DT", "JJ"} and end - stop < 6:
            end += 1
        return end if end > stop + 1 else stop
    return stop


def _acts(token: Token) -> bool:
    return token.head.lower_ in {"decision", "request", "order", "plan", "proposal", "veto", "signature"}
