"""The door of those who come by a personal link: one delegation of one meeting, and nothing else.

A link signs nobody in: `request.user` stays nobody and `request.hat` stays empty, so that every
other door is closed as it is to anyone.  Only the pages of an invitation and of a delegation ask
here.  Source: decision 13.
"""

from dataclasses import dataclass

from django.http import Http404

from cochair.features.contact_links import queries
from cochair.features.meetings.models import ContactLink, Meeting
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request

# Under this name the session holds the number of the link by which somebody came.
CAME_BY = "contact_link"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody who came by a link: the meeting, the contact point as a hat, the link."""

    meeting: Meeting
    hat: ActingOffice
    link: ContactLink


def bearer(request: Request, slug: str) -> Bearer | None:
    """Who came by a link to this meeting, as long as the link works; None for everybody else."""
    if request.user.is_authenticated:
        return None
    number = request.session.get(CAME_BY)
    if number is None:
        return None
    link = queries.by_number(access.forum(request), int(number), request.now)
    if link is None or link.meeting.slug != slug:
        return None
    return Bearer(link.meeting, queries.hat_of(link.contact, link.meeting.forum), link)


def link(request: Request, secret: str) -> ContactLink:
    """The link of this secret while it works; 404, always the same, for every other secret."""
    found = queries.by_secret(access.forum(request), secret, request.now)
    if found is None:
        raise Http404
    return found


def came(request: Request) -> None:
    """Go on for one who came by a link, whether or not it still works; 404 for all others."""
    if CAME_BY not in request.session:
        raise Http404
