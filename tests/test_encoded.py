"""Attributions as the encoder reads them, in the terms of the component."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.encoder.reader import Reading, SpanAttribution
from onrecord.language import pipeline
from onrecord.language.annotations import Mode
from onrecord.language.attributions import create
from onrecord.record import Article

TEXT = (
    "Mayor Ada Quill hinted at trouble: “The bridge is old.”\n\n“It may fall.”\n\nClerk Tom Ruel resents the delay. "
    "The council said the bridge is safe."
)


def edges(words: str) -> list[tuple[int, int]]:
    start = TEXT.index(words)
    return [(start, start + len(words))]


READING = Reading(
    [
        SpanAttribution(
            edges("Mayor Ada Quill"), edges("hinted at"), [*edges("The bridge is old"), *edges("It may fall")], 0.9
        ),
        SpanAttribution(edges("Clerk Tom Ruel"), edges("resents"), edges("the delay"), 0.7),
    ],
    [],
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=())


def read(nlp: Language, mode: Mode) -> list[tuple[str, str, str, str | None]]:
    (doc,) = pipeline.parse([Article("a", TEXT)], nlp)
    doc._.reading = READING
    read: Doc = create(nlp, "onrecord_attributions", mode)(doc)
    return [
        (
            " … ".join(doc[s:e].text for s, e in draft.source),
            " … ".join(doc[s:e].text for s, e in draft.content),
            draft.stance,
            draft.cue_lemma,
        )
        for draft in read._.attributions
    ]


def test_a_content_of_two_paragraphs_becomes_two_statements(nlp: Language) -> None:
    found = read(nlp, "encoder")
    assert found[:2] == [
        ("Mayor Ada Quill", "The bridge is old", "speech", "hint"),
        ("Mayor Ada Quill", "It may fall", "speech", "hint"),
    ]


def test_what_no_cue_of_speech_governs_is_an_attitude(nlp: Language) -> None:
    assert read(nlp, "encoder")[2:] == [("Clerk Tom Ruel", "the delay", "attitude", "resent")]


def test_the_rules_complete_the_encoder_and_repeat_nothing(nlp: Language) -> None:
    assert read(nlp, "merged") == [
        *read(nlp, "encoder"),
        ("The council", "the bridge is safe", "speech", "say"),
    ]


def test_rules_alone_do_not_look_at_the_reading(nlp: Language) -> None:
    assert ("Clerk Tom Ruel", "the delay", "attitude", "resent") not in read(nlp, "rules")
