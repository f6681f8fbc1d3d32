"""Facts that the encoder reads, in the terms of the frames: which are told, at which words, how real, whose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.encoder import Reading, SpanRelation, TypedSpan
from onrecord.encoder.reader import WordChances
from onrecord.encoder.relating import Relater, Stretch
from onrecord.frames.arguments import Reader
from onrecord.frames.encoded import _Asked, _done, merged
from onrecord.frames.engine import Frames
from onrecord.language import pipeline
from onrecord.language.annotations import FactDraft, Mention, Mode
from onrecord.record import Article, Factuality, Kind

TEXT = (
    "The Larch County Council is not running the Elm Street Jail.\n"
    "Mayor Ada Quill spoke in the hall. The Larch County Council listened.\n"
    "Quill said the Larch County Council may fund the Harbor Trust."
)


class Told(Relater):
    """A head that tells what it is told to, between words of the text; everything else it never asks about."""

    def __init__(self, *told: tuple[str, str, str, float]) -> None:
        self.told = told

    def threshold(self, predicate: str) -> float:
        return 0.6 if predicate == "opposes" else 0.5

    def relations(self, stretches: Sequence[Stretch], spans: Sequence[TypedSpan]) -> list[SpanRelation]:
        words = [TEXT[span.start : span.end] for span in spans]
        return [
            SpanRelation(i, j, predicate, chance, Factuality.ACTUAL, 0.6)
            for one, predicate, other, chance in self.told
            for i, left in enumerate(words)
            for j, right in enumerate(words)
            if left == one and right == other and i != j
        ]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def read(nlp: Language, *told: tuple[str, str, str, float], mode: Mode = "encoder") -> tuple[Doc, list[FactDraft]]:
    doc = nlp.make_doc(TEXT)
    doc._.article = Article("a", TEXT)
    likely = [WordChances(0, len(TEXT), content=0.9, cue=0.9, rule=0.9)]
    doc._.reading = Reading([], [], likely, relater=Told(*told))
    for name, pipe in nlp.pipeline:
        doc = Frames(nlp, "frames", mode)(doc) if name == "onrecord_frames" else pipe(doc)
    return doc, [fact for fact in doc._.facts if fact.object is not None]


def said(doc: Doc, fact: FactDraft) -> tuple[str, str, str]:
    assert fact.object is not None
    return doc._.chains[fact.subject].label, fact.predicate, doc._.chains[fact.object].label


def words(doc: Doc, fact: FactDraft) -> list[str]:
    return [doc[start:end].text for start, end in fact.evidence]


def test_the_parse_says_that_it_is_denied_and_where_it_stands(nlp: Language) -> None:
    doc, facts = read(nlp, ("Larch County Council", "operates", "Elm Street Jail", 0.9))
    (fact,) = (fact for fact in facts if fact.frame == "encoder")
    assert said(doc, fact) == ("Larch County Council", "operates", "Elm Street Jail")
    assert fact.factuality is Factuality.DENIED
    assert fact.confidence == 0.9
    assert words(doc, fact) == ["Larch County Council is not running the Elm Street Jail"]


def test_what_is_told_in_a_speech_has_a_claimant(nlp: Language) -> None:
    doc, facts = read(nlp, ("Larch County Council", "funds", "Harbor Trust", 0.9))
    (fact,) = (fact for fact in facts if fact.frame == "encoder")
    assert fact.factuality is Factuality.POSSIBLE
    assert fact.claimant is not None
    speaker = doc._.attributions[fact.claimant].speaker
    assert doc._.chains[speaker].label == "Ada Quill"


def test_two_sentences_are_both_evidence(nlp: Language) -> None:
    doc, facts = read(nlp, ("Ada Quill", "heads", "Larch County Council", 0.9))
    (fact,) = (fact for fact in facts if fact.frame == "encoder")
    for stretch, inside in zip(words(doc, fact), ("Ada Quill", "Larch County Council"), strict=True):
        assert inside in stretch
        assert stretch in TEXT


def test_what_is_unlikely_or_against_the_ontology_is_not_told(nlp: Language) -> None:
    _, facts = read(
        nlp,
        ("Ada Quill", "opposes", "Larch County Council", 0.59),
        ("Elm Street Jail", "operates", "Larch County Council", 0.99),
        ("Larch County Council", "partOf", "Larch County Council", 0.99),
    )
    assert [fact for fact in facts if fact.frame == "encoder"] == []


def test_rules_alone_ask_the_encoder_nothing(nlp: Language) -> None:
    told = ("Larch County Council", "operates", "Elm Street Jail", 0.9)
    assert all(fact.frame != "encoder" for fact in read(nlp, told, mode="rules")[1])


def test_of_a_pair_that_the_frames_know_the_encoder_adds_nothing() -> None:
    framed = [FactDraft(0, "partnersWith", 1, [(0, 3)], "partner"), FactDraft(0, "funds", 1, [(4, 6)], "fund")]
    again = [FactDraft(1, "partnersWith", 0, [(0, 3)], "encoder"), FactDraft(0, "funds", 2, [(4, 6)], "encoder")]
    assert merged(framed, again) == [*framed, again[1]]


def test_the_clause_behind_a_noun_says_when(nlp: Language) -> None:
    text = "The memorandum of agreement that Mayor Ada Quill signed in March 2025 bars it."
    (doc,) = pipeline.parse([Article("a", text)], pipeline.load(components=()))
    trigger = doc[text.split().index("memorandum")]
    quill = next(token for token in doc if token.text == "Quill")

    def asked(head: Token) -> _Asked:
        return _Asked(0, Mention(head.i, head.i + 1, head.i, Kind.PERSON, "name"), TypedSpan(0, 1, Kind.PERSON))

    assert _done(trigger, asked(trigger), asked(quill)).text == "signed"
    assert _done(quill, asked(trigger), asked(quill)) == quill


@pytest.mark.parametrize(
    ("text", "predicate", "dates"),
    [
        ("Eleven owners went to court. They sued Dorsey Corp. on May 2, 2025.", "sued", ["2025-05-02"]),
        ("Eleven owners went to court. They sued Dorsey Corp. on May 2, 2025.", "memberOf", []),
        ("Owners sued Dorsey Corp. on May 2, 2025. They sued again on June 3, 2025.", "sued", []),
        ("Eleven owners went to court on May 2, 2025. They oppose Dorsey Corp.", "sued", []),
    ],
)
def test_the_word_for_an_act_says_when_it_was(nlp: Language, text: str, predicate: str, dates: list[str]) -> None:
    (doc,) = pipeline.parse([Article("a", text)], pipeline.load(mode="rules"))
    read = FactDraft(0, predicate, 1, [(0, len(doc))], "encoder")
    dated = Frames(nlp, "frames", "merged")._dated(read, Reader(doc))
    assert [doc._.dates[index].value.value for index in dated.dates] == dates
