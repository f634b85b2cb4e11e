"""The days and places that are possible for one slot, with what each costs by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cochair.procedure.calendar import SATURDAY, days_between
from cochair.procedure.planner.question import (
    CADENCE,
    FAIRNESS,
    HOLIDAYS,
    HOST_EVENTS,
    MIDDLE,
    OTHER_DAYS_OFF,
    REQUIRED_DAYS,
    Question,
    Slot,
    Venue,
    days_of,
)

type Cost = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A day and a place of a slot.  `cost` follows the order of preference, fairness left at 0.

    `as_good` are other places of the same Party at the same cost.
    """

    first: date
    last: date
    venue: Venue
    cost: Cost
    as_good: tuple[Venue, ...] = ()

    @property
    def tie(self) -> tuple[int, str]:
        """What decides between places when nothing else does: known ones first, then by code."""
        return tie_of(self.venue)


def tie_of(venue: Venue) -> tuple[int, str]:
    """The order of places that are as good: known ones first, then by code."""
    return (0 if venue.is_known else 1, venue.place or venue.country or venue.party)


def options(question: Question, slot: Slot) -> tuple[Option, ...]:
    """Every possible day of a slot with the best place of each Party, the cheapest first."""
    if slot.fixed is not None:
        fixed = slot.fixed
        cost = _cost(question, slot, fixed.first, fixed.last, fixed.venue)
        return (Option(fixed.first, fixed.last, fixed.venue, cost),)
    found: list[Option] = []
    for first in possible_days(question, slot):
        found += places_on(question, slot, first)
    return tuple(sorted(found, key=lambda one: (one.cost, one.first, one.tie)))


def possible_days(question: Question, slot: Slot) -> tuple[date, ...]:
    """The first days on which nothing that is required stands against the slot."""
    days = free_of(working_days(slot, question.not_before), slot, question, question.parties)
    return tuple(first for first in days if slot.venues.get(first))


def working_days(slot: Slot, not_before: date | None) -> tuple[date, ...]:
    """The first days whose meeting lies in the semester, is not over, and meets no weekend."""
    return tuple(
        first
        for first in days_of(slot.start, slot.end)
        if slot.last_of(first) <= slot.end
        and (not_before is None or first >= not_before)
        and all(day.weekday() < SATURDAY for day in days_of(first, slot.last_of(first)))
    )


def free_of(
    days: Iterable[date], slot: Slot, question: Question, parties: Iterable[str]
) -> tuple[date, ...]:
    """Those of some first days that meet no required day off of these Parties."""
    if REQUIRED_DAYS not in question.order:
        return tuple(days)
    parties = set(parties)
    off = [one for one in question.blocked if one.required and one.party in parties]
    return tuple(
        first for first in days if not any(one.meets(first, slot.last_of(first)) for one in off)
    )


def apart(one: tuple[date, date], other: tuple[date, date], gap: int) -> bool:
    """Whether at least `gap` whole days lie between two meetings (first and last days)."""
    earlier, later = sorted((one, other))
    return days_between(earlier[1], later[0]) > gap


def places_on(question: Question, slot: Slot, first: date) -> list[Option]:
    """One option for each Party and each cost on a day: the others differ in nothing."""
    last = slot.last_of(first)
    groups: dict[tuple[str, Cost], list[Venue]] = {}
    for venue in sorted(slot.venues[first], key=tie_of):
        cost = _cost(question, slot, first, last, venue)
        groups.setdefault((venue.party, cost), []).append(venue)
    return [
        Option(first, last, venues[0], cost, tuple(venues[1:]))
        for (_party, cost), venues in groups.items()
    ]


def _cost(question: Question, slot: Slot, first: date, last: date, venue: Venue) -> Cost:
    return tuple(_PRICES[name](question, slot, first, last, venue) for name in question.order)


def _nothing(question: Question, slot: Slot, first: date, last: date, venue: Venue) -> int:
    return 0


def _from_the_mark(question: Question, slot: Slot, first: date, last: date, venue: Venue) -> int:
    return 0 if slot.mark is None else abs(days_between(slot.mark.day, first))


def _on_holiday(question: Question, slot: Slot, first: date, last: date, venue: Venue) -> int:
    return len(question.on_holiday(first, last))


def _other_days_off(question: Question, slot: Slot, first: date, last: date, venue: Venue) -> int:
    parties = {b.party for b in question.blocked if not b.required and b.meets(first, last)}
    return len(parties)


def _without_host(question: Question, slot: Slot, first: date, last: date, venue: Venue) -> int:
    return int(not any(event.welcomes(first, last, venue) for event in question.events))


def _from_the_middle(question: Question, slot: Slot, first: date, last: date, venue: Venue) -> int:
    # Twice the distance, so that it is whole also where two days share the middle.
    return abs(days_between(slot.start, first) - days_between(first, slot.end))


_PRICES: Mapping[str, Callable[[Question, Slot, date, date, Venue], int]] = {
    REQUIRED_DAYS: _nothing,
    CADENCE: _from_the_mark,
    HOLIDAYS: _on_holiday,
    FAIRNESS: _nothing,
    OTHER_DAYS_OFF: _other_days_off,
    HOST_EVENTS: _without_host,
    MIDDLE: _from_the_middle,
}
