"""My term: what the presidency that one holds, or comes into, brings with it.

Gathered from the terms, facts, results, acts and packs; nothing is kept here.  Source: domain.md
C.7 (P2), B.11.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cochair.features.acts import queries as acts
from cochair.features.acts import visibility as walls
from cochair.features.acts.presenters import sorted_for
from cochair.features.calendars import dates, owners
from cochair.features.compliance import queries as compliance
from cochair.features.compliance import visibility
from cochair.features.handovers import queries as handovers
from cochair.features.invitations import confirmations
from cochair.features.invitations.confirmations import Pending
from cochair.features.meetings import attendance
from cochair.features.meetings.names import meeting_name
from cochair.features.meetings.part import Part
from cochair.features.observers import queries as observing
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office, PresidencyTerm
from cochair.features.parties.offices import OF_A_PRESIDENCY, WIND_DOWN, ActingOffice, Power, Role
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.clause import Clause
from cochair.procedure.facts import Facts, Meeting
from cochair.procedure.presidency import holder, left_office
from cochair.procedure.result import Outcome, Result
from cochair.site.desk import labels
from cochair.web.localize import language_now

BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)
OPEN = frozenset({Outcome.NOT_MET, Outcome.NOT_YET_DUE, Outcome.UNKNOWN})
DATES_SHOWN = 3
DAY = "day"


@dataclass(frozen=True, slots=True)
class Span:
    """A term with the instants between which it certainly or possibly lies (half-open, UTC)."""

    row: PresidencyTerm
    begins: datetime
    ends: datetime

    def sees_due(self, at: datetime) -> bool:
        """Whether what is due at an instant falls to it.

        What is due by the end of a day is due at the instant at which the next day begins, and
        so at the instant at which the term ends.
        """
        return self.begins < at <= self.ends


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """A meeting in the term, in the reader's words, with its next dates and who owes them.

    The dates are there for whoever takes part in it (`is_attended`).
    """

    slug: str
    name: str
    when: str
    place: str
    state: str
    is_attended: bool
    dates: tuple[dates.Row, ...]


def page(forum: Forum, hat: ActingOffice, at: datetime) -> Mapping[str, object]:
    """The context of the page, as things stand at an instant."""
    book, roster = parties.book(forum, at), parties.roster(forum)
    told = compliance.facts_at(forum, at)
    parts = attendance.parts_of(forum, hat, at)
    span = span_of(roster, hat, at)
    packs = handovers.packs(forum, hat.party)
    waiting = walls.seen(acts.open_acts(forum), forum, hat, at)
    folder = sorted_for(waiting, roster, hat, at)
    signs = hat.may(Power.SIGN)
    due = _due(forum, visibility.results(forum, hat, at), hat.party, span) if span else []
    return {
        "here": "term",
        "party": roster.party(hat.party),
        "member": roster.member(hat.member),
        "book": book,
        "span": span,
        **_days(span, forum, at),
        "left_at": _reads_until(roster, hat, at),
        "meetings": _meetings(told, book, roster, span, hat, at, parts) if span else [],
        "due": [pair for pair in due if pair[0].outcome in OPEN],
        "tally": Counter(result.outcome for result, _clause in due),
        "signs": signs,
        "waiting": folder["mine"] if signs else [*folder["mine"], *folder["others"]],
        "confirmations": _confirmations(told, book, roster, hat, at),
        "observers": [
            one
            for one in observing.unanswered(forum, hat.party, book)
            if parts.get(one.meeting.slug)
        ],
        "change": handovers.change_of(forum, hat.party, at),
        "received": [one for one in packs if one.incoming.code == hat.member],
        "given": [one for one in packs if one.term.holder and one.term.holder.code == hat.member],
        "people": _people(parties.offices_of(forum, hat.party, at), hat),
        "appoints": hat.may(Power.APPOINT),
    }


def span_of(roster: Roster, hat: ActingOffice, at: datetime) -> Span | None:
    """The term that a member holds at an instant, else its next one, else its last; or None."""
    own = [
        _span(roster, row)
        for row in roster.term_rows
        if row.holder and (row.party.code, row.holder.code) == (hat.party, hat.member)
    ]
    running = holder(roster.terms, hat.party, at).term
    for one in own:
        if running is not None and one.row.slug == running.id:
            return one
    ahead = [one for one in own if at < one.ends and not _has_begun(one, at)]
    if ahead:
        return min(ahead, key=lambda one: (one.row.start is None, one.begins))
    return max(own, key=lambda one: one.begins, default=None)


def _has_begun(one: Span, at: datetime) -> bool:
    return one.row.start is not None and one.row.start <= at


def _span(roster: Roster, row: PresidencyTerm) -> Span:
    """A term with its open end closed by whoever comes next."""
    start = row.start or row.start_not_before
    end = row.end or row.end_not_after
    if row.start is not None and end is None:
        held = holder(roster.terms, row.party.code, row.start).term
        closed = held.end if held is not None and held.id == row.slug else None
        end = closed if isinstance(closed, datetime) else None
    # A designation without any day may begin at any time: nothing is said to lie in it.
    undated = start is None and row.start_not_after is None
    return Span(row, END if undated else start or BEGINNING, end or END)


def _days(span: Span | None, forum: Forum, at: datetime) -> Mapping[str, int | None]:
    """How many civil days are left until a term begins, and until it ends, where that is known."""
    today = civil_day(at, forum.zone)
    begins = span.row.start if span else None
    ends = span.ends if span and span.ends != END and not span.row.end_not_after else None
    return {
        "days_until": days_between(today, civil_day(begins, forum.zone))
        if begins is not None and at < begins
        else None,
        "days_left": days_between(today, civil_day(ends, forum.zone))
        if ends is not None and begins is not None and begins <= at < ends
        else None,
    }


def _reads_until(roster: Roster, hat: ActingOffice, at: datetime) -> datetime | None:
    """The instant at which a former presidency reads no more; None for any other."""
    left = left_office(roster.terms, hat.party, hat.member, at)
    return left + WIND_DOWN if left is not None else None


def _meetings(
    told: Facts,
    book: Book,
    roster: Roster,
    span: Span,
    hat: ActingOffice,
    at: datetime,
    parts: Mapping[str, Part],
) -> list[MeetingShown]:
    """The meetings that lie, or may lie, in the term, the earliest first."""
    language = language_now()
    found = []
    for one in sorted(told.meetings, key=_first):
        schedule = one.schedule
        if one.cancelled_at or schedule is None or schedule.starts is None:
            continue
        if not (schedule.starts < span.ends and span.begins < (schedule.ends or schedule.starts)):
            continue
        attended = bool(parts.get(one.id))
        rows = dates.rows_around(owners.Around(book, roster, one), hat, at) if attended else ()
        found.append(
            MeetingShown(
                slug=one.id,
                name=meeting_name(one, book, language),
                when=labels.when_in_words(one, language),
                place=labels.place_name(book, one, language),
                state=labels.state_in_words(one, at, book.zone),
                is_attended=attended,
                dates=tuple(row for row in rows if row.lies_ahead)[:DATES_SHOWN],
            )
        )
    return found


def _first(meeting: Meeting) -> datetime:
    schedule = meeting.schedule
    return schedule.starts if schedule and schedule.starts else END


def _due(
    forum: Forum, results: compliance.Results, party: str, span: Span
) -> list[tuple[Result, Clause]]:
    """What falls due in the term and concerns the Party, by the instant at which it is due."""
    found = compliance.with_clauses(
        forum,
        (
            result
            for result in results
            if result.due is not None
            and span.sees_due(result.due)
            and result.outcome is not Outcome.NOT_APPLICABLE
        ),
    )
    concerned = [one for one in found if not one[1].parties or party in one[1].parties]
    return sorted(concerned, key=lambda one: (one[0].due or END, one[1].id))


def _confirmations(
    told: Facts, book: Book, roster: Roster, hat: ActingOffice, at: datetime
) -> list[tuple[str, str, Pending]]:
    """The notices that this member confirms or will confirm: the meeting, its name, and why."""
    found = []
    for one in told.meetings:
        schedule, notice = one.schedule, one.notice
        if notice is None or one.opened_at or one.cancelled_at:
            continue
        if schedule is None or schedule.starts is None:
            continue
        given = {(key.party, key.member) for key in (*notice.keys, *notice.confirmed_by)}
        missing = confirmations.pending(
            confirmations.presiding(book), roster.terms, given, schedule.starts, at
        )
        found += [
            (one.id, meeting_name(one, book, language_now()), pending)
            for pending in missing
            if (pending.party, pending.member) == (hat.party, hat.member)
        ]
    return found


def _people(offices: Iterable[Office], hat: ActingOffice) -> list[Office]:
    """Whoever holds an office of this presidency, and the secretariat of its Party."""
    return [
        one
        for one in offices
        if one.role == Role.SECRETARIAT
        or (one.role in OF_A_PRESIDENCY and one.member and one.member.code == hat.member)
    ]
