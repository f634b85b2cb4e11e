"""The doors to invitations and contact points."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.contact_links import queries as links
from cochair.features.invitations import presenters, queries
from cochair.features.meetings import access as meetings
from cochair.features.meetings.models import ContactPoint, Invitation, Meeting
from cochair.features.parties import access
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _

NOT_YOURS = _(
    "Addresses are personal data. Secretariats and co-presidencies may see all of them; "
    "a delegation may see only its own."
)
NOT_YOUR_ANSWER = _(
    "Only the head of the delegation or the organisation itself may answer. The "
    "secretariat of its Party may enter an answer that came by note or letter."
)
HEAD_ONLY = _("Only the head of the delegation or a secretariat may change its addresses.")


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whose addresses a hat may read: everybody's, or those of its own member alone."""

    forum: Forum
    hat: ActingOffice
    all: bool

    def may_read(self, member: str) -> bool:
        """Whether the addresses of a member (`""` for an organisation) are this hat's to see."""
        return self.all or (bool(member) and member == self.hat.member)


def invitation(
    request: Request, slug: str, number: int
) -> tuple[Meeting, Invitation, ActingOffice]:
    """An invitation for its invitee, or for a secretariat or presidency; 404 for all others.

    An institution reaches its own as a guest of the meeting, a contact point by its link; an
    observer has a page of its own, with what was granted and without the notice (domain.md C.6,
    C.8).
    """
    meeting, hat = meetings.invitee(request, slug)
    found = queries.invitation(meeting, number)
    if found is None or hat.role is Role.OBSERVER:
        raise Http404
    if hat.role is Role.CONTACT_POINT and not links.opens(found):
        raise Http404
    if not (presenters.sees_all(hat) or queries.is_own(found, hat)):
        raise Http404
    return meeting, found, hat


def answerer(request: Request, slug: str, number: int) -> tuple[Meeting, Invitation, ActingOffice]:
    """An invitation for whoever speaks for its invitee, or records what it wrote.

    That is the secretariat of its own Party, or either for an organisation; 403 for others who
    may read it.
    """
    meeting, found, hat = invitation(request, slug, number)
    if not (queries.speaks(found, hat) or queries.answers_for(found, hat)):
        raise PermissionDenied(Refusal("practice", NOT_YOUR_ANSWER))
    return meeting, found, hat


def confirmer(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A co-presidency, in term or not: the action says, with the clause, whether it may confirm."""
    meeting = meetings.meeting(request, slug)
    hat = access.require_reader(request)
    if hat.role is not Role.CO_PRESIDENCY:
        raise PermissionDenied(Refusal("two-keys", access.MAY_NOT[Power.DECIDE_FOR_PARTY]))
    return meeting, hat


def contacts(request: Request) -> Contacts:
    """Whose addresses this reader may see and change; 403 for readers who may see none."""
    hat = access.require_reader(request)
    if not hat.reads_addresses:
        raise PermissionDenied(Refusal("practice", NOT_YOURS))
    return Contacts(access.forum(request), hat, presenters.sees_all(hat))


def contact(request: Request, number: int) -> tuple[ContactPoint, ActingOffice]:
    """A contact point that this reader may change; 404 for another delegation's, as for none."""
    who = contacts(request)
    found = queries.contact(who.forum, number)
    if found is None or not who.may_read(found.member.code if found.member else ""):
        raise Http404
    if not edits(who):
        raise PermissionDenied(Refusal("practice", HEAD_ONLY))
    return found, who.hat


def contact_editor(request: Request) -> Contacts:
    """One who may enter addresses: for everybody, or the head of a delegation for its own."""
    who = contacts(request)
    if not edits(who):
        raise PermissionDenied(Refusal("practice", HEAD_ONLY))
    return who


def edits(who: Contacts) -> bool:
    """Whether a reader of addresses may also change them."""
    return who.all or who.hat.role is Role.DELEGATION_HEAD
