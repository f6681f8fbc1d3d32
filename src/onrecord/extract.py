"""From an annotated Doc to the `Record` of its article: drafts become frozen nodes, tokens become code points."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from spacy.tokens import Doc

from onrecord.identity import keys
from onrecord.language.annotations import AttributionDraft, Chain, DateMention, FactDraft, Mention, TokenRange
from onrecord.language.pipeline import plain
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
    Post,
    Record,
    Rule,
    Source,
    StatementKind,
)

_SCOPED = frozenset({Kind.AGENCY, Kind.FACILITY, Kind.LAW, Kind.PROGRAM, Kind.AGREEMENT})
"""Kinds whose capitalised names may be shared by many bodies."""

_STRENGTH = {Factuality.DENIED: 3, Factuality.ACTUAL: 2, Factuality.PLANNED: 1, Factuality.POSSIBLE: 0}
_START = attrgetter("start")
_AGENTS = (Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON)
_SLUG_LENGTH = 80
_OPENING, _CLOSING = '"“', '"”'


def slug(text: str) -> str:
    """ASCII letters and digits in lower case, joined by hyphens.

    Where that loses what tells names apart (more than 80 characters, no ASCII letters at all), a hash of the whole
    name stands at the end.
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    # Apostrophes fall away with the folding (’) or here ('), so that "sheriff's" and "sheriff’s" are one.
    whole = re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "")).strip("-")
    if 0 < len(whole) <= _SLUG_LENGTH:
        return whole
    return f"{whole[:_SLUG_LENGTH]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}".strip("-")


def record_of(doc: Doc) -> Record:
    """All that the components found in the article, as a checked `Record`."""
    return _Reading(doc).record()


@dataclass(slots=True)
class _Reading:
    """One article on its way from Doc to Record; `keys` gives the key of each chain that is an entity."""

    doc: Doc
    keys: dict[int, str] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        article: Article = self.doc._.article
        return article

    @property
    def chains(self) -> list[Chain]:
        chains: list[Chain] = self.doc._.chains
        return chains

    def record(self) -> Record:
        entities = self._entities()
        attributions = self._attributions()
        return Record(
            self.article,
            entities=tuple(entities),
            assertions=(assertions := tuple(self._assertions())),
            posts=tuple(self.posts[key] for key in sorted(self.posts) if any(a.object == key for a in assertions)),
            attributions=tuple(attributions),
            rules=tuple(self._rules()),
            measurements=tuple(self._measurements()),
        )

    def evidence(self, tokens: TokenRange) -> Evidence:
        """The characters of a token range, without white space at the edges."""
        start, end = tokens
        first, last = self.doc[start], self.doc[end - 1]
        return self._trimmed(first.idx, last.idx + len(last), " \t\n")

    def _trimmed(self, start: int, end: int, edge: str) -> Evidence:
        text = self.article.text
        while start < end - 1 and text[start] in edge:
            start += 1
        while end - 1 > start and text[end - 1] in edge:
            end -= 1
        return Evidence.of(self.article, start, end)

    def _entities(self) -> list[Entity]:
        entities = []
        for index, chain in enumerate(self.chains):
            mentions = self._mentions(index)
            if chain.plural or not mentions:
                continue
            key = self.keys[index] = self._key(chain)
            named = [mention for mention in mentions if mention.form != "pronoun"] or mentions
            places = sorted({self.evidence((mention.start, mention.end)) for mention in named})
            label = _as_written(chain.label, places)
            names = {_as_written(name, places) for name in chain.alt_labels}
            law_kind = chain.law_kind if chain.kind is Kind.LAW else None
            entities.append(Entity(key, chain.kind, label, tuple(sorted(names - {label, ""})), tuple(places), law_kind))
        return sorted(entities, key=lambda entity: entity.key)

    def _key(self, chain: Chain) -> str:
        """Kind, slug of the fullest name, what tells namesakes apart; scoped by the article where no name is unique."""
        others = [item.label for item in self.chains if item is not chain and item.kind is chain.kind]
        public = keys.public_name(chain.kind, (chain.label, *chain.alt_labels), others)
        lone = chain.kind is Kind.PERSON and " " not in chain.label.strip()
        shared = chain.kind in _SCOPED and keys.is_generic(chain.label)
        own = public is not None or (chain.named and not lone and not shared)
        scope = "" if own else f"{slug(self.article.identifier)}/"
        key = f"{chain.kind.value.lower()}/{scope}{slug(public or chain.label)}"
        if chain.qualifier and public is None:
            key += f"-{slug(chain.qualifier)}"
        taken = set(self.keys.values())
        count, free = 2, key
        while free in taken:
            free, count = f"{key}-{count}", count + 1
        return free

    def _source(self, chain: int | None, tokens: Sequence[TokenRange]) -> Source | None:
        """The entity where it is one that can speak, else the words: a place or a program speaks for somebody."""
        if chain is not None and chain in self.keys:
            if self.chains[chain].kind in _AGENTS:
                return Source(entity=self.keys[chain])
            tokens = tokens or [(mention.start, mention.end) for mention in self._mentions(chain)[:1]]
        words = " ".join(self.evidence(piece).exact for piece in tokens)
        return Source(text=" ".join(words.split())) if words else None

    def _claimant(self, claim: AttributionDraft) -> Source | None:
        # A claim whose source is not said is still a claim: its cue ("is said to") stands for whoever made it.
        return self._source(claim.speaker, claim.antecedent or claim.source) or self._source(
            None, claim.cue or claim.content
        )

    def _mentions(self, chain: int) -> list[Mention]:
        return [self.doc._.mentions[index] for index in self.chains[chain].mentions]

    def _assertions(self) -> list[Assertion]:
        found: dict[tuple[object, ...], Assertion] = {}
        for draft in self.doc._.facts:
            assertion = self._assertion(draft)
            if assertion is not None:
                said = (*_triple(assertion), assertion.factuality, assertion.claimant, *_dates_of(assertion))
                found[said] = _together(found.get(said, assertion), assertion)
        kept = (replace(item, evidence=_outermost(item.evidence)) for item in _strongest(found.values()))
        return sorted(kept, key=_position)

    def _assertion(self, draft: FactDraft) -> Assertion | None:
        subject = self.keys.get(draft.subject)
        evidence = tuple(sorted({self.evidence(tokens) for tokens in draft.evidence}))
        if subject is None or not evidence:
            return None
        if draft.post_title is not None:
            target: str | None = self._post(draft, subject, evidence)
        else:
            target = None if draft.object is None else self.keys.get(draft.object)
        if target is None or target == subject:
            return None
        on, since, until = self._dates(draft.dates)
        claimant = None if draft.claimant is None else self._claimant(self.doc._.attributions[draft.claimant])
        return Assertion(
            subject,
            draft.predicate,
            target,
            draft.factuality,
            evidence,
            claimant=claimant,
            on_date=on,
            from_date=since,
            until_date=until,
            confidence=round(draft.confidence, 2),
        )

    def _post(self, draft: FactDraft, holder: str, evidence: tuple[Evidence, ...]) -> str:
        title = " ".join((draft.post_title or "").lower().split())
        body = None if draft.post_body is None else self.keys.get(draft.post_body)
        key = f"post/{slug(title)}--{(body or holder).partition('/')[2]}"
        if key in self.posts and self.posts[key].body != body:
            # Two bodies of one name and different kinds: the kind tells their posts apart.
            key = f"post/{slug(title)}--{(body or holder).replace('/', '-', 1)}"
        earlier = self.posts.get(key)
        known = evidence if earlier is None else tuple(sorted({*earlier.evidence, *evidence}))
        self.posts[key] = Post(key, title, body, known)
        return key

    def _dates(self, indices: Iterable[int]) -> tuple[PartialDate | None, PartialDate | None, PartialDate | None]:
        by_role: dict[str, PartialDate] = {}
        for index in indices:
            mention: DateMention = self.doc._.dates[index]
            by_role.setdefault(mention.role, mention.value)
            if mention.until is not None:
                by_role.setdefault("until", mention.until)
        return by_role.get("on"), by_role.get("from"), by_role.get("until")

    def _attributions(self) -> list[Attribution]:
        items = (self._attribution(draft) for draft in self.doc._.attributions)
        unique = dict.fromkeys(item for item in items if item is not None)
        return sorted(unique, key=lambda item: (item.evidence, item.speaker_evidence))

    def _attribution(self, draft: AttributionDraft) -> Attribution | None:
        pieces = tuple(sorted({self._trimmed_of_marks(tokens) for tokens in draft.content}))
        if not pieces:
            return None
        speaker = self._source(draft.speaker, draft.antecedent or draft.source[:1])
        # An attitude is known by its word; without one there is nothing but what is said.
        speech = draft.stance == "speech" or draft.cue_lemma is None
        dated = None if draft.dated is None else self.doc._.dates[draft.dated].value
        return Attribution(
            speaker=speaker,
            content=" … ".join(piece.exact for piece in pieces),
            cue=draft.cue_lemma,
            kind=self._statement_kind(draft.content) if speech else None,
            attitude=None if speech else draft.cue_lemma,
            about=self._about(draft.content, draft.speaker),
            evidence=pieces,
            cue_evidence=tuple(sorted(self.evidence(tokens) for tokens in draft.cue)),
            speaker_evidence=tuple(sorted(self.evidence(tokens) for tokens in draft.source)),
            on_date=dated,
        )

    def _trimmed_of_marks(self, tokens: TokenRange) -> Evidence:
        """A piece of content, without the quotation marks around all of it (but with those around a part of it)."""
        piece = self.evidence(tokens)
        inner = piece.exact[1:-1]
        opened, closed = piece.exact[0] in _OPENING, piece.exact[-1] in _CLOSING
        marks_inside = any(mark in inner for mark in _OPENING + _CLOSING)
        start, end = piece.start, piece.end
        if opened and (closed or not marks_inside) and len(piece.exact) > 2 and not (closed and marks_inside):
            start += 1
        if closed and not marks_inside and len(piece.exact) > 2:
            end -= 1
        return self._trimmed(start, self._closed(start, end), " \t\n")

    def _closed(self, start: int, end: int) -> int:
        """The end of a piece that quotes its last words, with the mark that closes the quotation."""
        text = self.article.text
        words = text[start:end]
        for opening, closing in (("\u201c", "\u201d"), ('"', '"')):
            left_open = (
                words.count(opening) % 2 == 1 if opening == closing else words.count(opening) > words.count(closing)
            )
            if left_open and words[:1] != opening:
                following = text[end : end + 2]
                return end + following.index(closing) + 1 if closing in following else end
        return end

    def _statement_kind(self, content: Sequence[TokenRange]) -> StatementKind:
        inside = {index for start, end in self.doc._.quotes for index in range(start, end)}
        words = [
            index
            for start, end in content
            for index in range(start, end)
            if not (self.doc[index].is_punct or self.doc[index].is_space)
        ]
        quoted = sum(index in inside for index in words)
        if quoted == 0:
            return StatementKind.INDIRECT
        return StatementKind.DIRECT if quoted == len(words) else StatementKind.MIXED

    def _about(self, content: Sequence[TokenRange], speaker: int | None) -> tuple[str, ...]:
        found = set()
        mentions: list[Mention] = self.doc._.mentions
        for start, end in content:
            for mention in mentions[bisect_left(mentions, start, key=_START) : bisect_left(mentions, end, key=_START)]:
                if mention.end <= end and mention.chain != speaker and mention.chain in self.keys:
                    found.add(self.keys[mention.chain])
        return tuple(sorted(found))

    def _rules(self) -> list[Rule]:
        rules = []
        for draft in self.doc._.rules:
            rule_of = self.keys.get(draft.rule_of)
            if rule_of is None:
                continue
            words = () if draft.bearer_words is None else (draft.bearer_words,)
            bearer = self._source(draft.bearer, words)
            action = self.evidence(draft.action).exact
            rules.append(Rule(rule_of, draft.modality, action, bearer, (self.evidence(draft.evidence),)))
        return sorted(dict.fromkeys(rules), key=lambda rule: (rule.evidence, rule.modality, rule.action, rule.rule_of))

    def _measurements(self) -> list[Measurement]:
        found = []
        for draft in self.doc._.measurements:
            of = None if draft.of is None else self.keys.get(draft.of)
            dated = None if draft.dated is None else self.doc._.dates[draft.dated].value
            what = " ".join(self.evidence(draft.what).exact.split())
            found.append(Measurement(draft.value, what, of, (self.evidence(draft.evidence),), dated))
        return sorted(dict.fromkeys(found), key=lambda number: (number.evidence, number.value, number.what))


def _as_written(name: str, places: Iterable[Evidence]) -> str:
    """The name in the article's own characters (the Doc's quotes are made plain), one space between its words."""
    written = next((place.exact for place in places if plain(place.exact) == plain(name)), name)
    return re.sub(r"^[Tt]he ", "", " ".join(written.split()))


def _together(one: Assertion, other: Assertion) -> Assertion:
    """What is said twice in the same way, said once with all its evidence."""
    evidence = tuple(sorted({*one.evidence, *other.evidence}))
    return replace(one, evidence=evidence, confidence=max(one.confidence, other.confidence))


def _outermost(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The quotes that are no part of another one: what frames and encoder read in the same words is quoted once."""
    return tuple(
        item
        for item in evidence
        if not any(other.start <= item.start and item.end <= other.end and other != item for other in evidence)
    )


def _strongest(assertions: Iterable[Assertion]) -> list[Assertion]:
    """Each triple with its strongest factuality, in the article's own voice if it is said so; other dates stay.

    A weaker or undated saying beside a stronger one is an echo; one with dates of its own tells of another time.
    """
    by_triple: dict[tuple[str, str, str], list[Assertion]] = {}
    for assertion in assertions:
        by_triple.setdefault(_triple(assertion), []).append(assertion)
    kept: list[Assertion] = []
    for same in by_triple.values():
        best = max(_standing(assertion) for assertion in same)
        strong = [assertion for assertion in same if _standing(assertion) == best]
        strong = [assertion for assertion in strong if any(_dates_of(assertion))] or strong
        times = {_dates_of(assertion) for assertion in strong}
        weak = [assertion for assertion in same if _standing(assertion) < best]
        kept += strong
        kept += [assertion for assertion in weak if any(_dates_of(assertion)) and _dates_of(assertion) not in times]
    return kept


def _standing(assertion: Assertion) -> tuple[int, bool]:
    return _STRENGTH[assertion.factuality], assertion.claimant is None


def _triple(assertion: Assertion) -> tuple[str, str, str]:
    return assertion.subject, assertion.predicate, assertion.object


def _dates_of(assertion: Assertion) -> tuple[str, ...]:
    dates = (assertion.on_date, assertion.from_date, assertion.until_date)
    return tuple(date.value if date else "" for date in dates)


def _position(assertion: Assertion) -> tuple[object, ...]:
    claimant = assertion.claimant or Source(text="-")
    voice = (claimant.entity or "", claimant.text or "")
    return assertion.evidence, *_triple(assertion), assertion.factuality, *_dates_of(assertion), voice
