"""The words of a mention as the article writes them, and what a law's words say of its kind."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Mention
from onrecord.record import Kind

_LEADING = re.compile(r"^(?:the|a|an|this|that|these|those)\s+", re.IGNORECASE)
_OPENING = frozenset({"ADP", "CCONJ", "DET"})
"""What only opens a phrase, and so ends none."""
_QUOTES = frozenset({'"', "''", "``", "'"})
_ARTICLES = frozenset({"the", "a", "an"})
"""Articles, which the tagger takes for pronouns where no noun follows."""
_INHABITANTS = re.compile(r"[a-z](?:ians|oans|xans|icans|[kt]ers)$")
"""How the people of a place are called ("New Yorkers")."""
_SPACE = re.compile(r"\s+")
_LAW_KINDS = (
    ("ExecutiveOrder", r"\bexecutive order|\bproclamation"),
    (
        "Constitution",
        r"\bconstitution\b|\bcharter\b|\b(?:first|second|fourth|fifth|sixth|eighth|tenth|\d+th) amendment",
    ),
    ("Bill", r"\bbill\b|\b[hs]\.?[br]\.? ?\d|\blegislation\b|\bamendment\b|\bhouse file\b"),
    ("Ordinance", r"\bordinance\b|\bresolution\b|\bmoratorium\b|\blevy\b"),
    ("Ruling", r"\bruling\b|\bdecision\b|\binjunction\b|\bv\. |\bopinion\b|\bsubpoena\b"),
    ("Regulation", r"\bregulation|\brule\b|\bpermit\b|\bdirective\b|\bmemo\b"),
    ("Provision", r"\bsection\b|\bclause\b|\btitle [ivx\d]|\barticle [ivx\d]|\bprovision\b"),
    ("Treaty", r"\btreaty\b|\bconvention\b|\baccord\b|\bprotocol\b"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _LAW_KINDS)


def surface(doc: Doc, mention: Mention) -> str:
    """The mention's words in the article's own spelling, on one line, without a leading article."""
    if mention.label is not None:
        return mention.label
    return words_between(doc, mention.start, mention.end)


def words_between(doc: Doc, start: int, end: int) -> str:
    """The article's words at these tokens."""
    first, last = doc[start], doc[end - 1]
    text = doc._.article.text if doc._.article is not None else doc.text
    words = text[first.idx : last.idx + len(last.text)]
    return _LEADING.sub("", _SPACE.sub(" ", words)) or words


def is_quoted(doc: Doc, start: int, end: int) -> bool:
    """Whether quotation marks hold a name of several words and nothing else: the title of a book or a show."""
    if start == 0 or end >= len(doc) or end - start < 2:
        return False
    closing = doc[end + 1].text if doc[end].text in {",", "."} and end + 1 < len(doc) else doc[end].text
    return doc[start - 1].text in _QUOTES and closing in _QUOTES


def person_start(doc: Doc, start: int, end: int) -> int:
    """Where a person's name begins behind what is no part of it: a title or its end ("Staff"), a state."""
    words = gazetteer()
    if doc[start].lower_ == "of":  # what is left of a title: "Director [of Marlow Affairs Jo Park]"
        begin = start + 1
        while begin < end - 1 and doc[begin].ent_type_ != "PERSON" and words.gender(doc[begin].text) is None:
            begin += 1
        start = begin if begin < end - 1 else max(start + 1, end - 2)
    while end - start > 1:
        first = doc[start]
        titled = first.lower_ in words.titles or first.lower_ in words.before_names
        stated = first.text in words.states and first.text.endswith(".")
        stated = stated or (first.text == "State" and start > 0 and doc[start - 1].lower_ == "of")
        if not (titled or stated or first.is_punct) or words.gender(first.text):
            break
        start += 1
    return start


def is_sort(doc: Doc, start: int, end: int) -> bool:
    """Whether the words only say of what sort a body is ("a super PAC")."""
    return doc[start:end].text.lower() in gazetteer().sorts


def is_of_people(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are a people's adjective, or its members ("the British", "Marlovians")."""
    text = doc[start:end].text
    if text in gazetteer().peoples:
        return True
    members = doc[end - 1].tag_ == "NNPS" and all(token.ent_type_ == "NORP" for token in doc[start:end])
    return (members or _INHABITANTS.search(text) is not None) and text not in gazetteer().authorities


def is_common(doc: Doc, start: int, end: int) -> bool:
    """Whether a lone word is one of the language that only opens a sentence ("Mourners came"), by all its uses."""
    word = doc[start]
    if end - start > 1 or word.is_upper or word.text in gazetteer().authorities:
        return False
    uses = [token for token in doc if token.text == word.text]
    return all(token.tag_ not in {"", "NNP", "NNPS", "FW"} for token in uses)


def is_pair(doc: Doc, start: int, end: int) -> bool:
    """Whether two known names are only joined by a hyphen: "the U.S.-Mexico border"."""
    one, joint, other = doc[start:end].text.partition("-")
    known = gazetteer().authorities.keys() | gazetteer().peoples
    return bool(joint) and one in known and other.strip() in known


def is_no_person(doc: Doc, start: int, end: int) -> bool:
    """Whether an article and an "of" show that no person is named ("the Star of Marlow"), or the last word does."""
    if end - start > 1 and doc[end - 1].lower_ in {"show", "rally", "podcast"}:
        return True
    return start > 0 and doc[start - 1].lower_ in _ARTICLES and "of" in {token.text for token in doc[start + 1 : end]}


def is_title_only(doc: Doc, start: int, end: int) -> bool:
    """Whether all the words are those of a title: "Mr.", "former Secretary of State"."""
    words = gazetteer()
    known = words.titles | words.courtesy | words.title_modifiers | words.before_names | {"of", "state"}
    return all(token.lower_ in known or token.is_punct for token in doc[start:end])


def closed(doc: Doc, start: int, end: int) -> int:
    """The end of a phrase without the articles, prepositions and participles that it was cut off behind."""
    while end > start and doc[end - 1].is_lower and _opens(doc[end - 1]):
        end -= 1
    return end


def _opens(token: Token) -> bool:
    """Whether more has to follow: an article, a preposition, a participle with an agent ("a firm headed by ...")."""
    participle = token.tag_ == "VBN" and any(child.dep_ == "agent" for child in token.rights)
    return token.pos_ in _OPENING or token.lower_ in _ARTICLES or participle


def key(text: str) -> str:
    """The form in which names are compared: case, quotation style, final possessive and points aside."""
    plain = text.replace("\u2019", "'").replace("\u2018", "'").casefold().strip(" .,;:\"'")
    return re.sub(r"'s?$", "", _LEADING.sub("", plain))


def law_kind(kind: Kind, names: list[str]) -> str | None:
    """The local name of the `rec:lawKind` that a law's names tell."""
    if kind is not Kind.LAW:
        return None
    for text in names:
        if re.search(r"\bact\b(?: of \d{4})?$", text, re.IGNORECASE):
            return "Statute"
        for name, pattern in _PATTERNS:
            if pattern.search(text):
                return name
    return "Statute"
