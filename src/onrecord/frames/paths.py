"""Walking from a trigger to its arguments over the dependency parse.

A path is steps joined by ">". Steps: `subject` and `object` are the logical ones (active, passive, relative, shared by
coordination, controlled); `possessor`, `modifier`, `appositive`, `head` (the noun that a noun modifies), `infinitive`
(the verb of the trigger's infinitive or gerund), `doer` (the subject of the verb that a noun is the object of), `maker`
(the same, but not of a verb like "win" or "dismiss"), `holder` (whom a noun is said of), `recipient` (to whom something
is given), `antecedent` (the noun that a relative clause is about), `bound` (who takes part in what is done "under" an
agreement), `asked` (who acts "at her request"), `author` (who speaks in it), `clause` (the subject of the clause that a
verb governs), `faulted` (that subject, where the clause says whether it is lawful), `whose` (whose remark, record or
candidacy a noun names), `merit` (whose record or candidacy), `complement` (the adjective that a verb says of its
subject), `speaker` (who says the words), `self`; any other word is a preposition and leads to its object. A slot whose
path is `focus` alone takes what of its kinds was spoken of last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

_RELATIVE = frozenset({"who", "whom", "which", "that"})
_OBJECT_CONTROL = frozenset(
    (
        *("allow", "appoint", "ask", "assign", "authorize", "bar", "call", "cause", "command", "compel", "convince"),
        *("direct", "empower", "enable", "encourage", "expect", "forbid", "force", "get", "hire", "instruct", "invite"),
        *("inspire", "lead", "let", "name", "need", "nominate", "order", "permit", "persuade", "press", "pressure"),
        *("prompt", "push", "remind", "request", "require", "select", "spur", "task", "tell", "urge", "want", "warn"),
    )
)
_NAMING = frozenset({"appoint", "assign", "call", "cause", "name", "nominate", "press", "push", "remind", "select"})
"""Of these, what takes an infinitive of purpose that is its own subject's ("called a meeting to oppose it")."""
_JUDGING = frozenset(
    (
        *("accuse", "assail", "attack", "blame", "blast", "chastise", "chide", "commend", "condemn", "congratulate"),
        *("credit", "criticize", "denounce", "fault", "fire", "hail", "honor", "mock", "praise", "rebuke", "rip"),
        *("scold", "slam", "sue", "suspect", "thank"),
    )
)
"""Verbs whose object is who did what "for" or "of" tells ("blamed the board for suing")."""
_KEEPING = frozenset({"bar", "block", "discourage", "dissuade", "enjoin", "keep", "prevent", "prohibit", "stop"})
_OWN_DOING = frozenset(
    (
        *("agenda", "approach", "attack", "bid", "campaign", "candidacy", "character", "claim", "comment", "conduct"),
        *("courage", "criticism", "handling", "history", "judgment", "leadership", "performance", "policy", "position"),
        *("record", "refusal", "remark", "response", "rhetoric", "stance", "statement", "tactic", "temperament"),
        *("treatment", "view", "vision", "work"),
    )
)
"""What somebody says, does or is: who is for or against it is for or against them."""
_MERITS = frozenset(
    (
        *("bid", "campaign", "candidacy", "character", "courage", "handling", "history", "judgment", "leadership"),
        *("performance", "record", "vision", "work"),
    )
)
"""What speaks for somebody."""
_WARDING_OFF = frozenset(
    (
        *("answer", "attract", "brush", "deflect", "deny", "dismiss", "draw", "earn", "face", "get", "ignore"),
        *("invite", "lose", "receive", "rebut", "reject", "seek", "shrug", "weather", "win"),
    )
)
"""Verbs whose subject has to do with the deed of another: who "drew criticism" made none."""
_PICKING = frozenset({"appoint", "choose", "elect", "hire", "name", "nominate", "pick", "tap"})
"""Verbs whose object does what the infinitive behind it says, also where the parse takes that for a purpose."""
_COUNTED = frozenset({"one", "two", "three", "among"})
_VERBAL = frozenset({"VERB", "AUX"})
_BREAKING = frozenset({"breach", "contravene", "exceed", "flout", "infringe", "overstep", "violate"})
_LAWFUL = frozenset(
    (
        *("constitutional", "illegal", "invalid", "lawful", "legal", "unconstitutional", "unlawful", "valid", "void"),
        *("violation",),
    )
)


def follow(trigger: Token, steps: Iterable[str]) -> list[Token]:
    """The tokens at the end of the path, coordinated ones included, in text order."""
    here = [trigger]
    for step in steps:
        walk = _STEPS.get(step)
        reached = [found for token in here for found in (walk(token) if walk else preposition(token, step))]
        here = sorted({*reached, *(conjunct for token in reached for conjunct in conjuncts(token))}, key=_index)
    return here


def conjuncts(token: Token) -> list[Token]:
    """The tokens coordinated with this one, to its right."""
    found = []
    for child in token.rights:
        if child.dep_ == "conj":
            found += [child, *conjuncts(child)]
    return found


def subject(verb: Token) -> list[Token]:
    """The logical subject of a verb; for a noun, its possessor or the object of its "by"."""
    if verb.pos_ not in _VERBAL:
        return possessor(verb) or preposition(verb, "by")
    if is_passive(verb):
        agents = [child for child in verb.children if child.dep_ == "agent"]
        agents += [more for agent in agents for more in agent.subtree if more.dep_ == "conj" and more.lower_ == "by"]
        return [token for agent in agents for token in agent.children if token.dep_ == "pobj"]
    own = [child for child in verb.lefts if child.dep_ in ("nsubj", "csubj")]
    if own:
        return [_antecedent(token, verb) for token in own]
    return _misplaced_subject(verb) or _shared_subject(verb)


def _misplaced_subject(verb: Token) -> list[Token]:
    """The subject that the parse hangs elsewhere: behind an appositive, or behind a place that opens the sentence.

    "Gov. Jo Park, a Democrat, signed the bill" may be read as a noun with a participle, and "In Dayton, Jo Park signed
    the bill" as a list of Dayton and Park.
    """
    if is_main_after_appositive(verb):
        return [verb.head]
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    opening = [inner for child in verb.lefts if child.dep_ == "prep" for inner in child.rights if inner.dep_ == "pobj"]
    listed = [token for first in opening for token in first.rights if token.dep_ == "conj" and token.i < verb.i]
    joined = any(child.dep_ == "cc" for first in opening for child in first.rights)
    return [] if joined else listed[-1:]


def is_main_after_appositive(verb: Token) -> bool:
    """Whether a participle is the sentence's verb after all: its noun is the root, and a comma closes an appositive."""
    head = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or head.dep_ != "ROOT" or head.pos_ != "PROPN":
        return False
    children = {child.dep_ for child in verb.children}
    beside = any(child.dep_ == "appos" and child.i < verb.i for child in head.rights)
    return beside and "agent" not in children and bool(children & {"dobj", "xcomp", "ccomp"})


def _shared_subject(verb: Token) -> list[Token]:
    """The subject of a verb that has none of its own: its governor's, its controller, or the noun that it modifies."""
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ == "xcomp" and head.pos_ in _VERBAL:
        controlled = _OBJECT_CONTROL if verb.tag_ != "VBG" else frozenset()
        return logical_object(head) if head.lemma_ in controlled and logical_object(head) else surface_subject(head)
    if verb.dep_ == "advcl" and head.lemma_ in _PICKING and verb.tag_ == "VB" and logical_object(head):
        return logical_object(head)
    if verb.dep_ in ("conj", "advcl", "dep") and head.pos_ in _VERBAL:
        asked = verb.dep_ == "advcl" and _is_asked(verb, head)
        return logical_object(head) if asked and logical_object(head) else surface_subject(head)
    if verb.dep_ == "acl":
        if verb.tag_ == "VBG" or (head.dep_ == "dobj" and _is_asked(verb, head.head)):
            return [head]
        member = _one_of(head)
        if member is not None:
            return surface_subject(member)
        return possessor(head) or (surface_subject(head.head) if head.head.pos_ in _VERBAL else [])
    if verb.dep_ == "pcomp" and head.head.pos_ in _VERBAL:
        return _doer_of_gerund(head)
    if verb.dep_ == "relcl" and not any(child.dep_ == "nsubj" for child in verb.children):
        return [head]
    return []


def _is_asked(verb: Token, above: Token) -> bool:
    """Whether an infinitive is what the object of the verb above is to do: "needs the board to back it"."""
    infinitive = any(child.tag_ == "TO" for child in verb.lefts)
    return infinitive and above.lemma_ in _OBJECT_CONTROL - _NAMING


def _doer_of_gerund(joint: Token) -> list[Token]:
    """Who does what a gerund behind a preposition says: the verb's subject, or whom it blames or thanks for it.

    "Park faced the board by suing", but "Park blamed the board for suing"; in "Park argued against suing", nobody.
    """
    verb = joint.head
    if joint.lower_ in ("against", "over"):
        return []
    blamed = joint.lower_ in ("for", "of") and verb.lemma_ in _JUDGING
    kept = joint.lower_ == "from" and verb.lemma_ in _KEEPING
    return logical_object(verb) if (blamed or kept) and logical_object(verb) else surface_subject(verb)


def _one_of(noun: Token) -> Token | None:
    """The "is" of "X is one of three agencies to have enrolled", from "agencies"."""
    steps = [noun.head, noun.head.head, noun.head.head.head]
    one_of = steps[0].lower_ == "of" and steps[1].lower_ in ("one", "two", "among") and steps[1].dep_ == "attr"
    return steps[2] if one_of and steps[2].lemma_ == "be" else None


def ones_among(be: Token) -> list[Token]:
    """The "one" of "X is one of three agencies to have enrolled", wherever the parse hangs it."""
    nearby = [child for child in be.rights if child.dep_ in ("attr", "advcl", "ccomp", "xcomp")]
    nearby += [inner for child in nearby for inner in child.lefts if inner.dep_ in ("nsubj", "nsubjpass")]
    return [token for token in nearby if token.lower_ in _COUNTED and any(c.lower_ == "of" for c in token.rights)]


def those_counted(token: Token) -> list[Token]:
    """Who is meant by such a "one": the subject of the "is"."""
    for above in (token.head, token.head.head):
        if above.lemma_ == "be" and token in ones_among(above):
            return surface_subject(above)
    return []


def among_whom(token: Token) -> list[Token]:
    """Who is said to be among them: X and Y in "X and Y are among 14 agencies that enrolled", from "agencies"."""
    be = token.head.head
    if token.dep_ != "pobj" or token.head.lower_ != "among" or be.lemma_ != "be" or token.head.dep_ != "prep":
        return []
    return [more for first in surface_subject(be) for more in (first, *conjuncts(first))]


def surface_subject(verb: Token) -> list[Token]:
    """The subject as the sentence has it: of a passive, who it is done to."""
    if not is_passive(verb):
        return subject(verb)
    own = [_antecedent(child, verb) for child in verb.lefts if child.dep_ == "nsubjpass"]
    return own or _shared_subject(verb)


def logical_object(verb: Token) -> list[Token]:
    """What the verb is done to; for a noun, the object of its "of"."""
    if verb.pos_ not in _VERBAL:
        return preposition(verb, "of")
    if is_passive(verb):
        if verb.dep_ == "acl":
            return [verb.head]
        return surface_subject(verb)
    own = [child for child in verb.rights if child.dep_ in ("dobj", "oprd", "dative") and child.pos_ != "ADP"]
    fronted = [_antecedent(child, verb) for child in verb.lefts if child.dep_ == "dobj"]
    if own or fronted:
        return fronted or own
    if verb.dep_ == "relcl" and any(child.dep_ == "nsubj" and child.lower_ not in _RELATIVE for child in verb.lefts):
        return [verb.head]
    if any(child.dep_ == "prep" for child in verb.rights):
        return []
    # "drafted and signed the bill": the object hangs on the last of the coordinated verbs
    joined = [child for child in verb.rights if child.dep_ == "conj" and child.pos_ == "VERB"]
    return [inner for child in joined[:1] for inner in child.rights if inner.dep_ == "dobj"]


def preposition(token: Token, word: str) -> list[Token]:
    """The objects of this preposition where it hangs on the token."""
    found = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt") and child.lower_ == word:
            found += [inner for inner in child.children if inner.dep_ in ("pobj", "pcomp")]
            found += [inner for middle in child.children if middle.dep_ == "prep" for inner in middle.children]
    return [inner for inner in found if inner.dep_ in ("pobj", "pcomp")]


def possessor(token: Token) -> list[Token]:
    """Whose it is: "the county's", "its"."""
    return [child for child in token.lefts if child.dep_ == "poss"]


def modifier(token: Token) -> list[Token]:
    """Nouns that stand before a noun and belong to it."""
    return [child for child in token.lefts if child.dep_ in ("compound", "nmod", "amod")]


def appositive(token: Token) -> list[Token]:
    """The noun set beside this one, either way round."""
    found = [child for child in token.rights if child.dep_ == "appos"]
    return found + ([token.head] if token.dep_ == "appos" else [])


def governor(token: Token) -> list[Token]:
    """The noun that this word modifies."""
    return [token.head] if token.head != token else []


def itself(token: Token) -> list[Token]:
    """The trigger, where it is an argument too ("the county's contract")."""
    return [token]


def infinitive(token: Token) -> list[Token]:
    """The verb of the infinitive or gerund that the token governs."""
    return [
        child for child in token.rights if child.dep_ in ("xcomp", "acl", "advcl", "ccomp") and child.pos_ == "VERB"
    ]


def doer(noun: Token) -> list[Token]:
    """Who does something with the noun: the subject of its verb, or of the verb that its preposition hangs on."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in ("dobj", "pobj") or verb.pos_ not in _VERBAL:
        return []
    return surface_subject(verb)


def maker(noun: Token) -> list[Token]:
    """Who makes what the noun says: its `doer`, but not who wards it off or has it from others.

    "Park *voiced* opposition", but not "Park drew criticism", "won the endorsement", "dismissed the objection".
    """
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return [] if verb.lemma_ in _WARDING_OFF else doer(noun)


def author(noun: Token) -> list[Token]:
    """Who speaks in a text: the subject of the verb that "in the order" hangs on, or the noun that it does."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return []
    head = noun.head.head
    return surface_subject(head) if head.pos_ in _VERBAL else [head] if head.pos_ == "PROPN" else []


def holder(noun: Token) -> list[Token]:
    """Who the noun is said of: what it is set beside, or the subject of its "is"."""
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        return surface_subject(noun.head)
    return appositive(noun)


def recipient(verb: Token) -> list[Token]:
    """To whom something is given or told: "gave the county $2 million"; of a passive, who gets it."""
    if is_passive(verb):
        return surface_subject(verb)
    return [child for child in verb.rights if child.dep_ == "dative" and child.pos_ != "ADP"]


def antecedent(verb: Token) -> list[Token]:
    """The noun that a relative clause with a subject of its own is about ("a firm that the county paid $9,000")."""
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj" and child.lower_ not in _RELATIVE]
    return [verb.head] if verb.dep_ == "relcl" and subjects else []


def bound(noun: Token) -> list[Token]:
    """Who takes part in what is done under an agreement: "Under the contract, the county pays the firm"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "under":
        return []
    verb = noun.head.head
    if verb.pos_ not in _VERBAL:
        return []
    parts = [*surface_subject(verb), *logical_object(verb), *recipient(verb)]
    return parts + [token for word in ("for", "from", "with", "to") for token in preposition(verb, word)]


def asked(noun: Token) -> list[Token]:
    """Who acts at a request or an order: the subject of the verb that "at her request" hangs on."""
    at_it = noun.dep_ == "pobj" and noun.head.lower_ == "at"
    return surface_subject(noun.head.head) if at_it and noun.head.head.pos_ in _VERBAL else []


def clause(verb: Token) -> list[Token]:
    """The subject of the clause that the verb governs ("urged that the board resign", "called the order a mistake")."""
    governed = [child for child in verb.rights if child.dep_ == "ccomp"]
    return [inner for child in governed for inner in child.lefts if inner.dep_ in ("nsubj", "nsubjpass")]


def faulted(verb: Token) -> list[Token]:
    """What a clause says to be lawful or not: the order in "argued that the order violates the Constitution"."""
    governed = [child for child in verb.rights if child.dep_ == "ccomp"]
    judged = [child for child in governed if child.lemma_ in _BREAKING or _says_lawful(child)]
    return [inner for child in judged for inner in child.lefts if inner.dep_ == "nsubj"]


def _says_lawful(verb: Token) -> bool:
    said = [child for child in verb.rights if child.dep_ in ("acomp", "attr")]
    return verb.lemma_ == "be" and any(child.lemma_.lower() in _LAWFUL for child in said)


def whose(noun: Token) -> list[Token]:
    """Whose doing a noun names: "attacked *Park's* record", "praised *her* handling of the case"."""
    return possessor(noun) if noun.lemma_.lower() in _OWN_DOING else []


def complement(verb: Token) -> list[Token]:
    """The adjective that a verb says of its subject: "opposed" in "is opposed to the bill"."""
    return [child for child in verb.rights if child.dep_ == "acomp"]


def merit(noun: Token) -> list[Token]:
    """Whose merit or candidacy a noun names: who praises "her record" is for her, who defends "her remarks" is not."""
    return possessor(noun) if noun.lemma_.lower() in _MERITS else []


def speaker(token: Token) -> list[Token]:
    """Who says the words: of "Park said the act is a disgrace", from "is", "Park"."""
    saying = [
        draft
        for draft in token.doc._.attributions
        if draft.stance == "speech" and draft.source and any(start <= token.i < end for start, end in draft.content)
    ]
    inner = min(saying, key=lambda draft: sum(end - start for start, end in draft.content), default=None)
    return [] if inner is None else [token.doc[start:end].root for start, end in inner.source[:1]]


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, a participle behind a noun ("established in 1996 by …") included."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or is_main_after_appositive(verb):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in _VERBAL:
        own = any(child.dep_ in ("nsubj", "aux") for child in verb.children)
        return not own and is_passive(verb.head)
    return verb.dep_ == "acl" or any(child.dep_ == "agent" for child in verb.children)


def _antecedent(token: Token, verb: Token) -> Token:
    relative = token.lower_ in _RELATIVE and token.pos_ in ("PRON", "SCONJ", "DET")
    clause = verb
    while relative and clause.dep_ == "conj":
        clause = clause.head
    return clause.head if relative and clause.dep_ == "relcl" else token


def _index(token: Token) -> int:
    return token.i


_STEPS: dict[str, Callable[[Token], list[Token]]] = {
    "subject": subject,
    "object": logical_object,
    "possessor": possessor,
    "modifier": modifier,
    "appositive": appositive,
    "head": governor,
    "infinitive": infinitive,
    "doer": doer,
    "maker": maker,
    "author": author,
    "holder": holder,
    "recipient": recipient,
    "antecedent": antecedent,
    "bound": bound,
    "asked": asked,
    "clause": clause,
    "faulted": faulted,
    "whose": whose,
    "complement": complement,
    "merit": merit,
    "speaker": speaker,
    "self": itself,
}
