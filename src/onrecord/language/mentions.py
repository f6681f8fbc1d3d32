"""Find every mention: names, definite descriptions, officers meant by their office, pronouns.

Several proposers each read the Doc and offer stretches with a kind and a confidence; `merge` settles what overlaps.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.annotations import Mention, Mode, declare
from onrecord.language.descriptions import propose_descriptions, propose_officers, propose_pronouns
from onrecord.language.names import propose_names
from onrecord.language.proposals import Proposal, Proposer, merge
from onrecord.language.written_forms import propose_written_forms

RULES: tuple[Proposer, ...] = (
    propose_names,
    propose_written_forms,
    propose_descriptions,
    propose_officers,
    propose_pronouns,
)


@Language.factory("onrecord_mentions", default_config={"mode": "merged"})
def create(nlp: Language, name: str, mode: Mode = "merged") -> MentionFinder:
    """The component; `mode` says whether the encoder's names are heard.

    The encoder alone reads no descriptions, officers and pronouns: with "encoder" those are the rules' still.
    """
    declare()
    return MentionFinder(mode)


@dataclass(frozen=True, slots=True)
class MentionFinder:
    """Leaves `doc._.mentions`."""

    mode: Mode

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        proposals = [proposal for propose in RULES for proposal in propose(doc)]
        if self.mode != "rules":
            proposals = self._with_encoder(doc, proposals)
        doc._.mentions = [_mention(doc, proposal) for proposal in merge(proposals)]
        return doc

    def _with_encoder(self, doc: Doc, ruled: list[Proposal]) -> list[Proposal]:
        from onrecord.language.encoded import reading_of  # loads the model's runtime
        from onrecord.language.read_names import propose_read, reconcile

        reading = reading_of(doc)
        if reading is None:
            return ruled
        read = propose_read(doc, reading)
        if self.mode == "encoder":
            return read + [proposal for proposal in ruled if proposal.form != "name"]
        return reconcile(doc, ruled, read)


def _mention(doc: Doc, item: Proposal) -> Mention:
    return Mention(
        start=item.start,
        end=item.end,
        head=_head(doc, item.start, item.end),
        kind=item.kind,
        form=item.form,
        confidence=item.confidence,
        label=item.label,
        indefinite=item.indefinite,
    )


def _head(doc: Doc, start: int, end: int) -> int:
    """The token of the stretch whose head lies outside it; the last such one."""
    outside = [i for i in range(start, end) if not start <= doc[i].head.i < end or doc[i].head.i == i]
    return outside[-1] if outside else end - 1
