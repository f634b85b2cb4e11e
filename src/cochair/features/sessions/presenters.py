"""Sessions and days of a meeting as their page shows them, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as __

from cochair.features.meetings import hours
from cochair.features.meetings.models import Meeting, MeetingHost, Schedule, Session
from cochair.features.meetings.part import Part
from cochair.features.sessions import queries, warnings
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Sentence
from cochair.web import formats

A_MOMENT = timedelta(microseconds=1)
REMOTE = frozenset({"virtual", "hybrid"})
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Capital:
    """A capital at whose hour a session is unfair: the member and its hour, such as 02:00."""

    member: str
    hour: str
    city: str


@dataclass(frozen=True, slots=True)
class SessionShown:
    """One session with everything that its row says."""

    row: Session
    version: str
    link: str
    spoken: str
    interpreted: str
    symmetric: bool
    warnings: tuple[Sentence, ...]
    far: tuple[Capital, ...]
    more_far: int
    fair: str


@dataclass(frozen=True, slots=True)
class DayShown:
    """One entry of the history of a meeting's days: what was said, since when, why, by which act."""

    row: Schedule
    when: str
    place: str
    reason: str
    act: int | None
    is_now: bool


def sessions(
    meeting: Meeting,
    rows: Sequence[Session],
    *,
    book: Book,
    part: Part,
    zones: Mapping[str, str],
    names: Mapping[str, Mapping[str, str]],
    language: str,
) -> list[SessionShown]:
    """The sessions as one reader sees them; the links only of those in which it takes part."""
    latest = meeting.schedules.last()
    zone = latest.zone if latest else meeting.forum.zone
    days = days_of(latest)
    by_distance = bool(latest and latest.format in REMOTE)
    found = []
    for row in rows:
        remote = by_distance or bool(row.remote_link)
        far = warnings.out_of_hours(row, zones) if remote else ()
        spans = warnings.fair_starts(row, zones, zone) if far else ()
        found.append(
            SessionShown(
                row=row,
                version=queries.version_of(row),
                link=queries.link_of(row, part),
                spoken=languages(row.spoken, language),
                interpreted=languages(row.interpreted, language),
                symmetric=set(row.spoken) == set(row.interpreted),
                warnings=(
                    *warnings.of_days(row, days, zone),
                    *warnings.of_neighbours(row, rows),
                    *warnings.of_regime(row, book.languages),
                ),
                far=tuple(
                    Capital(
                        names[code][language],
                        formats.time_of(row.starts, zones[code], language),
                        formats.place(zones[code], language),
                    )
                    for code in far[:SHOWN]
                ),
                more_far=max(0, len(far) - SHOWN),
                fair=_spans(spans, zone, language),
            )
        )
    return found


def days_of(schedule: Schedule | None) -> tuple[date, date] | None:
    """The first and last civil day at the place, where the day is fixed."""
    if schedule is None or schedule.starts is None or schedule.precision != "day":
        return None
    first = civil_day(schedule.starts, schedule.zone)
    if schedule.ends is None:
        return first, first
    return first, max(first, civil_day(schedule.ends - A_MOMENT, schedule.zone))


def history(rows: Sequence[Schedule], book: Book, language: str) -> list[DayShown]:
    """The days that a meeting was given, the latest first."""
    shown = [
        DayShown(
            row=row,
            when=_when(row, language),
            place=book.places[row.place].city[language] if row.place in book.places else "",
            reason=row.act.reason_in(language) if row.act else row.reason,
            act=row.act.number if row.act else None,
            is_now=row is rows[-1],
        )
        for row in rows
    ]
    return shown[::-1]


def languages(codes: Sequence[str], language: str) -> str:
    """Languages by their names in the reader's language, such as English and Spanish."""
    locale = formats.locale(language)
    return formats.listed([locale.languages.get(code, code) for code in codes], language)


def host_words(host: MeetingHost, language: str) -> str:
    """When the host event is."""
    return formats.days_of_span(host.event.start, host.event.end, language)


def _when(row: Schedule, language: str) -> str:
    if row.starts is None:
        return __("not fixed")
    first = civil_day(row.starts, row.zone)
    last = civil_day((row.ends or row.starts + A_MOMENT) - A_MOMENT, row.zone)
    if row.precision == "month":
        return formats.month(first, language)
    days = formats.days_of_span(first, max(first, last), language)
    if row.precision != "day":
        return days
    told = hours.in_words(hours.said(row.starts, row.ends, row.zone), row.zone, language)
    return f"{days}, {told}" if told else days


def _spans(spans: Sequence[tuple[datetime, datetime]], zone: str, language: str) -> str:
    """Start hours at the place, such as 15:00–17:00."""
    words = []
    for first, last in spans:
        start, end = (formats.time_of(at, zone, language) for at in (first, last))
        words.append(start if start == end else f"{start}–{end}")
    return formats.listed(words, language) if words else ""
