"""Names that name one thing: full names with surnames, acronyms, short forms and known aliases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Mention
from onrecord.language.shortened import join_short_forms, said_kind, spelled_out
from onrecord.language.surface import key, surface
from onrecord.record import Kind

_WORD = re.compile(r"[\w&.\-()]+")
_INITIALS = re.compile(r"(?:[a-z]\.)+")
_SMALL = frozenset(
    {"of", "the", "and", "for", "on", "&", "in", "to", "a", "an", "s", "'s", "u.s.", "us", "united", "states"}
)
_SUFFIXES = frozenset({"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"})
_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})
_SAID = 0.9
"""How much a name's kind weighs that the words beside it give ("Dorsey, a Dallas firm")."""

_LEVEL = frozenset({"state", "county", "city", "town", "village", "federal", "borough", "township"})


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one thing, as they are gathered. `forms` are the keys of its names."""

    kind: Kind
    mentions: list[int] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    named: bool = True
    label: str | None = None
    extra: list[str] = field(default_factory=list)
    owner: Cluster | None = None
    qualifier: str | None = None
    gender: str | None = None
    titles: set[str] = field(default_factory=set)
    party: bool = False
    indefinite: bool = False

    def words(self) -> set[str]:
        """All words of its names, small ones aside."""
        return {word for form in self.forms for word in content(form)}

    def heads(self) -> set[str]:
        """The head nouns of its names."""
        return {word for form in self.forms for word in head_words(form)}


def content(form: str) -> list[str]:
    """The words of a name's key that tell it from others."""
    return [word for word in _WORD.findall(form.replace("'s", "")) if word not in _SMALL]


def head_words(form: str) -> set[str]:
    """The last word of a name, and the word before its "of" or "for"."""
    words = form.replace("'s", "").split()
    while len(words) > 1 and words[-1][0].isdigit():
        words.pop()
    found = {words[-1]} if words else set()
    for connector in ("of", "for", "on"):
        if connector in words[1:]:
            found.add(words[words.index(connector, 1) - 1])
    return found


def cluster_names(doc: Doc, mentions: list[Mention]) -> list[Cluster]:
    """The clusters of the Doc's names, each name in one."""
    named = [index for index, mention in enumerate(mentions) if mention.form == "name"]
    kinds = _vote(doc, mentions, named)
    people = [index for index in named if kinds[index] is Kind.PERSON]
    others = [index for index in named if kinds[index] is not Kind.PERSON]
    clusters = join_short_forms(doc, mentions, _people(doc, mentions, people) + _things(doc, mentions, others, kinds))
    return [cluster for cluster in clusters if _strong(mentions, cluster)]


def _vote(doc: Doc, mentions: list[Mention], named: list[int]) -> dict[int, Kind]:
    """One kind for all names that are spelled alike."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for index in named:
        kind = mentions[index].kind
        if kind is not None:
            votes[key(surface(doc, mentions[index]))][kind] += mentions[index].confidence  # type: ignore[assignment]
        said = said_kind(doc, mentions[index])
        if said is not None:
            votes[key(surface(doc, mentions[index]))][said] += _SAID  # type: ignore[assignment]
    return {index: votes[key(surface(doc, mentions[index]))].most_common(1)[0][0] for index in named}


def _strong(mentions: list[Mention], cluster: Cluster) -> bool:
    """Whether one mention at least is sure enough, or many together are."""
    best = max(mentions[index].confidence for index in cluster.mentions)
    return best >= 0.55 or (len(cluster.mentions) >= 2 and best >= 0.5) or (cluster.party and len(cluster.mentions) > 4)


def _people(doc: Doc, mentions: list[Mention], people: list[int]) -> list[Cluster]:
    clusters: list[Cluster] = []
    by_surname: dict[str, list[Cluster]] = defaultdict(list)
    parts = {index: _name_parts(surface(doc, mentions[index])) for index in people}
    for index in sorted(people, key=lambda i: (len(parts[i]) < 2, i)):
        words = parts[index]
        title, gender = title_before(doc, mentions[index].start)
        if len(words) > 1:
            cluster = _same_full_name(by_surname[words[-1]], words)
        else:
            cluster = _bearer(by_surname, clusters, words[-1], mentions, index, gender)
        if cluster is None:
            cluster = Cluster(Kind.PERSON)
            clusters.append(cluster)
            by_surname[words[-1]].append(cluster)
        cluster.mentions.append(index)
        cluster.forms.add(" ".join(words))
        cluster.gender = cluster.gender or gender or (gazetteer().gender(words[0]) if len(words) > 1 else None)
        if title:
            cluster.titles.add(title)
    return clusters


def _name_parts(text: str) -> list[str]:
    words = key(text).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words or [key(text) or text.casefold()]


def _same_full_name(bearers: list[Cluster], words: list[str]) -> Cluster | None:
    for cluster in bearers:
        for form in cluster.forms:
            known = form.split()
            if len(known) < 2 or not _middles_agree(known, words):
                continue
            if known[0] == words[0] or _short_for(known[0], words[0]):
                return cluster
    return None


def _middles_agree(known: list[str], words: list[str]) -> bool:
    """Whether no middle initials tell two people of one name apart ("Jo B. Park", "Jo R.T. Park")."""
    one, other = ("".join(name[1:-1]) for name in (known, words))
    initials = _INITIALS.fullmatch(one) and _INITIALS.fullmatch(other)
    return not initials or one.startswith(other) or other.startswith(one)


def _short_for(first: str, second: str) -> bool:
    """Whether one given name shortens the other ("Tom", "Thomas"; "J.", "John")."""
    short, long = sorted((first.strip("."), second.strip(".")), key=len)
    return bool(short) and (long.startswith(short) and (len(short) == 1 or len(short) >= 3))


def _bearer(
    by_surname: dict[str, list[Cluster]],
    clusters: list[Cluster],
    name: str,
    mentions: list[Mention],
    index: int,
    gender: str | None,
) -> Cluster | None:
    """Whose surname, or else given name, this word is: the bearer named last before it, of the right gender."""
    bearers = [c for c in by_surname.get(name, []) if gender is None or c.gender in {None, gender}]
    if not bearers:
        bearers = [c for c in clusters if any(form.split()[0] == name for form in c.forms)]
        return bearers[0] if len(bearers) == 1 else None

    def nearness(cluster: Cluster) -> int:
        earlier = [i for i in cluster.mentions if i < index]
        return max(earlier) if earlier else -min(cluster.mentions) - 1

    return max(bearers, key=nearness)


def title_before(doc: Doc, start: int) -> tuple[str | None, str | None]:
    """The title in front of a person's name, and the gender that it tells."""
    words = gazetteer()
    for length in (3, 2, 1):
        if start - length < 0:
            continue
        text = doc[start - length : start].text.lower()
        if text in words.titles or text in words.courtesy:
            last = text.split()[-1]
            gender = "f" if last in words.female_words else "m" if last in words.male_words else None
            return (None if text in words.courtesy else words.full_titles.get(text, text)), gender
    return None, None


def _things(doc: Doc, mentions: list[Mention], others: list[int], kinds: dict[int, Kind]) -> list[Cluster]:
    by_form: dict[tuple[str, Kind], Cluster] = {}
    for index in others:
        mention = mentions[index]
        text = surface(doc, mention)
        known = gazetteer().authorities.get(text)
        kind = kinds[index]
        form = key(known.canonical) if known is not None and known.kind is kind else key(text)
        form = spelled_out(form) if kind is Kind.LAW else form
        cluster = by_form.setdefault((form, kind), Cluster(kind))
        cluster.mentions.append(index)
        cluster.forms |= {key(text), form}
        if known is not None and known.party:
            cluster.label, cluster.party = known.canonical, True
            original = doc[mention.start : mention.end].text
            if original != known.canonical and original not in cluster.extra:
                cluster.extra.append(original)
    clusters = list(by_form.values())
    clusters = _merge_acronyms(doc, mentions, clusters)
    return _merge_short_forms(clusters)


def _merge_acronyms(doc: Doc, mentions: list[Mention], clusters: list[Cluster]) -> list[Cluster]:
    """An acronym joins the body, program or law whose initials it is, or behind which it stands in parentheses."""
    full: dict[str, Cluster] = {}
    before_parenthesis: dict[int, Cluster] = {}
    for cluster in clusters:
        if cluster.kind in {Kind.PLACE, Kind.PERSON}:
            continue
        for form in cluster.forms:
            for letters in _initials(form):
                full.setdefault(letters, cluster)
        for index in cluster.mentions:
            before_parenthesis[mentions[index].end] = cluster
    kept: list[Cluster] = []
    for cluster in clusters:
        target = _spelled_out(doc, mentions, cluster, full, before_parenthesis)
        if target is None or target is cluster:
            kept.append(cluster)
        else:
            _absorb(target, cluster)
    return kept


def _spelled_out(
    doc: Doc, mentions: list[Mention], cluster: Cluster, full: dict[str, Cluster], opened: dict[int, Cluster]
) -> Cluster | None:
    text = surface(doc, mentions[cluster.mentions[0]])
    letters = text.replace(".", "")
    if not letters.isalpha() or not letters.isupper() or not 2 <= len(letters) <= 7 or cluster.kind is Kind.PLACE:
        return None
    for index in cluster.mentions:
        start = mentions[index].start
        if start and doc[start - 1].text == "(" and start - 1 in opened:
            return opened[start - 1]
    return full.get(letters.casefold())


def _initials(form: str) -> list[str]:
    """The acronyms that a name may have, with its "of" and its place or without, of three letters or more."""
    words = [word for word in re.split(r"[\s\-]+", form.replace("'s", "")) if word]
    words = words[1:] if words and words[0] in _LEVEL else words
    joints = {"the", "and", "for", "on", "&", "in", "to", "with", "u.s."}
    with_of = "".join(word[0] for word in words if word not in joints)
    letters = "".join(word[0] for word in words if word not in joints | {"of"})
    return [found for found in (letters, with_of, letters[1:], letters[2:]) if len(found) >= 3]


def _absorb(target: Cluster, other: Cluster) -> None:
    target.mentions += other.mentions
    target.forms |= other.forms
    target.extra += other.extra
    target.titles |= other.titles


def _merge_short_forms(clusters: list[Cluster]) -> list[Cluster]:
    """A shorter name joins the one longer name of its kind that has all its words and its head."""
    kept: list[Cluster] = []
    order = sorted(clusters, key=lambda cluster: -max(len(content(form)) for form in cluster.forms))
    for cluster in order:
        hosts = [host for host in kept if _shortens(cluster, host)]
        if len(hosts) == 1:
            _absorb(hosts[0], cluster)
        elif len(hosts) > 1 and len({min(h.mentions) for h in hosts}) and cluster.kind in _BODIES:
            _absorb(min(hosts, key=lambda h: abs(min(h.mentions) - min(cluster.mentions))), cluster)
        else:
            kept.append(cluster)
    return kept


def _shortens(cluster: Cluster, host: Cluster) -> bool:
    """Whether a cluster's longest name is a shorter form of one of the host's."""
    if cluster.kind is not host.kind or cluster.party or host.party:
        return False
    form = max(cluster.forms, key=len)
    short = content(form)
    if cluster.kind in _BODIES and any(o.startswith(f"{f} of ") for f in cluster.forms for o in host.forms):
        return True
    return bool(short) and any(_is_short_form(cluster.kind, form, short, other, content(other)) for other in host.forms)


@lru_cache(maxsize=1)
def _known_forms() -> frozenset[str]:
    chambers = {"legislature", "assembly", "general assembly", "city council"}
    return frozenset(key(name) for name in gazetteer().authorities) - chambers


def _is_short_form(kind: Kind, form: str, short: list[str], other: str, long: list[str]) -> bool:
    if set(long) == set(short):
        return len(long) == len(short)
    if not set(short) < set(long):
        return False
    if kind is Kind.PLACE:
        levels = len(long) == 2 and long[0] in short and long[1] in {"county", "city", "township", "parish", "village"}
        return levels and form not in _known_forms()
    if kind is Kind.FACILITY and other == f"{form} school" and form.endswith(" elementary"):
        return True
    if kind is Kind.FACILITY or form in _known_forms():
        return False
    if kind is Kind.PROGRAM and set(long) - set(short) <= {"program", "visa", "initiative"}:
        return True
    if kind in _BODIES and len(short) > 1 and short[0] == long[0]:
        return True
    return bool(head_words(form) & head_words(other)) or (form == long[0] and kind is Kind.ORGANIZATION)
