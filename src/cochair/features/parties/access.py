"""The only door: a forum, and what the hat of this request may do in it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.parties import queries
from cochair.features.parties.models import Forum, Office, PresidencyTerm
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _


def forum(request: Request) -> Forum:
    """The forum of this address, which the middleware found; 404 when there is none."""
    found: Forum | None = request.forum
    if found is None:
        raise Http404
    return found


def require_reader(request: Request, power: Power = Power.READ_SHARED) -> ActingOffice:
    """The hat of a reader of what the Parties share; for all others the page does not exist."""
    hat: ActingOffice | None = request.hat
    if hat is None or not hat.may(power):
        raise Http404
    return hat


def actor(request: Request, power: Power) -> ActingOffice:
    """The hat of one who may act; a reader who may not is told so, with what says it.

    Raises Http404 to whoever may not even read, PermissionDenied carrying a Refusal else.
    """
    hat = require_reader(request)
    if not hat.may(power):
        raise PermissionDenied(may_not(power))
    return hat


def may_not(power: Power) -> Refusal:
    """What a reader without a power is told."""
    return Refusal("two-keys", MAY_NOT[power])


def office(request: Request, number: int, hat: ActingOffice) -> Office:
    """An office that the hat's own Party grants; 404 for those of the other, as for none at all."""
    found = queries.own_offices(forum(request), hat.party).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def term(request: Request, slug: str) -> PresidencyTerm:
    """A term of office as it stands; 404 for one that is unknown or was set aside."""
    found = PresidencyTerm.objects.filter(
        slug=slug, party__forum=forum(request), superseded_at=None
    ).first()
    if found is None:
        raise Http404
    return found


def reads_shared(request: Request) -> bool:
    """Whether the pages of what the Parties share exist for this reader."""
    hat: ActingOffice | None = request.hat
    return hat is not None and hat.may(Power.READ_SHARED)


MAY_NOT = {
    Power.PROPOSE: _(
        "Only a co-presidency in office and its secretariat may send joint acts for signature."
    ),
    Power.SIGN: _("Only a co-presidency may sign, and only during its term."),
    Power.DECIDE_FOR_PARTY: _("Only the co-presidency in office may decide for its Party."),
    Power.RECORD_PRESIDENCY: _(
        "Only the co-presidency in office may record who presides its Party. While a "
        "Party has none, its secretariat may do so, with the document of the Party."
    ),
    Power.RECORD_FACTS: _("Only a co-presidency in office and its secretariat may record facts."),
    Power.APPOINT: _(
        "Only the co-presidency in office may appoint people to the offices of its Party."
    ),
    Power.EXPORT_LEDGER: _(
        "Only a co-presidency, its secretariat and an auditor may download the ledger."
    ),
    Power.READ_JOURNAL: _("Your office may not read the activity log."),
    Power.READ_SHARED: _("Your office may not read what the Parties share."),
}
