"""The facts above a record: when and where the meeting sat, who chaired it, and who approves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.features.meeting_records.presenters import Page
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties.models import Party
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.presidency import holder
from cochair.procedure.record import State
from cochair.web import formats
from cochair.web.localize import language_now, translated

APPROVALS = (State.APPROVED_BY_ONE, State.APPROVED, State.SEALED)


@dataclass(frozen=True, slots=True)
class Glance:
    """The facts in one row.

    `chairs`, `approved` and `to_approve` are pairs of a Party and a name: of those who signed the
    approval, the member that presided as it signed; of the others, the one that presides.
    """

    day: str
    hours: str
    place: str
    format: str
    chairs: tuple[tuple[Party, str], ...]
    approved: tuple[tuple[Party, str], ...]
    to_approve: tuple[tuple[Party, str], ...]


def above(page: Page, book: Book, roster: Roster, at: datetime) -> Glance:
    """The facts above a record at an instant (aware UTC), in the reader's language.  One query.

    The meeting is read with its schedules (`meetings.queries.meeting`).
    """
    row = page.meeting
    language = language_now()
    keys = page.act.keys.all() if page.act else ()
    signed = {key.party_id: (key.party, str(translated(key.member.name))) for key in keys}
    # Who may not read the approval is not told whose signature it waits for.
    asks = page.has_begun and (page.state not in APPROVALS or bool(signed))
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
        approved=_pairs(roster, signed.values()),
        to_approve=_pairs(
            roster,
            (
                (party, _presides(roster, party, at))
                for party in roster.parties
                if asks and party.pk not in signed
            ),
        ),
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
