"""Norland and Sudria decide: who has a say, who presides, and joint acts with both keys.

Ash presides Norland and Sol Sudria; Elm and Mar are the members that object.
"""

from datetime import UTC, datetime, timedelta

from cochair.procedure.consent import Consent, turn
from cochair.procedure.entitlement import Capacity, Entitlement, Speaker, Unit, Voice
from cochair.procedure.obstacle import Clauses
from cochair.procedure.presidency import Term

NORLAND, SUDRIA = "NORLAND", "SUDRIA"
PARTIES = (NORLAND, SUDRIA)
START = datetime(2026, 10, 8, 13, 40, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)

TERMS = (
    Term("n", NORLAND, "ash", datetime(2026, 7, 1, tzinfo=UTC), None),
    Term("s", SUDRIA, "sol", datetime(2026, 1, 1, tzinfo=UTC), None),
)
CLAUSES = Clauses(consensus="5", clearance="4", languages="6")
PRESIDENTS = {NORLAND: ("anna", "ash"), SUDRIA: ("luis", "sol")}
PARTY_OF = {"ash": NORLAND, "elm": NORLAND, "sol": SUDRIA, "mar": SUDRIA}
ELM, MAR = Voice("elm", NORLAND), Voice("mar", SUDRIA)
ASH, SOL = Voice("ash", NORLAND), Voice("sol", SUDRIA)
ALL = Entitlement(Unit.MEMBER_DELEGATION, frozenset({ASH, ELM, MAR, SOL}))
BOTH = Entitlement(Unit.PRESIDENCY, frozenset({Voice(NORLAND, NORLAND), Voice(SUDRIA, SUDRIA)}))


def delegate(member: str) -> Speaker:
    """A person of the delegation of a member."""
    return Speaker(f"delegate of {member}", Capacity.DELEGATION, PARTY_OF[member], member)


def president(party: str) -> Speaker:
    """The person who presides a Party."""
    account, member = PRESIDENTS[party]
    return Speaker(account, Capacity.PRESIDENCY, party, member)


def signed(digest: str, at: datetime, *parties: str) -> Consent:
    """A joint act on this, with the keys of these Parties (by default of both), turned at once."""
    consent = Consent(PARTIES, digest, at)
    for party in parties or PARTIES:
        account, member = PRESIDENTS[party]
        consent = turn(
            consent,
            party=party,
            account=account,
            office="co-presidency",
            member=member,
            at=at,
            terms=TERMS,
            current_digest=digest,
        )
    return consent


def half(digest: str, at: datetime) -> Consent:
    """A joint act that waits for the key of Sudria."""
    return signed(digest, at, NORLAND)
