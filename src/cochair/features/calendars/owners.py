"""Who owes a practice date: the codes of the timetable as offices of one meeting.

Any side can do every task; the one that hosts the meeting owes it by default, and a Party that
no place names is not left out.  Source: domain.md B.17 (CB-61 to CB-63), C.6.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book, TimetableEntry
from cochair.procedure.facts import Meeting, Observer
from cochair.procedure.timetable import Owner, ShownBy

AS_OBSERVER = "observer"
DELEGATES = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER})


@dataclass(frozen=True, slots=True)
class Around:
    """What decides who owes something for a meeting: its Parties, its host, who comes."""

    book: Book
    roster: Roster
    meeting: Meeting

    @property
    def parties(self) -> tuple[str, ...]:
        """The Parties that the meeting is composed of."""
        return self.book.configurations[self.meeting.configuration].parties or tuple(
            party.code for party in self.book.parties
        )

    @property
    def host(self) -> str | None:
        """The Party in whose member the meeting is held; None while no place says so."""
        schedule = self.meeting.schedule
        country = schedule.country if schedule else None
        return next((m.party.code for m in self.roster.members if m.code == country), None)

    @property
    def named(self) -> frozenset[tuple[str, str]]:
        """The co-chairs that are named: Party and member."""
        return frozenset((one.party, one.member) for one in self.meeting.chairs if not one.deputy)

    def chairs(self, hat: ActingOffice) -> bool:
        """Whether a co-presidency chairs this meeting: as named, or by the term in office."""
        named = dict(self.named)
        return named[hat.party] == hat.member if hat.party in named else hat.in_term

    def invites(self, hat: ActingOffice) -> bool:
        """Whether the organisation of a hat is invited otherwise than as an observer."""
        return bool(hat.organisation) and any(
            one.invitee == hat.organisation and one.basis != AS_OBSERVER
            for one in self.meeting.invitations
        )

    def calls(self, hat: ActingOffice) -> bool:
        """Whether the delegation of a hat comes: its Party's members meet, or its State is invited."""
        composed = self.book.configurations[self.meeting.configuration].parties
        return hat.party in composed or any(
            one.invitee == hat.member for one in self.meeting.invitations if hat.member
        )

    def applied(self, hat: ActingOffice) -> Observer | None:
        """The latest request of the organisation of a hat to attend as an observer."""
        asked = [o for o in self.meeting.observers if o.organisation == hat.organisation]
        return asked[-1] if asked and hat.organisation else None

    def admits(self, hat: ActingOffice) -> bool:
        """Whether an observer's invitation stands and no Party has taken its agreement back."""
        asked = self.applied(hat)
        invited = any(
            one.invitee == hat.organisation and one.basis == AS_OBSERVER
            for one in self.meeting.invitations
        )
        return bool(
            asked
            and invited
            and asked.invited_at
            and not asked.withdrawn
            and {party.code for party in self.book.parties} <= asked.agreements.keys()
        )


def owes(entry: TimetableEntry, hat: ActingOffice, around: Around) -> bool:
    """Whether somebody in this office owes what an entry asks for one meeting."""
    if entry.owner == Owner.DELEGATIONS and hat.role is Role.OBSERVER:
        return entry.shown_by == ShownBy.DELEGATIONS and around.admits(hat)
    return _OWES[Owner(entry.owner)](hat, around)


def _presides(hat: ActingOffice, around: Around) -> bool:
    return hat.role is Role.CO_PRESIDENCY and hat.in_term and hat.party in around.parties


def _chairs(hat: ActingOffice, around: Around) -> bool:
    return hat.role is Role.CO_PRESIDENCY and around.chairs(hat)


def serves(hat: ActingOffice, around: Around) -> bool:
    """Whether a secretariat prepares the meeting: that of the side that hosts, else each."""
    return hat.role is Role.SECRETARIAT and around.host in {None, hat.party}


def _belongs(hat: ActingOffice, around: Around) -> bool:
    return hat.role in DELEGATES and around.calls(hat)


def _is_concerned(hat: ActingOffice, around: Around) -> bool:
    """Whoever prepares a meeting, supports that or comes to it."""
    if not hat.may(Power.READ_SHARED) or hat.role is Role.AUDITOR:
        return False
    return hat.may(Power.RECORD_FACTS) or hat.role is Role.SUPPORT or around.calls(hat)


def _is_invited(hat: ActingOffice, around: Around) -> bool:
    return hat.role is Role.INSTITUTION and around.invites(hat)


_OWES: Mapping[Owner, Callable[[ActingOffice, Around], bool]] = {
    Owner.CO_PRESIDENCIES: _presides,
    Owner.CO_CHAIRS: _chairs,
    Owner.SECRETARIAT: serves,
    Owner.DELEGATIONS: lambda hat, around: _belongs(hat, around) or _is_invited(hat, around),
    Owner.MEMBERS: _belongs,
    Owner.INSTITUTIONS: _is_invited,
    # Who wrote a document is known with the document.
    Owner.ORIGINATOR: lambda hat, around: False,
    Owner.OBSERVER: lambda hat, around: (
        hat.role is Role.OBSERVER and around.applied(hat) is not None
    ),
    Owner.ALL: lambda hat, around: _is_concerned(hat, around),
}
