"""One small article, its record and its quads, for the tests of the ontology and of the shapes."""

from pyoxigraph import Quad

from onrecord.rdf import quads
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
    "NORLUND 🚓 — The Norlund County Sheriff’s Office joined the Safe Streets program on March 10. "
    "“We signed up at once,” Sheriff Ana Ruiz said, and she hopes to enlarge its patrol division. "
    "Officials said the office may leave under the Patrols Act. "
    "The program bars deputies from working nights. The jail holds 21 people."
)
ARTICLE = Article(
    "norlund", TEXT, headline="Norlund joins", date=PartialDate("2026-03-20"), publisher="The Norlund Post"
)

OFFICE, DIVISION = "agency/norlund-county-sheriffs-office", "agency/norlund-patrol-division"
PROGRAM, LAW, PERSON = "program/safe-streets-program", "law/patrols-act", "person/ana-ruiz"
PLACE, JAIL, POST = "place/norlund-county", "facility/norlund-jail", "post/sheriff"


def proof(words: str) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence.of(ARTICLE, start, start + len(words)),)


def record() -> Record:
    joined = proof("The Norlund County Sheriff’s Office joined the Safe Streets program on March 10")
    return Record(
        ARTICLE,
        entities=(
            Entity(
                OFFICE,
                Kind.AGENCY,
                "Norlund County Sheriff’s Office",
                ("the office",),
                proof("Norlund County Sheriff’s Office"),
            ),
            Entity(DIVISION, Kind.AGENCY, "patrol division", (), proof("its patrol division")),
            Entity(PROGRAM, Kind.PROGRAM, "Safe Streets program", (), proof("Safe Streets program")),
            Entity(LAW, Kind.LAW, "Patrols Act", (), proof("Patrols Act"), "Statute"),
            Entity(PERSON, Kind.PERSON, "Ana Ruiz", ("Ruiz",), (*proof("Ana Ruiz"), *proof("she"))),
            Entity(PLACE, Kind.PLACE, "Norlund County", (), proof("Norlund County")),
            Entity(JAIL, Kind.FACILITY, "jail", (), proof("jail")),
        ),
        posts=(Post(POST, "sheriff", OFFICE, proof("Sheriff Ana Ruiz")),),
        assertions=(
            Assertion(OFFICE, "participatesIn", PROGRAM, Factuality.ACTUAL, joined, on_date=PartialDate("2026-03-10")),
            Assertion(OFFICE, "jurisdiction", PLACE, Factuality.ACTUAL, proof("Norlund County Sheriff’s Office")),
            Assertion(
                PERSON, "holdsPost", POST, Factuality.ACTUAL, proof("Sheriff Ana Ruiz"), from_date=PartialDate("2019")
            ),
            Assertion(PERSON, "heads", OFFICE, Factuality.ACTUAL, proof("Sheriff Ana Ruiz")),
            Assertion(DIVISION, "partOf", OFFICE, Factuality.ACTUAL, proof("its patrol division")),
            Assertion(
                OFFICE,
                "establishedBy",
                LAW,
                Factuality.POSSIBLE,
                proof("the office may leave under the Patrols Act"),
                claimant=Source(text="Officials"),
                until_date=PartialDate("2027"),
            ),
            Assertion(OFFICE, "operates", JAIL, Factuality.DENIED, proof("The jail"), claimant=Source(entity=PERSON)),
        ),
        attributions=(
            Attribution(
                Source(entity=PERSON),
                "We signed up at once,",
                "say",
                StatementKind.DIRECT,
                None,
                (),
                proof("We signed up at once,"),
                proof("said"),
                proof("Sheriff Ana Ruiz"),
            ),
            Attribution(
                Source(entity=PERSON),
                "to enlarge its patrol division",
                "hope",
                None,
                "hope",
                (DIVISION,),
                proof("to enlarge its patrol division"),
                proof("hopes"),
                proof("she"),
            ),
        ),
        rules=(
            Rule(
                PROGRAM,
                Modality.PROHIBITS,
                "working nights",
                Source(text="deputies"),
                proof("bars deputies from working nights"),
            ),
        ),
        measurements=(Measurement("21", "people", JAIL, proof("21 people")),),
    )


def graph() -> list[Quad]:
    return quads(record())
