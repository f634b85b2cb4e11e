"""Points of action in the reader's words, and the choices of their forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.action_points import queries
from cochair.features.action_points.states import CARRIED, LIVE, OPEN, STATES
from cochair.features.agendas import queries as agendas
from cochair.features.meetings import machine, responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import Roster
from cochair.features.records.models import ActionPoint
from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark
from cochair.web.formats import sorting_key
from cochair.web.localize import language_now, translated

KINDS = {
    queries.PRESIDENCY: _("Presidencies"),
    queries.MEMBER: _("Members"),
    queries.ORGANISATION: _("Organisations"),
}
type Choices = list[tuple[str, list[tuple[str, str]]]]
"""Groups of choices: the msgid of a group, then codes with names."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A point on a page; `meeting` is the title of its meeting, `late` a number of days."""

    row: ActionPoint
    mark: Mark
    owner: str
    is_presidency: bool
    meeting: str
    item: str
    carried_to: str
    late: int
    is_live: bool
    is_own: bool
    missing: tuple[str, ...]


def shown(
    rows: Iterable[ActionPoint],
    forum: Forum,
    roster: Roster,
    book: Book,
    at: datetime,
    *,
    own: str = "",
    items: Mapping[str, str] | None = None,
) -> list[Shown]:
    """Points for a page; `own` is the code for which the reader reports, `items` are the items of
    the agenda by key.  No query beyond those that read the rows with their meetings."""
    names, language = roster.names(), language_now()
    return [
        Shown(
            row=one,
            mark=STATES[one.state],
            owner=str(translated(names.get(one.owner, {language: one.owner}), language)),
            is_presidency=queries.kind_of(one.owner, roster) == queries.PRESIDENCY,
            meeting=meeting_title(one.meeting, book, language),
            item=(items or {}).get(one.item_key, ""),
            carried_to=meeting_title(one.carried_to.meeting, book, language)
            if one.state == CARRIED and one.carried_to
            else "",
            late=queries.days_late(one, forum, at),
            is_live=one.state in LIVE,
            is_own=bool(own) and one.owner == own,
            missing=tuple(code for code in book.languages if not one.text.get(code)),
        )
        for one in rows
    ]


def items(meeting: Meeting) -> dict[str, str]:
    """The items of the agenda that stands by key: number and title; one query or two."""
    standing, language = agendas.standing_of(meeting), language_now()
    if standing is None:
        return {}
    return {
        one.key: f"{number}. {translated(one.title, language)}"
        for number, one in enumerate(standing.items, start=1)
    }


def owners(roster: Roster) -> Choices:
    """Who may own a point, by kind and name: presidencies, members, organisations."""
    language = language_now()
    groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    for code, words in roster.names().items():
        groups[queries.kind_of(code, roster)].append((code, str(translated(words, language))))
    return [
        (KINDS[kind], sorted(found, key=lambda one: sorting_key(one[1])))
        for kind, found in groups.items()
    ]


def targets(meeting: Meeting, book: Book, at: datetime) -> list[tuple[str, str]]:
    """The meetings of the forum that still prepare: a point goes on to one of them; two queries."""
    rows = [
        one
        for one in agendas.other_meetings(meeting)
        if state_of(one, at) in PREPARING and not responsibility.is_history(one, at)
    ]
    return [(one.slug, meeting_title(one, book, language_now())) for one in reversed(rows)]


@dataclass(frozen=True, slots=True)
class May:
    """What a reader may do with a point."""

    change: bool
    report: bool
    carry: bool
    propose: bool


def may(row: ActionPoint, hat: ActingOffice, at: datetime) -> May:
    """What an office may do with a point as it stands."""
    live = row.state in LIVE
    keeps = hat.may(Power.RECORD_FACTS) and live
    return May(
        change=keeps,
        report=live and bool(hat.reports_for) and hat.reports_for == row.owner,
        carry=keeps,
        propose=hat.may(Power.PROPOSE) and live,
    )


def notes(meeting: Meeting, hat: ActingOffice, at: datetime) -> bool:
    """Whether an office may note a point in a meeting now."""
    return hat.may(Power.RECORD_FACTS) and machine.refusal("point.note", meeting, at) is None


def tally(found: Iterable[Shown]) -> dict[str, int]:
    """How many of some points are open, and how many of them late."""
    rows = list(found)
    return {
        OPEN: sum(one.is_live for one in rows),
        "late": sum(one.late > 0 for one in rows),
    }
