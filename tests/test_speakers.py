"""Who the speaker is where a title, a rank or a document stands before the name."""

from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.language import pipeline
from onrecord.record import Article


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(mode="rules")


def speakers(nlp: Language, text: str) -> list[str | None]:
    (doc,) = pipeline.parse([Article("a", text)], nlp)
    return [None if d.speaker is None else doc._.chains[d.speaker].label for d in doc._.attributions]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor of Carver, Tom Ruel, asked the council to wait.", "Tom Ruel"),
        ("Nine of 31 deputies have quit, according to Sgt. Tom Ruel.", "Tom Ruel"),
        ("The town had two murders, according to FBI data.", "FBI"),
        ("FBI figures showed that the town had two murders.", "FBI"),
        ("The FBI’s plan says that the town had two murders.", "FBI"),
    ],
)
def test_the_name_behind_a_title_speaks(nlp: Language, text: str, speaker: str) -> None:
    assert speakers(nlp, text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "A friend of Mayor Jo Park, Tom Ruel, said the bridge is old.",
        "Critics of Carver, Tom Ruel among them, said the bridge is old.",
        "Nine of 31 deputies have quit, according to the guard. Tom Ruel left.",
    ],
)
def test_a_name_that_stands_nearby_does_not(nlp: Language, text: str) -> None:
    assert speakers(nlp, text) == [None]
