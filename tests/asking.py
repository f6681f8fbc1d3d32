"""A store in a folder and what its questions answer, for tests: IRIs by their local names."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions

from onrecord import store
from onrecord.queries import questions
from onrecord.rdf import terms

OUT = Path(__file__).parents[1] / "out"
Answer = list[dict[str, str]]


class Graph:
    """A folder with a store, and its answers with IRIs by their local names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened = store.open_read_only(folder)

    def ask(self, name: str, **values: str) -> Answer:
        terms_of = {key: self._term(value) for key, value in values.items()}
        found = self.opened.store.query(questions()[name].asked(terms_of), prefixes=terms.prefixes(terms.BASE))
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{key: _local(row[key]) for key in names if row[key] is not None} for row in found]

    def _term(self, value: str) -> NamedNode | Literal:
        if value.startswith("rec:"):
            return terms.rec(value.removeprefix("rec:"))
        return NamedNode(terms.BASE + value) if "/" in value else Literal(value)


def _local(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value.removeprefix(terms.BASE).removeprefix(terms.REC)


def only(found: Answer, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.get(name, "") for name in names) for row in found]
