"""The only door to archives and answers: the secretariat and the co-presidency of one's own Party."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.exports.archives import queries
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _


def keeper(request: Request) -> ActingOffice:
    """The hat of one who takes archives away and answers questions for its Party.

    Other readers of what the Parties share are told so (403); for all others there is no page.
    """
    hat = access.require_reader(request)
    if not queries.keeps(hat):
        raise PermissionDenied(
            Refusal(
                "practice",
                _("Only the secretariat and the co-presidency in office may download this."),
            )
        )
    return hat


def cycle(request: Request, number: int) -> Cycle:
    """A cycle of the forum, for a reader of what the Parties share; 404 for one there is not."""
    access.require_reader(request)
    found = cycles.cycle(access.forum(request), number)
    if found is None:
        raise Http404
    return found
