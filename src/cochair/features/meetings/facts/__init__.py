"""Meetings as the core's facts, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.meetings.facts import agenda, observers, people
from cochair.features.meetings.facts.people import By
from cochair.features.meetings.models import CoChair, JointNote, Meeting, Schedule
from cochair.features.meetings.models.meeting import PUBLISHED
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure import facts
from cochair.web.request_cache import once

# What a joint note of a kind is to the core: a decision on the format, a declaration of
# extraordinary circumstances, or a note that something was not appropriate.
FORMAT = "format"
DECLARATION = "extraordinary"
MEETING = "meeting"
PARTICIPATION = "participation"
# Why a meeting opened without notice, agenda or co-chair is shown, and judged by no clause.
OPENED_WITHOUT = "opened_without"
# A session that is not of the whole meeting.
CO_CHAIRS = "co_chairs"
HELD = "held"
OF_THEIR_OWN = frozenset({FORMAT, DECLARATION, PARTICIPATION, OPENED_WITHOUT, PUBLISHED})


# How sure history is of a co-chair whom no source names: taken from the rota, or in doubt.
NOT_ESTABLISHED = frozenset({"derived", "inferred", "disputed", "uncited", "unknown"})


@dataclass(frozen=True, slots=True)
class Around:
    """What is kept around the meetings of a forum, by the primary key of each."""

    notices: By[facts.Notice]
    invitations: By[facts.Invitation]
    relevance: By[facts.RelevanceList]
    observers: By[facts.Observer]
    delegations: By[facts.Delegation]
    agendas: By[facts.Agenda]
    points: By[facts.ActionPoint]
    omissions: By[facts.Omission]
    coherence_notes: By[facts.CoherenceNote]
    # The meetings and members whose head of delegation was checked in, by their keys.
    heads: frozenset[tuple[int, int]]


def meetings(forum: Forum) -> tuple[facts.Meeting, ...]:
    """Every meeting with everything that the clauses ask about it; read once for a page."""
    return once(
        ("facts of meetings", forum.pk),
        lambda: _MEETINGS.get(
            forum.slug, forum.pk, lambda: _meetings(Forum.objects.get(pk=forum.pk))
        ),
    )


_MEETINGS: TableCache[tuple[facts.Meeting, ...]] = TableCache(8, is_part=True)


def _meetings(forum: Forum) -> tuple[facts.Meeting, ...]:
    rows = (
        Meeting.objects.filter(forum=forum)
        .select_related("cycle")
        .prefetch_related(
            "schedules",
            "chairs__party",
            "chairs__member",
            "preparations",
            "joint_notes",
            "sessions",
        )
    )
    around = _around(forum)
    return tuple(_meeting(row, around) for row in rows)


def _around(forum: Forum) -> Around:
    sent, came = people.invitations_of(forum), people.delegations_of(forum)
    arrivals = people.arrivals(came)
    return Around(
        notices=people.notices(forum, sent),
        invitations=people.invitations(sent, arrivals),
        relevance=people.relevance(forum),
        observers=observers.observers(forum, arrivals),
        delegations=people.delegations(came),
        agendas=agenda.agendas(forum),
        points=agenda.points(forum),
        omissions=agenda.omissions(forum),
        coherence_notes=agenda.coherence_notes(forum),
        heads=people.heads(came),
    )


def _meeting(row: Meeting, around: Around) -> facts.Meeting:
    schedules = tuple(_schedule(s, row) for s in row.schedules.all())
    notes = tuple(row.joint_notes.all())
    return facts.Meeting(
        id=row.slug,
        at=row.known_at,
        configuration=row.configuration,
        cycle=row.cycle.number if row.cycle else None,
        schedules=schedules,
        # What was converted was a meeting until then: the instant says from when it is a contact.
        kind=MEETING if row.converted_at else row.kind,
        converted_at=row.converted_at,
        counts_as_meeting=row.counts_as_meeting,
        imported=row.imported,
        confirmed_at=row.confirmed_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        completed_at=row.completed_at,
        cancelled_at=row.cancelled_at,
        procedure_version=row.procedure_version or None,
        options=row.options,
        chairs=tuple(_chair(c, around) for c in row.chairs.all() if c.ended_at is None),
        preparations=_preparations(row),
        joint_notes=tuple(_joint(n) for n in notes if n.kind not in OF_THEIR_OWN),
        format_decision=_last(notes, FORMAT),
        declaration=_last(notes, DECLARATION),
        participation=_participation(notes),
        notices=around.notices.get(row.pk, ()),
        invitations=around.invitations.get(row.pk, ()),
        relevance=around.relevance.get(row.pk, ()),
        observers=around.observers.get(row.pk, ()),
        delegations=around.delegations.get(row.pk, ()),
        agendas=around.agendas.get(row.pk, ()),
        points=around.points.get(row.pk, ()),
        omissions=around.omissions.get(row.pk, ()),
        coherence_notes=around.coherence_notes.get(row.pk, ()),
        sessions=tuple(
            one.starts
            for one in row.sessions.all()
            if one.removed_at is None and one.kind != CO_CHAIRS
        ),
        attested_at=row.attested_at,
        not_held=row.is_attested and row.attested.get("held") is False,
        held_before=_held_before(row, schedules),
        attested_texts=frozenset(
            text["kind"] for text in row.attested.get("texts", ()) if text.get("kind")
        ),
    )


def _held_before(
    row: Meeting, schedules: tuple[facts.Schedule, ...]
) -> tuple[datetime, datetime] | None:
    """When sources had said that a meeting was held, before both attested it."""
    told = schedules[0] if row.imported and row.reported == HELD and schedules else None
    if told is None or told.starts is None or told.ends is None:
        return None
    return told.starts, told.ends


def _participation(notes: tuple[JointNote, ...]) -> facts.JudgedParticipation | None:
    """The latest sentence of both on the level of participation."""
    found = [note for note in notes if note.kind == PARTICIPATION]
    if not found:
        return None
    last = found[-1]
    return facts.JudgedParticipation(
        id=f"{last.kind}-{last.pk}", at=last.at, adequate=last.value == people.ADEQUATE
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
        attested=row.attested,
    )


def _chair(row: CoChair, around: Around) -> facts.Chair:
    """A co-chair: there when checked in by name, or as the head of the member's delegation.

    One of a meeting that was held before the software is known to have sat.
    """
    as_head = not row.deputy and (row.meeting_id, row.member_id) in around.heads
    return facts.Chair(
        id=f"chair-{row.pk}",
        at=row.at,
        party=row.party.code,
        member=row.member.code,
        deputy=row.deputy,
        checked_in=row.checked_in_at is not None or as_head,
        established=row.certainty not in NOT_ESTABLISHED,
    )


def _preparations(meeting: Meeting) -> tuple[facts.Preparation, ...]:
    """Those that were held."""
    return tuple(
        facts.Preparation(
            id=f"preparation-{row.pk}",
            at=row.held_at,
            parties_present=frozenset(row.parties_present),
            topics=frozenset(row.topics),
        )
        for row in meeting.preparations.all()
        if row.held_at is not None
    )


def _joint(row: JointNote) -> facts.JointFact:
    return facts.JointFact(
        id=f"{row.kind}-{row.pk}", at=row.at, text=row.text, value=row.value or row.kind
    )


def _last(notes: tuple[JointNote, ...], kind: str) -> facts.JointFact | None:
    found = [note for note in notes if note.kind == kind]
    return _joint(found[-1]) if found else None
