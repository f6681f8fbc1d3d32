"""Rules: what a text permits, prohibits and requires."""

from __future__ import annotations

import pytest

from onrecord.encoder.reader import Reading, WordChances
from onrecord.encoder.relating import Relater, SpanRelation
from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.language.annotations import Mode
from onrecord.record import Article, Modality, Rule


class Nothing(Relater):
    """Says of no two mentions that anything holds between them."""

    def __init__(self) -> None:
        pass

    def relations(self, stretches: object, spans: object) -> list[SpanRelation]:
        return []


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
        ("The Rent Fairness Act does not allow owners to keep deposits.", Modality.PROHIBITS, "keep deposits"),
        ("The Rent Fairness Act gives tenants the right to see the books.", Modality.PERMITS, "see the books"),
        ("The Rent Fairness Act gives tenants 30 days to appeal.", Modality.PERMITS, "appeal"),
        ("The Rent Fairness Act would make owners post the rates.", Modality.REQUIRES, "post the rates"),
        ("The Rent Fairness Act caps fees at $40 a month.", Modality.PROHIBITS, "caps fees at $40 a month"),
        ("Under the Rent Fairness Act, owners have to post the rates.", Modality.REQUIRES, "post the rates"),
        ("Under the Rent Fairness Act, no owner may keep a deposit.", Modality.PROHIBITS, "keep a deposit"),
        ("Under the Rent Fairness Act, owners have until May 1 to register.", Modality.REQUIRES, "register"),
        ("Owners must register, as the Rent Fairness Act requires.", Modality.REQUIRES, "register"),
        ("The Rent Fairness Act gives owners 60 days to submit a plan.", Modality.REQUIRES, "submit a plan"),
        ("The Rent Fairness Act gives owners until May 1 to submit a plan.", Modality.REQUIRES, "submit a plan"),
        ("The Rent Fairness Act gives towns latitude in setting fees.", Modality.PERMITS, "setting fees"),
        ("The Rent Fairness Act makes it a crime to forge a lease.", Modality.PROHIBITS, "forge a lease"),
        ("The Rent Fairness Act makes it legal to sublet a room.", Modality.PERMITS, "sublet a room"),
        ("The Rent Fairness Act would make jails honor every request.", Modality.REQUIRES, "honor every request"),
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


def test_a_list_of_actions_goes_on_behind_its_verb() -> None:
    found = rules("Under the Rent Fairness Act, owners have to post the rates, sit through a class and pay a fee.")
    assert [rule.action for rule in found] == ["post the rates", "sit through a class", "pay a fee"]
    listed = rules("The Rent Fairness Act requires owners to post the rates, to clean the halls and to pay a fee.")
    assert [rule.action for rule in listed] == ["post the rates", "clean the halls", "pay a fee"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said tenants may sue.",
        "The mayor allowed tenants to speak.",
        "The Rent Fairness Act pleased tenants.",
        "The Rent Fairness Act does not prohibit tenants from suing their landlords.",
        "Under the Rent Fairness Act, the board has yet to meet.",
        "The Rent Fairness Act does not make it a crime to forge a lease.",
        "The Rent Fairness Act made it a joy to sublet a room.",
        "The mayor gave the council 60 days to submit a plan.",
        "The council is to hear arguments on Monday.",
        "The barns are exempt, as they have to be under the Rent Fairness Act.",
        "The mayor, who opposes the Rent Fairness Act, told reporters that she was tired.",
    ],
)
def test_no_text_no_rule(text: str) -> None:
    assert rules(text) == ()


def said(text: str) -> list[tuple[str, Modality, str]]:
    return [(rule.rule_of, rule.modality, rule.action) for rule in rules(text)]


def test_a_rule_is_continued_by_what_follows_it() -> None:
    found = said("The Rent Fairness Act lets tenants appeal. Owners must answer within a week. None may be evicted.")
    law = "law/rent-fairness-act"
    assert found == [
        (law, Modality.PERMITS, "appeal"),
        (law, Modality.REQUIRES, "answer within a week"),
        (law, Modality.PROHIBITS, "be evicted"),
    ]


def test_a_text_with_a_chamber_in_its_name_is_the_text() -> None:
    found = rules("Senate File 12 would prohibit cities from banning bikes.")
    assert [(rule.rule_of, rule.action) for rule in found] == [("law/senate-file-12", "banning bikes")]


def test_it_means_the_one_text_of_the_sentence_before() -> None:
    found = said("The council voted Monday to back the Rent Fairness Act. It would let tenants appeal.")
    assert found == [("law/rent-fairness-act", Modality.PERMITS, "appeal")]


def test_the_text_before_which_wherever_its_clause_hangs() -> None:
    found = said("It beat the deadline in House Bill 959, signed in July, which orders every city to adopt a plan.")
    assert [(text, modality) for text, modality, _ in found] == [("law/house-bill-959", Modality.REQUIRES)]
    assert said("She drafted a substitute for House Bill 959, which pleased every city that had to adopt a plan.") == []


def test_a_text_that_ends_a_list_of_duties() -> None:
    found = said("The college will hire a coach, build a gym and test the roof under the Fair Play Agreement.")
    assert [action for _, _, action in found] == ["hire a coach", "build a gym", "test the roof"]
    assert said("The college will hire a coach, build a gym and test the roof under the stands.") == []


def test_the_order_that_a_sentence_opens_with() -> None:
    text = "In a March 20 order, Judge Ellen Strand said he was likely to win and barred the jail from holding him."
    assert [(modality, action) for _, modality, action in said(text)] == [(Modality.PROHIBITS, "holding him")]
    assert said("In a March 20 letter, Ellen Strand said he was likely to win and barred the jail from her list.") == []


def test_a_policy_with_a_number_is_one() -> None:
    found = said("The board adopted Policy 412 in May. It requires librarians to read every book.")
    assert found == [("program/policy-412", Modality.REQUIRES, "read every book")]


def test_what_a_law_is_called_behind_its_name() -> None:
    found = said("They sued over Senate Bill 1098, a 2025 law that forbids towns to sell parks.")
    assert found == [("law/senate-bill-1098", Modality.PROHIBITS, "sell parks")]
    (apart,) = said("They sued over Senate Bill 1098 and a 2025 law that forbids towns to sell parks.")
    assert apart[0] != "law/senate-bill-1098"


def test_the_section_binds_and_not_the_act_around_it() -> None:
    found = said("It was approved under Section 518 of the Clean Water Act, which lets tribes act as states.")
    assert found == [("law/section-518", Modality.PERMITS, "act as states")]


def test_a_deed_that_may_be_taken_for_a_noun() -> None:
    found = said("The Rent Fairness Act requires the state to inventory every lease by March 31.")
    assert found == [("law/rent-fairness-act", Modality.REQUIRES, "inventory every lease by March 31")]
    assert said("The Rent Fairness Act directs money to housing for the poor.") == []


def test_the_standing_rule_of_an_agency_that_is_named() -> None:
    (rule,) = said("The Harlan County Health Department requires applicants to pay a fee.")
    assert rule[1:] == (Modality.REQUIRES, "pay a fee")
    assert said("The Harlan County Health Department has a wheeze for this. It requires applicants to pay a fee.") == []


def test_what_a_directive_tells_somebody_to_do() -> None:
    found = said("The two-page directive, signed Friday, tells officers to disregard any request.")
    assert [(modality, action) for _, modality, action in found] == [(Modality.REQUIRES, "disregard any request")]
    assert said("The two-page directive, signed Friday, tells officers nothing.") == []


def test_an_agency_sets_a_time() -> None:
    found = said("The Harlan County Health Department gave the firm 60 days to submit a plan.")
    assert [(modality, action) for _, modality, action in found] == [(Modality.REQUIRES, "submit a plan")]
    assert said("The Harlan County Health Department gave the firm 60 pens to sign a plan.") == []


def test_what_somebody_agreed_to_in_a_settlement() -> None:
    text = "The tenants sued the Larch Housing Authority. In a settlement, the authority agreed to repair 90 roofs."
    assert [(modality, action) for _, modality, action in said(text)] == [(Modality.REQUIRES, "repair 90 roofs")]
    assert said("In a letter, the Larch Housing Authority hoped to repair 90 roofs.") == []


def test_a_dated_order_binds() -> None:
    found = said("Under a June 17 order of the Ohio Supreme Court, no lawyer may carry more than 60 cases.")
    assert [(modality, action) for _, modality, action in found] == [(Modality.PROHIBITS, "carry more than 60 cases")]


def test_what_somebody_says_must_be_is_no_rule() -> None:
    text = "The council passed the Rent Fairness Act. Mayor Ora Finn said the council must resign."
    assert said(text) == []


def test_a_law_without_a_name_binds_too() -> None:
    (rule,) = rules("State law bars sheriffs from serving more than two terms.")
    assert rule.rule_of.endswith("state-law")
    assert (rule.modality, rule.action) == (Modality.PROHIBITS, "serving more than two terms")


def test_both_verbs_of_a_law_have_its_actions() -> None:
    found = said("The Rent Fairness Act allows the board to see records but bars it from printing them.")
    assert [(modality, action) for _, modality, action in found] == [
        (Modality.PERMITS, "see records"),
        (Modality.PROHIBITS, "printing them"),
    ]


def test_the_order_in_which_a_judge_decides() -> None:
    (rule,) = rules("In a written order, Judge Ada Orr barred the Wren County jail from holding anyone.")
    assert "order" in rule.rule_of
    assert rule.action == "holding anyone"


@pytest.mark.parametrize(("chance", "mode", "kept"), [(0.0, "merged", 0), (0.3, "merged", 1), (0.0, "rules", 1)])
def test_what_the_encoder_holds_impossible_is_no_rule(chance: float, mode: Mode, kept: int) -> None:
    text = "The Rent Fairness Act requires landlords to register."
    nlp = pipeline.load(mode=mode)
    doc = nlp.make_doc(text)
    doc._.article = Article("a", text)
    words = [WordChances(0, len(text), content=0.0, cue=0.0, rule=chance)]
    doc._.reading = Reading([], [], words, relater=Nothing())
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert len(doc._.rules) == kept
