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
    ],
)
def test_a_law_that_binds(text: str, modality: Modality, action: str) -> None:
    (rule,) = rules(text)
    assert (rule.modality, rule.action) == (modality, action)
    assert rule.rule_of == "law/rent-fairness-act"
    assert action in rule.evidence[0].exact


@pytest.mark.parametrize(
    "text",
    [
        "The mayor allowed tenants to speak.",
        "The Rent Fairness Act pleased tenants.",
        "The Rent Fairness Act does not allow tenants to sue their landlords.",
    ],
)
def test_no_text_no_rule(text: str) -> None:
    assert rules(text) == ()
