"""What the sheets show: the people of a meeting in one language, in neutral order."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from django.utils.text import capfirst
from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.delegations import queries
from cochair.features.delegations.labels import CAPACITIES
from cochair.features.delegations.queries import INSTITUTIONS, DelegationView, Side
from cochair.features.meetings.models import Meeting, Participant
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.sheets.pdf import INSTEAD, pdf, printable
from cochair.procedure.calendar import civil_day
from cochair.web import formats
from cochair.web.localize import translated
from cochair.web.varieties import override

ACCEPTED = "accepted"
A_MOMENT = timedelta(microseconds=1)
# Beside the word, never instead of it; white letters on each have a contrast of 4.5 or more.
FILLS = {
    "head": "#7a1f3d",
    "alternate": "#1d4e89",
    "adviser": "#2f5d3a",
    "interpreter": "#6a4c00",
    "secretariat": "#3d3d46",
}
OTHER_FILL = "#3d3d46"


def participants(meeting: Meeting, language: str, at: datetime) -> bytes:
    """The list of participants in one language, as it stands at an instant (UTC)."""
    with override(language):
        told = _list(meeting, language, at)
        title = f"{told['title']}: {told['meeting']}"
        return pdf("participants.typ", told, language=language, title=title, at=at)


def badges(meeting: Meeting, language: str, at: datetime) -> bytes:
    """The badges of everybody who is named, four on a page, in the order of the list."""
    with override(language):
        name = _name(meeting, language)
        told: dict[str, object] = {
            "forum": printable(translated(meeting.forum.short_title, language)),
            "meeting": printable(name),
            "nobody": __("Nobody is named yet."),
            "badges": [
                _badge(one, company, language)
                for side in queries.sides(meeting, language)
                for company in side.delegations
                for one in company.people
            ],
        }
        title = __("Badges: {meeting}").format(meeting=name)
        return pdf("badges.typ", told, language=language, title=title, at=at)


def _list(meeting: Meeting, language: str, at: datetime) -> dict[str, object]:
    sides = [_side(side, language) for side in queries.sides(meeting, language)]
    latest = meeting.schedules.last()
    zone = latest.zone if latest else meeting.forum.zone
    unshown = INSTEAD in str(sides)
    return {
        "title": __("List of participants"),
        "forum": printable(translated(meeting.forum.short_title, language)),
        "meeting": printable(_name(meeting, language)),
        "when": printable(when(meeting, language)),
        "as_of": __("As of {instant}").format(instant=formats.instant_on_paper(at, zone, language)),
        "warning": (
            __(
                "Some names contain characters that this sheet cannot print; {sign} "
                "stands for them."
            ).format(sign=INSTEAD)
            if unshown
            else ""
        ),
        "columns": [__("Name"), __("Official function"), __("Role in the delegation")],
        "nobody": __("Nobody is named yet."),
        "sides": sides,
    }


def _side(side: Side, language: str) -> dict[str, object]:
    if side.party is not None:
        title = str(translated(side.party.name, language))
    elif side.kind == INSTITUTIONS:
        title = __("Institutions and agencies")
    else:
        title = __("Observers")
    count = len(side.people)
    return {
        "title": printable(title),
        "total": ngettext("{n} person", "{n} people", count).format(n=count),
        "delegations": [_company(one, language) for one in side.delegations],
    }


def _company(company: DelegationView, language: str) -> dict[str, object]:
    accepted = company.row is not None and company.row.state == ACCEPTED
    return {
        "name": printable(translated(company.names, language)),
        "note": "" if accepted else __("Not accepted yet: names may change."),
        "people": [list(_person(one, language)) for one in company.people],
    }


def _person(one: Participant, language: str) -> tuple[str, str, str]:
    return (
        printable(f"{one.title} {one.name}"),
        printable(translated(one.function, language)),
        _capacity(one),
    )


def _badge(one: Participant, company: DelegationView, language: str) -> Mapping[str, object]:
    short = partial(printable, longest=200)
    return {
        "name": short(f"{one.title} {one.name}"),
        "delegation": short(translated(company.names, language)),
        "capacity": _capacity(one),
        "fill": FILLS.get(one.capacity, OTHER_FILL),
        "number": str(one.badge),
    }


def _capacity(one: Participant) -> str:
    return printable(__(CAPACITIES.get(one.capacity, one.capacity)))


def _name(meeting: Meeting, language: str) -> str:
    return meeting_title(meeting, parties.book(meeting.forum), language)


def when(meeting: Meeting, language: str) -> str:
    """The civil days and the city, as far as they are fixed."""
    latest = meeting.schedules.last()
    if latest is None or latest.starts is None or latest.precision != "day":
        return __("The date is not fixed.")
    first = civil_day(latest.starts, latest.zone)
    last = civil_day((latest.ends or latest.starts + A_MOMENT) - A_MOMENT, latest.zone)
    words = formats.span_in_full(first, max(first, last), language)
    place = parties.book(meeting.forum).places.get(latest.place)
    return capfirst(f"{words}, {place.city[language]}" if place else words)
