"""The only door to packs: one's own, and for a secretariat those of the delegations it serves.

What a pack holds is decided by the eyes of its reader; one that is made for somebody else holds
nothing that its maker may not read either.  Source: domain.md C.6, C.8, C.9 (Availability).
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.accounts.models import Account
from cochair.features.delegations import access as people
from cochair.features.delegations import queries
from cochair.features.delegations.access import OF_THE_OTHER_PARTY, MeetingContext
from cochair.features.delegations.queries import DelegationView
from cochair.features.meetings import access as meetings
from cochair.features.meetings import attendance
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal
from cochair.site.desk.pack.reader import Reader, for_company, for_hat


def seat(request: Request, slug: str) -> MeetingContext:
    """Where a guest of a meeting stands; 404 for all others."""
    meeting, hat = meetings.guest(request, slug)
    return MeetingContext(meeting, hat, observes=attendance.observes(meeting, hat, request.now))


def own(request: Request, slug: str) -> Reader:
    """The reader of one's own pack; 404 for whoever is no guest of the meeting."""
    found = seat(request, slug)
    zone = request.user.zone if isinstance(request.user, Account) else ""
    return for_hat(found, zone=zone, at=request.now)


def of_delegation(request: Request, slug: str, key: str) -> Reader:
    """The reader for whom a secretariat makes a pack.

    404 for whoever may not read the meeting and for a delegation that is not opened or is
    struck; 403 for other readers, and for a delegation of the other Party.
    """
    found = people.running(request, slug)
    company = queries.delegation(found.meeting, key)
    if company is None or company.struck is not None:
        raise Http404
    if not serves(found, company):
        raise PermissionDenied(Refusal("practice", OF_THE_OTHER_PARTY))
    return for_company(found, company, at=request.now)


def served(found: MeetingContext) -> tuple[DelegationView, ...]:
    """The delegations for which a hat makes packs: none for whoever does not run the list."""
    if not found.runs:
        return ()
    return tuple(one for one in queries.delegations(found.meeting) if serves(found, one))


def serves(found: MeetingContext, company: DelegationView) -> bool:
    """Whether a delegation is of the hat's own Party: its member, or an organisation that it
    appoints for."""
    if company.party:
        return company.party == found.hat.party
    own = parties.own_organisations(found.meeting.forum, found.hat.party)
    return company.code in {row.code for row in own}
