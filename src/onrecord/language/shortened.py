"""Names that stand for others: short forms that a name's own kind hides, and what a name is said to be.

A language model sees one name at a time. "Golden Arrow" alone looks like a person's name; an article that has also
"Golden Arrow Student Transit" makes plain whose it is. "Dorsey Reed, a law firm" says itself that it is no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Mention
from onrecord.language.surface import surface
from onrecord.record import Kind

if TYPE_CHECKING:
    from onrecord.language.clusters import Cluster

GUESSED = 0.8
"""How sure a kind may be at most that the language model alone has given."""

_HOSTS = frozenset({Kind.ORGANIZATION, Kind.FACILITY, Kind.PROGRAM})
_SITES = frozenset({"camp", "cape", "city", "fort", "lake", "mount", "new", "north", "port", "saint", "south", "st."})
_NUMBERED_BILLS = (
    (re.compile(r"^(?:hb|h\.b\.)[ -]?(?=\d)"), "house bill "),
    (re.compile(r"^(?:sb|s\.b\.)[ -]?(?=\d)"), "senate bill "),
    (re.compile(r"^(?:ab|a\.b\.)[ -]?(?=\d)"), "assembly bill "),
    (re.compile(r"^(?:sf|s\.f\.)[ -]?(?=\d)"), "senate file "),
    (re.compile(r"^(?:hf|h\.f\.)[ -]?(?=\d)"), "house file "),
    (re.compile(r"^2nd amendment$"), "second amendment"),
    (re.compile(r"^1st amendment$"), "first amendment"),
    (re.compile(r"^4th amendment$"), "fourth amendment"),
    (re.compile(r"^14th amendment$"), "fourteenth amendment"),
)
_SAID_TO_BE: dict[Kind, frozenset[str]] = {
    Kind.ORGANIZATION: frozenset(
        (
            *("association", "business", "charity", "coalition", "college", "company", "consultancy", "contractor"),
            *("firm", "foundation", "group", "maker", "manufacturer", "newspaper", "nonprofit", "organization"),
            *("startup", "union", "university", "vendor", "insurer", "retailer", "developer", "outfit"),
        )
    ),
    Kind.PROGRAM: frozenset({"initiative", "pilot", "program", "scheme"}),
    Kind.PLACE: frozenset({"city", "county", "hamlet", "neighborhood", "suburb", "town", "village", "river", "lake"}),
    Kind.FACILITY: frozenset({"jail", "prison", "shelter", "warehouse"}),
    Kind.AGENCY: frozenset({"agency"}),
}
_ARTICLES = frozenset({"a", "an", "the", "its", "their"})
_OF_PHRASES = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})
_INCORPORATED = frozenset({"co", "co.", "company", "corp", "corp.", "inc", "inc.", "llc", "ltd", "ltd."})
_CALLING = frozenset({"called", "named", "dubbed"})


def spelled_out(form: str) -> str:
    """The key of a law's name with its abbreviation undone ("HB 12": "house bill 12")."""
    for pattern, words in _NUMBERED_BILLS:
        form = pattern.sub(words, form)
    return form


def said_kind(doc: Doc, mention: Mention) -> Kind | None:
    """The kind that the words beside a name give it: "Dorsey, a Dallas firm", "a shelter called Dorsey"."""
    for noun in _beside(doc, mention):
        for kind, words in _SAID_TO_BE.items():
            if noun.lower_ in words:
                return kind
        if noun.lower_ in gazetteer().officers and noun.tag_ == "NN":
            return Kind.PERSON
    return None


def _beside(doc: Doc, mention: Mention) -> Iterator[Token]:
    """The heads of the noun phrases set beside a name, by their place: the parse of new names is often wrong."""
    if mention.end + 2 < len(doc) and doc[mention.end].text == "," and doc[mention.end + 1].lower_ in _ARTICLES:
        noun = _phrase_head(doc, mention.end + 2)
        if noun is not None:
            yield noun
    if mention.start < 2:
        return
    before, further = doc[mention.start - 1], doc[mention.start - 2]
    if before.is_lower and before.lower_ in _SAID_TO_BE[Kind.ORGANIZATION] and not _acts_in_clause(doc, mention):
        yield before  # "the advocacy group Golden Arrow"
    if before.lower_ in _CALLING and further.is_lower:
        yield further
    if before.lower_ == "as" and further.lower_ == "known" and mention.start > 2:
        yield doc[mention.start - 3]
    if before.text == "," and further.tag_ in ("NN", "JJ") and _begins_with_article(further):
        yield further


def _acts_in_clause(doc: Doc, mention: Mention) -> bool:
    """Whether a name behind a noun is the subject of a clause about it ("the group Park leads")."""
    head = doc[mention.head]
    return head.dep_ in ("nsubj", "nsubjpass") and head.head.dep_ in ("relcl", "acl", "ccomp")


def _phrase_head(doc: Doc, start: int) -> Token | None:
    """The last noun of the run of modifiers and nouns that begins here."""
    end = start
    while end < len(doc) and end - start < 8 and (doc[end].pos_ in _OF_PHRASES or doc[end].text in ("-", "'s", "$")):
        end += 1
    last = doc[end - 1] if end > start else None
    return last if last is not None and last.tag_ in ("NN", "JJ") else None


def _begins_with_article(noun: Token) -> bool:
    """Whether the phrase that a noun ends is an indefinite one, or one that its owner leads."""
    for place in range(noun.i - 1, max(noun.i - 6, -1), -1):
        token = noun.doc[place]
        if token.lower_ in _ARTICLES:
            return token.lower_ != "the"
        if token.pos_ not in _OF_PHRASES and token.text not in ("-", "'s"):
            return False
    return False


def join_short_forms(doc: Doc, mentions: list[Mention], clusters: list[Cluster]) -> list[Cluster]:
    """Join names of which only the language model has guessed a kind with the longer names that they shorten."""
    kept: list[Cluster] = []
    for cluster in clusters:
        host = _host(doc, mentions, cluster, clusters)
        if host is None:
            kept.append(cluster)
            continue
        host.mentions += cluster.mentions
        host.forms |= cluster.forms
        host.extra += cluster.extra
        host.titles |= cluster.titles
    return kept


def _host(doc: Doc, mentions: list[Mention], cluster: Cluster, clusters: list[Cluster]) -> Cluster | None:
    guessed = GUESSED + 0.1 if cluster.kind is Kind.PLACE else GUESSED
    if cluster.party or any(mentions[index].confidence > guessed for index in cluster.mentions):
        return None
    form = max(cluster.forms, key=len)
    if any(surface(doc, mentions[index]) in gazetteer().authorities for index in cluster.mentions):
        return None
    hosts = [other for other in clusters if other is not cluster and _is_longer(mentions, cluster, form, other)]
    if not hosts or (cluster.kind is Kind.PLACE and _stands_as_place(doc, mentions, cluster)):
        return None
    others = [other for other in clusters if other not in hosts and other is not cluster]
    if any(o.startswith((f"{form} county", f"{form} city", f"{form} town")) for c in others for o in c.forms):
        return None
    return hosts[0] if len(hosts) == 1 else None


def _is_longer(mentions: list[Mention], cluster: Cluster, form: str, other: Cluster) -> bool:
    """Whether the other's name is a fuller one of another kind: a body's that begins so, a person's that ends so."""
    if other.kind is cluster.kind or other.party:
        return False
    if cluster.kind is Kind.PLACE and (other.kind is Kind.FACILITY or form.split()[-1] in _SAID_TO_BE[Kind.PLACE]):
        return False
    if other.kind in _HOSTS:
        fuller = [name for name in other.forms if name.startswith(f"{form} ")]
        if cluster.kind is Kind.PLACE and " " not in form:
            fuller = [name for name in fuller if name.split()[-1] in _INCORPORATED]
        sure = " " in form or max(mentions[index].confidence for index in other.mentions) > GUESSED
        return bool(fuller) and sure
    if other.kind is not Kind.PERSON or cluster.kind is Kind.PERSON:
        return False
    words = form.split()
    if len(words) == 1:
        return any(len(name.split()) > 1 and name.split()[-1] == form for name in other.forms)
    alone = all(len(name.split()) == 1 for name in other.forms)
    return len(words) == 2 and words[0] not in _SITES and alone and words[1] in other.forms


def _stands_as_place(doc: Doc, mentions: list[Mention], cluster: Cluster) -> bool:
    """Whether the name stands where only places do."""
    for index in cluster.mentions:
        start, end = mentions[index].start, mentions[index].end
        if start and doc[start - 1].lower_ in ("in", "near", "from", "outside"):
            return True
        if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].text in gazetteer().states:
            return True
    return False
