"""Open an account and an office for contact points, so that they need no personal link.

Each co-presidency does so for its own Party, and for organisations on its side or on no single
one; the person is told by letter, with the link that sets a password (N33).
Source: domain.md C.6, "accounts and roles".
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cochair.features.accounts.actions import open_account
from cochair.features.invitations import queries
from cochair.features.meetings.models import ContactPoint
from cochair.features.parties import queries as parties
from cochair.features.parties.actions import appoint
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _, require


def open_offices(forum: Forum, numbers: Iterable[int], *, by: ActingOffice, at: datetime) -> int:
    """Open an account and an office for contact points by their numbers; returns how many.

    Whoever has the office already keeps it.  Raises Refused when none is chosen, and for one that
    the hat's Party does not appoint: then nobody gets one.
    """
    chosen = set(numbers)
    rows = [row for row in queries.contacts(forum) if row.pk in chosen]
    require(_some(rows))
    return open_for(forum, rows, by=by, at=at)


@transaction.atomic
def open_for(forum: Forum, rows: Iterable[ContactPoint], *, by: ActingOffice, at: datetime) -> int:
    """The same for contact points at hand."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    there, book = holding(forum, at), parties.book(forum, at)
    made = 0
    for row in rows:
        if key_of(row) in there:
            continue
        there.add(key_of(row))
        account = open_account(
            row.email, name=row.name, language=row.language, zone=row.zone, at=at
        )
        appoint(
            forum,
            account=account,
            role=_role(row, book),
            party=row.member.party.code if row.member else "",
            member=row.member.code if row.member else "",
            organisation=row.organisation.code if row.organisation else "",
            start=at,
            end=None,
            by=by,
            at=at,
        )
        made += 1
    return made


def may_open(row: ContactPoint, forum: Forum, by: ActingOffice) -> bool:
    """Whether it is for the Party of a hat to appoint whom an address reaches."""
    if row.organisation is not None:
        return parties.side_of(forum, row.organisation) in {"", by.party}
    return row.member is not None and row.member.party.code == by.party


def holding(forum: Forum, at: datetime) -> set[tuple[int | None, int | None, str]]:
    """Who speaks for whom with an office already: member, organisation, address."""
    return {
        (office.member_id, office.organisation_id, office.account.email.lower())
        for office in queries.speakers(forum, at)
    }


def key_of(row: ContactPoint) -> tuple[int | None, int | None, str]:
    """The same of a contact point."""
    return row.member_id, row.organisation_id, row.email.lower()


def _role(row: ContactPoint, book: Book) -> Role:
    """A member has a head of delegation; who is invited by a group is an institution."""
    if row.organisation is None:
        return Role.DELEGATION_HEAD
    named = {code for group in book.groups.values() for code in (*group.catalogue, group.code)}
    return Role.INSTITUTION if row.organisation.code in named else Role.OBSERVER


def _some(rows: list[ContactPoint]) -> Refusal | None:
    if rows:
        return None
    return Refusal("practice", _("Select at least one contact point."))
