"""What reading one article gives: its checked graph, what was set aside, the findings; or why it was left out.

Reading is a pure function of the article, the settings and the program: it runs anywhere, in any order, and its
result can be kept.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import zstandard
from pyoxigraph import Quad

from onrecord import shapes
from onrecord.articles import Omission
from onrecord.digest import Digest
from onrecord.errors import InputError
from onrecord.identity import duplicates
from onrecord.rdf import files, writing
from onrecord.rdf.terms import article_iri
from onrecord.record import Article
from onrecord.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

_LEVEL = 3
"""The level of compression; with one version of zstd the same bytes everywhere."""


@dataclass(frozen=True, slots=True)
class Result:
    """One article, read. `omission` is set where that failed, and the rest is then empty.

    `quads` are N-Quads and `trig` the article's graph without prefixes, in one order; `quarantine` is TriG too, and
    `findings` the results of a validation report. All four are compressed with zstd. `signature` tells texts that are
    the same (`identity.duplicates`). `key` names all that the result
    depends on; `seconds` is how long it took, here and now.
    """

    identifier: str
    sha256: str
    quads: bytes = b""
    trig: bytes = b""
    quarantine: bytes = b""
    findings: bytes = b""
    signature: bytes = b""
    violations: int = 0
    digest: Digest = field(default_factory=Digest)
    omission: Omission | None = None
    seconds: float = 0.0
    key: str = ""

    @classmethod
    def failed(cls, article: Article, what: str, what_to_do: str) -> Result:
        """The result of an article that could not be read."""
        return cls(article.identifier, text_hash(article), omission=Omission(article.identifier, what, what_to_do))


def text_hash(article: Article) -> str:
    """The SHA-256 of the article's text."""
    return hashlib.sha256(article.text.encode()).hexdigest()


def packed(content: bytes) -> bytes:
    """The content, compressed."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(content)


def unpacked(content: bytes) -> bytes:
    """What was `packed`; nothing where nothing was."""
    return zstandard.ZstdDecompressor().decompress(content) if content else b""


@dataclass(frozen=True, slots=True)
class Readers:
    """Makes a reader with the language model of these settings; raises `InputError` where it is not installed."""

    settings: Settings

    def __call__(self) -> Reader:
        """A reader that is ready to read."""
        return Reader(self.settings, load(self.settings.model, rules_only=self.settings.rules_only))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles with one language model.

    It never raises for an article that the extraction cannot cope with (but where `settings.debug` is set, and where
    there is no more memory): the result then says what went wrong.
    """

    settings: Settings
    language: Language

    def __call__(self, article: Article) -> Result:
        """The result of reading this article."""
        began = time.perf_counter()
        try:
            result = _read(article, self.language, self.settings.base)
        except MemoryError:
            raise
        except Exception as error:
            if self.settings.debug:
                raise
            what = f"reading it failed ({type(error).__name__}: {error})"
            result = Result.failed(article, what, "see where with --debug, and report it")
        return replace(result, seconds=time.perf_counter() - began)


def load(model: str, *, rules_only: bool = False) -> Language:
    """The pipeline over this model, with or without the encoder; raises `InputError` where it is not installed."""
    from onrecord.language import pipeline

    try:
        return pipeline.load(model, mode="rules" if rules_only else "merged")
    except OSError as error:
        advice = "install it, or leave --model out"
        raise InputError(f"--model {model}", "no such language model is installed", advice) from error


def _read(article: Article, nlp: Language, base: str) -> Result:
    from onrecord.extract import record_of
    from onrecord.language import pipeline

    record = record_of(next(iter(pipeline.parse([article], nlp))))
    statements = files.ordered(writing.statements(record, base), base)
    findings = shapes.findings(shapes.Triples.of_terms(statements))
    violations = sum(item.severity is shapes.Severity.VIOLATION for item in findings)
    graph = article_iri(article.identifier, base)
    quads = [Quad(*statement, graph) for statement in statements]
    checked = shapes.partition(quads, findings) if violations else shapes.Partition(quads, [], findings)
    aside = shapes.quarantine_quads(checked.quarantined)
    return Result(
        article.identifier,
        text_hash(article),
        packed(files.nquads(checked.kept)),
        packed(files.body(checked.kept, base)),
        packed(files.graph(aside, base)) if aside else b"",
        packed(shapes.results(findings)) if findings else b"",
        duplicates.signature(article.text),
        violations,
        Digest.of_record(record, len(checked.kept), [item.reason for item in checked.quarantined]),
    )
