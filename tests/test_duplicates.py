"""The same text in several articles: told by signatures, and said in a graph of its own."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, parse

from onrecord import graph, shapes
from onrecord.build import build
from onrecord.exports import FORMATS, export
from onrecord.identity.duplicates import LEAST_WORDS, RUN, same_texts, signature
from onrecord.rdf.terms import article_iri, rec, same_texts_iri
from onrecord.record import Article

STORY = (
    "The Larch County Board voted 5 to 2 on Tuesday to open a clinic in the county jail. Sheriff Ana Ruiz said that "
    "her office will staff it from May. The board has set aside two million dollars for the work; the state pays "
    "the rest. The clinic was proposed by the Norlund Health Foundation last year, after three inmates died. "
    "Commissioner Tom Arden voted against the plan because of its cost. He said that the county should wait for the "
    "audit of the jail, which the Department of Corrections began in January. The Birch Valley Hospital will train "
    "the nurses under an agreement that was signed on Monday. The clinic will have six beds and a pharmacy. Ruiz "
    "said that it should halve the number of trips to the hospital, each of which takes two deputies off the road "
    "for half a day."
)
SENTENCED = STORY.replace("voted 5 to 2 on Tuesday to open", "met on May 4 to close").replace(
    "will staff it from May", "had no nurses left"
)
WIRE = "\n\n".join(["CLINIC FOR JAIL", "By the Wire Desk, Norlund", *STORY.split(". "), "All rights reserved."])
OTHER = "The school board of Birch Valley met on Monday to speak about the budget for the next year, which it did. " * 4
WORDS = [f"word{number}" for number in range(400)]


def pairs(*texts: str) -> list[tuple[str, str]]:
    return list(same_texts((f"a{number}", signature(text)) for number, text in enumerate(texts)))


def test_a_wire_story_in_another_paper_is_the_same_text() -> None:
    assert pairs(STORY, OTHER, WIRE, STORY.upper()) == [("a2", "a0"), ("a3", "a0")]


def test_another_stage_of_the_story_in_the_same_words_is_not() -> None:
    assert pairs(STORY, SENTENCED) == []


def test_a_text_of_few_words_is_the_same_as_none() -> None:
    short = " ".join(WORDS[: LEAST_WORDS - 1])
    assert signature(short) == b""
    assert pairs(short, short) == []
    assert len(signature(f"{short} more")) == 512


def test_a_signature_is_the_same_everywhere() -> None:
    digest = hashlib.sha256(signature(" ".join(WORDS))).hexdigest()
    assert digest == "41c33c22ce3d3247d87b4c11afd5fc772292eb5f83514279da6600303065dc1a"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(100, 400))
def test_a_changed_word_changes_little_and_another_order_everything(seed: int, length: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    words = chance.choices(WORDS, k=length)
    at = chance.randrange(length)
    changed = [*words[:at], "other", *words[at + 1 :]]
    shuffled = chance.sample(words, length)
    assert pairs(" ".join(words), " ".join(shuffled)) == []
    if length > 250:  # one word is in five runs: 0.96 of 250
        assert pairs(" ".join(words), " ".join(changed)) == [("a1", "a0")]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 300))
def test_signatures_agree_in_the_share_of_runs_that_the_texts_have_in_common(seed: int, kept: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    words = [f"{chance.random()}" for _ in range(300)]
    changed = words[:kept] + [f"{chance.random()}" for _ in range(300 - kept)]
    runs = [
        {tuple(text[at : at + RUN]) for at in range(len(text) - RUN + 1)}
        for text in ([part for word in text for part in word.split(".")] for text in (words, changed))
    ]
    exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    one, other = (np.frombuffer(signature(" ".join(text)), dtype="<u4") for text in (words, changed))
    assert len(one) == len(other) == 128
    assert abs(float(np.mean(one == other)) - exact) < 0.2  # 4.5 standard errors at the worst


def test_of_many_copies_each_leads_to_the_first() -> None:
    assert pairs(*[STORY] * 40) == [(f"a{number}", "a0") for number in range(1, 40)]


# In a build

ARTICLES = [Article("b", STORY), Article("a", WIRE), Article("c", OTHER)]


def said(out: Path) -> list[Quad]:
    return [
        quad
        for quad in parse(path=str(out / "graph.trig"), format=RdfFormat.TRIG)
        if quad.predicate == rec("sameTextAs")
    ]


def same(later: str, first: str) -> Quad:
    return Quad(article_iri(later), rec("sameTextAs"), article_iri(first), same_texts_iri())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    build(ARTICLES, tmp_path / "out")
    return tmp_path / "out"


def test_a_build_says_it_in_a_graph_of_its_own(out: Path) -> None:
    assert said(out) == [same("b", "a")]
    assert (out / "parts" / "same-texts.nq.zst").is_file()
    assert [record.article.identifier for record in graph.load(out)] == ["a", "b", "c"]
    findings = shapes.validate(parse(path=str(out / "graph.trig"), format=RdfFormat.TRIG))
    assert [finding for finding in findings if finding.severity is shapes.Severity.VIOLATION] == []
    merged = [quad.triple for quad in parse(path=str(out / "graph.ttl"), format=RdfFormat.TURTLE)]
    assert same("b", "a").triple in merged


def test_a_build_of_the_same_articles_in_another_order_gives_the_same(out: Path, tmp_path: Path) -> None:
    build(ARTICLES[:1], tmp_path / "more")
    assert said(tmp_path / "more") == []
    assert not (tmp_path / "more" / "parts" / "same-texts.nq.zst").exists()
    build(ARTICLES[::-1], tmp_path / "more")
    files = [path.relative_to(out) for path in out.rglob("*") if path.suffix in (".trig", ".ttl", ".json", ".zst")]
    files = [path for path in files if path.parts[0] != "store"]
    assert len(files) > 7
    for path in files:
        assert (tmp_path / "more" / path).read_bytes() == (out / path).read_bytes(), path


def test_where_the_first_goes_the_next_is_the_first(out: Path) -> None:
    build([*ARTICLES, Article("d", STORY)], out)
    assert said(out) == [same("b", "a"), same("d", "a")]
    build([ARTICLES[0], Article("d", STORY)], out)
    assert said(out) == [same("d", "b")]
    build([ARTICLES[0]], out)
    assert said(out) == []
    assert not (out / "parts" / "same-texts.nq.zst").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_it(out: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "exported"
    assert export(out, form, target) == 3
    if target.is_dir():
        assert len((target / "articles.csv").read_text(encoding="utf-8").splitlines()) == 4
    else:
        assert b"sameTextAs" in target.read_bytes()


def test_independent_sources_can_be_counted(out: Path) -> None:
    from onrecord import store

    query = """PREFIX rec: <https://w3id.org/onrecord/ns#> PREFIX schema: <https://schema.org/>
        SELECT (COUNT(DISTINCT ?article) AS ?articles) (COUNT(DISTINCT ?source) AS ?sources) WHERE {
            ?article schema:mentions ?person .
            OPTIONAL { ?article rec:sameTextAs ?first }
            BIND (COALESCE(?first, ?article) AS ?source)
        }"""
    person = NamedNode("https://w3id.org/onrecord/id/person/ana-ruiz")
    with store.opened(out) as opened:
        found = opened.store.query(query.replace("?person", str(person)))
        assert isinstance(found, QuerySolutions)
        rows = [[str(value) for value in row] for row in found]
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert rows == [[f'"2"{integer}', f'"1"{integer}']]
