"""What is known only by its owner: "his campaign" is the campaign of whoever "he" is, and no pronoun names it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.language.annotations import Mention
from onrecord.language.clusters import Cluster
from onrecord.language.surface import key, surface
from onrecord.record import Kind

_OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
_RUNNING = frozenset({"manage", "operate", "run", "staff"})
_OWNING = frozenset({Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON})


def without_pronoun(name: str) -> str:
    """The name without a possessive pronoun before it ("his own campaign": "campaign")."""
    first, _, rest = name.partition(" ")
    return rest.removeprefix("own ") if first.lower() in _OWNERS and rest else name


def is_owned(doc: Doc, mention: Mention) -> bool:
    """Whether a description says whose the thing is: "its jail", "the tribe's jail", but not "the women's shelter".

    "Their agency's jail" is any of several.
    """
    words = doc[mention.start : mention.end - 1]
    if doc[mention.start].lower_ == "their":
        return False
    owners = [token.nbor(-1) for token in words if token.tag_ == "POS" and token.i > mention.start]
    return doc[mention.start].lower_ in _OWNERS or any(owner.tag_ != "NNS" for owner in owners)


def is_run(head: Token) -> bool:
    """Whether somebody is said to run the thing: "runs the infirmary", "took over the clinic"."""
    verb = head.head
    over = any(child.lower_ == "over" for child in verb.rights)
    return head.dep_ in ("dobj", "nsubjpass") and (verb.lemma_ in _RUNNING or (verb.lemma_ == "take" and over))


def of_owners(doc: Doc, clusters: list[Cluster]) -> list[Cluster]:
    """The clusters; a thing described by a pronoun is called after whom this means, or is what is called so already."""
    mentions: list[Mention] = doc._.mentions
    holder = {index: cluster for cluster in clusters for index in cluster.mentions}
    pronouns = {item.start: index for index, item in enumerate(mentions) if item.form == "pronoun"}
    kept = []
    for cluster in clusters:
        described = [mentions[index] for index in sorted(cluster.mentions) if mentions[index].form == "description"]
        own = next((item for item in described if item.start in pronouns and item.end - item.start > 1), None)
        owner = holder.get(pronouns[own.start]) if own is not None and not cluster.named else None
        if own is None or owner is None or owner is cluster or not owner.named or owner.kind not in _OWNING:
            kept.append(cluster)
            continue
        bare = without_pronoun(surface(doc, own))
        same = [other for other in clusters if other is not cluster and _is_called(other, owner, bare, cluster.kind)]
        if len(same) == 1 and cluster.label is None:
            same[0].mentions += cluster.mentions
            continue
        if cluster.label is None:
            names = [surface(doc, mentions[i]) for i in owner.mentions if mentions[i].form == "name"]
            fullest = max(names, key=len, default="")
            possessive = "'" if fullest.endswith("s") else "'s"
            cluster.label = f"{fullest}{possessive} {bare}" if fullest else bare
        kept.append(cluster)
    return kept


def _is_called(other: Cluster, owner: Cluster, bare: str, kind: Kind) -> bool:
    """Whether a thing is called by its owner's name and this word: "the Park campaign", "Jo Park's campaign"."""
    forms = {
        key(f"{name}{joint} {bare}")
        for form in owner.forms
        for name in (form, form.split()[-1])
        for joint in ("", "'s")
    }
    return other.kind is kind and not other.forms.isdisjoint(forms)
