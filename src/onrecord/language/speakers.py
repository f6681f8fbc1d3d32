"""Whose words, and when: from the source of a report to a chain, and from its cue to a date."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import AttributionDraft, Chain, DateMention, Mention, TokenRange
from onrecord.language.cues import Cues
from onrecord.language.quoting import Page
from onrecord.language.reporting import Report
from onrecord.language.sources import RELATIVE, ranges, source_ranges, tokens_below
from onrecord.record import Kind

SPEAKERS = frozenset({Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION})
_JOINTS = ("ADP", "PART", "PRON", "CCONJ", "PUNCT")
_NUMBER = {"he": "person", "she": "person", "they": "plural", "it": "thing"}


class Speakers:
    """The mentions and the dates of a Doc, found by token."""

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self._doc, self._cues = doc, cues
        self._chains: list[Chain] = doc._.chains
        self._holding: dict[int, list[Mention]] = {}
        self._dates: dict[int, list[int]] = {}
        mentions: list[Mention] = doc._.mentions
        dates: list[DateMention] = doc._.dates
        for mention in mentions:
            for i in range(mention.start, mention.end):
                self._holding.setdefault(i, []).append(mention)
        for index, date in enumerate(dates):
            root = doc[date.start : date.end].root
            head = root.head.head if root.head.pos_ == "ADP" else root.head
            self._dates.setdefault(head.i, []).append(index)

    def drafts(self, report: Report) -> list[AttributionDraft]:
        """The report as it is left on the Doc; speakers who are joined and known one by one get a draft each."""
        joint = [report.noun, *report.noun.conjuncts] if report.noun is not None else []
        inside = [noun for noun in joint if any(start <= noun.i < end for start, end in report.source)]
        known = [(noun, chain) for noun in inside if (chain := self.chain(noun)) is not None]
        if len(known) < 2 or len(known) < len(inside):
            chain = None if report.noun is None else self.chain(report.noun)
            return [self._draft(report, report.source, self._named_last(report.source) if chain is None else chain)]
        return [self._draft(report, _part(report, noun, [n for n, _ in known]), chain) for noun, chain in known]

    def chain(self, noun: Token) -> int | None:
        """Whose words they are: the chain of the source's head, of the name beside it, or of a document's issuer."""
        if noun.lower_ in RELATIVE and noun.head.dep_ == "relcl":
            noun = noun.head.head
        chain = self._chain_around(noun)
        if chain is not None:
            return chain
        # Several people are not the one of them who is named ("critics, Tom Ruel among them").
        named = [child for child in noun.children if child.dep_ == "appos" and noun.tag_ != "NNS"]
        if self._cues.lemma(noun) in self._cues.documents:
            named += [child for child in noun.children if child.dep_ in ("poss", "compound", "nmod")]
            bodies = [child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("from", "by")]
            named += [below for body in bodies for below in body.children if below.dep_ == "pobj"]
        return next((found for other in named if (found := self._chain_around(other)) is not None), None)

    def _named_last(self, source: list[TokenRange]) -> int | None:
        """The chain of the person whose name ends the source, behind a title that the parse takes apart.

        "the senator (D-Ohio) …", "the mayor of Carver, Ada Quill", "according to Sgt. Tom Ruel" (source: "Sgt").
        """
        if not source:
            return None
        start, end = source[0]
        title = next((i for i in range(start, end) if self._doc[i].text == "("), end)
        if title > start and (chain := self._person_in(start, title)) is not None:
            return chain
        if self._breaks_off(end):
            return next((m.chain for m in self._holding.get(end + 1, []) if self._names_person(m)), None)
        comma = next((i for i in range(end - 1, start, -1) if self._doc[i].text == ","), start)
        if comma == start or self._doc[comma - 1].pos_ != "PROPN" or self._doc[start].lower_ not in ("a", "an", "the"):
            return None
        names = (m for m in self._holding.get(end - 1, []) if m.start == comma + 1 and self._names_person(m))
        return next((m.chain for m in names if self._apart(comma)), None)

    def _person_in(self, start: int, end: int) -> int | None:
        for mention in self._holding.get(end - 1, []):
            before = self._doc[start : mention.start]
            if self._names_person(mention) and not any(token.pos_ in _JOINTS for token in before):
                return mention.chain
        return None

    def _names_person(self, mention: Mention) -> bool:
        named = mention.kind is Kind.PERSON and mention.form == "name" and mention.chain is not None
        return named and not self._chains[mention.chain or 0].plural

    def _breaks_off(self, end: int) -> bool:
        """Whether the source is a rank whose point was taken for the sentence's ("according to Sgt")."""
        rank = self._doc[end - 1]
        return end < len(self._doc) and self._doc[end].text == "." and f"{rank.lower_}." in gazetteer().titles

    def _apart(self, comma: int) -> bool:
        """Whether the name behind the comma is no further name of who stands before it ("aide to Ada Quill, …")."""
        return all(mention.kind is not Kind.PERSON for mention in self._holding.get(comma - 1, []))

    def _chain_around(self, noun: Token) -> int | None:
        """The chain of the mention headed at the noun, or else of one that holds it; None for classes of people."""
        around = self._holding.get(noun.i, [])
        headed = [mention for mention in around if mention.head == noun.i]
        for mention in sorted(headed or around, key=lambda mention: mention.end - mention.start):
            if mention.chain is not None:
                chain = self._chains[mention.chain]
                return mention.chain if chain.kind in SPEAKERS and not chain.plural else None
        return None

    def _draft(self, report: Report, source: list[TokenRange], speaker: int | None) -> AttributionDraft:
        return AttributionDraft(
            source=source,
            cue=ranges(self._doc, report.cue) or [(i, i + 1) for i in report.cue],
            content=ranges(self._doc, report.content),
            cue_lemma=report.lemma or None,
            stance=report.stance,
            speaker=speaker,
            dated=self._dated(report),
            confidence=report.confidence,
            antecedent=self._whom(report, source) if speaker is None else [],
        )

    def _whom(self, report: Report, source: list[TokenRange]) -> list[TokenRange]:
        """What a relative pronoun that stands alone as the source refers to ("an official [who] said")."""
        if not source or source[0][1] - source[0][0] > 1 or self._doc[source[0][0]].lower_ not in RELATIVE:
            return []
        clause = self._doc[source[0][0]].head
        clause = next((token for token in (clause, *clause.ancestors) if token.dep_ == "relcl"), clause)
        if clause.dep_ != "relcl" or not report.cue:
            return []
        return source_ranges(clause.head, self._doc[report.cue[0]])

    def _dated(self, report: Report) -> int | None:
        """The date that hangs on the cue ("said Tuesday", "announced on March 3")."""
        for index in (index for i in report.cue for index in self._dates.get(i, [])):
            date: DateMention = self._doc._.dates[index]
            if report.content.isdisjoint(range(date.start, date.end)):
                return index
        return None


def _part(report: Report, noun: Token, joint: list[Token]) -> list[TokenRange]:
    """One speaker's own words among those of joint speakers."""
    others = {i for other in joint if other != noun and noun.is_ancestor(other) for i in tokens_below(other)}
    own = tokens_below(noun) - others - {child.i for child in noun.children if child.dep_ == "cc"}
    inside = {i for start, end in report.source for i in range(start, end)}
    return ranges(noun.doc, own & inside) or report.source


def resolve_pronouns(page: Page, drafts: list[AttributionDraft]) -> None:
    """Let a pronoun without a chain speak for the source before it, named or not, in this paragraph or the last."""
    doc = page.doc
    last: AttributionDraft | None = None
    for draft in sorted((draft for draft in drafts if draft.source), key=lambda draft: draft.source[0]):
        start, end = draft.source[0]
        if page.quote_at[start] >= 0:
            continue
        if end - start > 1 or doc[start].lower_ not in _NUMBER:
            last = draft
        elif (
            draft.speaker is None
            and last is not None
            and page.paragraph(last.source[0][0]) >= page.paragraph(start) - 1
        ):
            _stand_for(doc, draft, last)


def _stand_for(doc: Doc, pronoun: AttributionDraft, named: AttributionDraft) -> None:
    # "an official [who] said": what the pronoun before stands for, this one does, too.
    meant = list(named.antecedent or named.source)
    head = doc[meant[0][0] : meant[0][1]].root
    plural = head.tag_ in ("NNS", "NNPS")
    number = _NUMBER[doc[pronoun.source[0][0]].lower_]
    if number == "person" and not plural:
        person = named.speaker is None or doc._.chains[named.speaker].kind is Kind.PERSON
        pronoun.speaker = named.speaker if person else None
        pronoun.antecedent = meant if named.speaker is None else []
    elif (number == "plural") == plural and number != "person" and named.speaker is None:
        pronoun.antecedent = meant
