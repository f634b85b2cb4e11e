"""Reads of the outbox.  Rights come first: what a reader may not see is not counted either."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, Max, Q, QuerySet, When

from cochair.features.accounts.models import Account
from cochair.features.mail.models import (
    JOURNAL,
    OF_FORUM,
    Caught,
    Cursor,
    Message,
    Preference,
    State,
)
from cochair.features.parties import visibility
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal.models import Entry
from cochair.journal.table_cache import TableCache

# After so long without a worker, people are told.
PATIENCE = timedelta(minutes=5)
ALARMING = (State.FAILED.value, State.NO_ADDRESS.value)


@dataclass(frozen=True, slots=True)
class Alarms:
    """What stands in the way of mail, as far as one hat may know."""

    failed: int
    no_address: int
    stuck: bool
    idle: bool = False

    def __bool__(self) -> bool:
        """Whether anything needs a person."""
        return bool(self.failed or self.no_address or self.stuck or self.idle)


def visible(forum: Forum, hat: ActingOffice, at: datetime) -> QuerySet[Message]:
    """The messages that a hat may know of at an instant (aware UTC), newest first: neither those of
    the other Party's space, nor those about a thing that the hat may not read.

    Whoever may see a message of what is shared does not yet read its text: see `may_read`.
    """
    rows = Message.objects.filter(forum=forum, space__in=hat.spaces)
    return visibility.readable(rows, forum, hat, at).select_related("folded_into")


def named(rows: QuerySet[Message], forum: Forum, slug: str) -> QuerySet[Message]:
    """The message that has this name in addresses, or none."""
    return rows.filter(message_id=f"<{slug}@{forum.slug}{OF_FORUM}")


def alarms_first(rows: QuerySet[Message]) -> QuerySet[Message]:
    """The messages that need a person before all others, then the newest first."""
    needs = Case(When(state__in=ALARMING, then=0), default=1)
    return rows.order_by(needs, "-pk")


def may_read(message: Message, hat: ActingOffice) -> bool:
    """Whether a hat may read the text: of letters to its own Party, and to those of neither.

    Where nothing is known of the reader, it may be anybody's letter, and nobody reads it here.
    """
    if message.party:
        return message.party == hat.party
    return bool(message.office)


def counts(forum: Forum, hat: ActingOffice, at: datetime) -> Mapping[str, int]:
    """How many visible messages stand in each state; one query."""
    rows = visible(forum, hat, at).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def alarms(forum: Forum, hat: ActingOffice, at: datetime) -> Alarms:
    """What was not sent and will not be, whether a teller fails, and whether anybody works.

    Entries and messages that the hat may not know of count for nothing.
    """
    late = at - PATIENCE
    key = (hat, at.replace(second=0, microsecond=0))
    found, waits = _LETTERS.get(forum.slug, key, lambda: _letters(visible(forum, hat, at), late))
    cursors = {row.source: row for row in Cursor.objects.filter(forum=forum)}
    journal = cursors.pop(JOURNAL, None)
    later = Entry.objects.filter(
        forum=forum.slug, seq__gt=journal.seq if journal else 0, space__in=hat.spaces
    )
    is_stuck = journal is not None and journal.stuck_since is not None
    if not is_stuck:
        # What was entered just now nobody need have told yet: mostly that is all there is.
        later = later.filter(at__lt=late)
    unread = visibility.entries(later, forum, hat, at) if later.exists() else later.none()
    oldest = unread.order_by("seq").values_list("at", flat=True).first()
    fails = is_stuck and oldest is not None
    return Alarms(
        failed=found.get(State.FAILED.value, 0),
        no_address=found.get(State.NO_ADDRESS.value, 0),
        stuck=fails or any(row.stuck_since for row in cursors.values()),
        idle=not fails and ((oldest is not None and oldest < late) or waits),
    )


def _letters(known: QuerySet[Message], late: datetime) -> tuple[Mapping[str, int], bool]:
    """How many messages that need a person stand in each state, and whether one is late to be sent."""
    rows = known.filter(state__in=ALARMING).exclude(subject="", body="")
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return found, known.filter(state=State.QUEUED, tries=0, due_at__lt=late).exists()


# They change without an entry, and are asked again when the messages or the minute are others.
_LETTERS: TableCache[tuple[Mapping[str, int], bool]] = TableCache(64)


def preference(account: Account) -> Preference:
    """How a person wants to be written to: as chosen, or as it is for all."""
    return Preference.objects.filter(account=account).first() or Preference(account=account)


def held(forum: Forum | None = None) -> QuerySet[Message]:
    """What is written and waits, for quiet hours to end or for a digest: the first due first.

    Of one forum, or of all.
    """
    rows = Message.objects.filter(state=State.HELD).select_related("forum").order_by("due_at", "pk")
    return rows if forum is None else rows.filter(forum=forum)


def caught(forum: Forum | None = None) -> QuerySet[Caught]:
    """What the demo kept, newest first: of one forum, or of all."""
    rows = Caught.objects.order_by("-pk")
    return rows if forum is None else rows.filter(message_id__endswith=f"@{forum.slug}{OF_FORUM}")


def last_turn() -> datetime | None:
    """When the worker last looked at a forum of this installation (aware UTC); None before the first."""
    last: datetime | None = Cursor.objects.aggregate(last=Max("read_at"))["last"]
    return last


def of_slug(forum: Forum, slug: str) -> Message | None:
    """The message of a forum that has a name in addresses, or None."""
    return named(Message.objects.filter(forum=forum), forum, slug).first()


def without_weekly_message() -> frozenset[int]:
    """The accounts that get no message of their turns by itself: those that chose one digest a week,
    and those that want no messages that only inform."""
    rows = Preference.objects.filter(Q(digest=True) | Q(informed=False))
    return frozenset(rows.values_list("account_id", flat=True))


def told(forum: Forum, key: str) -> frozenset[int]:
    """The accounts to which a message with this key was written already."""
    rows = Message.objects.filter(forum=forum, key=key).exclude(account=None)
    return frozenset(rows.values_list("account_id", flat=True))
