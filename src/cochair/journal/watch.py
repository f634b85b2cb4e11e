"""Whether this ledger and this clock are those of a moment ago, as far as a process can tell.

A mark in `COCHAIR_HOME` keeps, outside the database, how far each ledger had come, what the clock said
and how long the machine had run.  Where the machine is the same and has not been started anew, the
clock must have gone on by as much as the machine ran; a ledger must begin with what the mark holds.
A demo sets its clock and is not watched; nor is a story.  Decision 54.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef

from cochair.journal import doubts, entry_hashing, merkle
from cochair.journal.doubts import Cause
from cochair.journal.merkle import Peaks
from cochair.journal.models import Doubt, Entry, Ledger
from cochair.web.clock import clock

logger = logging.getLogger(__name__)

type Now = Callable[[], datetime]
_SERVED: list[Callable[[], datetime | None]] = []

FILE = "ledger-mark.json"
BOOT = Path("/proc/sys/kernel/random/boot_id")
# Clocks of several hosts differ by less; a silence is closed no sooner than a minute after its end.
BACK = timedelta(seconds=30)
# From there on a silence might have lost time that nobody noticed (`silence.outages`).
FORWARD = timedelta(minutes=3)
# So long no server stands still unnoticed.
STILL = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Held:
    """The tree of one ledger as it was at an instant."""

    tree: Peaks
    at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """What a process knew last: the clock, how long the machine had run since which start, the ledgers."""

    at: datetime
    ran: float
    boot: str
    ledgers: Mapping[str, Held]


def look(forums: Iterable[str], now: Now) -> list[Doubt]:
    """Compare clock and ledgers with the mark and the last entries, and keep the mark anew.

    `forums` are slugs; `now` tells the instant anew, after what it is compared with was read: that
    may have taken long, and others have gone on meanwhile.  Returns what was noticed now; nothing
    where the clock of this installation is set.
    """
    slugs = tuple(forums)
    if not is_watched():
        return []
    found = look_at_clock(slugs, now)
    mark = read()
    if mark is None:
        found += _long_unserved(slugs, now)
    for slug in slugs:
        found += _entries_ahead(slug, now) + _against_the_mark(slug, now(), mark)
    _keep(slugs, now, mark)
    return found


def look_at_clock(forums: Iterable[str], now: Now) -> list[Doubt]:
    """Only the clock: quick enough to be asked before everything that somebody does."""
    mark = read() if is_watched() else None
    if mark is None:
        return []
    boot, ran, at = _boot(), _ran(), now()
    jumped = _jump(mark, at, ran, boot)
    if jumped is None:
        return []
    cause, start, end = jumped
    found = [one for slug in forums if (one := _note(slug, cause, start, end, at))]
    # Every process of this machine reads the mark: what was told once is not told again.
    _write(replace(mark, at=at, ran=ran, boot=boot))
    return found


def whole(forum: str, at: datetime) -> list[Doubt]:
    """Read every entry anew: what it says gives its leaf, and the leaves give the tree that was kept.

    What both confirmed before, of the entries and not of the clock alone, is not asked about again.
    """
    ledger = Ledger.objects.filter(forum=forum).first()
    if not is_watched() or ledger is None:
        return []
    after = doubts.last_other_ledger(forum)
    confirmed = after.seen if after else 0
    tree, wrong = Peaks(), None
    # Up to the size that was read: entries that others write meanwhile are not of it.
    rows = Entry.objects.filter(forum=forum, seq__lte=ledger.size).order_by("seq")
    for entry in rows.iterator(2000):
        changed = entry.seq > confirmed and entry_hashing.leaf(entry.body) != entry.leaf
        wrong = wrong or (entry.at if changed else None)
        tree = tree.append(bytes.fromhex(entry.leaf))
    if tree != ledger.tree or _goes_beyond(forum):
        wrong = wrong or _first(forum) or at
    if wrong is None:
        return []
    return _listed(_note(forum, Cause.REWRITTEN, min(wrong, at), at, at))


def _goes_beyond(forum: str) -> bool:
    """Whether there are entries that the ledger does not count: read at once, for others go on."""
    more = Entry.objects.filter(forum=OuterRef("forum"), seq__gt=OuterRef("size"))
    return Ledger.objects.filter(Exists(more), forum=forum).exists()


def ask_when_served(ask: Callable[[], datetime | None]) -> None:
    """Have an app above tell when any server last served this database; in `apps.ready()`."""
    _SERVED[:] = [ask]


def contradicts(forum: str, size: int, root: str) -> Cause | None:
    """In which way a ledger is not the one of which somebody kept size and root; None when it is."""
    here = Ledger.objects.filter(forum=forum).values_list("size", flat=True).first() or 0
    if here < size:
        return Cause.BEHIND
    rows = Entry.objects.filter(forum=forum, seq__lte=size).order_by("seq")
    kept = [bytes.fromhex(leaf) for leaf in rows.values_list("leaf", flat=True)]
    return None if merkle.root(kept).hex() == root else Cause.REWRITTEN


def noticed(
    forum: str, cause: Cause, at: datetime, *, size: int, root: str, since: datetime | None = None
) -> list[Doubt]:
    """Keep that a ledger contradicts what was kept of it; `since` is when it surely did not yet."""
    start = since or _first(forum) if cause is Cause.REWRITTEN else _last(forum) or since
    return _listed(_note(forum, cause, min(start or at, at), at, at, size=size, root=root))


def is_watched() -> bool:
    """Whether this installation lives by the true clock."""
    return not settings.DEMO and not clock.is_set


def read() -> Mark | None:
    """The mark, or None where none was made or it cannot be read."""
    try:
        said: dict[str, Any] = json.loads(_file().read_text("utf-8"))
        return Mark(
            datetime.fromisoformat(said["at"]),
            float(said["ran"]),
            str(said["boot"]),
            {slug: _held(one) for slug, one in said["ledgers"].items()},
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        logger.exception("The mark of the ledgers cannot be read")
        return None


def _held(said: Mapping[str, Any]) -> Held:
    peaks = tuple(map(bytes.fromhex, said["peaks"]))
    return Held(Peaks(int(said["size"]), peaks), datetime.fromisoformat(said["at"]))


def _keep(forums: Iterable[str], now: Now, mark: Mark | None) -> None:
    """The mark of now; of a forum in doubt it stays what it was."""
    before, at = dict(mark.ledgers) if mark else {}, now()
    for ledger in Ledger.objects.filter(forum__in=list(forums)):
        if not doubts.standing(ledger.forum).exists():
            before[ledger.forum] = Held(ledger.tree, at)
    boot, ran = _boot(), _ran()
    _write(Mark(now(), ran, boot, before))


def _write(mark: Mark) -> None:
    said = {
        "at": mark.at.isoformat(),
        "ran": mark.ran,
        "boot": mark.boot,
        "ledgers": {
            slug: {
                "size": one.tree.size,
                "peaks": [peak.hex() for peak in one.tree.hashes],
                "at": one.at.isoformat(),
            }
            for slug, one in mark.ledgers.items()
        },
    }
    file = _file()
    fresh = file.with_name(f"{file.name}.{token_hex(8)}")
    try:
        fresh.write_text(json.dumps(said), "utf-8")
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _jump(
    mark: Mark, at: datetime, ran: float, boot: str
) -> tuple[Cause, datetime, datetime] | None:
    """How the clock went on otherwise than it should have: what, and from when to when."""
    same = bool(boot) and boot == mark.boot and ran >= mark.ran
    if same:
        expected = mark.at + timedelta(seconds=ran - mark.ran)
        if at - expected > FORWARD:
            return Cause.CLOCK_FORWARD, expected, at
    else:
        expected = mark.at
    if expected - at > BACK:
        return Cause.CLOCK_BACK, at, expected
    if at - mark.at > STILL and at - (last := _served(mark.at, at)) > STILL:
        return Cause.STOPPED, last, at
    return None


def _served(since: datetime, at: datetime) -> datetime:
    """When this database was last served: another host may have gone on while this one stood still."""
    told = [one for ask in _SERVED if (one := ask()) is not None and one <= at + BACK]
    return max([since, *told])


def _long_unserved(forums: Iterable[str], now: Now) -> list[Doubt]:
    """This host kept no mark, or it was lost with the machine: the database itself says when it was
    last served.  A copy that is brought to another machine is noticed by that."""
    last = max((told for ask in _SERVED if (told := ask()) is not None), default=None)
    at = now()
    if last is None or at - last <= STILL:
        return []
    return [one for slug in forums if (one := _note(slug, Cause.STOPPED, last, at, at))]


def _entries_ahead(forum: str, now: Now) -> list[Doubt]:
    """The clock is behind an entry: of this machine, of another, or of the one before."""
    after = doubts.last_confirmed(forum)
    rows = Entry.objects.filter(forum=forum, seq__gt=after.seen if after else 0)
    newest = rows.aggregate(newest=Max("at"))["newest"]
    at = now()
    if newest is None or newest - at <= BACK:
        return []
    return _listed(_note(forum, Cause.CLOCK_BACK, at, newest, at))


def _against_the_mark(forum: str, at: datetime, mark: Mark | None) -> list[Doubt]:
    held = mark.ledgers.get(forum) if mark else None
    after = doubts.last_confirmed(forum)
    if held is None or (after and after.confirmed_at and held.at <= after.confirmed_at):
        return []
    cause = _not_beginning_with(forum, held.tree)
    if cause is None:
        return []
    return noticed(forum, cause, at, size=held.tree.size, root=held.tree.root.hex())


def _not_beginning_with(forum: str, tree: Peaks) -> Cause | None:
    """Whether the tree grew from another one, told by the entries since: quick, for it is asked
    every other second."""
    ledger = Ledger.objects.filter(forum=forum).first()
    if ledger is None or ledger.size < tree.size:
        return Cause.BEHIND if tree.size else None
    # Up to the size that was read: entries written meanwhile are not of it.
    since = Entry.objects.filter(forum=forum, seq__gt=tree.size, seq__lte=ledger.size)
    for leaf in since.order_by("seq").values_list("leaf", flat=True):
        tree = tree.append(bytes.fromhex(leaf))
    return None if tree == ledger.tree else Cause.REWRITTEN


def _note(
    forum: str,
    cause: Cause,
    start: datetime,
    end: datetime,
    at: datetime,
    **held: Any,
) -> Doubt | None:
    made = doubts.note(forum, cause, start=start, end=end, at=at, **held)
    if made is not None:
        logger.error("%s is only read from now on: %s, %s to %s", forum, cause.value, start, end)
    return made


def _listed(made: Doubt | None) -> list[Doubt]:
    return [made] if made else []


def _first(forum: str) -> datetime | None:
    return Entry.objects.filter(forum=forum).order_by("seq").values_list("at", flat=True).first()


def _last(forum: str) -> datetime | None:
    return Entry.objects.filter(forum=forum).order_by("-seq").values_list("at", flat=True).first()


def _ran() -> float:
    """For how many seconds this machine has run, asleep or awake, whatever its clock was set to."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _boot() -> str:
    """Since which start; empty where the system does not tell."""
    try:
        return BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def _file() -> Path:
    return Path(settings.COCHAIR_HOME) / FILE
