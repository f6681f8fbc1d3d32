"""Taking one article out of a built graph: out of the ledger, the files and the store, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onrecord import output, store
from onrecord.build import locked, written
from onrecord.errors import InputError
from onrecord.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Retracted:
    """What was taken out: the article, how many triples its graph had, and how many articles are left."""

    identifier: str
    triples: int
    left: int


def retract(identifier: str, folder: Path) -> Retracted:
    """Take the article with this identifier out of the graph in this folder.

    What other articles say, of the same entities too, stays as it is. Killed at any moment and called again, it ends
    as if it had not been. Raises `InputError` where there is no ledger, no such article, another build is writing
    there, or the disk does not let the files be written.
    """
    with Ledger.of(folder) as known:
        names = known.identifiers()
    with locked(folder) as ledger, written(folder):
        triples = ledger.quads(identifier).count(b"\n")
        there = ledger.key(identifier) is not None
        ledger.remove([identifier])
        ledger.save()
        changed = output.write(ledger, folder)
        left = len(ledger.identifiers())
    if not there and not changed:
        raise InputError(str(folder), f"no article here is called “{identifier}”", _advice(identifier, names))
    if not store.up_to_date(folder):
        store.fill(folder)
    return Retracted(identifier, triples, left)


def _advice(identifier: str, names: list[str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(identifier, names, score_cutoff=75)
    return f"did you mean {near[0]}?" if near else "build.json lists the articles"
