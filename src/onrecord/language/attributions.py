"""Who said what: the component `onrecord_attributions`, from quotation marks and reporting clauses to attributions.

Reporting clauses come from the parse (`onrecord.language.reporting`). A quotation is taken whole or not at all. One
that no clause governs goes to the cue beside it, or continues what the same speaker said before: as a further piece
within the paragraph, as a new attribution in the next one.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.annotations import AttributionDraft, Mode, TokenRange
from onrecord.language.cues import Cues, load_cues
from onrecord.language.joint import resolve_definites
from onrecord.language.quotes import quotations
from onrecord.language.quoting import Page, attach_quotations, headline_reports
from onrecord.language.reporting import Report, reports
from onrecord.language.speakers import Speakers, resolve_pronouns


@Language.factory("onrecord_attributions", default_config={"mode": "merged"})
def create(nlp: Language, name: str, mode: Mode = "merged") -> AttributionFinder:
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
        speakers = Speakers(doc, self.cues)
        drafts = [draft for report in sorted(found, key=_order) for draft in speakers.drafts(report)]
        drafts = [draft for draft in _without_doubles(drafts) if draft.content]
        resolve_pronouns(page, drafts)
        doc._.attributions = sorted(resolve_definites(page, drafts), key=lambda draft: draft.content[0])
        return doc

    def _with_encoder(self, page: Page, ruled: list[Report]) -> list[Report]:
        from onrecord.language.encoded import encoded_reports, merged, reading_of  # loads the model's runtime

        reading = reading_of(page.doc)
        if reading is None:
            return ruled
        read = encoded_reports(page, reading, self.cues)
        return merged(page.doc, reading, read, ruled) if self.mode == "merged" else read


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
