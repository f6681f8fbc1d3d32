"""Names: runs of capitals cut at titles and parties, with their kinds, their tails, and the places inside them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.identity.gazetteer import Gazetteer, gazetteer
from onrecord.language.inner_names import inner_names
from onrecord.language.proposals import Proposal
from onrecord.language.runs import Casing, runs
from onrecord.record import Kind

_ENTITY_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.FACILITY,
    "LAW": Kind.LAW,
}
_OTHER_THINGS = frozenset({"NORP", "WORK_OF_ART", "EVENT", "PRODUCT", "LANGUAGE", "MONEY"})
_LEVELS = frozenset({"state", "county", "city", "town", "village", "borough", "township", "parish", "federal"})
_PLACE_HEADS = frozenset({"county", "city", "township", "town", "village", "parish", "borough"})
_INHABITANTS = frozenset({"democrat", "republican", "resident", "residents", "man", "woman"})
_CHAMBERS = frozenset({"House", "Senate", "Assembly"})
_CANDIDATES = frozenset({"nominee", "candidate", "rival", "incumbent", "challenger", "hopeful", "front-runner"})
_LAW_NUMBER_HEADS = frozenset({"section", "title", "proposition", "amendment", "measure", "article", "ordinance"})
_ROADS = frozenset({"highway", "interstate", "route", "fort", "mount", "lake"})
_PREPOSITIONS_OF_PLACE = frozenset({"in", "near", "from", "at", "outside", "around", "across"})


def propose_names(doc: Doc) -> list[Proposal]:
    """Every name of the Doc, with the places and persons nested in longer names."""
    casing = Casing.of(doc)
    found: list[Proposal] = []
    for start, end in runs(doc, casing):
        for segment in _segments(doc, start, end):
            found += _read_segment(doc, *segment)
    _spread_first_words(doc, found)
    _spread_metonyms(doc, found)
    _spread_surnames(doc, found)
    return found


def _segments(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Cut a run at its titles and party words; yields start, end and the title before the segment."""
    title: str | None = None
    begin = position = start
    while position < end:
        length = _title_length(doc, begin, position, end)
        if length and position + length == end and position > start and _with_tail(doc, start, end):
            length = 0
        if length:
            yield from _left_part(doc, begin, position, title)
            title = doc[position : position + length].text.lower()
            position += length
            begin = position
            continue
        if _party_word(doc, position, end):
            yield from _left_part(doc, begin, position, title)
            yield position, position + 1, "party"
            position += 1
            begin, title = position, None
            continue
        position += 1
    if begin < end:
        yield begin, end, title


def _left_part(doc: Doc, begin: int, end: int, title: str | None) -> Iterator[tuple[int, int, str | None]]:
    modifiers = gazetteer().title_modifiers
    while (
        end > begin
        and doc[end - 1].lower_ in modifiers
        and not (doc[end - 1].lower_ in _PLACE_HEADS and end - 1 > begin)
    ):
        end -= 1
    if begin < end:
        yield begin, end, title


def _title_length(doc: Doc, begin: int, position: int, end: int) -> int:
    """The number of tokens of the title that begins here, or 0."""
    words = gazetteer()
    if position > begin and doc[position - 1].lower_ in {"of", "for", "and", "on", "the", ","}:
        return 0
    if doc[position].lower_ in {"commissioners", "supervisors", "trustees", "judges"} and position - begin > 1:
        return 0
    for length in (3, 2, 1):
        after = position + length
        if after > end:
            continue
        text = doc[position:after].text.lower()
        if text not in words.titles and text not in words.courtesy:
            continue
        if after < end and _heads_a_name(doc, position, after, end):
            continue
        return length
    return 0


def _heads_a_name(doc: Doc, position: int, after: int, end: int) -> bool:
    """Whether the title's words belong to a longer name that is none of a person ("Sheriff's Office")."""
    words = gazetteer()
    following = doc[after]
    if following.text in {"'s", "'"}:
        return after + 1 < end
    if following.lower_ in words.name_heads and not words.gender(following.text):
        return True
    if following.lower_ in {"of", "for"}:
        return any(token.lower_ in words.name_heads for token in doc[position:after])
    if following.ent_type_ == "PERSON" or words.gender(following.text) or doc[position].text.endswith("."):
        return False
    last = doc[end - 1].lower_
    return end - after <= 3 and last in words.name_heads and words.name_heads[last] is not Kind.PLACE


def _party_word(doc: Doc, position: int, end: int) -> bool:
    known = gazetteer().authorities.get(doc[position].text)
    if known is None or not known.party:
        return False
    if position + 1 < end and doc[position].text not in {"Democrat", "Republicans", "Democrats"}:
        rest = doc[position + 1 : end]
        heads = gazetteer().name_heads
        return not any(token.lower_ in heads or token.lower_ == "governors" for token in rest[:3])
    return True


def _read_segment(doc: Doc, start: int, end: int, title: str | None) -> list[Proposal]:
    words = gazetteer()
    start, end = _trim(doc, start, end)
    if start >= end:
        return []
    if title == "party":
        return _party(doc, start)
    stretched = _with_tail(doc, start, end)
    if stretched is not None:
        tail_end, tail_kind = stretched
        whole = Proposal(start, tail_end, tail_kind, "name", 0.85)
        return [_with_level(doc, whole), *inner_names(doc, start, end, tail_kind)]
    kind, confidence = _kind(doc, start, end, title, words)
    if kind is None:
        return []
    span = Proposal(start, end, kind, "name", confidence)
    if kind is Kind.PERSON and title in words.courtesy | words.titles:
        span.title = title
    return [_with_level(doc, span), *inner_names(doc, start, end, kind)]


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Leave out a leading nationality and what no name ends with."""
    while end > start and doc[end - 1].lower_ in {"'s", "'", "-", "the", "and", "of"}:
        end -= 1
    while start < end and doc[start].lower_ in {"the", "and", "'s", "a", "an"}:
        start += 1
    if end - start == 2 and doc[start].ent_type_ == "NORP" and doc[start + 1].ent_type_ == "PERSON":
        start += 1
    return start, end


def _party(doc: Doc, position: int) -> list[Proposal]:
    """A party is meant where its word says a person's affiliation, or names the party itself."""
    token = doc[position]
    label = gazetteer().authorities[token.text].canonical
    plural = token.text.endswith("s") and token.lower_ not in {"dems"}
    following = [following.lower_ for following in doc[position + 1 : position + 4]]
    affiliation = any(word in gazetteer().titles or word in _CANDIDATES for word in following)
    confidence = 0.45 if plural or (token.tag_ == "JJ" and not affiliation) else 0.8
    return [Proposal(position, position + 1, Kind.ORGANIZATION, "name", confidence, label=label)]


def _with_tail(doc: Doc, start: int, end: int) -> tuple[int, Kind] | None:
    """The end of a name that goes on in lower case ("Ansley County sheriff's office"), and its kind."""
    words = gazetteer()
    limit = min(len(doc), end + 4)
    best: tuple[int, Kind] | None = None
    for stop in range(end + 1, limit + 1):
        token = doc[stop - 1]
        if token.is_punct or token.is_space or token.is_sent_start or token.text[:1].isupper():
            break
        kind = words.tails.get(doc[end:stop].text.lower())
        if kind is None and stop > end + 1 and token.lower_ in words.tails and _compounds(doc, end, stop):
            kind = words.tails[token.lower_]
        if kind is not None:
            best = (stop, kind)
    if best is None or doc[start:end].text.lower() in words.titles:
        return None
    if best[1] is Kind.ORGANIZATION and ((start and doc[start - 1].lower_ in {"a", "an"}) or _a_place(doc, start, end)):
        return None
    if doc[end : best[0]].text == "office" and doc[end - 1].lower_ == "post":
        return None
    return best


def _a_place(doc: Doc, start: int, end: int) -> bool:
    known = gazetteer().authorities.get(doc[start:end].text)
    return known is not None and known.kind is Kind.PLACE


def _compounds(doc: Doc, start: int, stop: int) -> bool:
    head = doc[stop - 1]
    inner = doc[start : stop - 1]
    return all(token.tag_ in {"NN", "JJ", "NNS", "POS"} and start <= token.head.i <= head.i for token in inner)


def _with_level(doc: Doc, span: Proposal) -> Proposal:
    """Take in the level before a body's name ("state Commission of Correction")."""
    if span.kind is Kind.AGENCY and span.start and doc[span.start - 1].text in _LEVELS:
        head = doc[span.start - 1].head.i
        if span.start <= head < span.end or doc[span.start - 1].tag_ in {"NNP", "NN", "JJ"}:
            span.start -= 1
    return span


def _kind(doc: Doc, start: int, end: int, title: str | None, words: Gazetteer) -> tuple[Kind | None, float]:
    text = doc[start:end].text
    if (
        doc[end - 1].lower_ in words.events
        or text.lower() in words.events
        or (end - start == 1 and text.lower() in words.fields)
    ):
        return None, 0.0
    known = words.authorities.get(text)
    entity = _entity_kind(doc, start, end)
    if title is not None and doc[start - 1].text != "," and entity is not Kind.FACILITY:
        return Kind.PERSON, 0.95
    if known is not None and not (entity is Kind.PERSON and known.kind is Kind.PLACE and text in words.states):
        acting = doc[end - 1].dep_ in {"nsubj", "agent"}
        return known.kind, 0.3 if known.platform and not acting else 0.95
    if end - start > 1 and doc[start].text in _CHAMBERS and entity is not Kind.LAW:
        return Kind.AGENCY, 0.85
    if _initialed(doc, start, end):
        return Kind.PERSON, 0.85
    headed = _head_kind(doc, start, end, words)
    given = end - start > 1 and end - start < 5 and words.gender(doc[start].text) is not None
    if given and (headed in {None, Kind.PLACE, Kind.ORGANIZATION}) and entity in {None, Kind.PERSON}:
        return Kind.PERSON, 0.85
    if headed is not None and end - start > 1:
        return headed, 0.9
    if headed is not None and end - start == 1:
        return None, 0.0
    if entity is not None:
        if entity is Kind.ORGANIZATION and given:
            return Kind.PERSON, 0.6
        if entity in {Kind.ORGANIZATION, Kind.PERSON} and _stands_as_place(doc, start, end):
            return Kind.PLACE, 0.8
        return entity, 0.75
    return _kind_by_context(doc, start, end, given)


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
    if start == 0 or doc[start - 1].lower_ not in {"in", "near", "outside"}:
        return False
    return following is None or following.is_punct or following.is_space or following.tag_ in {"IN", "CC", "VBD", "TO"}


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
    if before == "university":
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


def _spread_first_words(doc: Doc, found: list[Proposal]) -> None:
    """A one-word name that begins a longer name, and is no known surname, is short for what that names."""
    surnames = {doc[item.end - 1].text for item in found if item.kind is Kind.PERSON and item.end - item.start > 1}
    longer: dict[str, Kind] = {}
    for item in found:
        size = item.end - item.start
        if size > 1 and item.kind is Kind.ORGANIZATION and item.confidence > 0.7:
            longer.setdefault(doc[item.start].text, Kind.ORGANIZATION)
        elif size > 1 and item.kind is Kind.PLACE and doc[item.end - 1].lower_ in _PLACE_HEADS:
            longer[doc[item.start : item.end - 1].text] = Kind.PLACE
    known = gazetteer().authorities
    for item in found:
        text = doc[item.start : item.end].text
        kind = longer.get(text)
        if kind is None or text in surnames or text in known or item.title is not None or item.kind is Kind.PLACE:
            continue
        if item.kind is Kind.PERSON or (item.kind is Kind.ORGANIZATION and kind is Kind.PLACE):
            item.kind, item.confidence = kind, 0.8


def _spread_metonyms(doc: Doc, found: list[Proposal]) -> None:
    """A capital that acts stands for its government, wherever the article names it."""
    words = gazetteer()
    places = [(item, doc[item.start : item.end].text) for item in found if item.kind is Kind.PLACE]
    acting = {text for item, text in places if text in words.capitals and _acts(doc, item.end - 1)}
    for item in found:
        if item.kind is Kind.PLACE and doc[item.start : item.end].text in acting:
            item.kind = Kind.AGENCY


def _acts(doc: Doc, position: int) -> bool:
    token = doc[position]
    if token.dep_ == "nsubj":
        return token.head.tag_[:2] == "VB" and token.head.lemma_ not in {"be", "have", "become", "lie", "sit", "see"}
    return token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.dep_ == "agent"


def _spread_surnames(doc: Doc, found: list[Proposal]) -> None:
    """A one-word name that is a known person's surname is that person, whatever the language model thinks."""
    surnames: set[str] = set()
    for item in found:
        if item.kind is Kind.PERSON and (item.end - item.start > 1 or item.title):
            surnames.add(doc[item.end - 1].text)
    places = gazetteer().authorities
    for item in found:
        if item.end - item.start == 1 and doc[item.start].text[-1] == "s" and doc[item.start].text[:-1] in surnames:
            item.confidence = 0.3
        if item.end - item.start == 1 and item.kind is not Kind.PERSON and doc[item.start].text in surnames:
            known = places.get(doc[item.start].text)
            if known is None or doc[item.start].ent_type_ == "PERSON":
                item.kind, item.confidence = Kind.PERSON, 0.85
    taken = {i for item in found for i in range(item.start, item.end)}
    for token in doc:
        if token.i not in taken and token.text in surnames and token.text[0].isupper() and len(token.text) > 2:
            before = doc[token.i - 1].lower_ if token.i else ""
            if before not in {"the", "a"}:
                found.append(Proposal(token.i, token.i + 1, Kind.PERSON, "name", 0.8))
