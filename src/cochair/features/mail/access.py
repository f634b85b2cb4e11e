"""The only door to messages and to what the demo caught."""

from django.conf import settings
from django.http import Http404, HttpRequest

from cochair.features.accounts.models import Account
from cochair.features.mail import queries
from cochair.features.mail.models import Caught, Message
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request


def reader(request: Request) -> ActingOffice:
    """Whoever keeps the outbox of a Party; others are told why not, outsiders get 404."""
    return access.actor(request, Power.RECORD_FACTS)


def account(request: HttpRequest) -> Account:
    """The person who is signed in; 404 for anybody else."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def message(request: Request, slug: str) -> Message:
    """A message that this hat may know of; 404 for one in another Party's space."""
    hat = reader(request)
    forum = access.forum(request)
    found = queries.named(queries.visible(forum, hat, request.now), forum, slug).first()
    if found is None:
        raise Http404
    return found


def demo_only() -> None:
    """Go on in a demo; 404 anywhere else."""
    if not settings.DEMO:
        raise Http404


def caught(number: int) -> Caught:
    """A mail that the demo kept; 404 for none, and where there is no demo."""
    demo_only()
    found = queries.caught().filter(pk=number).first()
    if found is None:
        raise Http404
    return found
