"""The component `onrecord_frames`: every frame at every trigger, and what structure and posts say without a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord import ontology
from onrecord.frames import discourse, ellipsis, governments, model, occasions, places, posts, structure, votes
from onrecord.frames.arguments import DONE_ONCE, STANCES, Argument, Reader
from onrecord.frames.factuality import factuality, weaker
from onrecord.frames.vetoes import standing
from onrecord.language.annotations import FactDraft, Mode
from onrecord.record import Factuality

_QUOTED = 9
"""Within how many words of "called" the quotation opens that says what something is called."""


_VOWING = frozenset({"pledge", "promise", "swear", "vow"})
_DATED_BY_TEXTS = frozenset({"partyTo", "signed", "issued", "enacted", "underProgram"})
"""Relations to a text that hold from the date of the text."""


@Language.factory("onrecord_frames", default_config={"mode": "merged"})
class Frames:
    """Leaves `doc._.facts`.

    `mode` says who finds the relations between two entities: the frames, the encoder, or ("merged") the frames
    completed by the encoder. Posts are the frames' in any case, and so is all where the encoder is not installed.
    """

    def __init__(self, nlp: Language, name: str, mode: Mode = "merged") -> None:
        self.verbs, self.nouns = model.by_lemma(model.lexicon())
        self.mode = mode

    def __call__(self, doc: Doc) -> Doc:
        """Find the facts of a Doc whose mentions, chains, dates and attributions are known."""
        reader = Reader(doc)
        facts = [*posts.find(reader), *structure.find(reader), *places.find(reader)]
        facts += votes.find(facts, reader)
        for token in doc:
            if frames := self._frames(token):
                near = {word for beside in _near(token) if not _is_negated(beside) for word in _words(beside)}
                for frame in frames:
                    facts += self._facts(frame, token, near, reader)
        facts += ellipsis.find(facts, reader)
        standing_in = [*discourse.for_bodies(facts, reader), *governments.for_governments(facts, reader)]
        fitting = [fact for fact in (*facts, *standing_in) if _fits(fact, reader)]
        if self.mode != "rules":
            fitting = self._with_encoder(fitting, reader)
        fitting = occasions.dated(standing(fitting, reader), reader)
        doc._.facts = [*fitting, *discourse.infer(fitting, reader)]
        return doc

    def _with_encoder(self, framed: list[FactDraft], reader: Reader) -> list[FactDraft]:
        from onrecord.frames.encoded import encoded_facts, merged  # loads the model's runtime
        from onrecord.language.encoded import reading_of

        reading = reading_of(reader.doc)
        if reading is None or reading.relater is None:
            return framed
        kept = framed if self.mode == "merged" else [fact for fact in framed if fact.object is None]
        read = [self._dated(fact, reader) for fact in encoded_facts(reader, reading) if _fits(fact, reader)]
        return merged(kept, read)

    def _dated(self, fact: FactDraft, reader: Reader) -> FactDraft:
        """An act that the encoder read, with the day of the one word for it in the words that say it."""
        if fact.dates or fact.predicate not in DONE_ONCE:
            return fact
        words = [
            token
            for start, end in fact.evidence
            for token in reader.doc[start:end]
            if any(item.predicate == fact.predicate for frame in self._frames(token) for item in frame.yields)
        ]
        found = {tuple(dates) for token in words if (dates := reader.dates(token, done=True))}
        return replace(fact, dates=list(found.pop())) if len(found) == 1 else fact

    def _frames(self, token: Token) -> Sequence[model.Frame]:
        """The frames that the token may trigger."""
        if token.pos_ in ("NOUN", "PROPN"):
            return self.nouns.get(token.lemma_.lower(), ())
        return self.verbs.get(token.lemma_.lower(), ()) if token.pos_ in ("VERB", "AUX") else ()

    def _facts(self, frame: model.Frame, trigger: Token, near: set[str], reader: Reader) -> Iterator[FactDraft]:
        if not near.isdisjoint(frame.unless):
            return
        if frame.quoted:
            quoted = _opening_quotation(trigger, reader)
            near = {token.lemma_.lower() for token in quoted}
            if not quoted or not near.isdisjoint(frame.unless):
                return
        if frame.spoken:
            near = set(_said_of_subject(trigger))
        if frame.needs and near.isdisjoint(frame.needs):
            return
        real = factuality(trigger)
        if real is None or (frame.firm and real in (Factuality.POSSIBLE, Factuality.DENIED)):
            return
        if (
            real is Factuality.PLANNED
            and _is_vowed(trigger)
            and all(item.predicate in STANCES for item in frame.yields)
        ):
            real = Factuality.ACTUAL  # who vows to fight a bill is against it
        filled = {name: reader.fill(slot, trigger) for name, slot in frame.slots.items()}
        for item in frame.yields:
            for subject in filled[item.subject]:
                for target in filled[item.object]:
                    yield _fact(frame, item, trigger, (subject, target), real, reader)


def _is_vowed(trigger: Token) -> bool:
    """Whether the words vow to do it: "has promised to fight the bill"."""
    verb = trigger.head
    return trigger.dep_ == "xcomp" and verb.lemma_ in _VOWING and factuality(verb) is Factuality.ACTUAL


def _is_negated(token: Token) -> bool:
    """Whether the word is not meant: of "urged it not to pass the bill", the "pass"."""
    return any(child.dep_ == "neg" for child in token.children)


def _words(token: Token) -> Iterator[str]:
    """The word that a frame may need or not bear beside it; "to" is that of an infinitive."""
    word = token.lemma_.lower()
    if word != "to" or token.tag_ == "TO":
        yield word


def _opening_quotation(trigger: Token, reader: Reader) -> Sequence[Token]:
    """The words of a quotation that opens in the next few words, or nothing."""
    for start, end in reader.doc._.quotes:
        if trigger.i < start <= min(trigger.i + _QUOTED, trigger.sent.end):
            return list(reader.doc[start:end])
    return ()


def _said_of_subject(verb: Token) -> Iterator[str]:
    """What the verb says its subject is or gives: of "is a bad law", "law" and "bad"."""
    for child in verb.rights:
        if child.dep_ in ("attr", "acomp", "dobj", "oprd"):
            yield child.lemma_.lower()
            yield from (inner.lemma_.lower() for inner in child.lefts if inner.dep_ == "amod")
            yield from (inner.lemma_.lower() for inner in child.rights if inner.dep_ == "conj")


def _near(trigger: Token) -> Iterator[Token]:
    """The words on the trigger and on those; not its own "to", which says nothing of what it governs."""
    if trigger.dep_ in ("acl", "relcl"):
        yield trigger.head
    for child in trigger.children:
        if child.tag_ != "TO":
            yield child
        yield from child.children


def _fact(
    frame: model.Frame,
    item: model.Yield,
    trigger: Token,
    ends: tuple[Argument, Argument],
    real: Factuality,
    reader: Reader,
) -> FactDraft:
    return FactDraft(
        subject=ends[0].chain,
        predicate=item.predicate,
        object=ends[1].chain,
        evidence=reader.stretch(trigger, ends),
        frame=frame.name,
        factuality=Factuality.ACTUAL if frame.spoken else weaker(real, item.factuality or real),
        claimant=None if frame.spoken or (_is_vowed(trigger) and item.predicate in STANCES) else reader.claim(trigger),
        dates=reader.dates(
            trigger, ends if item.predicate in _DATED_BY_TEXTS else (), done=item.predicate in DONE_ONCE
        ),
        confidence=frame.confidence,
    )


def _fits(fact: FactDraft, reader: Reader) -> bool:
    """Whether both ends are of kinds that the ontology allows, and not one thing."""
    relation = ontology.relations().get(fact.predicate)
    if relation is None or reader.chains[fact.subject].kind not in relation.domain:
        return False
    if fact.object is None:
        return relation.posts and fact.post_title is not None
    one, other = reader.chains[fact.subject].kind, reader.chains[fact.object].kind
    return fact.subject != fact.object and other in relation.range and (not relation.same_kind or one is other)
