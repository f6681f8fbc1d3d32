"""What the encoder's names make of the rules' proposals."""

from __future__ import annotations

import pytest
from spacy.lang.en import English

from onrecord.encoder.reader import Reading, SpanMention
from onrecord.language import pipeline
from onrecord.language.proposals import Proposal
from onrecord.language.read_names import propose_read, reconcile
from onrecord.record import Article, Kind

DOC = English()("Larch County hired Ana Ruiz of OBCW in Poe Falls")


def name(start: int, end: int, kind: Kind, confidence: float, label: str | None = None) -> Proposal:
    return Proposal(start, end, kind, "name", confidence, label=label)


def test_corrects_a_kind_that_the_rules_only_guess() -> None:
    (found,) = reconcile(DOC, [name(0, 2, Kind.PERSON, 0.75)], [name(0, 2, Kind.ORGANIZATION, 0.7)])
    assert found.kind is Kind.ORGANIZATION


@pytest.mark.parametrize(
    ("ruled", "read"),
    [
        (name(0, 2, Kind.AGENCY, 0.9), name(0, 2, Kind.ORGANIZATION, 0.9)),
        (name(0, 2, Kind.PERSON, 0.75), name(0, 2, Kind.ORGANIZATION, 0.5)),
        (name(0, 2, Kind.PERSON, 0.75), name(0, 3, Kind.ORGANIZATION, 0.9)),
    ],
)
def test_leaves_the_kind_that_the_words_tell_or_that_it_is_unsure_of_itself(ruled: Proposal, read: Proposal) -> None:
    assert reconcile(DOC, [ruled], [read]) == [ruled]


def test_takes_out_an_unsure_name_where_it_reads_none() -> None:
    unsure, sure = name(0, 1, Kind.PERSON, 0.5), name(4, 5, Kind.PERSON, 0.95)
    assert reconcile(DOC, [unsure, sure], []) == [sure]


def test_leaves_an_acronym_that_it_does_not_read() -> None:
    acronym = name(6, 7, Kind.ORGANIZATION, 0.4)
    assert reconcile(DOC, [acronym], []) == [acronym]


def test_leaves_what_is_no_name_and_what_stands_for_a_party() -> None:
    kept = [Proposal(0, 2, Kind.AGENCY, "description", 0.5), name(3, 4, Kind.ORGANIZATION, 0.45, "Republican Party")]
    assert reconcile(DOC, kept, []) == kept


def test_adds_a_name_that_the_rules_miss_if_it_is_sure() -> None:
    ruled, missed = name(0, 2, Kind.AGENCY, 0.9), name(5, 6, Kind.PERSON, 0.8)
    assert reconcile(DOC, [ruled], [missed, name(8, 9, Kind.PLACE, 0.6), name(1, 4, Kind.PERSON, 0.9)]) == [
        ruled,
        missed,
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Harbor Accord of the", ["Harbor Accord"]),
        ("Harbor Accord", ["Harbor Accord"]),
        ("order of the", []),
        ("order", []),
    ],
)
def test_a_name_has_a_capital_and_ends_with_no_article(words: str, names: list[str]) -> None:
    text = "The Harbor Accord of the board followed an order of the county."
    (doc,) = pipeline.parse([Article("a", text)], pipeline.load(components=()))
    start = text.index(words)
    reading = Reading([], [SpanMention(start, start + len(words), Kind.LAW, "name", 0.9)])
    assert [doc[item.start : item.end].text for item in propose_read(doc, reading)] == names


def test_an_adjective_of_a_country_is_no_place_whoever_reads_it() -> None:
    doc = English()("The Mexican police left Mexico")
    read = [SpanMention(4, 11, Kind.PLACE, "name", 0.9), SpanMention(24, 30, Kind.PLACE, "name", 0.9)]
    assert [doc[item.start : item.end].text for item in propose_read(doc, Reading([], read))] == ["Mexico"]


def test_a_peoples_word_a_sort_and_a_year_are_no_names_whoever_reads_them() -> None:
    text = "The British left a PAC in 2010 for the PAC Marlow Works"
    doc = English()(text)

    def at(words: str, kind: Kind, last: bool = False) -> SpanMention:
        start = text.rindex(words) if last else text.index(words)
        return SpanMention(start, start + len(words), kind, "name", 0.9)

    read = [at("British", Kind.ORGANIZATION), at("PAC", Kind.ORGANIZATION), at("2010", Kind.LAW)]
    read += [at("PAC Marlow Works", Kind.ORGANIZATION)]
    assert [doc[item.start : item.end].text for item in propose_read(doc, Reading([], read))] == ["Marlow Works"]
    assert propose_read(doc, Reading([], [at("British", Kind.PERSON)]))
