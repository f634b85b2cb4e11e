"""The only door to a joint act."""

from django.http import Http404

from cochair.acts import queries, walls
from cochair.acts.models import JointAct
from cochair.parties import access
from cochair.parties.request import Request


def act(request: Request, number: int) -> JointAct:
    """The act of this number for a reader of what the Parties share; 404 for all others, and
    for an act on what is closed to this reader, as for none."""
    hat, forum = access.reader(request), access.forum(request)
    found = walls.seen(queries.acts(forum).filter(number=number), forum, hat, request.now)
    if not found:
        raise Http404
    return found[0]
