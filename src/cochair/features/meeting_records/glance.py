"""The facts above a record: when and where the meeting sat, who chaired it, and who signs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties.models import Party
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.presidency import holder
from cochair.web import formats
from cochair.web.localize import language_now, translated


@dataclass(frozen=True, slots=True)
class Glance:
    """The facts in one row; `chairs` and `signers` are pairs of a Party and a name."""

    day: str
    hours: str
    place: str
    format: str
    chairs: tuple[tuple[Party, str], ...]
    signers: tuple[tuple[Party, str], ...]


def of_meeting(row: Meeting, book: Book, roster: Roster, at: datetime) -> Glance:
    """The facts of a meeting at an instant (aware UTC), in the reader's language.  One query.

    `row` is read with its schedules (`meetings.queries.meeting`).
    """
    language = language_now()
    last = next(iter(reversed(row.schedules.all())), None)
    place = book.places.get(last.place) if last else None
    named = {
        one.party_id: str(translated(one.member.name))
        for one in row.chairs.filter(deputy=False, ended_at=None).select_related("member")
    }
    return Glance(
        day=_day(last, language),
        hours=_hours(row, language),
        place=place.city[language] if place else "–",
        format=last.format if last else "",
        chairs=_pairs(roster, ((party, named.get(party.pk, "")) for party in roster.parties)),
        signers=_pairs(roster, ((p, _presides(roster, p, at)) for p in roster.parties)),
    )


def _day(last: Schedule | None, language: str) -> str:
    """The civil days at its place; an end at midnight belongs to the day before."""
    if last is None or last.starts is None:
        return "–"
    ends = max(last.starts, (last.ends or last.starts) - timedelta(microseconds=1))
    first, final = civil_day(last.starts, last.zone), civil_day(ends, last.zone)
    return formats.days_of_span(first, final, language)


def _hours(row: Meeting, language: str) -> str:
    """From when to when it sat, at its place; nothing of one that was not opened here."""
    if row.is_attested or row.opened_at is None or row.closed_at is None:
        return ""
    zone = row.forum.zone
    begins, ends = (formats.time_of(one, zone, language) for one in (row.opened_at, row.closed_at))
    return f"{begins} – {ends}, {formats.place(zone, language)}"


def _presides(roster: Roster, party: Party, at: datetime) -> str:
    code = holder(roster.terms, party.code, at).holder
    return str(translated(roster.member(code).name)) if code else ""


def _pairs(roster: Roster, found: Iterable[tuple[Party, str]]) -> tuple[tuple[Party, str], ...]:
    """Those who have a name, in the order of the reader's alphabet."""
    named = {party.code: (party, name) for party, name in found if name}
    order = (party.code for party in roster.in_order(language_now()))
    return tuple(named[code] for code in order if code in named)
