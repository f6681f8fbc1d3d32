"""Places that act: whose government it is that sued, paid or signed."""

from __future__ import annotations

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article, Factuality


def said(text: str, predicate: str) -> set[tuple[str, str, Factuality]]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)], pipeline.load(mode="rules")))))
    labels = {entity.key: entity.label for entity in record.entities}
    found = [item for item in record.assertions if item.predicate == predicate]
    return {(labels[item.subject], labels[item.object], item.factuality) for item in found}


def test_a_county_that_sues_is_its_government() -> None:
    found = said("Marlow County sued Dorsey Corp. on Monday.", "sued")
    assert found == {("Marlow County government", "Dorsey Corp.", Factuality.ACTUAL)}


def test_a_county_where_somebody_sues_does_nothing() -> None:
    assert said("In Marlow County, the Harbor Foundation sued nobody.", "sued") == set()


def test_a_county_that_does_not_sue_is_said_not_to() -> None:
    found = said("Marlow County did not sue Dorsey Corp.", "sued")
    assert found == {("Marlow County government", "Dorsey Corp.", Factuality.DENIED)}


def test_a_state_that_is_sued_is_its_government() -> None:
    found = said("The Harbor Foundation sued Ohio.", "sued")
    assert found == {("Harbor Foundation", "Ohio state government", Factuality.ACTUAL)}


def test_a_government_is_the_one_that_the_article_calls_by_its_level() -> None:
    text = "Marlow County sued Dorsey Corp. on Monday. The county pays Dorsey Corp. $3 million a year."
    assert {subject for subject, _, _ in said(text, "sued")} == {subject for subject, _, _ in said(text, "funds")}


def test_a_country_acts_under_its_own_name() -> None:
    assert said("China sued Dorsey Corp. on Monday.", "sued") == set()


def test_a_dateline_does_nothing() -> None:
    assert said("DAYTON, Ohio — Sued on Monday, Dorsey Corp. closed.", "sued") == set()


def test_a_judge_rules_for_the_court() -> None:
    found = said("Superior Court Judge Ana Ruiz blocked the Rent Fairness Act.", "ruledOn")
    assert found == {("Superior Court", "Rent Fairness Act", Factuality.ACTUAL)}


def test_who_is_no_judge_rules_for_nobody() -> None:
    assert said("Gov. Ana Ruiz blocked the Rent Fairness Act.", "ruledOn") == set()


def test_a_judge_who_did_not_block_a_law_is_said_not_to() -> None:
    found = said("Superior Court Judge Ana Ruiz did not block the Rent Fairness Act.", "ruledOn")
    assert {real for _, _, real in found} <= {Factuality.DENIED}


def test_a_county_sued_beside_somebody_is_sued_too() -> None:
    found = said("The Harbor Foundation sued Marlow County and Sheriff Ana Ruiz.", "sued")
    assert {target for _, target, _ in found} == {"Marlow County government", "Ana Ruiz"}


def test_both_sides_of_an_agreement_between_them_are_parties() -> None:
    found = said("Jo Park signed the agreement between Marlow County and the Harbor Foundation.", "partyTo")
    assert {party for party, _, _ in found} == {"Marlow County government", "Harbor Foundation"}
