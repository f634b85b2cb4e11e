"""To which cycle a paper belongs: one answer for the archive and for what closing a cycle ends."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from cochair.features.cycles.models import Cycle
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import civil_day, start_of_day
from cochair.procedure.symbol import CORRIGENDUM

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


def ends_with(document: Document) -> Cycle | None:
    """The cycle with which a paper ends, closed or not; a corrigendum may still come and ends with
    none."""
    return None if document.suffix == CORRIGENDUM else cycle_of(document)


def first_to_end(rows: QuerySet[Document]) -> Cycle | None:
    """The cycle with which what stands in some papers ends: a closed one before all others."""
    found = [ends_with(one) for one in rows.select_related("forum", "meeting__cycle")]
    cycles = [one for one in found if one is not None]
    return next((one for one in cycles if one.closed_at is not None), next(iter(cycles), None))


def of_closed(forum: Forum) -> Q:
    """The papers of a forum that ended with a closed cycle; two queries with the papers."""
    found = Q(pk__in=())
    for cycle in Cycle.objects.filter(forum=forum, closed_at__isnull=False):
        found |= of_cycle(cycle, forum.zone)
    return found & ~Q(suffix=CORRIGENDUM)
