"""The only door to silences: who sees one, and who has a say in it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.decisions import speakers
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.silence import queries
from cochair.procedure.entitlement import Unit, has_say, may_speak
from cochair.procedure.refusal import Refusal
from cochair.web.request_cache import while_reading


def procedure(request: Request, number: int) -> tuple[SilenceProcedure, ActingOffice]:
    """A silence on a document that this reader of the shared space may read; 404 for all others."""
    hat = access.require_reader(request)
    rows = queries.visible(access.forum(request), hat, request.now)
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found, hat


def message(request: Request, number: int, which: int) -> tuple[SilenceProcedure, Message]:
    """A message of a silence that this reader may see."""
    found, _hat = procedure(request, number)
    row = queries.message(found, which)
    if row is None:
        raise Http404
    return found, row


def receipt(request: Request, number: int, which: int) -> tuple[SilenceProcedure, Message]:
    """A message whose receipt this reader may take, which says by whom it is.

    Where messages are shown without a name, that is the delegation itself; 404 for all others.
    """
    found, row = message(request, number, which)
    own = queries.own_voice(found, access.require_reader(request)) == row.voice
    if not own and not queries.is_named(found):
        raise Http404
    return found, row


def speaks(row: SilenceProcedure, hat: ActingOffice, request: Request) -> Refusal | None:
    """Why a hat has no say in a silence, if it has none; nothing is read for a delegation that has."""
    entitled, who = queries.entitled(row.terms), speakers.speaker(hat)
    if entitled.unit is Unit.MEMBER_DELEGATION and has_say(entitled, who):
        return None
    terms = queries.bound_terms(row.forum, row.terms, request.now)
    return may_speak(
        entitled,
        who,
        request.now,
        speakers.terms_of_office(row.forum),
        clause=terms.regime.clauses.consensus,
    )


def speaker(request: Request, number: int) -> tuple[SilenceProcedure, ActingOffice]:
    """A silence in which this hat has a say; who only reads it is told so (403).

    Its own row alone: whoever takes something in reads the others anew.
    """
    hat = access.require_reader(request)
    with while_reading():
        found = queries.alone(access.forum(request), number)
        if found is None or not documents.is_visible(found.revision.document, hat, request.now):
            raise Http404
        refusal = speaks(found, hat, request)
    if refusal is not None:
        raise PermissionDenied(refusal)
    return found, hat
