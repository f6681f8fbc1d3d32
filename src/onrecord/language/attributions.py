"""Who said what: the component `onrecord_attributions`, from quotation marks and reporting clauses to attributions.

Reporting clauses come from the parse (`onrecord.language.reporting`). A quotation is taken whole or not at all. One
that no clause governs goes to the cue beside it, or continues what the same speaker said before: as a further piece
within the paragraph, as a new attribution in the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.language.annotations import AttributionDraft, Chain, Mention, TokenRange
from onrecord.language.cues import Cues, load_cues
from onrecord.language.quotes import quotations
from onrecord.language.quoting import Page, attach_quotations, headline_reports
from onrecord.language.reporting import Report, reports
from onrecord.language.sources import RELATIVE, ranges, tokens_below
from onrecord.record import Kind

SPEAKERS = frozenset({Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION})
Mode = Literal["rules", "encoder", "merged"]


@Language.factory("onrecord_attributions", default_config={"mode": "rules"})
def create(nlp: Language, name: str, mode: Mode = "rules") -> AttributionFinder:
    """The component with the lexicon of the package.

    `mode` says who reads: the rules, the encoder, or ("merged") the encoder completed by the rules. Where the encoder
    is not installed, the rules read.
    """
    return AttributionFinder(load_cues(), mode)


@dataclass(slots=True)
class AttributionFinder:
    """Leaves `doc._.quotes` and `doc._.attributions`."""

    cues: Cues
    mode: Mode = "rules"

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        page = Page(doc, quotations(doc))
        found = _by_rules(page, self.cues)
        if self.mode != "rules":
            found = self._with_encoder(page, found)
        doc._.quotes = [(quote.start, quote.end) for quote in page.quotes]
        drafts = [draft for report in sorted(found, key=_order) for draft in drafts_of(doc, report, self.cues)]
        doc._.attributions = [draft for draft in _without_doubles(drafts) if draft.content]
        return doc

    def _with_encoder(self, page: Page, ruled: list[Report]) -> list[Report]:
        from onrecord.language.encoded import encoded_reports, merged, reading_of  # loads the model's runtime

        reading = reading_of(page.doc)
        if reading is None:
            return ruled
        return merged(encoded_reports(page, reading, self.cues), ruled if self.mode == "merged" else [])


def _by_rules(page: Page, cues: Cues) -> list[Report]:
    found = [report for report in reports(page.doc, cues) if page.settle(report)]
    found += headline_reports(page, found)
    return attach_quotations(page, found, cues)


def _order(report: Report) -> tuple[int, int]:
    return min(report.content), report.cue[0] if report.cue else -1


def _without_doubles(drafts: list[AttributionDraft]) -> list[AttributionDraft]:
    seen: set[tuple[tuple[TokenRange, ...], tuple[TokenRange, ...]]] = set()
    kept = []
    for draft in drafts:
        key = tuple(draft.content), tuple(draft.source)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def drafts_of(doc: Doc, report: Report, cues: Cues) -> list[AttributionDraft]:
    """The report as it is left on the Doc; speakers who are joined and known one by one get a draft each."""
    joint = [report.noun, *report.noun.conjuncts] if report.noun is not None else []
    inside = [noun for noun in joint if any(start <= noun.i < end for start, end in report.source)]
    known = [(noun, chain) for noun in inside if (chain := _chain_at(doc, noun)) is not None]
    if len(known) < 2 or len(known) < len(inside):
        return [_draft(doc, report, report.source, None if report.noun is None else _chain_at(doc, report.noun, cues))]
    return [_draft(doc, report, _part(report, noun, [n for n, _ in known]), chain) for noun, chain in known]


def _part(report: Report, noun: Token, joint: list[Token]) -> list[TokenRange]:
    """One speaker's own words among those of joint speakers."""
    others = {i for other in joint if other != noun and noun.is_ancestor(other) for i in tokens_below(other)}
    own = tokens_below(noun) - others - {child.i for child in noun.children if child.dep_ == "cc"}
    inside = {i for start, end in report.source for i in range(start, end)}
    return ranges(noun.doc, own & inside) or report.source


def _draft(doc: Doc, report: Report, source: list[TokenRange], speaker: int | None) -> AttributionDraft:
    return AttributionDraft(
        source=source,
        cue=ranges(doc, report.cue) or [(i, i + 1) for i in report.cue],
        content=ranges(doc, report.content),
        cue_lemma=report.lemma or None,
        stance=report.stance,
        speaker=speaker,
        dated=_dated(doc, report),
        confidence=report.confidence,
    )


def _chain_at(doc: Doc, noun: Token, cues: Cues | None = None) -> int | None:
    """Whose words they are: the chain of the source's head, of the name beside it, or of who issued the document."""
    if noun.lower_ in RELATIVE and noun.head.dep_ == "relcl":
        noun = noun.head.head
    chain = _chain_around(doc, noun)
    if chain is not None:
        return chain
    named = [child for child in noun.children if child.dep_ == "appos"]
    if cues is not None and cues.lemma(noun) in cues.documents:
        named += [child for child in noun.children if child.dep_ in ("poss", "compound", "nmod")]
        bodies = [child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("from", "by")]
        named += [below for body in bodies for below in body.children if below.dep_ == "pobj"]
    return next((found for other in named if (found := _chain_around(doc, other)) is not None), None)


def _chain_around(doc: Doc, noun: Token) -> int | None:
    """The chain of the mention that is headed at the noun, or else of one that holds it; None for classes of people."""
    mentions: list[Mention] = doc._.mentions
    chains: list[Chain] = doc._.chains
    around = [mention for mention in mentions if mention.start <= noun.i < mention.end]
    headed = [mention for mention in around if mention.head == noun.i]
    for mention in sorted(headed or around, key=lambda mention: mention.end - mention.start):
        if mention.chain is not None:
            chain = chains[mention.chain]
            return mention.chain if chain.kind in SPEAKERS and not chain.plural else None
    return None


def _dated(doc: Doc, report: Report) -> int | None:
    """The date that hangs on the cue ("said Tuesday", "announced on March 3")."""
    for index, date in enumerate(doc._.dates):
        if any(i in report.content for i in range(date.start, date.end)):
            continue
        root = doc[date.start : date.end].root
        head = root.head.head if root.head.pos_ == "ADP" else root.head
        if head.i in report.cue:
            return index
    return None
