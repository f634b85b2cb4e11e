"""From the outbox to the mail server: at least once, and known for the same when twice.

1. `claim` takes a message that is due, for a while (its lease), and commits.
2. `deliver` hands it to the mail server, outside any transaction.
3. `settle` writes what came of it, if the lease is still ours.

A worker that dies between 2 and 3 leaves a message whose lease ends; it is sent again with the
same Message-ID.  Source: security.md T23, T90.
"""

import logging
import smtplib
import ssl
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from cochair.features.mail import digests, mime
from cochair.features.mail.models import Failure, Message, State

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)
TRIES = len(PAUSES) + 1


def due(at: datetime) -> QuerySet[Message]:
    """What is to be sent now, and what a worker that died left half sent."""
    waits = Q(state=State.QUEUED, due_at__lte=at)
    left = Q(state=State.SENDING, leased_until__lte=at)
    return Message.objects.filter(waits | left).order_by("due_at", "pk")


@transaction.atomic
def claim(at: datetime) -> Message | None:
    """Take the next message that is due, for the time of a lease; None when none is left.

    What would fall into quiet hours is held, and what killed its worker five times has failed.
    """
    rows = due(at).select_related("forum", "account")
    while (row := rows.select_for_update(skip_locked=True, of=("self",)).first()) is not None:
        if row.tries >= TRIES:
            _fail(row, Failure.BROKEN_OFF, at)
        elif not digests.wait_for_morning(row, at):
            row.state, row.leased_until = State.SENDING.value, at + LEASE
            row.tries += 1
            row.save()
            return row
        row.save()
    return None


def deliver(message: Message, at: datetime) -> Failure:
    """Hand a message to the mail server; NONE when it was taken, else what kind of error it was.

    The server's own words may name people, and stay out of what is kept.
    """
    try:
        mime.mail(message, at).send()
    except Exception as problem:
        failure = failure_of(problem)
        logger.warning("Message %s was not sent: %s", message.pk, failure.value)
        return failure
    return Failure.NONE


@transaction.atomic
def settle(message: Message, failure: Failure, at: datetime) -> Message | None:
    """Write what came of a delivery; None when the lease has passed to another worker."""
    row = (
        Message.objects.select_for_update()
        .filter(pk=message.pk, state=State.SENDING, leased_until=message.leased_until)
        .first()
    )
    if row is None:
        return None
    row.leased_until = None
    if failure is Failure.NONE:
        row.state, row.sent_at, row.failure = State.SENT.value, at, ""
    elif row.tries >= TRIES:
        _fail(row, failure, at)
    else:
        row.state, row.failure = State.QUEUED.value, failure.value
        row.due_at = at + PAUSES[row.tries - 1]
    row.save()
    return row


def failure_of(problem: Exception) -> Failure:
    """The class of an error of a mail server or of the way to it."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            return Failure.REFUSED_ADDRESS
        case smtplib.SMTPAuthenticationError():
            return Failure.NOT_SIGNED_IN
        case smtplib.SMTPServerDisconnected():
            return Failure.BROKEN_OFF
        case smtplib.SMTPConnectError():
            return Failure.UNREACHABLE
        case smtplib.SMTPException():
            return Failure.REFUSED
        case ssl.SSLEOFError():
            return Failure.BROKEN_OFF
        case ssl.SSLError():
            return Failure.UNSAFE
        case OSError():
            return Failure.UNREACHABLE
    return Failure.UNKNOWN


def _fail(row: Message, failure: Failure, at: datetime) -> None:
    row.state, row.failure, row.failed_at = State.FAILED.value, failure.value, at
    row.leased_until = None
