"""What names and noun phrases say without a verb: whose, and part of what."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.frames.arguments import Reader
from onrecord.frames.paths import possessor, preposition
from onrecord.frames.places import nested
from onrecord.frames.titled import titled
from onrecord.frames.titles import titles
from onrecord.language.annotations import Chain, FactDraft, Mention
from onrecord.record import Kind

_OWNED = {
    Kind.AGENCY: "partOf",
    Kind.FACILITY: "operates",
    Kind.PROGRAM: "administers",
    Kind.ORGANIZATION: "partOf",
    Kind.LAW: "partOf",
}
_PARTS = frozenset(
    (
        *("affiliate", "agency", "arm", "branch", "bureau", "chapter", "committee", "department", "division", "office"),
        *("part", "section", "subcommittee", "subsidiary", "unit"),
    )
)
_BESIDE = frozenset(
    (
        *("ally", "challenger", "competitor", "client", "counterpart", "critic", "customer", "foe", "neighbor"),
        *("opponent", "owner", "parent", "partner", "peer", "predecessor", "rival", "sibling", "sister", "successor"),
    )
)
"""What one body is called that is no part of the other: "its rival Dorsey Corp.", "its parent company, Dorsey"."""

_CHAMBERS = frozenset({"House", "Senate", "Assembly"})
_AUTHORS = {
    "Bill": "proposed",
    "ExecutiveOrder": "issued",
    "Regulation": "issued",
    "Ruling": "issued",
}
"""What it says of a person or body that a law of this kind is theirs ("his Senate Bill 77")."""

_OFFICES = frozenset({"office", "department", "agency"})


def find(reader: Reader) -> list[FactDraft]:
    """Owners and parts."""
    leaders = _leaders(reader)
    facts = [
        *_parts(reader),
        *_sites(reader),
        *_rooms(reader),
        *_owners(reader),
        *_labelled_parts(reader),
        *_cases(reader),
    ]
    facts += _named_after(reader)
    for mention in reader.doc._.mentions:
        if mention.chain is not None and mention.form != "pronoun":
            facts += _possessed(reader, mention)
            facts += _said_part(reader, mention)
            facts += _led(reader, mention, leaders)
            facts += _by_author(reader, mention)
    return facts


def _named_after(reader: Reader) -> Iterator[FactDraft]:
    """Agreements under the program that they are called after: "a 287(g) agreement"."""
    for whole, part in nested(reader, Kind.AGREEMENT, Kind.PROGRAM):
        words = (whole.mention.start, whole.mention.end)
        yield FactDraft(whole.chain, "underProgram", part.chain, [words], "name", confidence=0.8)


def _cases(reader: Reader) -> Iterator[FactDraft]:
    """Who sued whom by the name of the case ("Poe v. Marlow County"), where the article speaks of both."""
    for mention in reader.doc._.mentions:
        words = reader.doc[mention.start : mention.end]
        joint = [token.i for token in words if token.lower_ in ("v.", "v", "vs.", "vs")]
        if mention.kind is not Kind.LAW or len(joint) != 1:
            continue
        sides = [
            _named(reader, reader.doc[start:end].text)
            for start, end in ((mention.start, joint[0]), (joint[0] + 1, mention.end))
        ]
        if sides[0] is not None and sides[1] is not None and sides[0] != sides[1]:
            yield FactDraft(sides[0], "sued", sides[1], [(mention.start, mention.end)], "case", confidence=0.8)


def _named(reader: Reader, words: str) -> int | None:
    """The one person or body that is called so, a person by the surname alone."""
    wanted = words.lower().strip(" .")
    kinds = (Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION)
    found = [
        index
        for index, chain in enumerate(reader.chains)
        if chain.kind in kinds
        and any(
            name.lower().strip(" .") == wanted or (chain.kind is Kind.PERSON and name.lower().split()[-1] == wanted)
            for name in (chain.label, *chain.alt_labels)
        )
    ]
    return found[0] if len(found) == 1 else None


def _is_government(chain: Chain) -> bool:
    """Whether it is a government as a whole, of which its offices are no parts but its own."""
    label = chain.label.lower()
    return label.endswith("government") or label.startswith(("city of", "town of", "state of", "village of"))


def _labelled_parts(reader: Reader) -> Iterator[FactDraft]:
    """Whose name begins with that of the body that it is part of: "Marlow Housing Authority board"."""
    bodies = [
        (index, chain) for index, chain in enumerate(reader.chains) if chain.kind is Kind.AGENCY and chain.mentions
    ]
    for index, chain in bodies:
        label = chain.label.lower()
        wholes = [
            (len(other.label), place)
            for place, other in bodies
            if place != index
            and not _is_government(other)
            and any(
                label.startswith(f"{name.lower()} ")
                for name in (other.label, *other.alt_labels)
                if " " in name or name.isupper() or (name in _CHAMBERS and _is_particular(chain.label))
            )
        ]
        if wholes:
            mention = reader.doc._.mentions[chain.mentions[0]]
            words = (mention.start, mention.end)
            yield FactDraft(index, "partOf", max(wholes)[1], [words], "name", confidence=0.8)


def _is_particular(label: str) -> bool:
    """Whether it is one of a chamber's bodies: "Senate Judiciary", "Senate banking committee", no "Senate office"."""
    words = label.split()
    return not words[-1].endswith("s") and (len(words) > 2 or words[-1][0].isupper())


def _parts(reader: Reader) -> Iterator[FactDraft]:
    """Whose name holds that of what it is part of: "House Oversight Committee", "Section 8 of the Harbor Act"."""
    for kind in (Kind.AGENCY, Kind.ORGANIZATION, Kind.LAW, Kind.FACILITY):
        for whole, part in nested(reader, kind, kind):
            mention, inner = whole.mention, part.mention
            before = reader.doc[inner.start - 1].lower_
            leads = kind is Kind.AGENCY and inner.start == mention.start
            ends = (reader.chains[whole.chain], reader.chains[part.chain])
            if kind is Kind.AGENCY and any(map(_is_government, ends)):
                continue
            if leads or (inner.end == mention.end and before in ("of", "the", "at") and mention.head < inner.start):
                words = (mention.start, mention.end)
                yield FactDraft(whole.chain, "partOf", part.chain, [words], "name", confidence=0.8)


def _sites(reader: Reader) -> Iterator[FactDraft]:
    """Whose name a site or program bears: "the Harbor Foundation clinic", "the FAA Metroplex program"."""
    sorts = ((Kind.FACILITY, Kind.AGENCY), (Kind.FACILITY, Kind.ORGANIZATION), (Kind.PROGRAM, Kind.AGENCY))
    for kind, bearer in sorts:
        for whole, part in nested(reader, kind, bearer):
            mention, inner = whole.mention, part.mention
            if inner.start == mention.start and mention.head >= inner.end:
                words = (mention.start, mention.end)
                yield FactDraft(part.chain, _OWNED[kind], whole.chain, [words], "name", confidence=0.75)


def _rooms(reader: Reader) -> Iterator[FactDraft]:
    """A site inside another: "the clinic at the Harbor County Jail"."""
    for mention in reader.doc._.mentions:
        if mention.chain is None or reader.chains[mention.chain].kind is not Kind.FACILITY or mention.form == "pronoun":
            continue
        around = [token for word in ("at", "inside") for token in preposition(reader.doc[mention.head], word)]
        for found in filter(None, map(reader.at, around)):
            if reader.chains[found.chain].kind is Kind.FACILITY and found.chain != mention.chain:
                words = (mention.start, max(mention.end, found.mention.end))
                yield FactDraft(mention.chain, "partOf", found.chain, [words], "name", confidence=0.75)


def _owners(reader: Reader) -> Iterator[FactDraft]:
    """What the chains themselves know of their owners."""
    for index, chain in enumerate(reader.chains):
        if chain.owner is None or chain.plural or not chain.mentions:
            continue
        mention = reader.doc._.mentions[chain.mentions[0]]
        fact = _owned(reader, chain.owner, index, (mention.start, mention.end))
        if fact is not None:
            yield fact


def _said_part(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """What is set beside a body as a part of another: "the bureau, part of the Justice Department"."""
    head = reader.doc[mention.head]
    nouns = [child for child in head.rights if child.dep_ == "appos"]
    nouns += [noun for clause in head.rights if clause.dep_ == "relcl" for noun in _said_in(clause)]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += [child for child in head.head.rights if child.dep_ == "attr"]
    for noun in nouns:
        if noun.lemma_.lower() not in _PARTS:
            continue
        for token in preposition(noun, "of"):
            found = reader.at(token)
            if found is None or mention.chain is None:
                continue
            if reader.chains[found.chain].kind is reader.chains[mention.chain].kind:
                words = (min(mention.start, noun.i), max(mention.end, found.mention.end))
                yield FactDraft(mention.chain, "partOf", found.chain, [words], "part", confidence=0.85)


def _said_in(clause: Token) -> list[Token]:
    """What a relative clause says that something is: "which is an arm of the department"."""
    about = any(child.dep_ == "nsubj" and child.lower_ in ("which", "that") for child in clause.lefts)
    denied = any(child.dep_ == "neg" for child in clause.children)
    says = about and clause.lemma_ == "be" and not denied
    return [child for child in clause.rights if child.dep_ == "attr"] if says else []


def _owned(reader: Reader, owner: int, owned: int, words: tuple[int, int]) -> FactDraft | None:
    one, other = reader.chains[owner].kind, reader.chains[owned].kind
    predicate = _OWNED.get(other)
    if other is Kind.LAW and one is not Kind.LAW:
        predicate = _AUTHORS.get(reader.chains[owned].law_kind or "")
        if predicate == _AUTHORS["Bill"] and one is not Kind.PERSON:
            return None
    if one is Kind.PROGRAM and other is Kind.PROGRAM:
        predicate = "partOf"
    if predicate is None or owner == owned:
        return None
    if reader.chains[owned].law_kind == "Ruling" and not rules(reader, owner):
        return None
    subject, target = (owned, owner) if predicate == "partOf" else (owner, owned)
    if predicate == "partOf" and (one is not other or _BESIDE & set(reader.chains[owned].label.split())):
        return None
    return FactDraft(subject, predicate, target, [words], "owner", confidence=0.75)


def rules(reader: Reader, owner: int) -> bool:
    """Whether whoever a decision is ascribed to is a court or a judge: other people's decisions are no rulings."""
    chain = reader.chains[owner]
    names = " ".join((chain.label, *chain.alt_labels)).lower()
    if chain.kind is Kind.AGENCY:
        return any(word in names for word in ("court", "circuit", "tribunal", "commission", "board"))
    first = [reader.doc._.mentions[index] for index in chain.mentions]
    before = {reader.doc[item.start - 1].lower_ for item in first if item.form == "name" and item.start > 0}
    return bool(before & {"judge", "justice", "magistrate"})


def _possessed(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Owners in words: "the office's enforcement division", "ICE's 287(g) program", "Lodge 12 of the order"."""
    head = reader.doc[mention.head]
    before = reader.doc[max(mention.start - 2, 0) : mention.start]
    ahead = [token for token in before if token.dep_ == "poss" and token.head.i < mention.end]
    numbers = [child for child in head.rights if child.dep_ == "nummod"]
    wholes = [token for word in (head, *numbers) for token in preposition(word, "of")]
    for token in dict.fromkeys((*possessor(head), *ahead, *wholes)):
        owner = reader.at(token)
        if owner is None or mention.chain is None or reader.chains[mention.chain].owner not in (None, owner.chain):
            continue
        if any(word.lemma_.lower() in _BESIDE for word in reader.doc[token.i + 1 : mention.end]):
            continue
        words = (min(mention.start, owner.mention.start), max(mention.end, owner.mention.end))
        fact = _owned(reader, owner.chain, mention.chain, words)
        if fact is not None:
            yield fact


def _by_author(reader: Reader, mention: Mention) -> Iterator[FactDraft]:
    """Whose a law is by an aside: "Senate Bill 12, by Sen. Jo Park"."""
    doc, place = reader.doc, mention.end
    if mention.chain is None or reader.chains[mention.chain].kind is not Kind.LAW or place + 2 >= len(doc):
        return
    predicate = _AUTHORS.get(reader.chains[mention.chain].law_kind or "")
    if predicate is None or doc[place].text != "," or doc[place + 1].lower_ != "by":
        return
    for item in doc._.mentions:
        near = place + 2 <= item.start <= place + 5 and item.chain is not None
        if near and reader.chains[item.chain].kind is Kind.PERSON:
            yield FactDraft(item.chain, predicate, mention.chain, [(mention.start, item.end)], "author")
            return


def _led(reader: Reader, mention: Mention, leaders: set[int]) -> Iterator[FactDraft]:
    """Whose office it is: "his office", "the sheriff's department", of a person whose post leads such a body."""
    head = reader.doc[mention.head]
    if mention.chain is None or reader.chains[mention.chain].kind is not Kind.AGENCY or head.lower_ not in _OFFICES:
        return
    for token in possessor(head):
        owner = reader.at(token)
        if owner is not None and owner.chain in leaders:
            words = (min(mention.start, owner.mention.start), max(mention.end, owner.mention.end))
            yield FactDraft(owner.chain, "heads", mention.chain, [words], "owner", confidence=0.75)


def _leaders(reader: Reader) -> set[int]:
    """The people whom the text calls by the title of one who heads a body ("Sheriff Ana Ruiz")."""
    return {said.person for said in titled(reader) if said.title in titles().heading}
