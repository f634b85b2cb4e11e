"""What is done to a delegation and its people; each step counts the version up by one.

Locks are taken in one order: the meeting, its delegation, the ledger.  The number of a badge is
given under the lock of the meeting, so that it is given once.  Source: domain.md C.4, CB-30.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.delegations import person as persons
from cochair.features.delegations import queries, refusals
from cochair.features.delegations.person import KEPT, Person
from cochair.features.delegations.refusals import ACCEPTED, HEAD, OPEN, RETURNED, SUBMITTED
from cochair.features.meetings.models import Delegation, Meeting, Participant
from cochair.features.meetings.states import RUNNING, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion

ALTERNATE = "alternate"
CHANGED = _("Someone else changed the delegation while you were writing.")


@transaction.atomic
def open_delegation(meeting: Meeting, *, code: str, by: ActingOffice, at: datetime) -> Delegation:
    """Open the delegation of a member or organisation by hand; one that is open is given back.

    The notice opens those of everybody invited.  Raises Refused for a code nobody has.
    """
    meeting = _meeting(meeting.pk)
    require(refusals.not_over(meeting, at), refusals.known_code(meeting, code))
    roster = parties.roster(meeting.forum)
    member = next((row for row in roster.members if row.code == code), None)
    organisation = next((row for row in roster.organisations if row.code == code), None)
    row, made = Delegation.objects.get_or_create(
        meeting=meeting,
        member=member,
        organisation=None if member else organisation,
        defaults={"opened_at": at},
    )
    if made:
        written(meeting, "delegation.opened", by=by, at=at, facts={"delegation": code})
    return row


@transaction.atomic
def nominate(
    delegation: Delegation, people: Sequence[Person], *, seen: int, by: ActingOffice, at: datetime
) -> tuple[Participant, ...]:
    """Add people to a delegation, each with the next number of a badge of the meeting.

    `seen` is the version that was shown; raises StaleVersion when it has changed, Refused after
    the opening (but for the secretariat, which records substitutions), while the delegation is
    submitted, for a second head, a name twice, and what is no name, rank or address.
    """
    row = locked(delegation, seen, "\n".join(one.words for one in people))
    there = list(row.people.filter(removed_at=None))
    require(
        *refusals.may_change(row, by, at),
        refusals.somebody(people),
        refusals.not_too_many(len(there) + len(people)),
        *refusals.all_right(people, parties.book(row.meeting.forum, at)),
        refusals.one_head([*(one.capacity for one in there), *(one.capacity for one in people)]),
        refusals.twice([*(persons.of_row(one) for one in there), *people]),
        refusals.elsewhere(row, people),
    )
    made = added(row, people, start=len(there), at=at)
    _counted(row)
    _tell(row, "participant.nominated", by=by, at=at, facts=_badges(row, made))
    return made


def added(
    row: Delegation, people: Sequence[Person], *, start: int, at: datetime
) -> tuple[Participant, ...]:
    """Inside a transaction that holds the meeting: new rows with the next badges."""
    first = next_badge(row.meeting)
    return tuple(
        Participant.objects.bulk_create(
            Participant(
                delegation=row,
                badge=first + index,
                order=start + index,
                added_at=at,
                **{name: getattr(one, name) for name in KEPT},
            )
            for index, one in enumerate(people)
        )
    )


@transaction.atomic
def change(
    participant: Participant, person: Person, *, seen: int, by: ActingOffice, at: datetime
) -> Participant:
    """Write a person anew; the badge and the attendance stay.  Refused as in `nominate`."""
    row = locked(participant.delegation, seen, person.words)
    there = list(row.people.filter(removed_at=None).exclude(pk=participant.pk))
    one = row.people.get(pk=participant.pk)
    require(
        *refusals.may_change(row, by, at),
        refusals.still_there(one),
        *refusals.all_right([person], parties.book(row.meeting.forum, at)),
        refusals.one_head([*(other.capacity for other in there), person.capacity]),
        refusals.twice([*(persons.of_row(other) for other in there), person]),
        refusals.elsewhere(row, [person]),
    )
    if persons.of_row(one) == person:
        return one
    for name in KEPT:
        setattr(one, name, getattr(person, name))
    one.save(update_fields=KEPT)
    _head_changed(row)
    _counted(row)
    _tell(row, "participant.changed", by=by, at=at, facts=_badges(row, [one]))
    return one


@transaction.atomic
def remove(participant: Participant, *, seen: int, by: ActingOffice, at: datetime) -> Participant:
    """Take a person out of a delegation; the row and its badge stay, and are not used again."""
    row = locked(participant.delegation, seen, participant.name)
    one = row.people.get(pk=participant.pk)
    require(*refusals.may_change(row, by, at), refusals.still_there(one))
    one.removed_at = at
    one.save(update_fields=["removed_at"])
    _head_changed(row)
    _counted(row)
    _tell(row, "participant.removed", by=by, at=at, facts=_badges(row, [one]))
    return one


@transaction.atomic
def set_head(participant: Participant, *, seen: int, by: ActingOffice, at: datetime) -> Participant:
    """Name the head of a delegation; whoever was head becomes an alternate, and a replacement
    that was declared for the other head no longer stands."""
    row = locked(participant.delegation, seen, participant.name)
    one = row.people.get(pk=participant.pk)
    require(*refusals.may_change(row, by, at), refusals.still_there(one))
    row.people.filter(capacity=HEAD).exclude(pk=one.pk).update(capacity=ALTERNATE)
    one.capacity = HEAD
    one.save(update_fields=["capacity"])
    row.replacement_declared_at, row.replaces = None, ""
    _counted(row)
    _tell(row, "delegation.head_set", by=by, at=at, facts=_badges(row, [one]))
    return one


@transaction.atomic
def declare_replacement(
    delegation: Delegation, *, replaces: str, seen: int, by: ActingOffice, at: datetime
) -> Delegation:
    """Declare that the head replaces somebody of the level (their function); empty: take it back.

    Raises Refused without a head.  Source: domain.md A.4 (II.*.composition), AMB-38.
    """
    replaces = persons.plain(replaces)
    row = locked(delegation, seen, replaces)
    require(
        *refusals.may_change(row, by, at), refusals.has_head(row), refusals.printable(replaces, 200)
    )
    row.replaces = replaces
    row.replacement_declared_at = at if replaces else None
    _counted(row)
    facts = {"delegation": queries.code_of(row), "declared": bool(replaces)}
    _tell(row, "delegation.replacement_declared", by=by, at=at, facts=facts)
    return row


@transaction.atomic
def record_credentials(
    delegation: Delegation, *, reference: str, seen: int, by: ActingOffice, at: datetime
) -> Delegation:
    """Keep the reference of the note or letter that names the delegation; empty: none."""
    reference = persons.plain(reference)
    row = locked(delegation, seen, reference)
    require(*refusals.may_change(row, by, at), refusals.printable(reference, 200))
    row.credentials, row.credentials_at = reference, at if reference else None
    _counted(row)
    facts = {"delegation": queries.code_of(row), "given": bool(reference)}
    _tell(row, "delegation.credentials_recorded", by=by, at=at, facts=facts)
    return row


@transaction.atomic
def record_request(
    delegation: Delegation, *, reference: str, seen: int, by: ActingOffice, at: datetime
) -> Delegation:
    """Keep by which note or letter a delegation asked its secretariat to write for it.

    Raises Refused for a delegation of the other Party, without a reference, once the meeting is
    over.  Source: domain.md C.6 (nominate delegation: on request).
    """
    reference = persons.plain(reference)
    row = locked(delegation, seen, reference)
    require(
        refusals.not_over(row.meeting, at),
        refusals.runs_the_list(by) or refusals.of_its_party(row, by),
        refusals.printable(reference, refusals.LONGEST_REFERENCE)
        or refusals.a_reference(reference),
    )
    row.request, row.requested_at = reference, at
    _counted(row)
    facts = {"delegation": queries.code_of(row)}
    _tell(row, "delegation.request_recorded", by=by, at=at, facts=facts)
    return row


@transaction.atomic
def submit(delegation: Delegation, *, seen: int, by: ActingOffice, at: datetime) -> Delegation:
    """Hand the delegation over; raises Refused without a head.  Its level is not refused: the
    clause on the composition will say what it makes of it."""
    row = locked(delegation, seen, "")
    require(
        refusals.not_over(row.meeting, at),
        refusals.of_its_party(row, by) or refusals.on_request(row, by),
        refusals.in_state(row, OPEN, RETURNED),
        refusals.has_head(row),
    )
    row.submitted_at = at
    return _step(row, SUBMITTED, by=by, at=at)


@transaction.atomic
def accept(delegation: Delegation, *, seen: int, by: ActingOffice, at: datetime) -> Delegation:
    """Accept a submitted delegation, as the secretariat of its Party does."""
    row = locked(delegation, seen, "")
    require(
        refusals.not_over(row.meeting, at),
        refusals.of_its_party(row, by),
        refusals.in_state(row, SUBMITTED),
    )
    row.accepted_at = at
    row.returned_reason = ""
    return _step(row, ACCEPTED, by=by, at=at)


@transaction.atomic
def give_back(
    delegation: Delegation, *, reason: str, seen: int, by: ActingOffice, at: datetime
) -> Delegation:
    """Return a delegation to those who sent it, with a reason that they read."""
    reason = persons.plain(reason)
    row = locked(delegation, seen, reason)
    require(
        refusals.not_over(row.meeting, at),
        refusals.of_its_party(row, by),
        refusals.in_state(row, SUBMITTED, ACCEPTED),
        refusals.printable(reason, 500) or refusals.reason(reason),
    )
    row.returned_reason, row.accepted_at = reason, None
    return _step(row, RETURNED, by=by, at=at)


@transaction.atomic
def reopen(delegation: Delegation, *, seen: int, by: ActingOffice, at: datetime) -> Delegation:
    """Open a submitted or accepted delegation again, to change who is in it."""
    row = locked(delegation, seen, "")
    require(
        refusals.not_over(row.meeting, at),
        refusals.of_its_party(row, by) or refusals.on_request(row, by),
        *refusals.while_open(row, by, at),
        refusals.in_state(row, SUBMITTED, ACCEPTED),
    )
    row.submitted_at = row.accepted_at = None
    return _step(row, OPEN, by=by, at=at)


def locked(delegation: Delegation, seen: int, mine: str) -> Delegation:
    """The delegation as it stands, held with its meeting; StaleVersion when it was changed.

    Raises Refused for one that is struck, because its invitation has ended.
    """
    meeting = _meeting(delegation.meeting_id)
    row = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("member__party", "organisation")
        .get(pk=delegation.pk)
    )
    row.meeting = meeting
    if row.version != seen:
        there = row.people.filter(removed_at=None).order_by("order", "pk")
        theirs = "\n".join(persons.of_row(one).words for one in there)
        raise StaleVersion(Refusal("practice", CHANGED), theirs=theirs, mine=mine)
    require(refusals.still_invited(row))
    return row


def next_badge(meeting: Meeting) -> int:
    """The number after the highest that was ever given in a meeting."""
    people = Participant.objects.filter(delegation__meeting=meeting)
    return int(people.aggregate(last=Max("badge"))["last"] or 0) + 1


def written(
    meeting: Meeting, verb: str, *, by: ActingOffice, at: datetime, facts: Mapping[str, object]
) -> None:
    """Write an entry about the people of a meeting: codes and numbers of badges, no names."""
    record(
        meeting.forum.slug,
        verb=verb,
        about=("meeting", meeting.slug),
        # A contact point has no account.
        by=by.account or None,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=dict(facts),
    )


def _meeting(pk: int) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=pk)


def _step(row: Delegation, state: str, *, by: ActingOffice, at: datetime) -> Delegation:
    before, row.state = row.state, state
    _counted(row)
    verb = "delegation.reopened" if state == OPEN else f"delegation.{state}"
    facts = {"delegation": queries.code_of(row), "before": before}
    _tell(row, verb, by=by, at=at, facts=facts)
    return row


def _counted(row: Delegation) -> None:
    row.version += 1
    row.save()


def _head_changed(row: Delegation) -> None:
    """A replacement is declared for a head: without one it no longer stands."""
    if not row.people.filter(removed_at=None, capacity=HEAD).exists():
        row.replacement_declared_at, row.replaces = None, ""


def _tell(
    row: Delegation, verb: str, *, by: ActingOffice, at: datetime, facts: Mapping[str, object]
) -> None:
    late = state_of(row.meeting, at) in RUNNING
    written(row.meeting, verb, by=by, at=at, facts={**facts, "late": late})


def _badges(row: Delegation, people: Iterable[Participant]) -> dict[str, object]:
    return {"delegation": queries.code_of(row), "badges": [one.badge for one in people]}
