"""Attributions as the encoder reads them, in the terms of the component."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.encoder.reader import Reading, SpanAttribution, WordChances
from onrecord.language import pipeline
from onrecord.language.annotations import Chain, Mention, Mode
from onrecord.language.attributions import create
from onrecord.record import Article, Kind

TEXT = (
    "Mayor Ada Quill hinted at trouble: “The bridge is old.”\n\n“It may fall.”\n\nClerk Tom Ruel resents the delay. "
    "The council said the bridge is safe."
)


def edges(words: str, text: str = TEXT) -> list[tuple[int, int]]:
    start = text.index(words)
    return [(start, start + len(words))]


def attribution(text: str, source: str, cue: str, content: str) -> SpanAttribution:
    return SpanAttribution(edges(source, text), edges(cue, text), edges(content, text), 0.9)


READING = Reading(
    [
        SpanAttribution(
            edges("Mayor Ada Quill"), edges("hinted at"), [*edges("The bridge is old"), *edges("It may fall")], 0.9
        ),
        SpanAttribution(edges("Clerk Tom Ruel"), edges("resents"), edges("the delay"), 0.7),
    ],
    [],
    [
        WordChances(*edges("said")[0], content=0.1, cue=0.8),
        WordChances(*edges("the bridge is safe")[0], content=0.7, cue=0.0),
    ],
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=())


def read(nlp: Language, mode: Mode, reading: Reading = READING) -> list[tuple[str, str, str, str | None]]:
    (doc,) = pipeline.parse([Article("a", TEXT)], nlp)
    doc._.reading = reading
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


def test_what_the_rules_find_and_the_encoder_holds_unlikely_stays_out(nlp: Language) -> None:
    doubted = replace(READING, words=[])
    assert read(nlp, "merged", doubted) == read(nlp, "encoder")


def test_who_is_asked_to_act_makes_no_attitude_of_what_is_said(nlp: Language) -> None:
    """The encoder's content begins with the one who is asked ("urged [the board to wait]"), a rule's with "to"."""
    text = "Clerk Tom Ruel urged the board to wait."
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    doc._.reading = Reading([attribution(text, "Clerk Tom Ruel", "urged", "the board to wait")], [])
    assert [draft.stance for draft in create(nlp, "onrecord_attributions", "encoder")(doc)._.attributions] == ["speech"]


def test_a_second_cue_of_the_clause_begins_what_is_said_anew(nlp: Language) -> None:
    text = "Mayor Ada Quill said that the bridge is old and warned that it may fall."
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    said = "that the bridge is old and warned that it may fall"
    likely = [WordChances(0, len(text), content=0.9, cue=0.9)]
    doc._.reading = Reading([attribution(text, "Mayor Ada Quill", "said", said)], [], likely)
    drafts = create(nlp, "onrecord_attributions", "merged")(doc)._.attributions
    assert [doc[start:end].text for draft in drafts for start, end in draft.content] == [
        "that the bridge is old",
        "that it may fall",
    ]


def merged(nlp: Language, text: str, *read: SpanAttribution) -> list[tuple[str, str]]:
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    doc._.reading = Reading(list(read), [])
    drafts = create(nlp, "onrecord_attributions", "merged")(doc)._.attributions
    spans = [(draft.source, draft.content) for draft in drafts]
    return [tuple(" … ".join(doc[s:e].text for s, e in pieces) for pieces in both) for both in spans]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("the bank signed a deal", "the bank signed a deal with the county"),
        ("the bank signed a deal with the county", "the bank signed a deal with the county"),
        ("the bank signed a deal with", "the bank signed a deal with the county"),
        ("the bank signed a deal with the county, and", "the bank signed a deal with the county"),
    ],
)
def test_a_content_that_ends_inside_a_phrase_is_finished(nlp: Language, content: str, whole: str) -> None:
    text = "Quill said the bank signed a deal with the county, and it rained."
    assert merged(nlp, text, attribution(text, "Quill", "said", content))[0] == ("Quill", whole)


@pytest.mark.parametrize(
    ("text", "cue", "read", "whole"),
    [
        ("It is shut, Ruel said, and nobody works there.", "said", "It is shut", "It is shut … and nobody works there"),
        ("“It is shut,” Ruel said, leaving the hall.", "said", "It is shut", "It is shut"),
        ("Ruel urged the board to wait.", "urged", "the board to wait", "to wait"),
        ("Ruel expects the board to wait.", "expects", "the board to wait", "the board to wait"),
        ("Ruel warned the board that it may sue.", "warned", "the board that it may sue", "that it may sue"),
        ("Ruel warned that the board may sue.", "warned", "that the board may sue", "that the board may sue"),
    ],
)
def test_a_content_has_its_second_piece_and_no_addressee(
    nlp: Language, text: str, cue: str, read: str, whole: str
) -> None:
    assert merged(nlp, text, attribution(text, "Ruel", cue, read))[0] == ("Ruel", whole)


def test_what_stands_before_a_semicolon_and_the_cue_is_no_content(nlp: Language) -> None:
    text = "The vote is in May; Ruel said it would pass."
    both = SpanAttribution(
        edges("Ruel", text),
        edges("said", text),
        [*edges("The vote is in May", text), *edges("it would pass", text)],
        0.9,
    )
    assert merged(nlp, text, both)[0] == ("Ruel", "it would pass")
    text = "The vote is in May, Ruel said."
    assert merged(nlp, text, attribution(text, "Ruel", "said", "The vote is in May"))[0][1] == "The vote is in May"


def test_a_quotation_with_a_cue_of_its_own_is_said_anew(nlp: Language) -> None:
    text = "Quill said the bridge is old. “It may fall,” she said."
    read = attribution(text, "Quill", "said", "the bridge is old. “It may fall")
    assert merged(nlp, text, read)[0] == ("Quill", "the bridge is old")
    read = attribution(text, "Quill", "said", "It may fall")
    assert ("Quill", "It may fall") in merged(nlp, text, read)  # never left without words
    text = "Quill said the bridge is “old and gray,” and left."
    read = attribution(text, "Quill", "said", "the bridge is “old and gray")
    assert merged(nlp, text, read)[0][1].endswith("old and gray")


def test_a_clause_of_its_own_that_the_encoder_leaves_out_stays_out(nlp: Language) -> None:
    text = "Quill said the bridge is old, and the council knows it."
    assert merged(nlp, text, attribution(text, "Quill", "said", "the bridge is old"))[0][1] == "the bridge is old"


def test_a_further_verb_with_a_subject_of_its_own_belongs_to_what_is_said(nlp: Language) -> None:
    text = "Quill said the bridge is old and the clerk warned that it may fall."
    said = "the bridge is old and the clerk warned that it may fall"
    assert ("Quill", said) in merged(nlp, text, attribution(text, "Quill", "said", said))


@pytest.mark.parametrize(
    ("text", "read", "source"),
    [
        ("The clerk met Quill, saying the bridge is old.", "Quill", "Quill"),
        ("The clerk met Quill, saying the bridge is old.", "and", "The clerk"),
        ("The clerk said the bridge is old, and Quill left.", "Quill", "The clerk"),
        ("The clerk met Quill and said the bridge is old.", "Quill", "The clerk"),
        ("The board heard the clerk’s warning that the bridge is old.", "The board", "the clerk's"),
    ],
)
def test_a_rule_knows_better_where_the_cue_has_its_own_subject_or_nobody_was_read(
    nlp: Language, text: str, read: str, source: str
) -> None:
    cue = next(word for word in ("saying", "said", "warning") if word in text)
    text = text if read in text else text.replace("met", "came and met")
    assert merged(nlp, text, attribution(text, read, cue, "the bridge is old"))[0][0] == source


@pytest.mark.parametrize(
    ("source", "whole"),
    [("The Port Carver", "The Port Carver Authority"), ("The Port Carver Authority", "The Port Carver Authority")],
)
def test_a_name_that_the_encoder_breaks_off_is_finished(nlp: Language, source: str, whole: str) -> None:
    text = "Ever so often the bridge shakes, warned The Port Carver Authority."
    assert merged(nlp, text, attribution(text, source, "warned", "the bridge shakes"))[0][0] == whole


def test_a_name_that_is_known_is_whole(nlp: Language) -> None:
    text = "Ada Quill Monday night warned that the bridge shakes."
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    doc._.reading = Reading([attribution(text, "Ada Quill", "warned", "that the bridge shakes")], [])
    doc._.chains = [Chain(Kind.PERSON, "Ada Quill", [0])]
    doc._.mentions = [Mention(0, 2, 1, Kind.PERSON, "name", 0)]
    (draft,) = create(nlp, "onrecord_attributions", "encoder")(doc)._.attributions
    assert [doc[start:end].text for start, end in draft.source] == ["Ada Quill"]


@pytest.mark.parametrize(("source", "whole"), [("The", "The clerk"), ("The clerk", "The clerk")])
def test_a_source_read_but_for_its_article_is_the_noun_phrase(nlp: Language, source: str, whole: str) -> None:
    text = "The clerk said the bridge is old."
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    doc._.reading = Reading([attribution(text, source, "said", "the bridge is old")], [])
    (draft,) = create(nlp, "onrecord_attributions", "encoder")(doc)._.attributions
    assert [doc[start:end].text for start, end in draft.source] == [whole]


def test_rules_alone_do_not_look_at_the_reading(nlp: Language) -> None:
    assert ("Clerk Tom Ruel", "the delay", "attitude", "resent") not in read(nlp, "rules")
