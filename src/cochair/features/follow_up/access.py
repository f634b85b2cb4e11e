"""The only door to commitments: who reads one, and who reports on it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.commitments.models import Commitment
from cochair.features.follow_up import owners, queries
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request


def commitment(request: Request, slug: str) -> tuple[Commitment, ActingOffice]:
    """A commitment for a reader of what the Parties share; 404 for all others, as for none."""
    return _found(request, slug), access.require_reader(request)


def owner(request: Request) -> tuple[str, ActingOffice]:
    """Whoever has a page of its own commitments, with the code for which it speaks or prepares
    reports (or empty).

    An organisation that reads nothing else here has such a page; 404 for everybody else.
    """
    hat = request.hat
    if hat is None or not (hat.may(Power.READ_SHARED) or _is_organisation(hat)):
        raise Http404
    return owners.follows_for(hat), hat


def reporter(request: Request, slug: str) -> tuple[Commitment, ActingOffice]:
    """A commitment on which this office may speak, or prepare what its head says; who only reads
    it is told so (403).

    For an organisation, only what it owns exists.
    """
    code, hat = owner(request)
    found = _found(request, slug)
    if _is_organisation(hat) and code not in found.owners:
        raise Http404
    if not code:
        raise PermissionDenied(owners.may_report(found, hat))
    return found, hat


def _found(request: Request, slug: str) -> Commitment:
    row = queries.commitment(access.forum(request), slug)
    if row is None:
        raise Http404
    return row


def _is_organisation(hat: ActingOffice) -> bool:
    return hat.role is Role.INSTITUTION and bool(hat.organisation)
