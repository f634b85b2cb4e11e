"""Delegation with its people: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from cochair.features.calendars.queries import usual
from cochair.features.delegations import queries, refusals
from cochair.features.delegations.queries import DelegationView
from cochair.features.meetings import machine, responsibility
from cochair.features.meetings.models import Delegation, Meeting, Participant
from cochair.features.meetings.queries import cycle_of
from cochair.features.meetings.responsibility import Ask
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.parties.turns import of_secretariat
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.checks.composition import HeadLevel
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on a delegation to a meeting.
NAME = _("Name the delegation: {m}")
NAME_OBSERVERS = _("Name the participants: {m}")
NAME_HEAD = _("Name the head of delegation: {m}")
DECLARE = _("Declare the replacement: {m}")
HAND_OVER = _("Submit the delegation list: {m}")
AGAIN = _("Complete and submit again: {m}")
ACCEPT = _("Accept the delegation list of {d}: {m}")
CHECK_IN = _("Check in: {number} of {total} present, {meeting}")
# From so long before the planned start people are let in, until the meeting closes.
DOOR_OPENS = timedelta(hours=1)
# What is done on the page of the meeting that each of those who come to it has.
ON_ITS_MEETING = frozenset({NAME, NAME_OBSERVERS, HAND_OVER})


def unfinished_or_at_the_door(forum: Forum) -> Iterator[Delegation | Meeting]:
    """The delegations that were not accepted, and the meetings to which people come."""
    yield from queries.unfinished(forum)
    yield from responsibility.not_over(forum)


def turns(row: Delegation | Meeting, at: datetime) -> Iterable[Turn]:
    """Who acts next on a delegation, or at the door of a meeting, at an instant (aware UTC)."""
    return _at_the_door(row, at) if isinstance(row, Meeting) else _of_delegation(row, at)


def _at_the_door(one: Meeting, at: datetime) -> Iterator[Turn]:
    """The secretariat of the host, while somebody of an accepted delegation has not come."""
    begins = responsibility.begins(one)
    if machine.refusal("person.check_in", one, at) or responsibility.is_history(one, at):
        return
    if one.opened_at is None and (begins is None or at < begins - DOOR_OPENS):
        return
    people = [person for company in queries.accepted(one) for person in company.people]
    number = sum(person.checked_in_at is not None for person in people)
    if number < len(people):
        until = responsibility.sure(responsibility.ends(one), responsibility.FIXED)
        facts = {"number": str(number), "total": str(len(people))}
        ask = Ask(CHECK_IN, ("meetings:check-in", one.slug), until, facts)
        yield from responsibility.of_secretariats(one, ask, at)


def _of_delegation(row: Delegation, at: datetime) -> Iterable[Turn]:
    """Whoever sends it names people and hands it over; the secretariat accepts it; nobody acts on
    one that was accepted or struck, while the meeting has no day, or once it opened or was given up."""
    meeting = row.meeting
    if meeting.opened_at or meeting.cancelled_at or meeting.shut_at:
        return
    if not responsibility.is_awaited(meeting, at):
        return
    company = queries.view_of(row)
    if company is None or company.struck is not None or company.is_accepted:
        return
    names = meeting_titles(meeting, parties.book(meeting.forum, at))
    if row.state == refusals.SUBMITTED:
        yield from _to_accept(company, meeting, names)
        return
    says, fragment = _step(row, company, at)
    until, firm = usual(meeting, ShownBy.DELEGATIONS, at)
    for role, prepares in _senders(company):
        if prepares and says == DECLARE:
            continue
        where: tuple[str, ...] = ("meetings:delegation", meeting.slug, company.key, fragment)
        if says in ON_ITS_MEETING:
            where = ("desk:meeting", meeting.slug, "#people")
        yield Turn(role.value, company.code, says, {"m": names}, until, firm, where, prepares)


def _step(row: Delegation, company: DelegationView, at: datetime) -> tuple[str, str]:
    """What whoever sends a delegation does next, and at which part of its page."""
    if row.state == refusals.RETURNED:
        return AGAIN, "#state"
    if not company.people:
        return (NAME_OBSERVERS if company.kind == queries.OBSERVERS else NAME), "#nominate"
    if company.head is None:
        return NAME_HEAD, "#people"
    level = parties.book(row.meeting.forum, at).configurations.get(row.meeting.configuration)
    if queries.level_of(company, level) is HeadLevel.BELOW:
        return DECLARE, "#papers"
    return HAND_OVER, "#state"


def _senders(company: DelegationView) -> tuple[tuple[Role, bool], ...]:
    """The offices that send a delegation, each with whether it prepares."""
    if company.party:
        return ((Role.DELEGATION_HEAD, False), (Role.DELEGATION_MEMBER, True))
    return ((Role.OBSERVER if company.kind == queries.OBSERVERS else Role.INSTITUTION, False),)


def _to_accept(
    company: DelegationView, meeting: Meeting, names: Mapping[str, str]
) -> Iterable[Turn]:
    """The secretariat of its Party; of an organisation, each."""
    own = (company.party,) if company.party else parties.roster(meeting.forum).party_codes
    where = ("meetings:delegation", meeting.slug, company.key, "#state")
    for party in own:
        yield of_secretariat(party, ACCEPT, {"d": company.names, "m": names}, where)


COLUMNS = ("delegation__meeting__slug", "delegation__member__code",
           "delegation__organisation__code", "badge", "title", "name", "function", "rank",
           "capacity", "mode", "email", "language", "added_at", "removed_at", "checked_in_at",
           "checked_out_at")  # fmt: skip
DELEGATION = Kind(
    code="delegation",
    label=_("delegation"),
    models=(Delegation, Participant),
    find=No("Entries name its meeting instead."),
    ends_with=cycle_of,
    closed=No("Entries name its meeting instead."),
    verbs={
        "delegation.opened": _("The list of a delegation was opened."),
        "delegation.submitted": _("The list of a delegation was submitted to the " "secretariat."),
        "delegation.accepted": _("The list of a delegation was accepted."),
        "delegation.returned": _("The list of a delegation was returned for correction."),
        "delegation.reopened": _("The list of a delegation was reopened."),
        "delegation.head_set": _("The head of a delegation was named."),
        "delegation.replacement_declared": _(
            "The replacement of a head of delegation was declared."
        ),
        "delegation.credentials_recorded": _("The credentials of a delegation were recorded."),
        "delegation.request_recorded": _("A delegation asked its secretariat to act on " "its behalf."),
        "participant.nominated": _("People were nominated to a delegation."),
        "participant.changed": _("A nomination was changed."),
        "participant.removed": _("A person was removed from a delegation."),
        "participants.imported": _("A list of people was imported."),
        "participant.checked_in": _("A participant was checked in."),
        "participant.checked_out": _("A participant was checked out."),
        "participant.check_in_undone": _("A mistaken check-in was undone."),
    },
    archive=No("Written by the archives: needs the rules of personal data."),
    personal=(
        Person("participations", _("Delegations"), Participant, ("email__iexact",), COLUMNS,
               of="address"),
    ),
    # Of a participant the function stays, unless the person was taken out and never came.
    texts=(
        Texts(Delegation, reduced="returned_reason replaces credentials request",
              rule="participants"),
        Texts(Participant, reduced="name function email", rule="participants"),
    ),
    handover=No("Not in the handover file so far."),
    search=No("Never to be found: it names persons."),
    retention=("participants",),
    turns=Turns(unfinished_or_at_the_door, turns),
)  # fmt: skip
