"""The kind of a named thing: by list, by title, by head noun, by form, by the language model, by context."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.identity.gazetteer import Gazetteer, gazetteer
from onrecord.language.surface import is_no_person, is_of_people, is_quoted
from onrecord.record import Kind

STANDS_AS_PLACE = 0.8
"""How sure a name is a place that the language model takes for something else, but that stands as places do."""

_ENTITY_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.FACILITY,
    "LAW": Kind.LAW,
}
_OTHER_THINGS = frozenset({"NORP", "WORK_OF_ART", "EVENT", "PRODUCT", "LANGUAGE", "MONEY"})
_PLACE_HEADS = frozenset({"county", "city", "township", "town", "village", "parish", "borough"})
_INHABITANTS = frozenset({"democrat", "republican", "resident", "residents", "man", "woman"})
_CHAMBERS = frozenset({"House", "Senate", "Assembly"})
_ELECTING = frozenset({"congressional", "senate", "house", "assembly", "legislative", "senatorial"})
_SPEECH = frozenset({"say", "tell", "add", "write", "ask", "call", "argue", "testify", "think", "know", "want"})
_LAW_NUMBER_HEADS = frozenset({"section", "title", "proposition", "amendment", "measure", "article", "ordinance"})
_ROADS = frozenset({"highway", "interstate", "route", "fort", "mount", "lake"})
_PREPOSITIONS_OF_PLACE = frozenset({"in", "near", "from", "at", "outside", "around", "across"})


def kind_of_name(doc: Doc, start: int, end: int, title: str | None) -> tuple[Kind | None, float]:
    """The kind of the thing named, None where it is none of the eight, and how sure that is."""
    words = gazetteer()
    text = doc[start:end].text
    lower = text.lower()
    if lower in words.sorts or {lower, doc[end - 1].lower_} & words.events:
        return None, 0.0
    if end - start == 1 and lower in words.fields:
        return None, 0.0
    if text in words.own_country and end < len(doc) and doc[end].lower_ in {"attorney", "attorneys", "marshal"}:
        return None, 0.0
    if text in words.peoples and title is None and doc[start].ent_type_ != "PERSON":
        return None, 0.0  # "Turkish" is no place.
    known = words.authorities.get(text)
    entity = _entity_kind(doc, start, end)
    if title is not None and doc[start - 1].text != "," and entity is not Kind.FACILITY:
        return Kind.PERSON, 0.95
    if known is not None and not (entity is Kind.PERSON and known.kind is Kind.PLACE and text in words.states):
        acting = doc[end - 1].dep_ in {"nsubj", "agent"}
        return known.kind, 0.3 if known.platform and not acting else 0.95
    return _kind_by_words(doc, start, end, entity)


def _kind_by_words(doc: Doc, start: int, end: int, entity: Kind | None) -> tuple[Kind | None, float]:
    """The kind of a name that no list knows: by its own words, else by the language model and the context."""
    words = gazetteer()
    if end - start > 1 and doc[start].text in _CHAMBERS and entity is not Kind.LAW:
        return Kind.AGENCY, 0.85
    if doc[start].text == "Team" and end - start > 1:
        return Kind.ORGANIZATION, 0.8
    if _initialed(doc, start, end):
        return Kind.PERSON, 0.85
    headed = _head_kind(doc, start, end, words)
    given = 1 < end - start < 5 and words.gender(doc[start].text) is not None
    if given and headed in {None, Kind.PLACE, Kind.ORGANIZATION} and entity in {None, Kind.PERSON}:
        return Kind.PERSON, 0.85
    if (headed or entity) in {Kind.LAW, Kind.ORGANIZATION, None} and is_quoted(doc, start, end):
        return None, 0.0
    if headed is not None and _elects(doc, start, end):
        headed = Kind.PLACE
    if headed is not None:
        return (headed, 0.9) if end - start > 1 else (None, 0.0)
    if entity is None:
        return _kind_by_context(doc, start, end, given)
    return _kind_by_model(doc, start, end, entity, given)


def _kind_by_model(doc: Doc, start: int, end: int, entity: Kind, given: bool) -> tuple[Kind | None, float]:
    """The language model's kind, where nothing around the name speaks against it."""
    if entity is Kind.PERSON and is_no_person(doc, start, end):
        return None, 0.0
    if entity is Kind.PLACE and is_of_people(doc, start, end):
        return None, 0.0
    if entity is Kind.ORGANIZATION and given:
        return Kind.PERSON, 0.6
    if entity in {Kind.ORGANIZATION, Kind.PERSON} and _stands_as_place(doc, start, end):
        return Kind.PLACE, STANDS_AS_PLACE
    if entity is Kind.PERSON and not given and not _behaves_as_person(doc, start, end):
        return entity, 0.5
    return entity, 0.75


def _entity_kind(doc: Doc, start: int, end: int) -> Kind | None:
    labels = [doc[i].ent_type_ for i in range(start, end) if doc[i].ent_type_]
    if len(labels) * 2 < end - start:
        return None
    label = max(labels, key=labels.count)
    if label == "FAC" and doc[start].lower_ in _ROADS:
        return Kind.PLACE
    return _ENTITY_KINDS.get(label)


def _head_kind(doc: Doc, start: int, end: int, words: Gazetteer) -> Kind | None:
    first = doc[start].lower_
    if end - start > 1 and doc[end - 1].text[0].isdigit() and doc[end - 2].lower_ in _LAW_NUMBER_HEADS | {"bill"}:
        return Kind.LAW
    numbered = end - start > 2 or doc[start].lower_ == "policy"  # "Policy 412"
    if numbered and doc[end - 1].text.isdigit() and doc[end - 2].lower_ in words.name_heads:
        return words.name_heads[doc[end - 2].lower_]
    for position in range(start + 1, end - 1):
        if doc[position].lower_ in {"of", "for", "on"}:
            return _prefix_kind(first, doc[position - 1].lower_, words)
    for length in (3, 2, 1):
        if end - length >= start:
            kind = words.name_heads.get(doc[end - length : end].text.lower())
            if kind is not None and doc[end - 1].lower_ in {"council", "committee"} and end - start > 2:
                return kind if _council(doc, start, end) else Kind.ORGANIZATION
            if kind is not None:
                return kind
    return None


def _elects(doc: Doc, start: int, end: int) -> bool:
    """Whether a district is one that elects somebody: "the 4th Congressional District", "the 5th District"."""
    words = [token.lower_ for token in doc[start:end]]
    if "district" not in words[-2:]:
        return False
    before = words[words.index("district") - 1] if words[0] != "district" else words[-1]
    return before in _ELECTING or before[:1].isdigit()


def _council(doc: Doc, start: int, end: int) -> bool:
    """Whether a council is a public one, by the word before it."""
    before = doc[end - 2].lower_ if end - start > 1 else ""
    return before in gazetteer().public_words or (end - start > 2 and doc[end - 3].lower_ in _PLACE_HEADS)


def _prefix_kind(first: str, before: str, words: Gazetteer) -> Kind | None:
    if before == "district" and first in {"northern", "southern", "eastern", "western", "middle", "central"}:
        return Kind.PLACE
    if first == "fraternal":
        return Kind.ORGANIZATION
    if first in {"city", "town", "village", "county", "borough", "township"}:
        return Kind.AGENCY
    if before in {"university", "school"}:
        return Kind.ORGANIZATION
    return words.name_heads.get(before)


def _kind_by_context(doc: Doc, start: int, end: int, given: bool) -> tuple[Kind | None, float]:
    if any(doc[i].ent_type_ in _OTHER_THINGS for i in range(start, end)):
        return None, 0.0
    if given:
        return Kind.PERSON, 0.7
    following = doc[end] if end < len(doc) else None
    if following is not None and following.lemma_ in {"say", "add", "tell"} and end - start <= 3:
        return Kind.PERSON, 0.6
    text = doc[start:end].text
    if end - start == 1 and text.isupper() and 2 <= len(text) <= 6:
        return Kind.ORGANIZATION, 0.4
    if start and doc[start - 1].lower_ in _PREPOSITIONS_OF_PLACE and end - start <= 3 and doc[start].tag_ == "NNP":
        return Kind.PLACE, 0.5
    return None, 0.0


def _behaves_as_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around a name say that it is a person's."""
    if any(token.head.lemma_ in _SPEECH and token.dep_ == "nsubj" for token in doc[start:end]):
        return True
    following = doc[end].text if end < len(doc) else ""
    after = doc[end + 1].lower_ if end + 1 < len(doc) else ""
    return following == "," and (after in {"who", "whose", "a", "an", "the", "his", "her"} or after.isdigit())


def _initialed(doc: Doc, start: int, end: int) -> bool:
    """Whether an initial stands among the names ("J. Wade Orr", "Ann D. Bell")."""
    if not 3 <= end - start <= 4:
        return False
    return any(len(token.text) == 2 and token.text[1] == "." for token in doc[start : end - 1])


def _stands_as_place(doc: Doc, start: int, end: int) -> bool:
    """Whether a name that the language model calls a body stands as places do ("in Fulmore", "a Millport Democrat")."""
    if end - start > 2 or any(token.text.isupper() and len(token) < 6 for token in doc[start:end]):
        return False
    following = doc[end] if end < len(doc) else None
    if following is not None and following.lower_ in _INHABITANTS:
        return True
    article = start > 0 and doc[start - 1].lower_ in {"a", "an"}
    if article and following is not None and following.lower_ in gazetteer().description_heads:
        return True
    if start < 2 or not _says_where(doc, start - 1):
        return False
    return following is None or following.is_punct or following.is_space or following.tag_ in {"IN", "CC", "VBD", "TO"}


def _says_where(doc: Doc, position: int) -> bool:
    """Whether this preposition stands before places: "in", "near", or "of" behind a person or an office."""
    before = doc[position - 1]
    if doc[position].lower_ == "of":
        return before.ent_type_ == "PERSON" or before.lower_ in {"mayor", "town", "city", "resident", "out", "outside"}
    return doc[position].lower_ in {"in", "near", "outside"}
