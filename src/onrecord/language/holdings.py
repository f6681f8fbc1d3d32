"""Whose things are: "his campaign" is none that the article has called another candidate's."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from onrecord.language.annotations import Mention
from onrecord.language.clusters import Cluster
from onrecord.record import Kind

_OF_PEOPLE = frozenset({"administration", "campaign"})
"""What is named after a person."""


class Holdings:
    """What has an owner: by a name in its own ("the Park campaign"), or before it ("Park's campaign")."""

    def __init__(self, doc: Doc, clusters: list[Cluster], of: Mapping[int, Cluster]) -> None:
        self._doc = doc
        self._clusters = clusters
        self._owners: dict[int, Cluster] = {}
        mentions: list[Mention] = doc._.mentions
        people = {index: cluster for index, cluster in of.items() if cluster.kind is Kind.PERSON}
        self._person_at = {mentions[index].end: cluster for index, cluster in people.items()}
        self._surnames = frozenset(name for cluster in people.values() for name in _surnames(cluster))

    def owner_named(self, mention: Mention) -> Cluster | None:
        """The person whose name with an "'s" the phrase begins with ("Sen. Jo Park's campaign")."""
        for i in range(mention.start + 1, mention.head):
            if self._doc[i].tag_ == "POS" and i in self._person_at:
                return self._person_at[i]
        return None

    def named(self, owner: Cluster | None, mention: Mention) -> Cluster | None:
        """The thing of this sort that has the owner's name in its own, wherever the article names it."""
        if owner is None or mention.kind not in (Kind.AGENCY, Kind.ORGANIZATION):
            return None
        head = self._doc[mention.head].lower_
        same = [c for c in self._clusters if c.kind is mention.kind and c.named and head in c.heads()]
        own = [cluster for cluster in same if not cluster.words().isdisjoint(_surnames(owner))]
        return own[0] if len(own) == 1 else None

    def of_another(self, owner: Cluster | None, cluster: Cluster) -> bool:
        """Whether the thing is known to be somebody else's."""
        if owner is None or owner.kind is not Kind.PERSON:
            return False
        known = self._owners.get(id(cluster))
        if known is not None:
            return known is not owner
        said = cluster.words() & self._surnames
        if cluster.named and cluster.heads() & _OF_PEOPLE:
            return cluster.words().isdisjoint(_surnames(owner))
        return bool(said) and said.isdisjoint(_surnames(owner))

    def keep(self, owner: Cluster | None, cluster: Cluster | None) -> None:
        """Remember whose an unnamed thing is."""
        if owner is not None and cluster is not None and not cluster.named:
            self._owners.setdefault(id(cluster), owner)


def _surnames(person: Cluster) -> set[str]:
    return {form.split()[-1] for form in person.forms}
