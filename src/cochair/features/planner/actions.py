"""Tell the planner of host events and of days off: facts, entered by one side alone."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from cochair.features.meetings.models import BlockedDays, HostEvent
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Party
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.refusal import Refusal, _, require

LONGEST = timedelta(days=366)


@transaction.atomic
def add_host_event(
    forum: Forum,
    *,
    title: str,
    language: str,
    start: date,
    end: date,
    place: str,
    by: ActingOffice,
    at: datetime,
) -> HostEvent:
    """Note an event at which a meeting may be held, on civil days at its place.

    `title` is as it was typed in `language`; `place` is a code of the procedures, or empty.  The
    same event told twice is one.  Raises Refused for days outside the calendar, out of order or
    more than a year apart, a title without words and an unknown place.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(
        _has_words(title),
        outside_calendar(start),
        outside_calendar(end),
        _in_order(start, end),
        _known_place(place, parties.book(forum, at).places),
    )
    title = title.strip()
    told = HostEvent.objects.filter(forum=forum, start=start, end=end, place=place, removed_at=None)
    for same in told:
        if title in same.title.values():
            return same
    event = HostEvent.objects.create(
        forum=forum,
        title={language: title},
        start=start,
        end=end,
        place=place,
        source=[by.title],
        confidence="single-source",
        at=at,
    )
    _record(forum, "host_event.added", ("host_event", str(event.pk)), by, at, _days(event))
    return event


@transaction.atomic
def remove_host_event(event: HostEvent, *, by: ActingOffice, at: datetime) -> HostEvent:
    """Set a host event aside; what it was stays on record.  Raises Refused when it was already."""
    found = HostEvent.objects.select_for_update(of=("self",)).select_related("forum")
    event = found.get(pk=event.pk)
    require(_still_there(event.removed_at))
    event.removed_at = at
    event.save(update_fields=["removed_at"])
    about = ("host_event", str(event.pk))
    _record(event.forum, "host_event.removed", about, by, at, _days(event))
    return event


@transaction.atomic
def block_days(
    forum: Forum,
    *,
    start: date,
    end: date,
    required: bool,
    reason: str,
    by: ActingOffice,
    at: datetime,
) -> BlockedDays:
    """Note civil days on which one's own Party cannot meet, or (not `required`) would rather not.

    The days are shared.  The reason is for the own Party alone and is in no journal; the entry
    itself lies in the Party's space.  The same days with the same reason told twice are one row.  Raises Refused for
    days outside the calendar, out of order or more than a year apart, and without a Party.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    party = Party.objects.filter(forum=forum, code=by.party).first()
    require(
        _of_a_party(party),
        outside_calendar(start),
        outside_calendar(end),
        _in_order(start, end),
        unprinted(reason),
    )
    assert party is not None
    reason = reason.strip()
    told = BlockedDays.objects.filter(party=party, start=start, end=end, removed_at=None)
    same = told.filter(required=required, reason=reason).first()
    if same is not None:
        return same
    row = BlockedDays.objects.create(
        party=party, start=start, end=end, required=required, reason=reason, at=at
    )
    _record_days(forum, "days.blocked", row, by, at)
    return row


@transaction.atomic
def unblock_days(row: BlockedDays, *, by: ActingOffice, at: datetime) -> BlockedDays:
    """Give back days that one's own Party had blocked.

    Raises Refused for another Party's days, and when they were given back already.
    """
    row = (
        BlockedDays.objects.select_for_update(of=("self",))
        .select_related("party__forum")
        .get(pk=row.pk)
    )
    require(_own(row, by), _still_there(row.removed_at))
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    _record_days(row.party.forum, "days.unblocked", row, by, at)
    return row


def _record_days(forum: Forum, verb: str, row: BlockedDays, by: ActingOffice, at: datetime) -> None:
    facts = {**_days(row), "required": row.required}
    about = ("blocked_days", str(row.pk))
    _record(forum, verb, about, by, at, facts, space=f"party:{row.party.code}")


def _record(
    forum: Forum,
    verb: str,
    about: tuple[str, str],
    by: ActingOffice,
    at: datetime,
    facts: dict[str, object],
    *,
    space: str = "shared",
) -> None:
    record(
        forum.slug,
        verb=verb,
        about=about,
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=facts,
        space=space,
    )


def _days(row: HostEvent | BlockedDays) -> dict[str, object]:
    return {"start": row.start.isoformat(), "end": row.end.isoformat()}


def _has_words(title: str) -> Refusal | None:
    if title.strip():
        return unprinted(title)
    return Refusal("practice", _("Enter the name of the event."))


def _in_order(start: date, end: date) -> Refusal | None:
    if start <= end and end - start <= LONGEST:
        return None
    return Refusal(
        "calendar",
        _("The last day, {last}, must be within a year after the first, {first}."),
        {"first": start, "last": end},
    )


def _known_place(place: str, places: Collection[str]) -> Refusal | None:
    if not place or place in places:
        return None
    return Refusal("practice", _("There is no place called “{code}”."), {"code": place})


def _of_a_party(party: Party | None) -> Refusal | None:
    if party is not None:
        return None
    return Refusal(
        "practice", _("Only an office of a Party may record when that Party cannot meet.")
    )


def _own(row: BlockedDays, by: ActingOffice) -> Refusal | None:
    if row.party.code == by.party:
        return None
    return Refusal("practice", _("Each Party may unblock only its own days."))


def _still_there(removed_at: datetime | None) -> Refusal | None:
    if removed_at is None:
        return None
    return Refusal("practice", _("This event has already been set aside."))
