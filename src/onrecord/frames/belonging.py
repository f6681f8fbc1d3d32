"""Whether the words between a person and a body let the one belong to the other, as the encoder may read them.

The encoder knows which people and parties go together; a sentence that names both need not say so ("the Republican
primary, where Jo Park leads").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.frames.arguments import Reader
from onrecord.frames.holders import BODIES, is_party, people
from onrecord.frames.paths import conjuncts, preposition, surface_subject
from onrecord.frames.titles import titles
from onrecord.language.annotations import Mention

_LISTING = frozenset({"as", "including", "like"})
_OPENING = frozenset({"--", "-", "\u2013", "\u2014", ":", "including", "among", "like"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MODIFYING = frozenset({"amod", "compound", "nmod", "poss"})
_INSIDE = frozenset({"for", "from", "in", "of", "with"})


def may_belong(reader: Reader, person: Mention, body: Mention) -> bool:
    """Whether the person can be said to belong to the body: not where it is what joins another person."""
    holder, word = reader.doc[person.head], reader.doc[body.head]
    if _is_in_compound(holder) or _is_owner(reader, body) or _is_besides(holder):
        return False
    if is_party(reader, body.chain):
        inside = person.start <= word.i < person.end
        return inside or any(holder in _members(noun) or _is_listed(holder, noun) for noun in _member_nouns(word))
    own = word.lower_ == "campaign" and holder.head == word and holder.dep_ == "poss"
    outside = own or _is_kin(holder, word) or _is_sought(holder, word) or _is_aside(holder, word)
    return not outside and not _is_anothers(reader, person, word)


def is_of_partisans(reader: Reader, body: Mention) -> bool:
    """Whether a party's word is in what somebody is or would be as one of it: "if Park is the Democratic nominee".

    That Park is a Democrat is no part of the condition; that Park is no Democrat would be said with "not".
    """
    word = reader.doc[body.head]
    noun = word.head
    if word.dep_ not in _MODIFYING or noun.dep_ != "attr" or not is_party(reader, body.chain):
        return False
    return not any(child.dep_ == "neg" for child in noun.head.children)


def _is_besides(word: Token) -> bool:
    """Whether others than the one named are spoken of: "In addition to Park, two members of the board"."""
    joint = word.head
    added = joint.lower_ == "to" and joint.head.lower_ == "addition"
    return word.dep_ == "pobj" and (added or joint.lower_ in ("besides", "unlike"))


def _is_in_compound(word: Token) -> bool:
    """Whether a name is part of what others are called: "his Park-backing colleagues"."""
    after = word.doc[word.i + 1 : word.i + 3]
    return len(after) == 2 and after[0].tag_ == "HYPH" and after[1].tag_ in ("VBG", "VBN", "VBD", "JJ")


def _is_sought(holder: Token, word: Token) -> bool:
    """Whether the body is what somebody would get into: "a Senate candidate", "the Senate race"."""
    above = word.head
    if word.dep_ == "pobj" and above.lower_ == "for" and above.head.lemma_.lower() in titles().contests:
        return True
    for _ in range(2):
        if word.dep_ not in ("compound", "nmod", "amod"):
            return False
        word = word.head
        if word.lemma_.lower() in titles().contests:
            return word.lower_ != "seat" or holder.head != word or holder.dep_ != "poss"  # but "Park's Senate seat"
    return False


def _is_aside(holder: Token, word: Token) -> bool:
    """Whether the body does something else in a clause without the person: "When the court ruled, Park objected"."""
    clause = word.head
    aside = word.dep_ == "nsubj" and clause.dep_ == "advcl"
    return aside and not clause.is_ancestor(holder)


def _is_owner(reader: Reader, body: Mention) -> bool:
    """Whether the body only owns the one that is meant: "president of the county's Harbor Academy"."""
    doc = reader.doc
    if body.end + 1 >= len(doc) or doc[body.end].tag_ != "POS":
        return False
    return any(
        item.start == body.end + 1 and item.chain not in (None, body.chain) and reader.chains[item.chain].kind in BODIES
        for item in doc._.mentions
        if item.form == "name"
    )


def _is_kin(holder: Token, word: Token) -> bool:
    """Whether the body is that of a relative or of who is served: "son of X's founder", "X's leader under Park"."""
    between = [token for token in word.ancestors if holder.is_ancestor(token)]
    kin = any(token.lemma_.lower() in titles().kin for token in between)
    under = holder.dep_ == "pobj" and holder.head.lower_ == "under" and word in holder.head.head.subtree
    return kin or under


def _is_anothers(reader: Reader, person: Mention, word: Token) -> bool:
    """Whether the body stands in what is said of somebody else ("Jo Park of X, and Ana Ruiz, head of Y")."""
    for item in people(reader):
        said = _said_of(reader.doc[item.head])
        if item.chain != person.chain and word.i in said and person.head not in said:
            return True
    return False


def _said_of(noun: Token) -> set[int]:
    """The words below a noun, without what is coordinated with it or with what is set beside it."""
    joined = [
        other for one in (noun, *(child for child in noun.rights if child.dep_ == "appos")) for other in conjuncts(one)
    ]
    apart = {token.i for other in joined for token in other.subtree}
    return {token.i for token in noun.subtree} - apart


def _members(noun: Token) -> set[Token]:
    """Whom a noun for a member is said of: who is before or behind it, set beside it, its subject, or its example."""
    near = _beside(noun) | ({noun.head} if noun.dep_ in ("compound", "nmod") else set())
    for place in (*preposition(noun, "for"), *preposition(noun, "in"), *preposition(noun, "of")):
        near |= {child for child in place.rights if child.dep_ == "appos"}
    near |= {child for child in noun.children if child.dep_ in ("compound", "nmod")}
    if noun.dep_ == "attr":
        near |= {one for first in surface_subject(noun.head) for one in _beside(first)}
    listed = [child for child in noun.rights if child.lower_ in _LISTING]
    first = [token for child in listed for token in child.subtree if token.dep_ == "pobj"]
    near |= {token for one in first for token in (one, *conjuncts(one))}
    if noun.tag_ in ("NNS", "NNPS"):
        near |= {further for token in near for further in conjuncts(token)}
    return near


def _beside(noun: Token) -> set[Token]:
    """The noun, what it is set beside, and what is set beside it."""
    above = {noun.head, *_beside(noun.head)} if noun.dep_ == "appos" and noun.head != noun else set()
    return {noun, *above, *(child for child in noun.rights if child.dep_ == "appos")}


def _is_listed(holder: Token, noun: Token) -> bool:
    """Whether the person is in a list that the noun opens: "the Republicans running -- Jo Park and Ana Ruiz"."""
    if noun.tag_ not in ("NNS", "NNPS") or holder.i <= noun.i or holder.sent != noun.sent:
        return False
    between = noun.doc[noun.i + 1 : holder.i]
    opens = [token.i for token in between if token.lower_ in _OPENING]
    return bool(opens) and not any(token.tag_ in _FINITE for token in noun.doc[noun.i : holder.i])


def _member_nouns(party: Token) -> Iterator[Token]:
    """The nouns for a member that the party's word belongs to: "a GOP lawmaker", "the party's nominee", "its chair"."""
    node = party
    for _ in range(4):
        word = node.lemma_.lower()
        partisan = node.lower_ in titles().parties and node.pos_ in ("NOUN", "PROPN") and node.dep_ not in _MODIFYING
        if partisan or word in titles().partisans or titles().known([word]) or node.ent_type_ == "PERSON":
            yield node
        if node.dep_ == "pobj" and node.head.lower_ in _INSIDE:
            node = node.head.head
        elif node.dep_ in _MODIFYING:
            node = node.head
        else:
            return
