"""Reads of preparatory meetings, their topics and their follow-ups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from cochair.features.meetings import attendance
from cochair.features.meetings.models import FollowUp, JointNote, Meeting, Preparation
from cochair.features.meetings.part import WITH_THE_CHAIRS, Part
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause, Words
from cochair.web import code_labels
from cochair.web.localize import in_all

COVERS = "prep_meeting_covers"
NOT_APPROPRIATE = "not_appropriate"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that the procedures name, the clause that names it, and what was done about it.

    `by` is the first preparatory meeting of all Parties that covered it; `note` is the joint
    note that preparing it together was not appropriate.
    """

    code: str
    clause: Clause
    by: Preparation | None
    note: JointNote | None

    @property
    def name(self) -> Words:
        """Its short name, as a line has it beside the name of a meeting."""
        return in_all(code_labels.WORDS.get(self.code, self.code))


def is_open_to(part: Part, hat: ActingOffice, named: Collection[tuple[str, str]]) -> bool:
    """Whether an office reads the preparatory meetings of a meeting: where, by which link, what was
    said and is left to do.

    Those are between both co-presidencies, with their secretariats and support; `named` are the
    Party and member of each co-chair, who may preside only later.  That one was held, and on which
    day, is known to whoever takes part in the meeting.  Source: domain.md C.6.
    """
    if part in WITH_THE_CHAIRS:
        return True
    return bool(part) and hat.role is Role.CO_PRESIDENCY and (hat.party, hat.member) in named


def reads(meeting: Meeting, hat: ActingOffice | None, at: datetime) -> bool:
    """Whether an office reads the preparatory meetings of a meeting at an instant (aware UTC)."""
    if hat is None:
        return False
    return is_open_to(attendance.part_of(meeting, hat, at), hat, named(meeting))


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some preparatory meetings, each by its meeting and number, those that a hat may not read."""
    slugs = {name.rpartition("/")[0] for name in names}
    rows = Meeting.objects.filter(forum=forum, slug__in=slugs).prefetch_related(
        "schedules", "chairs__party", "chairs__member"
    )
    own = attendance.parts_of(forum, hat, at, list(rows)) if hat is not None else {}
    read = {row.slug for row in rows if hat and is_open_to(own[row.slug], hat, named(row))}
    return frozenset(name for name in names if name.rpartition("/")[0] not in read)


def named(meeting: Meeting) -> frozenset[tuple[str, str]]:
    """The co-chairs that are named for a meeting, without deputies: Party and member of each."""
    return frozenset(
        (row.party.code, row.member.code)
        for row in meeting.chairs.all()
        if row.ended_at is None and not row.deputy
    )


def preparations(meeting: Meeting) -> tuple[Preparation, ...]:
    """The preparatory meetings that were held, with their follow-ups, oldest first."""
    left = FollowUp.objects.select_related("party")
    return tuple(
        Preparation.objects.filter(meeting=meeting, held_at__isnull=False)
        .order_by("held_at", "pk")
        .prefetch_related(Prefetch("follow_ups", queryset=left))
    )


def planned(meeting: Meeting) -> tuple[Preparation, ...]:
    """The preparatory meetings that are planned or were cancelled, by their hour."""
    rows = Preparation.objects.filter(meeting=meeting, held_at=None)
    return tuple(rows.order_by("planned_for", "pk"))


def of_forum(forum: Forum) -> Mapping[str, tuple[Preparation, ...]]:
    """Every preparatory meeting of a forum, planned, held or cancelled, by its meeting's slug."""
    found: dict[str, list[Preparation]] = {}
    for row in Preparation.objects.filter(meeting__forum=forum).select_related("meeting"):
        found.setdefault(row.meeting.slug, []).append(row)
    return {slug: tuple(rows) for slug, rows in found.items()}


def topics(
    meeting: Meeting, held: tuple[Preparation, ...], book: Book, parties: tuple[str, ...]
) -> tuple[Topic, ...]:
    """The topics that the procedures want prepared for this configuration."""
    notes: Mapping[str, JointNote] = {
        note.value: note for note in JointNote.objects.filter(meeting=meeting, kind=NOT_APPROPRIATE)
    }
    found = []
    for clause in book.clauses:
        if clause.check.fn != COVERS or meeting.configuration not in clause.configurations:
            continue
        code = str(clause.check.args["topic"])
        together = (
            one for one in held if code in one.topics and set(one.parties_present) >= set(parties)
        )
        found.append(Topic(code, clause, next(together, None), notes.get(code) or notes.get("")))
    return tuple(found)


def preparation(meeting: Meeting, number: int) -> Preparation | None:
    """One preparatory meeting of a meeting, or None."""
    return (
        Preparation.objects.filter(meeting=meeting, pk=number)
        .select_related("meeting__forum")
        .first()
    )


def follow_up(meeting: Meeting, number: int) -> FollowUp | None:
    """One follow-up of a meeting's preparation, or None."""
    return FollowUp.objects.filter(preparation__meeting=meeting, pk=number).first()


def planned_by(
    forum: Forum, slugs: Collection[str], at: datetime
) -> Mapping[str, tuple[datetime, ...]]:
    """When the preparatory meetings are (aware UTC) that were planned by an instant for some meetings,
    by slug, and by then were neither held nor cancelled."""
    if not slugs:
        return {}
    rows = Preparation.objects.filter(
        Q(held_at=None) | Q(held_at__gt=at),
        Q(cancelled_at=None) | Q(cancelled_at__gt=at),
        meeting__forum=forum,
        meeting__slug__in=slugs,
        planned_for__isnull=False,
        recorded_at__lte=at,
    )
    found: dict[str, tuple[datetime, ...]] = {}
    for row in rows.order_by("planned_for").select_related("meeting"):
        if row.planned_for is not None:
            found[row.meeting.slug] = (*found.get(row.meeting.slug, ()), row.planned_for)
    return found
