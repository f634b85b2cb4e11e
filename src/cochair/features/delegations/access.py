"""The only door to delegations and their people.

| who | reads | writes |
|---|---|---|
| co-presidency in term, its secretariat | all, with addresses | its Party's and organisations', on request |
| readers of what the Parties share | names and functions of all | their own delegation |
| an institution that is invited | names and functions of all | its own |
| an observer that is admitted | its own | its own |
| a contact point, by a personal link | its own | its own |

Everything else is 404, as if it were not there; a secretariat that reads the delegation of the
other Party and would write it is told why not (403).  Source: domain.md C.6, C.7 (D2, I2, O3), C.9.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.contact_links.access import Bearer, bearer
from cochair.features.delegations import queries
from cochair.features.delegations.queries import DelegationView
from cochair.features.meetings import access, attendance
from cochair.features.meetings.models import Meeting, Participant
from cochair.features.parties import access as parties_access
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _

# Whose office speaks for a delegation; a co-presidency is another hat (C.6, principle 1).
FOCAL = frozenset(
    {
        Role.DELEGATION_HEAD,
        Role.DELEGATION_MEMBER,
        Role.INCOMING,
        Role.INSTITUTION,
        Role.OBSERVER,
        Role.CONTACT_POINT,
    }
)
NOT_THE_HEAD = _(
    "Only the head of the delegation or its focal point may submit the list "
    "of the delegation to the secretariat."
)
NOT_SECRETARIAT = _("Only a co-presidency in office and its secretariat may do this.")
OF_THE_OTHER_PARTY = _(
    "This delegation belongs to the other Party. Only the delegation itself or its own "
    "secretariat may name its members."
)


@dataclass(frozen=True, slots=True)
class MeetingContext:
    """A meeting, the hat of its reader, and what that hat may see and do there."""

    meeting: Meeting
    hat: ActingOffice
    bearer: Bearer | None = None
    # Whether the hat comes to this meeting as an observer.
    observes: bool = False

    @property
    def runs(self) -> bool:
        """Whether the hat runs the list: it sees addresses and keeps the door."""
        return self.hat.may(Power.RECORD_FACTS)

    @property
    def sees_all(self) -> bool:
        """Whether the hat reads the whole list; an observer reads its own delegation."""
        return self.hat.may(Power.READ_SHARED) or (
            self.hat.role is Role.INSTITUTION and not self.observes
        )

    @property
    def shares(self) -> bool:
        """Whether the hat reads what the Parties share, such as figures and other tabs."""
        return self.hat.may(Power.READ_SHARED)

    def is_own(self, company: DelegationView) -> bool:
        """Whether a delegation is the hat's own to name."""
        return self.hat.role in FOCAL and queries.is_own(self.hat, company)

    def serves(self, company: DelegationView) -> bool:
        """Whether the hat is of the secretariat to which a delegation belongs.

        That of its own Party, or of either for an organisation.
        """
        return self.runs and company.party in {"", self.hat.party}

    def sees_addresses(self, company: DelegationView) -> bool:
        """Whether the hat reads the addresses of the people of a delegation."""
        return self.runs or self.is_own(company)

    def writes(self, company: DelegationView) -> bool:
        """Whether the hat names the people of a delegation; a secretariat does so on request."""
        return self.serves(company) or self.is_own(company)

    def hands_over(self, company: DelegationView) -> bool:
        """Whether the hat hands a delegation over; a member of it does not."""
        own = self.is_own(company) and self.hat.role is not Role.DELEGATION_MEMBER
        return self.serves(company) or own

    def sees(self, company: DelegationView) -> bool:
        """Whether the hat reads the people of a delegation; of one that is struck, only those
        who run the list and its own."""
        seen = self.sees_all if company.struck is None else self.runs
        return seen or self.is_own(company)


def seat(request: Request, slug: str) -> MeetingContext:
    """Where a reader of the people of a meeting stands; 404 for whoever is no guest of it."""
    meeting, hat = access.guest(request, slug)
    return MeetingContext(meeting, hat, observes=attendance.observes(meeting, hat, request.now))


def own_seat(request: Request, slug: str) -> MeetingContext:
    """The same, and that of a contact point that came by a link: it reads its own alone."""
    came = bearer(request, slug)
    if came is not None:
        return MeetingContext(came.meeting, came.hat, came)
    return seat(request, slug)


def running(request: Request, slug: str) -> MeetingContext:
    """The seat of one who runs the list; 403 for a reader of what is shared, 404 for others."""
    meeting = access.meeting(request, slug)
    return MeetingContext(meeting, parties_access.actor(request, Power.RECORD_FACTS))


def proposing(request: Request, slug: str) -> MeetingContext:
    """The seat of one who proposes joint acts."""
    meeting = access.meeting(request, slug)
    return MeetingContext(meeting, parties_access.actor(request, Power.PROPOSE))


def readable(request: Request, slug: str, key: str) -> tuple[MeetingContext, DelegationView]:
    """A delegation that the hat may read; 404 for all others and for one not opened."""
    found = own_seat(request, slug)
    company = queries.delegation(found.meeting, key)
    if company is None or not found.sees(company):
        raise Http404
    return found, company


def writable(request: Request, slug: str, key: str) -> tuple[MeetingContext, DelegationView]:
    """A delegation that the hat may write; 404 for that of another, 403 for a secretariat of the
    other Party."""
    found, company = readable(request, slug, key)
    if found.runs and not found.writes(company):
        raise PermissionDenied(Refusal("practice", OF_THE_OTHER_PARTY))
    if not found.writes(company):
        raise Http404
    return found, company


def serving(request: Request, slug: str, key: str) -> tuple[MeetingContext, DelegationView]:
    """A delegation for the secretariat to which it belongs; 403 for others who read it."""
    found, _company = readable(request, slug, key)
    if not found.runs:
        raise PermissionDenied(Refusal("practice", NOT_SECRETARIAT))
    return writable(request, slug, key)


def stepping(
    request: Request, slug: str, key: str, step: str
) -> tuple[MeetingContext, DelegationView]:
    """A delegation on which the hat may take a step; 403 where it reads, and may only name."""
    found, company = writable(request, slug, key)
    if step in OF_THE_SECRETARIAT and not found.runs:
        raise PermissionDenied(Refusal("practice", NOT_SECRETARIAT))
    if not found.hands_over(company):
        raise PermissionDenied(Refusal("practice", NOT_THE_HEAD))
    return found, company


def participant(
    request: Request, slug: str, key: str, badge: int
) -> tuple[MeetingContext, DelegationView, Participant]:
    """A person of a delegation that the hat may write, by the number of the badge."""
    found, company = writable(request, slug, key)
    one = next((one for one in company.people if one.badge == badge), None)
    if one is None:
        raise Http404
    return found, company, one


def own(found: MeetingContext) -> DelegationView | None:
    """The delegation that the hat itself names; None when there is none, or it is not opened."""
    company = queries.delegation_of(found.meeting, found.hat)
    return company if company is not None and found.is_own(company) else None


OF_THE_SECRETARIAT = frozenset({"accept", "return"})
