"""Doubts about a ledger: what a process noticed, and that a forum is only read until both confirm.

A doubt is kept outside the ledger, which may be the wrong one or be written by a wrong clock; what
both co-presidencies sign in the end is an entry.  Source: security.md section (a), row 17; decision 54.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from cochair.journal import queries
from cochair.journal.models import Doubt, Ledger
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import request_cache

KIND, CONFIRMED = "ledger.confirm", "ledger.confirmed"
# Whoever signs must hold an office: so much is done also while a forum is only read.
STILL_DONE = frozenset(
    {
        "office.granted",
        "office.ended",
        "presidency.designated",
        "presidency.settled",
        "presidency.acknowledged",
    }
)


class Cause(StrEnum):
    """What was noticed."""

    BEHIND = "behind"
    REWRITTEN = "rewritten"
    STOPPED = "stopped"
    CLOCK_BACK = "clock_back"
    CLOCK_FORWARD = "clock_forward"


# Of the entries; the others are about the time.
OF_THE_LEDGER = frozenset({Cause.BEHIND, Cause.REWRITTEN})

SAYS = {
    Cause.BEHIND: _(
        "This ledger ends before one that was kept elsewhere: what was done from {start} to {end} may be missing here."
    ),
    Cause.REWRITTEN: _(
        "This ledger is not the one that was kept elsewhere: what was done from {start} to {end} may have been changed."
    ),
    Cause.STOPPED: _(
        "This ledger was not in service from {start} to {end}: it was stopped, or "
        "restored from a copy, or the clock is wrong."
    ),
    Cause.CLOCK_BACK: _(
        "The clock was set back: the time from {start} to {end} is counted twice, and "
        "the hours in it are uncertain."
    ),
    Cause.CLOCK_FORWARD: _(
        "The clock jumped forward: the time from {start} to {end} has not passed, and later hours are uncertain."
    ),
}
ONLY_READ = _(
    "Nothing may be done here until both co-presidencies have confirmed, by a joint act, "
    "what is known: see the activity, under “Doubts”."
)

type Listener = Callable[[Doubt], None]
_LISTENERS: dict[str, Listener] = {}


def tell(code: str, listener: Listener) -> None:
    """Have an app above told of each new doubt, in its transaction; in `apps.ready()`."""
    _LISTENERS[code] = listener


def standing(forum: str) -> QuerySet[Doubt]:
    """The doubts about a forum's ledger that wait for both Parties, the oldest first."""
    return Doubt.objects.filter(forum=forum, confirmed_at=None)


def last_confirmed(forum: str) -> Doubt | None:
    """The doubt that both confirmed last, whatever it was about."""
    return _confirmed(forum).last()


def last_other_ledger(forum: str) -> Doubt | None:
    """The last doubt by which both confirmed that they go on from another ledger than was kept: what
    was kept before is compared with nothing any more.  One about the clock says nothing of that."""
    return _confirmed(forum).filter(cause__in=OF_THE_LEDGER).last()


def is_another_ledger(forum: str) -> bool:
    """Whether the ledger contradicts what was kept of it, and both have not confirmed that yet."""
    return standing(forum).filter(cause__in=OF_THE_LEDGER).exists()


def takes_entries_as_they_are(forum: str, at: datetime) -> bool:
    """Whether both confirm at an instant that the entries are not those that were written."""
    return _confirmed(forum).filter(cause=Cause.REWRITTEN, confirmed_at=at).exists()


def _confirmed(forum: str) -> QuerySet[Doubt]:
    return Doubt.objects.filter(forum=forum).exclude(confirmed_at=None).order_by("pk")


def says(doubt: Doubt) -> Sentence:
    """What was noticed, with the time that it is about."""
    return Sentence(SAYS[Cause(doubt.cause)], {"start": doubt.start, "end": doubt.end})


def refusals(
    forum: str, verb: str = "", facts: Mapping[str, object] | None = None
) -> tuple[Refusal, ...]:
    """Why nothing is done in a forum, whoever does it: what was noticed; none when nothing was.

    The joint act by which both confirm is still done, and what somebody needs in order to sign it.
    Asks nothing more of the database than whoever asks how far the ledger has come.
    """
    if verb in STILL_DONE or (facts or {}).get("kind") == KIND:
        return ()
    found = map(says, queries.in_doubt(forum))
    said = [Refusal("practice", one.message, one.facts) for one in found]
    return (*said, Refusal("practice", ONLY_READ)) if said else ()


@transaction.atomic
def note(
    forum: str,
    cause: Cause,
    *,
    start: datetime,
    end: datetime,
    at: datetime,
    size: int = 0,
    root: str = "",
) -> Doubt | None:
    """Keep that something was noticed at an instant, about the time from `start` to `end` (UTC).

    What is noticed once more is not kept twice; None then.  From its return on the forum is only read.
    """
    # Whoever is writing finishes; whoever comes later is refused.
    ledger = Ledger.objects.select_for_update().get_or_create(forum=forum)[0]
    if standing(forum).filter(cause=cause.value).exists():
        return None
    made = Doubt.objects.create(
        forum=forum,
        cause=cause.value,
        start=start,
        end=end,
        size=size,
        root=root,
        seen=ledger.size,
        noticed_at=at,
    )
    for listener in _LISTENERS.values():
        listener(made)
    request_cache.forget()
    return made


def confirm(forum: str, signed: Collection[int], at: datetime) -> None:
    """Both have confirmed these doubts, by their keys: where none is left the forum is worked in again, and
    is compared with what is kept from now on."""
    size = Ledger.objects.get(forum=forum).size
    # What a process notices meanwhile nobody has signed.
    standing(forum).filter(pk__in=signed).update(confirmed_at=at, seen=size)
    request_cache.forget()
