"""Reads of the delegations of a meeting and of their people, each a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet

from cochair.features.meetings import admission
from cochair.features.meetings.admission import Admission, Struck
from cochair.features.meetings.models import Delegation, Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, Party
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Configuration
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.composition import HeadLevel, belonging, head_level
from cochair.web.formats import sorting_key
from cochair.web.request_cache import is_reading, once

HEAD, ACCEPTED = "head", "accepted"
# In this order a delegation is read; who is first is not said by rank but by function here.
CAPACITIES = ("head", "alternate", "adviser", "interpreter", "secretariat")
MODES = ("physical", "remote")
INSTITUTIONS, OBSERVERS = "institutions", "observers"
STANDING = Q(people__removed_at=None)


@dataclass(frozen=True)
class DelegationView:
    """One delegation as it is read: whom it is of, and its people in their order.

    `key` names it in addresses; `names` are words by language; `party` is empty for an
    organisation, and `kind` is then `institutions` or `observers`.  `struck` says why it comes no
    more: its invitation has ended.
    """

    key: str
    code: str
    names: Mapping[str, str]
    party: str
    kind: str
    row: Delegation | None
    people: tuple[Participant, ...] = ()
    # How many people, and how many of them are here, where only the head was read.
    counted: tuple[int, int] | None = None
    struck: Struck | None = None

    @cached_property
    def head(self) -> Participant | None:
        """The head of the delegation, when one is named."""
        return next((one for one in self.people if one.capacity == HEAD), None)

    @property
    def number(self) -> int:
        """How many people it has."""
        return self.counted[0] if self.counted else len(self.people)

    @property
    def arrived(self) -> int:
        """How many of its people have been checked in and have not left."""
        return self.counted[1] if self.counted else sum(1 for one in self.people if is_here(one))

    @property
    def is_accepted(self) -> bool:
        """Whether the secretariat has accepted it."""
        return self.row is not None and self.row.state == ACCEPTED

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
    delegations: tuple[DelegationView, ...]

    @property
    def people(self) -> tuple[Participant, ...]:
        """All their people in order."""
        return tuple(one for company in self.delegations for one in company.people)


def is_here(one: Participant) -> bool:
    """Whether a person is in the meeting now."""
    return one.checked_in_at is not None and one.checked_out_at is None


def delegations(
    meeting: Meeting,
    *,
    also_absent: bool = False,
    also_struck: bool = False,
    heads_only: bool = False,
) -> tuple[DelegationView, ...]:
    """Every delegation that was opened, with its people that were not removed.

    With `also_absent`, also the members on the first day of the meeting that have none yet; with
    `also_struck`, also those whose invitation has ended; with `heads_only` the people are
    counted, and only the heads are read.  A fixed number of queries.
    """
    found = _companies(meeting, Q(), heads_only=heads_only)
    if also_absent:
        known = {one.row.member_id for one in found if one.row is not None}
        found += [_absent(one) for one in members(meeting) if one.pk not in known]
    return tuple(one for one in found if also_struck or one.struck is None)


def delegation(meeting: Meeting, key: str) -> DelegationView | None:
    """The delegation that a key names, with its people; None when it was not opened."""
    of_key = Q(member__code__iexact=key) | Q(organisation__code__iexact=key)
    return next(iter(_companies(meeting, of_key)), None)


def view_of(row: Delegation) -> DelegationView | None:
    """A delegation that was opened, with its people; all of its meeting are read at once for a page."""
    if not is_reading():
        return delegation(row.meeting, code_of(row))
    known = _every(row.meeting)
    return next((one for one in known if one.row is not None and one.row.pk == row.pk), None)


def accepted(meeting: Meeting) -> tuple[DelegationView, ...]:
    """The delegations that were accepted and are not struck; all of a meeting are read at once."""
    return tuple(one for one in _every(meeting) if one.is_accepted and one.struck is None)


def _every(meeting: Meeting) -> tuple[DelegationView, ...]:
    return once(("delegations", meeting.pk), lambda: tuple(_companies(meeting, Q())))


def delegation_of(meeting: Meeting, hat: ActingOffice) -> DelegationView | None:
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


def _companies(meeting: Meeting, which: Q, *, heads_only: bool = False) -> list[DelegationView]:
    known = admission.of_meeting(meeting)
    rows = (
        Delegation.objects.filter(which, meeting=meeting)
        .select_related("member__party", "organisation")
        .prefetch_related(_people(heads_only))
    )
    if heads_only:
        here = STANDING & Q(people__checked_out_at=None) & ~Q(people__checked_in_at=None)
        rows = rows.annotate(
            number=Count("people", filter=STANDING), here=Count("people", filter=here)
        )
    return [_company(row, known, heads_only) for row in rows]


def sides(
    meeting: Meeting, language: str, *, also_absent: bool = False, heads_only: bool = False
) -> tuple[Side, ...]:
    """Delegations under their Party, then institutions, then observers, all in protocol order.

    Which Party comes first alternates from one meeting of a configuration to the next; whoever
    is struck is not among them.
    """
    found = delegations(meeting, also_absent=also_absent, heads_only=heads_only)
    return arranged(found, meeting, language)


def arranged(found: Iterable[DelegationView], meeting: Meeting, language: str) -> tuple[Side, ...]:
    """Delegations that were read already, in the order of `sides`."""
    place = parties.roster(meeting.forum).protocol(language)
    found = sorted((one for one in found if one.struck is None), key=lambda one: place(one.code))
    made = [
        Side(party.code, party, _of_kind(found, party.code))
        for party in parties_in_turn(meeting, language)
    ]
    for kind in (INSTITUTIONS, OBSERVERS):
        of_kind = _of_kind(found, kind)
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


def unfinished(forum: Forum) -> QuerySet[Delegation]:
    """The delegations that were not accepted, to meetings that may still open; two queries."""
    rows = Delegation.objects.filter(
        meeting__forum=forum,
        meeting__opened_at=None,
        meeting__cancelled_at=None,
        meeting__shut_at=None,
    ).exclude(state=ACCEPTED)
    return rows.select_related(
        "meeting__forum", "meeting__cycle", "member__party", "organisation"
    ).prefetch_related("meeting__schedules")


def is_own(hat: ActingOffice, company: DelegationView) -> bool:
    """Whether a delegation is that of the State or organisation for which a hat speaks."""
    if company.party:
        return hat.party == company.party and hat.member == company.code
    return bool(hat.organisation) and hat.organisation == company.code


def level_of(one: DelegationView, level: Configuration | None) -> HeadLevel | None:
    """How the head of a member's delegation stands to the level of the meeting; None where no
    level is asked for or nobody leads yet."""
    asked = level is not None and bool(level.accepted_functions)
    if not one.party or not asked or one.head is None or one.row is None:
        return None
    declared = one.row.replacement_declared_at is not None
    return head_level(level, one.head.rank, declared=declared)


def possible(roster: Roster) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """By key in addresses: the code and the names of whoever may send a delegation."""
    found = {row.code.lower(): (row.code, row.name) for row in roster.organisations}
    return found | {row.code.lower(): (row.code, row.name) for row in roster.members}


def _people(heads_only: bool) -> "Prefetch[str]":
    rows = Participant.objects.filter(removed_at=None).order_by("order", "pk")
    return Prefetch("people", queryset=rows.filter(capacity=HEAD) if heads_only else rows)


def _company(row: Delegation, known: Admission, heads_only: bool) -> DelegationView:
    people = tuple(sorted(row.people.all(), key=_place))
    for one in people:
        one.delegation = row
    counted = (row.number, row.here) if heads_only else None  # type: ignore[attr-defined]
    struck = known.struck.get((row.member_id, row.organisation_id))
    if row.member is not None:
        whom, party = row.member, row.member.party.code
        key = whom.code.lower()
        return DelegationView(key, whom.code, whom.name, party, party, row, people, counted, struck)
    assert row.organisation is not None
    kind = OBSERVERS if row.organisation_id in known.observers else INSTITUTIONS
    code, names = row.organisation.code, row.organisation.name
    return DelegationView(code.lower(), code, names, "", kind, row, people, counted, struck)


def _absent(member: Member) -> DelegationView:
    party = member.party.code
    return DelegationView(member.code.lower(), member.code, member.name, party, party, None)


def _place(one: Participant) -> tuple[int, int, int]:
    known = one.capacity in CAPACITIES
    return (CAPACITIES.index(one.capacity) if known else len(CAPACITIES), one.order, one.badge)


def _of_kind(found: Iterable[DelegationView], kind: str) -> tuple[DelegationView, ...]:
    return tuple(one for one in found if one.kind == kind)
