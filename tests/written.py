"""Records for tests: one written by hand over an invented article, and any at all for properties."""

from __future__ import annotations

from hypothesis import strategies as st

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

TEXT = (
    "Sheriff Dana Poe’s office joined the Safe Harbor program on March 10.\n"
    "“We will hold 40 people,” Poe said. The Larch County Council denied that it funds the jail."
)
ARTICLE = Article(
    "larch-1", TEXT, "Larch joins", PartialDate("2026-03-12"), "The Larch Ledger", "A. Byline", "https://example.org/1"
)


def at(words: str, article: Article = ARTICLE) -> Evidence:
    """The evidence of these words, which stand in the article once or more; the first place counts."""
    start = article.text.index(words)
    return Evidence.of(article, start, start + len(words))


OFFICE, POE, PROGRAM, COUNCIL = (
    "agency/larch-1/office",
    "person/dana-poe",
    "program/safe-harbor",
    "agency/larch-council",
)
JAIL = "facility/larch-1/jail"
POST = "post/sheriff--larch-1/office"

RECORD = Record(
    ARTICLE,
    entities=(
        Entity(COUNCIL, Kind.AGENCY, "Larch County Council", (), (at("Larch County Council"),)),
        Entity(OFFICE, Kind.AGENCY, "Dana Poe’s office", ("office",), (at("Dana Poe’s office"),)),
        Entity(JAIL, Kind.FACILITY, "jail", (), (at("jail"),)),
        Entity(POE, Kind.PERSON, "Dana Poe", ("Poe",), (at("Dana Poe"), at("Poe said"))),
        Entity(PROGRAM, Kind.PROGRAM, "Safe Harbor program", (), (at("Safe Harbor program"),)),
    ),
    posts=(Post(POST, "sheriff", OFFICE, (at("Sheriff Dana Poe"),)),),
    assertions=(
        Assertion(POE, "holdsPost", POST, Factuality.ACTUAL, (at("Sheriff Dana Poe"),), confidence=0.95),
        Assertion(
            OFFICE,
            "participatesIn",
            PROGRAM,
            Factuality.ACTUAL,
            (at("office joined the Safe Harbor program"),),
            on_date=PartialDate("2026-03-10"),
        ),
        Assertion(
            COUNCIL,
            "funds",
            JAIL,
            Factuality.DENIED,
            (at("it funds the jail"),),
            claimant=Source(entity=COUNCIL),
        ),
    ),
    attributions=(
        Attribution(
            Source(entity=POE),
            "We will hold 40 people,",
            "say",
            StatementKind.DIRECT,
            None,
            (),
            (at("We will hold 40 people,"),),
            (at("said"),),
            (at("Poe said"),),
        ),
    ),
    rules=(Rule(PROGRAM, Modality.PERMITS, "hold 40 people", Source(text="We"), (at("We will hold 40 people"),)),),
    measurements=(Measurement("40", "people", OFFICE, (at("40 people"),)),),
)


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=20)
_DATES = st.sampled_from(["2026-03-10", "2026-03", "2026", "--03-10", "--03"]).map(PartialDate)
_KEYS = ["agency/a", "organization/b-c", "person/x/y", "program/p-2", "law/ordinance-7"]
_CONFIDENCE = st.integers(0, 100).map(lambda hundredths: hundredths / 100)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record over any text at all (emoji, quotes, new lines), with nodes of each sort."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=2, max_size=80))
    maybe = st.none() | _WORDS
    article = Article(draw(_WORDS), text, draw(maybe), draw(st.none() | _DATES), draw(maybe), draw(maybe), draw(maybe))
    starts = st.integers(0, len(text) - 1)
    place = starts.flatmap(
        lambda start: st.integers(start + 1, len(text)).map(lambda end: Evidence.of(article, start, end))
    )
    proof = st.sets(place, min_size=1, max_size=3).map(lambda places: tuple(sorted(places)))
    some = st.sets(place, max_size=2).map(lambda places: tuple(sorted(places)))
    keys = draw(st.lists(st.sampled_from(_KEYS), unique=True, min_size=2))
    key, source = (
        st.sampled_from(keys),
        st.sampled_from(keys).map(lambda it: Source(entity=it)) | _WORDS.map(lambda it: Source(text=it)),
    )
    names = st.sets(_WORDS, max_size=3).map(lambda found: tuple(sorted(found)))
    kinds = {kind.value.lower(): kind for kind in Kind}
    entities = []
    for name in keys:
        kind = kinds[name.partition("/")[0]]
        law_kind = draw(st.sampled_from([None, "Bill", "Statute"])) if kind is Kind.LAW else None
        label = draw(_WORDS)
        alternatives = tuple(other for other in draw(names) if other != label)
        entities.append(Entity(name, kind, label, alternatives, draw(proof), law_kind))
    about = st.sets(key, max_size=2).map(lambda found: tuple(sorted(found)))
    dates = st.none() | _DATES
    said = st.builds(
        Assertion, key, st.sampled_from(["funds", "partOf"]), key, st.sampled_from(Factuality), proof,
        claimant=st.none() | source, on_date=dates, from_date=dates, until_date=dates, confidence=_CONFIDENCE,
    )  # fmt: skip
    statement = st.builds(
        Attribution, st.none() | source, _WORDS, maybe, st.sampled_from(StatementKind), st.none(), about, proof, some,
        some, dates,
    )  # fmt: skip
    attitude = st.builds(
        Attribution, st.none() | source, _WORDS, maybe, st.none(), _WORDS, about, proof, some, some, dates
    )
    rule = st.builds(Rule, key, st.sampled_from(Modality), _WORDS, st.none() | source, proof)
    number = st.builds(Measurement, st.sampled_from(["21", "1500000", "0.5"]), _WORDS, st.none() | key, proof, dates)
    return Record(
        article,
        entities=tuple(entities),
        posts=(Post("post/chair--a", draw(_WORDS), keys[0], draw(proof)),),
        assertions=tuple(draw(st.lists(said, max_size=3, unique_by=_without_confidence))),
        attributions=tuple(draw(st.lists(statement | attitude, max_size=3, unique=True))),
        rules=tuple(draw(st.lists(rule, max_size=2, unique=True))),
        measurements=tuple(draw(st.lists(number, max_size=2, unique=True))),
    )


def _without_confidence(said: Assertion) -> tuple[object, ...]:
    times = (said.on_date, said.from_date, said.until_date)
    return said.subject, said.predicate, said.object, said.factuality, said.claimant, said.evidence, times


def ordered(record: Record) -> dict[str, object]:
    """What a record holds, whatever the order of its nodes."""
    fields = ("entities", "posts", "assertions", "attributions", "rules", "measurements")
    nodes = {name: sorted(map(repr, getattr(record, name))) for name in fields}
    return {"article": record.article, **nodes}
