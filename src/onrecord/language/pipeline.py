"""The spaCy pipeline: from an `Article` to a Doc that every component has annotated.

The model sees the text with its typographic quotes and dashes made plain, character for character, so that offsets in
the Doc are offsets in the article. Paragraphs (lines) end sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc
from thinc.api import use_ops

from onrecord.language import arithmetic
from onrecord.language.annotations import Mode, declare
from onrecord.language.attributes import index_lemmas
from onrecord.language.runs import SITES
from onrecord.record import Article
from onrecord.settings import DEFAULT_MODEL

COMPONENTS: Mapping[str, str] = {
    "onrecord_dates": "onrecord.language.dates",
    "onrecord_mentions": "onrecord.language.mentions",
    "onrecord_coreference": "onrecord.language.coreference",
    "onrecord_attributions": "onrecord.language.attributions",
    "onrecord_frames": "onrecord.frames.engine",
    "onrecord_rules": "onrecord.frames.rules",
    "onrecord_measurements": "onrecord.language.measurements",
}
"""The components in their order, each with the module that registers it."""
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u2011": "-",
    }
)
_STATES_CUT = ("Vt.", "W.Va.", "Wyo.")
"""Abbreviated states from which spaCy takes the full stop."""
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def plain(text: str) -> str:
    """The text as the language model reads it; same length, so that every offset holds."""
    return text.translate(_PLAIN)


@Language.component("onrecord_paragraphs")
def end_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Leave the paragraphs on the Doc, and begin a sentence with each; none begins inside "Ft. Worth"."""
    bounds = [match.span() for match in _PARAGRAPH.finditer(doc.text)]
    ranges: list[tuple[int, int]] = []
    for start, end in bounds:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and span.end > span.start:
            first = span.start
            while first < span.end and doc[first].is_space:
                first += 1
            if first < span.end:
                ranges.append((first, span.end))
                doc[first].is_sent_start = True
    for token in doc[:-1]:
        if token.text in SITES and token.nbor(1).is_sent_start is not True and token.nbor(1).text[0].isupper():
            token.nbor(1).is_sent_start = False
    doc._.paragraphs = ranges
    return doc


@lru_cache(maxsize=2)
def load(
    model: str = DEFAULT_MODEL, components: tuple[str, ...] = tuple(COMPONENTS), mode: Mode = "merged"
) -> Language:
    """The language model with the components of this project behind its own.

    `mode` goes to every component that has one. Raises `OSError` where the model is not installed.
    """
    declare()
    arithmetic.one_thread()
    with use_ops(arithmetic.NAME):
        nlp = spacy.load(model)
    tokenizer: Any = nlp.tokenizer
    for short in (*sorted(SITES), *_STATES_CUT):
        tokenizer.add_special_case(short, [{ORTH: short}])
    nlp.add_pipe("onrecord_paragraphs", before="parser" if "parser" in nlp.pipe_names else None)
    _quicken(nlp)
    for name in components:
        import_module(COMPONENTS[name])
        has_mode = "mode" in (Language.get_factory_meta(name).default_config or {})
        nlp.add_pipe(name, config={"mode": mode} if has_mode else {})
    return nlp


def _quicken(nlp: Language) -> None:
    """Let the components of the model that can be made faster with the same results be so."""
    if "attribute_ruler" in nlp.pipe_names:
        nlp.add_pipe("onrecord_attributes", after="attribute_ruler")
    if "ner" in nlp.pipe_names:
        import_module("onrecord.language.recognition")
        nlp.add_pipe("onrecord_recognizer", after="ner")
    for _, component in nlp.pipeline:
        if isinstance(component, Lemmatizer):
            index_lemmas(component)


def parse(articles: Iterable[Article], nlp: Language | None = None) -> Iterator[Doc]:
    """The annotated Doc of each article, in order."""
    pipeline = load() if nlp is None else nlp
    for article in articles:
        doc = pipeline.make_doc(plain(article.text))
        doc._.article = article
        yield pipeline(doc)
