"""Make and end a calendar address; remind those who have not opened or not answered the notice."""

import secrets
from datetime import datetime

from django.db import transaction

from cochair.features.accounts.models import Account
from cochair.features.calendars import queries, receipts
from cochair.features.mail import reminders
from cochair.features.meetings import machine
from cochair.features.meetings.models import Feed, Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require

OCTETS = 32
AT_MOST = 5


@transaction.atomic
def make_feed(forum: Forum, *, by: ActingOffice, at: datetime) -> tuple[Feed, str]:
    """Make a calendar address for whoever wears this hat: its row, and the secret in it.

    The secret is given here and kept nowhere.  Raises Refused (`practice`) for one more than
    a person needs.
    """
    account = Account.objects.select_for_update().get(pk=by.account)
    require(_not_too_many(len(queries.feeds_of(forum, account.pk))))
    secret = secrets.token_urlsafe(OCTETS)
    made = Feed.objects.create(
        forum=forum, account=account, digest=queries.digest_of(secret), made_at=at
    )
    _record(made, "feed.made", by=by, at=at)
    return made, secret


@transaction.atomic
def revoke_feed(feed: Feed, *, by: ActingOffice, at: datetime) -> Feed:
    """End a calendar address; one that has ended stays as it is."""
    row = Feed.objects.select_for_update().select_related("forum").get(pk=feed.pk)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _record(row, "feed.revoked", by=by, at=at)
    return row


@transaction.atomic
def remind(meeting: Meeting, *, by: ActingOffice, at: datetime) -> tuple[str, ...]:
    """Remind those whom the notice reached and of whom an answer, or any sign, is waited for; returns
    their codes.

    Raises Refused (`practice`) when nobody is left to remind, and within a day of the last
    reminder.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    left = tuple(one.code for one in receipts.to_remind(row, at))
    require(
        machine.refusal("invitation.answer", row, at),
        _somebody_left(left),
        reminders.refusal(receipts.last_reminder(row), at),
    )
    record(
        row.forum.slug,
        verb=receipts.REMINDED,
        about=("meeting", row.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"reminded": list(left)},
    )
    return left


def _record(feed: Feed, verb: str, *, by: ActingOffice, at: datetime) -> None:
    record(
        feed.forum.slug,
        verb=verb,
        about=("feed", str(feed.pk)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        space=f"party:{by.party}" if by.party else "shared",
    )


def _not_too_many(number: int) -> Refusal | None:
    if number < AT_MOST:
        return None
    return Refusal(
        "practice",
        _("You have {number} active calendar addresses. Deactivate one of them first."),
        {"number": number},
    )


def _somebody_left(codes: tuple[str, ...]) -> Refusal | None:
    if codes:
        return None
    return Refusal("practice", _("Of those whom the notice reached, nobody is left to remind."))
