"""The only door to a calendar address: its owner, or whoever knows its secret."""

from datetime import datetime

from django.http import Http404

from cochair.features.accounts.models import Account
from cochair.features.calendars import queries
from cochair.features.meetings.models import Feed
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request

GUESTS = frozenset({Role.INSTITUTION, Role.OBSERVER})


def subscribes(hat: ActingOffice) -> bool:
    """Whether an office has meetings to see: readers of what is shared, and guests."""
    return hat.may(Power.READ_SHARED) or hat.role in GUESTS


def subscriber(request: Request) -> ActingOffice:
    """The hat of one who may have a calendar; for all others the page does not exist."""
    hat: ActingOffice | None = request.hat
    if hat is None or not subscribes(hat):
        raise Http404
    return hat


def own_feed(request: Request, number: int) -> Feed:
    """One of the reader's own addresses in this forum; 404 for another's, as for none at all."""
    hat = subscriber(request)
    found = queries.feed(access.forum(request), hat.account, number)
    if found is None:
        raise Http404
    return found


def by_secret(forum: Forum, secret: str, at: datetime) -> tuple[Account, tuple[ActingOffice, ...]]:
    """Whose address this is, with the offices held at an instant.

    404, always the same, for a secret that is none, that was revoked, that belongs to another
    forum, or whose owner holds no office any more.
    """
    found = queries.by_secret(forum, secret)
    if found is None or not found.account.is_active:
        raise Http404
    hats = tuple(h for h in parties.hats(forum, found.account, at) if subscribes(h))
    if not hats:
        raise Http404
    return found.account, hats
