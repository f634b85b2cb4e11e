"""Who knows what to tell: apps register their tellers here, and the worker asks them.

In `apps.ready()`:

    tellers.register("meeting.scheduled", notices.of_a_day_fixed)
    tellers.together(["act.proposed", "act.declined"], notices.of_acts)
    tellers.every("notice-due", notices.reminders)

A teller is given a journal entry and the instant, reads rows by queries, and returns letters; it
changes nothing.  A reminder is computed from what is stored at each turn of the worker: its
letters carry keys that stay the same (`notice-due:council-2:2031-03-01`), so that each goes out
once.  Source: architecture section 4; style.md 5.4.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from cochair.features.mail.letters import Letter
from cochair.features.parties.models import Forum
from cochair.journal.models import Entry

type Teller = Callable[[Entry, datetime], Iterable[Letter]]
type Gatherer = Callable[[Sequence[Entry], datetime], Iterable[Letter]]
type Reminder = Callable[[Forum, datetime], Iterable[Letter]]

_BY_VERB: dict[str, list[Teller]] = defaultdict(list)
_TOGETHER: list[tuple[frozenset[str], Gatherer]] = []
_REMINDERS: dict[str, Reminder] = {}
_IN_DOUBT: set[str] = set()


def register(verb: str, teller: Teller) -> None:
    """Ask a teller about every entry of a verb; the same teller is asked once."""
    if teller not in _BY_VERB[verb]:
        _BY_VERB[verb].append(teller)


def together(verbs: Iterable[str], gatherer: Gatherer) -> None:
    """Ask once about all entries of some verbs that are read at a time, the oldest first."""
    if gatherer not in (known for _verbs, known in _TOGETHER):
        _TOGETHER.append((frozenset(verbs), gatherer))


def every(code: str, reminder: Reminder, *, in_doubt: bool = False) -> None:
    """Ask for the reminders of one kind, again and again; `code` names them in the cursors.

    `in_doubt` for what is told also while the forum is only read: of accounts, and of the doubt itself.
    """
    _REMINDERS[code] = reminder
    if in_doubt:
        _IN_DOUBT.add(code)


def knows(verb: str) -> bool:
    """Whether anybody tells of a verb."""
    return bool(_BY_VERB.get(verb)) or any(verb in verbs for verbs, _gatherer in _TOGETHER)


def of_entry(entry: Entry, at: datetime) -> tuple[Letter, ...]:
    """What is to be told of one entry."""
    return tuple(letter for teller in _BY_VERB.get(entry.verb, ()) for letter in teller(entry, at))


def of_entries(entries: Sequence[Entry], at: datetime) -> tuple[Letter, ...]:
    """What is to be told of several entries together."""
    return tuple(
        letter
        for verbs, gatherer in _TOGETHER
        if (found := [entry for entry in entries if entry.verb in verbs])
        for letter in gatherer(found, at)
    )


def reminders(*, in_doubt: bool = False) -> tuple[tuple[str, Reminder], ...]:
    """Every kind of reminder by its code, or those that are asked for while a forum is only read."""
    return tuple(one for one in _REMINDERS.items() if not in_doubt or one[0] in _IN_DOUBT)
