"""The only door to actions, milestones and indicators."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.commitments.models import Action, Indicator, Milestone
from cochair.features.follow_up import owners
from cochair.features.measures import queries
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _


def action(request: Request, number: int) -> tuple[Action, ActingOffice]:
    """An action for a reader of what the Parties share; 404 for all others, as for none."""
    hat = access.require_reader(request)
    found = queries.action(access.forum(request), number)
    if found is None:
        raise Http404
    return found, hat


def kept(request: Request, number: int) -> tuple[Action, ActingOffice]:
    """An action that this office moves on: its lead, the co-presidencies, their secretariats."""
    found, hat = action(request, number)
    if not keeps(found, hat):
        raise PermissionDenied(
            Refusal(
                "practice",
                _(
                    "Only the leader of an action, the co-presidencies and their "
                    "secretariats may change its status."
                ),
            )
        )
    return found, hat


def keeps(row: Action, hat: ActingOffice) -> bool:
    """Whether an office moves an action on."""
    return hat.may(Power.RECORD_FACTS) or (bool(row.lead) and owners.speaks_for(hat) == row.lead)


def milestone(request: Request, number: int, which: int) -> tuple[Milestone, ActingOffice]:
    """A milestone of an action that this office moves on."""
    found, hat = kept(request, number)
    row = queries.milestone(found, which)
    if row is None:
        raise Http404
    return row, hat


def indicator(request: Request, number: int) -> Indicator:
    """An indicator for a reader of what the Parties share; 404 for all others, as for none."""
    access.require_reader(request)
    found = queries.indicator(access.forum(request), number)
    if found is None:
        raise Http404
    return found
