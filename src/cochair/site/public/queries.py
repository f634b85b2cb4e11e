"""What is public: history with its sources, and what both published.  Nothing else is read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from cochair.features.calendars import events, personal_calendar
from cochair.features.compliance.models import Publication
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import runs_on
from cochair.features.follow_up import queries as commitments
from cochair.features.meetings import deadlines, facts
from cochair.features.meetings.models import JointNote
from cochair.features.meetings.models import Meeting as Row
from cochair.features.meetings.models import Schedule as DaySet
from cochair.features.meetings.models.meeting import PUBLISHED
from cochair.features.meetings.names import format_beside, meeting_name, place_in_words
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, told_in
from cochair.procedure.facts import Meeting, Schedule
from cochair.site.public.outcomes import Outcome
from cochair.web.code_labels import of_holding
from cochair.web.varieties import override

DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Dated:
    """When a meeting is or was that public sources name, or that both Parties published, and whether it
    was held: all that one has to know to say which of thousands are shown.

    `told` is as much of it (`fact`) as is public, `end` the last day on which it may be, as exactly as
    `precision` says.
    """

    fact: Meeting
    told: Meeting
    start: date | None
    end: date | None
    precision: str
    held: bool
    cancelled: bool
    is_published: bool
    is_over: bool

    @property
    def not_held(self) -> bool:
        """Whether it did not take place, as both attest."""
        return self.cancelled and self.fact.not_held

    @property
    def is_doubtful(self) -> bool:
        """Whether its day is over and nothing public says that it was held."""
        return self.is_over and not self.held and not self.cancelled

    @property
    def doubt(self) -> str:
        """What is said of it where that is doubtful (English msgid); else empty."""
        if not self.is_doubtful:
            return ""
        return of_holding(reported=self.fact.reported and not self.is_published)

    @property
    def is_fixed(self) -> bool:
        """Whether its day is known."""
        return self.start is not None and self.precision == DAY

    @property
    def is_ahead(self) -> bool:
        """Whether it may still take place."""
        return not self.held and not self.cancelled and not self.is_over


@dataclass(frozen=True, kw_only=True)
class PublicMeeting(Dated):
    """The same with its row and what is shown of it.

    `begins` is its start (UTC) where the day is known, and `country` that of its place.  Of a virtual
    meeting without a place `place` says that, and `format` nothing.  `texts` are those that were
    adopted and published here.
    """

    row: Row
    name: str
    short: str
    place: str
    country: str
    begins: datetime | None
    format: str
    texts: tuple[Outcome, ...] = ()

    @property
    def where(self) -> str:
        """The place and the form, as far as they are known."""
        return ", ".join(filter(None, (self.place, self.format)))


def meetings(
    forum: Forum, at: datetime, language: str, texts: Sequence[Outcome] = ()
) -> list[PublicMeeting]:
    """The meetings that are public, newest first: those of the loaded history, as their sources
    date them, and those that both published, as both fixed them; each with its own of `texts`."""
    return shown(forum, dated(forum, at), at, language, texts)


def shown(
    forum: Forum,
    found: Sequence[Dated],
    at: datetime,
    language: str,
    texts: Sequence[Outcome] = (),
) -> list[PublicMeeting]:
    """Some of them as they are shown, in the same order."""
    if not found:
        return []
    rows = Row.objects.filter(forum=forum, slug__in=[one.fact.id for one in found])
    by_slug = {row.slug: row for row in rows}
    book = parties.book(forum, at)
    return [
        _shown(one, by_slug[one.fact.id], book, language, texts)
        for one in found
        if one.fact.id in by_slug
    ]


def dated(forum: Forum, at: datetime) -> tuple[Dated, ...]:
    """When each of the meetings is that are public, newest first."""
    today = civil_day(at, forum.zone)
    return _DATED.get(forum.slug, today, lambda: _dated(forum, at, today))


_DATED: TableCache[tuple[Dated, ...]] = TableCache(8, is_part=True)


def _dated(forum: Forum, at: datetime, today: date) -> tuple[Dated, ...]:
    """Read as columns; what is made of the same is what was made before."""
    book = parties.book(forum, at)
    noted = Exists(JointNote.objects.filter(meeting=OuterRef("pk"), kind=PUBLISHED))
    with_day = Exists(DaySet.objects.filter(meeting=OuterRef("pk"), starts__isnull=False))
    # Of most there is nothing to read but their facts.
    rows = Row.objects.filter(Q(noted) | ~Q(reported="") | ~Q(with_day), forum=forum)
    about = {
        slug: one
        for slug, *one in rows.values_list("slug", noted, "reported", "cycle__start", "cycle__end")
    }
    before = _KEPT.get(forum.pk, {})
    found: dict[str, tuple[tuple[object, ...], Dated]] = {}
    for fact in facts.meetings(forum):
        is_noted, reported, *span = about.get(fact.id, NOTHING)
        is_published = is_noted or fact.attested_at is not None
        if fact.imported or is_published:
            made_of = fact, is_published, reported, *span, book, today
            known = before.get(fact.id)
            if known is None or known[0] != made_of:
                known = made_of, _of_fact(*made_of)
            found[fact.id] = known
    _KEPT[forum.pk] = found
    every = (made for _made_of, made in found.values())
    return tuple(sorted(every, key=lambda one: one.start or one.end or date.max, reverse=True))


# Of a meeting with a day that nobody noted and no source reports.
NOTHING = False, "", None, None
# By forum what was made last, by the slugs of the meetings.
_KEPT: dict[int, Mapping[str, tuple[tuple[object, ...], Dated]]] = {}


def _of_fact(
    fact: Meeting,
    is_published: bool,
    reported: str,
    begins: date | None,
    ends: date | None,
    book: Book,
    today: date,
) -> Dated:
    told = fact if is_published else as_reported(fact)
    schedule = _schedule(told)
    days = deadlines.days_of(schedule) if schedule else (None, None)
    # Where no day is known, it cannot be later than its place in its cycle.
    in_cycle = begins and ends and deadlines.end_within(begins, ends, fact.configuration, book)
    end = days[1] or in_cycle
    return Dated(
        fact=fact,
        told=told,
        start=days[0],
        end=end,
        precision=schedule.precision if schedule else "unknown",
        held=reported == "held" or (is_published and fact.closed_at is not None),
        cancelled=is_published and fact.cancelled_at is not None,
        is_published=is_published,
        is_over=end is not None and end < today,
    )


def _schedule(told: Meeting) -> Schedule | None:
    return next((s for s in reversed(told.schedules) if s.starts is not None), None)


def _shown(
    one: Dated, row: Row, book: Book, language: str, texts: Sequence[Outcome]
) -> PublicMeeting:
    fact, schedule = one.fact, _schedule(one.told)
    known = book.places.get(schedule.place or "") if schedule else None
    place = place_in_words(book, schedule, language)
    return PublicMeeting(
        **{of.name: getattr(one, of.name) for of in fields(one)},
        row=row,
        name=meeting_name(one.told, book, language),
        short=book.configurations[fact.configuration].short[language],
        place=place,
        country=known.country if known else "",
        begins=_begins(schedule, book.zone),
        format=format_beside(place, schedule, language),
        texts=tuple(text for text in texts if text.meeting == fact.id),
    )


def _begins(schedule: Schedule | None, zone: str) -> datetime | None:
    """When a meeting begins for whoever counts terms in a zone; None while its day is not known."""
    if schedule is None or schedule.starts is None or schedule.precision != DAY:
        return None
    return told_in(schedule.starts, schedule.zone, zone)


def calendar(forum: Forum, at: datetime, language: str) -> personal_calendar.Made:
    """The same meetings for calendar programs, with the same days, in one language."""
    book = parties.book(forum, at)
    public = {one.fact.id: one.told for one in dated(forum, at)}
    told = [public[fact.id] for fact in facts.meetings(forum) if fact.id in public]
    with override(language):
        of = events.Of(forum, book)
        found = [event for fact in told if (event := events.of_meeting(of, fact)) is not None]
        return personal_calendar.made(forum, found, told)


def as_reported(fact: Meeting) -> Meeting:
    """A meeting with the day that its sources give, and nothing that was entered since."""
    # What was loaded comes first, also where its sources give no day.
    original = fact.schedules[:1]
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


def next_meeting[D: Dated](found: Sequence[D]) -> D | None:
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
