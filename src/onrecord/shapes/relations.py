"""The shapes of the relations, made from the ontology: their domains and ranges are typed once, there.

    python -m onrecord.shapes.relations      # writes the last part of the shapes file anew

The file stays whole, so that any SHACL processor can run it by itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from onrecord import ontology
from onrecord.errors import InputError
from onrecord.record import Kind

HEADING = b"\n\n# The relations, as `python -m onrecord.shapes.relations` writes them from the ontology\n"
"""What stands before the part of the file that is made from the ontology."""

FILE = "onrecord-shapes.ttl"
_AGENT = ("Agency", "Organization", "Person")


def renewed(shapes: bytes, relations: Iterable[ontology.Relation]) -> bytes:
    """The shapes file with the part that is about the relations made anew; raises `InputError` where it has none."""
    common, heading, _ = shapes.partition(HEADING)
    if not heading:
        raise InputError(FILE, "has no part about the relations", f"put back the line “{HEADING.decode().strip()}”")
    return common + heading + turtle(relations).encode()


def turtle(relations: Iterable[ontology.Relation]) -> str:
    """The shapes of these relations: what an assertion's predicate may be, and what each goes from and to."""
    ordered = sorted(relations, key=lambda relation: relation.name)
    return "".join([_predicates(ordered), *map(_relation, ordered)])


def _predicates(relations: Iterable[ontology.Relation]) -> str:
    names = " ".join(f"rec:{relation.name}" for relation in relations)
    return f"""
shape:Predicate a sh:NodeShape ;
    sh:targetClass rec:Assertion ;
    sh:property [ sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ;
        sh:in ( {names} ) ;
        sh:message "An assertion has one rdf:predicate, a relation of the ontology: look at the frame that made it."@en ] .
"""  # noqa: E501


def _relation(relation: ontology.Relation) -> str:
    """Two shapes: of the plain triples, and (at the relation's own name) of what is asserted."""
    name, domain, target = relation.name, _kinds(relation.domain), _kinds(relation.range, posts=relation.posts)
    said = f'sh:message "{name} goes from {_words(domain)}: look at the rdf:type of its subject, or at the frame that made it."@en'  # noqa: E501
    done = f'sh:message "{name} goes to {_words(target)}: look at the rdf:type of its object, or at the frame that made it."@en'  # noqa: E501
    return f"""
shape:{name} a sh:NodeShape ;
    sh:targetSubjectsOf rec:{name} ;
    {_classes(domain)} ;
    {said} ;
    sh:property [ sh:path rec:{name} ; {_classes(target)} ;
        {done} ] .

shape:{name}Asserted a sh:NodeShape ;
    sh:targetNode rec:{name} ;
    sh:property
        [ sh:path ( [ sh:inversePath rdf:predicate ] rdf:subject ) ; {_classes(domain)} ;
          {said} ] ,
        [ sh:path ( [ sh:inversePath rdf:predicate ] rdf:object ) ; {_classes(target)} ;
          {done} ] .
"""


def _kinds(kinds: frozenset[Kind], *, posts: bool = False) -> list[str]:
    return [*(kind.value for kind in Kind if kind in kinds), *(["Post"] if posts else [])]


def _classes(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"sh:class rec:{names[0]}"
    return f"sh:or ( {' '.join(f'[ sh:class rec:{name} ]' for name in names)} )"


def _words(names: Sequence[str]) -> str:
    """Say "an Agency", "an Agent", "an Agency, a Program or a Law"."""
    if tuple(names) == _AGENT:
        return "an Agent"
    *most, last = [f"{'an' if name[0] in 'AO' else 'a'} {name}" for name in names]
    return f"{', '.join(most)} or {last}" if most else last


def main() -> int:
    """Write the shapes file anew; returns the exit code."""
    with resources.as_file(resources.files("onrecord.constraints") / FILE) as found:
        path = Path(found)
        try:
            path.write_bytes(renewed(path.read_bytes(), ontology.relations().values()))
        except (InputError, OSError) as error:
            sys.stderr.write(f"onrecord: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
