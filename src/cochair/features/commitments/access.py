"""The only door to initiatives and their events."""

from django.http import Http404

from cochair.features.commitments import queries
from cochair.features.meetings.models import InitiativeEvent
from cochair.features.parties import access
from cochair.features.parties.models import Organisation
from cochair.features.parties.request import Request


def initiative(request: Request, code: str) -> Organisation:
    """An initiative of the register for a reader of what the Parties share; 404 else."""
    access.require_reader(request)
    found = queries.initiative(access.forum(request), code)
    if found is None:
        raise Http404
    return found


def event(request: Request, number: int) -> InitiativeEvent:
    """An event of an initiative that was not taken out; 404 else."""
    access.require_reader(request)
    found = queries.event(access.forum(request), number)
    if found is None:
        raise Http404
    return found
