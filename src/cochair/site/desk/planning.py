"""What the form of a meeting's day offers: the planner's best days in words, places, agencies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.features.compliance import queries as compliance
from cochair.features.compliance.names import names_of
from cochair.features.invitations import queries as inviting
from cochair.features.invitations import sections
from cochair.features.invitations.sections import AgencyList
from cochair.features.meetings import actions, foreseen
from cochair.features.meetings.cycle_plan import PUBLISH
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.planner import presenters, warnings
from cochair.features.planner import queries as planner
from cochair.journal.table_cache import TableCache, reached
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.invited import AGENCY_LIST
from cochair.procedure.dues import is_notice_in_time
from cochair.procedure.planner.question import Question
from cochair.procedure.planner.reasons import Reason
from cochair.site.desk.forms import FORMAT_CHOICES
from cochair.web import formats, localize, varieties
from cochair.web.tables import noticed

# So many days are offered; what a field of agencies is called, before the code of its group.
MOST = 3
# What the planner holds against a place that it does not know; it is settled where the plan names one.
NO_PLACE = frozenset({"host_without_place", "host_unknown"})
AGENCIES = "agencies-"
TYPED = ("day", "first", "last", "opens", "closes", "place", "format")


@dataclass(frozen=True, slots=True)
class Choice:
    """A day that the planner proposes: what a form sends, in words, why, and what is against it."""

    value: str
    first: str
    last: str
    place: str
    words: str
    why: str
    against: str
    # Whether a notice for these days would be late already.
    is_late: bool = False


# By meeting, while the facts of the forum are the same.
_CHOICES: TableCache[tuple[Choice, ...]] = TableCache(32)


def context(row: Meeting, at: datetime) -> Mapping[str, object]:
    """Everything that the form of the day, place, form and agencies offers."""
    book, language = parties.book(row.forum, at), get_language() or "en"
    best = days(row, at)
    fits = bool(best) and not best[0].is_late
    proposes_place = bool(best and best[0].place)
    return {
        "days": best,
        "chosen": best[0].value if fits else "",
        "note": "" if fits or book.planner is None or row.cycle is None else _note(row, bool(best)),
        "typed": {},
        "format": FORMAT_CHOICES[0][0],
        "places": foreseen.places(book, language),
        "place_now": "" if proposes_place else actions.place_of(row),
        "has_place": foreseen.city_now(row, book, language),
        "formats": FORMAT_CHOICES,
        "agencies": agencies(row, at),
        "may_publish": not row.is_published,
        "publishes": False,
    }


def again(
    offered: object, typed: Mapping[str, str], agencies: Mapping[str, tuple[str, ...]]
) -> Mapping[str, object]:
    """The same form with what was typed in it, after it was refused."""
    assert isinstance(offered, Mapping)
    lists = [
        replace(one, ticked=set(agencies.get(one.group.code, ()))) for one in offered["agencies"]
    ]
    said = {name: typed.get(name, "") for name in TYPED}
    return {
        **offered,
        "agencies": lists,
        "typed": said,
        "chosen": said["day"],
        "place_now": said["place"],
        "format": said["format"],
        "publishes": PUBLISH in typed,
    }


def days(row: Meeting, at: datetime) -> tuple[Choice, ...]:
    """The best days for a meeting by the order of preference of the procedures, at most three."""
    if row.cycle is None:
        return ()
    language, today = get_language() or "en", civil_day(at, row.forum.zone)
    # What was read before it is made belongs to it.
    with noticed() as read:
        since = compliance.judged(row.forum, at).since
    return _CHOICES.get(
        row.forum.slug,
        (row.pk, since, today, language, varieties.tag()),
        lambda: _days(row, at, language),
        also=(*read, *reached(Meeting, Schedule)),
    )


def _days(row: Meeting, at: datetime, language: str) -> tuple[Choice, ...]:
    assert row.cycle is not None
    book, today = parties.book(row.forum, at), civil_day(at, row.forum.zone)
    # Days for which a notice is still in time come first; only where there is none, nearer ones.
    told = planner.told(row.forum, row.cycle.number, at, _narrowed(row, book, today, in_time=True))
    if told is not None and not told.answer.plans:
        told = planner.told(
            row.forum, row.cycle.number, at, _narrowed(row, book, today, in_time=False)
        )
    if told is None:
        return ()
    found: dict[str, Choice] = {}
    places = book.places
    planned = places.get(actions.place_of(row))
    for plan in presenters.shown(told, row.forum, language, takes_over=False):
        for one in plan.meetings:
            placed = one.placed
            if placed.configuration != row.configuration or placed.first < today:
                continue
            first, last = placed.first.isoformat(), placed.last.isoformat()
            place, city, against = placed.venue.place, one.place, placed.against
            if not place and planned is not None:
                place, city = planned.code, planned.city[language]
                against = tuple(why for why in against if why.code not in NO_PLACE)
            late = not is_notice_in_time(book, placed.first, today)
            said = _in_words(row, against, language)
            value = f"{first}/{last}/{place}"
            days_in_words = formats.days_of_span(placed.first, placed.last, language)
            choice = Choice(
                value,
                first,
                last,
                place,
                f"{days_in_words}, {city}",
                _in_words(row, placed.in_favour, language),
                " ".join(filter(None, (said, __(warnings.NO_TIMELY_NOTICE) if late else ""))),
                late,
            )
            found.setdefault(value, choice)
    return tuple(found.values())[:MOST]


def _narrowed(row: Meeting, book: Book, today: date, *, in_time: bool) -> planner.Narrow:
    """Asks for days of a meeting in the time that both agreed, and `in_time` for a notice of today.

    A place of the cycle whose semester is over without a meeting keeps no other from being planned.
    """
    window = agreed(row)

    def fits(first: date, last: date) -> bool:
        is_inside = window is None or window[0] <= first <= last <= window[1]
        return is_inside and (not in_time or is_notice_in_time(book, first, today))

    def narrow(asked: Question) -> Question:
        slots = (
            replace(
                slot,
                venues={
                    first: venues
                    for first, venues in slot.venues.items()
                    if fits(first, slot.last_of(first))
                },
            )
            if slot.configuration == row.configuration and slot.fixed is None
            else slot
            for slot in asked.slots
            if slot.configuration == row.configuration or slot.fixed or slot.end > today
        )
        return replace(asked, slots=tuple(slots))

    return narrow


def agreed(row: Meeting) -> tuple[date, date] | None:
    """The first and last civil day of the time for which both Parties agreed a meeting; None for none."""
    latest = row.schedules.last()
    if latest is None or latest.act_id is None or latest.starts is None or latest.ends is None:
        return None
    ends = latest.ends - foreseen.ONE_MOMENT
    return civil_day(latest.starts, latest.zone), civil_day(ends, latest.zone)


def _note(row: Meeting, offers: bool) -> str:
    """Why no day is chosen beforehand."""
    window = agreed(row)
    if offers:
        return __("No day is chosen beforehand: for none that is left could a notice be in time.")
    if window is None:
        return __("No day is chosen beforehand: the planner finds none.")
    return __(
        "No day is chosen beforehand: the planner finds none in the time that both agreed, {days}."
    ).format(days=formats.days_of_span(*window, get_language() or "en"))


def _in_words(row: Meeting, reasons: Sequence[Reason], language: str) -> str:
    names = names_of(row.forum)
    said = (
        localize.say(one.says, names=names, zone=row.forum.zone, language=language)
        for one in reasons
    )
    return " ".join(said)


def parse(text: str) -> tuple[str, str, str]:
    """First day, last day and place of a choice as the form sends it; empty for another day."""
    parts = text.split("/")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")


def agencies(row: Meeting, at: datetime) -> tuple[AgencyList, ...]:
    """The lists of agencies that the composition names and that both have not approved yet."""
    book = parties.book(row.forum, at)
    configuration, approved = book.configurations[row.configuration], inviting.lists(row)
    return tuple(
        sections.agency_list(row, book.groups[code], None, None)
        for code in (*configuration.groups, *configuration.also_invited)
        if book.groups[code].kind == AGENCY_LIST and code not in approved
    )
