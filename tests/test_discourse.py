"""What several sentences say together."""

from __future__ import annotations

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article

HEADS = "Sheriff Ana Ruiz leads the Marlow County Sheriff's Office. "


def said(text: str, predicate: str) -> set[tuple[str, str]]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    labels = {entity.key: entity.label for entity in record.entities}
    found = [item for item in record.assertions if item.predicate == predicate]
    return {(labels[item.subject], labels[item.object]) for item in found}


def test_what_its_head_joins_the_body_joins() -> None:
    pair = ("Marlow County Sheriff's Office", "Safe Harbor program")
    assert pair in said(HEADS + "Ruiz enrolled in the Safe Harbor program.", "participatesIn")


def test_what_somebody_else_joins_the_body_does_not() -> None:
    assert said(HEADS + "Jo Park enrolled in the Safe Harbor program.", "participatesIn") == set()


def test_what_its_head_signs_makes_the_body_a_party() -> None:
    text = HEADS + "Ruiz signed an agreement with the Harbor Foundation."
    subjects = {subject for subject, _ in said(text, "partyTo")}
    assert {"Marlow County Sheriff's Office", "Harbor Foundation"} <= subjects


def proofs(text: str, predicate: str) -> list[str]:
    record = record_of(next(iter(pipeline.parse([Article("a", text)]))))
    found = [item for item in record.assertions if item.predicate == predicate]
    return [" | ".join(piece.exact for piece in item.evidence) for item in found]


def test_what_follows_from_two_sentences_shows_both() -> None:
    (proof,) = proofs(HEADS + "Ruiz enrolled in the Safe Harbor program.", "participatesIn")
    assert "enrolled in the Safe Harbor program" in proof
    assert "leads the Marlow County Sheriff's Office" in proof or "Sheriff Ana Ruiz" in proof


def test_who_may_come_to_lead_a_body_does_not_act_for_it() -> None:
    text = "Ana Ruiz may lead the Harbor Commission. Ruiz enrolled in the Safe Harbor program."
    assert said(text, "participatesIn") == set()


def test_a_signing_that_is_only_claimed_joins_nothing() -> None:
    text = (
        "The Harbor Commission plans to join the Safe Harbor program.\n\n"
        "Jo Park said the Harbor Commission signed the agreement."
    )
    assert said(text, "underProgram") == set()


def test_who_did_so_too_did_the_same() -> None:
    text = "Gov. Ana Ruiz endorsed the Rent Fairness Act. So did the Harbor Foundation."
    assert ("Harbor Foundation", "Rent Fairness Act") in said(text, "supports")


def test_who_did_so_elsewhere_did_not_do_what_is_two_sentences_back() -> None:
    text = "Gov. Ana Ruiz endorsed the Rent Fairness Act. It rained all day. So did the Harbor Foundation say."
    assert ("Harbor Foundation", "Rent Fairness Act") not in said(text, "supports")


def test_a_case_says_who_sued_whom() -> None:
    text = "Ana Ruiz runs a farm. The court decided Ruiz v. Marlow County on Monday. Marlow County paid Ana Ruiz."
    assert said(text, "sued") <= {("Ana Ruiz", "Marlow County")}


def test_who_signs_an_agreement_under_a_program_takes_part_in_it() -> None:
    text = HEADS + "Ruiz signed a 287(g) agreement with ICE."
    assert ("Marlow County Sheriff's Office", "287(g)") in said(text, "participatesIn")


def test_who_joins_a_model_joins_the_program() -> None:
    text = "The Marlow County Sheriff's Office signed an agreement under the task force model of the 287(g) program."
    assert {whole for _, whole in said(text, "participatesIn")} >= {"287(g) program"}


def test_all_that_are_among_those_who_joined_joined() -> None:
    text = "The Harbor Commission and the Canal Commission are among 14 agencies that joined the Safe Harbor program."
    assert {body for body, _ in said(text, "participatesIn")} == {"Harbor Commission", "Canal Commission"}
