"""A story as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cochair.procedure.calendar import civil_day
from cochair.story import queries
from cochair.story.events import Event
from cochair.story.queries import Standing


@dataclass(frozen=True, slots=True)
class Shown:
    """An event with whether it was played, and the office that acts in it.

    `office` is the role and the codes behind it, as the journal writes them; empty for time itself.
    """

    event: Event
    office: str
    is_past: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """The events of one chapter of the story, and what it is about; it is open where the story stands.

    `first` and `last` are the civil days, in the zone of the forum, on which it begins and ends.
    """

    title: str
    events: tuple[Shown, ...]
    is_open: bool
    first: date
    last: date

    @property
    def played(self) -> int:
        """How many of its events were played."""
        return sum(one.is_past for one in self.events)


def timeline(found: Standing, zone: str) -> tuple[Chapter, ...]:
    """The events by chapter, in the order in which they happen; their days are those of a zone.

    Chapters overlap in time: what is next may stand in another than what was played last.
    """
    past, shown = {event.code for event in found.past}, []
    for event in found.story.events:
        one = Shown(
            event,
            office(found, event),
            event.code in past,
            found.next is not None and event.code == found.next.code,
        )
        shown.append(one)
    titles = found.story.chapters
    chapters: dict[str, list[Shown]] = {code: [] for code in titles}
    for one in shown:
        chapters.setdefault(one.event.story, []).append(one)
    here = found.next or found.last
    return tuple(
        Chapter(
            titles.get(code, code),
            tuple(rows),
            here is not None and code == here.story,
            civil_day(rows[0].event.at, zone),
            civil_day(rows[-1].event.at, zone),
        )
        for code, rows in chapters.items()
        if rows
    )


def office(found: Standing, event: Event) -> str:
    """The office that acts in an event: its role, then its member, organisation or Party."""
    one = found.story.cast.get(event.who)
    return f"{one.role} {one.member or one.organisation or one.party}".strip() if one else ""


def bar(found: Standing) -> Mapping[str, object]:
    """What the bar at the foot of a page needs; `ahead` is how many events a command still plays."""
    until = found.plays_until
    return {
        "next": found.next,
        "played": len(found.past),
        "count": found.count,
        "until": until,
        "ahead": len(queries.due(found, until)) if until else 0,
    }
