"""The only door to a joint act."""

from django.http import Http404

from cochair.features.acts import queries, visibility
from cochair.features.acts.models import JointAct
from cochair.features.parties import access
from cochair.features.parties.request import Request


def act(request: Request, number: int) -> JointAct:
    """The act of this number for a reader of what the Parties share; 404 for all others, and
    for an act on what is closed to this reader, as for none."""
    hat, forum = access.require_reader(request), access.forum(request)
    found = visibility.seen(queries.acts(forum).filter(number=number), forum, hat, request.now)
    if not found:
        raise Http404
    return found[0]
