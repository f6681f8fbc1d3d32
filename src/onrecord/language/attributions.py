"""Who said what: the component `onrecord_attributions`, from quotation marks and reporting clauses to attributions.

Reporting clauses come from the parse (`onrecord.language.reporting`). A quotation is taken whole or not at all. One
that no clause governs goes to the cue beside it, or continues what the same speaker said before: as a further piece
within the paragraph, as a new attribution in the next one.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.annotations import AttributionDraft, Chain, TokenRange
from onrecord.language.cues import Cues, load_cues
from onrecord.language.quotes import quotations
from onrecord.language.quoting import Page, attach_quotations, headline_reports
from onrecord.language.reporting import Report, reports
from onrecord.language.sources import ranges


@Language.factory("onrecord_attributions")
def create(nlp: Language, name: str) -> AttributionFinder:
    """The component with the lexicon of the package."""
    return AttributionFinder(load_cues())


@dataclass(slots=True)
class AttributionFinder:
    """Leaves `doc._.quotes` and `doc._.attributions`."""

    cues: Cues

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        page = Page(doc, quotations(doc))
        found = [report for report in reports(doc, self.cues) if page.settle(report)]
        found += headline_reports(page, found)
        found = attach_quotations(page, found, self.cues)
        doc._.quotes = [(quote.start, quote.end) for quote in page.quotes]
        drafts = [draft_of(doc, report) for report in sorted(found, key=_order) if report.content]
        doc._.attributions = [draft for draft in _without_doubles(drafts) if draft.content]
        return doc


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


def draft_of(doc: Doc, report: Report) -> AttributionDraft:
    """The report as it is left on the Doc: with its speaker's chain and its date."""
    cue = ranges(doc, report.cue) or [(i, i + 1) for i in report.cue]
    return AttributionDraft(
        source=report.source,
        cue=cue,
        content=ranges(doc, report.content),
        cue_lemma=report.lemma or None,
        stance=report.stance,
        speaker=_speaker(doc, report),
        dated=_dated(doc, report),
        confidence=report.confidence,
    )


def _speaker(doc: Doc, report: Report) -> int | None:
    """The chain of the mention that is headed where the source is, or else of one that holds the head of the source."""
    if report.noun is None:
        return None
    noun = report.noun
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.dep_ == "relcl" and noun.lower_ in ("who", "which", "that"):
        noun = noun.head.head
    around = [
        mention for mention in doc._.mentions if mention.chain is not None and mention.start <= noun.i < mention.end
    ]
    headed = [mention for mention in around if mention.head == noun.i]
    chains: list[Chain] = doc._.chains
    for mention in sorted(headed or around, key=lambda mention: mention.end - mention.start):
        if mention.chain is not None:
            return None if chains[mention.chain].plural else mention.chain
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
