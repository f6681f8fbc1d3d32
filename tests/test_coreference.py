"""Coreference: which names, descriptions and pronouns speak of one thing, and which don't."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language import coreference, mentions, pipeline
from onrecord.language.annotations import Chain
from onrecord.record import Article, Kind

COMPONENTS = tuple(f"onrecord_{module.__name__.rsplit('.', 1)[-1]}" for module in (mentions, coreference))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=COMPONENTS)


def read(nlp: Language, text: str) -> Doc:
    return next(iter(pipeline.parse([Article("test", text)], nlp)))


def chain_with(doc: Doc, words: str, occurrence: int = 0) -> Chain | None:
    hits = [m for m in doc._.mentions if doc[m.start : m.end].text == words]
    index = hits[occurrence].chain
    return doc._.chains[index] if index is not None else None


def label(doc: Doc, words: str, occurrence: int = 0) -> str | None:
    chain = chain_with(doc, words, occurrence)
    return chain.label if chain else None


def test_an_acronym_in_parentheses_is_the_body_before_it(nlp: Language) -> None:
    doc = read(nlp, "The Ohio Bureau of Canal Works (OBCW) met on Monday. OBCW took no vote.")
    chain = chain_with(doc, "OBCW", 1)
    assert chain is not None
    assert chain.label == "Ohio Bureau of Canal Works"
    assert "OBCW" in chain.alt_labels


def test_known_names_of_one_department_are_one(nlp: Language) -> None:
    doc = read(nlp, "The Justice Department sued. A lawyer for the Department of Justice and one for the DOJ declined.")
    assert label(doc, "DOJ") == label(doc, "Justice Department") == "Department of Justice"


def test_two_departments_are_two(nlp: Language) -> None:
    doc = read(nlp, "The Justice Department sued. The Labor Department joined the suit.")
    assert label(doc, "Justice Department") != label(doc, "Labor Department")


def test_a_short_description_is_the_body_of_that_head(nlp: Language) -> None:
    doc = read(nlp, "The Marlow County Sheriff’s Office joined in May. The sheriff’s office trained staff.")
    assert label(doc, "sheriff's office") == "Marlow County Sheriff’s Office"


def test_his_office_is_the_office_in_focus(nlp: Language) -> None:
    doc = read(nlp, "The Marlow County Sheriff's Office is small. Sheriff Tom Orwick said his office needs help.")
    assert label(doc, "his office") == "Marlow County Sheriff's Office"


def test_a_division_is_named_by_its_owner(nlp: Language) -> None:
    doc = read(
        nlp, "The Marlow County Sheriff's Office met the FBI. Orwick said only the records division would help in this."
    )
    chain = chain_with(doc, "records division")
    assert chain is not None
    assert chain.label == "Marlow County Sheriff's Office records division"
    assert "records division" in chain.alt_labels
    assert not chain.named


def test_two_bearers_of_one_surname_stay_apart(nlp: Language) -> None:
    doc = read(nlp, "Marcus Orwick died in May. His mother, Annette Orwick, sued. Mrs. Orwick spoke on Monday.")
    assert label(doc, "Marcus Orwick") != label(doc, "Annette Orwick")
    assert label(doc, "Orwick", 0) == "Annette Orwick"


@pytest.mark.parametrize(("pronoun", "name"), [("she", "Dana Pell"), ("he", "Tom Orwick")])
def test_a_pronoun_goes_to_its_gender(nlp: Language, pronoun: str, name: str) -> None:
    doc = read(nlp, f"Dana Pell met Tom Orwick on Monday. On Tuesday {pronoun} resigned.")
    assert label(doc, pronoun) == name


def test_its_goes_to_the_body_not_the_person(nlp: Language) -> None:
    doc = read(nlp, "The Marlow County Council praised Tom Orwick for its new charter.")
    assert label(doc, "its") == "Marlow County Council"


def test_an_agreement_that_is_introduced_is_not_the_one_before(nlp: Language) -> None:
    doc = read(
        nlp,
        "The Marlow County Sheriff's Office signed the agreement on March 3. "
        "The Pell County Sheriff's Office signed an agreement with ICE.",
    )
    first, second = chain_with(doc, "agreement", 0), chain_with(doc, "agreement", 1)
    assert first is not None
    assert second is not None
    assert first is not second
    assert "agreement with ICE" in [second.label, *second.alt_labels]


def test_the_measure_is_the_bill_before_it(nlp: Language) -> None:
    doc = read(nlp, "The Senate passed House Bill 4127 on Monday. The measure bars the sale of canal land.")
    chain = chain_with(doc, "measure")
    assert chain is not None
    assert chain.label == "House Bill 4127"
    assert chain.law_kind == "Bill"


def test_the_company_is_no_agency(nlp: Language) -> None:
    doc = read(nlp, "The Canal Commission fined Orwick Barge Co. on Monday. The company will appeal.")
    chain = chain_with(doc, "company")
    assert chain is not None
    assert chain.kind == Kind.ORGANIZATION
    assert chain.label.startswith("Orwick Barge Co")


def test_a_county_that_acts_is_a_government(nlp: Language) -> None:
    doc = read(nlp, "Marlow County is in Ohio. The county sued Orwick Barge Co. on Monday, and the county won.")
    chain = chain_with(doc, "county")
    assert chain is not None
    assert chain.kind == Kind.AGENCY


def test_a_county_that_only_lies_somewhere_is_a_place(nlp: Language) -> None:
    doc = read(nlp, "Marlow County has two jails. People live across the county.")
    assert label(doc, "county") == "Marlow County"


def test_a_place_is_qualified_by_the_state_behind_it(nlp: Language) -> None:
    doc = read(nlp, "The fire began in Brindle Falls, Ohio, on Monday.")
    chain = chain_with(doc, "Brindle Falls")
    assert chain is not None
    assert chain.qualifier == "Ohio"


def test_a_party_is_labelled_as_such_with_the_forms_used(nlp: Language) -> None:
    doc = read(nlp, "Democratic Sen. Ann Pell spoke. Rep. Tom Orwick, D-Ohio, agreed.")
    parties = [chain for chain in doc._.chains if chain.label == "Democratic Party"]
    assert len(parties) == 1
    assert {"Democratic", "D"} <= set(parties[0].alt_labels)


def test_an_officer_is_the_holder_that_the_article_names(nlp: Language) -> None:
    doc = read(nlp, "Sheriff Tom Orwick took office in May. The sheriff hired two deputies.")
    assert label(doc, "sheriff") == "Tom Orwick"


def test_an_officer_without_a_holder_may_be_a_person(nlp: Language) -> None:
    doc = read(nlp, "The order asked the secretary of homeland security to act.")
    chain = chain_with(doc, "secretary of homeland security")
    assert chain is not None
    assert (chain.kind, chain.named) == (Kind.PERSON, False)


def test_a_description_that_takes_no_part_is_no_entity(nlp: Language) -> None:
    doc = read(nlp, "Some walked past the jail in the rain.")
    assert label(doc, "jail") is None


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Congress passed the Clear Creeks Act on Monday. The bill had few foes.", "Clear Creeks Act", "Statute"),
        ("The council adopted Ordinance 2214 on Monday.", "Ordinance 2214", "Ordinance"),
        ("The speech is protected by the First Amendment.", "First Amendment", "Constitution"),
        ("The president signed Executive Order 14020 on Monday.", "Executive Order 14020", "ExecutiveOrder"),
    ],
)
def test_a_law_is_of_the_kind_that_its_name_says(nlp: Language, text: str, words: str, kind: str) -> None:
    chain = chain_with(read(nlp, text), words)
    assert chain is not None
    assert chain.law_kind == kind


def test_what_would_be_needed_is_not_introduced(nlp: Language) -> None:
    doc = read(nlp, "The deputies would need a contract. The council signed a contract with Orwick Barge Co. in May.")
    assert label(doc, "contract", 0) is None
    assert label(doc, "contract", 1) is not None


def test_a_state_is_not_qualified_by_the_next_state(nlp: Language) -> None:
    doc = read(nlp, "They met in Ohio, Indiana and Iowa on Monday.")
    chain = chain_with(doc, "Ohio")
    assert chain is not None
    assert chain.qualifier is None


def test_they_is_the_body_that_is_the_subject(nlp: Language) -> None:
    doc = read(nlp, "The Marlow County Council said on Monday that they will sue.")
    assert label(doc, "they") == "Marlow County Council"


def test_they_is_no_body_where_a_plural_stands(nlp: Language) -> None:
    doc = read(nlp, "The Marlow County Council told its nurses on Monday that they will be paid.")
    assert label(doc, "they") is None


@pytest.mark.parametrize("verb", ["has vowed to fight it", "lobbied against it", "opposes it"])
def test_what_a_subject_does_to_it_is_done_to_something_else(nlp: Language, verb: str) -> None:
    doc = read(nlp, f"Sen. Dana Pell introduced House Bill 12 in May. The Marlow Growers Association {verb}.")
    assert label(doc, "it") == "House Bill 12"


def test_a_description_goes_to_what_is_called_so_before_what_may_be(nlp: Language) -> None:
    doc = read(nlp, "The Marlow Bureau of Canals met ICE. ICE agreed with what the bureau asked.")
    assert label(doc, "bureau") == "Marlow Bureau of Canals"


def test_a_short_form_joins_the_company_whose_name_it_begins(nlp: Language) -> None:
    doc = read(nlp, "Golden Heron Student Transit runs the buses. Golden Heron fired Dana Pell in May.")
    assert label(doc, "Golden Heron") == "Golden Heron Student Transit"


def test_the_city_is_the_government_that_the_article_names(nlp: Language) -> None:
    doc = read(
        nlp, "The city of Marlow sued Dorsey Corp. on Monday. The city wants its money back, Marlow’s lawyer said."
    )
    assert label(doc, "city") == label(doc, "city of Marlow")


def test_a_bill_and_its_abbreviation_are_one(nlp: Language) -> None:
    doc = read(nlp, "House Bill 12 passed in May. Sen. Dana Pell wrote HB 12.")
    assert label(doc, "HB 12") == "House Bill 12"


def test_no_pronoun_names_a_thing(nlp: Language) -> None:
    doc = read(nlp, "Mr. Robert Park spoke in Marlow. Then his administration closed the bridge.")
    assert label(doc, "his administration") == "Robert Park's administration"
    assert all("is " not in name for chain in doc._.chains for name in (chain.label, *chain.alt_labels))


def test_what_is_called_after_its_owner_is_what_the_pronoun_means(nlp: Language) -> None:
    doc = read(nlp, "The Park administration closed the bridge. Mrs. Mary Park spoke. Her administration has no money.")
    assert label(doc, "Her administration") == label(doc, "Park administration")


def test_two_of_one_name_are_told_apart_by_their_initials(nlp: Language) -> None:
    doc = read(nlp, "Jo R.T. Park met her niece, Jo B. Park. Mayor Jo B. Park and Jo Park spoke.")
    assert label(doc, "Jo R.T. Park") != label(doc, "Jo B. Park")
    assert chain_with(doc, "Jo B. Park", 0) == chain_with(doc, "Jo B. Park", 1)
    doc = read(nlp, "Jo R.T. Park spoke. Jo R. Park left.")
    assert label(doc, "Jo R. Park") == "Jo R.T. Park"


def test_a_school_is_one_with_its_name_in_short(nlp: Language) -> None:
    doc = read(nlp, "He taught at Sandy Creek Elementary. Sandy Creek Elementary School closed on Monday.")
    assert label(doc, "Sandy Creek Elementary") == "Sandy Creek Elementary School"
    doc = read(nlp, "He taught at Sandy Creek Elementary. Marlow Elementary School closed on Monday.")
    assert label(doc, "Sandy Creek Elementary") == "Sandy Creek Elementary"


def test_his_campaign_is_not_the_one_that_is_called_after_somebody_else(nlp: Language) -> None:
    start = "The Poe campaign is slow, Al Poe said. He met Michele Park's campaign."
    doc = read(nlp, f"{start} Poe said that his campaign cared.")
    assert label(doc, "his campaign") == "Poe campaign"
    assert label(doc, "Michele Park's campaign") == "Michele Park's campaign"
    doc = read(nlp, f"{start} Park said that her campaign cared.")
    assert label(doc, "her campaign") == "Michele Park's campaign"


def test_who_is_said_to_be_the_governor_is_meant_by_the_governor(nlp: Language) -> None:
    text = "Ann Lee {} the governor in 2020. Jo Park was there. The governor signed the Larch Act."
    assert label(read(nlp, text.format("became")), "governor", 1) == "Ann Lee"
    assert label(read(nlp, text.format("met")), "governor", 1) != "Ann Lee"
    assert label(read(nlp, text.format("would be")), "governor", 1) != "Ann Lee"
    text = "Jo Park met Chief Ann Lee, who is the president of the Larch Club."
    assert label(read(nlp, text), "president") in (None, "Ann Lee")
