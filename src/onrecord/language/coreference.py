"""Which mentions speak of one thing: names are clustered, then descriptions and pronouns resolved in text order."""

from __future__ import annotations

from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Chain, Mention, declare
from onrecord.language.clusters import Cluster, cluster_names
from onrecord.language.owners import of_owners, without_pronoun
from onrecord.language.referents import Discourse
from onrecord.language.surface import law_kind, surface


@Language.component("onrecord_coreference")
def resolve(doc: Doc) -> Doc:
    """Leave `doc._.chains`, and in each mention the index of its chain."""
    declare()
    clusters = cluster_names(doc, doc._.mentions)
    discourse = Discourse(doc, clusters)
    for index, mention in enumerate(doc._.mentions):
        discourse.read(index, mention)
    discourse.settle()
    _write(doc, of_owners(doc, [cluster for cluster in discourse.clusters if discourse.stands(cluster)]))
    return doc


def _write(doc: Doc, clusters: list[Cluster]) -> None:
    mentions: list[Mention] = doc._.mentions
    for mention in mentions:
        mention.chain = None
    ordered = sorted(clusters, key=lambda cluster: min(cluster.mentions))
    place = {id(cluster): index for index, cluster in enumerate(ordered)}
    doc._.chains = [_chain(doc, mentions, cluster, place) for cluster in ordered]
    for index, chain in enumerate(doc._.chains):
        for member in chain.mentions:
            mentions[member].chain = index
            mentions[member].kind = chain.kind


def _chain(doc: Doc, mentions: list[Mention], cluster: Cluster, place: dict[int, int]) -> Chain:
    label, others = _labels(doc, mentions, cluster)
    label, others = without_pronoun(label), list(dict.fromkeys(map(without_pronoun, others)))
    owner = place.get(id(cluster.owner)) if cluster.owner is not None else None
    return Chain(
        kind=cluster.kind,
        label=label,
        mentions=sorted(cluster.mentions),
        alt_labels=others,
        named=cluster.named,
        owner=owner,
        qualifier=cluster.qualifier,
        law_kind=law_kind(cluster.kind, [label, *others]),
        gender=cluster.gender,
    )


def _labels(doc: Doc, mentions: list[Mention], cluster: Cluster) -> tuple[str, list[str]]:
    """The fullest name first, then every other form once."""
    counts: dict[str, int] = defaultdict(int)
    for index in sorted(cluster.mentions):
        mention = mentions[index]
        if mention.form == "pronoun":
            continue
        if mention.form == "name" or not cluster.named or len(surface(doc, mention)) > 3:
            counts[surface(doc, mention)] += 1
    names = list(counts)
    if cluster.label is not None:
        label = cluster.label
    else:
        named = [surface(doc, mentions[i]) for i in sorted(cluster.mentions) if mentions[i].form == "name"]
        label = _fullest(named or names)
    plain = [name.split(" ", 1)[1] for name in [label, *names] if _leveled(name)]
    others = [name for name in [*names, *plain, *cluster.extra] if name.casefold() != label.casefold()]
    unique = {name.casefold(): name for name in reversed(others)}
    return label, list(reversed(unique.values()))


def _leveled(name: str) -> bool:
    """Whether a level stands before a name ("state Commission of Correction")."""
    first, _, rest = name.partition(" ")
    return first in {"state", "federal", "county", "city", "town", "village"} and rest[:1].isupper()


def _fullest(names: list[str]) -> str:
    states = gazetteer().states
    spelled = [name for name in names if name not in states or states[name] == name] or names
    return max(spelled, key=lambda name: (len(name), -spelled.index(name)))
