"""The lists by which labels are numbered, as the ontology has them."""

from __future__ import annotations

from onrecord import ontology
from onrecord.record import Factuality, Kind, Modality

ROLES = ("source", "cue", "content")
KINDS = list(Kind)
FACTUALITIES = [factuality.value.lower() for factuality in Factuality]
MODALITIES = [modality.value.lower() for modality in Modality]
PREDICATES = [name for name, relation in ontology.relations().items() if relation.range]
"""The relations between two entities; posts have none at their other end."""


def admissible() -> list[list[list[int]]]:
    """1 where the ontology allows a relation from one kind to another: by predicate, subject's and object's kind."""
    relations = ontology.relations()
    return [
        [
            [int(one in r.domain and other in r.range and (not r.same_kind or one is other)) for other in KINDS]
            for one in KINDS
        ]
        for r in (relations[name] for name in PREDICATES)
    ]


def symmetric() -> list[int]:
    """1 for the relations that hold both ways."""
    return [int(ontology.relations()[name].symmetric) for name in PREDICATES]
