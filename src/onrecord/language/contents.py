"""How far a content reaches, where the encoder and a rule read the same cue and differ."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.language.cues import load_cues
from onrecord.language.reporting import Report
from onrecord.language.sources import SUBJECTS

_RELATIVE_TAGS = ("WDT", "WP", "WP$", "WRB")
_STOPS = frozenset({";", ":"})


def settled_content(doc: Doc, read: Report, rule: Report, ruled: list[Report], taken: set[int]) -> set[int]:
    """The content that the encoder read, mended by what a rule knows of the same cue; never empty.

    `taken` are the contents of all that was read.
    """
    content = read.content | _cut_short(doc, read, rule) | _resumed(doc, read, rule, taken)
    content = _from_clause(doc, content, rule)
    content = _behind_stop(doc, content, read)
    further = min(_further_cues(doc, content, read, rule, ruled), default=len(doc))
    kept = {i for i in content if i < further and i != further - 1} if further < len(doc) else content
    while kept and (doc[max(kept)].dep_ == "cc" or doc[max(kept)].text == ","):
        kept = kept - {max(kept)}
    return kept or read.content


def _cut_short(doc: Doc, read: Report, rule: Report) -> set[int]:
    """What a rule holds behind a content that ends inside a phrase ("said it had signed a deal [with the bank]")."""
    last = max(read.content)
    if rule.frame not in ("clause", "infinitive") or last + 1 not in rule.content or last not in rule.content:
        return set()
    following = doc[last + 1]
    at_mark = any(token.is_punct or token.is_quote for token in (doc[last], following))
    if (
        at_mark
        or "cc" in (doc[last].dep_, following.dep_)
        or following.dep_ == "mark"
        or following.tag_ in _RELATIVE_TAGS
    ):
        return set()
    inside = doc[last].head.i > last or not read.content.isdisjoint((following.head.i, following.head.head.i))
    return {i for i in rule.content if i > last} if inside and rule.stance == "speech" else set()


def _resumed(doc: Doc, read: Report, rule: Report, taken: set[int]) -> set[int]:
    """What a rule holds behind a parenthetical cue, and nobody else says ("It is shut, he said, [and it rains]")."""
    whole = rule.frame == "clause" and rule.stance == "speech" and max(read.content) < rule.cue[0]
    behind = {i for i in rule.content if i > rule.cue[-1]}
    if not whole or not behind or read.content.isdisjoint(rule.content) or not behind.isdisjoint(taken):
        return set()
    first = doc[min(behind)]
    return behind if first.dep_ in ("cc", "mark") or first.is_quote or first.nbor(-1).is_quote else set()


def _from_clause(doc: Doc, content: set[int], rule: Report) -> set[int]:
    """The content without who is told or asked ("urged [the board] to wait", "warned [Ruel] that it may sue")."""
    start, verb = min(rule.content), doc[rule.cue[0]]
    clause = rule.frame == "clause" and doc[start].lower_ == "that"
    if rule.lemma not in load_cues().to_addressee or not (clause or rule.frame == "infinitive"):
        return content
    told = [child for child in verb.rights if child.dep_ in ("dobj", "dative") or child.lower_ == "on"]
    addressed = {token.i for child in told for token in child.subtree if token.i < start}
    return content - addressed if any(i >= start for i in content) else content


def _behind_stop(doc: Doc, content: set[int], read: Report) -> set[int]:
    """The content without what stands before a stop in front of the cue ("[It rained]; Ruel said it may fall")."""
    if not read.cue or not any(i > read.cue[-1] for i in content):
        return content
    before = range(max(0, min(content) - 1), read.cue[0])
    stops = [i for i in before if doc[i].text in _STOPS]
    if any(doc[i].is_quote for i in before):
        return content
    return {i for i in content if i > stops[-1]} if stops else content


def _further_cues(doc: Doc, content: set[int], read: Report, rule: Report, ruled: list[Report]) -> Iterator[int]:
    """The cues inside the content that go on with the report's own ("said that …, and [predicted] that …")."""
    own = {i for token in (doc[i] for i in read.cue) for i in (token.i, *(joined.i for joined in token.conjuncts))}
    for i in (i for other in ruled for i in other.cue if i in content and i > read.cue[0]):
        goes_on = doc[i].dep_ == "conj" and doc[i].head.head.i in read.cue and i not in rule.content
        if (i in own or goes_on) and not any(child.dep_ in SUBJECTS for child in doc[i].children):
            yield i
