"""From the journal and the deadlines to letters: first they are put into the outbox, then the cursor
says how far they go.  Each has a key for its reader, so that none is there twice.

A teller that fails stops its own cursor and no other: nothing is passed over in silence, and
the cursor that stands still is an alarm until the teller is mended.
Source: architecture section 4; style.md 5.4.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from cochair.features.mail import actions, notifications
from cochair.features.mail.letters import Letter
from cochair.features.mail.models import JOURNAL, Cursor, Message
from cochair.features.mail.notifications import Reminder
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.models import Entry
from cochair.web.formats import cities_from
from cochair.web.request_cache import while_reading

logger = logging.getLogger(__name__)

AT_ONCE = 200
# So many seconds one turn writes letters about entries.
LONGEST = 10.0
BETWEEN_REMINDERS = timedelta(minutes=1)


def read_journal(forum: Forum, at: datetime) -> int:
    """Queue what the entries after the cursor give reason to tell; returns how many were read.

    A forum that is new to mail is read from its first entry: what was there before mail was
    installed is behind the cursor already (migration 0002).
    """
    seen = Cursor.objects.filter(forum=forum, source=JOURNAL).first()
    began = seen.seq if seen else 0
    found = Entry.objects.filter(forum=forum.slug, seq__gt=began).order_by("seq")
    entries = list(found[:AT_ONCE])
    if not entries:
        return 0
    read, rows, stuck = _told(forum, entries, at)
    together = _prepared(forum, partial(notifications.of_entries, read, at), at) if read else []
    # A letter that is there is not put in twice: should this break off, it is done once more.
    actions.put([*rows, *(together or ())])
    with transaction.atomic():
        cursor = _locked(forum, JOURNAL, at)
        if cursor.seq != began:
            # Another worker has read them meanwhile.
            return 0
        if read and together is not None:
            cursor.seq, cursor.stuck_since = read[-1].seq, None
        if together is None or stuck:
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
        cursor, is_new = _locked_or_new(forum, code, at)
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
    if not takes_turn(forum, code, at, BETWEEN_REMINDERS):
        return False
    rows = _prepared(forum, partial(reminder, forum, at), at)
    actions.put(rows or [])
    with transaction.atomic():
        cursor = _locked(forum, code, at)
        if rows is None:
            _stand_still(cursor, at)
        else:
            cursor.stuck_since = None
        cursor.save()
    return True


def _told(
    forum: Forum, entries: Sequence[Entry], at: datetime
) -> tuple[list[Entry], list[Message], bool]:
    """What entries give reason to tell, each by itself, up to the first whose teller fails, and
    whether one did.  What takes long is left for the next turn: a worker that is told to stop stops."""
    read: list[Entry] = []
    rows: list[Message] = []
    until = time.monotonic() + LONGEST
    for entry in entries:
        if read and time.monotonic() > until:
            break
        is_told = notifications.knows(entry.verb)
        tell = partial(notifications.of_entry, entry, at)
        found = _prepared(forum, tell, at) if is_told else []
        if found is None:
            logger.error("Entry %s of %s could not be told", entry.seq, entry.forum)
            return read, rows, True
        read.append(entry)
        rows += found
    return read, rows, False


def _prepared(
    forum: Forum, letters: Callable[[], Iterable[Letter]], at: datetime
) -> list[Message] | None:
    """Letters as they are put into the outbox; None when whoever writes them failed.

    Nothing is locked meanwhile: what a hundred readers may read takes seconds, and on SQLite
    nobody else writes while somebody does.
    """
    try:
        # For each of a hundred readers the same things are asked for.
        with while_reading(), cities_from(partial(parties.cities, forum)):
            return actions.prepared(letters(), at)
    except Exception:
        logger.exception("Letters could not be written")
        return None


def _locked(forum: Forum, source: str, at: datetime) -> Cursor:
    """The cursor, for this transaction alone."""
    return _locked_or_new(forum, source, at)[0]


def _locked_or_new(forum: Forum, source: str, at: datetime) -> tuple[Cursor, bool]:
    """The cursor, for this transaction alone, and whether it was created now."""
    return Cursor.objects.select_for_update().get_or_create(
        forum=forum, source=source, defaults={"read_at": at}
    )


def _stand_still(cursor: Cursor, at: datetime) -> None:
    cursor.stuck_since = cursor.stuck_since or at
