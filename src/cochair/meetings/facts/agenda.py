"""The final agenda, its omissions, open points and coherence notes as the core's facts."""

from collections import defaultdict

from cochair.meetings.facts.people import By, grouped
from cochair.meetings.models import Agenda, AgendaItem, CoherenceNote, Omission, OpenPoint
from cochair.parties.models import Forum
from cochair.procedure import facts

PROVISIONAL, ADOPTED = "provisional", "adopted"


def agendas(forum: Forum) -> By[facts.Agenda]:
    """Every final agenda: the provisional versions that both published, oldest first.

    Once a version was adopted, the items are those of the adopted one, and the agenda is still
    dated by the last provisional version (corrections.md section 1, "agenda.final").
    """
    published = Agenda.objects.filter(meeting__forum=forum).exclude(published_at=None)
    finals: defaultdict[int, list[Agenda]] = defaultdict(list)
    adopted: dict[int, Agenda] = {}
    for row in published.prefetch_related("items").order_by("published_at", "pk"):
        if row.stage == PROVISIONAL:
            finals[row.meeting_id].append(row)
        elif row.stage == ADOPTED:
            adopted[row.meeting_id] = row
    return {
        meeting: tuple(
            _agenda(row, adopted.get(meeting) if row is rows[-1] else None) for row in rows
        )
        for meeting, rows in finals.items()
    }


def _agenda(row: Agenda, adopted: Agenda | None) -> facts.Agenda:
    assert row.published_at is not None
    items = (adopted or row).items.all()
    return facts.Agenda(
        id=f"agenda-{row.pk}", at=row.published_at, items=tuple(_item(one) for one in items)
    )


def _item(row: AgendaItem) -> facts.AgendaItem:
    return facts.AgendaItem(
        id=f"item-{row.pk}",
        number=row.number,
        tags=frozenset(row.tags),
        type=row.type,
        cross_reason=row.cross_reason,
        commitments=frozenset(row.commitments),
        documents=frozenset((*row.papers, *row.documents)),
        links=frozenset(row.links),
    )


def points(forum: Forum) -> By[facts.ActionPoint]:
    """Open points of earlier meetings: placed, deferred, or neither yet."""
    return grouped(
        (
            row.meeting_id,
            facts.ActionPoint(
                id=f"point-{row.pk}",
                at=row.at,
                item=row.item_key or None,
                deferral_reason=row.deferral_reason,
            ),
        )
        for row in OpenPoint.objects.filter(meeting__forum=forum)
    )


def omissions(forum: Forum) -> By[facts.Omission]:
    """Functions that both left out, with their reason."""
    return grouped(
        (
            row.meeting_id,
            facts.Omission(id=f"omission-{row.pk}", at=row.at, tag=row.tag, reason=row.reason),
        )
        for row in Omission.objects.filter(meeting__forum=forum)
    )


def coherence_notes(forum: Forum) -> By[facts.CoherenceNote]:
    """Coherence notes, oldest first; which commitments they leave open is added above."""
    return grouped(
        (row.meeting_id, facts.CoherenceNote(id=f"coherence-{row.pk}", at=row.at, day=row.day))
        for row in CoherenceNote.objects.filter(meeting__forum=forum)
    )
