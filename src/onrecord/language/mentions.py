"""Find every mention: names, definite descriptions, officers meant by their office, pronouns.

Several proposers each read the Doc and offer stretches with a kind and a confidence; `merge` settles what overlaps.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.annotations import Mention, declare
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


@Language.component("onrecord_mentions")
def find_mentions(doc: Doc) -> Doc:
    """Leave `doc._.mentions`."""
    declare()
    proposals = [proposal for propose in RULES for proposal in propose(doc)]
    doc._.mentions = [_mention(doc, proposal) for proposal in merge(proposals)]
    return doc


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
