"""The only door to a story."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.parties import access
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _
from cochair.story import queries
from cochair.story.queries import Standing


def story(request: Request) -> Standing:
    """The story that plays in this forum; in every other forum, and outside of a demonstration,
    there is no such page."""
    found = queries.standing(access.forum(request)) if settings.DEMO else None
    if found is None:
        raise Http404
    return found


def player(request: Request) -> Standing:
    """The story, for one who may play it: anybody who signed in with an office in this forum."""
    found = story(request)
    if request.hat is None:
        raise PermissionDenied(
            Refusal("practice", _("Sign in with an office of this demonstration to run it."))
        )
    return found
