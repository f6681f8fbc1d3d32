"""Names in lists, and one and the other of two: what the noun for all of them says of each."""

from __future__ import annotations

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article, Record


def read(text: str) -> Record:
    return record_of(next(iter(pipeline.parse([Article("a", text)]))))


def pairs(text: str, predicate: str) -> set[tuple[str, str]]:
    record = read(text)
    names = {entity.key: entity.label for entity in record.entities}
    names |= {post.key: post.title for post in record.posts}
    found = [item for item in record.assertions if item.predicate == predicate]
    return {(names[item.subject], names[item.object]) for item in found}


def test_a_noun_for_several_gives_each_name_behind_it_the_title() -> None:
    text = "Several Republican senators, including Jo Park of Ohio and Ana Ruiz, voted no."
    assert {("Ana Ruiz", "senator"), ("Jo Park", "senator")} <= pairs(text, "holdsPost")
    assert {("Ana Ruiz", "Republican Party"), ("Jo Park", "Republican Party")} <= pairs(text, "memberOf")


def test_what_they_all_run_for() -> None:
    text = "The Republican senators running for president -- Ana Ruiz of Texas and Lee Poe of Ohio -- voted no."
    assert pairs(text, "runsFor") == {("Ana Ruiz", "president"), ("Lee Poe", "president")}
    text = "The bill hurts senators up for re-election, among them Ana Ruiz of Ohio and Lee Poe."
    assert pairs(text, "runsFor") == {("Ana Ruiz", "senator"), ("Lee Poe", "senator")}
    text = "The bill hurts senators up in arms, among them Ana Ruiz of Ohio and Lee Poe."
    assert pairs(text, "runsFor") == set()


def test_a_verb_between_the_noun_and_the_names_ends_the_list() -> None:
    assert pairs("The senators wrote to three people, including Ana Ruiz and Jo Park.", "holdsPost") == set()
    assert pairs("It is not just senators in Marlow: Ana Ruiz said no.", "holdsPost") == set()
    assert pairs("The visitors, including Ana Ruiz and Jo Park, were no senators.", "holdsPost") == set()


def test_the_other_of_two_holds_the_same() -> None:
    start = "The Marlow County Commission met. Ana Ruiz, one of two commissioners who voted no, left. "
    both = {("Ana Ruiz", "Marlow County Commission"), ("Jo Park", "Marlow County Commission")}
    assert pairs(f"{start}The other, Jo Park, stayed.", "memberOf") == both
    assert pairs(f"{start}The other critic was Jo Park.", "memberOf") == {("Ana Ruiz", "Marlow County Commission")}


def test_one_of_two_directors_heads_nothing() -> None:
    text = "Ana Ruiz, one of two directors of the Harbor Foundation, spoke."
    assert pairs(text, "heads") == set()
    assert pairs(text, "memberOf") == {("Ana Ruiz", "Harbor Foundation")}


def test_who_is_no_member_is_none_by_a_count() -> None:
    assert pairs("Ana Ruiz met two commissioners of the Harbor Commission.", "memberOf") == set()
