"""Which head nouns may stand for which: "the panel" for a committee, "the measure" for a bill."""

from __future__ import annotations

from onrecord.language.clusters import Cluster
from onrecord.record import Kind

AGENCY_WORDS = frozenset(
    {
        "agency",
        "department",
        "office",
        "bureau",
        "service",
        "administration",
        "enforcement",
        "commission",
        "authority",
        "division",
        "board",
        "patrol",
        "police",
        "corps",
        "services",
    }
)
_WIDER: dict[str, frozenset[str]] = {
    "agency": AGENCY_WORDS,
    "panel": frozenset({"committee", "board", "commission", "council", "court", "subcommittee", "circuit", "appeals"}),
    "department": frozenset({"police", "department"}),
    "board": frozenset({"board", "commissioners", "supervisors", "education", "trustees"}),
    "district": frozenset({"district", "schools", "school"}),
    "court": frozenset({"court", "circuit", "appeals"}),
    "hospital": frozenset({"hospital", "health", "clinic", "infirmary"}),
    "school": frozenset({"school", "academy", "charter", "elementary", "high"}),
    "university": frozenset({"university"}),
    "utility": frozenset({"utility", "power", "electric", "energy", "gas", "light", "utilities"}),
    "union": frozenset({"union", "local", "lodge", "teamsters", "workers", "nurses", "brotherhood"}),
    "newspaper": frozenset({"newspaper", "journal", "times", "post", "tribune", "courier", "gazette", "herald"}),
    "service": frozenset({"service"}),
    "measure": frozenset(
        {
            "bill",
            "amendment",
            "ordinance",
            "resolution",
            "act",
            "law",
            "proposition",
            "levy",
            "measure",
            "referendum",
            "question",
            "file",
        }
    ),
    "legislation": frozenset({"bill", "act", "legislation", "file"}),
    "law": frozenset({"act", "law", "statute", "code", "bill", "ordinance"}),
    "bill": frozenset({"bill", "act", "legislation", "file"}),
    "decision": frozenset({"ruling", "decision", "order", "injunction"}),
    "ruling": frozenset({"ruling", "decision", "order", "injunction"}),
    "order": frozenset({"order", "injunction", "ruling"}),
    "statute": frozenset({"act", "law", "statute", "section"}),
    "ordinance": frozenset({"ordinance", "amendment"}),
}
_AGREEMENTS = frozenset(
    {
        "agreement",
        "contract",
        "deal",
        "lease",
        "memorandum",
        "settlement",
        "compact",
        "pact",
        "accord",
        "extension",
        "easement",
        "decree",
    }
)
_ANY_ORGANIZATION = frozenset(
    {
        "company",
        "firm",
        "group",
        "organization",
        "nonprofit",
        "association",
        "network",
        "charity",
        "contractor",
        "vendor",
        "insurer",
        "manufacturer",
        "utility",
        "chain",
        "coalition",
    }
)
_BUILDINGS = frozenset({"facility", "building", "jail", "prison", "center", "shelter", "plant", "courthouse"})


def may_be_called(cluster: Cluster, head: str, rest: set[str]) -> bool:
    """Whether the article may call this thing by a description with this head and these modifiers."""
    if head == "government" and ("federal" in rest) != ("federal" in cluster.words()):
        return False
    if cluster.party or not _within(rest, cluster.words(), cluster.kind):
        return False
    heads = cluster.heads()
    if head in heads or heads & _WIDER.get(head, frozenset()):
        return True
    if cluster.kind is Kind.AGREEMENT:
        return head in _AGREEMENTS and bool(heads & _AGREEMENTS)
    if cluster.kind is Kind.FACILITY:
        return head in _BUILDINGS and bool(heads & _BUILDINGS)
    if cluster.kind is Kind.ORGANIZATION:
        return head in _ANY_ORGANIZATION and not heads & {"university", "party", "college", "campaign"}
    return False


def _within(rest: set[str], words: set[str], kind: Kind) -> bool:
    """Whether all these words are among a thing's words; of a building, another form of the word will do."""
    if kind is Kind.FACILITY:
        return {word[:5] for word in rest} <= {word[:5] for word in words}
    return rest <= {word.strip(".") for word in words}
