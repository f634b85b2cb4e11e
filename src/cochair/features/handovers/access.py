"""The only door to the packs of a Party: its presidencies and secretariat, and nobody else."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.handovers import queries
from cochair.features.handovers.models import Pack
from cochair.features.parties import access
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request


def own(request: Request) -> ActingOffice:
    """The hat of one between whom a Party's presidency passes, or of its secretariat; 404 for all
    others, the delegations of the Party among them."""
    hat = access.require_reader(request)
    if not hat.hands_over:
        raise Http404
    return hat


def maker(request: Request) -> ActingOffice:
    """The hat of one who makes the file of a handover; 403 to those who only read it."""
    hat = own(request)
    if not makes(hat, queries.due(access.forum(request), hat, request.now)):
        raise PermissionDenied(access.may_not(Power.PROPOSE))
    return hat


def makes(hat: ActingOffice, change: queries.Change) -> bool:
    """Whether a hat makes the file of a handover: whoever proposes for its Party, and the
    presidency that left office without one."""
    return hat.may(Power.PROPOSE) or (change.is_over and hat.role is Role.CO_PRESIDENCY)


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """All of some packs, for whoever has no part in handovers; entries of each Party lie in its
    space."""
    return frozenset() if hat is not None and hat.hands_over else frozenset(names)


def pack(request: Request, number: int) -> tuple[Pack, ActingOffice]:
    """A pack of the reader's own Party; 404 for the other's, as for none at all."""
    hat = own(request)
    found = queries.pack(access.forum(request), hat.party, number)
    if found is None:
        raise Http404
    return found, hat


def reads_addresses(hat: ActingOffice, presidencies: Collection[str]) -> bool:
    """Whether the names and addresses of a handover are this hat's to read.

    They are personal data: the secretariat reads them, whoever presides, and of the two
    presidencies (codes of members) between which a handover takes place the outgoing and the
    incoming.  A delegation of the same State does not (domain.md C.6).
    """
    if hat.role is Role.SECRETARIAT:
        return True
    presides = hat.role in {Role.CO_PRESIDENCY, Role.INCOMING}
    return presides and (hat.in_term or hat.member in presidencies)
