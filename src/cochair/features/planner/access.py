"""The door to the planner of a cycle, and to what one's own Party told it."""

from django.http import Http404

from cochair.features.meetings.models import BlockedDays, HostEvent
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.planner import queries
from cochair.procedure.calendar import CycleSpan


def span(request: Request, number: int) -> CycleSpan:
    """The days of a cycle for a reader of what the Parties share; 404 for all others.

    The cycle after the last one is not planned yet and has its page all the same.
    """
    access.require_reader(request)
    found = queries.span(access.forum(request), number, request.now)
    if found is None:
        raise Http404
    return found


def host_event(request: Request, number: int) -> HostEvent:
    """A host event of this forum that was not removed; 404 for all others."""
    found = HostEvent.objects.filter(forum=access.forum(request), pk=number, removed_at=None)
    event = found.first()
    if event is None:
        raise Http404
    return event


def days_off(request: Request, number: int, hat: ActingOffice) -> BlockedDays:
    """Days that the hat's own Party blocked; 404 for those of another, as for none at all."""
    found = BlockedDays.objects.filter(
        party__forum=access.forum(request), party__code=hat.party, pk=number, removed_at=None
    ).first()
    if found is None or not hat.party:
        raise Http404
    return found
