"""From the journal and the deadlines to letters: each step in one transaction with its cursor.

A teller that fails stops its own cursor and no other: nothing is passed over in silence, and
the cursor that stands still is an alarm until the teller is mended.
Source: architecture section 4; style.md 5.4.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from cochair.journal.models import Entry
from cochair.mail import actions, tellers
from cochair.mail.models import JOURNAL, Cursor
from cochair.mail.tellers import Reminder
from cochair.parties.models import Forum
from cochair.web.once import while_reading

logger = logging.getLogger(__name__)

AT_ONCE = 200
BETWEEN_REMINDERS = timedelta(minutes=1)


def read_journal(forum: Forum, at: datetime) -> int:
    """Queue what the entries after the cursor give reason to tell; returns how many were read.

    A forum that is new to mail is read from its first entry: what was there before mail was
    installed is behind the cursor already (migration 0002).
    """
    seen = Cursor.objects.filter(forum=forum, source=JOURNAL).first()
    entries = Entry.objects.filter(forum=forum.slug)
    if not entries.filter(seq__gt=seen.seq if seen else 0).exists():
        return 0
    with transaction.atomic():
        cursor, _is_new = _locked(forum, JOURNAL, at)
        began, stuck = cursor.seq, False
        read: list[Entry] = []
        for entry in entries.filter(seq__gt=cursor.seq).order_by("seq")[:AT_ONCE]:
            stuck = not _told(entry, at)
            if stuck:
                break
            read.append(entry)
        if read and not _told_together(read, at):
            read, stuck = [], True
        if read:
            cursor.seq, cursor.stuck_since = read[-1].seq, None
        if stuck:
            _stand_still(cursor, at)
        cursor.read_at = at
        cursor.save()
        return cursor.seq - began


def takes_turn(forum: Forum, code: str, at: datetime, every: timedelta) -> bool:
    """Whether what is done at most once in a time is due; from this on, it was.

    Of several workers that ask at once one is told so.
    """
    if not _is_due(Cursor.objects.filter(forum=forum, source=code).first(), at, every):
        return False
    with transaction.atomic():
        cursor, is_new = _locked(forum, code, at)
        if not is_new and not _is_due(cursor, at, every):
            return False
        cursor.read_at = at
        cursor.save()
    return True


def _is_due(seen: Cursor | None, at: datetime, every: timedelta) -> bool:
    """Whether the last time is long enough ago; by the clock of another worker it may lie ahead."""
    return seen is None or abs(at - seen.read_at) >= every


def remind(forum: Forum, code: str, reminder: Reminder, at: datetime) -> bool:
    """Queue the reminders of one kind, at most once a minute; returns whether it was their turn."""
    if not _is_due(Cursor.objects.filter(forum=forum, source=code).first(), at, BETWEEN_REMINDERS):
        return False
    with transaction.atomic():
        cursor, is_new = _locked(forum, code, at)
        if not is_new and not _is_due(cursor, at, BETWEEN_REMINDERS):
            return False
        try:
            with transaction.atomic():
                # For each of a hundred readers the same things are asked for.
                with while_reading():
                    letters = tuple(reminder(forum, at))
                actions.queue(letters, at)
            cursor.stuck_since = None
        except Exception:
            logger.exception("The reminders %s of %s failed", code, forum.slug)
            _stand_still(cursor, at)
        cursor.read_at = at
        cursor.save()
    return True


def _told(entry: Entry, at: datetime) -> bool:
    """Queue what one entry gives reason to tell; False when a teller failed, and nothing stays."""
    if not tellers.knows(entry.verb):
        return True
    try:
        with transaction.atomic():
            with while_reading():
                letters = tuple(tellers.of_entry(entry, at))
            actions.queue(letters, at)
    except Exception:
        logger.exception("Entry %s of %s could not be told", entry.seq, entry.forum)
        return False
    return True


def _told_together(entries: Sequence[Entry], at: datetime) -> bool:
    """Queue what entries that are told together give reason to; False when a teller failed."""
    try:
        with transaction.atomic():
            with while_reading():
                letters = tellers.of_entries(entries, at)
            actions.queue(letters, at)
    except Exception:
        logger.exception(
            "Entries of %s up to %s could not be told", entries[0].forum, entries[-1].seq
        )
        return False
    return True


def _locked(forum: Forum, source: str, at: datetime) -> tuple[Cursor, bool]:
    """The cursor, for this transaction alone, and whether it is new."""
    return Cursor.objects.select_for_update().get_or_create(
        forum=forum, source=source, defaults={"read_at": at}
    )


def _stand_still(cursor: Cursor, at: datetime) -> None:
    cursor.stuck_since = cursor.stuck_since or at
