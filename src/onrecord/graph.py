"""A graph that was built, read back from its folder."""

from __future__ import annotations

import json
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from onrecord.errors import InputError
from onrecord.rdf import records
from onrecord.rdf.terms import BASE
from onrecord.record import Record

FILE = "graph.trig"
"""The file that holds one named graph an article."""


def load(folder: Path) -> list[Record]:
    """The records of the graph in this folder; raises `InputError` where there is none, or none that can be read."""
    path = folder / FILE
    advice = f"build one first: onrecord build PATH --out {folder}"
    if not path.is_file():
        raise InputError(str(path), "there is no graph here", advice)
    try:
        return records(parse(path.read_bytes(), format=RdfFormat.TRIG), base(folder))
    except (OSError, SyntaxError, ValueError, KeyError) as error:
        raise InputError(str(path), f"this is not a graph that onrecord wrote ({error})", advice) from error


def base(folder: Path) -> str:
    """What the names of the entities of this graph begin with."""
    manifest = folder / "build.json"
    return str(json.loads(manifest.read_bytes())["base"]) if manifest.is_file() else BASE


def statements(file: Path) -> list[Quad]:
    """The quads of an RDF file, whatever graphs they are in; raises `InputError` where it cannot be read."""
    form = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if form is None:
        endings = ".ttl, .trig, .nt, .nq, .rdf or .jsonld"
        raise InputError(str(file), "its ending says no RDF format", f"give a file that ends in {endings}")
    try:
        return list(parse(file.read_bytes(), format=form))
    except OSError as error:
        raise InputError(str(file), f"cannot be read ({error.strerror})", "check the path") from error
    except SyntaxError as error:
        raise InputError(str(file), f"is not well-formed ({error})", "correct it where the message says") from error
