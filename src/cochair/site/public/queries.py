"""What is public: history with its sources, and what both published.  Nothing else is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import override

from cochair.features.calendars import events, personal_calendar
from cochair.features.commitments.models import Instrument
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import runs_on
from cochair.features.follow_up import queries as commitments
from cochair.features.meetings import deadlines, facts
from cochair.features.meetings.models import Meeting as Row
from cochair.features.meetings.names import meeting_name
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting


@dataclass(frozen=True)
class PublicMeeting:
    """One meeting that public sources name, with what they say of it."""

    row: Row
    name: str
    start: date | None
    end: date | None
    precision: str
    place: str
    held: bool


def meetings(forum: Forum, at: datetime, language: str) -> list[PublicMeeting]:
    """The meetings of the loaded history, newest first; what was entered here is not among them."""
    book = parties.book(forum, at)
    rows = {row.slug: row for row in Row.objects.filter(forum=forum, imported=True)}
    found = []
    for fact in facts.meetings(forum):
        row = rows.get(fact.id)
        if row is None:
            continue
        original = next((s for s in fact.schedules if s.starts is not None), None)
        days = deadlines.days_of(original) if original else (None, None)
        place = book.places.get(original.place or "") if original else None
        found.append(
            PublicMeeting(
                row=row,
                name=meeting_name(fact, book, language),
                start=days[0],
                end=days[1],
                precision=original.precision if original else "unknown",
                place=place.city[language] if place else "",
                held=row.reported == "held",
            )
        )
    return sorted(found, key=lambda one: one.start or date.min, reverse=True)


def calendar(forum: Forum, at: datetime, language: str) -> personal_calendar.Made:
    """The same meetings for calendar programs, as their sources date them, in one language."""
    book = parties.book(forum, at)
    told = [_as_reported(fact) for fact in facts.meetings(forum) if fact.imported]
    with override(language):
        of = events.Of(forum, book)
        found = [event for fact in told if (event := events.of_meeting(of, fact)) is not None]
        return personal_calendar.made(forum, found, told)


def _as_reported(fact: Meeting) -> Meeting:
    """A meeting with the day that its sources give, and nothing that was entered since."""
    original = tuple(s for s in fact.schedules if s.starts is not None)[:1]
    return replace(fact, schedules=original, confirmed_at=None, closed_at=None, cancelled_at=None)


def cycle(forum: Forum, at: datetime) -> Cycle | None:
    """The cycle of the loaded history that runs on the day of an instant."""
    today = civil_day(at, forum.zone)
    return runs_on(today).filter(forum=forum, imported=True).first()


def cycles(forum: Forum) -> tuple[Cycle, ...]:
    """The cycles of the loaded history."""
    return tuple(Cycle.objects.filter(forum=forum, imported=True))


def instruments(forum: Forum) -> tuple[Instrument, ...]:
    """The instruments of the loaded history, newest first."""
    return tuple(Instrument.objects.filter(forum=forum, imported=True).order_by("-day"))


def areas(forum: Forum, at: datetime) -> list[tuple[Mapping[str, str], int]]:
    """How many commitments in force touch each area: numbers alone, no status and no owner."""
    counted = commitments.in_force_by_area(forum)
    return [(words, counted.get(code, 0)) for code, words in parties.book(forum, at).taxonomy]
