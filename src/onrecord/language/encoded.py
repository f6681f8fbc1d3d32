"""Attributions as the encoder reads them, put into the terms of the reporting clauses.

The encoder gives source, cue and content in code points. Here they become tokens, the cue gets its lemma and its stance
from the lexicon, and a content of several paragraphs is cut where a paragraph ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from onrecord.encoder.reader import Encoder, Reading, SpanAttribution, available
from onrecord.language.annotations import TokenRange
from onrecord.language.contents import settled_content
from onrecord.language.cues import Cues, Frame, Stance
from onrecord.language.quoting import Page
from onrecord.language.reporting import Report
from onrecord.language.sources import RELATIVE, SUBJECTS, quotes_another, source_ranges

_CODE_POINTS = list[tuple[int, int]]
_SENTENCE_ENDS = (".", "?", "!")
_SOURCE_TAGS = ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM")
_CUE_TAGS = ("VERB", "NOUN", "ADJ")
_PREPOSITIONS: tuple[Frame, ...] = ("for", "to", "of", "about", "against", "on")
_FRAMES: tuple[Frame, ...] = ("object at", "of", "for", "as", "gerund")
_LIKELY = 0.5
"""The least mean chance of a content, and chance of a cue, that lets a rule's report stand; chosen on PolNeAR dev."""


_REST_OF_NAME = 3
"""The most words that the encoder leaves off a name."""


def reading_of(doc: Doc) -> Reading | None:
    """The encoder's reading of the article, made once for each Doc; None where the encoder is not installed."""
    if doc._.reading is None and available() and len(doc):
        ends = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in doc._.paragraphs]
        doc._.reading = Encoder.load().read(doc._.article.text, ends)
    reading: Reading | None = doc._.reading
    return reading


def encoded_reports(page: Page, reading: Reading, cues: Cues) -> list[Report]:
    """The attributions of the reading; each lies in one paragraph."""
    return [report for item in reading.attributions for report in _reports(page, item, cues)]


def _reports(page: Page, item: SpanAttribution, cues: Cues) -> Iterator[Report]:
    doc = page.doc
    cue = [token.i for span in _spans(doc, item.cue) for token in span]
    content = [token.i for span in _spans(doc, item.content) for token in span]
    source = [piece for span in _spans(doc, item.source) for piece in _whole(span, cue, content)]
    noun = doc[source[0][0] : source[0][1]].root if source else None
    head = _head_of_cue([doc[i] for i in cue])
    lemma = _lemma(doc, cue, head, cues)
    paragraphs: dict[int, set[int]] = {}
    for i in content:
        paragraphs.setdefault(page.paragraph(i), set()).add(i)
    home = page.paragraph(cue[0]) if cue else min(paragraphs, default=0)
    for paragraph, held in paragraphs.items():
        tokens = held - set(cue)
        if not tokens:
            continue
        stance = _stance(page, head, lemma, tokens, cues)
        words = cue if paragraph == home or len(paragraphs) == 1 else []
        yield Report(words, lemma, "read", stance, tokens - set(cue), noun, list(source), item.confidence)


def _whole(source: Span, cue: list[int], content: list[int]) -> list[TokenRange]:
    """The source; where the encoder read but its article, the noun phrase that this opens."""
    if len(source) == 1 and source[0].dep_ == "det" and cue:
        pieces = source_ranges(source[0].head, source.doc[cue[0]])
        if {*cue, *content}.isdisjoint(i for start, end in pieces for i in range(start, end)):
            return pieces
    return [(source.start, _end_of_name(source, {*cue, *content}))]


def _end_of_name(source: Span, taken: set[int]) -> int:
    """The end of the source, or of the name that it breaks off ("the Port Carver [Authority]")."""
    last = source[-1]
    if last.dep_ not in ("compound", "nmod", "amod") or last.head.i <= last.i or last.head in source:
        return source.end
    if any(mention.end == source.end and mention.form == "name" for mention in source.doc._.mentions):
        return source.end
    rest = set(range(source.end, last.head.i + 1))
    return last.head.i + 1 if len(rest) <= _REST_OF_NAME and rest.isdisjoint(taken) else source.end


def _spans(doc: Doc, edges: _CODE_POINTS) -> list[Span]:
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in edges)
    return [span for span in spans if span is not None and len(span)]


def _head_of_cue(tokens: list[Token]) -> Token | None:
    """The word that reports: the last verb, or else the first noun or adjective."""
    verbs = [token for token in tokens if token.pos_ == "VERB"]
    others = [token for token in tokens if token.pos_ in _CUE_TAGS]
    return verbs[-1] if verbs else others[0] if others else tokens[0] if tokens else None


def _lemma(doc: Doc, cue: list[int], head: Token | None, cues: Cues) -> str:
    if head is None:
        return ""
    words = " ".join(doc[i].lower_ for i in cue)
    if "according to" in words:
        return "according to"
    return cues.lemma(head) if head.is_alpha else ""


def _stance(page: Page, head: Token | None, lemma: str, content: set[int], cues: Cues) -> Stance:
    """Speech where the cue speaks in the frame that the content has, or where words are quoted."""
    if head is None or not lemma or lemma in ("according to", "per"):
        return "speech"
    quoted = sum(page.quote_at[i] >= 0 for i in content)
    first = page.doc[min(content)]
    if quoted and (cues.speaks(lemma) or 2 * quoted > len(content)):
        return "speech"
    if first.lower_ == "to" or _infinitive_of(head, content):
        return cues.verb(lemma, "infinitive") or cues.noun(lemma, "infinitive") or "attitude"
    root = page.doc[min(content) : max(content) + 1].root
    if root.pos_ in ("VERB", "AUX") and any(
        child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in root.children
    ):
        return cues.verb(lemma, "clause") or cues.noun(lemma, "clause") or cues.adjective(lemma, "clause") or "attitude"
    governed = {child.lower_ for child in head.children if child.dep_ == "prep" and _holds(child, content)}
    frames = [*(frame for frame in _PREPOSITIONS if frame in governed), "object", *_FRAMES]
    found = [stance for frame in frames if (stance := cues.verb(lemma, frame)) is not None]
    return found[0] if found else "attitude"


def _holds(preposition: Token, content: set[int]) -> bool:
    """Whether the content has words behind the preposition."""
    return any(token.i in content for token in preposition.subtree)


def _infinitive_of(head: Token, content: set[int]) -> bool:
    """Whether the content begins with the one who is asked to do something ("urged [the board to reject it]")."""
    return any(
        child.i in content and child.dep_ in ("xcomp", "ccomp", "advcl") and any(t.tag_ == "TO" for t in child.lefts)
        for child in head.rights
    )


def merged(doc: Doc, reading: Reading, read: list[Report], ruled: list[Report]) -> list[Report]:
    """What the encoder read, with the rules' source where it found none, and what the rules add that it half believes.

    Of PolNeAR dev's attributions that the rules alone find, every third is right; of those whose words the encoder
    holds likely, two thirds are.
    """
    content, cue = _by_token(doc, reading)
    passed_on = [report for report in ruled if report.cue and _passed_on(doc[report.cue[0]])]
    relayed = {verb.i for report in passed_on for verb in [doc[report.cue[0]].head.head]}
    taken = {i for report in read for i in report.content}
    read = [_without_next(doc, report, read, ruled) for report in read]
    found = [_completed(doc, report, ruled, taken) for report in read if relayed.isdisjoint(report.cue)]
    found += [report for report in passed_on if not any(_same(report, other) for other in found)]
    for report in ruled:
        if not any(_same(report, other) for other in found):
            said = sum(content[i] for i in report.content) / len(report.content)
            if said >= _LIKELY and max((cue[i] for i in report.cue), default=0.0) >= _LIKELY:
                found.append(report)
    return found


def _without_next(doc: Doc, report: Report, read: list[Report], ruled: list[Report]) -> Report:
    """The report without the quotation behind it that has a cue of its own.

    The encoder reads the two in one: "Ruel said it held. [“It may fall,”] he said".
    """
    known = {i for other in read for i in (*other.cue, *other.content)}
    for rule in ruled:
        first = min(rule.content) - 1
        own = first + 1 in report.content and rule.cue and known.isdisjoint(rule.cue)
        anew = first > 0 and doc[first].is_quote and doc[first - 1].text in _SENTENCE_ENDS
        kept = {i for i in report.content if i < first}
        if kept and own and anew and report.cue and report.cue[0] < first < rule.cue[0]:
            report = replace(report, content=kept)
    return report


def _passed_on(cue: Token) -> bool:
    """Whether the cue gives what one source quotes another as saying."""
    return cue.dep_ == "pcomp" and quotes_another(cue.head.head, cue)


def _by_token(doc: Doc, reading: Reading) -> tuple[list[float], list[float]]:
    """The greatest chance, as content and as cue, of the words that each token touches; 0 where nothing was read."""
    starts = [token.idx for token in doc]
    ends = [start + len(token) for start, token in zip(starts, doc, strict=True)]
    content, cue = [0.0] * len(doc), [0.0] * len(doc)
    for word in reading.words:
        for i in range(bisect_right(ends, word.start), bisect_left(starts, word.end)):
            content[i], cue[i] = max(content[i], word.content), max(cue[i], word.cue)
    return content, cue


def _completed(doc: Doc, report: Report, ruled: list[Report], taken: set[int]) -> Report:
    """The report with what a rule knows of the same cue: its stance, its source and how far the content reaches."""
    other = next((other for other in ruled if set(other.cue) & set(report.cue)), None)
    if other is None:
        return report
    content = settled_content(doc, report, other, ruled, taken)
    known = replace(report, stance=other.stance, lemma=other.lemma, content=content)
    return replace(known, source=list(other.source), noun=other.noun) if _knows_better(doc, other, report) else known


def _knows_better(doc: Doc, rule: Report, read: Report) -> bool:
    """Whether the rule's source is the surer one.

    So where the encoder found nobody, or the same, where the rule's is the cue's own subject or holder
    ("Park's claim"), and where one source quotes another.
    """
    if rule.noun is None:
        return bool(rule.source and not read.source)
    found = {i for start, end in read.source for i in range(start, end)}
    if rule.noun.i in found or not any(_names_somebody(doc[i]) for i in found) or _passed_on(doc[rule.cue[0]]):
        return True
    verbs = {i for cue in (doc[i] for i in rule.cue) for i in (cue.i, *_coordinate(cue))}
    own = (*SUBJECTS, "poss")
    return rule.noun.dep_ in own and rule.noun.head.i in verbs and _names_somebody(rule.noun)


def _coordinate(verb: Token) -> list[int]:
    """The verb that this one goes on with, in the same tense ("the bank [runs] a fund and says")."""
    return [verb.head.i] if verb.dep_ == "conj" and verb.head.tag_ == verb.tag_ else []


def _names_somebody(token: Token) -> bool:
    """Whether the word can be a source: "who" alone, an "and" and a dash are none."""
    return token.pos_ in _SOURCE_TAGS and token.is_alpha and token.lower_ not in RELATIVE


def _same(first: Report, second: Report) -> bool:
    """Whether two reports tell of the same utterance: by their cue, or by half of their words."""
    if set(first.cue) & set(second.cue):
        return True
    if set(first.cue) & second.content or set(second.cue) & first.content:
        return False
    shared = len(first.content & second.content)
    return 2 * shared >= min(len(first.content), len(second.content))
