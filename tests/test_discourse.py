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
