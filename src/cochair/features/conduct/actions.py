"""What the co-chairs do with the items of a meeting, or a secretariat on their behalf.

Every step is an entry that stays; which item is on the floor follows from the entries.  Whoever
acts names the last entry that was shown: a step on what has changed meanwhile is not taken (409).
The same step sent twice is taken once.  Source: domain.md C.2 (Agenda and conduct), C.4, C.7 (J6).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cochair.features.agendas import carry_over
from cochair.features.agendas import queries as agendas
from cochair.features.agendas.revision import locked, told
from cochair.features.conduct import course, queries, refusals
from cochair.features.conduct.course import Course
from cochair.features.conduct.turn_end import end_speaker
from cochair.features.meetings.models import FloorEntry, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import say

VERBS = {
    course.OPENED: "item.opened",
    course.CONCLUDED: "item.concluded",
    course.DEFERRED: "item.put_off",
    course.DISCUSSED: "item.discussed",
    course.REOPENED: "item.reopened",
    course.LIMITED: "item.limited",
    course.OBSERVERS: "item.observers_heard",
}
LEAVING = frozenset({course.OPENED, course.REOPENED, course.CONCLUDED, course.DEFERRED})


@dataclass(frozen=True, slots=True)
class _Said:
    """What an entry says besides its step and its item."""

    words: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    target: str = ""
    reason: str = ""
    seconds: int | None = None


@transaction.atomic
def open_item(
    meeting: Meeting, key: str, *, seen: int, by: ActingOffice, at: datetime
) -> FloorEntry:
    """Put an item on the floor; one that is there is put aside, and whoever speaks has ended.

    Raises Refused unless the meeting is open, and for an item that was dealt with; StaleVersion
    when another entry was made since the one that the writer was shown.
    """
    return _entered(meeting, key, course.OPENED, _Said(), seen=seen, by=by, at=at)


@transaction.atomic
def conclude_item(
    meeting: Meeting,
    key: str,
    *,
    words: Mapping[str, str],
    kind: str,
    seen: int,
    by: ActingOffice,
    at: datetime,
) -> FloorEntry:
    """Conclude an open item with a short conclusion in words, by language.

    `kind` is one of `labels.KINDS` or empty.  What was agreed is said by a decision and by nothing
    else (I.2.5): no kind of conclusion claims it.  Errors as in `open_item`, and for a text in no
    language.
    """
    said = {code: one.strip() for code, one in words.items() if one.strip()}
    require(*refusals.conclusion(said, kind, parties.book(meeting.forum, at)))
    told_so = _Said(words=said, kind=kind)
    return _entered(meeting, key, course.CONCLUDED, told_so, seen=seen, by=by, at=at)


@transaction.atomic
def defer_item(
    meeting: Meeting,
    key: str,
    *,
    target: str,
    reason: str,
    seen: int,
    by: ActingOffice,
    at: datetime,
) -> FloorEntry:
    """Put an item off, with a reason, to another meeting (by slug) or, when empty, to a later one.

    For a meeting that is named it becomes an open point, which that meeting must place or put off
    in its turn (I.2.1.a).  Errors as in `open_item`, without a reason, and for a meeting that is
    not known or has opened.
    """
    reason = reason.strip()
    others = {one.slug: one for one in agendas.other_meetings(meeting)}
    require(*refusals.deferral(reason, target, frozenset(others)))
    said = _Said(target=target, reason=reason)
    made = _entered(meeting, key, course.DEFERRED, said, seen=seen, by=by, at=at)
    item = course.of_key(queries.floor(meeting).courses, key)
    if target and item is not None:
        carry_over.register_open_point(
            others[target], text=item.item.title, origin=meeting.slug, owner="", by=by, at=at
        )
    return made


@transaction.atomic
def discuss_item(
    meeting: Meeting, key: str, *, seen: int, by: ActingOffice, at: datetime
) -> FloorEntry:
    """Have an item discussed that was to be, or was, adopted without debate with the agenda.

    Errors as in `open_item`, and for an item that is no such one.
    """
    return _entered(meeting, key, course.DISCUSSED, _Said(), seen=seen, by=by, at=at)


@transaction.atomic
def reopen_item(
    meeting: Meeting, key: str, *, seen: int, by: ActingOffice, at: datetime
) -> FloorEntry:
    """Take up again an item that was concluded or put off; the entries before it stay."""
    return _entered(meeting, key, course.REOPENED, _Said(), seen=seen, by=by, at=at)


@transaction.atomic
def limit_speakers(
    meeting: Meeting, key: str, *, seconds: int, seen: int, by: ActingOffice, at: datetime
) -> FloorEntry:
    """Say how many seconds each speaker has on an item, the same for all; 0 for no limit.

    Nobody is cut off by it: who is over the time is shown.  Errors as in `open_item`.
    """
    require(refusals.limit(seconds))
    said = _Said(seconds=seconds)
    return _entered(meeting, key, course.LIMITED, said, seen=seen, by=by, at=at)


@transaction.atomic
def hear_observers(
    meeting: Meeting, key: str, *, seen: int, by: ActingOffice, at: datetime
) -> FloorEntry:
    """Grant observers the floor on an item; they see it then, and who speaks.  Errors as above."""
    return _entered(meeting, key, course.OBSERVERS, _Said(), seen=seen, by=by, at=at)


def _entered(
    meeting: Meeting, key: str, step: str, said: _Said, *, seen: int, by: ActingOffice, at: datetime
) -> FloorEntry:
    meeting = locked(meeting)
    before = queries.floor(meeting)
    item = course.of_key(before.courses, key)
    same = _same(meeting, key, step, said, seen)
    if same is not None:
        return same
    _current(meeting, before, seen, item, step)
    require(*refusals.step(step, meeting, item, at))
    if step in LEAVING and before.speaking is not None:
        end_speaker(meeting, before.speaking, by=by, at=at)
    made = FloorEntry.objects.create(
        meeting=meeting,
        number=before.last + 1,
        item_key=key,
        step=step,
        words=dict(said.words),
        kind=said.kind,
        target=said.target,
        reason=said.reason,
        seconds=said.seconds,
        at=at,
        office=Office.objects.get(pk=by.office),
    )
    facts: dict[str, object] = {"item": key, "entry": made.number}
    if step == course.CONCLUDED:
        facts |= {"kind": said.kind, "languages": sorted(said.words)}
    if step == course.DEFERRED:
        facts |= {"to": said.target}
    if step == course.LIMITED:
        facts |= {"seconds": said.seconds}
    told(meeting, VERBS[step], by=by, at=at, facts=facts)
    return made


def _same(meeting: Meeting, key: str, step: str, said: _Said, seen: int) -> FloorEntry | None:
    """The same step, sent again by whoever was shown what stood before it."""
    row = FloorEntry.objects.filter(meeting=meeting, number=seen + 1).first()
    if row is None or (row.item_key, row.step) != (key, step):
        return None
    kept = _Said(row.words, row.kind, row.target, row.reason, row.seconds)
    return row if kept == said else None


def _current(
    meeting: Meeting, before: queries.Floor, seen: int, item: Course | None, step: str
) -> None:
    if seen == before.last:
        return
    last = FloorEntry.objects.filter(meeting=meeting).order_by("number").last()
    found = course.of_key(before.courses, last.item_key) if last else None
    raise StaleVersion(
        Refusal("practice", CHANGED),
        theirs=_in_text(last.step if last else "", found),
        mine=_in_text(step, item),
    )


def _in_text(step: str, item: Course | None) -> str:
    return say(Sentence(DID[step], {"number": item.number}) if item else Sentence(NOTHING))


CHANGED = _(
    "The meeting has moved on since this page was loaded: check the current "
    "situation, then try again."
)
NOTHING = _("No item has been opened yet.")
DID = {
    course.OPENED: _("Item {number} was opened."),
    course.CONCLUDED: _("Item {number} was concluded."),
    course.DEFERRED: _("Item {number} was deferred."),
    course.DISCUSSED: _("Item {number} was moved to discussion."),
    course.REOPENED: _("Item {number} was reopened."),
    course.LIMITED: _("The speaking time for item {number} has been set."),
    course.OBSERVERS: _("The floor is open to observers on item {number}."),
}
