"""The only door to a joint act."""

from django.http import Http404

from cochair.acts import queries
from cochair.acts.models import JointAct
from cochair.parties import access
from cochair.parties.request import Request


def act(request: Request, number: int) -> JointAct:
    """The act of this number for a reader of what the Parties share; 404 for all others."""
    access.reader(request)
    found = queries.acts(access.forum(request)).filter(number=number).first()
    if found is None:
        raise Http404
    return found
