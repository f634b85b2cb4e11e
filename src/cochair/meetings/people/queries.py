"""Reads of the delegations of a meeting and of their people, each a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q

from cochair.meetings.models import Delegation, Invitation, Meeting, Participant
from cochair.meetings.queries import AS_OBSERVER
from cochair.parties import queries as parties
from cochair.parties.models import Member, Party
from cochair.parties.offices import Hat
from cochair.parties.queries import Roster
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.composition import belonging
from cochair.web.formats import sorting_key

HEAD = "head"
# In this order a delegation is read; who is first is not said by rank but by function here.
CAPACITIES = ("head", "alternate", "adviser", "interpreter", "secretariat")
MODES = ("physical", "remote")
INSTITUTIONS, OBSERVERS = "institutions", "observers"


@dataclass(frozen=True)
class Company:
    """One delegation as it is read: whom it is of, and its people in their order.

    `key` names it in addresses; `names` are words by language; `party` is empty for an
    organisation, and `kind` is then `institutions` or `observers`.
    """

    key: str
    code: str
    names: Mapping[str, str]
    party: str
    kind: str
    row: Delegation | None
    people: tuple[Participant, ...] = ()

    @cached_property
    def head(self) -> Participant | None:
        """The head of the delegation, when one is named."""
        return next((one for one in self.people if one.capacity == HEAD), None)

    @property
    def arrived(self) -> int:
        """How many of its people have been checked in and have not left."""
        return sum(1 for one in self.people if is_here(one))

    @property
    def has_come(self) -> bool:
        """Whether anybody of it was checked in at any time."""
        return any(one.checked_in_at is not None for one in self.people)


@dataclass(frozen=True, slots=True)
class Side:
    """The delegations of one Party, or those of institutions or of observers, in their order.

    `party` is None for the latter two, which `kind` tells apart.
    """

    kind: str
    party: Party | None
    delegations: tuple[Company, ...]

    @property
    def people(self) -> tuple[Participant, ...]:
        """All their people in order."""
        return tuple(one for company in self.delegations for one in company.people)


def is_here(one: Participant) -> bool:
    """Whether a person is in the meeting now."""
    return one.checked_in_at is not None and one.checked_out_at is None


def delegations(meeting: Meeting, *, also_absent: bool = False) -> tuple[Company, ...]:
    """Every delegation that was opened, with its people that were not removed; three queries.

    With `also_absent`, also the members on the first day of the meeting that have none yet.
    """
    found = _companies(meeting, Q())
    if also_absent:
        known = {one.row.member_id for one in found if one.row is not None}
        found += [_absent(one) for one in members(meeting) if one.pk not in known]
    return tuple(found)


def delegation(meeting: Meeting, key: str) -> Company | None:
    """The delegation that a key names, with its people; None when it was not opened."""
    of_key = Q(member__code__iexact=key) | Q(organisation__code__iexact=key)
    return next(iter(_companies(meeting, of_key)), None)


def delegation_of(meeting: Meeting, hat: Hat) -> Company | None:
    """The delegation of the State or organisation for which a hat speaks, when it is opened."""
    if not (hat.member or hat.organisation):
        return None
    of_hat = Q(member__code=hat.member, member__party__code=hat.party)
    if not hat.member:
        of_hat = Q(organisation__code=hat.organisation)
    return next(iter(_companies(meeting, of_hat)), None)


def matching(people: Iterable[Participant], text: str, most: int = 12) -> tuple[Participant, ...]:
    """People whose name holds every word of a text, whatever its accents, or who wear a badge
    with that number; the wearer comes first."""
    number, wanted = text.strip(), sorting_key(text).split()
    if not wanted:
        return ()
    found = [
        one
        for one in people
        if str(one.badge) == number or all(word in sorting_key(one.name) for word in wanted)
    ]
    found.sort(key=lambda one: (str(one.badge) != number, sorting_key(one.name)))
    return tuple(found[:most])


def came_last(people: Iterable[Participant], most: int = 8) -> tuple[Participant, ...]:
    """Those who are here, of whom the last to be checked in come first."""
    here = [(one.checked_in_at, one.badge, one) for one in people if one.checked_in_at]
    return tuple(one for _at, _badge, one in sorted(here, reverse=True)[:most])


def _companies(meeting: Meeting, which: Q) -> list[Company]:
    observers: set[int | None] = set(
        Invitation.objects.filter(meeting=meeting, basis=AS_OBSERVER).values_list(
            "organisation_id", flat=True
        )
    )
    rows = (
        Delegation.objects.filter(which, meeting=meeting)
        .select_related("member__party", "organisation")
        .prefetch_related(_people())
    )
    return [_company(row, observers) for row in rows]


def sides(meeting: Meeting, language: str, *, also_absent: bool = False) -> tuple[Side, ...]:
    """Delegations under their Party, then institutions, then observers: all alphabetical.

    Which Party comes first alternates from one meeting of a configuration to the next.
    """
    found = delegations(meeting, also_absent=also_absent)
    made = [
        Side(party.code, party, _alphabetical(found, party.code, language))
        for party in parties_in_turn(meeting, language)
    ]
    for kind in (INSTITUTIONS, OBSERVERS):
        of_kind = _alphabetical(found, kind, language)
        if of_kind:
            made.append(Side(kind, None, of_kind))
    return tuple(made)


def participants(meeting: Meeting, language: str) -> tuple[Participant, ...]:
    """Everybody in the order of a list of participants, each with its delegation at hand."""
    return tuple(one for side in sides(meeting, language) for one in side.people)


def parties_in_turn(meeting: Meeting, language: str) -> list[Party]:
    """The Parties in the order of a meeting, which alternates within its configuration."""
    ordered = list(parties.roster(meeting.forum).in_order(language))
    earlier = Meeting.objects.filter(
        forum=meeting.forum, configuration=meeting.configuration, pk__lt=meeting.pk
    ).count()
    turn = earlier % len(ordered) if ordered else 0
    return ordered[turn:] + ordered[:turn]


def members(meeting: Meeting) -> tuple[Member, ...]:
    """The members of every Party on the first day of a meeting; while it has no day, on the day
    on which it became known, or all that ever joined."""
    roster = parties.roster(meeting.forum)
    known = civil_day(meeting.known_at, meeting.forum.zone) if meeting.known_at else date.max
    day = first_day(meeting) or known
    standing = {code: belonging(roster.memberships, code, day) for code in roster.party_codes}
    return tuple(row for row in roster.members if row.code in standing[row.party.code])


def first_day(meeting: Meeting) -> date | None:
    """The first civil day of a meeting at its place, when that is fixed to the day."""
    latest = list(meeting.schedules.all())[-1:]
    if not latest or latest[0].starts is None or latest[0].precision != "day":
        return None
    return civil_day(latest[0].starts, latest[0].zone)


def code_of(row: Delegation) -> str:
    """The code of the member or organisation of a delegation."""
    whom = row.member or row.organisation
    return whom.code if whom is not None else ""


def is_own(hat: Hat, company: Company) -> bool:
    """Whether a delegation is that of the State or organisation for which a hat speaks."""
    if company.party:
        return hat.party == company.party and hat.member == company.code
    return bool(hat.organisation) and hat.organisation == company.code


def possible(roster: Roster) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """By key in addresses: the code and the names of whoever may send a delegation."""
    found = {row.code.lower(): (row.code, row.name) for row in roster.organisations}
    return found | {row.code.lower(): (row.code, row.name) for row in roster.members}


def _people() -> "Prefetch[str]":
    rows = Participant.objects.filter(removed_at=None).order_by("order", "pk")
    return Prefetch("people", queryset=rows)


def _company(row: Delegation, observers: set[int | None]) -> Company:
    people = sorted(row.people.all(), key=_place)
    for one in people:
        one.delegation = row
    if row.member is not None:
        whom, party, kind = row.member, row.member.party.code, row.member.party.code
        return Company(whom.code.lower(), whom.code, whom.name, party, kind, row, tuple(people))
    assert row.organisation is not None
    kind = OBSERVERS if row.organisation_id in observers else INSTITUTIONS
    code, names = row.organisation.code, row.organisation.name
    return Company(code.lower(), code, names, "", kind, row, tuple(people))


def _absent(member: Member) -> Company:
    party = member.party.code
    return Company(member.code.lower(), member.code, member.name, party, party, None)


def _place(one: Participant) -> tuple[int, int, int]:
    known = one.capacity in CAPACITIES
    return (CAPACITIES.index(one.capacity) if known else len(CAPACITIES), one.order, one.badge)


def _alphabetical(found: Iterable[Company], kind: str, language: str) -> tuple[Company, ...]:
    of_kind = [one for one in found if one.kind == kind]
    return tuple(sorted(of_kind, key=lambda one: sorting_key(str(one.names.get(language, "")))))
