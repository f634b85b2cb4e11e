"""What the form of a meeting's day offers: the planner's best days in words, places, agencies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from cochair.features.compliance import queries as compliance
from cochair.features.compliance.names import names_of
from cochair.features.invitations import queries as inviting
from cochair.features.invitations import sections
from cochair.features.invitations.sections import AgencyList
from cochair.features.meetings import actions, foreseen
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.planner import presenters
from cochair.features.planner import queries as planner
from cochair.journal.table_cache import TableCache, reached
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.invited import AGENCY_LIST
from cochair.procedure.planner.reasons import Reason
from cochair.site.desk.forms import FORMAT_CHOICES
from cochair.web import formats, localize, varieties
from cochair.web.tables import noticed

# So many days are offered; what a field of agencies is called, before the code of its group.
MOST = 3
# What the planner holds against a place that it does not know; it is settled where the plan names one.
NO_PLACE = frozenset({"host_without_place", "host_unknown"})
AGENCIES = "agencies-"


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


# By meeting, while the facts of the forum are the same.
_CHOICES: TableCache[tuple[Choice, ...]] = TableCache(32)


def context(row: Meeting, at: datetime) -> Mapping[str, object]:
    """Everything that the form of the day, place, form and agencies offers."""
    book, language = parties.book(row.forum, at), get_language() or "en"
    best = days(row, at)
    proposes_place = bool(best and best[0].place)
    return {
        "days": best,
        "places": foreseen.places(book, language),
        "place_now": "" if proposes_place else actions.place_of(row),
        "has_place": foreseen.city_now(row, book, language),
        "formats": FORMAT_CHOICES,
        "agencies": agencies(row, at),
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
    told = planner.told(row.forum, row.cycle.number, at)
    if told is None:
        return ()
    found: dict[str, Choice] = {}
    places = parties.book(row.forum, at).places
    planned = places.get(actions.place_of(row))
    for plan in presenters.shown(told, row.forum, language, takes_over=False):
        for one in plan.meetings:
            placed = one.placed
            if placed.configuration != row.configuration or placed.first < civil_day(
                at, row.forum.zone
            ):
                continue
            first, last = placed.first.isoformat(), placed.last.isoformat()
            place, city, against = placed.venue.place, one.place, placed.against
            if not place and planned is not None:
                place, city = planned.code, planned.city[language]
                against = tuple(why for why in against if why.code not in NO_PLACE)
            value = f"{first}/{last}/{place}"
            days_in_words = formats.days_of_span(placed.first, placed.last, language)
            choice = Choice(
                value,
                first,
                last,
                place,
                f"{days_in_words}, {city}",
                _in_words(row, placed.in_favour, language),
                _in_words(row, against, language),
            )
            found.setdefault(value, choice)
    return tuple(found.values())[:MOST]


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
