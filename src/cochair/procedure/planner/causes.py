"""Why no plan exists: the smallest requirement that alone makes it impossible."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations, permutations

from cochair.procedure.planner.options import (
    Option,
    apart,
    free_of,
    possible_days,
    working_days,
)
from cochair.procedure.planner.question import Question, Slot
from cochair.procedure.planner.reasons import Reason
from cochair.procedure.refusal import Sentence, _


def causes(question: Question, choices: Sequence[tuple[Option, ...]]) -> tuple[Reason, ...]:
    """What makes every plan impossible; nothing when there is one.

    First what leaves a single meeting without a day; only if each has one, the smallest number
    of meetings that find no days together.
    """
    if not question.slots:
        says = Sentence(_("The procedures list no meetings for a cycle."))
        return (Reason("no_slot", says),)
    alone = [
        reason
        for slot, options in zip(question.slots, choices, strict=True)
        if not options
        for reason in _of_slot(question, slot)
    ]
    return tuple(alone) or _together(question, choices)


def _of_slot(question: Question, slot: Slot) -> tuple[Reason, ...]:
    facts: dict[str, object] = {
        "semester": slot.semester,
        "configuration": slot.configuration,
        "days": slot.days,
        "start": slot.start,
        "end": slot.end,
    }
    at_all = working_days(slot, None)
    if not at_all:
        says = Sentence(
            _(
                "{configuration}: semester {semester}, {start} to {end}, does not have "
                "{days} consecutive working days."
            ),
            facts,
        )
        return (Reason("no_working_days", says),)
    ahead = working_days(slot, question.not_before)
    if not ahead:
        says = Sentence(
            _("{configuration}: semester {semester} ended on {end}, or too few days of it remain."),
            facts,
        )
        return (Reason("semester_over", says),)
    if not free_of(ahead, slot, question, question.parties):
        return tuple(
            Reason(
                "blocked",
                Sentence(
                    _(
                        "{configuration}: {party} cannot meet on any remaining working "
                        "day of semester {semester}."
                    ),
                    facts | {"party": parties},
                ),
            )
            for parties in _blocking(question, slot, ahead)
        )
    assert not possible_days(question, slot)
    says = Sentence(
        _("{configuration}: no known place is allowed by the procedures in semester {semester}."),
        facts,
    )
    return (Reason("no_venue", says),)


def _blocking(
    question: Question, slot: Slot, days: tuple[date, ...]
) -> tuple[tuple[str, ...], ...]:
    """The fewest Parties whose required days off leave none, in every such combination."""
    for number in range(1, len(question.parties) + 1):
        found = tuple(
            parties
            for parties in combinations(question.parties, number)
            if not free_of(days, slot, question, parties)
        )
        if found:
            return found
    return ()


def _together(question: Question, choices: Sequence[tuple[Option, ...]]) -> tuple[Reason, ...]:
    """The smallest sets of meetings that find no days far enough from one another."""
    days = [sorted({(option.first, option.last) for option in options}) for options in choices]
    for number in range(2, len(days) + 1):
        found = [
            chosen
            for chosen in combinations(range(len(days)), number)
            if not _fit([days[n] for n in chosen], question.travel_gap_days)
        ]
        if found:
            return tuple(
                Reason(
                    "travel_gap",
                    Sentence(
                        _(
                            "{configuration}: no dates leave {gap} days for travel "
                            "between these meetings."
                        ),
                        {
                            "configuration": tuple(question.slots[n].configuration for n in chosen),
                            "gap": question.travel_gap_days,
                        },
                    ),
                )
                for chosen in found
            )
    return ()


def _fit(days: Sequence[Sequence[tuple[date, date]]], gap: int) -> bool:
    """Whether meetings find days apart from one another; `days` are in the order of time.

    In a given sequence, the earliest day that each can take leaves the most room to the next.
    """
    return any(_in_sequence(sequence, gap) for sequence in permutations(days))


def _in_sequence(sequence: Sequence[Sequence[tuple[date, date]]], gap: int) -> bool:
    taken: tuple[date, date] | None = None
    for days in sequence:
        taken = next(
            (
                found
                for found in days
                if taken is None or (found > taken and apart(taken, found, gap))
            ),
            None,
        )
        if taken is None:
            return False
    return True
