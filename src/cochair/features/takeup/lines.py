"""What may be attested of the time before: the meetings that sources name, and the places in a cycle
of which nothing is known.  Each is a line, and what sources say of it is offered with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import prefetch_related_objects

from cochair.features.cycles.models import Cycle
from cochair.features.meetings.deadlines import semester_end
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.meetings.presiding import may_begin, named, presiding
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.takeup.models import Line
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, semesters_from
from cochair.procedure.dues import notice_until
from cochair.procedure.refusal import _
from cochair.procedure.view import A_MOMENT
from cochair.web.numbers import whole

DAY, HELD = "day", "held"
# The meetings that a person adds, beside those that sources name.
EXTRA = "extra-"
# So many people may have come for a Party.
MOST_PEOPLE = 999
MEETING, CONTACT = "meeting", "contact"
FORMATS = {"in_person": _("In person"), "hybrid": _("Hybrid"), "virtual": _("Virtual")}


class Answer(StrEnum):
    """What the Parties answer to a line; `OPEN` says nothing yet."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a meeting: its civil days at the place, codes of the procedures, adopted texts.

    `came` is how many of each Party; a text is its `title` by language, `kind`, `reference` and `url`;
    `outcome` is what came of it, in the language in which it was entered; `other` says that it is
    another meeting than one of its type that is known on its days.
    """

    configuration: str
    kind: str = MEETING
    cycle: int | None = None
    number: int | None = None
    first: date | None = None
    last: date | None = None
    place: str = ""
    format: str = ""
    chairs: Mapping[str, str] = field(default_factory=dict)
    came: Mapping[str, int] = field(default_factory=dict)
    texts: tuple[Mapping[str, Any], ...] = ()
    outcome: Mapping[str, str] = field(default_factory=dict)
    other: bool = False

    def body(self) -> dict[str, Any]:
        """As it is stored, and as both sign it."""
        return {
            "configuration": self.configuration,
            "kind": self.kind,
            "cycle": self.cycle,
            "number": self.number,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "place": self.place,
            "format": self.format,
            "chairs": dict(self.chairs),
            "came": dict(self.came),
            "texts": [dict(one) for one in self.texts],
            "outcome": dict(self.outcome),
            **({"other": True} if self.other else {}),
        }


def said_of(body: Mapping[str, Any]) -> Said:
    """What a stored line says."""
    days = {name: date.fromisoformat(body[name]) for name in ("first", "last") if body.get(name)}
    return Said(**{**body, "first": None, "last": None, "texts": tuple(body["texts"]), **days})


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that may be attested: its names, what sources say of it, and until when it may be held.

    `precision` is how exactly its days are known; `ends` the last civil day on which it may be held;
    `attested` is what both attested of it before.
    """

    name: str
    names: Mapping[str, str]
    told: Said
    precision: str = "unknown"
    status: str = ""
    ends: date | None = None
    meeting: Meeting | None = None
    attested_at: datetime | None = None

    @property
    def may_confirm(self) -> bool:
        """Whether sources give its day: enough to be confirmed as it is."""
        return self.told.first is not None

    @property
    def is_told_held(self) -> bool:
        """Whether sources say that it was held on its day: not only that it was to be."""
        return self.may_confirm and self.status == HELD

    @property
    def is_attested(self) -> bool:
        """Whether both attested it before."""
        return self.attested_at is not None

    @property
    def is_attested_as_held(self) -> bool:
        """Whether what is told of it is what both attested: of one that was not held they said no more."""
        return self.meeting is not None and bool(self.meeting.attested.get("held"))


def offers(forum: Forum, at: datetime) -> tuple[Offer, ...]:
    """The lines of a forum at an instant (aware UTC), the latest meeting first.

    A meeting that was opened here, or is ahead, is none; nor is one of a closed cycle.
    """
    book, today = parties.book(forum, at), civil_day(at, forum.zone)
    rows = (
        Meeting.objects.filter(forum=forum, shut_at=None)
        .select_related("cycle")
        .prefetch_related("schedules", "chairs__party", "chairs__member")
    )
    found = [offer for row in rows if (offer := _of_meeting(row, forum, book, today)) is not None]
    filled = {(row.cycle.number, row.configuration) for row in rows if row.cycle is not None}
    found += _of_places(forum, book, today, filled)
    found.sort(key=lambda one: (one.told.first or one.ends or today, one.name), reverse=True)
    return tuple(found)


def passed(forum: Forum, at: datetime) -> tuple[Offer, ...]:
    """The places in cycles whose semester is over and in which nothing is known to have happened: no
    meeting was ever planned, or one was, and its day was never fixed; a few queries, however long the
    history is.

    What only sources told of is not asked again: it was over before they were last looked up.
    """
    planned = Meeting.objects.filter(forum=forum, cycle__closed_at=None, cycle__abandoned_at=None)
    planned = planned.exclude(cycle=None)
    book, today = parties.book(forum, at), civil_day(at, forum.zone)
    found = _of_places(
        forum, book, today, set(planned.values_list("cycle__number", "configuration"))
    )
    known = forum.known_until
    over: list[Meeting] = []
    for row in planned.filter(**UNDECIDED).select_related("cycle"):
        ends = semester_end(row, book)
        told_only = row.imported and (known is None or ends is None or ends <= known)
        if not told_only and ends is not None and ends < today:
            over.append(row)
    prefetch_related_objects(over, "schedules", "chairs__party", "chairs__member")
    for row in over:
        offer = _of_meeting(row, forum, book, today)
        found += [offer] if offer is not None else []
    return tuple(one for one in found if one.ends is not None and one.ends < today)


# Of a meeting of which it is not known what becomes of it: not fixed, opened, cancelled, attested, closed.
UNDECIDED = dict.fromkeys(
    ("confirmed_at", "opened_at", "cancelled_at", "attested_at", "shut_at"), None
)


def added(prefix: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names of lines that people added, in the order in which they did, and one that is free."""
    own = {name: whole(name.removeprefix(prefix)) or 0 for name in names if name.startswith(prefix)}
    in_order = sorted(own, key=lambda name: (own[name], name))
    return (*in_order, f"{prefix}{max(own.values(), default=0) + 1}")


def unplanned(forum: Forum, cycle: Cycle, at: datetime) -> date | None:
    """The civil day until which to plan the first place of a cycle that is not over and has no meeting at
    an instant (UTC): the last on which a notice is in time, or of the place; None for no such place."""
    book, today = parties.book(forum, at), civil_day(at, forum.zone)
    pattern = book.pattern
    if pattern is None:
        return None
    filled = set(Meeting.objects.filter(cycle=cycle).values_list("configuration", flat=True))
    semesters = semesters_from(cycle.start, pattern.semesters)
    left = [semesters[number - 1].end for number, code in pattern.slots if code not in filled]
    ends = min((end for end in left if end >= today), default=None)
    notice = notice_until(book, ends) if ends is not None else None
    return notice if notice is not None and notice >= today else ends


def kept_here(row: Meeting) -> bool:
    """Whether a meeting was opened here: then it says itself what happened."""
    return row.opened_at is not None and not row.is_only_loaded and not row.is_attested


def _presiding(row: Meeting, forum: Forum, latest: Schedule | None) -> dict[str, str]:
    """Who presided for each Party, as the page of the meeting says it; nothing where nobody knows."""
    roster, begins = parties.roster(forum), None
    if latest is not None:
        known = latest.starts, latest.ends, latest.precision, latest.zone
        begins = may_begin(*known, forum.zone)
    sat = presiding(named(row.chairs.all()), roster.party_codes, roster.terms, begins)
    return {party: member for party, member in sat.items() if member is not None}


def _of_meeting(row: Meeting, forum: Forum, book: Book, today: date) -> Offer | None:
    if kept_here(row) or (row.cancelled_at is not None and not row.is_attested):
        return None
    schedule = list(row.schedules.all())[-1:]
    days = _days(schedule[0]) if schedule else (None, None)
    ends = days[1] or (semester_end(row, book) if row.cycle else None)
    first = days[0] or (row.cycle.start if row.cycle else None)
    if first is None or first > today:
        return None
    latest = schedule[0] if schedule else None
    is_over = days[1] is not None and days[1] < today
    exact = latest is not None and latest.precision == DAY
    if exact and not is_over:
        return None
    told = Said(
        configuration=row.configuration,
        kind=row.kind,
        cycle=row.cycle.number if row.cycle else None,
        number=row.number,
        first=days[0] if exact else None,
        last=days[1] if exact else None,
        place=latest.place if latest else "",
        format=latest.format if latest else "",
        chairs=_presiding(row, forum, latest),
        came=came_of(row),
        texts=tuple(row.adopted_texts or row.outcomes),
        outcome=row.attested.get("outcome", {}),
    )
    return Offer(
        name=row.slug,
        names=meeting_titles(row, book),
        told=told,
        precision=latest.precision if latest else "unknown",
        status=row.reported,
        ends=ends,
        meeting=row,
        attested_at=row.attested_at,
    )


def told_held_by(offer: Offer) -> frozenset[str]:
    """The sources that say that a meeting was held, in each of their languages; none where none does."""
    if offer.meeting is None or offer.meeting.reported != HELD:
        return frozenset()
    found: list[str] = []
    for one in offer.meeting.source:
        found += [one] if isinstance(one, str) else one.values()
    # Several are entered as one text, set apart by semicolons, which one of them may hold itself.
    return frozenset(part.strip() for one in found for part in one.split(";"))


def came_of(row: Meeting) -> Mapping[str, int]:
    """How many of each Party came, as both attested or sources tell it."""
    told = row.attested.get("came") or row.participation or {}
    return {code: count for code, count in told.items() if isinstance(count, int)}


def known_on(forum: Forum, name: str, said: Said, at: datetime) -> Mapping[str, str] | None:
    """The names of a meeting of the same type that is known on days of one that is added by hand, or that
    the open list adds on them; None where there is none."""
    if said.first is None:
        return None
    first, last = said.first, said.last or said.first
    book = parties.book(forum, at)
    rows = Meeting.objects.filter(
        forum=forum, configuration=said.configuration, kind=said.kind, cancelled_at=None
    )
    for row in rows.select_related("cycle").prefetch_related("schedules"):
        latest = list(row.schedules.all())[-1:]
        begins, ends = _days(latest[0]) if latest else (None, None)
        if begins and ends and begins <= last and first <= ends:
            return meeting_titles(row, book)
    listed = Line.objects.filter(
        take_up__forum=forum, take_up__attested_at=None, take_up__set_aside_at=None
    )
    for line in listed.exclude(name=name).exclude(answer=Answer.OPEN.value):
        if "configuration" not in line.body or line.answer == Answer.NOT_HELD.value:
            continue
        one = said_of(line.body)
        same = (one.configuration, one.kind) == (said.configuration, said.kind) and not one.other
        if same and one.first and one.first <= last and first <= (one.last or one.first):
            return book.configurations[said.configuration].title
    return None


def _of_places(forum: Forum, book: Book, today: date, filled: set[tuple[int, str]]) -> list[Offer]:
    """The places of cycles that have begun in which no meeting stands."""
    found: list[Offer] = []
    pattern = book.pattern
    for cycle in Cycle.objects.filter(forum=forum, closed_at=None, abandoned_at=None):
        semesters = semesters_from(cycle.start, pattern.semesters) if pattern else []
        for number, code in pattern.slots if pattern else ():
            days = semesters[number - 1]
            if (cycle.number, code) in filled or days.start > today:
                continue
            found.append(
                Offer(
                    name=f"{forum.slug}-cycle-{cycle.number}-{code}",
                    names=book.configurations[code].title,
                    told=Said(configuration=code, cycle=cycle.number),
                    ends=days.end,
                )
            )
    return found


def _days(schedule: Schedule) -> tuple[date | None, date | None]:
    """The first and last civil day at the place; an end at midnight belongs to the day before."""
    if schedule.starts is None:
        return None, None
    first = civil_day(schedule.starts, schedule.zone)
    if schedule.ends is None:
        return first, first
    return first, max(first, civil_day(schedule.ends - A_MOMENT, schedule.zone))
