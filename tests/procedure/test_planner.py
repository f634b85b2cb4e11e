"""The planner: its plans are the best there are, and when there is none it says what is in the way.

Issue 3, item 7.  The brute force here shares no code with the search: it tries everything.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from cochair.procedure.planner import (
    CRITERIA,
    Blocked,
    Fixed,
    HostEvent,
    Mark,
    Question,
    Slot,
    Venue,
    plans,
)

NORTH, SOUTH = "NORTH", "SOUTH"
MONDAY = date(2031, 3, 3)
HUB, NORTHERN, SOUTHERN = Venue("hub", NORTH), Venue("oslo-like", NORTH), Venue("lima-like", SOUTH)
SOMEWHERE_SOUTH = Venue("", SOUTH, as_recorded=("SA",))


def day(offset: int) -> date:
    """A day counted from a Monday."""
    return MONDAY + timedelta(days=offset)


def slot(
    name: str = "council",
    *,
    start: int = 0,
    length: int = 14,
    days: int = 1,
    mark: int | None = None,
    venues: tuple[Venue, ...] = (HUB,),
    **given: object,
) -> Slot:
    first, last = day(start), day(start + length - 1)
    allowed = {first + timedelta(days=n): venues for n in range(length)}
    at = None if mark is None else Mark(day(mark), 12, 60, day(mark - 365), f"{name}-1")
    made = Slot(name, 1, first, last, days, allowed, at)
    return replace(made, **given)  # type: ignore[arg-type]


def question(*slots: Slot, **given: object) -> Question:
    asked = Question(slots, CRITERIA, (NORTH, SOUTH))
    return replace(asked, **given)  # type: ignore[arg-type]


# What the answer must be, found by trying everything.


def tried(asked: Question) -> list[tuple[tuple[int, ...], tuple[date, ...]]]:
    """Cost and days of the ten best plans: every combination is made, and the worse dropped."""
    best: dict[tuple[date, ...], tuple[int, ...]] = {}
    for chosen in product(*(list(every_choice(asked, one)) for one in asked.slots)):
        spans = sorted((first, last) for first, last, _venue in chosen)
        if any((b[0] - a[1]).days - 1 < asked.travel_gap_days for a, b in pairwise(spans)):
            continue
        days = tuple(first for first, _last, _venue in chosen)
        cost = cost_of(asked, chosen)
        best[days] = min(best.get(days, cost), cost)
    return sorted((cost, days) for days, cost in best.items())[:10]


def every_choice(asked: Question, one: Slot) -> Iterator[tuple[date, date, Venue]]:
    if one.fixed is not None:
        yield one.fixed.first, one.fixed.last, one.fixed.venue
        return
    for first, venues in one.venues.items():
        days = [first + timedelta(days=n) for n in range(one.days)]
        if days[-1] > one.end or any(d.isoweekday() > 5 for d in days):
            continue
        if asked.not_before is not None and first < asked.not_before:
            continue
        required = [b for b in asked.blocked if b.required]
        if any(b.start <= d <= b.end for b in required for d in days):
            continue
        for venue in venues:
            yield first, days[-1], venue


def cost_of(asked: Question, chosen: tuple[tuple[date, date, Venue], ...]) -> tuple[int, ...]:
    parts: Mapping[str, int] = dict.fromkeys(CRITERIA, 0)
    parts = dict(parts)
    hosts = {party: asked.hosted.get(party, 0) for party in asked.parties}
    for one, (first, last, venue) in zip(asked.slots, chosen, strict=True):
        days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
        if one.mark is not None:
            parts["cadence_distance"] += abs((first - one.mark.day).days)
        parts["members_on_holiday"] += sum(
            1 for own in asked.holidays.values() if own is not None and days & own
        )
        parts["other_days_off"] += len(
            {
                b.party
                for b in asked.blocked
                if not b.required and any(b.start <= d <= b.end for d in days)
            }
        )
        parts["host_events"] += not any(
            any(e.start <= d <= e.end for d in days) and e.place in ("", venue.place)
            for e in asked.events
        )
        parts["middle_of_semester"] += abs((first - one.start).days - (one.end - first).days)
        if venue.party in hosts:
            hosts[venue.party] += 1
    parts["venue_fairness"] = max(hosts.values()) - min(hosts.values())
    return tuple(parts[name] for name in asked.order)


def invented(seed: int) -> Question:
    """A small case that may well have no answer."""
    dice = random.Random(seed)
    count = dice.randint(1, 3)
    names = ("council", "board", "panel")
    slots = tuple(
        slot(
            names[n],
            start=dice.choice([0, 10, 10 * n, 14 * n]),
            length=dice.randint(1, 12),
            days=dice.randint(1, 3),
            mark=dice.choice([None, dice.randint(-5, 40)]),
            venues=tuple(
                dice.sample(
                    [HUB, NORTHERN, SOUTHERN, SOMEWHERE_SOUTH, Venue("isle", "")],
                    dice.randint(0 if dice.random() < 0.1 else 1, 4),
                )
            ),
            fixed=Fixed(day(9), day(10), SOUTHERN) if dice.random() < 0.1 else None,
        )
        for n in range(count)
    )
    order = list(CRITERIA[1:])
    dice.shuffle(order)
    some_days = lambda: frozenset(day(dice.randint(0, 35)) for _n in range(dice.randint(0, 8)))  # noqa: E731
    return question(
        *slots,
        order=(CRITERIA[0], *order),
        travel_gap_days=dice.choice([0, 0, 2, 5]),
        hosted={NORTH: dice.randint(0, 3), SOUTH: dice.randint(0, 3)},
        holidays={"NA": some_days(), "NB": some_days(), "SA": some_days(), "SB": None},
        blocked=tuple(
            Blocked(
                dice.choice([NORTH, SOUTH]),
                day(at),
                day(at + dice.randint(0, 6)),
                dice.random() < 0.5,
            )
            for at in (dice.randint(0, 30) for _n in range(dice.randint(0, 4)))
        ),
        events=tuple(
            HostEvent(
                {"en": "Sitting"}, day(at), day(at + 1), dice.choice(["", "hub", "lima-like"])
            )
            for at in (dice.randint(0, 30) for _n in range(dice.randint(0, 2)))
        ),
        not_before=dice.choice([None, day(dice.randint(0, 8))]),
    )


SEEDS = range(200)


def test_the_plans_are_those_that_trying_everything_finds_in_two_hundred_small_cases() -> None:
    without = 0
    for seed in SEEDS:
        asked = invented(seed)
        answer = plans(asked)
        expected = tried(asked)

        found = [
            (tuple(one.cost[name] for name in asked.order), tuple(m.first for m in one.meetings))
            for one in answer.plans
        ]
        assert found == expected, f"case {seed}"
        assert bool(answer.causes) is not bool(expected), f"case {seed}"
        without += not expected
    # The cases are worth their name only if some of them have no answer, and most have one.
    assert 10 < without < 100


def test_the_places_of_a_plan_cost_what_the_plan_says() -> None:
    """Also the places that it calls as good."""
    for seed in SEEDS:
        asked = invented(seed)
        for plan in plans(asked).plans:
            cost = tuple(plan.cost[name] for name in asked.order)
            chosen = [(one.first, one.last, one.venue) for one in plan.meetings]
            assert cost_of(asked, tuple(chosen)) == cost
            for n, one in enumerate(plan.meetings):
                for other in one.as_good:
                    swapped = (*chosen[:n], (one.first, one.last, other), *chosen[n + 1 :])
                    assert cost_of(asked, swapped) == cost, f"case {seed}"


def test_the_same_question_always_has_the_same_answer() -> None:
    asked = invented(7)
    backwards = replace(
        asked,
        slots=tuple(
            replace(one, venues={d: tuple(reversed(v)) for d, v in one.venues.items()})
            for one in asked.slots
        ),
    )

    assert plans(asked) == plans(asked)
    assert [p.cost for p in plans(backwards).plans] == [p.cost for p in plans(asked).plans]
    assert [[m.venue for m in p.meetings] for p in plans(backwards).plans] == [
        [m.venue for m in p.meetings] for p in plans(asked).plans
    ]


def test_no_holiday_outweighs_one_day_nearer_to_the_mark() -> None:
    holidays = {code: frozenset({day(4)}) for code in ("NA", "NB", "SA")}

    best, second = plans(question(slot(mark=4), holidays=holidays)).plans[:2]

    assert best.meetings[0].first == day(4)
    assert second.meetings[0].first == day(3)
    assert codes(best.meetings[0].against) == {"members_on_holiday"}
    (against,) = best.meetings[0].against
    assert against.says.facts == {"day": day(4), "member": ("NA", "NB", "SA")}
    assert codes(second.meetings[0].in_favour) >= {"nobody_on_holiday", "near_mark"}


def test_at_the_same_distance_the_day_without_a_holiday_comes_first() -> None:
    # Saturday is as far from Friday as from Sunday and Monday is two days off, so is Thursday.
    holidays = {"NA": frozenset({day(3)})}

    best = plans(question(slot(mark=5), holidays=holidays)).plans
    thursday_and_monday = [p.meetings[0].first for p in best[1:3]]

    assert best[0].meetings[0].first == day(4)
    assert thursday_and_monday == [day(7), day(3)]


def test_a_required_day_off_is_never_used_and_any_other_day_off_only_costs() -> None:
    asked = slot(mark=2)
    required = plans(question(asked, blocked=(Blocked(SOUTH, day(2), day(2)),)))
    rather_not = plans(question(asked, blocked=(Blocked(SOUTH, day(2), day(2), required=False),)))

    assert day(2) not in {plan.meetings[0].first for plan in required.plans}
    assert rather_not.plans[0].meetings[0].first == day(2)
    assert codes(rather_not.plans[0].meetings[0].against) == {"other_day_off"}


def test_the_party_that_hosted_less_is_proposed_first() -> None:
    venues = (HUB, SOUTHERN)

    turn_of_the_south = plans(question(slot(mark=0, venues=venues), hosted={NORTH: 2}))
    turn_of_the_north = plans(question(slot(mark=0, venues=venues), hosted={SOUTH: 2}))

    assert turn_of_the_south.plans[0].meetings[0].venue == SOUTHERN
    assert turn_of_the_north.plans[0].meetings[0].venue == HUB
    assert turn_of_the_north.plans[0].meetings[0].as_good == ()


def test_a_place_that_is_not_known_yet_is_proposed_as_such_and_says_why() -> None:
    (best, *_rest) = plans(question(slot(mark=0, venues=(SOMEWHERE_SOUTH,)))).plans

    assert best.meetings[0].venue.place == ""
    assert codes(best.meetings[0].against) >= {"host_unknown"}
    assert "SA" in str(best.meetings[0].against[-1].says)


def test_a_host_event_draws_the_meeting_to_its_place_once_the_rest_is_equal() -> None:
    event = HostEvent({"en": "Sitting"}, day(3), day(3), "oslo-like")
    asked = question(slot(mark=3, venues=(HUB, NORTHERN)), events=(event,))

    best = plans(asked).plans[0].meetings[0]

    assert best.venue == NORTHERN
    assert "at_host_event" in codes(best.in_favour)


def codes(reasons: tuple[object, ...]) -> set[str]:
    return {reason.code for reason in reasons}  # type: ignore[attr-defined]


# When there is no plan.


@pytest.mark.parametrize(
    ("blocked", "party"),
    [
        ([Blocked(SOUTH, day(0), day(13))], [("SOUTH",)]),
        (
            [Blocked(NORTH, day(0), day(13)), Blocked(SOUTH, day(0), day(13))],
            [("NORTH",), ("SOUTH",)],
        ),
        ([Blocked(NORTH, day(0), day(6)), Blocked(SOUTH, day(7), day(13))], [("NORTH", "SOUTH")]),
    ],
)
def test_the_parties_that_block_a_semester_are_named_and_no_other(
    blocked: list[Blocked], party: list[tuple[str, ...]]
) -> None:
    answer = plans(question(slot(), blocked=tuple(blocked)))

    assert not answer.plans
    assert codes(answer.causes) == {"blocked"}
    assert [cause.says.facts["party"] for cause in answer.causes] == party


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (question(), "no_slot"),
        (question(slot(start=5, length=2)), "no_working_days"),
        (question(slot(days=6)), "no_working_days"),
        (question(slot(), not_before=day(14)), "semester_over"),
        (question(slot(venues=())), "no_venue"),
        (question(slot(length=5), slot("board", length=5), travel_gap_days=6), "travel_gap"),
    ],
)
def test_what_makes_every_plan_impossible_is_said(asked: Question, code: str) -> None:
    answer = plans(asked)

    assert not answer.plans
    assert codes(answer.causes) == {code}
    assert str(answer.causes[0].says)


def test_of_three_meetings_only_the_two_that_stand_in_each_others_way_are_named() -> None:
    crowded = (slot("council", length=4), slot("board", length=4), slot("panel", start=28))

    (cause,) = plans(question(*crowded, travel_gap_days=3)).causes

    assert cause.says.facts["configuration"] == ("council", "board")


def test_a_case_without_marks_holidays_or_differences_is_still_answered_at_once() -> None:
    """Every combination costs the same here until the last step: nothing but the bound helps."""
    half_years = tuple(
        slot(name, start=182 * n, length=180, venues=(HUB, SOUTHERN))
        for n, name in enumerate(("council", "board", "panel"))
    )

    answer = plans(question(*half_years))

    assert len(answer.plans) == 10
    assert answer.plans[0].cost["venue_fairness"] == 1


def test_three_meetings_that_find_no_room_together_are_said_to_at_once() -> None:
    """Any two of them would; the search alone would try every combination first."""
    crowded = tuple(
        slot(name, length=100, venues=(HUB, SOUTHERN)) for name in ("council", "board", "panel")
    )

    (cause,) = plans(question(*crowded, travel_gap_days=60)).causes

    assert cause.code == "travel_gap"
    assert cause.says.facts["configuration"] == ("council", "board", "panel")
