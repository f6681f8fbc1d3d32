"""Sources that stand for speakers named before: "the two lawmakers", "the pair", "the summary"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import AttributionDraft, Mention
from onrecord.language.cues import load_cues
from onrecord.language.quoting import Page
from onrecord.language.sources import RELATIVE
from onrecord.record import Kind

_BETWEEN = 12
"""The most tokens between two people who are named together: titles, parties, districts."""
_NEAR = 2
"""How many paragraphs back a group of people is still meant by the plural of what they are ("the senators"), and a
document by its noun."""
_COUNTS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}


def resolve_definites(page: Page, drafts: list[AttributionDraft]) -> list[AttributionDraft]:
    """The drafts with the speakers whom a definite source stands for; one draft for each of several."""
    groups = list(_groups(page.doc))
    told: dict[str, tuple[int, int]] = {}
    found: list[AttributionDraft] = []
    for draft in sorted(drafts, key=lambda draft: min(draft.source, default=(0, 0))):
        meant: list[int] = []
        for source in (page.doc[start:end] for start, end in draft.source[:1]):
            if draft.speaker is None:
                meant = _meant(page, source, groups) or _document(page, source, told)
            else:
                known = draft.speaker, page.paragraph(source.start)
                told |= dict.fromkeys((source.root.lemma_.lower(), *_papers(page.doc, draft)), known)
        found += [replace(draft, speaker=chain, antecedent=[]) for chain in meant] or [draft]
    return found


def _groups(doc: Doc) -> Iterator[tuple[int, list[int]]]:
    """People named together, each group with the token where it ends."""
    people: list[Mention] = [m for m in doc._.mentions if m.kind is Kind.PERSON and m.chain is not None]
    group: list[Mention] = []
    for mention in sorted(people, key=lambda mention: mention.start):
        if group and _together(doc, group[-1], mention):
            group.append(mention)
            continue
        yield from _as_group(group)
        group = [mention]
    yield from _as_group(group)


def _as_group(mentions: list[Mention]) -> Iterator[tuple[int, list[int]]]:
    chains = list(dict.fromkeys(mention.chain for mention in mentions if mention.chain is not None))
    if len(chains) > 1:
        yield mentions[-1].end, chains


def _together(doc: Doc, one: Mention, other: Mention) -> bool:
    between = doc[one.end : other.start]
    if not 0 < len(between) <= _BETWEEN or doc[one.start].sent != doc[other.start].sent:
        return False
    return any(token.lower_ in ("and", ",") for token in between) and not any(
        token.pos_ in ("VERB", "AUX", "SCONJ", "PRON") for token in between
    )


def _meant(page: Page, source: Span, groups: list[tuple[int, list[int]]]) -> list[int]:
    """The people whom "the two", "the pair" or "the chairmen" stand for: the last who were named together."""
    words = [token.lower_ for token in source]
    count = next((_COUNTS[word] for word in words if word in _COUNTS), None)
    noun = source.root.lemma_.lower()
    before = page.doc[source.start - 1].lower_ if source.start else ""
    if words[0] not in ("the", "both") or not (_of_people(noun) or noun in _COUNTS) or before in (*RELATIVE, "they"):
        return []
    for end, chains in reversed(groups):
        if end > source.start or (count is not None and len(chains) != count):
            continue
        near = page.paragraph(source.start) - page.paragraph(end - 1) <= _NEAR
        titled = source.root.tag_ == "NNS" and near and _titled(page.doc, chains, noun, end)
        return chains if count is not None or titled else []
    return []


def _of_people(noun: str) -> bool:
    words = gazetteer()
    return noun in load_cues().people or noun in words.titles or noun in words.male_words | words.female_words


def _titled(doc: Doc, chains: list[int], noun: str, end: int) -> bool:
    """Whether the noun is the title before one of the names ("Chairman Ada Quill")."""
    members = [m for m in doc._.mentions if m.chain in chains and m.end <= end]
    return any(token.lower_ == noun for m in members for token in doc[max(0, m.start - 3) : m.start])


def _papers(doc: Doc, draft: AttributionDraft) -> Iterator[str]:
    """The documents in which it is said ("said in a statement"): "the statement" has the same speaker later on."""
    for cue in (doc[i] for start, end in draft.cue for i in range(start, end)):
        for paper in (below for child in cue.rights if child.lower_ == "in" for below in child.rights):
            if paper.dep_ == "pobj" and paper.lemma_.lower() in load_cues().documents:
                yield paper.lemma_.lower()


def _document(page: Page, source: Span, told: dict[str, tuple[int, int]]) -> list[int]:
    """Whose words "the summary" gives, where an earlier one was somebody's ("an FBI summary")."""
    noun = source.root.lemma_.lower()
    if len(source) != 2 or source[0].lower_ not in ("the", "that", "this") or noun not in load_cues().documents:
        return []
    speaker, paragraph = told.get(noun, (-1, -1))
    return [speaker] if speaker >= 0 and page.paragraph(source.start) - paragraph <= _NEAR else []
