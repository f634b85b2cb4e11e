"""Meetings as the core's facts, in a fixed number of queries."""

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cochair.features.meetings import queries
from cochair.features.meetings.facts import agenda, own, people
from cochair.features.meetings.facts.by_meeting import Keys
from cochair.features.meetings.models import Meeting
from cochair.features.parties import anew
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure import facts
from cochair.web.request_cache import once

MEETING = "meeting"
HELD, REPORTED = "held", "reported"


@dataclass(frozen=True, slots=True)
class Around:
    """What is kept around the meetings of a forum, by the primary key of each."""

    own: own.Known
    people: people.Known
    agenda: agenda.Known

    def is_same(self, other: "Around") -> bool:
        """Whether another has the very same."""
        return self.own is other.own and self.people is other.people and self.agenda is other.agenda


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was made last of a forum: each meeting by its primary key, with its row."""

    around: Around
    meetings: dict[int, tuple[tuple[Any, ...], facts.Meeting]]


_KEPT: dict[int, _Kept] = {}


def meetings(forum: Forum) -> tuple[facts.Meeting, ...]:
    """Every meeting with everything that the clauses ask about it; read once for a page."""
    return once(
        ("facts of meetings", forum.pk),
        lambda: _MEETINGS.get(forum.slug, forum.pk, lambda: _meetings(anew.forum(forum.pk))),
    )


_MEETINGS: TableCache[tuple[facts.Meeting, ...]] = TableCache(8, is_part=True)


def _meetings(forum: Forum) -> tuple[facts.Meeting, ...]:
    """Read as columns: a row of each of thousands would take longer than all else.

    A meeting whose row is as it was, and all that is around it, is the one that was made before.
    """
    rows = Meeting.objects.filter(forum=forum).values_list(*COLUMNS)
    around = Around(_read(forum, own.known), _read(forum, people.known), _read(forum, agenda.known))
    kept = _KEPT.get(forum.pk)
    before = kept.meetings if kept is not None and kept.around.is_same(around) else {}
    found = {}
    for row in rows:
        known = before.get(row[0])
        is_same = known is not None and known[0] == row
        found[row[0]] = known if known and is_same else (row, _meeting(Row(*row), around))
    _KEPT[forum.pk] = _Kept(around, found)
    return tuple(meeting for _row, meeting in found.values())


def _read[T](forum: Forum, of: Callable[[Keys], T]) -> T:
    """What is kept around the meetings, read again only when something of it is written."""
    found: T = _AROUND.get(forum.slug, (forum.pk, of), lambda: of(tuple(queries.slugs(forum))))
    return found


_AROUND: TableCache[Any] = TableCache(32, is_part=True)


# Those of which facts are made.
COLUMNS = ("pk", "slug", "known_at", "configuration", "cycle__number", "kind", "converted_at", "counts_as_meeting",
           "imported", "confirmed_at", "opened_at", "closed_at", "completed_at", "cancelled_at", "procedure_version",
           "options", "reported", "attested_at", "attested")  # fmt: skip
Row = namedtuple("Row", COLUMNS)  # type: ignore[misc]


def _meeting(row: Any, around: Around) -> facts.Meeting:
    rows, came, on_agenda = around.own, around.people, around.agenda
    schedules = rows.schedules.get(row.pk, ())
    notes, notices = rows.notes.get(row.pk, own.NO_NOTES), came.notices.get(row.pk, ())
    formats = (*notes.formats, *rows.formats.get(row.pk, ()))
    return facts.Meeting(
        id=row.slug,
        at=row.known_at,
        configuration=row.configuration,
        cycle=row.cycle__number,
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
        chairs=tuple(
            replace(one, checked_in=True) if (row.pk, key) in came.heads and not one.deputy else one
            for key, one in rows.chairs.get(row.pk, ())
        ),
        preparations=rows.preparations.get(row.pk, ()),
        joint_notes=notes.joint,
        format_decision=own.format_decision(formats, notices[-1].at if notices else None),
        declaration=notes.declaration,
        participation=notes.participation,
        notices=notices,
        invitations=came.invitations.get(row.pk, ()),
        relevance=came.relevance.get(row.pk, ()),
        observers=came.observers.get(row.pk, ()),
        delegations=came.delegations.get(row.pk, ()),
        agendas=on_agenda.agendas.get(row.pk, ()),
        points=on_agenda.points.get(row.pk, ()),
        omissions=on_agenda.omissions.get(row.pk, ()),
        coherence_notes=on_agenda.coherence_notes.get(row.pk, ()),
        sessions=rows.sessions.get(row.pk, ()),
        attested_at=row.attested_at,
        not_held=row.attested_at is not None and row.attested.get("held") is False,
        held_before=_held_before(row, schedules),
        attested_texts=frozenset(text.get("kind") or "" for text in row.attested.get("texts", ())),
        reported=row.imported and row.reported == REPORTED,
    )


def _held_before(
    row: Any, schedules: tuple[facts.Schedule, ...]
) -> tuple[datetime, datetime] | None:
    """When sources had said that a meeting was held, before both attested it."""
    told = schedules[0] if row.imported and row.reported == HELD and schedules else None
    if told is None or told.starts is None or told.ends is None:
        return None
    return told.starts, told.ends
