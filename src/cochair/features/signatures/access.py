"""The only door to originals and certificates: whoever reads a text reads who signed it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.documents import access as documents
from cochair.features.documents.models import Certificate, Expression, Original
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.signatures import queries
from cochair.procedure.refusal import Refusal


def preparing(
    request: Request, slug: str, number: int, language: str
) -> tuple[Expression, ActingOffice]:
    """An edition that the hat may put before both for signature; a mere reader is refused (403)."""
    found, hat = documents.expression(request, slug, number, language)
    return found, _with(Power.PROPOSE, hat)


def original(
    request: Request, slug: str, number: int, language: str
) -> tuple[Original, ActingOffice]:
    """The original of a text that the hat may read; 404 where there is none for it."""
    found, hat = documents.expression(request, slug, number, language)
    row = queries.original(found)
    if row is None:
        raise Http404
    return row, hat


def signing(
    request: Request, slug: str, number: int, language: str
) -> tuple[Original, ActingOffice]:
    """An original, for a co-presidency in office; a mere reader is refused (403)."""
    row, hat = original(request, slug, number, language)
    return row, _with(Power.SIGN, hat)


def dropping(
    request: Request, slug: str, number: int, language: str
) -> tuple[Original, ActingOffice]:
    """An original, for whoever puts texts before both; a mere reader is refused (403)."""
    row, hat = original(request, slug, number, language)
    return row, _with(Power.PROPOSE, hat)


def certificate(request: Request, number: int) -> tuple[Certificate, ActingOffice]:
    """A certificate, for one who reads what the Parties share; 404 for all others."""
    hat = access.require_reader(request)
    found = queries.certificate(access.forum(request), number)
    if found is None:
        raise Http404
    return found, hat


def certificate_file(request: Request, number: int) -> Certificate:
    """The same, as a file; 404 also once what it says is no longer kept."""
    found, _hat = certificate(request, number)
    if not found.pem:
        raise Http404
    return found


def _with(power: Power, hat: ActingOffice) -> ActingOffice:
    if hat.may(power):
        return hat
    raise PermissionDenied(Refusal("two-keys", access.MAY_NOT[power]))
