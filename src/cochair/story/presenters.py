"""A story as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from cochair.procedure.calendar import civil_day
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
class Month:
    """The events of one month of the story; it is open where the story stands."""

    events: tuple[Shown, ...]
    is_open: bool

    @property
    def first(self) -> Event:
        """The event that the month begins with."""
        return self.events[0].event


def timeline(found: Standing, zone: str) -> tuple[Month, ...]:
    """The events by month in a zone, in the order in which they happen."""
    past, shown = {event.code for event in found.past}, []
    for event in found.story.events:
        one = Shown(
            event,
            office(found, event),
            event.code in past,
            found.next is not None and event.code == found.next.code,
        )
        shown.append(one)
    months: dict[tuple[int, int], list[Shown]] = {}
    for one in shown:
        months.setdefault(_month(one.event, zone), []).append(one)
    here = found.next or found.last
    return tuple(
        Month(tuple(rows), here is not None and key == _month(here, zone))
        for key, rows in months.items()
    )


def _month(event: Event, zone: str) -> tuple[int, int]:
    day = civil_day(event.at, zone)
    return day.year, day.month


def office(found: Standing, event: Event) -> str:
    """The office that acts in an event: its role, then its member, organisation or Party."""
    one = found.story.cast.get(event.who)
    return f"{one.role} {one.member or one.organisation or one.party}".strip() if one else ""


def bar(found: Standing) -> Mapping[str, object]:
    """What the bar at the foot of a page needs."""
    return {"next": found.next, "played": len(found.past), "count": found.count}
