"""Findings as a SHACL validation report."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from onrecord.rdf.terms import PREFIXES
from onrecord.shapes.check import Finding
from onrecord.shapes.model import SH, Severity
from onrecord.shapes.triples import Alternative, Inverse, Path, Term

SHAPE = "https://w3id.org/onrecord/shapes#"
CLOSING = b" .\n"
"""How a report ends."""
_PREFIXES = {**PREFIXES, "sh": SH, "shape": SHAPE}


def report(findings: Iterable[Finding]) -> bytes:
    """Turtle of an `sh:ValidationReport` with these findings in this order; the same findings give the same bytes."""
    found = list(findings)
    conforms = not any(finding.severity is Severity.VIOLATION for finding in found)
    return opening(conforms=conforms) + results(found) + CLOSING


def opening(*, conforms: bool) -> bytes:
    """How a report begins; `results` and `CLOSING` follow."""
    lines = [f"@prefix {name}: <{namespace}> ." for name, namespace in sorted(_PREFIXES.items())]
    lines += ["", "[] a sh:ValidationReport ;", f"    sh:conforms {str(conforms).lower()}"]
    return "\n".join(lines).encode()


def results(findings: Iterable[Finding]) -> bytes:
    """The results of a report, as they follow one another in it."""
    texts = []
    for finding in findings:
        lines = "".join(f"        {line} ;\n" for line in _result(finding))
        texts.append(f" ;\n    sh:result [\n{lines}    ]")
    return "".join(texts).encode()


def _result(finding: Finding) -> list[str]:
    lines = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{finding.severity.value}",
        f"sh:focusNode {_term(finding.focus)}",
        f"sh:resultMessage {Literal(finding.message, language='en')}",
        f"sh:sourceShape <{SHAPE}{finding.shape}>",
        f"sh:sourceConstraintComponent sh:{finding.component}",
    ]
    if finding.path is not None:
        lines.insert(3, f"sh:resultPath {_path(finding.path)}")
    if finding.value is not None:
        lines.insert(3, f"sh:value {_term(finding.value)}")
    return lines


def _term(term: Term) -> str:
    return str(term) if isinstance(term, NamedNode | Literal) else "[]"


def _path(path: Path) -> str:
    if isinstance(path, NamedNode):
        return str(path)
    if isinstance(path, Inverse):
        return f"[ sh:inversePath {path.predicate} ]"
    if isinstance(path, Alternative):
        return f"[ sh:alternativePath ( {' '.join(map(_path, path.ways))} ) ]"
    return f"( {' '.join(map(_path, path.steps))} )"
