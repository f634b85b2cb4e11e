"""What is public: history with its sources, and what both published.  Nothing else is read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from cochair.features.calendars import events, personal_calendar
from cochair.features.compliance.models import Publication
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import runs_on
from cochair.features.follow_up import queries as commitments
from cochair.features.meetings import deadlines, facts
from cochair.features.meetings.models import Meeting as Row
from cochair.features.meetings.models.meeting import PUBLISHED
from cochair.features.meetings.names import meeting_name
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, told_in
from cochair.procedure.facts import Meeting, Schedule
from cochair.site.public.outcomes import Outcome
from cochair.web.varieties import override

DAY = "day"


@dataclass(frozen=True)
class PublicMeeting:
    """One meeting that public sources name, or that both Parties published.

    `end` is the last day on which it may be, as exactly as `precision` says; `begins` is its start
    (UTC) where the day is known, and `country` that of its place.  `texts` are those that were
    adopted and published here.
    """

    row: Row
    name: str
    short: str
    start: date | None
    end: date | None
    precision: str
    place: str
    country: str
    begins: datetime | None
    format: str
    held: bool
    cancelled: bool
    is_published: bool
    is_over: bool
    texts: tuple[Outcome, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether its day is over and nothing public says that it was held."""
        return self.is_over and not self.held and not self.cancelled

    @property
    def is_fixed(self) -> bool:
        """Whether its day is known."""
        return self.start is not None and self.precision == DAY

    @property
    def is_ahead(self) -> bool:
        """Whether it may still take place."""
        return not self.held and not self.cancelled and not self.is_over


def meetings(
    forum: Forum, at: datetime, language: str, texts: Sequence[Outcome] = ()
) -> list[PublicMeeting]:
    """The meetings that are public, newest first: those of the loaded history, as their sources
    date them, and those that both published, as both fixed them; each with its own of `texts`."""
    book = parties.book(forum, at)
    public = Q(imported=True) | Q(joint_notes__kind=PUBLISHED) | Q(attested_at__isnull=False)
    rows = (
        Row.objects.filter(public, forum=forum)
        .distinct()
        .select_related("cycle")
        .prefetch_related("joint_notes")
    )
    by_slug = {row.slug: row for row in rows}
    found = [
        replace(
            _public(fact, by_slug[fact.id], book, language, civil_day(at, forum.zone)),
            texts=tuple(one for one in texts if one.meeting == fact.id),
        )
        for fact in facts.meetings(forum)
        if fact.id in by_slug
    ]
    return sorted(found, key=lambda one: one.start or one.end or date.max, reverse=True)


def _public(fact: Meeting, row: Row, book: Book, language: str, today: date) -> PublicMeeting:
    is_published = row.is_published or row.is_attested
    told = fact if is_published else as_reported(fact)
    schedule = next((s for s in reversed(told.schedules) if s.starts is not None), None)
    days = deadlines.days_of(schedule) if schedule else (None, None)
    # Where no day is known, it cannot be later than its place in its cycle.
    ends = days[1] or deadlines.semester_end(row, book)
    place = book.places.get(schedule.place or "") if schedule else None
    return PublicMeeting(
        row=row,
        name=meeting_name(fact, book, language),
        short=book.configurations[fact.configuration].short[language],
        start=days[0],
        end=ends,
        precision=schedule.precision if schedule else "unknown",
        place=place.city[language] if place else "",
        country=place.country if place else "",
        begins=_begins(schedule, book.zone),
        format=(schedule.format or "") if schedule and is_published else "",
        held=row.reported == "held" or (is_published and row.closed_at is not None),
        cancelled=is_published and row.cancelled_at is not None,
        is_published=is_published,
        is_over=ends is not None and ends < today,
    )


def _begins(schedule: Schedule | None, zone: str) -> datetime | None:
    """When a meeting begins for whoever counts terms in a zone; None while its day is not known."""
    if schedule is None or schedule.starts is None or schedule.precision != DAY:
        return None
    return told_in(schedule.starts, schedule.zone, zone)


def calendar(forum: Forum, at: datetime, language: str) -> personal_calendar.Made:
    """The same meetings for calendar programs, with the same days, in one language."""
    book = parties.book(forum, at)
    published = set(
        Row.objects.filter(
            Q(joint_notes__kind=PUBLISHED) | Q(attested_at__isnull=False), forum=forum
        ).values_list("slug", flat=True)
    )
    told = [
        fact if fact.id in published else as_reported(fact)
        for fact in facts.meetings(forum)
        if fact.imported or fact.id in published
    ]
    with override(language):
        of = events.Of(forum, book)
        found = [event for fact in told if (event := events.of_meeting(of, fact)) is not None]
        return personal_calendar.made(forum, found, told)


def as_reported(fact: Meeting) -> Meeting:
    """A meeting with the day that its sources give, and nothing that was entered since."""
    original = tuple(s for s in fact.schedules if s.starts is not None)[:1]
    confirmed, opened = fact.confirmed_at, fact.opened_at
    # What was opened after its date was confirmed was opened here: no source says so.
    opened = None if confirmed and opened and confirmed <= opened else opened
    return replace(
        fact,
        schedules=original,
        confirmed_at=None,
        opened_at=opened,
        closed_at=None,
        cancelled_at=None,
    )


def cycle(forum: Forum, at: datetime) -> Cycle | None:
    """The cycle of the loaded history that runs on the day of an instant, or the one in which a
    published meeting of that day stands."""
    today = civil_day(at, forum.zone)
    running = runs_on(today).filter(forum=forum)
    published = Row.objects.filter(cycle=OuterRef("pk"), joint_notes__kind=PUBLISHED)
    return running.filter(Q(imported=True) | Q(Exists(published))).first()


def cycles(forum: Forum) -> tuple[Cycle, ...]:
    """The cycles of the loaded history."""
    return tuple(Cycle.objects.filter(forum=forum, imported=True))


def next_meeting(found: Sequence[PublicMeeting]) -> PublicMeeting | None:
    """The nearest meeting that is ahead; one whose day is fixed before one of which less is known."""
    ahead = [one for one in found if one.is_ahead]
    return min(ahead, key=lambda one: (one.end or date.max, not one.is_fixed), default=None)


def results(forum: Forum) -> list[tuple[int, Mapping[str, int]]]:
    """The cycles whose results both published, the newest first, each with its tally."""
    latest: dict[int, Mapping[str, str]] = {}
    for row in Publication.objects.filter(forum=forum, kind="results").order_by("at", "pk"):
        latest[row.body["cycle"]] = row.body["outcomes"]
    return [(number, Counter(latest[number].values())) for number in sorted(latest, reverse=True)]


def areas(forum: Forum, at: datetime) -> list[tuple[Mapping[str, str], int]]:
    """How many commitments in force touch each area, the most first: numbers alone, no status and
    no owner, and no area that none touches."""
    counted = commitments.in_force_by_area(forum)
    named = [(words, counted.get(code, 0)) for code, words in parties.book(forum, at).taxonomy]
    return sorted((pair for pair in named if pair[1]), key=lambda pair: -pair[1])
