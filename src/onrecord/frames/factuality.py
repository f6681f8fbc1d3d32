"""How real a trigger is, by what governs it: negation, modals, conditionals, "plans to", "declined to"."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.record import Factuality

_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "conj", "advcl", "dobj", "pobj", "prep", "attr", "oprd"})
_SEEKING = frozenset({"apply", "ask", "hope", "pursue", "request", "seek", "want"})
_SHIFTED = frozenset({"would", "'d", "\u2019d"})
_BEHIND = frozenset({"after", "despite", "since"})
"""Prepositions behind which a gerund tells what was done."""
_CERTAIN = frozenset({"doubt", "question", "secret"})
"""Nouns whose "no" denies nothing ("there is no doubt of his support")."""
_COMING = frozenset({"break", "come", "spread"})
_BEFORE_NOUNS = frozenset({"ADJ", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN"})
_INVERTED = frozenset({"had", "should", "were"})
"""What opens a condition that no conjunction does ("Had it sued, ...")."""
_STRENGTH = {Factuality.ACTUAL: 0, Factuality.PLANNED: 1, Factuality.POSSIBLE: 2, Factuality.DENIED: 3}


class _Lexicon(NamedTuple):
    """What `factuality.toml` lists, as lemmas; modals and marks as forms."""

    governing: Mapping[str, Factuality]
    modals: Mapping[str, Factuality]
    conditional: frozenset[str]
    hypothetical: frozenset[str]
    asking: frozenset[str]
    limiting: frozenset[str]
    telling: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    table = tomllib.loads((resources.files("onrecord.frames") / "factuality.toml").read_text(encoding="utf-8"))
    effects = {"planned": Factuality.PLANNED, "possible": Factuality.POSSIBLE, "denied": Factuality.DENIED}
    return _Lexicon(
        governing={lemma: effect for name, effect in effects.items() for lemma in table[name]},
        modals={word: Factuality(value) for word, value in table["modals"].items()},
        conditional=frozenset(table["marks"]["conditional"]),
        hypothetical=frozenset(table["marks"]["hypothetical"]),
        asking=frozenset(table["asking"]),
        limiting=frozenset(table["limiting"]),
        telling=frozenset(table["telling"]),
    )


def factuality(trigger: Token) -> Factuality | None:
    """The trigger's factuality in its sentence, or None where nothing is asserted."""
    if _is_asked(trigger) or _is_limited(trigger) or _is_begged_off(trigger):
        return None
    worst = Factuality.ACTUAL
    node = trigger
    denied = True
    while True:
        if _is_condition(node):
            return Factuality.POSSIBLE  # "if it does not sue", "would not win if it sued": a condition denies nothing
        worst = weaker(worst, _own(node, denied=denied))
        head = node.head
        if head == node or not _is_governed(node) or _stands_apart(node):
            return worst
        if node.dep_ == "ccomp" and head.pos_ == "VERB" and not _marked(node) and not _has_to(node):
            return weaker(worst, _governing(head)) if head.lemma_ in ("deny",) else worst
        worst = weaker(worst, _as_infinitive(node, worst))
        if node.dep_ == "pcomp" and head.dep_ == "prep":
            worst = weaker(worst, _behind_preposition(head))
        if node.dep_ in ("dobj", "pobj") and _sought(head):
            worst = weaker(worst, Factuality.PLANNED)
        denied = not (_on_its_own(node) if node.dep_ == "conj" else node.dep_ == "ccomp" or _is_aside(node))
        node = head


def _is_asked(trigger: Token) -> bool:
    return any(token.text == "?" for token in trigger.sent[-2:])


def _is_governed(node: Token) -> bool:
    """Whether the word above has a say in how real it is: of clauses behind nouns, infinitives ("a reason to sue")."""
    return _has_to(node) if node.dep_ in ("acl", "relcl") else node.dep_ in _GOVERNED


def _as_infinitive(node: Token, so_far: Factuality) -> Factuality:
    """What the word above an infinitive or gerund does to it; of what is done to some end, the end is a plan."""
    if node.dep_ not in ("xcomp", "ccomp", "acl", "relcl", "pcomp", "advcl") or not _is_infinitive(node):
        return Factuality.ACTUAL
    if node.dep_ in ("advcl", "ccomp") and node.tag_ == "VBG":
        return Factuality.ACTUAL  # "denied it, calling her a liar": the call was made
    if node.dep_ == "ccomp" and any(child.dep_ == "neg" for child in node.head.children):
        return Factuality.POSSIBLE  # "does not expect the board to sue": nobody says that it does not
    purpose = node.dep_ == "advcl" and not _goes_through_with(node.head) and so_far is Factuality.ACTUAL
    return weaker(_governing(node.head), Factuality.PLANNED if purpose else Factuality.ACTUAL)


def _is_limited(trigger: Token) -> bool:
    """Whether a negation is of the manner alone, so that nothing is said: "did not attack her directly"."""
    negated = any(child.dep_ == "neg" for child in trigger.children)
    negated = negated or (trigger.dep_ == "xcomp" and _governing(trigger.head) is Factuality.DENIED)
    return negated and any(child.dep_ == "advmod" and child.lower_ in _lexicon().limiting for child in trigger.children)


def _is_begged_off(trigger: Token) -> bool:
    """Whether somebody is only asked not to do it: "urged the board not to sue"."""
    negated = any(child.dep_ == "neg" for child in trigger.children)
    return negated and _has_to(trigger) and trigger.head.lemma_ in _lexicon().asking


def _stands_apart(node: Token) -> bool:
    """Whether what governs the words does nothing to them: "declined to run after voting for it", "since it sued"."""
    if node.dep_ == "pcomp":
        return node.head.lower_ in _BEHIND
    own = node.dep_ == "advcl" and any(child.dep_ == "nsubj" for child in node.lefts)
    return own and (node.tag_ == "VBD" or (node.tag_ in ("VBZ", "VBP") and _is_of_habit(node)))


def _is_of_habit(node: Token) -> bool:
    """Whether a clause tells what happens when something else may: "when she attacks the board, voters may cheer"."""
    opened = any(child.lower_ in ("when", "whenever", "while") for child in node.lefts)
    return opened and any(child.lower_ in ("can", "may", "might") for child in node.head.lefts)


def _is_yet_to_come(node: Token) -> bool:
    """Whether a clause tells what something else is done before: "bought the land before it sues"."""
    present = node.dep_ == "advcl" and node.tag_ in ("VBZ", "VBP")
    return present and any(child.dep_ == "mark" and child.lower_ == "before" for child in node.lefts)


def _is_aside(node: Token) -> bool:
    """Whether a participle before a clause is not denied with it: "Having sued the firm, she could not buy it"."""
    return node.dep_ == "advcl" and node.tag_ == "VBG" and node.i < node.head.i


def weaker(one: Factuality, other: Factuality) -> Factuality:
    """The weaker of two; a denial is the weakest."""
    return max(one, other, key=_STRENGTH.__getitem__)


def _on_its_own(node: Token) -> bool:
    """Whether a coordinated verb is not denied with the first: "has not sued but has spoken", "..., and he spoke"."""
    opposed = any(token.lower_ == "but" and token.head == node.head for token in node.doc[node.head.i : node.i])
    return opposed or any(child.dep_ in ("nsubj", "nsubjpass") for child in node.lefts)


def _own(node: Token, *, denied: bool) -> Factuality:
    """What hangs on the word itself says of it; without `denied`, its negation is passed over."""
    modals = _lexicon().modals
    if (regretted := _regretted(node)) is not None:
        return regretted
    found = Factuality.PLANNED if _is_yet_to_come(node) else Factuality.ACTUAL
    for child in node.children:
        if node.lemma_ == "vote" and child.i > node.i and child.lower_ in ("no", "nay"):
            continue  # "voted no" is a vote
        if child.dep_ == "neg" or child.lower_ in ("never", "neither"):
            found = weaker(found, Factuality.DENIED if denied else Factuality.ACTUAL)
        elif child.dep_ == "aux" and child.lower_ in modals and child.tag_ == "MD":
            told = child.lower_ in _SHIFTED and _tells_a_plan(node)
            found = weaker(found, Factuality.PLANNED if told else modals[child.lower_])
        elif child.dep_ in ("nsubj", "nsubjpass", "det", "dobj") and _is_none(child):
            found = weaker(found, Factuality.DENIED)
    return found


def _regretted(node: Token) -> Factuality | None:
    """What a regret takes for granted: "should not have signed" that it did, "should have signed" that it did not."""
    words = {child.lower_ for child in node.lefts if child.dep_ in ("aux", "auxpass")}
    if node.tag_ != "VBN" or not {"should", "have"} <= words:
        return None
    negated = any(child.dep_ == "neg" or child.lower_ == "never" for child in node.lefts)
    return Factuality.ACTUAL if negated else Factuality.DENIED


def _is_condition(node: Token) -> bool:
    """Whether a verb stands in a condition: "if it sued", "unless it sues", "were it to sue", "had it sued"."""
    if any(child.dep_ == "mark" and child.lower_ in _lexicon().conditional for child in node.children):
        return True
    subjects = [child for child in node.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    for child in subjects:
        first = child.i
        while first > node.sent.start and node.doc[first - 1].pos_ in _BEFORE_NOUNS:
            first -= 1  # the parse may give the "if" to an adjective of the subject
        if first > node.sent.start and node.doc[first - 1].lower_ in _lexicon().hypothetical:
            return first < 2 or node.doc[first - 2].lower_ != "as"
    opens = node.left_edge
    inverted = opens.lower_ in _INVERTED and opens.head == node and opens != node and bool(subjects)
    return inverted and (node.dep_ == "advcl" or opens.i == node.sent.start)


def _tells_a_plan(node: Token) -> bool:
    """Whether a "would" is a "will" that was told: "said that it would sue", "the news that it would sue"."""
    top = node
    while top.dep_ == "conj":
        top = top.head
    head = top.head
    if top.dep_ not in ("ccomp", "acl") or head.i > top.left_edge.i or not _is_telling(head):
        return False
    if head.pos_ == "VERB" and head.tag_ not in ("VBD", "VBN"):
        return False
    if any(token.is_quote for token in node.doc[head.i : node.i]):
        return False  # He said, "I would sue."
    perfect = any(child.dep_ == "aux" and child.lower_ == "have" for child in node.lefts)
    hypothetical = _lexicon().hypothetical
    return not perfect and not any(token.lower_ in hypothetical for token in node.sent if token.i > head.i)


def _is_telling(head: Token) -> bool:
    """Whether the word tells what is to be: "said", "the news that", "word came that"."""
    if head.lemma_ in _COMING:
        return any(child.dep_ == "nsubj" and child.lemma_.lower() in _lexicon().telling for child in head.lefts)
    return head.lemma_.lower() in _lexicon().telling


def _is_none(child: Token) -> bool:
    if (
        child.lemma_ == "vote"
        and child.i > 2
        and child.nbor(-1).lower_ == "no"
        and child.nbor(-2).pos_ in ("ADJ", "DET")
    ):
        return False  # "cast the lone no vote"
    if not _CERTAIN.isdisjoint((child.lower_, child.head.lower_)):
        return False
    if child.lower_ in ("no", "none", "nobody"):
        return True
    return any(inner.dep_ == "det" and inner.lower_ == "no" for inner in child.lefts)


def _governing(head: Token) -> Factuality:
    if head.lemma_ == "go" and (head.tag_ != "VBG" or _goes_through_with(head)):
        return Factuality.ACTUAL
    return _lexicon().governing.get(head.lemma_.lower(), Factuality.ACTUAL)


def _goes_through_with(head: Token) -> bool:
    """Whether the words say that it was done: "went on to sue", "went out of its way to sue", "took care to sue"."""
    if head.lemma_ == "take":
        return any(child.dep_ == "dobj" and child.lower_ in ("care", "pains") for child in head.rights)
    if head.lemma_ != "go":
        return False
    return any(
        (child.lower_ == "on" and child.dep_ in ("prt", "advmod"))
        or (child.lower_ == "out" and child.i + 1 < len(child.doc) and child.nbor().lower_ == "of")
        for child in head.rights
    )


def _behind_preposition(joint: Token) -> Factuality:
    """What the words before a gerund's preposition do to it: "without asking", "steers clear of asking"."""
    if joint.lower_ == "without":
        return Factuality.DENIED
    above = joint.head
    return _governing(above if above.pos_ in ("VERB", "NOUN") else above.head)


def _sought(head: Token) -> bool:
    """Whether what hangs on the word is only wanted as yet ("applied for a grant", "seeks a contract")."""
    verb = head.head if head.dep_ == "prep" else head
    return verb.lemma_ in _SEEKING


def _is_infinitive(node: Token) -> bool:
    return _has_to(node) or (node.tag_ == "VBG" and node.dep_ != "acl")


def _has_to(node: Token) -> bool:
    """Whether it is an infinitive, also a bare one ("see the board sue", "demanded that the board sue")."""
    auxiliary = [child for child in node.lefts if child.dep_ in ("aux", "auxpass")]
    bare = node.dep_ == "ccomp" and node.tag_ == "VB" and not auxiliary
    return bare or any(child.lower_ == "to" for child in auxiliary)


def _marked(node: Token) -> bool:
    conditional = _lexicon().conditional
    return any(child.dep_ == "mark" and child.lower_ in conditional for child in node.lefts)
