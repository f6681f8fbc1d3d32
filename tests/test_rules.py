"""Rules: what a text permits, prohibits and requires."""

from __future__ import annotations

import pytest

from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.record import Article, Modality, Rule


def rules(text: str) -> tuple[Rule, ...]:
    return record_of(next(iter(pipeline.parse([Article("a", text)])))).rules


@pytest.mark.parametrize(
    ("text", "modality", "action"),
    [
        ("The Rent Fairness Act allows tenants to sue their landlords.", Modality.PERMITS, "sue their landlords"),
        ("The Rent Fairness Act requires landlords to register.", Modality.REQUIRES, "register"),
        ("The Rent Fairness Act bars landlords from raising rents.", Modality.PROHIBITS, "raising rents"),
        ("Under the Rent Fairness Act, landlords must register.", Modality.REQUIRES, "register"),
        ("Under the Rent Fairness Act, landlords will pay a fee.", Modality.REQUIRES, "pay a fee"),
        ("The Rent Fairness Act says tenants may sue.", Modality.PERMITS, "sue"),
        ("The Rent Fairness Act prohibits evictions.", Modality.PROHIBITS, "evictions"),
        ("The Rent Fairness Act allows tenants to read and copy leases.", Modality.PERMITS, "read and copy leases"),
    ],
)
def test_a_law_that_binds(text: str, modality: Modality, action: str) -> None:
    (rule,) = rules(text)
    assert (rule.modality, rule.action) == (modality, action)
    assert rule.rule_of == "law/rent-fairness-act"
    assert action in rule.evidence[0].exact


def test_actions_that_are_coordinated_are_rules_of_their_own() -> None:
    found = rules("The Rent Fairness Act requires landlords to register with the city and to pay a fee.")
    assert [rule.action for rule in found] == ["register with the city", "pay a fee"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said tenants may sue.",
        "The mayor allowed tenants to speak.",
        "The Rent Fairness Act pleased tenants.",
        "The Rent Fairness Act does not allow tenants to sue their landlords.",
    ],
)
def test_no_text_no_rule(text: str) -> None:
    assert rules(text) == ()
