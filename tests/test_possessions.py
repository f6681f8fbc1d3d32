"""What is somebody's: sites, parts with a number, committees of a chamber, and texts that somebody writes in."""

from __future__ import annotations

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.language.annotations import Mode
from onrecord.record import Article


def said(text: str, predicate: str, mode: Mode = "rules") -> set[tuple[str, str]]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)], pipeline.load(mode=mode)))))
    labels = {entity.key: entity.label for entity in record.entities}
    found = [item for item in record.assertions if item.predicate == predicate]
    return {(labels[item.subject], labels[item.object]) for item in found}


def test_its_site_is_the_body_s() -> None:
    assert said("Dorsey Corp. was fined over a fire at its plant.", "operates") == {
        ("Dorsey Corp.", "Dorsey Corp.'s plant")
    }


def test_a_site_of_no_body_is_nobody_s() -> None:
    assert said("Dorsey Corp. was fined over a fire at a plant.", "operates") == set()


def test_a_site_for_somebody_is_not_theirs() -> None:
    assert said("The Harbor Foundation visited the women's shelter.", "operates") == set()


def test_a_numbered_local_is_part_of_its_union() -> None:
    text = "Lodge 12 of the Fraternal Order of Police sued Dorsey Corp."
    assert said(text, "partOf", "merged") == {("Lodge 12", "Fraternal Order of Police")}


def test_a_company_s_parent_is_no_part_of_it() -> None:
    assert said("Dorsey Corp.'s parent company, the Harbor Foundation, met in May.", "partOf") == {
        ("Dorsey Corp.", "Harbor Foundation")
    }


def test_a_committee_called_after_its_chamber_is_part_of_it() -> None:
    text = "The House passed the bill. Rep. Ana Ruiz chairs House Judiciary."
    assert ("House Judiciary", "House") in said(text, "partOf")


def test_an_office_in_a_chamber_is_no_body_of_it() -> None:
    assert said("The Senate met. Rep. Ana Ruiz wrote to a Senate office.", "partOf") == set()


def test_a_judge_who_writes_in_an_order_issued_it() -> None:
    text = "In a 31-page order, U.S. District Judge Ana Ruiz wrote that Dorsey Corp. had failed."
    assert said(text, "issued") == {("Ana Ruiz", "31-page order")}


def test_a_judge_who_writes_of_an_order_did_not_issue_it() -> None:
    assert said("U.S. District Judge Ana Ruiz wrote about a 31-page order.", "issued") == set()


def test_a_judge_who_has_not_written_an_order_did_not_issue_it() -> None:
    assert said("U.S. District Judge Ana Ruiz has not issued an order.", "issued") == set()


def test_what_a_contract_costs_may_follow_its_length() -> None:
    text = "The Harbor Commission signed a five-year, $2 million contract with Dorsey Corp."
    assert {text for _, text in said(text, "partyTo")} == {"five-year, $2 million contract with Dorsey Corp."}


def test_a_comma_that_ends_a_phrase_is_no_part_of_what_follows() -> None:
    text = "In the five-year plan, the contract with Dorsey Corp. was signed by the Harbor Commission."
    assert {text for _, text in said(text, "partyTo")} == {"contract with Dorsey Corp."}


def test_what_somebody_runs_is_one_definite_site() -> None:
    assert said("Dorsey Corp. runs the infirmary in Marlow County.", "operates") == {
        ("Dorsey Corp.", "infirmary in Marlow County")
    }


def test_what_somebody_nears_is_no_site_of_theirs() -> None:
    assert said("Dorsey Corp. neared the infirmary in Marlow County.", "operates") == set()


def test_a_relative_clause_says_part_of_what() -> None:
    text = "The Harbor Commission, which is an arm of the Labor Department, met."
    assert ("Harbor Commission", "Labor Department") in said(text, "partOf")


def test_a_relative_clause_that_denies_it_says_no_part() -> None:
    text = "The Harbor Commission, which is not an arm of the Labor Department, met."
    assert said(text, "partOf") == set()
