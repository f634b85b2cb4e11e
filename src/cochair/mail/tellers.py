"""Who knows what to tell: apps register their tellers here, and the worker asks them.

In `apps.ready()`:

    tellers.register("meeting.scheduled", notices.of_a_day_fixed)
    tellers.every("notice-due", notices.reminders)

A teller is given a journal entry and the instant, reads rows by queries, and returns letters; it
changes nothing.  A reminder is computed from what is stored at each turn of the worker: its
letters carry keys that stay the same (`notice-due:council-2:2031-03-01`), so that each goes out
once.  Source: architecture section 4; style.md 5.4.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from cochair.journal.models import Entry
from cochair.mail.letters import Letter
from cochair.parties.models import Forum

type Teller = Callable[[Entry, datetime], Iterable[Letter]]
type Reminder = Callable[[Forum, datetime], Iterable[Letter]]

_BY_VERB: dict[str, list[Teller]] = defaultdict(list)
_REMINDERS: dict[str, Reminder] = {}


def register(verb: str, teller: Teller) -> None:
    """Ask a teller about every entry of a verb; the same teller is asked once."""
    if teller not in _BY_VERB[verb]:
        _BY_VERB[verb].append(teller)


def every(code: str, reminder: Reminder) -> None:
    """Ask for the reminders of one kind, again and again; `code` names them in the cursors."""
    _REMINDERS[code] = reminder


def knows(verb: str) -> bool:
    """Whether anybody tells of a verb."""
    return bool(_BY_VERB.get(verb))


def of_entry(entry: Entry, at: datetime) -> tuple[Letter, ...]:
    """What is to be told of one entry."""
    return tuple(letter for teller in _BY_VERB.get(entry.verb, ()) for letter in teller(entry, at))


def reminders() -> tuple[tuple[str, Reminder], ...]:
    """Every kind of reminder by its code."""
    return tuple(_REMINDERS.items())
