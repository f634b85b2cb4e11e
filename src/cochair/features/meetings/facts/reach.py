"""From when an invitation could reach somebody: an act names whom it invites, and a letter needs an address."""

from datetime import datetime

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from cochair.features.meetings.models import ContactPoint, Invitation
from cochair.features.parties.models import Office
from cochair.features.parties.offices import Role

# Whose offices read for whoever is invited.
READERS = frozenset({Role.DELEGATION_HEAD, Role.INSTITUTION, Role.OBSERVER})


def with_addresses(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """The invitations with the first instant at which an address or an office holder of the one invited
    was there (`addressed_at`), and at which somebody opened it (`first_opened`); no further query."""
    own = Q(member=OuterRef("member")) | Q(organisation=OuterRef("organisation"))
    sent = OuterRef("sent_at")
    contacts = ContactPoint.objects.filter(own, Q(ended_at=None) | Q(ended_at__gt=sent))
    offices = Office.objects.filter(own, Q(end=None) | Q(end__gt=sent), role__in=READERS)
    return rows.annotate(
        contact_at=Subquery(
            contacts.filter(forum=OuterRef("meeting__forum")).order_by("at").values("at")[:1]
        ),
        office_at=Subquery(
            offices.filter(forum=OuterRef("meeting__forum")).order_by("start").values("start")[:1]
        ),
        first_opened=Min("receipts__opened_at"),
    )


def reached_at(row: Invitation, arrived: datetime | None) -> datetime | None:
    """The first instant at which an invitation (of `with_addresses`) could reach somebody; None while
    nobody is known whom it could reach.  Whoever answered or came knew of it."""
    known = (row.contact_at, row.office_at, row.first_opened, row.answered_at, arrived)  # type: ignore[attr-defined]
    return min((one for one in known if one is not None), default=None)
