"""Reads of the links of contact points: which open something, for whom, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.db.models import QuerySet

from cochair.features.meetings.attendance import AS_OBSERVER, invited_as
from cochair.features.meetings.models import (
    ContactLink,
    ContactPoint,
    Delegation,
    Invitation,
    Meeting,
)
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.kernel.handover import Reader, Row, handed

# How long a link outlives its meeting, at most.
AFTER = timedelta(days=1)

type Address = tuple[int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one contact point that would open something: how many, and since when used."""

    number: int
    until: datetime
    entered_at: datetime | None


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def by_secret(forum: Forum, secret: str, at: datetime) -> ContactLink | None:
    """The link with this secret that opens something now, compared in constant time; or None."""
    digest = digest_of(secret)
    row = _rows().filter(meeting__forum=forum, digest=digest).first()
    if row is None or not compare_digest(row.digest, digest):
        return None
    return row if works(row, at) else None


def by_number(forum: Forum, number: int, at: datetime) -> ContactLink | None:
    """The link with this number that opens something now, or None."""
    row = _rows().filter(meeting__forum=forum, pk=number).first()
    return row if row is not None and works(row, at) else None


def works(link: ContactLink, at: datetime) -> bool:
    """Whether a link opens something at an instant.

    It ends at its own end, with its meeting, when it is revoked, with its address, and with the
    invitation: each at the next request.
    """
    end = until(link.meeting)
    return (
        link.revoked_at is None
        and at < link.expires_at
        and (end is None or at < end)
        and link.meeting.cancelled_at is None
        and _in_use(link.contact)
        and is_invited(link.meeting, link.contact)
    )


def until(meeting: Meeting) -> datetime | None:
    """When everything that lets a contact point in ends: a day after the meeting; None while it
    has no day."""
    rows = list(meeting.schedules.all())
    ends = [rows[-1].ends or rows[-1].starts] if rows else []
    known = [end for end in (*ends, meeting.closed_at) if end is not None]
    return min(known) + AFTER if known else None


def is_invited(meeting: Meeting, contact: ContactPoint) -> bool:
    """Whether whom an address reaches is invited to a meeting, and still is.

    A member whose delegation was opened by hand needs no invitation.
    """
    if contact.organisation is not None:
        return bool(invited_as(meeting, contact.organisation.code))
    rows = Invitation.objects.filter(meeting=meeting, member=contact.member)
    if rows.exists():
        return rows.filter(withdrawn_at=None).exists()
    return Delegation.objects.filter(meeting=meeting, member=contact.member).exists()


def hat_of(contact: ContactPoint, forum: Forum) -> ActingOffice:
    """What a contact point is: whom it speaks for, and no office, account or power."""
    member, organisation = contact.member, contact.organisation
    return ActingOffice(
        office=0,
        forum=forum.slug,
        role=Role.CONTACT_POINT,
        account=0,
        party=member.party.code if member else "",
        member=member.code if member else "",
        organisation=organisation.code if organisation else "",
    )


def invitation(link: ContactLink) -> Invitation | None:
    """The invitation that a link opens; none for an observer, who reads no notice."""
    contact = link.contact
    rows = Invitation.objects.filter(meeting=link.meeting, withdrawn_at=None)
    own = rows.filter(member=contact.member, organisation=contact.organisation)
    return own.exclude(basis=AS_OBSERVER).first()


def opens(invitation: Invitation) -> bool:
    """Whether an invitation is read by a link: while it stands, and is no observer's."""
    return invitation.withdrawn_at is None and invitation.basis != AS_OBSERVER


def has_delegation(link: ContactLink) -> bool:
    """Whether the delegation was opened in which people are named."""
    contact = link.contact
    rows = Delegation.objects.filter(meeting=link.meeting)
    return rows.filter(member=contact.member, organisation=contact.organisation).exists()


def of_address(contact: ContactPoint) -> QuerySet[ContactLink]:
    """Every link that was made for the address of a contact point, however often it was entered."""
    return ContactLink.objects.filter(
        contact__forum=contact.forum_id,
        contact__member=contact.member,
        contact__organisation=contact.organisation,
        contact__email__iexact=contact.email,
    )


def address_of(contact: ContactPoint) -> Address:
    """What makes two rows the same contact point: whom it reaches, and where."""
    return contact.member_id, contact.organisation_id, contact.email.lower()


def of_addresses(forum: Forum, at: datetime) -> Mapping[Address, Links]:
    """The links that neither expired nor were revoked, by the address for which they were made."""
    rows = ContactLink.objects.filter(contact__forum=forum, revoked_at=None, expires_at__gt=at)
    found: defaultdict[Address, list[ContactLink]] = defaultdict(list)
    for row in rows.filter(meeting__cancelled_at=None).select_related("contact"):
        found[address_of(row.contact)].append(row)
    return {
        address: Links(
            len(links),
            max(one.expires_at for one in links),
            min((one.entered_at for one in links if one.entered_at), default=None),
        )
        for address, links in found.items()
    }


def _in_use(contact: ContactPoint) -> bool:
    """Whether an address is still that of whom it reached; a list may have entered it anew."""
    return ContactPoint.objects.filter(
        forum=contact.forum_id,
        member=contact.member,
        organisation=contact.organisation,
        email__iexact=contact.email,
        ended_at=None,
    ).exists()


def _rows() -> QuerySet[ContactLink]:
    return ContactLink.objects.select_related(
        "meeting__forum", "contact__member__party", "contact__organisation", "contact__forum"
    ).prefetch_related("meeting__schedules")


def contact(forum: Forum, number: int) -> ContactPoint | None:
    """A contact point by its number, also one that was ended, or None."""
    return ContactPoint.objects.filter(forum=forum, pk=number).first()


def handed_over(reader: Reader) -> Iterable[Row]:
    """Where the delegations of the own Party, and the invited organisations, are reached, for the
    file of the next presidency."""
    languages = parties.book(reader.forum).languages
    rows = ContactPoint.objects.filter(forum=reader.forum, ended_at=None)
    for one in rows.select_related("member__party", "organisation"):
        of = one.member or one.organisation
        if of is None or (one.member is not None and one.member.party.code != reader.party):
            continue
        said = ", ".join(filter(None, (one.name, one.email)))
        yield handed(of.name, note=dict.fromkeys(languages, said))
