"""Quotations and who they belong to: fitting contents to quotation marks, and finding the cue beside a quotation."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from onrecord.language.cues import Cues
from onrecord.language.quotes import Quotation
from onrecord.language.reporting import Report
from onrecord.language.sources import source_of_verb, source_ranges

_FIRST_AND_SECOND = frozenset({"i", "we", "you", "me", "us"})
_OBJECT_FORMS = frozenset({"me", "him", "her", "us", "them"})
_DASHES = frozenset({"—", "–", "--", "―"})
_SHORT = 4
_LABEL = 8
_REACH = 12
_DATELINE = 12


@dataclass(slots=True)
class Page:
    """The Doc with the quotation and the paragraph of each token at hand."""

    doc: Doc
    quotes: list[Quotation]
    quote_at: list[int] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)
    chunk_from: dict[int, Span] = field(default_factory=dict)
    chunk_to: dict[int, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = {start for start, _ in self.doc._.paragraphs}
        for chunk in self.doc.noun_chunks:
            self.chunk_from[chunk.start] = self.chunk_to[chunk.end] = chunk
        self.quote_at = [-1] * len(self.doc)
        for index, quote in enumerate(self.quotes):
            self.quote_at[quote.start : quote.end] = [index] * (quote.end - quote.start)

    def paragraph(self, token: int) -> int:
        """The index of the paragraph that the token stands in."""
        return bisect_right(self.doc._.paragraphs, (token, len(self.doc))) - 1

    def beside_quotation(self, report: Report) -> Token | None:
        """The source of a cue right behind a quotation, by its place: "…," said X, or "…," X said."""
        cue = start = report.cue[0]
        while start > 0 and self.doc[start - 1].pos_ in ("ADV", "AUX"):
            start -= 1
        for end in dict.fromkeys((cue, start)):
            chunk = self.chunk_to.get(end)
            if chunk is not None and self._behind_quotation(chunk.start):
                return chunk.root
        name = self.doc[cue - 1] if cue > 0 else None
        if name is not None and name.is_title and self._behind_quotation(name.i):
            return name
        return self._inverted(report.cue[-1] + 1) if self._behind_quotation(cue) else None

    def _inverted(self, start: int) -> Token | None:
        """The source that follows its cue; an abbreviated rank before a name is part of it ("said Sgt. Pam Oakes")."""
        chunk = self.chunk_from.get(start)
        if chunk is None or chunk.root.lower_ in _OBJECT_FORMS:
            return None
        if len(chunk) == 1 and chunk.end + 1 < len(self.doc) and self.doc[chunk.end].text == ".":
            named = self.chunk_from.get(chunk.end + 1)
            if named is not None and named.root.pos_ == "PROPN":
                return named.root
        return chunk.root

    def _behind_quotation(self, token: int) -> bool:
        """Whether a quotation that leads on (it ends in a comma, or asks, or exclaims) ends right before the token."""
        before = token - 1
        while before >= 0 and self.doc[before].is_quote:
            before -= 1
        return 0 <= before < token - 1 and self.quote_at[before] >= 0 and self.doc[before].text in (",", "?", "!", "-")

    def settle(self, report: Report) -> bool:
        """Fit the content to the quotations; False where nothing is left of the report."""
        home = self.quote_at[report.cue[0]]
        if home >= 0:
            report.content = {i for i in report.content if self.quote_at[i] == home}
            own = report.noun is not None and report.noun.lower_ in _FIRST_AND_SECOND
            clause = report.frame == "clause" and report.stance == "speech"
            return bool(report.content) and report.noun is not None and not own and clause
        self._without_dateline(report)
        near = self.beside_quotation(report) if report.frame in ("clause", "bare") else None
        if near is not None and near != report.noun:
            report.noun, report.source = near, source_ranges(near, self.doc[report.cue[0]])
            report.content -= {i for start, end in report.source for i in range(start, end)}
        for index in {self.quote_at[i] for i in report.content} - {-1}:
            quote = self.quotes[index]
            report.content.update(range(quote.start, quote.end))
        words = [start for start, _ in report.source if self.quote_at[start] < 0]
        report.content.difference_update(report.cue)
        self._cut(report)
        return bool(report.content) and (bool(words) or not report.source)

    def _without_dateline(self, report: Report) -> None:
        """Take the dateline ("CARVER, Ohio — ") off the source and the content."""
        first, _ = self.doc._.paragraphs[self.paragraph(report.cue[0])]
        if not self.doc[first].is_upper:
            return
        dash = next(
            (i for i in range(first + 1, min(first + _DATELINE, len(self.doc))) if self.doc[i].text in _DASHES), None
        )
        if dash is None or dash >= report.cue[0]:
            return
        report.content -= set(range(first, dash + 1))
        if report.source and report.source[0][0] < dash < report.source[0][1] - 1:
            start, end = dash + 1, report.source[0][1]
            report.source[0] = (start, end)
            report.noun = self.doc[start:end].root

    def _cut(self, report: Report) -> None:
        """Drop what stands before a colon or semicolon in front of the cue, and what follows a closed utterance."""
        cue = report.cue[0]
        before = [i for i in report.content if i < cue and self.doc[i].text in (":", ";") and self.quote_at[i] < 0]
        if before and any(i > max(before) for i in report.content):
            report.content = {i for i in report.content if i > max(before)}
        if report.frame not in ("clause", "bare") or not report.content:
            return
        quote = self.quote_at[min(report.content)]
        if quote < 0 or self.quotes[quote].start != min(report.content) or self.quotes[quote].end > cue:
            return
        if self.doc[self.quotes[quote].end - 1].text in (",", ".", "!", "?"):
            report.content = {i for i in report.content if self.quote_at[i] >= 0}

    def is_utterance(self, quote: Quotation) -> bool:
        """Whether the quotation says something by itself, rather than naming or doubting a word."""
        words = [token for token in self.doc[quote.start : quote.end] if token.is_alpha]
        if words and words[0].is_title and self._led_up_to(quote):
            return True
        if any(token.pos_ in ("VERB", "AUX") for token in words) and len(words) >= _SHORT:
            return True
        last = self.doc[quote.end - 1]
        return bool(words) and last.text in (",", ".", "!", "?") and self.begins_sentence(quote)

    def _led_up_to(self, quote: Quotation) -> bool:
        """Whether a comma or a colon leads up to the quotation."""
        before = quote.start - 1
        while before > 0 and self.doc[before].is_quote:
            before -= 1
        return self.doc[before].text in (",", ":")

    def label_before(self, quote: Quotation) -> tuple[int, Token] | None:
        """The colon and the name of a label that leads up to the quotation (Garza: "…")."""
        colon = quote.start - 1
        while colon > 0 and self.doc[colon].is_quote:
            colon -= 1
        chunk = self.chunk_to.get(colon)
        if chunk is None or self.doc[colon].text != ":" or not any(token.pos_ == "PROPN" for token in chunk):
            return None
        before = chunk.start - 1
        opening = before < 0 or self.doc[before].is_space or self.doc[before].is_quote or self.doc[before].text in ".?!"
        return (colon, chunk.root) if opening else None

    def begins_sentence(self, quote: Quotation) -> bool:
        """Whether nothing but marks stands before the quotation in its sentence."""
        before = quote.start - 1
        while before >= 0 and self.doc[before].is_quote:
            before -= 1
        return before < 0 or before + 1 in self.starts or self.doc[before].text in ".!?" or self.doc[before].is_space


def attach_quotations(page: Page, found: list[Report], cues: Cues) -> list[Report]:
    """Give each quotation that no report holds to the cue beside it, or to whom spoke last."""
    holders: dict[int, Report] = {}
    for report in found:
        if page.quote_at[report.cue[0]] < 0 and report.stance == "speech":
            for i in report.content:
                if page.quote_at[i] >= 0:
                    holders.setdefault(page.quote_at[i], report)
    by_cue = {i: report for report in found for i in report.cue if report.stance == "speech"}
    spoken = sorted((report for report in found if report.stance == "speech"), key=lambda report: report.cue[0])
    added: list[Report] = []
    known = {id(report) for report in found}
    for index, quote in enumerate(page.quotes):
        if index in holders or not page.is_utterance(quote):
            continue
        holder = _interrupted(page, index, holders)
        holder = holder or _beside(page, quote, cues, by_cue) or _continued(page, index, holders, spoken)
        if holder is None:
            continue
        holder.content.update(range(quote.start, quote.end))
        holders[index] = holder
        if id(holder) not in known:
            known.add(id(holder))
            added.append(holder)
            by_cue |= dict.fromkeys(holder.cue, holder)
    return found + added


def _interrupted(page: Page, index: int, holders: dict[int, Report]) -> Report | None:
    """The report of the quotation before, where this one goes on with its sentence behind the cue."""
    before = holders.get(index - 1)
    if before is None or not page.doc[page.quotes[index].start].is_lower:
        return None
    first, last = page.quotes[index - 1], page.quotes[index]
    together = page.paragraph(first.start) == page.paragraph(last.start)
    return before if together and page.doc[first.end - 1].text == "," else None


def _beside(page: Page, quote: Quotation, cues: Cues, by_cue: dict[int, Report]) -> Report | None:
    """The report of the cue right behind the quotation or right before it."""
    label = page.label_before(quote)
    if label is not None:
        colon, noun = label
        return Report([colon], "", "bare", "speech", set(), noun, source_ranges(noun, page.doc[colon]), confidence=0.7)
    for token in _neighbours(page, quote):
        if token.i in by_cue:
            return by_cue[token.i]
        lemma = cues.lemma(token)
        if token.pos_ != "VERB" or not cues.speaks(lemma):
            continue
        report = Report([token.i], lemma, "bare", "speech", set(), confidence=0.7)
        report.noun = page.beside_quotation(report) or source_of_verb(token)
        if report.noun is None or page.quote_at[report.noun.i] >= 0:
            continue
        report.source = source_ranges(report.noun, token)
        return report
    return None


def _neighbours(page: Page, quote: Quotation) -> list[Token]:
    """The tokens that may be the quotation's cue: behind it in its sentence, then before it, nearest first."""
    doc = page.doc
    first, last = doc._.paragraphs[page.paragraph(quote.start)]
    behind: list[Token] = []
    if doc[quote.end - 1].text != ".":
        for i in range(quote.end, min(last, quote.end + _REACH)):
            if page.quote_at[i] >= 0 or doc[i].text in ".:;":
                break
            behind.append(doc[i])
    before: list[Token] = []
    for i in range(quote.start - 1, max(first - 1, quote.start - 1 - 2 * _REACH), -1):
        if page.quote_at[i] >= 0 or (doc[i].text in ".?!" and before):
            break
        before.append(doc[i])
    return behind + before


def _continued(page: Page, index: int, holders: dict[int, Report], spoken: list[Report]) -> Report | None:
    """Whom a quotation without a cue goes on for."""
    quote, paragraph = page.quotes[index], page.paragraph(page.quotes[index].start)
    if not page.begins_sentence(quote):
        return None
    before = holders.get(index - 1)
    if before is not None and page.paragraph(page.quotes[index - 1].start) == paragraph:
        return before
    if before is not None and page.paragraph(page.quotes[index - 1].start) == paragraph - 1:
        return _again(before)
    introduced = _introduced(page, quote)
    if introduced is not None:
        return introduced
    earlier = [
        report for report in spoken if report.cue[0] < quote.start and page.paragraph(report.cue[0]) >= paragraph - 1
    ]
    return _again(earlier[-1]) if earlier else None


def _introduced(page: Page, quote: Quotation) -> Report | None:
    """The person whom the sentence before the quotation, in its paragraph, is about ("Doe agreed. “…”")."""
    first, _ = page.doc._.paragraphs[page.paragraph(quote.start)]
    before = quote.start - 1
    while before > first and page.doc[before].is_quote:
        before -= 1
    if before <= first:
        return None
    verb = page.doc[before].sent.root
    noun = source_of_verb(verb) if verb.i >= first and verb.pos_ == "VERB" else None
    if noun is None or page.quote_at[noun.i] >= 0:
        return None
    if noun.lower_ in ("he", "she") or noun.ent_type_ == "PERSON" or (noun.pos_ == "PROPN" and not noun.ent_type_):
        return Report([], "", "bare", "speech", set(), noun, source_ranges(noun, verb), confidence=0.5)
    return None


def _again(report: Report) -> Report:
    """A further utterance of the same speaker, without a cue of its own."""
    return Report([], report.lemma, "bare", "speech", set(), report.noun, list(report.source), confidence=0.6)


# ------------------------------------------------------------------------------------------------- headlines


def headline_reports(page: Page, found: list[Report]) -> list[Report]:
    """Labels with a colon: "Sheriff: Jail is full", and the lines of a transcript."""
    doc = page.doc
    made: list[Report] = []
    for first, last in doc._.paragraphs:
        colon = next((i for i in range(first + 1, min(last, first + _LABEL)) if doc[i].text == ":"), None)
        if colon is None or colon + 1 >= last:
            continue
        label = doc[first:colon]
        if any(token.pos_ in ("VERB", "AUX") or token.is_punct or page.quote_at[token.i] >= 0 for token in label):
            continue
        if not any(token.pos_ == "PROPN" for token in label):
            continue
        content = set(range(colon + 1, last))
        report = Report([colon], "", "clause", "speech", content, label.root, [(first, colon)], confidence=0.5)
        if label.text.isupper() or not any(first <= other.cue[0] < last for other in found):
            made.append(report)
    return made
