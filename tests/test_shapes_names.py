"""Names that look like pronouns, and pronouns that are no names."""

from __future__ import annotations

import pytest

from onrecord import shapes
from onrecord.rdf import quads
from onrecord.record import Article, Entity, Evidence, Kind, Record


def findings(name: str) -> list[str]:
    article = Article("a", f"{name} acted.")
    entity = Entity("place/x", Kind.PLACE, name, (), (Evidence.of(article, 0, len(name)),))
    found = shapes.validate(quads(Record(article, entities=(entity,))))
    return [item.message for item in found if "pronoun" in item.message]


@pytest.mark.parametrize("name", ["US", "IT Office", "Marlow"])
def test_a_name(name: str) -> None:
    assert findings(name) == []


@pytest.mark.parametrize("name", ["us", "Us", "They", "it"])
def test_a_pronoun(name: str) -> None:
    assert findings(name)
