"""Make a link, go in by it, revoke it."""

import secrets
from datetime import datetime

from django.db import transaction

from cochair.features.contact_links import queries
from cochair.features.meetings.models import ContactLink, ContactPoint, Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require

OCTETS = 32


@transaction.atomic
def make_link(contact: ContactPoint, meeting: Meeting, *, at: datetime) -> tuple[ContactLink, str]:
    """Make a link for a letter that goes out now: its row, and the secret in it.

    The secret is given here and kept nowhere.  Raises Refused for an address that is written to
    no more, for whoever is not invited, and once the meeting is over or while it has no day.
    """
    secret, end = secrets.token_urlsafe(OCTETS), queries.until(meeting)
    made = ContactLink(
        contact=contact,
        meeting=meeting,
        digest=queries.digest_of(secret),
        made_at=at,
        expires_at=end or at,
    )
    require(_opens_something(made, at))
    made.save()
    return made, secret


@transaction.atomic
def enter(link: ContactLink, *, at: datetime) -> ContactLink:
    """Note that a contact point went in; the first time by each link is written down."""
    row = ContactLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if row.entered_at is None:
        row.entered_at = at
        row.save(update_fields=["entered_at"])
        by = queries.hat_of(link.contact, link.meeting.forum)
        _record(link.contact, "contact.entered", by=by, at=at, meeting=link.meeting.slug)
    return row


@transaction.atomic
def revoke(contact: ContactPoint, *, by: ActingOffice, at: datetime) -> int:
    """Revoke every link of a contact point; returns how many still worked.

    Raises Refused when none does.  Whoever is in by one of them is out at the next request.
    """
    rows = queries.of_address(contact).filter(revoked_at=None, expires_at__gt=at)
    found = [row.pk for row in rows.select_for_update(of=("self",))]
    require(_some(found))
    ContactLink.objects.filter(pk__in=found).update(revoked_at=at)
    _record(contact, "contact.links_revoked", by=by, at=at, number=len(found))
    return len(found)


def end_with(contact: ContactPoint, at: datetime) -> None:
    """Revoke the links of an address that is ended, inside the transaction that ends it."""
    queries.of_address(contact).filter(revoked_at=None).update(revoked_at=at)


def _record(
    contact: ContactPoint, verb: str, *, by: ActingOffice, at: datetime, **facts: object
) -> None:
    whom = contact.member or contact.organisation
    record(
        contact.forum.slug,
        verb=verb,
        about=("contact", str(contact.pk)),
        # A contact point has no account.
        by=by.account or None,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"contact": contact.pk, "of": whom.code if whom else "", **facts},
    )


def _opens_something(link: ContactLink, at: datetime) -> Refusal | None:
    if queries.works(link, at):
        return None
    return Refusal("practice", _("There is nothing that a personal link would give access to."))


def _some(found: list[int]) -> Refusal | None:
    if found:
        return None
    return Refusal("practice", _("This contact point has no valid personal link."))
