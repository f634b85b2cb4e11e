"""To which cycle a paper belongs: one answer for the archive and for what closing a cycle ends."""

from datetime import timedelta

from django.db.models import Q

from cochair.cycles.models import Cycle
from cochair.documents.models import Document
from cochair.procedure.calendar import civil_day, start_of_day

A_DAY = timedelta(days=1)


def of_cycle(cycle: Cycle, zone: str) -> Q:
    """The papers of the cycle's meetings, and those of no meeting registered in its civil days.

    `zone` is that of the forum.
    """
    return Q(meeting__cycle=cycle) | Q(
        meeting=None,
        registered_at__gte=start_of_day(cycle.start, zone),
        registered_at__lt=start_of_day(cycle.end + A_DAY, zone),
    )


def cycle_of(document: Document) -> Cycle | None:
    """The cycle of a paper, as `of_cycle` finds it from the other side; None outside all."""
    if document.meeting is not None:
        return document.meeting.cycle
    day = civil_day(document.registered_at, document.forum.zone)
    rows = Cycle.objects.filter(forum=document.forum_id, start__lte=day, end__gte=day)
    return rows.order_by("number").first()
