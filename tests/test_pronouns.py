"""Whom pronouns mean, and whose "his campaign" is: which construction says so, and which nearly does."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language import coreference, mentions, pipeline
from onrecord.record import Article

COMPONENTS = tuple(f"onrecord_{module.__name__.rsplit('.', 1)[-1]}" for module in (mentions, coreference))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=COMPONENTS)


def read(nlp: Language, text: str) -> Doc:
    return next(iter(pipeline.parse([Article("test", text)], nlp)))


def label(doc: Doc, words: str, occurrence: int = 0) -> str | None:
    """What the mention with these words speaks of."""
    hits = [mention for mention in doc._.mentions if doc[mention.start : mention.end].text == words]
    index = hits[occurrence].chain
    return None if index is None else doc._.chains[index].label


@pytest.mark.parametrize(
    "opening",
    ["In his order, Carl Pell noted", "Now that he is the nominee, Carl Pell said", "Despite his vote, Carl Pell said"],
)
def test_an_opening_pronoun_looks_forward_to_the_subject(nlp: Language, opening: str) -> None:
    doc = read(nlp, f"Tom Orwick spoke on Friday. {opening} that the case was old.")
    assert label(doc, "he" if " he " in opening else "his") == "Carl Pell"


def test_an_opening_subject_is_whom_the_rest_attacks_where_that_is_who_was_meant(nlp: Language) -> None:
    doc = read(nlp, "Mary Pell lost. When she ran for the Senate, Dana Park attacked Pell.")
    assert label(doc, "she") == "Mary Pell"


def test_an_opening_pronoun_looks_back_where_the_subject_is_none_that_it_means(nlp: Language) -> None:
    doc = read(nlp, "Tom Orwick spoke on Friday. In his order, Mary Pell and the clerk were named.")
    assert label(doc, "his") == "Tom Orwick"
    doc = read(nlp, "Tom Orwick spoke on Friday. The jury and his lawyer agreed, and Carl Pell left.")
    assert label(doc, "his") == "Tom Orwick"


@pytest.mark.parametrize(
    "words",
    [
        "railed against Carl Pell, taking aim at his vote",
        "blamed Carl Pell for his vote",
        "thanked Carl Pell for his vote",
    ],
)
def test_who_is_praised_or_attacked_did_what_it_is_for(nlp: Language, words: str) -> None:
    assert label(read(nlp, f"Tom Orwick {words}."), "his") == "Carl Pell"


@pytest.mark.parametrize("words", ["attacked Carl Pell in his speech", "met Carl Pell in May, taking his time"])
def test_what_is_not_held_against_somebody_is_the_subjects(nlp: Language, words: str) -> None:
    assert label(read(nlp, f"Tom Orwick {words}."), "his") == "Tom Orwick"


def test_who_only_stands_by_is_not_who_goes_on(nlp: Language) -> None:
    doc = read(nlp, "Tom Orwick spoke, with Carl Pell standing behind him as he urged the board to act. He left early.")
    assert {label(doc, words) for words in ("him", "he", "He")} == {"Tom Orwick"}


def test_who_acts_alone_goes_on(nlp: Language) -> None:
    doc = read(nlp, "Tom Orwick spoke. Then Carl Pell stood behind the desk. He left early.")
    assert label(doc, "He") == "Carl Pell"


@pytest.mark.parametrize("said", ["He said that Orwick left", "He told him that Orwick left"])
def test_who_says_something_of_a_name_is_somebody_else(nlp: Language, said: str) -> None:
    assert label(read(nlp, f"Carl Pell met Tom Orwick on Monday. Orwick was late. {said}."), "He") == "Carl Pell"


def test_a_name_in_the_next_clause_may_be_the_pronouns(nlp: Language) -> None:
    doc = read(nlp, "Tom Orwick spoke. He praised the vote, and then Orwick left.")
    assert label(doc, "He") == "Tom Orwick"


def test_who_is_quoted_speaks_of_somebody_else(nlp: Language) -> None:
    doc = read(nlp, "Tom Orwick lost the vote. “He will be back,” Carl Pell said. “He always is.”")
    assert label(doc, "He", 0) == label(doc, "He", 1) == "Tom Orwick"
    doc = read(nlp, "Tom Orwick lost the vote. He will be back, Carl Pell said.")
    assert label(doc, "He") == "Tom Orwick"


def test_he_said_that_he_would(nlp: Language) -> None:
    doc = read(nlp, "Tom Orwick spoke. Orwick was late. Carl Pell said he would sue.")
    assert label(doc, "he") == "Carl Pell"


def test_who_only_modifies_a_word_is_not_meant(nlp: Language) -> None:
    doc = read(nlp, "Tom Orwick won. Orwick was glad. Carl Pell, an Orwick ally, was on the radio when he sued.")
    assert label(doc, "he") == "Carl Pell"


def test_of_two_in_reach_the_one_spoken_of_more_is_meant(nlp: Language) -> None:
    often = "Tom Orwick ran the bank. Orwick was born in Marlow. He has two sons, and his brother is a clerk. "
    doc = read(nlp, f"{often}In May Orwick hired Carl Pell. In June he was jailed.")
    assert label(doc, "he", 0) == "Tom Orwick"


def test_a_bill_that_is_told_by_other_words_is_another(nlp: Language) -> None:
    start = "Dana Pell voted for a major housing bill that became law in 2008."
    doc = read(nlp, f"{start} And her bill to curb ferry pay went nowhere.")
    assert label(doc, "her bill") == "bill to curb ferry pay"
    doc = read(nlp, "Dana Pell wrote a bill that curbs ferry pay. Her bill went nowhere.")
    assert label(doc, "Her bill") == "bill that curbs ferry pay"


CAMPAIGN = "Mary Park's campaign opened an office in May."


def test_his_campaign_is_none_of_another_candidate(nlp: Language) -> None:
    doc = read(nlp, f"{CAMPAIGN} Sen. Tom Orwick says his campaign has won. Carl Pell wants to end his campaign.")
    assert label(doc, "his campaign", 0) == "Tom Orwick's campaign"
    assert label(doc, "his campaign", 1) not in ("Tom Orwick's campaign", "Mary Park's campaign")


def test_her_campaign_is_the_one_named_after_her(nlp: Language) -> None:
    doc = read(nlp, f"{CAMPAIGN} The Pell campaign did, too. Mary Park says her campaign won. The campaign is glad.")
    assert label(doc, "her campaign") == label(doc, "campaign") == "Mary Park's campaign"


def test_a_campaign_without_an_owner_may_be_anybodys(nlp: Language) -> None:
    doc = read(nlp, "The office is new. Sheriff Tom Orwick leads the campaign. His campaign is late.")
    assert label(doc, "His campaign") == label(doc, "campaign")


def test_subject_follows_subject(nlp: Language) -> None:
    start = "Tom Orwick is loud. Orwick was late. Carl Pell said that it was wrong to mock Orwick."
    assert label(read(nlp, f"{start} He said boards should not mock."), "He") == "Carl Pell"
    doc = read(nlp, "Tom Orwick is loud. Carl Pell built the house that Orwick bought when he left the bank.")
    assert label(doc, "he") == "Tom Orwick"
