"""The language model's entity recognizer, with the same results in less time.

spaCy's recognizer goes from token to token and asks of each which of its 74 actions are allowed. But outside an entity,
what it does next depends on the token alone, so that all tokens can be scored at once; and inside one there are but two
actions, to go on and to end, which are scored for all entities side by side. The network is spaCy's own
(`TransitionModel`: vectors of the tokens, sums of three of them, one layer above), and so are the rules for actions
(`BiluoPushDown`): an entity ends with its sentence, and begins with no white space.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
_NEVER = np.float32(-np.inf)


@Language.factory("onrecord_recognizer")
def create(nlp: Language, name: str) -> Recognizer:
    """A component in the place of the model's "ner", which it disables."""
    recognizer = nlp.get_pipe("ner")
    if not isinstance(recognizer, EntityRecognizer):
        raise TypeError(f"the entity recognizer of the model is a {type(recognizer).__name__}")
    nlp.disable_pipe("ner")
    return Recognizer(recognizer)


class Recognizer:
    """Leaves `doc.ents` as the recognizer does on a Doc that has no entities yet."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        model: Any = recognizer.model
        self._vectors, self._lower, self._upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        unseen: Any = model.attrs.get("unseen_classes") or ()
        self._unseen = sorted(unseen)
        moves: Any = recognizer.moves
        names = [moves.get_class_name(number).partition("-") for number in range(moves.n_moves)]
        self._labels = [label for _, _, label in names]
        self._begins, self._units, self._outs = (
            np.array([move == which and (bool(label) or which == "O") for move, _, label in names])
            for which in ("B", "U", "O")
        )
        self._goes_on, self._ends = (
            {label: number for number, (move, _, label) in enumerate(names) if move == which} for which in ("I", "L")
        )

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        doc.set_ents([Span(doc, *found) for found in self.entities(doc)], default="outside")
        return doc

    def entities(self, doc: Doc) -> list[tuple[int, int, str]]:
        """The entities as tokens from and to, with their labels, in the order of the text."""
        if not len(doc):
            return []
        # A row a token, behind the row of no token; a column each of the three that a state looks at.
        summands: Floats = self._lower.predict(self._vectors.predict([doc]))
        last = np.array([token.is_sent_start for token in doc[1:]] + [True], dtype=bool)
        space = np.array([token.is_space for token in doc])
        scores = self._scores(summands[1:, 0] + summands[0, 1] + summands[0, 2])
        scores[:, ~(self._begins | self._units | self._outs)] = _NEVER
        scores[np.ix_(last | space, self._begins)] = _NEVER
        scores[np.ix_(space, self._units)] = _NEVER
        actions = scores.argmax(axis=1)
        ends = self._ended(summands, actions, last)
        found = []
        at = 0
        for start, action in enumerate(actions.tolist()):
            if start >= at and not self._outs[action]:
                at = ends.get(start, start + 1)
                found.append((start, at, self._labels[action]))
        return found

    def _ended(self, summands: Floats, actions: Ints, last: npt.NDArray[np.bool_]) -> dict[int, int]:
        """Where an entity that begins at a token ends, for each token at which one may begin."""
        starts = np.flatnonzero(self._begins[actions])
        labels = [self._labels[action] for action in actions[starts]]
        goes_on = np.array([self._goes_on[label] for label in labels], dtype=np.intp)
        ends = np.array([self._ends[label] for label in labels], dtype=np.intp)
        at = starts + 1
        found: dict[int, int] = {}
        while len(starts):
            scores = self._scores(summands[at + 1, 0] + summands[starts + 1, 1] + summands[at, 2])
            rows = np.arange(len(starts))
            stops = last[at] | (scores[rows, ends] > scores[rows, goes_on])
            found.update(zip(starts[stops].tolist(), (at[stops] + 1).tolist(), strict=True))
            starts, goes_on, ends, at = starts[~stops], goes_on[~stops], ends[~stops], at[~stops] + 1
        return found

    def _scores(self, sums: Floats) -> Floats:
        """The scores of the actions (columns) in states of which the network's input is summed up (rows)."""
        hidden = (sums + self._lower.get_param("b")).max(axis=-1)
        scores: Floats = self._upper.predict(hidden)
        scores[:, self._unseen] = scores.min(axis=1, keepdims=True)
        return scores
