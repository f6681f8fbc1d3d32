"""The questions that the seed has no answer to, each on a small graph made for it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from benchmarks import synthetic
from pyoxigraph import QuerySolutions

from asking import Graph, only
from onrecord import store
from onrecord.names import find_named
from onrecord.queries import questions
from onrecord.rdf import quads, same_texts, terms
from onrecord.record import (
    Article,
    Assertion,
    Attribution,
    Entity,
    Evidence,
    Factuality,
    Kind,
    Measurement,
    PartialDate,
    Record,
    Source,
)

ACTUAL, PLANNED, DENIED = Factuality.ACTUAL, Factuality.PLANNED, Factuality.DENIED
LABELS = {
    "agency/larch": (Kind.AGENCY, "Larch County Sheriff’s Office"),
    "agency/council": (Kind.AGENCY, "Larch County Council"),
    "agency/state": (Kind.AGENCY, "State Department of Safety"),
    "person/poe": (Kind.PERSON, "Dana Poe"),
    "person/ruiz": (Kind.PERSON, "Ana Ruiz"),
    "program/harbor": (Kind.PROGRAM, "Safe Harbor Program"),
    "program/umbrella": (Kind.PROGRAM, "Umbrella Program"),
    "law/act": (Kind.LAW, "Harbor Act"),
    "agreement/deal": (Kind.AGREEMENT, "agreement"),
    "place/larch": (Kind.PLACE, "Larch County"),
    "place/state": (Kind.PLACE, "the State"),
}
Said = tuple[str, str, str, Factuality, str | None, str | None]


def said(
    subject: str,
    predicate: str,
    obj: str,
    factuality: Factuality = ACTUAL,
    *,
    by: str | None = None,
    on: str | None = None,
) -> Said:
    return subject, predicate, obj, factuality, by, on


def article(name: str, *facts: Said, date: str | None = None, labels: dict[str, str] | None = None) -> Record:
    """An article that says each of these things in a sentence of its own."""
    sentences = [
        f"{subject} {predicate} {obj} ({number})." for number, (subject, predicate, obj, *_) in enumerate(facts)
    ]
    text = " ".join(["It is so.", *sentences])
    source = Article(name, text, date=PartialDate(date) if date else None, publisher=f"The {name} Post")

    def proof(words: str) -> tuple[Evidence, ...]:
        start = text.index(words)
        return (Evidence.of(source, start, start + len(words)),)

    keys = sorted({key for fact in facts for key in (fact[0], fact[2], fact[4]) if key in LABELS})
    return Record(
        source,
        entities=tuple(
            Entity(key, LABELS[key][0], (labels or {}).get(key, LABELS[key][1]), (), proof("It")) for key in keys
        ),
        assertions=tuple(
            Assertion(
                subject,
                predicate,
                obj,
                factuality,
                proof(sentence),
                claimant=None if by is None else Source(entity=by) if by in LABELS else Source(text=by),
                on_date=PartialDate(on) if on else None,
            )
            for (subject, predicate, obj, factuality, by, on), sentence in zip(facts, sentences, strict=True)
        ),
    )


def graph_of(folder: Path, records: Sequence[Record], same: Sequence[tuple[str, str]] = ()) -> Graph:
    """The store of these articles; `same` are pairs of articles that are one text."""
    written = {record.article.identifier: quads(record) for record in records}
    if same:
        written["same texts"] = same_texts(same)
    store.refresh(folder, {name: str(time.monotonic_ns()) for name in written}, written.__getitem__)
    return Graph(folder)


JOINED = said("agency/larch", "participatesIn", "program/harbor", on="2026-03-10")


def test_an_entity_with_several_labels_is_one_row(tmp_path: Path) -> None:
    other = {"person/poe": "D. Poe", "agency/larch": "sheriff’s office"}
    heads = said("person/poe", "heads", "agency/larch")
    graph = graph_of(tmp_path, [article("a", heads), article("b", heads, labels=other), article("c", heads)])
    found = only(graph.ask("who-heads-what"), "personLabel", "bodyLabel", "articles")
    assert found == [("Dana Poe", "Larch County Sheriff’s Office", "3")]
    assert find_named("D. Poe", graph.opened.store).key == "person/poe"
    assert find_named("the SHERIFF's Office", graph.opened.store).key == "agency/larch"
    assert find_named("Larch County Sherif", graph.opened.store).key is not None
    assert find_named("Nobody at all", graph.opened.store).key is None


def test_the_act_of_a_program_that_is_part_of_another(tmp_path: Path) -> None:
    chain = (
        said("program/harbor", "partOf", "program/umbrella"),
        said("program/umbrella", "authorizedBy", "law/act", on="1999"),
    )
    graph = graph_of(tmp_path, [article("a", JOINED), article("b", *chain)])
    steps = only(graph.ask("program-to-act", program="program/harbor"), "viaLabel", "relation", "lawLabel", "date")
    assert steps == [("Umbrella Program", "authorizedBy", "Harbor Act", "1999")]
    assert only(graph.ask("who-joined-what"), "agent", "lawLabel", "date") == [
        ("agency/larch", "Harbor Act", "2026-03-10")
    ]


def test_what_is_planned_or_claimed_is_no_fact_until_an_article_says_so(tmp_path: Path) -> None:
    plan = said("agency/larch", "participatesIn", "program/harbor", PLANNED, by="person/poe")
    claim = said("agency/larch", "partyTo", "agreement/deal", by="officials")
    graph = graph_of(tmp_path, [article("a", plan, claim)])
    assert not graph.ask("who-joined-what")
    assert not graph.ask("agreements-by-date")
    assert only(graph.ask("plans-not-done"), "object", "claimantLabel") == [("program/harbor", "Dana Poe")]
    claims = only(graph.ask("claimed-not-stated"), "claimantText", "claimant", "object", "factuality")
    assert sorted(claims) == [
        ("", "person/poe", "program/harbor", "Planned"),
        ("officials", "", "agreement/deal", "Actual"),
    ]
    graph = graph_of(tmp_path, [article("a", plan, claim), article("b", JOINED)])
    assert not graph.ask("plans-not-done")
    assert only(graph.ask("claimed-not-stated"), "object") == [("agreement/deal",)]


def test_denials_and_disagreements(tmp_path: Path) -> None:
    denial = said("agency/larch", "participatesIn", "program/harbor", DENIED, by="person/poe")
    late = said("agency/larch", "participatesIn", "program/harbor", on="2026-03-12")
    vague = said("agency/larch", "participatesIn", "program/harbor", on="2026-03")
    records = [article("a", JOINED), article("b", denial), article("c", late), article("d", vague)]
    graph = graph_of(tmp_path, records)
    assert only(graph.ask("denials"), "claimantLabel", "relation", "article") == [
        ("Dana Poe", "participatesIn", "article/b")
    ]
    assert not graph.ask("denials", claimant="person/ruiz")
    found = only(graph.ask("disagreements"), "matter", "article", "says", "another", "anotherSays")
    assert found == [
        ("when", "article/a", "2026-03-10", "article/c", "2026-03-12"),
        *(("whether", f"article/{name}", "yes", "article/b", "no") for name in "acd"),
    ]
    assert not graph.ask("disagreements", entity="person/ruiz")


def test_a_text_that_several_papers_print_is_one_source(tmp_path: Path) -> None:
    heads = said("person/poe", "heads", "agency/larch")
    records = [article("a", JOINED, heads), article("b", JOINED), article("c", heads)]
    graph = graph_of(tmp_path, records)
    assert graph.ask("one-source-only") == []
    graph = graph_of(tmp_path, records, same=[("b", "a")])
    alone = only(graph.ask("one-source-only"), "subject", "relation", "article", "publisher")
    assert alone == [("agency/larch", "participatesIn", "article/a", "The a Post")]
    assert only(graph.ask("one-source-only", entity="agency/larch"), "relation") == [("participatesIn",)]
    graph = graph_of(tmp_path, records[:1])
    assert only(graph.ask("one-source-only", relation="rec:heads"), "subject") == [("person/poe",)]
    # A claim elsewhere is no second source.
    claim = said("agency/larch", "participatesIn", "program/harbor", by="officials")
    graph = graph_of(tmp_path, [article("a", JOINED), article("b", claim)])
    assert only(graph.ask("one-source-only"), "article") == [("article/a",)]


def test_relations_that_the_seed_does_not_have(tmp_path: Path) -> None:
    facts = (
        said("agency/state", "funds", "program/harbor", PLANNED, by="person/ruiz", on="2026"),
        said("person/ruiz", "opposes", "law/act"),
        said("agency/council", "supports", "law/act"),
        said("person/ruiz", "succeeds", "person/poe", on="2026-01-02"),
        said("person/ruiz", "sued", "agency/larch"),
        said("agency/council", "proposed", "program/harbor"),
        said("agency/council", "enacted", "law/act", on="2025-12"),
    )
    graph = graph_of(tmp_path, [article("a", *facts)])
    assert only(graph.ask("who-funds-whom"), "payerLabel", "receiverLabel", "factuality", "claimantLabel", "date") == [
        ("State Department of Safety", "Safe Harbor Program", "Planned", "Ana Ruiz", "2026")
    ]
    stances = only(graph.ask("who-supports-what", cause="law/act"), "agentLabel", "relation")
    assert stances == [("Ana Ruiz", "opposes"), ("Larch County Council", "supports")]
    assert only(graph.ask("who-supports-what", agent="person/ruiz"), "relation") == [("opposes",)]
    assert only(graph.ask("who-succeeded-whom", predecessor="person/poe"), "successorLabel", "date") == [
        ("Ana Ruiz", "2026-01-02")
    ]
    assert only(graph.ask("courts-and-charges"), "agentLabel", "relation", "targetLabel") == [
        ("Ana Ruiz", "sued", "Larch County Sheriff’s Office")
    ]
    # A program is proposed too, but is no law.
    assert only(graph.ask("lawmaking"), "agentLabel", "relation", "date") == [
        ("Larch County Council", "enacted", "2025-12")
    ]


def test_agencies_of_a_place_and_of_its_parts(tmp_path: Path) -> None:
    facts = (
        said("agency/larch", "jurisdiction", "place/larch"),
        said("place/larch", "locatedIn", "place/state"),
        said("agency/state", "jurisdiction", "place/state"),
        said("agency/council", "jurisdiction", "place/larch", by="officials"),
    )
    graph = graph_of(tmp_path, [article("a", *facts)])
    both = only(graph.ask("agencies-by-place", place="place/state"), "agency", "whereLabel")
    assert sorted(both) == [("agency/larch", "Larch County"), ("agency/state", "the State")]
    assert only(graph.ask("agencies-by-place", place="place/larch"), "agency") == [("agency/larch",)]


def test_a_measurement_over_time(tmp_path: Path) -> None:
    def counted(name: str, value: str, published: str, on: str | None = None) -> Record:
        source = Article(name, f"The jail holds {value} people.", date=PartialDate(published))
        whole = (Evidence.of(source, 0, len(source.text)),)
        jail = Entity("facility/jail", Kind.FACILITY, "jail", (), whole)
        number = Measurement(value, "people", jail.key, whole, PartialDate(on) if on else None)
        return Record(source, (jail,), measurements=(number,))

    records = [
        counted("a", "30", "2026-03-01"),
        counted("b", "21", "2026-02-01"),
        counted("c", "9", "2026-04-01", "2025"),
    ]
    graph = graph_of(tmp_path, records)
    found = only(graph.ask("measurements-over-time", of="facility/jail", what="People"), "date", "value", "article")
    assert found == [
        ("2025", "9", "article/c"),
        ("2026-02-01", "21", "article/b"),
        ("2026-03-01", "30", "article/a"),
    ]


def test_what_somebody_wants(tmp_path: Path) -> None:
    source = Article("a", "Dana Poe hopes to join the Safe Harbor Program. She fears delays.")
    names = {key: LABELS[key] for key in ("person/poe", "program/harbor")}

    def proof(words: str) -> tuple[Evidence, ...]:
        start = source.text.index(words)
        return (Evidence.of(source, start, start + len(words)),)

    def wants(verb: str, words: str, *about: str) -> Attribution:
        return Attribution(Source(entity="person/poe"), words, verb, None, verb, about, proof(words), proof(verb))

    record = Record(
        source,
        tuple(Entity(key, kind, label, (), proof(label)) for key, (kind, label) in names.items()),
        attributions=(wants("hope", "to join the Safe Harbor Program", "program/harbor"), wants("fear", "delays")),
    )
    graph = graph_of(tmp_path, [record])
    assert only(graph.ask("who-wants-what"), "speakerLabel", "attitude", "content") == [
        ("Dana Poe", "fear", "delays"),
        ("Dana Poe", "hope", "to join the Safe Harbor Program"),
    ]
    assert only(graph.ask("who-wants-what", about="program/harbor"), "attitude") == [("hope",)]
    assert only(graph.ask("who-wants-what", attitude="fear"), "content") == [("delays",)]
    assert not graph.ask("who-said-what")


LISTS = sorted(name for name, question in questions().items() if "#! limit" in question.query)


@pytest.mark.parametrize("name", LISTS)
def test_a_short_answer_is_part_of_the_whole_and_tells_that_there_is_more(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = questions()[name]
    monkeypatch.setattr("onrecord.queries.LISTED", 1)
    records = [synthetic.record(number) for number in range(30)]
    graph = graph_of(tmp_path, records)

    def rows(limit: int | None) -> list[str]:
        found = graph.opened.store.query(question.asked({}, limit), prefixes=terms.prefixes(terms.BASE))
        assert isinstance(found, QuerySolutions)
        return [str(row) for row in found]

    every = rows(None)
    for limit in (1, 2, 1000):
        some = rows(limit)
        assert set(some) <= set(every)
        assert (len(some) > limit) == (len(every) > limit)
