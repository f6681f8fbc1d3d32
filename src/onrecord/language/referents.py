"""Reading on: what descriptions and pronouns refer to, given what has been spoken of so far."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.identity.gazetteer import gazetteer
from onrecord.language.annotations import Mention
from onrecord.language.binding import binds, is_bare, is_written_in
from onrecord.language.clauses import hypothetical
from onrecord.language.clusters import Cluster, content
from onrecord.language.complements import complements
from onrecord.language.holdings import Holdings
from onrecord.language.hypernyms import AGENCY_WORDS, may_be_called
from onrecord.language.levels import LEVELS, acting_levels
from onrecord.language.owners import is_owned, is_run
from onrecord.language.pronouns import TEXTS, Pronouns
from onrecord.language.sources import SUBJECTS
from onrecord.language.surface import key, surface, words_between
from onrecord.record import Kind

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "agent", "attr"})
_IGNORED = frozenset(
    (
        *("city", "county", "current", "district", "entire", "federal", "local", "new", "own", "proposed", "same"),
        *("state", "town", "village", "whole"),
    )
)
_OWNING = AGENCY_WORDS | LEVELS | {"committee", "council", "court", "legislature", "company", "university", "college"}
_BY = frozenset({"by", "with", "from", "against", "to"})
_LONE_OFFICERS = frozenset(
    {"governor", "secretary", "attorney general", "inspector general", "comptroller", "auditor", "president"}
)
_HOUSES = frozenset({"hospital", "school", "clinic", "shelter", "university", "college"})
"""Words for a body and for the house that it is in."""
_HOUSED = frozenset({Kind.AGENCY, Kind.FACILITY, Kind.ORGANIZATION})
_ROADS = frozenset({"street", "avenue", "road", "boulevard", "drive", "lane", "square"})
_TRIBES = frozenset({"tribe", "nation", "band", "pueblo", "tribes"})
_COMPLEMENTED = frozenset({Kind.LAW, Kind.AGREEMENT, Kind.FACILITY, Kind.PROGRAM})


class Discourse:
    """What an article has spoken of up to a mention, most recent last."""

    def __init__(self, doc: Doc, clusters: list[Cluster]) -> None:
        self.doc = doc
        self.clusters = clusters
        self._mentions: list[Mention] = doc._.mentions
        self._of = {index: cluster for cluster in clusters for index in cluster.mentions}
        self._recent: list[tuple[int, Cluster]] = []
        self._pronouns = Pronouns(doc, self._recent, dict(self._of))
        self._levels: dict[str, Cluster] = {}
        self._holdings = Holdings(doc, clusters, self._of)
        self._acting = acting_levels(doc, self._mentions)
        self._find_titles()
        self._qualify()

    def read(self, index: int, mention: Mention) -> None:
        """Take in the next mention, and find its referent where it is no name."""
        cluster = self._of.get(index)
        if cluster is None and mention.form == "description":
            cluster = self._describe(index, mention)
        elif cluster is None and mention.form == "pronoun":
            cluster = self._pronouns.meant(mention)
        if cluster is None:
            return
        if index not in self._of:
            cluster.mentions.append(index)
            self._of[index] = cluster
        self._recent.append((index, cluster))

    def settle(self) -> None:
        """Join what was described before it was named, and drop what nothing speaks for."""
        self._join_capitals()
        for cluster in [cluster for cluster in self.clusters if not cluster.named]:
            named = self._named_later(cluster)
            if named is not None:
                named.mentions += cluster.mentions
                named.extra += cluster.extra
                cluster.mentions = []
        self.clusters = [cluster for cluster in self.clusters if cluster.mentions]

    def _join_capitals(self) -> None:
        """Governments that are called by their capital where that acts ("Sacramento" and "the state")."""
        acting = {form: c for c in self.clusters if c.kind is Kind.AGENCY and c.named for form in c.forms}
        for cluster in self.clusters:
            if cluster.kind is not Kind.AGENCY or cluster.named or not cluster.mentions:
                continue
            federal = any(form.startswith("federal government") for form in cluster.forms)
            state = (cluster.label or "").removesuffix(" government")
            seat = "washington" if federal else gazetteer().seats.get(state, "").casefold()
            other = acting.get(seat)
            if other is not None and other.mentions:
                cluster.mentions += other.mentions
                cluster.extra += [surface(self.doc, self._mentions[index]) for index in other.mentions[:1]]
                other.mentions = []

    def _named_later(self, cluster: Cluster) -> Cluster | None:
        """The one named thing of the kind and head of something described before ("a bill ... House Bill 12")."""
        if cluster.kind not in _COMPLEMENTED or not cluster.mentions:
            return None
        heads = cluster.heads()
        first = min(cluster.mentions)
        for index in range(first + 1, min(first + 4, len(self._mentions))):
            other = self._of.get(index)
            if other is not None and other.named and other.kind is cluster.kind and self._in_apposition(first, index):
                return other
        same = [c for c in self.clusters if c.mentions and c.kind is cluster.kind and heads & c.heads()]
        named = [c for c in same if c.named]
        if len(named) != 1 or len(same) != 2:
            return None
        gap = min(named[0].mentions) - min(cluster.mentions)
        return named[0] if 0 < gap < 30 else None

    def _in_apposition(self, description: int, name: int) -> bool:
        """Whether a name says which one is described just before it ("a bill, the Clear Creeks Act")."""
        before, after = self._mentions[description], self._mentions[name]
        if self.doc[after.head].dep_ == "appos" and self.doc[after.head].head.i == before.head:
            return True
        between = self.doc[before.end : after.start]
        return 0 < len(between) <= 5 and between[-1].lower_ in {",", "the", "called", "\u2014"} and "," in between.text

    def stands(self, cluster: Cluster) -> bool:
        """Whether the cluster is an entity: named, or taking part as one definite thing."""
        if cluster.named:
            return True
        spoken = [self._mentions[index] for index in cluster.mentions]
        described = [mention for mention in spoken if mention.form == "description"]
        if cluster.kind is Kind.AGENCY and len(spoken) > len(described):
            return True
        if cluster.kind is Kind.PERSON:
            acts = any(self.doc[mention.head].dep_ in _ARGUMENTS for mention in described)
            return acts and bool(cluster.titles & _LONE_OFFICERS)
        if cluster.kind in TEXTS and any(binds(self.doc[mention.head]) for mention in described):
            return True
        bare = all(is_bare(self.doc[mention.start]) for mention in described)
        if bare or (cluster.kind is Kind.PROGRAM and all(mention.indefinite for mention in described)):
            return False
        if cluster.kind in {Kind.LAW, Kind.AGREEMENT}:
            return len(described) >= 2 or any(self._specific(mention) for mention in described)
        if cluster.kind is Kind.AGENCY and any(self._takes_part(mention) for mention in described):
            return True
        if cluster.kind is Kind.PROGRAM and any(self._governs(mention) for mention in described):
            return True
        if cluster.kind is Kind.ORGANIZATION and any(self._is_of_somebody_named(mention) for mention in described):
            return True
        if cluster.kind is Kind.FACILITY and any(self._is_somebodys(mention) for mention in described):
            return True
        return len(described) >= 2 or any(self.doc[mention.head].dep_ in SUBJECTS for mention in described)

    def _is_of_somebody_named(self, mention: Mention) -> bool:
        """Whether what takes part is a named person's ("met Jo Park's campaign")."""
        return self.doc[mention.head].dep_ in _ARGUMENTS and self._holdings.owner_named(mention) is not None

    def _is_somebodys(self, mention: Mention) -> bool:
        return is_owned(self.doc, mention) or is_run(self.doc[mention.head])

    def _governs(self, mention: Mention) -> bool:
        """Whether something is done under a program with a description of its own ("under the jail model")."""
        head = self.doc[mention.head]
        narrowed = mention.end - mention.start > 1 and not mention.indefinite
        return narrowed and head.dep_ == "pobj" and head.head.lower_ == "under"

    def _takes_part(self, mention: Mention) -> bool:
        """Whether a body with a description of its own stands where bodies act or are acted on."""
        head = self.doc[mention.head]
        if head.lower_ in {"government", "administration"}:
            return head.dep_ in _ARGUMENTS | {"poss"} or (head.dep_ == "pobj" and head.head.lower_ in _BY)
        narrowed = mention.end - mention.start > 1
        return narrowed and (head.dep_ in _ARGUMENTS or (head.dep_ == "pobj" and head.head.lower_ in _BY))

    def _specific(self, mention: Mention) -> bool:
        head = self.doc[mention.head]
        if mention.indefinite and head.dep_ == "dobj" and hypothetical(head.head):
            return False
        narrowed = bool(complements(self.doc, mention))
        if narrowed and mention.kind is Kind.AGREEMENT:
            return True
        if mention.kind is Kind.LAW and is_written_in(head):
            return True
        if head.dep_ not in _ARGUMENTS:
            return False
        if narrowed or not mention.indefinite:
            return True
        return head.head.tag_ in {"VBD", "VBN"} and head.dep_ in {"dobj", "nsubj", "nsubjpass"}

    # descriptions

    def _describe(self, index: int, mention: Mention) -> Cluster | None:
        words = key(words_between(self.doc, mention.start, mention.end)).split()
        head = words[-1]
        if mention.kind is Kind.PERSON:
            return self._officer(mention, " ".join(words))
        if mention.indefinite:
            bare = is_bare(self.doc[mention.start])
            again = [c for c in self.clusters if bare and c.kind is mention.kind and " ".join(words) in c.forms]
            return again[0] if again else self._told_of(index, mention) or self._new(mention)
        if head in LEVELS and len(words) == 1:
            return self._level(mention, head)
        called = self._called(index, mention)
        if called is not None:
            return called
        if head == "government" and len(words) == 2 and words[0] in self._acting:
            return self._level(mention, words[0])
        owner = self._owner(mention)
        found = self._holdings.named(owner, mention) or self._antecedent(mention, words, owner)
        if found is None:
            found = self._new(mention)
        self._holdings.keep(owner, found)
        return found

    def _told_of(self, index: int, mention: Mention) -> Cluster | None:
        """The text whose name a comma sets off from what it is ("Senate Bill 12, a law that bars …")."""
        named = self._of.get(index - 1)
        between = self.doc[self._mentions[index - 1].end : mention.start] if index else self.doc[0:0]
        known = named is not None and named.named and named.kind is mention.kind and mention.kind in TEXTS
        return named if known and between.text.lower() in (", a", ", an") else None

    def _owner(self, mention: Mention) -> Cluster | None:
        """Whose it is: the person named in the phrase, or whom its "his" or "her" means."""
        if self.doc[mention.start].lower_ in ("his", "her"):
            pronoun = Mention(mention.start, mention.start + 1, mention.start, None, "pronoun")
            return self._pronouns.meant(pronoun)
        return self._holdings.owner_named(mention)

    def _called(self, index: int, mention: Mention) -> Cluster | None:
        """What the name right behind a description names ("the advocacy group Golden Arrow")."""
        for later in range(index + 1, min(index + 4, len(self._mentions))):
            other = self._of.get(later)
            if self._mentions[later].start == mention.end and other is not None and other.kind is mention.kind:
                clause = self.doc[self._mentions[later].head].head.dep_ == "relcl"
                return None if clause else other
        return None

    def _antecedent(self, mention: Mention, words: list[str], owner: Cluster | None) -> Cluster | None:
        head, rest = words[-1], self._modifiers(mention)
        fitting = [
            cluster
            for _, cluster in reversed(self._recent)
            if cluster.kind is mention.kind
            and self._fits(cluster, head, rest)
            and not self._is_another(mention, cluster)
            and not self._holdings.of_another(owner, cluster)
        ]
        if not fitting and head in _HOUSES:
            fitting = [c for _, c in reversed(self._recent) if c.kind in _HOUSED and self._fits(c, head, rest)]

        called = [cluster for cluster in fitting if head in cluster.heads()]
        if called or fitting:
            return (called or fitting)[0]
        later = [c for c in self.clusters if c.kind is mention.kind and self._fits(c, head, rest) and head in c.heads()]
        return later[0] if len(later) == 1 and later[0].named else None

    def _is_another(self, mention: Mention, cluster: Cluster) -> bool:
        """Whether somebody's text is told by its own words from one described before ("her bill to curb pay")."""
        if cluster.named or cluster.label is None or self.doc[mention.start].tag_ != "PRP$":
            return False
        ends = complements(self.doc, mention)
        own = content(key(words_between(self.doc, mention.end, ends[-1]))) if ends else []
        return bool(own) and set(own).isdisjoint(content(key(cluster.label)))

    def _modifiers(self, mention: Mention) -> set[str]:
        """The words before the head that narrow it down, an owner's aside."""
        start = mention.start
        for position in range(mention.head - 1, mention.start - 1, -1):
            if self.doc[position].tag_ == "POS" and self.doc[position - 1].lower_ in _OWNING:
                start = position + 1
                break
            if self.doc[position].tag_ == "POS" and self.doc[position - 1].ent_type_ == "PERSON":
                start = position - 1
                break
        text = self.doc[start : mention.head].text.lower()
        ignored = _IGNORED - {"federal"} if self.doc[mention.head].lower_ == "government" else _IGNORED
        return set(content(text)) - ignored - {"his", "her", "its", "their", "our", "my"}

    def _fits(self, cluster: Cluster, head: str, rest: set[str]) -> bool:
        return may_be_called(cluster, head, rest) or (
            head in {"agency", "department", "bureau"} and rest <= cluster.words() and self._acronym(cluster)
        )

    def _acronym(self, cluster: Cluster) -> bool:
        return (
            cluster.named
            and cluster.kind is Kind.AGENCY
            and any(
                surface(self.doc, self._mentions[i]).isupper()
                for i in cluster.mentions
                if self._mentions[i].form == "name"
            )
        )

    def _new(self, mention: Mention) -> Cluster | None:
        kind = mention.kind
        if kind is None:
            return None
        words = words_between(self.doc, mention.start, mention.end)
        cluster = Cluster(kind, forms={key(words)}, named=False, indefinite=mention.indefinite)
        if kind in _COMPLEMENTED:
            longer = [words_between(self.doc, mention.start, end) for end in complements(self.doc, mention)]
            cluster.extra += longer
            cluster.label = longer[-1] if longer else None
        if kind is Kind.AGENCY and key(words).split()[-1] in {"division", "unit", "bureau", "office"}:
            self._own(cluster, mention)
        self.clusters.append(cluster)
        return cluster

    def _own(self, cluster: Cluster, mention: Mention) -> None:
        """A division belongs to the body spoken of last."""
        phrase = words_between(self.doc, mention.start, mention.end)
        bare = phrase.rsplit("’s ", 1)[-1].rsplit("'s ", 1)[-1]
        if key(bare).split()[-1] not in {"division", "unit", "bureau"} or len(bare.split()) < 2:
            return
        owning = key(phrase.removesuffix(bare)).removesuffix("'s").strip()
        other = self._body_in_focus(owning)
        if other is not None:
            names = [self._mentions[i] for i in other.mentions if self._mentions[i].form == "name"]
            name = max((surface(self.doc, mention) for mention in names), key=len)
            cluster.owner, cluster.label = other, f"{name} {bare}"
            cluster.extra += [bare, phrase]

    def _body_in_focus(self, owning: str = "") -> Cluster | None:
        """The body that the article has spoken of most, offices and departments before others.

        `owning` is the word for it in "the office's division": the body is then one that is called so.
        """
        best: tuple[float, Cluster] | None = None
        spoken: dict[int, float] = {}
        for rank, (_, other) in enumerate(reversed(self._recent)):
            called = {owning} if owning in AGENCY_WORDS else AGENCY_WORDS | {"police"}
            if other.kind is Kind.AGENCY and other.named and other.heads() & called:
                start = 2.0 if other.heads() & {"office", "department", "police"} else 0.0
                spoken[id(other)] = spoken.get(id(other), start - 0.02 * rank) + 1.0
                if best is None or spoken[id(other)] > best[0]:
                    best = (spoken[id(other)], other)
        return best[1] if best else None

    def _level(self, mention: Mention, head: str) -> Cluster | None:
        """Find "the county": its government where it acts in this article, else the place."""
        if head in self._levels:
            return self._levels[head]
        if head == "tribe":
            return self._tribe(mention)
        place = self._place(head)
        if head not in self._acting:
            if place is not None:
                self._levels[head] = place
            return place
        cluster = Cluster(Kind.AGENCY, forms={head, f"{head} government"}, named=False)
        if place is not None:
            named = self._government(head, place)
            if named is not None:
                self._levels[head] = named
                return named
            name = max((_cased(surface(self.doc, self._mentions[i])) for i in place.mentions), key=len)
            cluster.label, cluster.owner = f"{name} government", None
            if head in {"city", "town", "village"} and not name.lower().endswith(head):
                cluster.extra.append(f"{head} of {name}")
        self._levels[head] = cluster
        self.clusters.append(cluster)
        return cluster

    def _government(self, level: str, place: Cluster) -> Cluster | None:
        """The government of a place where the article has named it ("the city of Marlow")."""
        forms = {
            form for name in place.forms for form in (f"{level} of {name}", f"{name} {level}", f"{name} government")
        }
        named = [c for c in self.clusters if c.kind is Kind.AGENCY and c.named and c.forms & forms]
        return named[0] if len(named) == 1 else None

    def _tribe(self, mention: Mention) -> Cluster | None:
        """The tribal nation that was named last."""
        for _, cluster in reversed(self._recent):
            if cluster.kind is Kind.AGENCY and cluster.heads() & _TRIBES:
                return cluster
        return self._new(mention)

    def _place(self, head: str) -> Cluster | None:
        """The place of this level that the article is about: the one named most."""
        states = {key(name) for name in gazetteer().states}
        best: tuple[int, Cluster] | None = None
        for cluster in self.clusters:
            if cluster.kind is not Kind.PLACE:
                continue
            if cluster.heads() & _ROADS:
                continue
            right = cluster.forms & states if head == "state" else head in cluster.heads()
            if head in {"city", "town", "village"} and not right:
                right = not cluster.forms & states and not cluster.heads() & {"county"}
                right = right and not cluster.forms & {key(name) for name in gazetteer().countries}
            if right and (best is None or len(cluster.mentions) > best[0]):
                best = (len(cluster.mentions), cluster)
        return best[1] if best else None

    # officers

    def _officer(self, mention: Mention, words: str) -> Cluster | None:
        title = words if " of " in words else words.split(" for ")[0]
        for _, cluster in reversed(self._recent):
            if cluster.kind is Kind.PERSON and (words in cluster.titles or title in cluster.titles):
                return cluster
        for cluster in self.clusters:
            if cluster.kind is Kind.PERSON and title in cluster.titles:
                return cluster
        cluster = Cluster(Kind.PERSON, forms={words}, named=False, titles={title, words.split(" of ")[0]})
        self.clusters.append(cluster)
        return cluster

    # what names tell

    def _find_titles(self) -> None:
        """Titles that a name is said to have: "Jo Bell, the county clerk", "Jo Bell, who is the county clerk"."""
        officers = gazetteer().officers
        people = [cluster for cluster in self.clusters if cluster.kind is Kind.PERSON]
        for cluster, index in ((person, index) for person in people for index in person.mentions):
            for noun in _said_to_be(self.doc[self._mentions[index].head]):
                for length in (2, 1):
                    text = self.doc[max(0, noun.i + 1 - length) : noun.i + 1].text.lower()
                    if text in officers:
                        cluster.titles.add(text)

    def _qualify(self) -> None:
        """A place followed by its state ("Oneonta, N.Y.") is told from its namesakes by it."""
        states = gazetteer().states
        for index, cluster in list(self._of.items()):
            mention = self._mentions[index]
            if cluster.kind is not Kind.PLACE or mention.end + 1 >= len(self.doc):
                continue
            if surface(self.doc, mention) in states:
                continue
            if self.doc[mention.end].text == ",":
                for stop in (mention.end + 2, mention.end + 3):
                    written = self.doc[mention.end + 1 : min(stop, len(self.doc))].text
                    if written in states:
                        cluster.qualifier = states[written]
                        cluster.extra.append(f"{surface(self.doc, mention)}, {written}")


def _cased(name: str) -> str:
    """A name in a dateline's capitals as it is written elsewhere."""
    return name.title() if name.isupper() and len(name) > 4 else name


def _said_to_be(name: Token) -> list[Token]:
    """The nouns that say what the bearer of the name is: in apposition, or behind an "is" or a "became"."""
    verbs = [child for child in name.rights if child.dep_ == "relcl"]
    verbs += [name.head] if name.dep_ == "nsubj" else []
    said = [verb for verb in verbs if verb.lemma_ in ("be", "become") and _is_plain(verb)]
    behind = [child for verb in said for child in verb.rights if child.dep_ == "attr"]
    return [*(child for child in name.children if child.dep_ == "appos"), *behind]


def _is_plain(verb: Token) -> bool:
    """Whether a verb says that something is so: not "is not", "would be", "is he?"."""
    hedged = any(child.dep_ == "neg" or child.tag_ == "MD" for child in verb.children)
    return not hedged and verb.sent[-1].text != "?"
