"""The language model's attribute ruler and lemmatizer, with the same results in less time.

Nearly all patterns of the ruler are of one token: what matches there follows from the token's form, tag and relation,
and is asked of the matcher once for each of these. The lemmatizer looks forms up in lists of up to 57,528, which are
made sets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

Match = tuple[int, int, int, int]
"""The number of a rule, the hash of that number as a string, and the tokens from and to which it matches."""


@Language.factory("onrecord_attributes")
def create(nlp: Language, name: str) -> Attributes:
    """A component in the place of the model's "attribute_ruler", which it disables."""
    ruler = nlp.get_pipe("attribute_ruler")
    if not isinstance(ruler, AttributeRuler):
        raise TypeError(f"the attribute ruler of the model is a {type(ruler).__name__}")
    nlp.disable_pipe("attribute_ruler")
    return Attributes(ruler)


class Attributes:
    """Annotates as the ruler does."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._one, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        rules: list[dict[str, Any]] = list(ruler.patterns)
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                alone = len(pattern) == 1 and "OP" not in pattern[0]
                (self._one if alone else self._several).add(str(number), [pattern])
        self._known: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        annotate: Callable[[Doc, list[Match]], None] = self._ruler.set_annotations
        annotate(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Match]:
        """What `AttributeRuler.match` gives: all matches, in the order in which they are applied."""
        found = [
            (number, rule, at, at + 1)
            for at, token in enumerate(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
            for number, rule in (self._known[token] if token in self._known else self._asked(doc, at, token))
        ]
        found.extend(
            (self._number(rule), rule, start, end) for rule, start, end in self._several(doc, allow_missing=True)
        )
        return sorted(found)

    def _asked(self, doc: Doc, at: int, token: tuple[int, ...]) -> list[tuple[int, int]]:
        matches = self._one(doc[at : at + 1], allow_missing=True)
        self._known[token] = [(self._number(rule), rule) for rule, _, _ in matches]
        return self._known[token]

    def _number(self, rule: int) -> int:
        return int(self._ruler.vocab.strings[rule])


def index_lemmas(lemmatizer: Lemmatizer) -> None:
    """Make sets of the lists of forms that the lemmatizer looks into."""
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part_of_speech, forms in index.items():
        index[part_of_speech] = frozenset(forms)
