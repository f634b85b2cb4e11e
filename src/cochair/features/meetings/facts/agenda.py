"""The final agenda, its omissions, open points and coherence notes as the core's facts."""

from collections import defaultdict
from dataclasses import dataclass

from cochair.features.agendas.queries import of_row
from cochair.features.conduct import course
from cochair.features.conduct.course import Course, Stands
from cochair.features.meetings.facts.by_meeting import By, Keys, grouped
from cochair.features.meetings.models import (
    Agenda,
    AgendaItem,
    CoherenceNote,
    Discussion,
    FloorEntry,
    Omission,
    OpenPoint,
)
from cochair.procedure import facts

PROVISIONAL, ADOPTED = "provisional", "adopted"


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of the agenda of each meeting."""

    agendas: By[facts.Agenda]
    points: By[facts.ActionPoint]
    omissions: By[facts.Omission]
    coherence_notes: By[facts.CoherenceNote]


def known(meetings: Keys) -> Known:
    """The same of some meetings, in a fixed number of queries."""
    return Known(
        agendas=agendas(meetings),
        points=points(meetings),
        omissions=omissions(meetings),
        coherence_notes=coherence_notes(meetings),
    )


def agendas(meetings: Keys) -> By[facts.Agenda]:
    """Every final agenda: the provisional versions that both published, oldest first.

    Once a version was adopted, the items are those of the adopted one, and the agenda is still
    dated by the last provisional version (corrections.md section 1, "agenda.final").  An item is
    concluded by its entry in the room, or with the adoption of the agenda if it is without debate.
    """
    entries: defaultdict[int, list[FloorEntry]] = defaultdict(list)
    for entry in FloorEntry.objects.filter(meeting__in=meetings).order_by("meeting_id", "number"):
        entries[entry.meeting_id].append(entry)
    discussed: defaultdict[int, set[str]] = defaultdict(set)
    for meeting, key in Discussion.objects.filter(meeting__in=meetings).values_list(
        "meeting", "item_key"
    ):
        discussed[meeting].add(key)
    published = Agenda.objects.filter(meeting__in=meetings).exclude(published_at=None)
    finals: defaultdict[int, list[Agenda]] = defaultdict(list)
    adopted: dict[int, Agenda] = {}
    for row in published.prefetch_related("items").order_by("published_at", "pk"):
        if row.stage == PROVISIONAL:
            finals[row.meeting_id].append(row)
        elif row.stage == ADOPTED:
            adopted[row.meeting_id] = row
    return {
        meeting: tuple(
            _agenda(
                row,
                adopted.get(meeting) if row is rows[-1] else None,
                entries[meeting] if row is rows[-1] else [],
                discussed[meeting],
            )
            for row in rows
        )
        for meeting, rows in finals.items()
    }


def _agenda(
    row: Agenda, adopted: Agenda | None, entries: list[FloorEntry], discussed: set[str]
) -> facts.Agenda:
    assert row.published_at is not None
    rows = (adopted or row).items.all()
    known = course.courses(
        (of_row(one) for one in rows),
        entries,
        discussed=discussed,
        adopted_at=adopted.published_at if adopted else None,
    )
    return facts.Agenda(
        id=f"agenda-{row.pk}",
        at=row.published_at,
        items=tuple(_item(one, of) for one, of in zip(rows, known, strict=True)),
    )


def _item(row: AgendaItem, of: Course) -> facts.AgendaItem:
    """An item; one without debate was decided by the two keys on the adopted agenda, all others
    by a decision of their own, which is added above."""
    is_concluded = of.stands is Stands.CONCLUDED
    return facts.AgendaItem(
        id=f"item-{row.pk}",
        number=row.number,
        tags=frozenset(row.tags),
        type=row.type,
        cross_reason=row.cross_reason,
        commitments=frozenset(row.commitments),
        documents=frozenset((*row.papers, *row.documents)),
        links=frozenset(row.links),
        concluded_at=of.since if is_concluded else None,
        has_decision=is_concluded and of.without_debate,
    )


def points(meetings: Keys) -> By[facts.ActionPoint]:
    """Open points of earlier meetings: placed, deferred, or neither yet."""
    return grouped(
        (
            row.meeting_id,
            facts.ActionPoint(
                id=f"point-{row.pk}",
                at=row.at,
                item=row.item_key or None,
                deferral_reason=row.deferral_reason,
                answered_at=row.placed_at if row.item_key else row.deferred_at,
                settled_at=row.settled_at,
            ),
        )
        for row in OpenPoint.objects.filter(meeting__in=meetings)
    )


def omissions(meetings: Keys) -> By[facts.Omission]:
    """Functions that both left out, with their reason."""
    return grouped(
        (
            row.meeting_id,
            facts.Omission(id=f"omission-{row.pk}", at=row.at, tag=row.tag, reason=row.reason),
        )
        for row in Omission.objects.filter(meeting__in=meetings)
    )


def coherence_notes(meetings: Keys) -> By[facts.CoherenceNote]:
    """Coherence notes, oldest first; which commitments they leave open is added above."""
    return grouped(
        (row.meeting_id, facts.CoherenceNote(id=f"coherence-{row.pk}", at=row.at, day=row.day))
        for row in CoherenceNote.objects.filter(meeting__in=meetings)
    )
