"""What makes the language model faster changes nothing of what it finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from thinc.api import NumpyOps

from onrecord.language import pipeline
from onrecord.language.arithmetic import Products
from onrecord.language.attributes import Attributes, index_lemmas
from onrecord.language.recognition import Recognizer
from onrecord.settings import DEFAULT_MODEL

TEXTS = (
    "Sheriff Ana Ruiz said that she'd open the clinics once they're built; it isn't hers.\n\nLet's wait.",
    'There are two agencies that oversee this, and neither has met. "We gotta do better," said one who isn\'t named.',
    "All of the y'all's got to go.  The\tboard got what it gets; nothing, he told me, was what I'd sought.",
    "The Larch County Board (the largest of its kind) voted 5-2 to sell three buses' worth of desks and mice.",
)


@pytest.fixture(scope="module")
def untouched() -> Language:
    return spacy.load(DEFAULT_MODEL)


@pytest.mark.parametrize("text", TEXTS)
def test_the_rules_for_attributes_match_the_same_tokens_in_the_same_order(untouched: Language, text: str) -> None:
    ruler = untouched.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    doc = untouched.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = untouched.get_pipe(name)(doc)
    expected = ruler.match(doc)
    ours = Attributes(ruler)
    assert len(expected) > 10
    assert ours.match(doc) == expected
    assert ours.match(doc) == expected, "and again, from memory"


def test_every_token_gets_the_attributes_and_the_lemma_that_the_model_gives_it(untouched: Language) -> None:
    def read(nlp: Language, text: str) -> list[tuple[str, ...]]:
        return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in nlp(text)]

    quick = pipeline.load(components=())
    assert "attribute_ruler" not in quick.pipe_names
    for text in TEXTS:
        assert read(quick, text) == read(untouched, text)


_TEXT = """
Sheriff Ana Ruiz of Larch County said on Monday , May 4 that the U.S. Department Homeland Security paid $ 2 million .
' " ( ) — New York Times Senate Dr. Mr. Redfern 's 2019 twelve percent French House Bill 12 and -
"""
WORDS = st.sampled_from([*_TEXT.split(), "\n\n", "\n\t"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_the_entities_are_those_of_the_model(untouched: Language, words: list[str]) -> None:
    ours = Recognizer(untouched.get_pipe("ner"))
    doc = Doc(untouched.vocab, words)
    for name in ("tok2vec", "tagger", "parser"):
        doc = untouched.get_pipe(name)(doc)
    again = doc.copy()
    assert _entities(ours(again)) == _entities(untouched.get_pipe("ner")(doc))


@pytest.mark.parametrize("text", TEXTS)
def test_the_entities_of_sentences_are_those_of_the_model(untouched: Language, text: str) -> None:
    ours = pipeline.load(components=())
    assert "ner" not in ours.pipe_names
    found = _entities(ours(text))
    assert found == _entities(untouched(text))


def _entities(doc: Doc) -> list[tuple[str, str]]:
    return [(token.ent_iob_, token.ent_type_) for token in doc]


def test_nothing_has_no_entities(untouched: Language) -> None:
    ours = Recognizer(untouched.get_pipe("ner"))
    assert ours(Doc(untouched.vocab, [])).ents == ()


def test_the_lists_of_the_lemmatizer_become_sets_of_the_same_forms() -> None:
    lemmatizer = spacy.load(DEFAULT_MODEL).get_pipe("lemmatizer")
    assert isinstance(lemmatizer, Lemmatizer)
    before = {part: set(forms) for part, forms in lemmatizer.lookups.get_table("lemma_index").items()}
    index_lemmas(lemmatizer)
    after = dict(lemmatizer.lookups.get_table("lemma_index").items())
    assert after == before
    assert {type(forms) for forms in after.values()} == {frozenset}


@given(st.tuples(*[st.integers(1, 40)] * 3), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 9))
def test_a_product_of_matrices_is_that_of_thinc(
    shape: tuple[int, int, int], turned: bool, other_turned: bool, given_out: bool, seed: int
) -> None:
    rows, inner, columns = shape
    chance = np.random.default_rng(seed)
    left = chance.standard_normal((inner, rows) if turned else (rows, inner), dtype=np.float32)
    right = chance.standard_normal((columns, inner) if other_turned else (inner, columns), dtype=np.float32)
    out = np.zeros((rows, columns), dtype=np.float32) if given_out else None
    expected = NumpyOps().gemm(left, right, trans1=turned, trans2=other_turned)
    product: Callable[..., Any] = Products().gemm
    made = product(left, right, out, turned, other_turned)
    assert np.allclose(made, expected, atol=1e-4)
    assert out is None or made is out


def test_the_model_uses_these_products_and_one_that_others_load_does_not() -> None:
    def operations(nlp: Language) -> set[str]:
        return {node.ops.name for node in nlp.get_pipe("tok2vec").model.walk()}  # type: ignore[attr-defined]

    assert operations(pipeline.load(components=())) == {Products.name}
    assert operations(spacy.load(DEFAULT_MODEL)) == {"numpy"}
