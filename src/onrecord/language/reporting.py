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

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE = frozenset({"who", "which", "that"})
_DOWNWARD = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "auxpass"})
_ISSUED = frozenset(
    {"email", "letter", "memo", "message", "note", "op-ed", "post", "release", "speech", "statement", "tweet"}
)
_ISSUING = frozenset({"circulate", "deliver", "give", "issue", "post", "publish", "release", "send", "write"})
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
        if stance is None or not content:
            continue
        if frame == "object" and any(verb.doc[i].is_quote for i in content):
            stance = "speech"
        noun = source_of_verb(verb)
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
        if passive and noun is None and frame == "object":
            continue
        report = Report(_verb_words(verb, frame), lemma, frame, stance, content, noun)
        report.source = source_ranges(noun, verb) if noun is not None else []
        report.content -= set(report.cue) | {i for start, end in report.source for i in range(start, end)}
        if report.content:
            yield report
            return


def _verb_contents(verb: Token, cues: Cues) -> Iterator[tuple[str, set[int]]]:
    """What the verb may govern, the surest frame first."""
    children = list(verb.children)
    clauses = [child for child in children if child.dep_ == "ccomp" and not _is_tag(child)]
    infinitives = [child for child in children if child.dep_ == "xcomp" and _has_to(child)]
    infinitives += [child for child in clauses if _has_to(child) and not _has_mark(child)]
    clauses = [child for child in clauses if child not in infinitives]
    objects = [child for child in children if child.dep_ in ("dobj", "attr", "oprd") and child.i > verb.i]
    if verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX"):
        yield "clause", _tokens(verb.head) - _tokens(verb)
    if clauses:
        yield "clause", set().union(*map(_tokens, clauses + _resumed(verb, clauses, cues))) - _asides(verb, cues)
    if infinitives:
        yield "infinitive", _infinitive(verb, infinitives, cues)
    gerunds = [child for child in children if child.dep_ == "xcomp" and not _has_to(child) and child.i > verb.i]
    if gerunds:
        yield "gerund", set().union(*map(_tokens, gerunds))
    if objects:
        yield "object", _object(verb, objects)
    for child in children:
        if child.dep_ in ("prep", "agent") and child.i > verb.i:
            inner = {i for below in child.children if below.dep_ in ("pobj", "pcomp") for i in _tokens(below)}
            yield child.lower_, inner
    yield "clause", _before_tail(verb)


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
    content = set().union(*map(_tokens, heads))
    if cues.lemma(verb) in cues.to_addressee:
        marks = [child.i for head in heads for child in head.children if child.dep_ == "aux" and child.lower_ == "to"]
        return {i for i in content if i >= min(marks)}
    return content | {i for child in verb.children if child.dep_ == "dobj" for i in _tokens(child)}


def _object(verb: Token, objects: list[Token]) -> set[int]:
    content = set().union(*map(_tokens, objects))
    for child in verb.children:
        if child.i > objects[0].i and (child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ in _OBJECT_PREP)):
            content |= _tokens(child)
        if child.dep_ == "xcomp" and not _has_to(child) and child.i > verb.i:
            content |= _tokens(child)
    return content


_OBJECT_PREP = frozenset({"as", "of", "for", "to"})


def _resumed(verb: Token, clauses: list[Token], cues: Cues) -> list[Token]:
    """The clauses that resume the content behind a parenthetical cue ("The road is shut, he said, and nobody works")."""
    if any(clause.i > verb.i for clause in clauses):
        return []
    return [child for child in verb.children if child.dep_ == "conj" and _resumes(child, verb, cues)]


def _resumes(clause: Token, verb: Token, cues: Cues) -> bool:
    behind_comma = clause.i > verb.i and verb.doc[clause.left_edge.i - 1].lower_ in (",", "and", "but", "so")
    subject = any(child.dep_ in _SUBJECTS for child in clause.children)
    return behind_comma and subject and not cues.speaks(cues.lemma(clause))


def _asides(verb: Token, cues: Cues) -> set[int]:
    """The words between a parenthetical cue and the rest of its content ("…, he said Tuesday, …")."""
    kept = [child for child in verb.children if child.dep_ != "ccomp" and not _resumes(child, verb, cues)]
    return {i for child in kept for i in _tokens(child)}


def _verb_words(verb: Token, frame: str) -> list[int]:
    words = [child.i for child in verb.children if child.dep_ in _MOODS and abs(child.i - verb.i) <= 4]
    words += [child.i for child in verb.children if child.dep_ == "prep" and child.lower_ == frame]
    return sorted({verb.i, *words})


def source_of_verb(verb: Token, depth: int = 6) -> Token | None:
    """Who says it: the subject, or what stands for it where the verb has none of its own."""
    agent = [below for child in verb.children if child.dep_ == "agent" for below in child.children]
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if agent and agent[0].dep_ == "pobj":
        return agent[0]
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.pos_ not in ("VERB", "AUX"):
            quoted = child.dep_ != "nsubjpass" or verb.lemma_ in ("quote", "cite")
            return child if (quoted and child.lower_ not in ("it", "there")) or not passive else None
    if depth == 0 or passive:
        return None
    if verb.dep_ in ("relcl", "acl"):
        issuer = _issuer(verb.head, depth)
        if issuer is not None:
            return issuer
        return verb.head if verb.dep_ == "acl" or not _own_subject(verb) else None
    if verb.dep_ in _DOWNWARD or verb.dep_ == "ccomp":
        head = verb.head
        if head.pos_ == "ADP":
            head = head.head
        if head == verb:
            return None
        if verb.dep_ == "xcomp":
            objects = [child for child in head.children if child.dep_ == "dobj"]
            if objects and _has_to(verb):
                return objects[0]
        if head.pos_ in ("VERB", "AUX"):
            return source_of_verb(head, depth - 1)
    return None


def _issuer(document: Token, depth: int) -> Token | None:
    """Who issued the document that is the object of a verb ("X released a statement saying")."""
    if document.dep_ != "dobj" or document.lemma_.lower() not in _ISSUED or document.head.pos_ != "VERB":
        return None
    return source_of_verb(document.head, depth - 1) if document.head.lemma_.lower() in _ISSUING else None


def _own_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS and child.lower_ not in _RELATIVE for child in verb.children)


def source_ranges(noun: Token, cue: Token) -> list[TokenRange]:
    """The source's noun phrase with its appositives, without the clause that the cue stands in.

    A relative pronoun stands for what it refers to, which comes first.
    """
    if noun.lower_ in _RELATIVE and noun.head.dep_ == "relcl":
        antecedent = noun.head.head
        return [*source_ranges(antecedent, cue), (noun.i, noun.i + 1)]
    words = {i for i in _tokens(noun) if not _in_clause_of(cue, i, noun)}
    for child in noun.children:
        if child.dep_ in ("relcl", "advcl", "ccomp", "parataxis") or (child.dep_ == "acl" and child.i > noun.i):
            words -= _tokens(child)
    pieces = ranges(noun.doc, words)
    holding = [piece for piece in pieces if piece[0] <= noun.i < piece[1]]
    return holding or [(noun.i, noun.i + 1)]


def _in_clause_of(cue: Token, i: int, noun: Token) -> bool:
    return cue.left_edge.i <= i <= cue.right_edge.i if noun.is_ancestor(cue) else False


# ------------------------------------------------------------------------------------------------- nouns, adjectives


def _noun_reports(noun: Token, cues: Cues) -> Iterator[Report]:
    lemma = cues.lemma(noun)
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp", "relcl") and _has_mark(child):
            frame, content = "clause", _tokens(child)
        elif child.dep_ in ("acl", "xcomp", "relcl") and _has_to(child):
            frame, content = "infinitive", _tokens(child)
        elif child.dep_ == "prep":
            frame = child.lower_
            content = {i for below in child.children if below.dep_ in ("pobj", "pcomp") for i in _tokens(below)}
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
        content = _tokens(child)
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
    phrase = _tokens(token)
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    if _aside(token):
        while head.dep_ in ("advcl", "conj", "ccomp", "relcl", "acl", "xcomp") and head.head.pos_ in ("VERB", "AUX"):
            head = head.head
    content = _tokens(head) - phrase
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


# ------------------------------------------------------------------------------------------------- tokens


def _tokens(head: Token) -> set[int]:
    return {token.i for token in head.subtree}


def _has_to(head: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in head.children)


def _has_mark(head: Token) -> bool:
    return any(child.dep_ == "mark" or child.lower_ == "that" for child in head.lefts)


def _is_tag(head: Token) -> bool:
    """A clause of one word is no content ("you know")."""
    return head.left_edge.i == head.right_edge.i and not head.is_alpha


def ranges(doc: Doc, tokens: Iterable[int]) -> list[TokenRange]:
    """The tokens as ranges, without punctuation and conjunctions at their edges; what holds no word is left out."""
    found: list[TokenRange] = []
    for i in sorted(tokens):
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    trimmed = (_trim(doc, start, end) for start, end in found)
    return [(start, end) for start, end in trimmed if start < end]


def _trim(doc: Doc, start: int, end: int) -> TokenRange:
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].is_quote):
        if doc[start].text in "$#@([":
            break
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    return start, end
