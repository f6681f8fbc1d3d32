"""Who said what: each construction with one sentence that says it, one that nearly does, and the opposite."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language import pipeline
from onrecord.language.annotations import AttributionDraft, Chain, DateMention, Mention
from onrecord.language.attributions import create
from onrecord.record import Article, Kind, PartialDate

Said = tuple[str, str | None, str, str]
Reader = Callable[[str], list[Said]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=())


def words(doc: Doc, pieces: list[tuple[int, int]]) -> str:
    text = doc._.article.text
    return " … ".join(text[doc[s].idx : doc[e - 1].idx + len(doc[e - 1])] for s, e in pieces)


def annotated(nlp: Language, text: str) -> Doc:
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    read: Doc = create(nlp, "onrecord_attributions", "rules")(doc)
    return read


@pytest.fixture(scope="module")
def read(nlp: Language) -> Reader:
    def said(text: str) -> list[Said]:
        doc = annotated(nlp, text)
        return [_said(doc, draft) for draft in doc._.attributions]

    return said


def _said(doc: Doc, draft: AttributionDraft) -> Said:
    return words(doc, draft.source), draft.cue_lemma, words(doc, draft.content), draft.stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The sheriff said the jail was full.",
            [("The sheriff", "say", "the jail was full", "speech")],
        ),
        (
            "Mayor Ada Quill said Tuesday that the bridge would close.",
            [("Mayor Ada Quill", "say", "that the bridge would close", "speech")],
        ),
        (
            "“The jail is full,” Sheriff Tom Ruel said.",
            [("Sheriff Tom Ruel", "say", "The jail is full", "speech")],
        ),
        (
            "“The jail is full,” said Sheriff Tom Ruel.",
            [("Sheriff Tom Ruel", "say", "The jail is full", "speech")],
        ),
        (
            "“The jail is full,” Ruel said, “and we have no money.”",
            [("Ruel", "say", "The jail is full … and we have no money", "speech")],
        ),
        (
            "“The jail is full,” Ruel said. “We have no money. We need help.”",
            [("Ruel", "say", "The jail is full … We have no money. We need help", "speech")],
        ),
        (
            "The bridge would close, Quill said.",
            [("Quill", "say", "The bridge would close", "speech")],
        ),
        (
            "The bridge, Quill said, would close in March.",
            [("Quill", "say", "The bridge … would close in March", "speech")],
        ),
        (
            "According to the report, the county lost $4 million.",
            [("the report", "according to", "the county lost $4 million", "speech")],
        ),
        (
            "The county lost $4 million, according to the auditor.",
            [("the auditor", "according to", "The county lost $4 million", "speech")],
        ),
        (
            "Quill vowed to fight the order.",
            [("Quill", "vow", "to fight the order", "speech")],
        ),
        (
            "Quill urged the council to reject the contract.",
            [("Quill", "urge", "to reject the contract", "speech")],
        ),
        (
            "The governor called the plan “a gift to polluters.”",
            [("The governor", "call", "the plan “a gift to polluters", "speech")],
        ),
        (
            "Ruel was quoted as saying that the jail was full.",
            [("Ruel", "say", "that the jail was full", "speech")],
        ),
        (
            "Quill issued a statement saying the bridge was safe.",
            [("Quill", "say", "the bridge was safe", "speech")],
        ),
        (
            "Quill put the cost of mending the locks at $3 million.",
            [("Quill", "put", "the cost of mending the locks at $3 million", "speech")],
        ),
        (
            "Ruel faulted Quill for the delay.",
            [("Ruel", "fault", "Quill for the delay", "speech")],
        ),
        (
            "Ruel credited the deputies with 61 arrests.",
            [("Ruel", "credit", "the deputies with 61 arrests", "speech")],
        ),
        (
            "Ruel criticized the mayor.",
            [("Ruel", "criticize", "the mayor", "attitude")],
        ),
        (
            "The attorney general wants to end the program.",
            [("The attorney general", "want", "to end the program", "attitude")],
        ),
        (
            "Ruel hopes that voters will approve the tax.",
            [("Ruel", "hope", "that voters will approve the tax", "attitude")],
        ),
    ],
)
def test_says_who_said_what(read: Reader, text: str, expected: list[Said]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Tuesday.",
        "A resident called the police.",
        "Ruel’s so-called “reform” failed.",
        "The man accused of theft left town.",
        "The jail is full.",
        "Quill put the keys of the locks at the gate.",
        "Ruel never faulted Quill for the delay.",
    ],
)
def test_finds_nothing_where_nobody_says_anything(read: Reader, text: str) -> None:
    assert read(text) == []


def test_a_new_paragraph_of_the_same_speaker_is_a_statement_of_its_own(read: Reader) -> None:
    found = read("“The jail is full,” Ruel said.\n\n“We asked the county for money twice.”")
    assert found == [
        ("Ruel", "say", "The jail is full", "speech"),
        ("Ruel", "say", "We asked the county for money twice", "speech"),
    ]


def test_a_quotation_without_any_speaker_before_it_stays_unattributed(read: Reader) -> None:
    assert read("“The jail is full and the roof leaks.”\n\nThe council met.") == []


def test_an_open_quotation_runs_on_in_the_next_paragraph(read: Reader) -> None:
    found = read("“The jail is full,” Ruel said. “We have no money.\n\n“We need help from the state.”")
    assert [content for _, _, content, _ in found] == [
        "The jail is full … We have no money",
        "We need help from the state",
    ]
    assert {source for source, _, _, _ in found} == {"Ruel"}


def test_what_is_said_inside_a_quotation_stays_inside_it(read: Reader) -> None:
    found = read("“The state said the roof was safe,” Quill said. The roof fell.")
    assert ("The state", "say", "the roof was safe", "speech") in found
    assert ("Quill", "say", "The state said the roof was safe", "speech") in found


def test_each_speaker_keeps_his_own_words(read: Reader) -> None:
    found = read("Quill said the bridge was safe, but Ruel said it was not.")
    assert {(source, content) for source, _, content, _ in found} == {
        ("Quill", "the bridge was safe"),
        ("Ruel", "it was not"),
    }


def test_a_dateline_is_neither_source_nor_content(read: Reader) -> None:
    assert read("CARVER, Ohio — The bridge would close, the mayor said.") == [
        ("the mayor", "say", "The bridge would close", "speech")
    ]


def test_labels_with_a_colon_are_cues(read: Reader) -> None:
    (found,) = read("Sheriff Ruel: Jail is full")
    assert found[0] == "Sheriff Ruel"
    assert found[2] == "Jail is full"
    assert read("Agenda: roads, bridges and parks") == []


def test_speaker_and_date_come_from_mentions_and_dates(nlp: Language) -> None:
    (doc,) = pipeline.parse([Article("a", "Mayor Ada Quill said Tuesday that the bridge would close.")], nlp)
    doc._.chains = [Chain(Kind.PERSON, "Ada Quill", [0])]
    doc._.mentions = [Mention(1, 3, 2, Kind.PERSON, "name", 0)]
    doc._.dates = [DateMention(4, 5, PartialDate("2024-05-07"))]
    (draft,) = create(nlp, "onrecord_attributions", "rules")(doc)._.attributions
    assert (draft.speaker, draft.dated) == (0, 0)
    doc._.chains = [Chain(Kind.PERSON, "mayors", [0], plural=True)]
    doc._.dates = [DateMention(4, 5, PartialDate("2024-05-07"))]
    (draft,) = create(nlp, "onrecord_attributions", "rules")(doc)._.attributions
    assert draft.speaker is None


def test_a_date_of_the_content_is_not_the_date_of_saying(nlp: Language) -> None:
    (doc,) = pipeline.parse([Article("a", "The mayor said that the bridge would close Tuesday.")], nlp)
    doc._.dates = [DateMention(8, 9, PartialDate("2024-05-07"))]
    (draft,) = create(nlp, "onrecord_attributions", "rules")(doc)._.attributions
    assert draft.dated is None


def test_empty_articles_have_no_attributions(nlp: Language) -> None:
    assert annotated(nlp, " \n ")._.attributions == []


def test_joint_speakers_who_are_known_get_a_statement_each(nlp: Language) -> None:
    (doc,) = pipeline.parse([Article("a", "Ada Quill and Tom Ruel said the bridge would close.")], nlp)
    doc._.chains = [Chain(Kind.PERSON, "Ada Quill", [0]), Chain(Kind.PERSON, "Tom Ruel", [1])]
    doc._.mentions = [Mention(0, 2, 1, Kind.PERSON, "name", 0), Mention(3, 5, 4, Kind.PERSON, "name", 1)]
    drafts = create(nlp, "onrecord_attributions", "rules")(doc)._.attributions
    assert [(draft.speaker, words(doc, draft.source)) for draft in drafts] == [(0, "Ada Quill"), (1, "Tom Ruel")]
    doc._.chains = [Chain(Kind.PERSON, "Ada Quill", [0])]
    doc._.mentions = doc._.mentions[:1]
    (draft,) = create(nlp, "onrecord_attributions", "rules")(doc)._.attributions
    assert words(doc, draft.source) == "Ada Quill and Tom Ruel"


def test_a_sentence_about_a_person_introduces_the_quotation_behind_it(read: Reader) -> None:
    assert read("Mayor Ada Quill agreed. “The bridge was built in a hurry.”") == [
        ("Mayor Ada Quill", None, "The bridge was built in a hurry", "speech")
    ]
    assert read("The bridge opened. “The bridge was built in a hurry.”") == []


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Its director, Ada Quill, said the bridge was old.", (3, 5, 4, Kind.PERSON)),
        ("A memo from the Carver Bridge Authority said the bridge was old.", (4, 7, 6, Kind.AGENCY)),
        ("A Bridgewatch report said the bridge was old.", (1, 2, 1, Kind.ORGANIZATION)),
    ],
)
def test_the_name_beside_a_source_is_the_speaker(nlp: Language, text: str, mention: tuple[int, int, int, Kind]) -> None:
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    start, end, head, kind = mention
    doc._.chains = [Chain(kind, doc[start:end].text, [0])]
    doc._.mentions = [Mention(start, end, head, kind, "name", 0)]
    (draft,) = create(nlp, "onrecord_attributions", "rules")(doc)._.attributions
    assert draft.speaker == 0


def test_who_is_merely_mentioned_in_a_source_is_not_the_speaker(nlp: Language) -> None:
    (doc,) = pipeline.parse([Article("a", "A critic of the Carver Bridge Authority said the bridge was old.")], nlp)
    doc._.chains = [Chain(Kind.AGENCY, "Carver Bridge Authority", [0])]
    doc._.mentions = [Mention(4, 7, 6, Kind.AGENCY, "name", 0)]
    (draft,) = create(nlp, "onrecord_attributions", "rules")(doc)._.attributions
    assert draft.speaker is None


@pytest.mark.parametrize(
    ("text", "antecedents"),
    [
        ("A clerk said the bridge was old. She said it shook.", ["", "A clerk"]),
        ("Student groups said the bridge was old. They said it shook.", ["", "Student groups"]),
        ("Student groups said the bridge was old. She said it shook.", ["", ""]),
        ("A clerk said the bridge was old. She said it shook. She said it fell.", ["", "A clerk", "A clerk"]),
        ("A clerk said the bridge was old.\n\nThe council met.\n\nShe said it shook.", ["", ""]),
    ],
)
def test_a_pronoun_stands_for_the_unnamed_source_before_it(nlp: Language, text: str, antecedents: list[str]) -> None:
    doc = annotated(nlp, text)
    assert [words(doc, draft.antecedent) for draft in doc._.attributions] == antecedents
