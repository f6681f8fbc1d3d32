"""Sources that stand for speakers named before."""

from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.language import pipeline
from onrecord.record import Article

BEFORE = "Chairman Ada Quill and Chairman Tom Ruel met on Monday. The bridge is old."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(mode="rules")


def speakers(nlp: Language, text: str, content: str) -> list[str | None]:
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    return [
        None if draft.speaker is None else doc._.chains[draft.speaker].label
        for draft in doc._.attributions
        if content in doc[draft.content[0][0] : draft.content[0][1]].text
    ]


@pytest.mark.parametrize("source", ["The two", "The two lawmakers", "Both", "The pair", "The chairmen"])
def test_two_who_were_named_together_speak_together(nlp: Language, source: str) -> None:
    assert speakers(nlp, f"{BEFORE} {source} said the tolls would rise.", "tolls") == ["Ada Quill", "Tom Ruel"]


@pytest.mark.parametrize("source", ["The three", "The voters", "The two camps", "The senators", "Two lawmakers"])
def test_others_do_not(nlp: Language, source: str) -> None:
    assert speakers(nlp, f"{BEFORE} {source} said the tolls would rise.", "tolls") in ([None], [])


def test_the_pair_is_the_last_one_named(nlp: Language) -> None:
    text = f"{BEFORE} Clerk Jo Park and Mayor Lia Stone came later. The two said the tolls would rise."
    assert speakers(nlp, text, "tolls") == ["Jo Park", "Lia Stone"]


def test_a_document_told_of_again_gives_the_same_words(nlp: Language) -> None:
    text = "An FBI summary said the tape was lost. The summary said the case was closed. The rumor said so, too."
    assert speakers(nlp, text, "case was closed") == ["FBI"]
