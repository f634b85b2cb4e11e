"""Roles and what each may do: the power matrix of domain.md C.6, as one small table."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """The roles of domain.md C.6 that hold an office of their own, and one that holds none.

    A contact point comes by a personal link and is never appointed (decision 13).
    """

    CO_PRESIDENCY = "co_presidency"
    INCOMING = "incoming"
    SECRETARIAT = "secretariat"
    SUPPORT = "support"
    DELEGATION_HEAD = "delegation_head"
    DELEGATION_MEMBER = "delegation_member"
    COORDINATOR = "coordinator"
    INSTITUTION = "institution"
    OBSERVER = "observer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CONTACT_POINT = "contact_point"


class Power(StrEnum):
    """What a view may ask of a hat."""

    READ_SHARED = "read_shared"
    READ_JOURNAL = "read_journal"
    PROPOSE = "propose"
    SIGN = "sign"
    DECIDE_FOR_PARTY = "decide_for_party"
    RECORD_PRESIDENCY = "record_presidency"
    RECORD_FACTS = "record_facts"
    APPOINT = "appoint"
    EXPORT_LEDGER = "export_ledger"


_DELEGATION = frozenset({Power.READ_SHARED, Power.READ_JOURNAL})

POWERS: dict[Role, frozenset[Power]] = {
    Role.CO_PRESIDENCY: frozenset(Power),
    Role.SECRETARIAT: frozenset(Power)
    - {Power.SIGN, Power.DECIDE_FOR_PARTY, Power.RECORD_PRESIDENCY, Power.APPOINT},
    Role.INCOMING: frozenset({Power.READ_SHARED}),
    Role.SUPPORT: frozenset({Power.READ_SHARED}),
    Role.DELEGATION_HEAD: _DELEGATION,
    Role.DELEGATION_MEMBER: _DELEGATION,
    Role.COORDINATOR: _DELEGATION,
    Role.AUDITOR: frozenset({Power.READ_SHARED, Power.READ_JOURNAL, Power.EXPORT_LEDGER}),
    Role.INSTITUTION: frozenset(),
    Role.OBSERVER: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
    Role.CONTACT_POINT: frozenset(),
}
# Roles that never read the space of a Party, whatever Party they belong to.
_OUTSIDE = frozenset({Role.INSTITUTION, Role.OBSERVER, Role.AUDITOR, Role.CONTACT_POINT})

# What is left to a co-presidency once its member's term is over, and before it begins.
OUT_OF_TERM = frozenset({Power.READ_SHARED, Power.READ_JOURNAL, Power.EXPORT_LEDGER})
# How long it goes on reading after the last instant of its term (domain.md B.11, CB-46).
WIND_DOWN = timedelta(days=90)
# The offices of a presidency: what they read ends with the wind-down of its term.
OF_A_PRESIDENCY = frozenset({Role.CO_PRESIDENCY, Role.INCOMING})
# The offices of a State: they stand while it is a member.
OF_A_MEMBER = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER})


@dataclass(frozen=True, slots=True)
class ActingOffice:
    """One identity of a signed-in person: an office, and what it allows at one instant.

    A co-presidency and the delegation of the same State are two hats (domain.md C.6,
    principle 1).  `in_term` says whether the member holds the presidency at that instant.
    `wound_down` says that it left the presidency 90 days ago or more, and none of its terms lies
    ahead: an office of that presidency reads nothing any more (decision 14).
    A contact point has neither an office nor an account: both numbers are 0.
    `stands_in` says that nobody can sign for its Party, because its presidency is vacant, unknown
    or disputed, or because nobody holds the office of the member that presides: then the
    secretariat records who presides, with the document of its Party, and who signs for it.
    """

    office: int
    forum: str
    role: Role
    account: int
    party: str = ""
    member: str = ""
    organisation: str = ""
    start: datetime | None = None
    end: datetime | None = None
    in_term: bool = False
    wound_down: bool = False
    stands_in: bool = False

    @property
    def powers(self) -> frozenset[Power]:
        """What this hat may do now."""
        if self.wound_down:
            return frozenset()
        if self.role is Role.CO_PRESIDENCY and not self.in_term:
            return OUT_OF_TERM
        if self.stands_in:
            return POWERS[self.role] | {Power.RECORD_PRESIDENCY}
        return POWERS[self.role]

    def may(self, power: Power) -> bool:
        """Whether this hat has a power now."""
        return power in self.powers

    @property
    def reads_addresses(self) -> bool:
        """Whether this hat reads where people are reached: everybody's, or its own delegation's."""
        own = self.role in {Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER} and bool(self.member)
        return self.may(Power.RECORD_FACTS) or own

    @property
    def hands_over(self) -> bool:
        """Whether this hat reads what one presidency of its Party hands to the next: the
        presidencies, and their secretariat."""
        return self.role in OF_A_PRESIDENCY | {Role.SECRETARIAT} and bool(self.powers)

    @property
    def reports_for(self) -> str:
        """The code for which this hat reports: its member, its organisation, or its Party.

        Empty for a hat that reports for nobody: one that only reads, a delegation's member, a
        co-presidency whose term is not running.
        """
        match self.role:
            case Role.DELEGATION_HEAD:
                return self.member
            case Role.INSTITUTION:
                return self.organisation
            case Role.SECRETARIAT:
                return self.party
            case Role.CO_PRESIDENCY if self.in_term:
                return self.party
            case _:
                return ""

    @property
    def spaces(self) -> frozenset[str]:
        """The spaces that this hat may read; nobody ever reads the other Party's."""
        spaces = {"public"}
        if self.may(Power.READ_SHARED):
            spaces.add("shared")
        if self.party and self.role not in _OUTSIDE and self.powers:
            spaces.add(f"party:{self.party}")
        return frozenset(spaces)

    @property
    def title(self) -> str:
        """The office as the journal writes it: codes only, never a name."""
        return " ".join(filter(None, (self.role.value, self.party, self.member, self.organisation)))
