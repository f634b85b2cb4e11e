"""Messages that wait: quiet hours that end, and weekly digests that fall due."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, ngettext, override

from cochair.features.mail import actions
from cochair.features.mail.models import Hold, Message, Preference, State
from cochair.features.mail.rendering import CLOSING, closing
from cochair.web import formats

WEEKLY, SHARED = "N34", "shared"


def release(at: datetime) -> int:
    """Queue what waited for quiet hours to end; returns how many messages."""
    due = Message.objects.filter(state=State.HELD, hold=Hold.QUIET, due_at__lte=at)
    return due.update(state=State.QUEUED, hold="") if due.exists() else 0


def not_longer(at: datetime) -> int:
    """Queue what waits for quiet hours, not to be held again; returns how many messages.

    Only a demo asks for it: nobody is woken where nothing is sent.
    """
    held = Message.objects.filter(state=State.HELD, hold=Hold.QUIET)
    return held.update(state=State.QUEUED, hold="", due_at=at, urgent=True)


def fold(at: datetime) -> int:
    """Make one digest for each reader out of what waited for it; returns how many digests."""
    due = Message.objects.filter(state=State.HELD, hold=Hold.DIGEST, due_at__lte=at)
    if not due.exists():
        return 0
    with transaction.atomic():
        bundles: dict[tuple[int, str], list[Message]] = defaultdict(list)
        for row in due.select_for_update(of=("self",)).select_related("forum").order_by("pk"):
            bundles[row.forum_id, row.recipient].append(row)
        for rows in bundles.values():
            digest = _digest(rows, at)
            Message.objects.filter(pk__in=[row.pk for row in rows]).update(
                state=State.FOLDED, folded_into=digest
            )
        return len(bundles)


def wait_for_morning(message: Message, at: datetime) -> bool:
    """Hold a message that would go out in its reader's quiet hours; returns whether it waits."""
    if message.urgent:
        return False
    preference = Preference.objects.filter(account=message.account_id).first()
    until = actions.held_until(at, message.zone, preference)
    if until is None:
        return False
    message.state, message.hold, message.due_at = State.HELD.value, Hold.QUIET.value, until
    return True


def _digest(rows: list[Message], at: datetime) -> Message:
    """One message out of several to the same reader, in the order in which they were queued."""
    last = rows[-1]
    key = f"digest:{last.due_at:%Y-%m-%d}:{rows[0].pk}"
    language = last.language if last.language in settings.FORMATS else settings.LANGUAGE_CODE
    with override(language):
        day = formats.long_day(at.astimezone(formats.zone_of(last.zone)).date(), language)
        made = Message(
            subject=ngettext(
                "Your week from {day}: {n} letter", "Your week from {day}: {n} letters", len(rows)
            ).format(day=day, n=len(rows)),
            body=_bodies(rows) + closing(last.forum, language),
        )
    for name in ("forum", "recipient", "account_id", "email", "name", "office", "party"):
        setattr(made, name, getattr(last, name))
    made.language, made.zone = last.language, last.zone
    made.key, made.event = key, WEEKLY
    made.message_id = actions.message_id(last.forum.slug, key, last.recipient)
    # What holds anything of one Party is that Party's.
    made.space = next((row.space for row in rows if row.space != SHARED), SHARED)
    made.state, made.queued_at, made.due_at = State.QUEUED.value, at, at
    made.save()
    return made


def _bodies(rows: Iterable[Message]) -> str:
    parts = []
    for number, row in enumerate(rows, start=1):
        body = row.body.partition(CLOSING)[0].strip()
        parts.append(f"{number}. {row.subject}\n\n{body}\n\n")
    intro = gettext("This is what was written to you since your last digest.")
    return f"{intro}\n\n{''.join(parts)}"
