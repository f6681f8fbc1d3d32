"""Candidacies that no "for" names: sentences that say them, that nearly do, and that deny them."""

from __future__ import annotations

import pytest

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article, Factuality


def running(text: str) -> set[tuple[str, str, Factuality]]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    posts = {post.key: post.title for post in record.posts}
    names = {entity.key: entity.label for entity in record.entities}
    found = [item for item in record.assertions if item.predicate == "runsFor"]
    return {(names[item.subject], posts[item.object], item.factuality) for item in found}


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Sheriff Ana Ruiz is seeking a third term in November.", "Ana Ruiz", "sheriff"),
        ("Gov. Ana Ruiz, who is up in November, spoke.", "Ana Ruiz", "governor"),
        ("Mayor Jo Park, a Democrat up for reelection next year, spoke.", "Jo Park", "mayor"),
        ("Sheriff Ana Ruiz’s challenger, Jo Park, spoke.", "Jo Park", "sheriff"),
        ("Jo Park is running against Sheriff Ana Ruiz.", "Jo Park", "sheriff"),
        ("Jo Park is challenging Sen. Ana Ruiz for the Ohio seat.", "Jo Park", "senator"),
        ("Jo Park is seeking the GOP presidential nomination.", "Jo Park", "president"),
        ("Jo Park won the Republican nomination for governor.", "Jo Park", "governor"),
        ("Jo Park will accept the Republican nomination for governor.", "Jo Park", "governor"),
        ("If Jo Park is elected governor, the law will change.", "Jo Park", "governor"),
    ],
)
def test_who_stands_for_an_office(text: str, name: str, office: str) -> None:
    assert (name, office, Factuality.ACTUAL) in running(text)


def test_who_does_not_seek_another_term_does_not_run() -> None:
    assert running("Sheriff Ana Ruiz, who is not seeking another term, spoke.") == {
        ("Ana Ruiz", "sheriff", Factuality.DENIED)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Sheriff Ana Ruiz is seeking a third deputy in November.",
        "Gov. Ana Ruiz, who is up early, spoke.",
        "Jo Park is challenging Sheriff Ana Ruiz to a debate.",
        "Jo Park is running against former Sheriff Ana Ruiz.",
        "Jo Park won the governor’s nomination of a judge.",
        "Jo Park was elected governor in 2010.",
        "Jo Park could win the Republican nomination for governor.",
        "Jo Park did not win the Republican nomination for governor.",
        "Jo Park argued against Sheriff Ana Ruiz.",
    ],
)
def test_who_nearly_does(text: str) -> None:
    assert running(text) == set()


def test_against_a_senator_who_runs_for_president_nobody_runs_for_the_senate() -> None:
    text = "Sen. Ana Ruiz is running for president. Jo Park is running against Sen. Ana Ruiz."
    assert {office for _, office, _ in running(text)} == {"president"}
