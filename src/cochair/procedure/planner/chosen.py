"""What speaks against days and a place that people chose: the planner's own reasons, and its
requirements told as reasons.  They warn and stand against nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from cochair.procedure.calendar import SATURDAY
from cochair.procedure.planner import reasons
from cochair.procedure.planner.options import Option, apart
from cochair.procedure.planner.question import Question, Slot, Venue, days_of
from cochair.procedure.planner.reasons import Reason
from cochair.procedure.refusal import Sentence, _

OUTSIDE, WEEKEND, OVER = "outside_semester", "weekend", "day_over"
PLACE, PLACE_UNKNOWN, NEAR = "place_not_allowed", "place_not_known", "travel_gap"
# What the planner says of its own proposals, and what is no warning of a choice of people.
NO_WARNING = frozenset({"no_mark", "holidays_unknown", "host_unknown", "host_without_place"})
# Told only beside the reason that it qualifies.
BESIDE_THE_MARK, FAR = "mark_not_held", "far_from_mark"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Days (first and last civil day at the place) and a place; `venue` is None while none is."""

    first: date
    last: date
    venue: Venue | None = None


def against(question: Question, slot: Slot | None, chosen: Chosen) -> tuple[Reason, ...]:
    """What speaks against a choice for a slot; `slot` is None for a meeting outside all slots."""
    found = [*_of_days(question, chosen)]
    if slot is not None:
        found += [*_of_semester(slot, chosen), *_of_place(slot, chosen)]
    judged = replace(slot, fixed=None) if slot is not None else _without_slot(chosen)
    option = Option(chosen.first, chosen.last, chosen.venue or Venue("", ""), ())
    _for, told = reasons.of_meeting(question, judged, option)
    codes = {reason.code for reason in told}
    found += [
        reason
        for reason in told
        if reason.code not in NO_WARNING and (reason.code != BESIDE_THE_MARK or FAR in codes)
    ]
    return tuple(found)


def too_near(gap: int, chosen: Mapping[str, Chosen]) -> tuple[Reason, ...]:
    """The meetings between which fewer than `gap` whole days are left for travel."""
    return tuple(
        Reason(
            NEAR,
            Sentence(
                _("{configuration}: fewer than {gap} days for travel between these meetings."),
                {"configuration": (one, other), "gap": gap},
            ),
        )
        for (one, a), (other, b) in combinations(chosen.items(), 2)
        if not apart((a.first, a.last), (b.first, b.last), gap)
    )


def _of_days(question: Question, chosen: Chosen) -> Iterator[Reason]:
    weekend = tuple(day for day in days_of(chosen.first, chosen.last) if day.weekday() >= SATURDAY)
    if weekend:
        yield Reason(WEEKEND, Sentence(_("{day} falls on a weekend."), {"day": weekend}))
    if question.not_before is not None and chosen.first < question.not_before:
        yield Reason(OVER, Sentence(_("{day} has passed."), {"day": chosen.first}))


def _of_semester(slot: Slot, chosen: Chosen) -> Iterator[Reason]:
    if slot.start <= chosen.first and chosen.last <= slot.end:
        return
    yield Reason(
        OUTSIDE,
        Sentence(
            _(
                "{day} is outside the semester of this meeting, {start} to {end}: the "
                "clause on the planned meeting would not be met."
            ),
            {"day": chosen.first, "start": slot.start, "end": slot.end},
        ),
    )


def _of_place(slot: Slot, chosen: Chosen) -> Iterator[Reason]:
    """That the place is none of those that the procedures allow on the first day."""
    venue = chosen.venue
    if venue is None or not venue.place or slot.is_free:
        return
    allowed = slot.venues.get(chosen.first, ())
    if any(one.place == venue.place for one in allowed):
        return
    open_hosts = {one.party: one for one in allowed if not one.is_known and not one.country}
    if venue.party in open_hosts:
        recorded = open_hosts[venue.party].as_recorded
        if venue.country and recorded == (venue.country,):
            said = _(
                "The procedures allow {place} if {member} still holds the presidency of {party} then: "
                "the end of its term is not recorded."
            )
            facts = {"place": venue.place, "member": venue.country, "party": venue.party}
            yield Reason(PLACE_UNKNOWN, Sentence(said, facts))
            return
        said = _(
            "The holder of the presidency of {party} at that time is not established, so "
            "it cannot be determined whether the procedures allow {place}."
        )
        facts = {"party": venue.party, "place": venue.place}
        yield Reason(PLACE_UNKNOWN, Sentence(said, facts))
        return
    yield Reason(
        PLACE,
        Sentence(
            _(
                "{place} is neither a fixed venue nor in a country holding a presidency "
                "at that time: the clause on the venue would not be met."
            ),
            {"place": venue.place},
        ),
    )


def _without_slot(chosen: Chosen) -> Slot:
    """A slot that asks for nothing: no interval, no semester, any place."""
    return Slot(
        configuration="",
        semester=0,
        start=chosen.first,
        end=chosen.last,
        days=(chosen.last - chosen.first).days + 1,
        venues={},
        is_free=True,
    )
