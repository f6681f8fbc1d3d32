"""Articles that nobody wrote, with their records: as many as a benchmark needs, of the size of news.

The entities come from one world with few well-known and many little-known ones, so that facts recur in several articles
and some of these deny or date them otherwise. Everything follows from the number of the article.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.record import (
    Article,
    Assertion,
    Attribution,
    Entity,
    Evidence,
    Factuality,
    Kind,
    Measurement,
    Modality,
    PartialDate,
    Post,
    Record,
    Rule,
    Source,
    StatementKind,
)

WORLD = {
    Kind.AGENCY: (3000, "{} County Sheriff’s Office"),
    Kind.ORGANIZATION: (2000, "{} Alliance"),
    Kind.PERSON: (6000, "Dana {}"),
    Kind.PROGRAM: (300, "{} Partnership program"),
    Kind.LAW: (500, "{} Safety Act"),
    Kind.PLACE: (800, "{} County"),
    Kind.FACILITY: (500, "{} jail"),
}
"""How many of each kind there are, and what they are called."""

_AGENTS = (Kind.AGENCY, Kind.ORGANIZATION, Kind.PERSON)
_RELATIONS: tuple[tuple[str, int, tuple[Kind, ...], tuple[Kind, ...]], ...] = (
    ("participatesIn", 6, (Kind.AGENCY,), (Kind.PROGRAM,)),
    ("heads", 10, (Kind.PERSON,), (Kind.AGENCY, Kind.ORGANIZATION)),
    ("memberOf", 8, (Kind.PERSON,), (Kind.AGENCY, Kind.ORGANIZATION)),
    ("jurisdiction", 8, (Kind.AGENCY,), (Kind.PLACE,)),
    ("locatedIn", 6, (Kind.AGENCY, Kind.FACILITY), (Kind.PLACE,)),
    ("partOf", 3, (Kind.PROGRAM,), (Kind.PROGRAM,)),
    ("establishedBy", 3, (Kind.PROGRAM,), (Kind.LAW,)),
    ("authorizedBy", 2, (Kind.PROGRAM,), (Kind.LAW,)),
    ("supports", 4, _AGENTS, (Kind.LAW, Kind.PROGRAM)),
    ("opposes", 4, _AGENTS, (Kind.LAW, Kind.PROGRAM)),
    ("funds", 2, (Kind.AGENCY,), (Kind.PROGRAM,)),
    ("succeeds", 1, (Kind.PERSON,), (Kind.PERSON,)),
    ("sued", 2, (Kind.ORGANIZATION,), (Kind.AGENCY,)),
    ("charged", 2, (Kind.AGENCY,), (Kind.PERSON,)),
    ("enacted", 2, (Kind.AGENCY,), (Kind.LAW,)),
    ("proposed", 2, (Kind.PERSON,), (Kind.LAW,)),
    ("operates", 3, (Kind.AGENCY,), (Kind.FACILITY,)),
)
_SURE = ((Factuality.ACTUAL, 82), (Factuality.PLANNED, 10), (Factuality.POSSIBLE, 4), (Factuality.DENIED, 4))
_ATTITUDES = ("want", "hope", "plan", "fear", "doubt", "expect")
_SYLLABLES = ("lar", "nor", "ben", "mar", "tol", "vis", "gra", "hol", "quin", "pem", "ros", "dul")


def record(number: int) -> Record:
    """The record of the article with this number: some 400 triples."""
    return _Writer(number).record()


def name(kind: Kind, number: int) -> str:
    """What the entity with this number is called."""
    syllables = [_SYLLABLES[number // len(_SYLLABLES) ** place % len(_SYLLABLES)] for place in range(4)]
    return WORLD[kind][1].format("".join(syllables).capitalize())


def key(kind: Kind, number: int) -> str:
    """The key of the entity with this number."""
    return f"{kind.value.lower()}/{name(kind, number).lower().replace('’', '').replace(' ', '-')}"


@lru_cache(maxsize=1)
def _larger() -> dict[str, int]:
    """The number of the larger program that each is a part of; the first, as the largest, has its own."""
    return {key(Kind.PROGRAM, number): number // 10 for number in range(WORLD[Kind.PROGRAM][0])}


@dataclass(slots=True)
class _Writer:
    """Writes sentences and keeps what they say."""

    number: int
    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    assertions: list[Assertion] = field(default_factory=list)
    random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(self.number)  # noqa: S311

    def record(self) -> Record:
        for _ in range(3):
            self.assertion()
        self.agreement()
        statements = tuple(self.statement() for _ in range(1 + self.number % 2))
        statements += (self.attitude(),) if self.number % 2 else ()
        rules = (self.rule(),) if self.number % 3 == 0 else ()
        numbers = (self.measurement(),) if self.number % 2 == 0 else ()
        date = PartialDate(f"20{10 + self.number % 16}-{1 + self.number % 12:02}-{1 + self.number % 28:02}")
        article = Article(f"synthetic-{self.number:06}", self.text, "Headline", date, f"Paper {self.number % 50}")
        held = tuple(self.posts.values())
        return Record(article, tuple(self.entities.values()), held, tuple(self.assertions), statements, rules, numbers)

    def sentence(self, words: str) -> tuple[Evidence, ...]:
        start = len(self.text)
        self.text += f"{words}. "
        return (Evidence(start, start + len(words), words),)

    def entity(self, *kinds: Kind) -> str:
        """One of these kinds; the low numbers come often."""
        kind = self.random.choice(kinds)
        return self.known(kind, int(WORLD[kind][0] * self.random.random() ** 3))

    def known(self, kind: Kind, number: int) -> str:
        called = key(kind, number)
        if called not in self.entities:
            label = name(kind, number)
            # Articles differ in how they write a name out.
            label = f"{label} II" if (self.number + number) % 7 == 0 else label
            self.entities[called] = Entity(called, kind, label, (label.split()[0],), self.sentence(label))
        return called

    def assertion(self) -> None:
        weights = [weight for _, weight, _, _ in _RELATIONS]
        predicate, _, subjects, objects = self.random.choices(_RELATIONS, weights)[0]
        subject = self.entity(*subjects)
        # A subject has few objects in one relation, so that articles agree and disagree.
        choice = random.Random(f"{subject} {predicate} {self.random.randrange(2)}")  # noqa: S311
        kind = choice.choice(objects)
        number = choice.randrange(WORLD[kind][0])
        if predicate == "partOf":
            number = _larger()[subject]
        target = self.known(kind, number)
        if target == subject:
            return
        self.say(subject, predicate, target, self.random.choices([sure for sure, _ in _SURE], [w for _, w in _SURE])[0])
        if predicate == "heads":
            self.post(subject, target)

    def say(self, subject: str, predicate: str, target: str, sure: Factuality = Factuality.ACTUAL) -> None:
        claimant = Source(entity=self.entity(Kind.PERSON)) if self.random.random() < 0.1 else None
        date = self.date(f"{subject} {predicate} {target}") if self.random.random() < 0.3 else None
        evidence = self.sentence(f"{subject} {predicate} {target} {sure.value}")
        self.assertions.append(Assertion(subject, predicate, target, sure, evidence, claimant, date))

    def date(self, event: str) -> PartialDate:
        """The month of the event; one article in ten gives another."""
        when = self.random if self.random.random() < 0.1 else random.Random(event)  # noqa: S311
        return PartialDate(f"20{10 + when.randrange(16)}-{1 + when.randrange(12):02}")

    def post(self, person: str, body: str) -> None:
        post = f"post/sheriff--{body.partition('/')[2]}"
        self.posts.setdefault(post, Post(post, "sheriff", body, self.sentence(f"sheriff of {body}")))
        self.say(person, "holdsPost", post)

    def agreement(self) -> None:
        if self.number % 2:
            return
        called = f"agreement/synthetic-{self.number:06}/agreement"
        self.entities[called] = Entity(called, Kind.AGREEMENT, "agreement", (), self.sentence("the agreement"))
        self.say(self.entity(Kind.AGENCY), "partyTo", called)
        self.say(called, "underProgram", self.entity(Kind.PROGRAM))

    def statement(self) -> Attribution:
        about = tuple(sorted({self.entity(*_AGENTS), self.entity(Kind.PROGRAM, Kind.LAW)}))
        speaker = self.entity(Kind.PERSON)
        who, cue = self.sentence(f"the speaker {self.random.random()}"), self.sentence(f"said {self.random.random()}")
        words = f"the words that were said of {' and '.join(about)} and {self.random.random()}"
        source, kind = Source(entity=speaker), self.random.choice(list(StatementKind))
        return Attribution(source, words, "say", kind, None, about, self.sentence(words), cue, who)

    def attitude(self) -> Attribution:
        about, verb = self.entity(Kind.PROGRAM, Kind.LAW), self.random.choice(_ATTITUDES)
        holder = self.entity(*_AGENTS)
        who, cue = self.sentence(f"the holder {self.random.random()}"), self.sentence(f"{verb}s {self.random.random()}")
        words = f"what comes of {about} and {self.random.random()}"
        return Attribution(Source(entity=holder), words, verb, None, verb, (about,), self.sentence(words), cue, who)

    def rule(self) -> Rule:
        of, modality = self.entity(Kind.LAW, Kind.PROGRAM), self.random.choice(list(Modality))
        action = f"hold people for {self.number} hours"
        return Rule(of, modality, action, Source(text="officers"), self.sentence(f"{of} {modality.value} {action}"))

    def measurement(self) -> Measurement:
        value, what = str(self.random.randrange(1000)), self.random.choice(("detainees", "arrests", "officers"))
        date = PartialDate(str(2010 + self.number % 16)) if self.number % 4 else None
        return Measurement(value, what, self.entity(Kind.FACILITY), self.sentence(f"{value} {what}"), date)
