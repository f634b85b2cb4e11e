"""The only door to the glossary: whoever reads what the Parties share reads it."""

from django.http import Http404

from cochair.features.documents.models import Term
from cochair.features.glossary import queries
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request


def term(request: Request, number: int) -> tuple[Term, ActingOffice]:
    """A term, for one who reads the glossary; 404 for all others."""
    hat = access.require_reader(request)
    found = queries.term(access.forum(request), number)
    if found is None:
        raise Http404
    return found, hat


def editor(request: Request) -> ActingOffice:
    """The hat of one who enters terms for a Party; a reader who may not is told so (403)."""
    return access.actor(request, Power.RECORD_FACTS)
