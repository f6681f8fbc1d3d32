"""Who speaks in a quotation, as far as its sentence says: "he" inside quotation marks is somebody else."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from onrecord.language.cues import Cues, load_cues
from onrecord.language.quotes import Quotation, quotations
from onrecord.language.sources import SUBJECTS


def voices(doc: Doc) -> dict[int, int]:
    """The head of the speaker's words for each token inside quotation marks whose speaker its sentence names.

    Further quotations of a paragraph go on with the voice of the one before ("“…,” Park said. “She left.”").
    """
    cues = load_cues()
    found: dict[int, int] = {}
    last: tuple[int, int] | None = None
    for quote in quotations(doc):
        paragraph = bisect_right(doc._.paragraphs, (quote.start, len(doc)))
        head = _speaker(doc, quote, cues)
        if head is None and last is not None and last[0] == paragraph:
            head = last[1]
        if head is not None:
            last = paragraph, head
            found |= dict.fromkeys(range(quote.start, quote.end), head)
    return found


def _speaker(doc: Doc, quote: Quotation, cues: Cues) -> int | None:
    """The subject of the verb of saying outside the marks that governs words inside them."""
    for end in (quote.end - 1, quote.start):
        for verb in doc[end].ancestors:
            outside = not quote.start <= verb.i < quote.end
            if outside and verb.pos_ == "VERB" and cues.speaks(cues.lemma(verb)):
                return next((child.i for child in verb.children if _subject_outside(child, quote)), None)
    return None


def _subject_outside(child: Token, quote: Quotation) -> bool:
    return child.dep_ in SUBJECTS and not quote.start <= child.i < quote.end
