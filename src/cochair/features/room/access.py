"""The only door to decisions in the room: who sees one, and who has a say in it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.decisions import speakers
from cochair.features.decisions.models import Objection, RoomDecision
from cochair.features.meetings import access as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.room import queries
from cochair.procedure import consensus as core
from cochair.procedure.entitlement import may_speak
from cochair.procedure.refusal import Refusal, _

NOT_A_CHAIR = _("Only a co-chair in office may sign here.")


def meeting(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for a reader of what the Parties share; 404 for all others."""
    return meetings.meeting(request, slug), access.require_reader(request)


def decision(request: Request, slug: str, number: int) -> tuple[RoomDecision, ActingOffice]:
    """A decision on a document that this reader of the shared space may read; 404 for all others."""
    hat = access.require_reader(request)
    rows = queries.visible(access.forum(request), hat, request.now)
    found = rows.filter(meeting__slug=slug, number=number).first()
    if found is None:
        raise Http404
    return found, hat


def objection(
    request: Request, slug: str, number: int, which: int
) -> tuple[RoomDecision, Objection]:
    """An objection to a decision that this reader may see."""
    found, _hat = decision(request, slug, number)
    row = queries.objection(found, which)
    if row is None:
        raise Http404
    return found, row


def speaker(request: Request, slug: str, number: int) -> tuple[RoomDecision, ActingOffice]:
    """A decision in which this hat has a say; who only reads it is told so (403), with the clause."""
    found, hat = decision(request, slug, number)
    now = queries.decision(found)
    refusal = may_speak(
        queries.entitled(found, core.declared_at(now) or request.now),
        speakers.speaker(hat),
        request.now,
        speakers.terms_of_office(found.meeting.forum),
        clause=now.clauses.consensus,
    )
    if refusal is not None:
        raise PermissionDenied(refusal)
    return found, hat


def chair(request: Request) -> ActingOffice:
    """The hat of a co-chair, who puts and declares with a key; who only reads is told so (403)."""
    hat = access.require_reader(request)
    if not hat.may(Power.SIGN):
        raise PermissionDenied(Refusal("two-keys", NOT_A_CHAIR))
    return hat
