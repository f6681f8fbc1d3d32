"""Reporting clauses: a cue, its source and the content that it governs, read off the dependency parse.

One pass over the tokens. Each reporter looks at one kind of cue; what is inside quotation marks, and who an earlier
sentence's quotation belongs to, is decided afterwards (`onrecord.language.attributions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.language.annotations import TokenRange
from onrecord.language.cues import Cues, Stance
from onrecord.language.sources import RELATIVE, SUBJECTS, has_to, source_of_verb, source_ranges, tokens_below

_MOODS = frozenset({"aux", "auxpass", "neg", "prt"})


@dataclass(slots=True)
class Report:
    """A cue with what it governs, as token sets; `noun` is the head of the source where there is one."""

    cue: list[int]
    lemma: str
    frame: str
    stance: Stance
    content: set[int]
    noun: Token | None = None
    source: list[TokenRange] = field(default_factory=list)
    confidence: float = 0.8


def reports(doc: Doc, cues: Cues) -> list[Report]:
    """The reporting clauses of the article, in the order of their cues."""
    found: list[Report] = []
    for token in doc:
        if token.pos_ == "VERB":
            found.extend(_verb_reports(token, cues))
        elif token.pos_ == "NOUN":
            found.extend(_noun_reports(token, cues))
        elif token.pos_ == "ADJ":
            found.extend(_adjective_reports(token, cues))
        if token.lower_ in ("according", "per"):
            found.extend(_according_to(token))
    return found


# ------------------------------------------------------------------------------------------------- verbs


def _verb_reports(verb: Token, cues: Cues) -> Iterator[Report]:
    lemma = cues.lemma(verb)
    for frame, content in _verb_contents(verb, cues):
        stance = cues.verb(lemma, frame)
        if stance is None or not content or (lemma in cues.naming and frame == "object" and not _names(verb, content)):
            continue
        if frame == "object" and any(verb.doc[i].is_quote for i in content):
            stance = "speech"
        if frame == "object" and stance == "attitude" and has_to(verb):
            continue
        noun = source_of_verb(verb)
        passive = verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children)
        if passive and noun is None and frame in ("object", "of", "as", "infinitive"):
            continue
        report = Report(_verb_words(verb, frame), lemma, frame, stance, content, noun)
        report.source = source_ranges(noun, verb) if noun is not None else []
        report.content -= set(report.cue) | {i for start, end in report.source for i in range(start, end)}
        if report.content:
            yield report
            return


def _names(verb: Token, content: set[int]) -> bool:
    """Whether the object of a verb of naming has its name with it ("called the plan a mistake")."""
    held = {child.dep_ for child in verb.children}
    if "ccomp" in held or {"oprd", "dobj"} <= held:
        return True
    return any(verb.doc[i].is_quote for i in content) or sum(verb.doc[i].dep_ == "det" for i in content) > 1


def _verb_contents(verb: Token, cues: Cues) -> Iterator[tuple[str, set[int]]]:
    """What the verb may govern, the surest frame first."""
    children = list(verb.children)
    clauses = [child for child in children if child.dep_ == "ccomp"]
    infinitives = [child for child in children if child.dep_ == "xcomp" and has_to(child)]
    infinitives += [child for child in clauses if has_to(child) and not _has_mark(child)]
    clauses = [child for child in clauses if child not in infinitives]
    objects = [child for child in children if child.dep_ in ("dobj", "attr", "oprd") and child.i > verb.i]
    if verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX"):
        yield "clause", tokens_below(verb.head) - tokens_below(verb)
    clauses += [clause for told in objects for clause in _told(told)] if not clauses else []
    if clauses:
        yield "clause", _clause(verb, clauses, cues)
    elif behind_aside := _behind_aside(verb):
        yield "clause", _below(behind_aside)
    if infinitives:
        yield "infinitive", _infinitive(verb, infinitives, cues)
    behind = [child for child in children if child.i > verb.i]
    yield "gerund", _below(child for child in behind if child.dep_ == "xcomp" and not has_to(child))
    if objects:
        yield from _object_contents(verb, objects)
    for child in behind:
        if child.dep_ in ("prep", "agent") and not (objects and child.lower_ == "for" and _denied(verb)):
            yield child.lower_, _below(below for below in child.children if below.dep_ in ("pobj", "pcomp"))
    yield "clause", _before_tail(verb)


def _below(heads: Iterable[Token]) -> set[int]:
    return {i for head in heads for i in tokens_below(head)}


def _told(addressee: Token) -> list[Token]:
    """A clause that the parser hangs on the addressee ("told a reporter they would not join")."""
    behind = [child for child in addressee.children if child.i > addressee.i]
    clauses = [child for child in behind if child.dep_ in ("relcl", "acl", "ccomp")]
    return [
        clause
        for clause in clauses
        if any(child.dep_ in SUBJECTS and child.lower_ not in RELATIVE for child in clause.children)
        and clause.left_edge.lower_ not in (*RELATIVE, "whom", "whose", "where", "when")
        and addressee.ent_type_ in ("", "PERSON", "ORG")
    ]


def _behind_aside(verb: Token) -> list[Token]:
    """A clause that the parser hangs into the words before it ("said before the vote that the board asked her to go").

    It has a subject of its own, and nothing in it waits for its "that", as in "the letter that the board sent".
    """
    asides = [child for child in verb.rights if child.dep_ == "prep"]
    clauses = [token for aside in asides for token in aside.subtree if token.dep_ in ("acl", "relcl")]
    return [clause for clause in clauses if _is_whole(clause)][:1]


def _is_whole(clause: Token) -> bool:
    that = clause.left_edge
    if that.lower_ != "that" or that.dep_ in SUBJECTS or not any(child.dep_ in SUBJECTS for child in clause.lefts):
        return False
    return that.dep_ == "mark" or any(other.dep_ == that.dep_ and other != that for other in that.head.children)


def _clause(verb: Token, clauses: list[Token], cues: Cues) -> set[int]:
    content = _below(clauses + _resumed(verb, clauses, cues)) - _asides(verb, cues)
    for clause in clauses:
        content -= _next_cue(clause, cues)
    return content


def _next_cue(head: Token, cues: Cues) -> set[int]:
    """A coordinate cue that the parser hung into the content ("said it is late, and called the delay …")."""
    lost: set[int] = set()
    for child in head.children:
        own = any(below.dep_ in SUBJECTS for below in child.children)
        if child.dep_ != "conj" or own or child.tag_ not in ("VBD", "VBZ", "VBP") or not cues.speaks(cues.lemma(child)):
            continue
        if has_to(head) or head.tag_ != child.tag_:
            lost |= set(range(child.left_edge.i, head.right_edge.i + 1))
    return lost


def _object_contents(verb: Token, objects: list[Token]) -> Iterator[tuple[str, set[int]]]:
    """The object with what makes it an utterance ("put the cost at $3 million", "faulted the mayor for it")."""
    for at in _estimated(verb, objects):
        yield "object at", _below([objects[0], at])
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("for", "with") and child.i > objects[0].i and not _denied(verb):
            yield f"object {child.lower_}", _below([objects[0], child])
    yield "object", _object(verb, objects)


def _denied(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _estimated(verb: Token, objects: list[Token]) -> list[Token]:
    """The "at" before a figure, also where the parser hangs it into the object ("the cost of replacing them at $3")."""
    behind = [child for child in verb.children if child.i > objects[0].i] + list(objects[0].subtree)
    ats = [token for token in behind if token.dep_ == "prep" and token.lower_ == "at"]
    return [at for at in ats if any(token.like_num for token in at.subtree)][:1]


def _before_tail(verb: Token) -> set[int]:
    """What stands before a cue that ends its sentence ("…, records show."), however the sentence was parsed."""
    sentence = verb.sent
    subject = next(
        (child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and child.i < verb.i), None
    )
    rest = [token for token in verb.doc[verb.i + 1 : sentence.end] if token.is_alpha and token.ent_type_ != "DATE"]
    if subject is None or len(rest) > 1 or subject.left_edge.i <= sentence.start:
        return set()
    start = subject.left_edge.i
    return set(range(sentence.start, start - 1)) if verb.doc[start - 1].text == "," else set()


def _infinitive(verb: Token, heads: list[Token], cues: Cues) -> set[int]:
    content = _below(heads) - {i for head in heads for i in _next_cue(head, cues)}
    if cues.lemma(verb) in cues.to_addressee:
        marks = [child.i for head in heads for child in head.children if child.dep_ == "aux" and child.lower_ == "to"]
        return {i for i in content if i >= min(marks)}
    return content | {i for child in verb.children if child.dep_ == "dobj" for i in tokens_below(child)}


def _object(verb: Token, objects: list[Token]) -> set[int]:
    content = _below(objects)
    for child in verb.children:
        if child.i > objects[0].i and (child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ in _OBJECT_PREP)):
            content |= tokens_below(child)
        if child.dep_ == "xcomp" and not has_to(child) and child.i > verb.i:
            content |= tokens_below(child)
    return content


_OBJECT_PREP = frozenset({"as", "of", "for", "to"})


def _resumed(verb: Token, clauses: list[Token], cues: Cues) -> list[Token]:
    """The clauses that resume the content behind a parenthetical cue ("It is shut, he said, and nobody works")."""
    if any(clause.i > verb.i for clause in clauses):
        return []
    return [child for child in verb.children if child.dep_ == "conj" and _resumes(child, verb, cues)]


def _resumes(clause: Token, verb: Token, cues: Cues) -> bool:
    behind_comma = clause.i > verb.i and verb.doc[clause.left_edge.i - 1].lower_ in (",", "and", "but", "so")
    subject = any(child.dep_ in SUBJECTS for child in clause.children)
    return behind_comma and subject and not cues.speaks(cues.lemma(clause))


def _asides(verb: Token, cues: Cues) -> set[int]:
    """The words between a parenthetical cue and the rest of its content ("…, he said Tuesday, …")."""
    kept = [child for child in verb.children if child.dep_ != "ccomp" and not _resumes(child, verb, cues)]
    return {i for child in kept for i in tokens_below(child)}


def _verb_words(verb: Token, frame: str) -> list[int]:
    words = [child.i for child in verb.children if child.dep_ in _MOODS and abs(child.i - verb.i) <= 4]
    words += [child.i for child in verb.children if child.dep_ == "prep" and child.lower_ == frame]
    return sorted({verb.i, *words})


# ------------------------------------------------------------------------------------------------- nouns, adjectives


def _noun_reports(noun: Token, cues: Cues) -> Iterator[Report]:
    lemma = cues.lemma(noun)
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp", "relcl") and _has_mark(child):
            frame, content = "clause", tokens_below(child)
        elif child.dep_ in ("acl", "xcomp", "relcl") and has_to(child):
            frame, content = "infinitive", tokens_below(child)
        elif child.dep_ == "prep":
            frame = child.lower_
            content = {i for below in child.children if below.dep_ in ("pobj", "pcomp") for i in tokens_below(below)}
        else:
            continue
        stance = cues.noun(lemma, frame)
        if stance is None or not content:
            continue
        source = _source_of_noun(noun)
        if source is None:
            continue
        words = [noun.i] + ([child.i] if child.dep_ == "prep" else [])
        report = Report(words, lemma, frame, stance, content, source, confidence=0.6)
        report.source = source_ranges(source, noun)
        report.content -= set(report.cue) | {i for start, end in report.source for i in range(start, end)}
        if report.content:
            yield report


def _source_of_noun(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            return next((below for below in child.children if below.dep_ == "pobj"), None)
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return source_of_verb(noun.head)
    return None


def _adjective_reports(adjective: Token, cues: Cues) -> Iterator[Report]:
    if adjective.dep_ != "acomp" or adjective.head.pos_ not in ("AUX", "VERB"):
        return
    lemma = cues.lemma(adjective)
    source = source_of_verb(adjective.head)
    if source is None or source.lower_ in ("it", "that", "this", "there"):
        return
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        content = tokens_below(child)
        frame = child.lower_
        if child.dep_ == "ccomp":
            frame = "clause"
        elif child.dep_ == "xcomp":
            frame = "infinitive"
        elif child.dep_ == "prep":
            content = content - {child.i}
        stance = cues.adjective(lemma, frame)
        if stance is not None and content:
            words = [adjective.head.i, adjective.i] + ([child.i] if child.dep_ == "prep" else [])
            report = Report(words, lemma, frame, stance, content, source, confidence=0.6)
            report.source = source_ranges(source, adjective)
            yield report


# ------------------------------------------------------------------------------------------------- according to


def _has_mark(head: Token) -> bool:
    return any(child.dep_ == "mark" for child in head.lefts)


def _according_to(token: Token) -> Iterator[Report]:
    words, holder = [token.i], token
    if token.lower_ == "according":
        following = next((child for child in token.children if child.lower_ == "to"), None)
        if following is None:
            return
        words, holder = [token.i, following.i], following
    noun = next((child for child in holder.children if child.dep_ == "pobj"), None)
    if noun is None or (token.lower_ == "per" and not _names_a_source(noun)):
        return
    phrase = tokens_below(token)
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    if _aside(token):
        while head.dep_ in ("advcl", "conj", "ccomp", "relcl", "acl", "xcomp") and head.head.pos_ in ("VERB", "AUX"):
            head = head.head
    content = tokens_below(head) - phrase
    if content:
        lemma = "according to" if len(words) == 2 else "per"
        yield Report(words, lemma, "clause", "speech", content, noun, source_ranges(noun, token))


def _aside(token: Token) -> bool:
    """Whether the phrase begins the sentence, or ends it behind a comma: then it holds for all of it."""
    sentence = token.sent
    if token.i - sentence.start <= 1:
        return True
    rest = token.doc[token.i : sentence.end]
    return token.nbor(-1).lower_ in (",", '"') and not any(other.lower_ in (",", ";") for other in rest)


def _names_a_source(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or any(child.lower_ in ("the", "a") for child in noun.children)
