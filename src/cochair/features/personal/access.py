"""The only door to what is held about people: each to their own, a secretariat to its Party's.

Whoever runs a meeting sees that the other Party has people, and is told why it does not take
their data away (403); for whoever may not read a meeting nothing of this exists (404).
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from cochair.features.accounts.models import Account
from cochair.features.delegations import access as people
from cochair.features.meetings.models import ContactPoint, Meeting, Participant
from cochair.features.parties import access
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.personal import people as persons
from cochair.procedure.refusal import Refusal, _

OF_THE_OTHER_PARTY = _(
    "This person belongs to the other Party, whose secretariat is responsible for their data."
)


def account(request: HttpRequest) -> Account:
    """The person who is signed in; 404 for anybody else."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def keeper(request: Request) -> tuple[Forum, ActingOffice]:
    """Whoever answers for the data of a Party; 403 for other readers, 404 for outsiders."""
    hat = access.actor(request, Power.RECORD_FACTS)
    return access.forum(request), hat


def meeting(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting whose people of the hat's own Party are listed."""
    seat = people.running(request, slug)
    return seat.meeting, seat.hat


def participant(request: Request, slug: str, badge: int) -> tuple[Participant, ActingOffice]:
    """Somebody of a delegation of the hat's own Party, by the number of the badge."""
    found, hat = meeting(request, slug)
    row = persons.of_badge(found, badge)
    if row is None:
        raise Http404
    if not persons.is_own(row, hat):
        raise PermissionDenied(Refusal("practice", OF_THE_OTHER_PARTY))
    return row, hat


def contact(request: Request, number: int) -> tuple[ContactPoint, ActingOffice]:
    """A contact point of the hat's own Party, also one that was ended."""
    forum, hat = keeper(request)
    row = persons.contact(forum, number)
    if row is None:
        raise Http404
    if not persons.is_own_contact(row, hat):
        raise PermissionDenied(Refusal("practice", OF_THE_OTHER_PARTY))
    return row, hat
