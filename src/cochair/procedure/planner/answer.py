"""The answer of the planner: the best plans with their reasons, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cochair.procedure.planner import reasons
from cochair.procedure.planner.causes import causes
from cochair.procedure.planner.options import Option, options, places_on
from cochair.procedure.planner.question import FAIRNESS, Question, Slot, Venue
from cochair.procedure.planner.reasons import Reason
from cochair.procedure.planner.search import Found, best, spread

MOST = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """One meeting of a plan: first and last civil day, place, and what speaks for and against.

    `as_good` are other places that change nothing in the order of preference.
    """

    configuration: str
    semester: int
    first: date
    last: date
    venue: Venue
    as_good: tuple[Venue, ...]
    in_favour: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @property
    def lasts_days(self) -> bool:
        """Whether it lasts more than one day."""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: its number from 1 (the best), its meetings, its cost by criterion, its reasons."""

    number: int
    meetings: tuple[Placed, ...]
    cost: Mapping[str, int]
    in_favour: tuple[Reason, ...]
    against: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best plans, the best first; or none, and what makes every plan impossible."""

    plans: tuple[Plan, ...]
    causes: tuple[Reason, ...] = ()


def plans(question: Question, most: int = MOST) -> Answer:
    """The `most` best plans for a question, by its order of preference, or why there is none.

    Of two plans of the same cost the one with the earlier days comes first.
    """
    choices = [options(question, slot) for slot in question.slots]
    if impossible := causes(question, choices):
        return Answer((), impossible)
    found = best(question, choices, most)
    return Answer(tuple(_plan(question, number, one) for number, one in enumerate(found, 1)))


def _plan(question: Question, number: int, found: Found) -> Plan:
    in_favour, against = reasons.of_plan(question, found.chosen)
    return Plan(
        number=number,
        meetings=tuple(
            _placed(question, slot, option, found)
            for slot, option in zip(question.slots, found.chosen, strict=True)
        ),
        cost=dict(zip(question.order, found.cost, strict=True)),
        in_favour=in_favour,
        against=against,
    )


def _placed(question: Question, slot: Slot, option: Option, found: Found) -> Placed:
    in_favour, against = reasons.of_meeting(question, slot, option)
    return Placed(
        configuration=slot.configuration,
        semester=slot.semester,
        first=option.first,
        last=option.last,
        venue=option.venue,
        as_good=(*option.as_good, *_other_parties(question, slot, option, found)),
        in_favour=in_favour,
        against=against,
    )


def _other_parties(
    question: Question, slot: Slot, option: Option, found: Found
) -> tuple[Venue, ...]:
    """Places of another Party on the same day that cost the same and share venues as evenly."""
    even = spread(question, [one.venue.party for one in found.chosen])
    others = [one for one in found.chosen if one is not option]
    return tuple(
        venue
        for other in ([] if slot.fixed else places_on(question, slot, option.first))
        if other.cost == option.cost
        and other.venue.party != option.venue.party
        and (
            FAIRNESS not in question.order
            or spread(question, [*(one.venue.party for one in others), other.venue.party]) == even
        )
        for venue in (other.venue, *other.as_good)
    )
