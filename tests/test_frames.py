"""Every frame's own sentences: one that says it, one that nearly does, one that says its opposite."""

from __future__ import annotations

import pytest

from onrecord import ontology
from onrecord.frames import model
from onrecord.language import pipeline
from onrecord.record import Article, Factuality, PartialDate


def facts(sentence: str) -> set[tuple[str, Factuality]]:
    """What the frames find without the encoder, which reads sentences as short as these as it likes."""
    doc = next(iter(pipeline.parse([Article("a", sentence)], pipeline.load(mode="rules"))))
    return {(fact.predicate, fact.factuality) for fact in doc._.facts}


FRAMES = [frame for frame in model.lexicon() if frame.example]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_frame_says_its_relation_of_its_example_alone(frame: model.Frame) -> None:
    predicates = {item.predicate for item in frame.yields}
    said = {predicate for predicate, real in facts(frame.example) if real is Factuality.ACTUAL}
    assert said & predicates
    near = {predicate for predicate, _ in facts(frame.near)}
    assert not near & predicates
    opposite = {predicate for predicate, real in facts(frame.opposite) if real is Factuality.ACTUAL}
    assert not opposite & predicates


def test_every_frame_yields_terms_of_the_ontology() -> None:
    known = set(ontology.relations())
    for frame in model.lexicon():
        assert {item.predicate for item in frame.yields} <= known, frame.name


def test_every_frame_has_its_three_sentences() -> None:
    without = [frame.name for frame in model.lexicon() if not (frame.example and frame.near and frame.opposite)]
    assert without == ["nominate", "nominate-to"]  # their own factuality is Planned: tested below


def test_nomination_is_a_plan() -> None:
    assert ("appointed", Factuality.PLANNED) in facts("President Jane Doe nominated John Poe.")
    assert ("memberOf", Factuality.PLANNED) in facts(
        "President Jane Doe nominated John Poe to the Marlow County Court."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[frame", "not TOML"),
        ('[[frame]]\nname = "x"\nslots.a = "subject"', "frame x: 'yields' is missing"),
        (
            '[[frame]]\nname = "x"\nslots.a = "subject"\nyields = [{subject = "a", predicate = "x", object = "b"}]',
            "frame x: the yields name slots that are not there: b",
        ),
        ('[[frame]]\nname = "x"\ncolour = "red"', "frame x: unknown keys: colour"),
    ],
)
def test_a_broken_frame_is_named_with_its_file(text: str, message: str) -> None:
    with pytest.raises(model.FrameError, match=r"^mine\.toml") as caught:
        model.parse(text, "mine.toml")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Gov. Jane Doe, a Democrat, ordered the Harbor Commission to report its costs.", "directs"),
        ("In Dayton, Sen. Jane Doe introduced House Bill 12 on Monday.", "proposed"),
        ("The vote was on House Bill 12, by Sen. Jane Doe.", "proposed"),
        ("Sen. Jane Doe spoke. Her House Bill 12 is dead.", "proposed"),
        ("Dorsey Corp., an Alton firm, folded.", "locatedIn"),
        ("The Harbor Foundation, a charity based in Dayton, folded.", "locatedIn"),
    ],
)
def test_a_relation_is_found_where_the_parse_is_poor_or_no_verb_says_it(text: str, predicate: str) -> None:
    assert predicate in {found for found, _ in facts(text)}


def test_what_may_be_approved_is_not_supported() -> None:
    assert "supports" not in {found for found, _ in facts("The Marlow City Council must approve the contract.")}


def dated(text: str) -> dict[str, str]:
    doc = next(iter(pipeline.parse([Article("a", text, date=PartialDate("2026-03-20"))])))
    return {fact.predicate: doc._.dates[index].value.value for fact in doc._.facts for index in fact.dates}


def test_a_date_holds_for_what_is_coordinated_behind_it() -> None:
    found = dated("The Harbor Commission met on March 4 and sued Ferrant Energy.")
    assert found["sued"] == "2026-03-04"


def test_a_contract_holds_from_its_date_and_what_is_done_under_it_does_not() -> None:
    found = dated("The Harbor Commission sued Ferrant Energy last month under a 2019 contract with the company.")
    assert found["sued"] == "2026-02"


def test_the_date_of_what_is_asked_is_not_that_of_the_asking() -> None:
    found = dated("Gov. Jane Doe ordered the Harbor Commission to report its costs by May 4.")
    assert "directs" not in found


def test_the_day_of_the_sentence_before_holds_where_a_pronoun_goes_on() -> None:
    found = dated("The Harbor Commission met on Tuesday. It sued Ferrant Energy over the lease.")
    assert found["sued"] == "2026-03-17"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sheriff Ana Ruiz told the Harbor Commission to report its costs.", {("Ana Ruiz", "Harbor Commission")}),
        ("Sheriff Ana Ruiz had to tell the Harbor Commission, which closed.", set()),
        ("Sheriff Ana Ruiz may tell the Harbor Commission to report its costs.", set()),
        ("Sheriff Ana Ruiz asked Jo Park to report her costs.", {("Ana Ruiz", "Jo Park")}),
        ("Sheriff Ana Ruiz was told not to ask Jo Park any questions.", set()),
    ],
)
def test_an_order_says_what_to_do(text: str, found: set[tuple[str, str]]) -> None:
    assert pairs(text, "directs") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Ruiz surprised Jo Park by creating the Harbor Commission.", {("Harbor Commission", "Ana Ruiz")}),
        ("Ana Ruiz thanked Jo Park for creating the Harbor Commission.", {("Harbor Commission", "Jo Park")}),
        ("Ana Ruiz lobbied Jo Park against creating the Harbor Commission.", set()),
    ],
)
def test_a_gerund_is_done_by_whom_its_verb_and_preposition_leave(text: str, found: set[tuple[str, str]]) -> None:
    assert pairs(text, "establishedBy") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Ruiz needs Lee Poe to support Jo Park.", {("Lee Poe", "Jo Park")}),
        ("Ana Ruiz needs 12 delegates to support Jo Park.", set()),
        ("Ana Ruiz came back to support Jo Park.", {("Ana Ruiz", "Jo Park")}),
    ],
)
def test_who_is_needed_to_act_is_who_acts(text: str, found: set[tuple[str, str]]) -> None:
    assert pairs(text, "supports") == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("urged the Marlow City Council to pass the Rent Fairness Act.", {("Ana Ruiz", "Rent Fairness Act")}),
        ("urged the Marlow City Council not to pass the Rent Fairness Act.", set()),
        ("urged the Marlow City Council to repeal the Rent Fairness Act.", set()),
    ],
)
def test_what_is_to_be_left_undone_is_not_supported(words: str, found: set[tuple[str, str]]) -> None:
    assert pairs(f"Ana Ruiz {words}", "supports") == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("called on the Harbor Commission to report its costs.", {("Ana Ruiz", "Harbor Commission")}),
        ("called the Harbor Commission on its costs.", set()),
        ("called on the Harbor Commission on Monday.", set()),
    ],
)
def test_a_call_on_somebody_says_what_for(words: str, found: set[tuple[str, str]]) -> None:
    assert pairs(f"Sheriff Ana Ruiz {words}", "directs") == found


def test_a_body_that_it_may_mean_is_not_called_names() -> None:
    names = "calling it “a padlock on every porch.”"
    assert pairs(f"Ana Ruiz left the Harbor Commission, {names}", "opposes") == set()
    assert pairs(f"Ana Ruiz mailed the Rent Fairness Act, {names}", "opposes") == {("Ana Ruiz", "Rent Fairness Act")}


def test_who_is_a_person_and_no_body() -> None:
    start = "Lee Poe, a secretary in the Ruiz administration"
    assert pairs(f"{start} who endorsed Jo Park, spoke.", "supports") == {("Lee Poe", "Jo Park")}
    text = "The Ruiz administration, which endorsed Jo Park, spoke."
    assert pairs(text, "supports") == {("Ruiz administration", "Jo Park")}


def test_a_great_deal_is_no_agreement() -> None:
    names = "He called it their “worst ball.”"
    assert pairs(f"Jo Park lost a great deal of confidence. {names}", "opposes") == set()


def test_a_person_has_proposed_a_plan_and_not_a_program() -> None:
    assert "proposed" in {found for found, _ in facts("Jane Doe’s Safe Harbor plan went to a vote.")}
    assert "proposed" not in {found for found, _ in facts("Jane Doe’s Safe Harbor program went on the air.")}


def test_what_is_called_nice_is_not_opposed() -> None:
    assert pairs("Ana Ruiz called Jo Park a “stiff.”", "opposes") == {("Ana Ruiz", "Jo Park")}
    assert pairs("Ana Ruiz called Jo Park a “nice guy.”", "opposes") == set()


def pairs(text: str, predicate: str) -> set[tuple[str, str]]:
    doc = next(iter(pipeline.parse([Article("a", text)])))
    labels = [chain.label for chain in doc._.chains]
    found = [fact for fact in doc._.facts if fact.predicate == predicate and fact.object is not None]
    return {(labels[fact.subject], labels[fact.object]) for fact in found}
