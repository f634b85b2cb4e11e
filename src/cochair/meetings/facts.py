"""Meetings as the core's facts, in a fixed number of queries."""

from datetime import datetime

from cochair.meetings.models import CoChair, JointNote, Meeting, Preparation, Schedule
from cochair.parties.models import Forum
from cochair.procedure import facts

# What a joint note of a kind is to the core: a decision on the format, a declaration of
# extraordinary circumstances, or a note that something was not appropriate.
FORMAT = "format"
DECLARATION = "extraordinary"


def meetings(forum: Forum) -> tuple[facts.Meeting, ...]:
    """Every meeting with its schedules, chairs, preparations and joint notes."""
    rows = (
        Meeting.objects.filter(forum=forum)
        .select_related("cycle")
        .prefetch_related(
            "schedules", "chairs__party", "chairs__member", "preparations", "joint_notes"
        )
    )
    return tuple(_meeting(row) for row in rows)


def _meeting(row: Meeting) -> facts.Meeting:
    schedules = tuple(_schedule(s, row) for s in row.schedules.all())
    notes = tuple(row.joint_notes.all())
    return facts.Meeting(
        id=row.slug,
        at=row.known_at,
        configuration=row.configuration,
        cycle=row.cycle.number if row.cycle else None,
        schedules=schedules,
        kind=row.kind,
        counts_as_meeting=row.counts_as_meeting,
        imported=row.imported,
        confirmed_at=row.confirmed_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        completed_at=row.completed_at,
        cancelled_at=row.cancelled_at,
        procedure_version=row.procedure_version or None,
        options=row.options,
        chairs=tuple(_chair(c, row) for c in row.chairs.all() if c.ended_at is None),
        preparations=tuple(_preparation(p) for p in row.preparations.all()),
        joint_notes=tuple(_joint(n) for n in notes if n.kind not in {FORMAT, DECLARATION}),
        format_decision=_last(notes, FORMAT),
        declaration=_last(notes, DECLARATION),
    )


def _schedule(row: Schedule, meeting: Meeting) -> facts.Schedule:
    return facts.Schedule(
        at=row.at,
        starts=row.starts,
        ends=row.ends,
        zone=row.zone,
        precision=row.precision,
        place=row.place or None,
        country=row.country or None,
        format=row.format or None,
    )


def _chair(row: CoChair, meeting: Meeting) -> facts.Chair:
    """A co-chair; one of a meeting that was held before the software is known to have sat."""
    sat: datetime | None = row.checked_in_at
    return facts.Chair(
        id=f"chair-{row.pk}",
        at=row.at,
        party=row.party.code,
        member=row.member.code,
        deputy=row.deputy,
        checked_in=sat is not None,
    )


def _preparation(row: Preparation) -> facts.Preparation:
    return facts.Preparation(
        id=f"preparation-{row.pk}",
        at=row.held_at,
        parties_present=frozenset(row.parties_present),
        topics=frozenset(row.topics),
    )


def _joint(row: JointNote) -> facts.JointFact:
    return facts.JointFact(
        id=f"{row.kind}-{row.pk}", at=row.at, text=row.text, value=row.value or row.kind
    )


def _last(notes: tuple[JointNote, ...], kind: str) -> facts.JointFact | None:
    found = [note for note in notes if note.kind == kind]
    return _joint(found[-1]) if found else None
