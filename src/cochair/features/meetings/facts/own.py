"""Days, co-chairs, sessions, preparations and joint notes of meetings as the core's facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cochair.features.meetings.facts.by_meeting import By, Keys, grouped
from cochair.features.meetings.facts.people import ADEQUATE
from cochair.features.meetings.models import (
    CoChair,
    JointNote,
    Preparation,
    Schedule,
    Session,
)
from cochair.features.meetings.models.meeting import PUBLISHED
from cochair.procedure import facts

# What a joint note of a kind is to the core: a decision on the format, a declaration of
# extraordinary circumstances, or a note that something was not appropriate.
FORMAT = "format"
DECLARATION = "extraordinary"
PARTICIPATION = "participation"
# Why a meeting opened without notice, agenda or co-chair is shown, and judged by no clause.
OPENED_WITHOUT = "opened_without"
OF_THEIR_OWN = frozenset({FORMAT, DECLARATION, PARTICIPATION, OPENED_WITHOUT, PUBLISHED})
# A session that is not of the whole meeting.
CO_CHAIRS = "co_chairs"
# How sure history is of a co-chair whom no source names: taken from the rota, or in doubt.
NOT_ESTABLISHED = frozenset({"derived", "inferred", "disputed", "uncited", "unknown"})


@dataclass(frozen=True, slots=True)
class Notes:
    """What both noted of a meeting together."""

    joint: tuple[facts.JointFact, ...] = ()
    formats: tuple[facts.JointFact, ...] = ()
    declaration: facts.JointFact | None = None
    participation: facts.JudgedParticipation | None = None


NO_NOTES = Notes()


@dataclass(frozen=True, slots=True)
class Known:
    """The same by the primary key of each meeting; co-chairs with that of their member.

    `formats` are those that both signed with the day of the meeting.
    """

    schedules: By[facts.Schedule]
    formats: By[facts.JointFact]
    chairs: By[tuple[int, facts.Chair]]
    preparations: By[facts.Preparation]
    notes: dict[int, Notes]
    sessions: By[datetime]


def known(meetings: Keys) -> Known:
    """The same of some meetings, in a fixed number of queries."""
    chairs = CoChair.objects.filter(meeting__in=meetings, ended_at=None)
    whole = Session.objects.filter(meeting__in=meetings, removed_at=None)
    notes = grouped((row.meeting_id, row) for row in JointNote.objects.filter(meeting__in=meetings))
    schedules = list(Schedule.objects.filter(meeting__in=meetings).select_related("meeting"))
    return Known(
        schedules=grouped((row.meeting_id, _schedule(row)) for row in schedules),
        formats=grouped(
            (row.meeting_id, facts.JointFact(id=row.meeting.slug, at=row.at, value=row.format))
            for row in schedules
            # What both attest of the time before was not agreed by that.
            if row.act_id is not None and not row.attested and row.at is not None and row.format
        ),
        chairs=grouped(
            (row.meeting_id, (row.member_id, _chair(row)))
            for row in chairs.select_related("party", "member")
        ),
        preparations=_preparations(meetings),
        notes={meeting: _notes(rows) for meeting, rows in notes.items()},
        sessions=grouped((row.meeting_id, row.starts) for row in whole.exclude(kind=CO_CHAIRS)),
    )


def _schedule(row: Schedule) -> facts.Schedule:
    return facts.Schedule(
        at=row.at,
        starts=row.starts,
        ends=row.ends,
        zone=row.zone,
        precision=row.precision,
        place=row.place or None,
        country=row.country or None,
        format=row.format or None,
        attested=row.attested,
    )


def _chair(row: CoChair) -> facts.Chair:
    """A co-chair, there when checked in by name; whether as the head of a delegation is added above.

    One of a meeting that was held before the software is known to have sat.
    """
    return facts.Chair(
        id=f"chair-{row.pk}",
        at=row.at,
        party=row.party.code,
        member=row.member.code,
        deputy=row.deputy,
        checked_in=row.checked_in_at is not None,
        established=row.certainty not in NOT_ESTABLISHED,
    )


def _preparations(meetings: Keys) -> By[facts.Preparation]:
    """Those that were held."""
    rows = Preparation.objects.filter(meeting__in=meetings)
    return grouped(
        (
            row.meeting_id,
            facts.Preparation(
                id=f"preparation-{row.pk}",
                at=row.held_at,
                parties_present=frozenset(row.parties_present),
                topics=frozenset(row.topics),
            ),
        )
        for row in rows
        if row.held_at is not None
    )


def _notes(rows: tuple[JointNote, ...]) -> Notes:
    return Notes(
        joint=tuple(_joint(one) for one in rows if one.kind not in OF_THEIR_OWN),
        formats=tuple(_joint(one) for one in rows if one.kind == FORMAT),
        declaration=_last(rows, DECLARATION),
        participation=_participation(rows),
    )


def _joint(row: JointNote) -> facts.JointFact:
    return facts.JointFact(
        id=f"{row.kind}-{row.pk}", at=row.at, text=row.text, value=row.value or row.kind
    )


def format_decision(
    decisions: Iterable[facts.JointFact], notice: datetime | None
) -> facts.JointFact | None:
    """What both decided on the format last before a notice (aware UTC), else first after it."""
    found = sorted(decisions, key=lambda one: one.at)
    in_time = [one for one in found if notice is None or one.at <= notice]
    return in_time[-1] if in_time else next(iter(found), None)


def _last(rows: tuple[JointNote, ...], kind: str) -> facts.JointFact | None:
    found = [one for one in rows if one.kind == kind]
    return _joint(found[-1]) if found else None


def _participation(rows: tuple[JointNote, ...]) -> facts.JudgedParticipation | None:
    """The latest sentence of both on the level of participation."""
    found = [one for one in rows if one.kind == PARTICIPATION]
    if not found:
        return None
    last = found[-1]
    return facts.JudgedParticipation(
        id=f"{last.kind}-{last.pk}", at=last.at, adequate=last.value == ADEQUATE
    )
