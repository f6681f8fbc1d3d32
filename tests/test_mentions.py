"""Mentions: what is a name of which kind, what is none, and where each begins and ends."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language import coreference, mentions, pipeline
from onrecord.language.proposals import Proposal, merge
from onrecord.record import Article, Kind

COMPONENTS = tuple(f"onrecord_{module.__name__.rsplit('.', 1)[-1]}" for module in (mentions, coreference))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=COMPONENTS)


def read(nlp: Language, text: str) -> Doc:
    return next(iter(pipeline.parse([Article("test", text)], nlp)))


def found(nlp: Language, text: str) -> set[tuple[str, str]]:
    doc = read(nlp, text)
    return {(m.kind or "", m.label or doc[m.start : m.end].text) for m in doc._.mentions if m.form != "pronoun"}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Marlow County Sheriff’s Office hired two deputies.", Kind.AGENCY, "Marlow County Sheriff's Office"),
        ("The Marlow County sheriff's office hired two deputies.", Kind.AGENCY, "Marlow County sheriff's office"),
        ("The Marlow County Sheriff's Office hired two deputies.", Kind.PLACE, "Marlow County"),
        ("She sued U.S. Immigration and Customs Enforcement.", Kind.AGENCY, "U.S. Immigration and Customs Enforcement"),
        ("The Department of Health and Human Services paid.", Kind.AGENCY, "Department of Health and Human Services"),
        ("Lawmakers passed the Clear Creeks Act on Monday.", Kind.LAW, "Clear Creeks Act"),
        ("The chamber voted for House Bill 4127 on Monday.", Kind.LAW, "House Bill 4127"),
        ("Voters rejected Measure Q on Tuesday.", Kind.LAW, "Measure Q"),
        ("They signed up for the Rural Clinic Relief program.", Kind.PROGRAM, "Rural Clinic Relief program"),
        ("The office joined the 287(g) program in May.", Kind.PROGRAM, "287(g) program"),
        ("Sheriff Dana Orwick said no.", Kind.PERSON, "Dana Orwick"),
        ("The Brindle Falls Teachers' Association objected.", Kind.ORGANIZATION, "Brindle Falls Teachers' Association"),
        ("Rep. Tom Vasker, R-Ohio, voted no.", Kind.ORGANIZATION, "Republican Party"),
        ("Rep. Tom Vasker, R-Ohio, voted no.", Kind.PLACE, "Ohio"),
        ("The city of Brindle Falls sued the company.", Kind.AGENCY, "city of Brindle Falls"),
        ("He was held at the Marlow County Jail.", Kind.FACILITY, "Marlow County Jail"),
        ("They are inmates of the Western District of Ohio.", Kind.PLACE, "Western District of Ohio"),
        ("BRINDLE FALLS, Ohio — The mayor resigned.", Kind.PLACE, "BRINDLE FALLS"),
    ],
)
def test_a_name_is_found_with_its_kind(nlp: Language, text: str, kind: Kind, name: str) -> None:
    assert (kind, name) in found(nlp, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Republicans and immigrants marched on Tuesday.", "immigrants"),
        ("The trial begins on Tuesday in May.", "Tuesday"),
        ("He read it in Spanish to the Americans.", "Spanish"),
        ("The office signed up on Facebook.", "Facebook"),
        ("Several agencies objected to a plan.", "agencies"),
        ("The Republican National Convention opened.", "Republican National Convention"),
    ],
)
def test_classes_days_languages_and_events_are_no_mentions(nlp: Language, text: str, name: str) -> None:
    doc = read(nlp, text)
    assert name not in {chain.label for chain in doc._.chains}


def test_a_title_ends_the_name_before_it(nlp: Language) -> None:
    names = found(nlp, "Marlow County Executive Lorna Pell vetoed it.")
    assert (Kind.PLACE, "Marlow County") in names
    assert (Kind.PERSON, "Lorna Pell") in names


def test_a_surname_is_its_bearer_whatever_stands_around(nlp: Language) -> None:
    doc = read(nlp, "Sheriff Dana Orwick opposed the plan. Orwick’s deputies agreed, and Orwick wrote to them.")
    person = next(chain for chain in doc._.chains if chain.label == "Dana Orwick")
    assert len(person.mentions) == 3
    assert person.alt_labels == ["Orwick"]


def test_two_bodies_are_not_one_name(nlp: Language) -> None:
    names = {name for _, name in found(nlp, "The FBI and the Department of Labor met in Ohio.")}
    assert {"FBI", "Department of Labor", "Ohio"} <= names


def test_the_surer_of_two_crossing_proposals_stays() -> None:
    sure, crossing = Proposal(0, 3, Kind.AGENCY, "name", 0.9), Proposal(2, 4, Kind.PERSON, "name", 0.6)
    inner = Proposal(0, 2, Kind.PLACE, "name", 0.7)
    assert merge([crossing, inner, sure]) == [sure, inner]


def test_a_person_holds_no_place() -> None:
    person, place = Proposal(0, 2, Kind.PERSON, "name", 0.9), Proposal(0, 1, Kind.PLACE, "name", 0.9)
    assert merge([place, person]) == [person]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The order that the board of health issued bars it.", "order that the board of health issued"),
        ("The order of the, as some said, weary board bars it.", "order"),
    ],
)
def test_no_label_ends_with_what_opens_a_phrase(nlp: Language, text: str, label: str) -> None:
    assert label in {chain.label for chain in read(nlp, text)._.chains}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The city of Redfern sued.", Kind.AGENCY, "city of Redfern"),
        ("He lost his home state of Ohio.", Kind.PLACE, "Ohio"),
        ("She ran in the 4th Congressional District.", Kind.PLACE, "4th Congressional District"),
        ("White House Chief of Staff Ana Ruiz spoke.", Kind.PERSON, "Ana Ruiz"),
        ("Justices Ana B. Ruiz and Jo Park dissented.", Kind.PERSON, "Ana B. Ruiz"),
        ("The GOP Senate met.", Kind.AGENCY, "Senate"),
        ("Director of National Affairs Ana Ruiz spoke.", Kind.PERSON, "Ana Ruiz"),
        ("Representative Peter T. King spoke.", Kind.PERSON, "Peter T. King"),
        ("President Bashar al-Assad left.", Kind.PERSON, "Bashar al-Assad"),
        (
            "Ana Ruiz leads the Marlow Alliance of Bakers and Brewers.",
            Kind.ORGANIZATION,
            "Marlow Alliance of Bakers and Brewers",
        ),
        ("Sanders said Team Ruiz had won.", Kind.ORGANIZATION, "Team Ruiz"),
    ],
)
def test_what_belongs_to_a_name_and_what_does_not(nlp: Language, text: str, kind: Kind, name: str) -> None:
    assert (kind, name) in found(nlp, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He lost his home state of Ohio.", "state of Ohio"),
        ("The border parts the town from its sister city.", "sister city"),
        ("The former Secretary of State spoke to Mr. Ruiz.", "former Secretary"),
        ("Ana Ruiz, the author of “Hacked World Order,” spoke.", "Hacked World Order"),
        ("He made all the wrong moves and destroyed City.", "City"),
    ],
)
def test_no_government_and_no_person_is_read_where_none_is_named(nlp: Language, text: str, name: str) -> None:
    assert name not in {chain.label for chain in read(nlp, text)._.chains}


def test_whoever_is_addressed_as_one_is_a_person(nlp: Language) -> None:
    assert found(nlp, "The scholars - Mr. Tribe, Ms. Park and Dr. Bank - agreed on Monday.") == {
        ("Person", "Tribe"),
        ("Person", "Park"),
        ("Person", "Bank"),
    }
    assert ("Person", "Park") not in found(nlp, "The scholars met in Ellis Park on Monday.")


@pytest.mark.parametrize(
    ("text", "court"),
    [
        (
            "The United States Court of Appeals for the Seventh Circuit met.",
            "United States Court of Appeals for the Seventh Circuit",
        ),
        (
            "The United States District Court for the Southern District of New York met.",
            "United States District Court for the Southern District of New York",
        ),
        ("The Marlow Court met for the District Attorney.", "Marlow Court"),
        ("The Supreme Court ruled for the Harbor Foundation.", "Supreme Court"),
    ],
)
def test_a_courts_name_goes_on_to_its_circuit(nlp: Language, text: str, court: str) -> None:
    assert {name for kind, name in found(nlp, text) if kind == Kind.AGENCY} == {court}


def test_an_adjective_of_a_country_is_no_place(nlp: Language) -> None:
    for text in ("The Turkish government met on Monday.", "The Turkish President Ana Ruiz met the Mexican Senate."):
        assert Kind.PLACE not in {kind for kind, _ in found(nlp, text)}
    assert (Kind.PERSON, "David French") in found(nlp, "The writer David French spoke on Monday.")


def test_the_place_that_a_court_is_for_is_one(nlp: Language) -> None:
    text = "The U.S. District Court for the Southern District of Ohio met."
    assert (Kind.PLACE, "Ohio") in found(nlp, text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "She chairs the House Committee on Water, Energy and Education.",
            {"House Committee on Water, Energy and Education"},
        ),
        ("The Bureau of Water, Energy, and Education met.", {"Bureau of Water, Energy, and Education"}),
        ("The Committee on Water, FEMA and the FBI met.", {"Committee on Water", "FEMA", "FBI"}),
        ("Members of the Committee on Water, Ana Ruiz and Jo Park spoke.", {"Committee on Water"}),
    ],
)
def test_a_committee_is_called_by_all_its_fields(nlp: Language, text: str, names: set[str]) -> None:
    assert {name for kind, name in found(nlp, text) if kind == Kind.AGENCY} == names


def test_a_companys_name_ends_with_its_form(nlp: Language) -> None:
    assert (Kind.ORGANIZATION, "Dorsey Inc.") in found(nlp, "Jo works for Dorsey Inc. Ruiz left in May.")
    assert (Kind.ORGANIZATION, "Dorsey & Co.") in found(nlp, "She left Dorsey & Co. Mayor Jo Park stayed.")
    assert (Kind.ORGANIZATION, "Dorsey Inc. Foundation") in found(nlp, "The Dorsey Inc. Foundation paid.")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("He was a pastor in Ft. Wendell, Ohio. He left.", "Ft. Wendell"),
        ("She lives near Mt. Vernon. Her son left.", "Mt. Vernon"),
        ("The wall is 6 ft. Orwick is a town in Ohio.", "Ohio"),
    ],
)
def test_no_sentence_ends_inside_the_name_of_a_place(nlp: Language, text: str, place: str) -> None:
    assert {name for kind, name in found(nlp, text) if kind == Kind.PLACE} >= {place}
    assert len(list(read(nlp, text).sents)) == 2


def test_a_states_constitution_is_not_the_countrys(nlp: Language) -> None:
    doc = read(nlp, "The bill would amend the state Constitution. The Constitution bans it.")
    assert {chain.label for chain in doc._.chains} >= {"state Constitution", "Constitution"}
    names = found(nlp, "The state has Constitution Day.")
    assert (Kind.LAW, "state Constitution") not in names


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("She leads the Garden Club of Marlow.", Kind.ORGANIZATION, "Garden Club of Marlow"),
        ("The Diocese of Marlow sold it.", Kind.ORGANIZATION, "Diocese of Marlow"),
        ("The Jo Park Center hired her.", Kind.ORGANIZATION, "Jo Park Center"),
        ("She met Jo Ann Church on Monday.", Kind.PERSON, "Jo Ann Church"),
        ("It is in Larch County on Long Island.", Kind.PLACE, "Larch County"),
        ("Ohio Agriculture Commissioner Jo Park spoke.", Kind.PLACE, "Ohio"),
        ("The Ohio Senate candidate spoke.", Kind.AGENCY, "Senate"),
        ("The Ohio Senate met.", Kind.AGENCY, "Ohio Senate"),
        ("She works for Dorsey Logistics Services.", Kind.ORGANIZATION, "Dorsey Logistics Services"),
        ("She works for the Department of Human Services.", Kind.AGENCY, "Department of Human Services"),
    ],
)
def test_where_names_end_and_what_kind_they_say(nlp: Language, text: str, kind: Kind, name: str) -> None:
    assert (kind, name) in found(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "He drew the Star of Marlow on Monday.",
        "New Yorkers and Texans love the American economy.",
        "A super PAC spent $2 million.",
        "It came after the Great Recession.",
        "He was met with a great deal of doubt.",
        "It was an act of despair.",
        "The former model spoke at a victory party.",
        "His decision to run surprised her.",
        "She was at court. Her decision surprised him.",
        "The Pacific island chain voted.",
    ],
)
def test_no_thing_is_read_where_none_is_named_or_described(nlp: Language, text: str) -> None:
    assert {chain.label for chain in read(nlp, text)._.chains} <= {"Pacific"}


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("The judge issued the decision on Monday.", "decision"),
        ("The decision by the court barred the plan.", "decision"),
        ("U.S. District Judge Ana Ruiz left. Ruiz's decision barred the plan.", "Ruiz's decision"),
        ("The court met. Friday's decision barred the plan.", "Friday's decision"),
        ("It took an act of Congress. The act barred the plan.", "act"),
    ],
)
def test_a_decision_is_a_courts_and_an_act_a_legislatures(nlp: Language, text: str, law: str) -> None:
    assert (Kind.LAW, law) in found(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "Mourners came to the hall.",
        "Mired in debt, she left.",
        "It is on the U.S.-Mexico border.",
        "She watched the Jo Park Show.",
        "He married a Czech model.",
        "She said her state would suffer.",
    ],
)
def test_a_common_word_a_pair_a_show_and_a_home_are_no_things(nlp: Language, text: str) -> None:
    assert {name for kind, name in found(nlp, text) if kind} == set()


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Sellers spoke. Mayor Jo Sellers left.", Kind.PERSON, "Jo Sellers"),
        ("It is in Wilkes-Barre, Pa.", Kind.PLACE, "Wilkes-Barre"),
        ("She joined the Czech rail program.", Kind.PROGRAM, "Czech rail program"),
        ("The state sued.", Kind.AGENCY, "state"),
        ("The former secretary of State Ruiz spoke.", Kind.PERSON, "Ruiz"),
        ("Public Advocate Jo Park spoke.", Kind.PERSON, "Jo Park"),
        ("She leads the Marlow University School of Law.", Kind.ORGANIZATION, "Marlow University School of Law"),
        ("He leads the Marlow Law School.", Kind.ORGANIZATION, "Marlow Law School"),
        ("He left the Marlow Middle School.", Kind.FACILITY, "Marlow Middle School"),
        ("She lobbied on K Street for Dorsey Inc.", Kind.PLACE, "K Street"),
    ],
)
def test_what_stands_beside_a_title_a_field_or_a_street(nlp: Language, text: str, kind: Kind, name: str) -> None:
    assert (kind, name) in found(nlp, text)


def test_no_pronoun_in_capitals_is_a_name(nlp: Language) -> None:
    names = {name for _, name in found(nlp, "THE SHERIFF SAID THIS WAS A MAN WHO SHOT. OFFICERS ARRESTED HIM.")}
    assert names.isdisjoint({"HIM", "WHO"})
    assert (Kind.AGENCY, "IT Department") in found(nlp, "The IT Department closed.")


def test_a_hyphen_behind_one_letter_is_in_a_name(nlp: Language) -> None:
    assert "G-III Apparel Group" in {name for _, name in found(nlp, "They signed with G-III Apparel Group on Monday.")}
    assert (Kind.PLACE, "Ohio") in found(nlp, "Sen. Ana Ruiz, R-Ohio, spoke.")


def test_a_description_ends_before_a_clause_and_a_circumstance(nlp: Language) -> None:
    bill = "2007 immigration bill that failed"
    names = {chain.label for chain in read(nlp, f"Ana Ruiz backed a {bill} when she left the board.")._.chains}
    assert bill in names
    text = "Ana Ruiz attacked the decision with members of the court seated beside her."
    assert not any("members" in chain.label for chain in read(nlp, text)._.chains)
