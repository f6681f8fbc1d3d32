"""Posts: sentences that say them, and sentences that nearly do."""

from __future__ import annotations

import pytest

from onrecord.record import Factuality
from said import read, said


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sheriff Ana Ruiz spoke.", "sheriff"),
        ("Marlow County Sheriff Ana Ruiz spoke.", "sheriff"),
        ("Sen. Jo Park spoke.", "senator"),
        ("Former Secretary of State Jo Park spoke.", "secretary of state"),
        ("Ana Ruiz, the executive director and CEO of the Harbor Foundation, spoke.", "executive director and ceo"),
        ("Ana Ruiz, a spokeswoman for the Harbor Foundation, spoke.", "spokeswoman"),
        ("Ana Ruiz is the chairwoman of the Harbor Foundation.", "chairwoman"),
        ("Sgt. Ana Ruiz spoke.", "sergeant"),
        ("Labor Commissioner Ana Ruiz spoke.", "labor commissioner"),
        ("Ana Ruiz, the secretary of agriculture, spoke.", "secretary of agriculture"),
        ("The director is Ana Ruiz.", "director"),
        ("The Harbor Foundation named Ana Ruiz as treasurer.", "treasurer"),
        ("The mayor of Dayton, Ana Ruiz, spoke.", "mayor"),
    ],
)
def test_a_title_gives_a_post(text: str, title: str) -> None:
    assert said(text, "holdsPost") == {title}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Ruiz spoke.",
        "Ana Ruiz wrote to the sheriff.",
        "Ana Ruiz is not the chairwoman of the Harbor Foundation?",
        "Ana Ruiz, a friend of the Harbor Foundation, spoke.",
    ],
)
def test_no_title_gives_no_post(text: str) -> None:
    assert said(text, "holdsPost") == set()


def test_who_leads_heads_and_who_serves_belongs() -> None:
    text = "Ana Ruiz, the director of the Harbor Foundation, met Jo Park, a lawyer for the Harbor Foundation."
    assert said(text, "heads") == {"Harbor Foundation"}
    assert said(text, "memberOf") == {"Harbor Foundation"}


def test_who_directs_a_field_of_a_body_does_not_head_it() -> None:
    text = "Ana Ruiz, the legal director of the Harbor Foundation, spoke."
    assert said(text, "heads") == set()
    assert said(text, "memberOf") == {"Harbor Foundation"}


def test_the_field_of_a_title_finds_the_body() -> None:
    text = "The Ohio Department of Labor wrote a rule. Labor Commissioner Ana Ruiz spoke."
    assert said(text, "heads") == {"Ohio Department of Labor"}


def test_one_commissioner_of_several_belongs_to_the_commission() -> None:
    text = "Ana Ruiz, a commissioner of the Harbor Commission, spoke."
    assert said(text, "heads") == set()
    assert said(text, "memberOf") == {"Harbor Commission"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("“It rained,” said Ana Ruiz of the Harbor Foundation.", "Harbor Foundation"),
        (
            "Judge Ana Ruiz spoke. The suit is in Marlow County Superior Court.",
            "Marlow County Superior Court",
        ),
        ("The Marlow Police Department balked. Sgt. Ana Ruiz said no.", "Marlow Police Department"),
        ("The Harbor Foundation balked. A spokesman, Jo Park, said no.", "Harbor Foundation"),
        ("The Harbor Commission sued Dorsey Corp. A company spokesman, Jo Park, said no.", "Dorsey Corp."),
    ],
)
def test_a_body_need_not_stand_beside_the_title(text: str, body: str) -> None:
    record = read(text)
    labels = {entity.key: entity.label for entity in record.entities}
    assert body in {labels[item.object] for item in record.assertions if item.predicate == "memberOf"}


def test_whom_a_body_meets_with_is_no_member() -> None:
    assert not [item for item in read("Jo Park met Ana Ruiz with the FBI.").assertions if item.predicate == "memberOf"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("The Harbor Commission balked. Its chairman, Sen. Ana Ruiz, said no.", {"chairman", "senator"}),
        ("Sheriff Dean Ruiz spoke.", {"sheriff"}),
    ],
)
def test_a_name_with_two_titles_has_both_and_no_first_name_is_one(text: str, titles: set[str]) -> None:
    assert said(text, "holdsPost") == titles


def test_a_hyphen_belongs_to_the_title() -> None:
    text = "Jo Park and Ana Ruiz, co-founder of the polling firm Dorsey Corp., praised it."
    assert said(text, "holdsPost") == {"co-founder"}
    assert said("Jo Park and Ana Ruiz, founder of Dorsey Corp., praised it.", "holdsPost") == {"founder"}


def test_a_role_in_no_body_is_no_post() -> None:
    assert said("Ana Ruiz, a labor leader, spoke.", "holdsPost") == set()
    assert said("Ana Ruiz, a major fundraiser, spoke.", "holdsPost") == set()
    assert said("Ana Ruiz, a veteran Republican strategist, spoke.", "holdsPost") == set()
    assert said("Ana Ruiz is a member.", "holdsPost") == set()
    assert said("Ana Ruiz, the campaign manager, spoke.", "holdsPost") == {"campaign manager"}
    assert said("Ana Ruiz, a strategist for the Harbor Foundation, spoke.", "holdsPost") == {"strategist"}
    assert said("Ana Ruiz, the leader of the Harbor Foundation, spoke.", "holdsPost") == {"leader"}


def test_a_body_in_focus_yields_to_one_behind_the_title() -> None:
    start = "The Harbor Foundation spent $3 million in Marlow. "
    assert said(f"{start}Ana Ruiz, executive director of One Marlow Now, spoke.", "heads").isdisjoint(
        {"Harbor Foundation"}
    )
    assert said(f"{start}Executive director Ana Ruiz spoke.", "heads") == {"Harbor Foundation"}


def test_a_governor_heads_the_state_that_a_title_names_and_no_other() -> None:
    home = "The state of Ohio sued. Ohio Gov. Jo Park spoke."
    assert said(home, "heads") == {"state of Ohio"}
    assert said("The state of Utah sued. Ohio Gov. Jo Park spoke.", "heads") == set()
    assert said("The state of Utah sued. Gov. Jo Park spoke.", "heads") == set()


def test_a_secretary_of_state_heads_no_state() -> None:
    assert said("He fought the Islamic State. Secretary of State Jo Park spoke.", "heads") == set()
    text = "The State Department wrote a memo. Secretary of State Jo Park spoke."
    assert said(text, "heads") == {"State Department"}


def test_a_title_of_the_next_clause_is_not_the_first_persons() -> None:
    text = "When Jo Park was president and Prime Minister Ana Ruiz was his guest, it rained."
    assert said(text, "holdsPost") == {"president", "prime minister"}


def test_a_minister_heads_the_ministry() -> None:
    text = "The Ministry of the Environment wrote a memo. Ana Ruiz, the environment minister, spoke."
    assert said(text, "heads") == {"Ministry of the Environment"}


def test_a_representative_is_not_in_the_white_house() -> None:
    assert said("The White House waited. Rep. Jo Park spoke.", "memberOf") == set()


def test_the_president_of_a_company_is_no_president_named_before() -> None:
    text = "President Jo Park spoke. The president and chief operating officer will come from Dorsey Corp."
    assert said(text, "heads") == set()
    assert said(text, "holdsPost") == {"president"}


def test_the_director_of_a_field_does_not_head_the_body() -> None:
    text = "Ana Ruiz, director of communications for the Harbor Foundation, spoke."
    assert said(text, "holdsPost") == {"director of communications"}
    assert said(text, "heads") == set()


def test_a_title_before_the_next_name_is_the_next_ones() -> None:
    deputies = "Deputy Chief of Staff Jack Sullivan and Deputy Chief of Staff Anna Abel"
    text = f"Officials wrote to Chief of Staff Cheryl Miller, {deputies}."
    record = read(text)
    titles = {post.key: post.title for post in record.posts}
    labels = {entity.key: entity.label for entity in record.entities}
    held = {(labels[a.subject], titles[a.object]) for a in record.assertions if a.predicate == "holdsPost"}
    assert ("Cheryl Miller", "chief of staff") in held
    assert {title for name, title in held if name == "Cheryl Miller"} == {"chief of staff"}


def test_an_office_that_one_only_might_hold_is_no_post() -> None:
    assert said("Ana Ruiz should be president.", "holdsPost") == set()
    assert said("Ana Ruiz will be president of the Harbor Foundation.", "holdsPost") == {"president"}
    assert said("Lt. Gen. Ana Ruiz spoke.", "holdsPost") == {"lieutenant general"}


def test_a_deputy_secretary_of_state_heads_nothing() -> None:
    text = "The State Department wrote a memo. Deputy Secretary of State Jo Park spoke."
    assert said(text, "holdsPost") == {"deputy secretary of state"}
    assert said(text, "heads") == set()


def test_a_member_belongs_and_holds_no_post() -> None:
    text = "Ana Ruiz is a member of the Harbor Commission."
    assert said(text, "holdsPost") == set()
    assert said(text, "memberOf") == {"Harbor Commission"}


def test_a_body_is_called_by_the_name_behind_its_description() -> None:
    text = "Ana Ruiz, executive director of the advocacy group Larch Bay Foundation, spoke."
    assert said(text, "heads") == {"Larch Bay Foundation"}


def test_who_serves_in_an_administration_does_not_head_it() -> None:
    text = "Ana Ruiz, the budget director in the Park administration, spoke."
    assert said(text, "heads") == set()


@pytest.mark.parametrize(
    ("text", "title", "real"),
    [
        ("Jo Park, the incoming ambassador, spoke.", "ambassador", Factuality.PLANNED),
        ("Incoming Police Chief Ana Ruiz spoke.", "police chief", Factuality.PLANNED),
        ("Jo Park, the mayor-elect of Dayton, spoke.", "mayor", Factuality.PLANNED),
        ("President-elect Ana Ruiz spoke.", "president", Factuality.PLANNED),
        ("Jo Park, the ambassador, pending confirmation, spoke.", "ambassador", Factuality.PLANNED),
        ("Jo Park, the outgoing ambassador, spoke.", "ambassador", Factuality.ACTUAL),
        ("Jo Park, the mayor of Dayton, spoke.", "mayor", Factuality.ACTUAL),
        ("Jo Park, the ambassador, spoke of pending cases.", "ambassador", Factuality.ACTUAL),
    ],
)
def test_a_post_that_somebody_is_to_hold_is_planned(text: str, title: str, real: Factuality) -> None:
    record = read(text)
    titles = {post.key: post.title for post in record.posts}
    found = {(titles[item.object], item.factuality) for item in record.assertions if item.predicate == "holdsPost"}
    assert found == {(title, real)}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("David Poe, the special agent in charge, spoke.", {"special agent in charge"}),
        ("Special Agent in Charge David Poe spoke.", {"special agent in charge"}),
        ("David Poe, a special agent, spoke in charge of nobody.", {"special agent"}),
        ("The production chief Ana Ruiz spoke.", {"production chief"}),
        ("Ana Ruiz, the consul general in Dayton, spoke.", {"consul general"}),
        ("All those named, the president, the vice president, Jo Park, spoke.", set()),
        ("Ana Ruiz met the vice president, Jo Park, on Monday.", {"vice president"}),
        ("The lawyer Ana Ruiz spoke.", set()),
        ("Ana Ruiz was a careful planner.", set()),
        ("Ana Ruiz, a lawyer for the Harbor Foundation, spoke.", {"lawyer"}),
    ],
)
def test_a_title_is_read_whole_and_a_description_is_none(text: str, title: set[str]) -> None:
    assert said(text, "holdsPost") == title


def test_who_is_in_charge_of_a_body_is_in_it() -> None:
    text = "David Poe, a special agent in charge of the Federal Bureau of Investigation in Dayton, spoke."
    assert said(text, "memberOf") == {"Federal Bureau of Investigation"}


def test_a_chief_justice_heads_the_court_and_a_justice_does_not() -> None:
    text = "The Supreme Court met. {} Ana Ruiz spoke."
    assert said(text.format("Chief Justice"), "heads") == {"Supreme Court"}
    assert said(text.format("Justice"), "heads") == set()
    assert said(text.format("Justice"), "memberOf") == {"Supreme Court"}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Ana Ruiz, the director and CEO of the Harbor Foundation, spoke.", {"director and ceo"}),
        ("Ana Ruiz, a careful historian and professor at Dorsey University, spoke.", {"professor"}),
        ("Ana Ruiz, a former mayor and governor, spoke.", {"mayor", "governor"}),
        ("The presidential front-runner and former secretary of state Ana Ruiz spoke.", {"secretary of state"}),
    ],
)
def test_two_titles_are_one_post_only_where_one_office_has_both(text: str, titles: set[str]) -> None:
    assert said(text, "holdsPost") == titles


def test_the_body_behind_two_titles_is_the_last_ones_where_the_first_is_a_profession() -> None:
    text = "Ana Ruiz, a lawyer and trustee of the Harbor Foundation, spoke."
    assert said(text, "holdsPost") == {"trustee"}
    assert said(text, "memberOf") == {"Harbor Foundation"}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("They met attorney Ana Ruiz of Ohio.", set()),
        ("The attorney Ana Ruiz spoke.", set()),
        ("Poe’s attorney, Ana Ruiz, spoke.", {"attorney"}),
        ("Ana Ruiz, an attorney for the widow, spoke.", {"attorney"}),
        ("Ana Ruiz, an attorney in Ohio, spoke.", set()),
        ("Conservative radio host Ana Ruiz spoke.", set()),
        ("“Marlow Today” host Ana Ruiz spoke.", {"host"}),
        ("He thanked former Poe tech aide Ana Ruiz.", {"aide"}),
        ("County Attorney Ana Ruiz spoke.", {"county attorney"}),
    ],
)
def test_a_profession_or_a_tie_is_a_post_where_the_words_say_whose(text: str, titles: set[str]) -> None:
    assert said(text, "holdsPost") == titles


def test_an_owner_belongs_and_holds_no_post() -> None:
    text = "The Harbor Foundation’s new owner, Ana Ruiz, spoke."
    assert said(text, "holdsPost") == set()
    assert said(text, "memberOf") == {"Harbor Foundation"}


def test_a_secretary_who_is_treasurer_heads_nothing() -> None:
    assert said("Ana Ruiz, secretary and treasurer of the Harbor Foundation, spoke.", "heads") == set()
    assert said("Ana Ruiz, president and treasurer of the Harbor Foundation, spoke.", "heads") == {"Harbor Foundation"}


def test_a_first_name_is_no_title() -> None:
    assert said("Dean Park, a salesman, spoke.", "holdsPost") == set()
    assert said("Dean Ana Ruiz spoke.", "holdsPost") == {"dean"}


def test_one_governor_of_several_does_not_head_the_bank() -> None:
    text = "Ana Ruiz, a former governor of the Federal Reserve, spoke."
    assert said(text, "heads") == set()
    assert said(text, "memberOf") == {"Federal Reserve"}


def test_the_head_of_a_part_does_not_head_the_whole() -> None:
    assert said("The FBI’s head of its legal division, Ana Ruiz, spoke.", "heads") == set()
    assert said("The FBI’s head, Ana Ruiz, spoke.", "heads") == {"FBI"}


def test_a_title_is_in_the_body_that_the_article_names_beside_it_elsewhere() -> None:
    text = "FBI Director Ana Ruiz spoke. The House Committee on Roads met. The committee thanked {}."
    assert said(text.format("Director Ruiz"), "heads") == {"FBI"}
    chair = text.replace("Director", "Chairman")
    assert said(chair.format("Chairman Ruiz"), "heads") == {"FBI"}
    assert said(chair.format("Chairman Jo Park"), "heads") == {"FBI", "House Committee on Roads"}


def test_a_leader_is_in_the_chamber_named_last() -> None:
    text = "Many House Democrats came, with Minority Leader Ana Ruiz. Senate Minority Leader Jo Park left."
    record = read(text)
    labels = {entity.key: entity.label for entity in record.entities}
    found = {(labels[one.subject], labels[one.object]) for one in record.assertions if one.predicate == "memberOf"}
    assert {("Ana Ruiz", "House"), ("Jo Park", "Senate")} <= found
    assert ("Ana Ruiz", "Senate") not in found


def test_a_member_of_a_committee_of_the_house_is_not_every_representative() -> None:
    assert said("The House of Representatives Committee on Roads met. Rep. Ana Ruiz spoke.", "memberOf") == set()
    assert said("The House of Representatives met. Rep. Ana Ruiz spoke.", "memberOf") == {"House of Representatives"}


def test_a_state_senator_sits_in_no_senate_that_has_other_senators() -> None:
    both = read("Sen. Jo Park came. The Senate met. Then state Sen. Ana Ruiz spoke.")
    labels = {entity.key: entity.label for entity in both.entities}
    assert {labels[one.subject] for one in both.assertions if one.predicate == "memberOf"} == {"Jo Park"}
    assert said("The Senate met. Then state Sen. Ana Ruiz spoke.", "memberOf") == {"Senate"}


def test_a_senator_of_a_state_sits_in_no_state_senate() -> None:
    assert said("The state Senate met. Sen. Ana Ruiz of Vermont spoke.", "memberOf") == set()
    assert said("The state Senate met. Sen. Ana Ruiz spoke.", "memberOf") == {"state Senate"}


def test_a_lawyer_is_somebodys() -> None:
    assert said("Ana Ruiz sued. Her lawyer, Jo Park, spoke.", "holdsPost") == {"lawyer"}
    assert said("Ana Ruiz sued. A lawyer, Jo Park, spoke.", "holdsPost") == set()
    assert said("Ana Ruiz sued. Her brother, Jo Park, spoke.", "holdsPost") == set()


def test_two_titles_before_one_name() -> None:
    text = "Former FBI Director Gen. Jo Park spoke."
    assert said(text, "holdsPost") == {"director", "general"}
    assert said(text, "heads") == {"FBI"}


def test_the_head_of_an_office_that_is_called_after_the_post() -> None:
    assert said("U.S. Attorney Ana Ruiz spoke. The U.S. attorney’s office sued.", "heads") == {"U.S. attorney’s office"}
    assert said("Prosecutor Ana Ruiz spoke. The prosecutor’s office sued.", "heads") == set()


@pytest.mark.parametrize(
    ("words", "title", "leads"),
    [
        ("director of government affairs for the Harbor Foundation", "director of government affairs", False),
        ("director of the Harbor Foundation", "director", True),
        ("research and policy director of the Harbor Foundation", "research and policy director", False),
        (
            "senior vice president of public affairs at the Harbor Foundation",
            "senior vice president of public affairs",
            False,
        ),
    ],
)
def test_who_directs_a_field_does_not_head_the_body(words: str, title: str, leads: bool) -> None:
    text = f"Jo Park, {words}, spoke."
    assert said(text, "holdsPost") == {title}
    assert said(text, "heads") == ({"Harbor Foundation"} if leads else set())
    assert said("Jo Park, the secretary of housing and urban development, spoke.", "holdsPost") == {
        "secretary of housing and urban development"
    }


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Sens. Jo Park of Ohio and Ana Ruiz of Iowa were the only ones to vote.", {"Jo Park", "Ana Ruiz"}),
        ("Sens. Jo Park of Ohio and a friend of Ana Ruiz were the only ones to vote.", {"Jo Park"}),
        ("Sen. Jo Park of Ohio and Ana Ruiz of Iowa were the only ones to vote.", {"Jo Park"}),
    ],
)
def test_a_title_for_several_goes_on_over_their_states(text: str, holders: set[str]) -> None:
    record = read(text)
    labels = {entity.key: entity.label for entity in record.entities}
    found = [item for item in record.assertions if item.predicate == "holdsPost"]
    assert {labels[item.subject] for item in found} == holders
    assert all(labels[item.subject] in item.evidence[0].exact for item in found)
