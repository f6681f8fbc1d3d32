"""A build: articles in, checked graph out.

Each article goes through model, record, quads and shapes by itself; the files are written at the end, all of them or
none. `build` never stops at a bad article: it is left out, and named with the reason.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from pyoxigraph import Quad
from spacy.language import Language

from onrecord import ontology, shapes
from onrecord.articles import Omission
from onrecord.errors import InputError
from onrecord.extract import record_of
from onrecord.language import pipeline
from onrecord.rdf import files, quads, terms
from onrecord.record import Article, Record

FORMAT = 1
"""The layout of `build.json`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build depends on beside its articles. With `debug`, an article that fails stops the build."""

    model: str = pipeline.DEFAULT_MODEL
    base: str = terms.BASE
    debug: bool = False


@dataclass(slots=True)
class Built:
    """What a build found: the records in the order of their identifiers, what was left out, what failed a shape."""

    settings: Settings
    records: list[Record] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    kept: list[Quad] = field(default_factory=list)
    quarantined: list[shapes.Quarantined] = field(default_factory=list)
    findings: list[shapes.Finding] = field(default_factory=list)
    language: str = ""
    """The language model's name and version."""

    @property
    def exit_code(self) -> int:
        """1 where nothing was built, 2 where something was left out, else 0."""
        if not self.records:
            return 1
        return 2 if self.omissions else 0

    def counts(self) -> dict[str, int]:
        """How many of what, over all articles."""
        return {
            "articles": len(self.records),
            "omitted": len(self.omissions),
            "entities": len({entity.key for record in self.records for entity in record.entities}),
            "assertions": sum(len(record.assertions) for record in self.records),
            "plain": sum(said.plain for record in self.records for said in record.assertions),
            "statements": sum(len(record.statements) for record in self.records),
            "attitudes": sum(len(record.attitudes) for record in self.records),
            "rules": sum(len(record.rules) for record in self.records),
            "measurements": sum(len(record.measurements) for record in self.records),
            "quads": len(self.kept),
            "quarantined": len(self.quarantined),
        }


def build(
    inputs: Iterable[Article | Omission],
    settings: Settings | None = None,
    seen: Callable[[str], None] = lambda _: None,
) -> Built:
    """Read every article and check its graph; `seen` is told the name of each input when it is done.

    Raises `InputError` where the model is not installed. An article that the extraction cannot cope with, or whose
    name another article has already, is left out with the reason, and the rest goes on.
    """
    settings = settings or Settings()
    built = Built(settings)
    nlp: Language | None = None
    names: set[str] = set()
    for item in inputs:
        if isinstance(item, Omission):
            built.omissions.append(item)
            seen(item.where)
            continue
        if item.identifier in names:
            built.omissions.append(Omission(item.identifier, "another article has this name", "rename one of them"))
        else:
            names.add(item.identifier)
            nlp = nlp or load(settings.model)
            _add(built, item, nlp)
        seen(item.identifier)
    built.records.sort(key=lambda record: record.article.identifier)
    built.language = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}" if nlp else ""
    return built


def load(model: str) -> Language:
    """The pipeline over this model; raises `InputError` where it is not installed."""
    try:
        return pipeline.load(model)
    except OSError as error:
        advice = "install it, or leave --model out"
        raise InputError(f"--model {model}", "no such language model is installed", advice) from error


def _add(built: Built, article: Article, nlp: Language) -> None:
    """The boundary behind which one article can fail without stopping the batch: it is named with the reason."""
    try:
        record = record_of(next(iter(pipeline.parse([article], nlp))))
        checked = shapes.partition(quads(record, built.settings.base))
    except Exception as error:
        if built.settings.debug:
            raise
        what = f"reading it failed ({type(error).__name__}: {error})"
        built.omissions.append(Omission(article.identifier, what, "see where with --debug, and report it"))
        return
    built.records.append(record)
    built.kept += checked.kept
    built.quarantined += checked.quarantined
    built.findings += checked.findings


def writable(out: Path) -> None:
    """Raises `InputError` where the folder cannot be made or written to, before any work is done; makes nothing."""
    nearest = next((path for path in (out, *out.absolute().parents) if path.exists()), out)
    try:
        with tempfile.TemporaryDirectory(dir=nearest, prefix=".onrecord-"):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"--out {out}", f"cannot be written to ({reason})", "give another folder") from error


def write(built: Built, out: Path) -> None:
    """Write the files of the build; each is replaced at once, after all have been written beside their places.

    Raises `InputError` where the disk does not let them be written; what was there before then still stands.
    """
    base = built.settings.base
    contents = {
        "graph.trig": files.trig(built.kept, base),
        "graph.ttl": files.turtle(built.kept, base),
        "validation.ttl": shapes.report(built.findings),
        "quarantine.trig": shapes.quarantine(built.quarantined),
        "build.json": (json.dumps(manifest(built), indent=2, ensure_ascii=False) + "\n").encode(),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
            for name, content in contents.items():
                _write_through(Path(folder) / name, content)
            for name in contents:
                (Path(folder) / name).replace(out / name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"--out {out}", f"cannot be written ({reason})", "make room, or give another folder"
        ) from error


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def manifest(built: Built) -> dict[str, object]:
    """What `build.json` holds: inputs with hashes, versions, counts, what was left out; no times, no paths."""
    return {
        "format": FORMAT,
        "base": built.settings.base,
        "versions": {
            "onrecord": version("onrecord"),
            "ontology": ontology.version(),
            "frames": frames_hash(),
            "spacy": version("spacy"),
            "model": built.language,
        },
        "counts": built.counts(),
        "articles": [
            {"id": record.article.identifier, "sha256": hashlib.sha256(record.article.text.encode()).hexdigest()}
            for record in built.records
        ],
        "omitted": [
            {"where": Path(item.where).name, "what": item.what}
            for item in sorted(built.omissions, key=lambda item: (Path(item.where).name, item.what))
        ],
    }


def frames_hash() -> str:
    """The first 16 hex digits of a hash over the relation lexicon, which is data and changes what is found."""
    digest = hashlib.sha256()
    folder = resources.files("onrecord.frames") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
