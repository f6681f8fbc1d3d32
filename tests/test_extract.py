"""From drafts on a Doc to a record: keys, names, posts, the strongest saying, claims, dates, quotation marks."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
import spacy
from spacy.tokens import Doc

from onrecord.extract import record_of, slug
from onrecord.language.annotations import (
    AttributionDraft,
    Chain,
    DateMention,
    FactDraft,
    MeasurementDraft,
    Mention,
    RuleDraft,
    TokenRange,
    declare,
)
from onrecord.language.pipeline import plain
from onrecord.record import Article, Factuality, Kind, Modality, PartialDate, Source, StatementKind


@dataclass
class Draft:
    """A Doc with hand-made annotations; words are found in the text, so that no test counts tokens."""

    text: str
    identifier: str = "larch-1"
    doc: Doc = field(init=False)

    def __post_init__(self) -> None:
        declare()
        self.doc = spacy.blank("en")(plain(self.text))
        self.doc._.article = Article(self.identifier, self.text)
        for name in ("mentions", "chains", "dates", "quotes", "attributions", "facts", "rules", "measurements"):
            setattr(self.doc._, name, [])

    def at(self, words: str) -> TokenRange:
        start = self.doc.text.index(plain(words))
        span = self.doc.char_span(start, start + len(words), alignment_mode="expand")
        assert span is not None
        return span.start, span.end

    def chain(self, kind: Kind, label: str, *others: str, named: bool = True, qualifier: str | None = None) -> int:
        chain = Chain(kind, label, [], list(others), named=named, qualifier=qualifier)
        number = len(self.doc._.chains)
        for words in (label, *others):
            start, end = self.at(words)
            chain.mentions.append(len(self.doc._.mentions))
            self.doc._.mentions.append(Mention(start, end, end - 1, kind, "name", number))
        self.doc._.chains.append(chain)
        return number

    def fact(self, subject: int, predicate: str, target: int | None, words: str, **more: object) -> None:
        self.doc._.facts.append(FactDraft(subject, predicate, target, [self.at(words)], "test", **more))  # type: ignore[arg-type]

    def says(self, content: str, speaker: int | None = None, source: str = "", stance: str = "speech") -> int:
        pieces = [self.at(source)] if source else []
        draft = AttributionDraft(pieces, [], [self.at(content)], "say", stance, speaker)  # type: ignore[arg-type]
        self.doc._.attributions.append(draft)
        return len(self.doc._.attributions) - 1


def keys(draft: Draft) -> list[str]:
    return [entity.key for entity in record_of(draft.doc).entities]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Larch County Sheriff’s Office", "larch-county-sheriffs-office"),
        ("Larch County Sheriff's Office", "larch-county-sheriffs-office"),
        ("H-1B  visa program", "h-1b-visa-program"),
        ("José Ángel Peña", "jose-angel-pena"),
        ("287(g)", "287-g"),
    ],
)
def test_slugs_are_plain(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_long_and_foreign_names_stay_apart() -> None:
    assert slug("Совет") != slug("Город")
    assert slug("council " * 20 + "north") != slug("council " * 20 + "south")


def test_a_name_gives_the_key_and_an_unnamed_thing_is_one_of_its_article() -> None:
    draft = Draft("The Larch County Council met. The corrections division stayed away. Poe came.")
    draft.chain(Kind.AGENCY, "Larch County Council")
    draft.chain(Kind.AGENCY, "corrections division", named=False)
    draft.chain(Kind.PERSON, "Poe")
    assert keys(draft) == ["agency/larch-1/corrections-division", "agency/larch-county-council", "person/larch-1/poe"]


def test_namesakes_are_told_apart() -> None:
    draft = Draft("Dana Poe met Dana Poe of Larch, and New York the state met New York.")
    for qualifier in (None, None, "Larch"):
        draft.chain(Kind.PERSON, "Dana Poe", qualifier=qualifier)
    assert keys(draft) == ["person/dana-poe", "person/dana-poe-2", "person/dana-poe-larch"]


def test_labels_are_in_the_characters_of_the_article() -> None:
    draft = Draft("The Larch County\u00a0Sheriff’s Office is small. The sheriff’s office is new.")
    draft.chain(Kind.AGENCY, "Larch County Sheriff's Office", "sheriff's office")
    [entity] = record_of(draft.doc).entities
    assert (entity.label, entity.alt_labels) == ("Larch County Sheriff’s Office", ("sheriff’s office",))


def test_groups_are_no_entities_and_what_is_said_of_them_goes_too() -> None:
    draft = Draft("Officials support the Harbor Act.")
    officials, act = draft.chain(Kind.PERSON, "Officials"), draft.chain(Kind.LAW, "Harbor Act")
    draft.doc._.chains[officials].plural = True
    draft.fact(officials, "supports", act, "support")
    record = record_of(draft.doc)
    assert [entity.key for entity in record.entities] == ["law/harbor-act"]
    assert record.assertions == ()


def office_and_program() -> tuple[Draft, int, int]:
    draft = Draft("Larch Police joined Safe Harbor in May. It will join in June, it joined, says Poe. It may join.")
    return draft, draft.chain(Kind.AGENCY, "Larch Police"), draft.chain(Kind.PROGRAM, "Safe Harbor")


def test_the_strongest_saying_of_a_triple_stands_with_all_its_evidence() -> None:
    draft, police, program = office_and_program()
    draft.fact(police, "participatesIn", program, "may join", factuality=Factuality.POSSIBLE)
    draft.fact(police, "participatesIn", program, "it joined", confidence=0.9)
    draft.fact(police, "participatesIn", program, "Larch Police joined Safe Harbor")
    [said] = record_of(draft.doc).assertions
    assert said.factuality is Factuality.ACTUAL
    assert [piece.exact for piece in said.evidence] == ["Larch Police joined Safe Harbor", "it joined"]
    assert said.confidence == 0.9


def test_words_inside_other_words_of_the_same_evidence_are_not_quoted_again() -> None:
    draft = Draft("Larch County signed a compact with Norlund. The compact, which Larch County signed, is public.")
    county = draft.chain(Kind.AGENCY, "Larch County")
    compact = draft.chain(Kind.AGREEMENT, "compact")
    draft.fact(county, "signed", compact, "signed a compact")
    draft.fact(county, "signed", compact, "Larch County signed a compact with Norlund")
    draft.fact(county, "signed", compact, "which Larch County signed")
    (assertion,) = record_of(draft.doc).assertions
    assert [item.exact for item in assertion.evidence] == [
        "Larch County signed a compact with Norlund",
        "which Larch County signed",
    ]


def test_a_plan_with_a_date_of_its_own_is_no_echo() -> None:
    draft, police, program = office_and_program()
    for words, value in (("in May", "--05"), ("in June", "--06")):
        start, end = draft.at(words)
        draft.doc._.dates.append(DateMention(start, end, PartialDate(value)))
    draft.fact(police, "participatesIn", program, "joined", dates=[0])
    draft.fact(police, "participatesIn", program, "will join", factuality=Factuality.PLANNED, dates=[1])
    draft.fact(police, "participatesIn", program, "may join", factuality=Factuality.POSSIBLE)
    said = record_of(draft.doc).assertions
    assert [(it.factuality.value, it.on_date and it.on_date.value) for it in said] == [
        ("Actual", "--05"),
        ("Planned", "--06"),
    ]


def test_a_denial_stands() -> None:
    draft, police, program = office_and_program()
    draft.fact(police, "participatesIn", program, "joined", factuality=Factuality.DENIED)
    draft.fact(police, "participatesIn", program, "will join", factuality=Factuality.PLANNED)
    assert [it.factuality for it in record_of(draft.doc).assertions] == [Factuality.DENIED]


def test_two_claimants_make_two_claims_and_the_articles_own_word_one_fact() -> None:
    draft = Draft("Poe said Larch Police joined Safe Harbor. Ruiz said so. It has joined.")
    poe, ruiz = draft.chain(Kind.PERSON, "Poe"), draft.chain(Kind.PERSON, "Ruiz")
    police, program = draft.chain(Kind.AGENCY, "Larch Police"), draft.chain(Kind.PROGRAM, "Safe Harbor")
    for speaker, words in ((poe, "Larch Police joined Safe Harbor"), (ruiz, "so")):
        draft.fact(police, "participatesIn", program, words, claimant=draft.says(words, speaker))
    claims = record_of(draft.doc).assertions
    assert [it.claimant for it in claims] == [Source("person/larch-1/poe"), Source("person/larch-1/ruiz")]
    assert not any(it.plain for it in claims)
    draft.fact(police, "participatesIn", program, "has joined")
    [fact] = record_of(draft.doc).assertions
    assert fact.plain


def test_a_claimant_that_cannot_speak_is_given_in_words() -> None:
    draft = Draft("Norlund said Larch Police joined Safe Harbor.")
    place, police = draft.chain(Kind.PLACE, "Norlund"), draft.chain(Kind.AGENCY, "Larch Police")
    program = draft.chain(Kind.PROGRAM, "Safe Harbor")
    claim = draft.says("Larch Police joined Safe Harbor", place)
    draft.fact(police, "participatesIn", program, "joined", claimant=claim)
    record = record_of(draft.doc)
    assert record.assertions[0].claimant == record.statements[0].speaker == Source(text="Norlund")


def test_a_post_is_named_by_its_title_and_body_or_holder() -> None:
    draft = Draft("Sheriff Dana Poe of the Larch Police is an aide.")
    poe, police = draft.chain(Kind.PERSON, "Dana Poe"), draft.chain(Kind.AGENCY, "Larch Police")
    draft.fact(poe, "holdsPost", None, "Sheriff Dana Poe", post_title="Sheriff", post_body=police)
    draft.fact(poe, "holdsPost", None, "an aide", post_title="aide")
    posts = record_of(draft.doc).posts
    assert [(post.key, post.title, post.body) for post in posts] == [
        ("post/aide--dana-poe", "aide", None),
        ("post/sheriff--larch-police", "sheriff", "agency/larch-police"),
    ]


def test_nothing_is_related_to_itself() -> None:
    draft, police, _ = office_and_program()
    draft.fact(police, "partOf", police, "joined")
    assert record_of(draft.doc).assertions == ()


@pytest.mark.parametrize(
    ("text", "content", "quoted", "expected", "kind"),
    [
        ("“We will go,” she said.", "“We will go,”", ["We will go,"], "We will go,", StatementKind.DIRECT),
        ('"We will go," she said.', '"We will go,"', ["We will go,"], "We will go,", StatementKind.DIRECT),
        ("She said they would go.", "they would go", [], "they would go", StatementKind.INDIRECT),
        ("She spoke of “a swamp” there.", "of “a swamp” there", ["a swamp"], "of “a swamp” there", StatementKind.MIXED),
        (
            "“Yes” and “no” she said.",
            "“Yes” and “no”",
            ["Yes", "no"],
            "“Yes” and “no”",
            StatementKind.MIXED,
        ),
    ],
)
def test_outer_quotation_marks_are_no_part_of_what_was_said(
    text: str, content: str, quoted: list[str], expected: str, kind: StatementKind
) -> None:
    draft = Draft(text)
    draft.says(content)
    draft.doc._.quotes = [draft.at(words) for words in quoted]
    [statement] = record_of(draft.doc).statements
    assert (statement.content, statement.kind) == (expected, kind)


def test_a_statement_is_about_what_it_names_its_speaker_aside() -> None:
    draft = Draft("Dana Poe said Dana Poe and the Larch Police left.")
    poe = draft.chain(Kind.PERSON, "Dana Poe")
    start, end = draft.at("Dana Poe and")[0], draft.at("Dana Poe and")[1] - 1
    draft.doc._.mentions.append(Mention(start, end, end - 1, Kind.PERSON, "name", poe))
    draft.chain(Kind.AGENCY, "Larch Police")
    draft.says("and the Larch Police left", poe)
    draft.says("the Larch Police left", source="Dana Poe")
    assert {item.about for item in record_of(draft.doc).statements} == {("agency/larch-police",)}


def test_attitudes_are_no_statements() -> None:
    draft = Draft("Poe hopes to win.")
    draft.says("to win", draft.chain(Kind.PERSON, "Poe"), stance="attitude")
    record = record_of(draft.doc)
    assert (record.statements, [item.attitude for item in record.attitudes]) == ((), ["say"])


def test_spans_of_time_and_single_days() -> None:
    draft, police, program = office_and_program()
    start, end = draft.at("in May")
    draft.doc._.dates = [DateMention(start, end, PartialDate("2019"), "from", until=PartialDate("2021"))]
    draft.fact(police, "participatesIn", program, "joined", dates=[0])
    [said] = record_of(draft.doc).assertions
    assert (said.on_date, said.from_date, said.until_date) == (None, PartialDate("2019"), PartialDate("2021"))


def test_rules_and_numbers_keep_their_words() -> None:
    draft = Draft("The Harbor Act lets officers hold boats. Larch Police hold 40 boats.")
    act, police = draft.chain(Kind.LAW, "Harbor Act"), draft.chain(Kind.AGENCY, "Larch Police")
    whole = draft.at("lets officers hold boats")
    rule = RuleDraft(act, Modality.PERMITS, draft.at("hold boats"), whole, bearer_words=draft.at("officers"))
    draft.doc._.rules = [rule, rule]
    draft.doc._.measurements = [MeasurementDraft("40", draft.at("boats"), draft.at("40 boats"), police)]
    record = record_of(draft.doc)
    assert [(it.action, it.bearer) for it in record.rules] == [("hold boats", Source(text="officers"))]
    assert [(it.value, it.what, it.of) for it in record.measurements] == [("40", "boats", "agency/larch-police")]
