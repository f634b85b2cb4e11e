"""Meetings, sessions and dates as calendar events, in the language that is active.

A meeting keeps its name in every calendar from its first day to its last change, the same that
its invitation has; a change of day raises the number of the version (RFC 5545, 3.8.7.4).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.calendars import queries
from cochair.features.meetings import deadlines, hours
from cochair.features.meetings.models import Preparation, Session
from cochair.features.meetings.names import meeting_name
from cochair.features.parties.models import Forum
from cochair.formats.icalendar import Event, uid
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting, Schedule
from cochair.web import code_labels, formats, localize, varieties
from cochair.web.cache import LRUCache
from cochair.web.localize import language_now

DAY, MONTH = "day", "month"
# Where the slug of a meeting stands in an address.
PLACE = "the-meeting"
# Longer than this, a span says nothing that a calendar could show.
LONGEST = timedelta(days=100)

type Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class Of:
    """For whom events are made: the forum, its procedures, and which pages the reader may open.

    `pages` is `shared` for readers of what the Parties share, `own` for whoever comes to a
    meeting, and empty for all others.
    """

    forum: Forum
    book: Book
    pages: Literal["shared", "own", ""] = ""

    @property
    def short(self) -> str:
        """The short title of the forum in the active language."""
        return str(localize.translated(self.forum.short_title, language_now()))

    def uid(self, *parts: str) -> str:
        """The name of an event for ever: a meeting's own, or with what belongs to it."""
        return uid("-".join(parts).lower(), self.forum.slug)

    def address(self, route: str, slug: str) -> str:
        """The address of a page of the meeting, or of the one that is open to this reader."""
        if not self.pages:
            return ""
        if self.pages == "own":
            route = queries.OWN
        before, after = _around(route, self.forum.slug, language_now())
        return f"{before}{slug}{after}"


@lru_cache(maxsize=64)
def _around(route: str, forum: str, language: str) -> tuple[str, str]:
    """What stands before and after the slug of a meeting in the address of a page, in a language."""
    path = reverse(route, args=[forum, PLACE])
    before, after = f"{settings.ADDRESS.rstrip('/')}{path}".rsplit(PLACE, 1)
    return before, after


def version(meeting: Meeting) -> int:
    """How often the day or place changed, and the notice was issued anew, and whether the meeting
    was cancelled.

    The same number as in its invitations.
    """
    changes = sum(schedule.at is not None for schedule in meeting.schedules)
    again = max(0, len(meeting.notices) - 1)
    return max(0, changes - 1) + again + (meeting.cancelled_at is not None)


def of_meeting(of: Of, meeting: Meeting) -> Event | None:
    """A meeting; None while nothing is known of its day, or no more than a long span.

    It is the same event while meeting and procedures are the same objects, which are kept with it.
    """
    named = of.forum.slug, of.short, of.pages, language_now(), varieties.tag()
    key = *named, id(of.book), id(meeting)
    return _KEPT.get(key, lambda: (of.book, meeting, _of_meeting(of, meeting)))[-1]


_KEPT: LRUCache[tuple[Book, Meeting, Event | None]] = LRUCache(25_000)


def _of_meeting(of: Of, meeting: Meeting) -> Event | None:
    schedule = meeting.schedule
    span = _span(schedule) if schedule else None
    if schedule is None or span is None:
        return None
    name = f"{of.short}: {meeting_name(meeting, of.book, language_now())}"
    told_only = meeting.is_only_loaded and meeting.opened_at is None
    firm = schedule.precision == DAY and not told_only
    firm = firm and (meeting.imported or meeting.confirmed_at is not None)
    said = [__("The date has not been fixed yet.")] if schedule.precision != DAY else []
    if meeting.not_held:
        said = [__("It did not take place, as both Parties attest.")]
    elif meeting.cancelled_at:
        said = [__("The meeting has been cancelled.")]
    elif told_only and schedule.precision == DAY:
        said = [__("Announced by public sources; none says that it was held.")]
    elif told_only:
        # Also of a day long past: nobody is still to fix it.
        said = [__("Public sources do not give the day.")]
    elif schedule.format:
        said.append(_said(schedule.format))
    if meeting.attested_at is not None and not meeting.cancelled_at:
        # It was not opened here, and nobody is to take it for what was.
        outside = meeting.confirmed_at is not None
        said.append(
            __("Held outside Cochair, as both Parties attest.")
            if outside
            else __("Held before Cochair, as both Parties attest.")
        )
    return Event(
        uid=of.uid(meeting.id),
        sequence=version(meeting),
        starts=span[0],
        ends=span[1],
        zone=schedule.zone,
        summary=name if firm else __("{name} (provisional)").format(name=name),
        description="\n".join(said),
        location=_place(of.book, schedule),
        url=of.address("desk:meeting", meeting.id),
        status=_status(meeting, firm=firm),
    )


def of_session(of: Of, meeting: Meeting, session: Session) -> Event:
    """One session at its hours; the link to join it is never in a calendar.

    Its version rises with each change of its own and with each of the meeting's day.
    """
    schedule = meeting.schedule
    title = str(localize.translated(session.title, language_now())) or _said(session.kind)
    return Event(
        uid=of.uid(meeting.id, "session", str(session.number)),
        sequence=version(meeting) + session.changes,
        starts=session.starts,
        ends=session.ends,
        zone=schedule.zone if schedule else of.forum.zone,
        summary=f"{of.short}: {meeting_name(meeting, of.book, language_now())}: {title}",
        location=_place(of.book, schedule) if schedule else "",
        url=of.address("meetings:dates", meeting.id),
        changed_at=session.changed_at,
    )


def of_preparation(of: Of, meeting: Meeting, row: Preparation) -> Event | None:
    """A preparatory meeting of the co-chairs: at its hours while planned, on its day once held.

    The link to join it is never in a calendar.  None for one that neither is planned nor was
    held.  The number of the version rises with each change, and with holding or cancelling it.
    """
    day = civil_day(row.held_at, of.forum.zone) if row.held_at else None
    starts = day or row.planned_for
    if starts is None:
        return None
    ends = starts if day or row.planned_for is None else row.planned_for + length(row)
    ended = row.planned_for is not None and (row.held_at or row.cancelled_at)
    return Event(
        uid=of.uid(meeting.id, f"preparation-{row.pk}"),
        sequence=row.changes + bool(ended),
        starts=starts,
        ends=ends,
        zone=row.zone or of.forum.zone,
        summary=__("Preparatory meeting of the co-chairs: {meeting}").format(
            meeting=meeting_name(meeting, of.book, language_now())
        ),
        description=(
            formats.instant(row.held_at, of.forum.zone, language_now())
            if row.held_at
            else _said(row.format)
        ),
        url=of.address("meetings:preparations", meeting.id),
        status="CANCELLED" if row.cancelled_at else "CONFIRMED",
        busy=row.held_at is None and row.cancelled_at is None,
        changed_at=row.cancelled_at or row.changed_at or row.recorded_at,
    )


def length(row: Preparation) -> timedelta:
    """How long a planned preparatory meeting lasts."""
    return timedelta(minutes=row.minutes)


def _span(schedule: Schedule) -> tuple[datetime, datetime] | tuple[date, date] | None:
    """The hours of a meeting, or its civil days where no hour is announced; None for neither."""
    if schedule.starts is None:
        return None
    first, last = deadlines.days_of(schedule)
    if schedule.precision == DAY:
        opens, _closes = hours.said(schedule.starts, schedule.ends, schedule.zone)
        if opens is not None and schedule.ends is not None:
            return opens, schedule.ends
        return first, last
    if schedule.precision == MONTH:
        return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    return (first, last) if last - first <= LONGEST else None


def _status(meeting: Meeting, *, firm: bool) -> Status:
    if meeting.cancelled_at is not None:
        return "CANCELLED"
    return "CONFIRMED" if firm else "TENTATIVE"


def _place(book: Book, schedule: Schedule) -> str:
    place = book.places.get(schedule.place or "")
    return str(localize.translated(place.city, language_now())) if place else ""


def _said(code: str) -> str:
    return __(code_labels.WORDS.get(code, code)).capitalize()
