"""The component `onrecord_dates`: which words of a Doc date something, and when.

`onrecord.language.calendar` reads the words; this module adds what only syntax knows: whether a month's name is one,
whether the future is meant, what a preposition makes of a date, ranges, and words that count from an earlier date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from onrecord.language import calendar
from onrecord.language.annotations import DateMention
from onrecord.language.calendar import Expression, resolve
from onrecord.language.numbers import value_of
from onrecord.record import Article, PartialDate

__all__ = ["find", "resolve"]

_WORDS = calendar.WORDS
_FROM = {"since", "from", "after", "starting", "beginning", "effective", "between"}
_UNTIL = {"until", "till", "through", "thru", "before"}
_MONTH_LEADS = _FROM | _UNTIL | set(_WORDS["month_leads"])
_LABELS = frozenset(_WORDS["labels"])
_MODALS = {"will", "'ll", "wo", "shall", "would", "could", "should", "may", "might", "can", "must"}
_PLANS = frozenset(_WORDS["plans"])
_COMING = frozenset(_WORDS["coming"])
_EVENTS = frozenset(_WORDS["events"])
_LATER = re.compile(
    r"(?<!\w)(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"
    r"(?P<unit>day|week|month|year|decade)s?\s+(?P<way>later|earlier|afterward)(?!\w)"
    r"|(?<!\w)the\s+(?P<next>next|following|previous|same|very\s+same)\s+(?P<period>day|month|year)(?!\w)"
    r"|(?<!\w)the\s+(?P<back>day|month|year)\s+before(?!\s+(?:the|he|she|it|they|his|her|its|a|an|last|yesterday|that)\b)"
    r"|(?<!\w)that\s+(?:same\s+)?(?P<that>day|month|year|"
    + "|".join(name.capitalize() for name in calendar.MONTHS)
    + r")(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:-|\u2013|to|through|thru|until|till|and)\s*")
_DAY_RANGE = re.compile(r"\s*(?:-|\u2013|to|through)\s*(?P<day>3[01]|[12]\d|[1-9])(?![\d:]|\s*(?:percent|%))")
_OPENING = 100
"""Characters before a date in which the word that opens a range ("from") is looked for."""
_YEAR_RANGE = re.compile(r"\s*[-\u2013]\s*(?P<year>\d\d)(?![\d-])")


def find(doc: Doc) -> list[DateMention]:
    """The words of the Doc that date something, with their dates, in text order.

    Relative ones are read against the date of `doc._.article`; those that mean no date are left out.
    """
    article = doc._.article
    published = article.date if isinstance(article, Article) else None
    found: list[tuple[int, int, DateMention]] = []
    for expression in calendar.scan(doc.text):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or not _dates_something(expression, span):
            continue
        value = read_in_context(expression, span, published)
        if value is not None:
            mention = DateMention(span.start, span.end, value, _role(span))
            found.append((expression.start, expression.end, mention))
    found += list(_counted(doc, found, published))
    found.sort(key=lambda item: (item[0], -item[1]))
    return [mention for _, _, mention in _ranges(doc, _disjoint(found))]


def read_in_context(expression: Expression, span: Span, published: PartialDate | None) -> PartialDate | None:
    """The date of an expression where it stands: tense decides whether an open year lies ahead."""
    if not expression.open_year:
        return expression.read(published)
    tense = tense_of(span)
    past, ahead = expression.read(published), expression.read(published, future=True)
    if past is None or ahead is None:
        return past or ahead
    if expression.weekday:
        return ahead if tense == "future" else past
    before, after = _days_between(past, published), _days_between(published, ahead)
    if tense == "future":
        return past if after >= 270 and before <= 31 else ahead
    return ahead if tense == "unknown" and 2 * after < before else past


def _days_between(first: PartialDate | None, last: PartialDate | None) -> int:
    days = (_day(first), _day(last))
    return (days[1] - days[0]).days if days[0] is not None and days[1] is not None else 0


def _day(value: PartialDate | None) -> date | None:
    """The first day of a date that has a year."""
    if value is None or value.value.startswith("--"):
        return None
    return date.fromisoformat(value.value + "-01-01"[len(value.value) - 4 :])


def _dates_something(expression: Expression, span: Span) -> bool:
    first = span[0]
    before = span.doc[span.start - 1] if span.start else None
    lead = before.lower_ if before is not None else ""
    if lead in ("every", "each", "any"):
        return False
    if expression.bare_month:
        return _is_month(span, before)
    if expression.bare_year:
        after = span.doc[span.end] if span.end < len(span.doc) else None
        if lead in _LABELS or lead in ("$", "#"):
            return False
        if int(first.text[:4] if first.text[:4].isdigit() else 2000) < 1900:
            return lead in _MONTH_LEADS
        return not (after is not None and after.tag_ == "NNS" and lead not in _MONTH_LEADS and not _settled(before))
    return True


def _settled(before: Token | None) -> bool:
    """Whether what stands before a figure and a plural makes it a year ("the 2012 attacks", "their 2016 plans")."""
    return before is not None and (before.tag_ in ("PRP$", "POS") or before.lower_ in ("the", "those", "these"))


def _is_month(span: Span, before: Token | None) -> bool:
    first = span[-1]
    if first.tag_ == "MD" or (first.ent_type_ == "PERSON" and (before is None or before.lower_ not in _MONTH_LEADS)):
        return False
    if len(span) > 1 or (before is not None and before.lower_ in _MONTH_LEADS):
        return True
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if first.lower_ in ("may", "march") and first.tag_ not in ("NNP", "NN"):
        return False
    attributive = after is not None and after.is_lower and after.pos_ in ("NOUN", "ADJ")
    if first.lower_ in ("may", "march"):
        return attributive or (after is not None and after.text == "'s")
    return attributive or first.ent_type_ == "DATE" or (after is not None and after.text == "'s")


def _role(span: Span) -> Literal["on", "from", "until"]:
    index = span.start - 1
    while index >= 0 and span.doc[index].lower_ in ("the", "at", "least", "about", "around", "early", "late"):
        index -= 1
    lead = span.doc[index].lower_ if index >= 0 else ""
    if lead in _FROM:
        return "from"
    return "until" if lead in _UNTIL else "on"


# Tense ------------------------------------------------------------------------------------------------------------


def tense_of(span: Span) -> Literal["past", "future", "unknown"]:
    """The tense of the clause that the words stand in, as far as it tells a coming date from a bygone one."""
    role, root = _role(span), span.root
    if _as_of(span):
        return "past"
    event = _attributed_event(span)
    if event is False:
        return "unknown" if root.dep_ == "poss" else "past"
    token = root
    while token.pos_ not in ("VERB", "AUX"):
        if token.lower_ in _COMING:
            return "future"
        if token.head == token:
            return "unknown"
        token = token.head
    tense = _tense_of_verb(token)
    return "unknown" if tense == "past" and (role == "until" or event) else tense


def _as_of(span: Span) -> bool:
    lead = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    return lead == ["as", "of"] or lead[-1:] == ["since"]


def _attributed_event(span: Span) -> bool | None:
    """Whether the words modify an event to come ("the November election"); None where they modify no noun."""
    root = span.root
    if root.dep_ not in ("compound", "nmod", "amod", "nummod", "poss") or root.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return root.head.lemma_.lower() in _EVENTS


def _tense_of_verb(verb: Token) -> Literal["past", "future", "unknown"]:
    children = {child.lower_: child for child in verb.lefts}
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ in _MODALS or (child.lower_ == "'d" and child.tag_ == "MD") for child in auxiliaries):
        return "past" if any(child.lemma_ == "have" for child in auxiliaries) else "future"
    if verb.lower_ in _COMING and any(child.lemma_ == "be" and child.tag_ in ("VBZ", "VBP") for child in auxiliaries):
        return "future"
    if "to" in children and children["to"].tag_ == "TO":
        return _tense_of_infinitive(verb)
    if any(child.tag_ in ("VBD", "VBN") or child.lemma_ == "have" for child in auxiliaries) or verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "future"
    if any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries):
        return "future" if verb.tag_ == "VBG" or verb.lower_ in _COMING else "past"
    if verb.tag_ in ("VBG", "VBN", "VB") and verb.head != verb:
        return _tense_of_clause_above(verb)
    return "past" if verb.tag_ == "VBN" else "unknown"


def _tense_of_infinitive(verb: Token) -> Literal["past", "future", "unknown"]:
    governor = verb.head
    if governor == verb or governor.lemma_.lower() in _PLANS or governor.lower_ in _COMING:
        return "future"
    if governor.pos_ in ("NOUN", "PROPN"):
        return "future"
    if governor.pos_ == "ADJ":
        governor = governor.head
    if governor.tag_ in ("VBZ", "VBP"):
        return "future"
    ahead = governor.pos_ in ("VERB", "AUX") and _tense_of_verb(governor) == "future"  # "will have to close"
    return "future" if ahead else "unknown"


def _tense_of_clause_above(verb: Token) -> Literal["past", "future", "unknown"]:
    if verb.tag_ == "VBN" and verb.lower_ not in _COMING:
        return "past"
    token = verb.head
    while (token.pos_ not in ("VERB", "AUX") or _is_passed_over(token, verb)) and token.head != token:
        token = token.head
    return _tense_of_verb(token) if token.pos_ in ("VERB", "AUX") and token.i < verb.i else "unknown"


def _is_passed_over(participle: Token, verb: Token) -> bool:
    """Whether what begins does not begin with the participle ("will keep phones switched off starting Jan. 5")."""
    bare = participle.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in participle.lefts)
    return verb.lower_ in ("beginning", "starting") and bare


# Dates that count from others, and ranges ---------------------------------------------------------------------------

_Found = tuple[int, int, DateMention]


def _counted(doc: Doc, found: list[_Found], published: PartialDate | None) -> Iterator[_Found]:
    """Words that count from the date before them, in the same sentence or the one before ("two years later").

    "The year before" counts from the publication where there is no such date.
    """
    for match in _LATER.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            continue
        sentence = span[0].sent
        first = doc[sentence.start - 1].sent.start if sentence.start else 0
        earlier = [mention for _, end, mention in found if end <= match.start() and mention.start >= first]
        base = earlier[-1].value if earlier else published if match["back"] else None
        value = _count_from(match, base) if base is not None else None
        if value is not None:
            yield match.start(), match.end(), DateMention(span.start, span.end, value, _role(span))


def _count_from(match: re.Match[str], base: PartialDate) -> PartialDate | None:
    if match["count"]:
        words = match["count"].lower()
        count = 1 if words in ("a", "an") else int(value_of(words) or 0)
        value = calendar.shifted(base, -count if match["way"].lower() == "earlier" else count, match["unit"].lower())
    elif match["next"]:
        step = {"next": 1, "following": 1, "previous": -1}.get(match["next"].lower(), 0)
        value = calendar.shifted(base, step, match["period"].lower())
    elif match["back"]:
        value = calendar.shifted(base, -1, match["back"].lower())
    elif match["that"].lower() in ("day", "month", "year"):
        value = calendar.shifted(base, 0, match["that"].lower())
    elif base.value.startswith("--"):
        return None
    else:
        value = f"{base.value[:4]}-{calendar.MONTHS.index(match['that'].lower()) + 1:02d}"
    return PartialDate(value) if value is not None else None


def _disjoint(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in found:
        if kept and item[2].start < kept[-1][2].end:
            if item[1] - item[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _ranges(doc: Doc, found: list[_Found]) -> list[_Found]:
    """The same with ranges made one: "from May to July 2024", "May 3-5", "2015-16"."""
    # spaCy makes the text anew from all tokens whenever it is asked for.
    text = doc.text
    joined: list[_Found] = []
    for start, end, mention in found:
        if joined and _joins(text, joined[-1], start) and joined[-1][2].until is None:
            first = joined[-1][2]
            value = _with_year_of(first.value, mention.value, text[joined[-1][0] : joined[-1][1]])
            span = DateMention(first.start, mention.end, value, "from", _not_before(mention.value, value))
            joined[-1] = (joined[-1][0], end, span)
            continue
        joined.append(_closed(doc, text, start, end, mention))
    return joined


def _joins(text: str, before: _Found, start: int) -> bool:
    between = text[before[1] : start]
    if not _BETWEEN.fullmatch(between):
        return False
    opened = text[max(0, before[0] - _OPENING) : before[0]].rstrip().lower()
    if between.strip() == "and":
        return opened.endswith("between")
    return between.strip() in ("-", "\u2013", "through", "thru") or opened.endswith("from")


def _with_year_of(first: PartialDate, last: PartialDate, words: str) -> PartialDate:
    """The first date of a range whose year stands with the second only ("May to July 2024")."""
    if re.search(r"\d{4}", words) or last.value.startswith("--") or len(first.value) <= 4:
        return first
    tail = first.value[first.value.index("-", 2 if first.value.startswith("--") else 0) :].lstrip("-")
    year = int(last.value[:4])
    if len(last.value) > 4 and tail > last.value[5:]:
        year -= 1
    candidate = f"{year:04d}-{tail}"
    try:
        date.fromisoformat(candidate if len(candidate) == 10 else candidate + "-01")
    except ValueError:
        return first
    return PartialDate(candidate)


def _not_before(last: PartialDate, first: PartialDate) -> PartialDate | None:
    return last if last.value >= first.value or last.value.startswith("--") != first.value.startswith("--") else None


def _closed(doc: Doc, text: str, start: int, end: int, mention: DateMention) -> _Found:
    """The mention, with the day or the two-digit year that closes a range after it, if one does."""
    value = mention.value.value
    until: str | None = None
    closing = _DAY_RANGE.match(text, end) if len(value) in (10, 7) and mention.value.datatype != "gYearMonth" else None
    if closing is not None and int(closing["day"]) > int(value[-2:]):
        until = f"{value[:-2]}{int(closing['day']):02d}"
    elif mention.value.datatype == "gYear":
        closing = _YEAR_RANGE.match(text, end)
        if closing is not None and int(closing["year"]) > int(value[2:]):
            until = value[:2] + closing["year"]
    span = doc.char_span(start, closing.end(), alignment_mode="expand") if closing and until else None
    if until is None or closing is None or span is None:
        return start, end, mention
    return start, closing.end(), DateMention(span.start, span.end, mention.value, "from", PartialDate(until))


@Language.component("onrecord_dates")
def date_words(doc: Doc) -> Doc:
    """Leave the `DateMention`s on the Doc."""
    doc._.dates = find(doc)
    return doc
