"""What US-10 results in, for the module that plays the stories: domain.md C.10 as corrected."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cochair.features.compliance import queries as compliance
from cochair.features.parties import queries as parties
from cochair.features.records.models import ActionPoint
from cochair.procedure.evaluate import evaluate
from cochair.story.eu_clasi import us10

instant = us10.story.instant
FORUM = "eu-clasi-story"
MINISTERIAL, SENIOR, THIRD = f"{FORUM}-min-4", f"{FORUM}-som-3", f"{FORUM}-cycle-3"
# The agenda of the meeting, and its record.
PAPERS = ("ec-som-2027-1", "ec-som-2027-3")
APPROVED = "us-10.record_approved"
MET = (
    "II.2.meetings.a.2",
    "II.2.meetings.b.1",
    "II.2.meetings.b.2",
    "II.2.meetings.b.3",
    "II.2.meetings.b.4",
    "II.2.meetings.c",
    "II.2.functions.chapeau",
    "II.2.functions.a.1",
    "II.2.functions.a.2",
    "II.2.functions.a.3",
    "II.2.functions.b.1",
    "II.2.functions.b.2",
    "II.2.functions.c.1",
    "II.2.functions.c.3",
    "II.2.composition.a.1",
    "II.2.composition.a.2",
    *(f"II.2.composition.b.{number}" for number in range(1, 6)),
    "I.2.cycle.2",
    "I.2.1.a",
    "I.2.1.b",
    "I.2.2",
    "I.2.3",
    "I.2.5",
    "I.2.7",
)
# In person, at one of three places: the circumstances were declared; and nobody asked to observe.
NOT_MERELY_MET = {
    "II.2.meetings.a.1": "departed",
    "II.2.meetings.a.3": "not_applicable",
    "II.2.composition.c": "not_applicable",
}
RESULTS = (
    *((APPROVED, rule, SENIOR, "met") for rule in MET),
    *((APPROVED, rule, SENIOR, outcome) for rule, outcome in NOT_MERELY_MET.items()),
    (APPROVED, "II.2.functions.c.2", FORUM, "met"),
    (APPROVED, "I.2.agree", FORUM, "met"),
    *((APPROVED, "I.2.4", f"silence-{number}", "met") for number in (1, 2, 3)),
    (APPROVED, "I.2.6", PAPERS[0], "met"),
    (APPROVED, "I.2.6", PAPERS[1], "not_yet_due"),
    ("us-10.record_in_all", "I.2.6", PAPERS[1], "met"),
)


def nothing_about_the_senior_officials_is_left_without_a_light(told: Any) -> None:
    """Whatever is asked of the meeting, its papers and its slot is met, unless the story says else."""
    said = told.results["us-10.record_in_all"]

    others = {rule: one.outcome.value for (rule, target), one in said.items()
              if target in (SENIOR, *PAPERS) and one.outcome.value != "met"}  # fmt: skip

    assert others == NOT_MERELY_MET


def nothing_that_was_agreed_by_silence_after_the_meeting_is_late(told: Any) -> None:
    late = {rule: one.late_days for (rule, target), one in told.results["us-10.record_approved"].items()
            if target == SENIOR and one.late_days}  # fmt: skip

    assert late == {}


def without_counting_the_same_facts_leave_the_slot_empty(told: Any) -> None:
    known, july = compliance.facts(told.forum), instant("2027-07-01T09:00")
    meetings = tuple(
        replace(one, counts_as_meeting=False) if one.id == SENIOR else one for one in known.meetings
    )
    book = parties.book(told.forum, july)

    found = {
        (one.rule, one.target.id): one.outcome.value
        for one in evaluate(book, replace(known, meetings=meetings), july)
        if one.rule == "I.2.cycle.2"
    }

    assert found["I.2.cycle.2", f"{THIRD}-som"] == "not_met"
    assert ("I.2.cycle.2", SENIOR) not in found


def the_third_cycle_keeps_the_version_under_which_it_was_held(told: Any) -> None:
    later = instant("2028-01-15T12:00")

    said = {
        (one.rule, one.target.id): one.procedure_version
        for one in compliance.results(told.forum, later)
        if one.target.id in (SENIOR, MINISTERIAL, THIRD)
    }

    assert parties.book(told.forum, later).version == "1.1"
    assert compliance.option_values(told.forum, later)["incoming.per_side.EU"] == 2
    assert set(said.values()) == {"1.0"}


def every_point_of_action_is_carried_done_or_dropped(told: Any) -> None:
    before = ActionPoint.objects.filter(
        meeting__forum=told.forum, meeting__slug__in=(MINISTERIAL, SENIOR)
    )

    assert not before.filter(settled_at=None, carried_to=None).exists()


SHOWN: tuple[Callable[[Any], None], ...] = (
    nothing_about_the_senior_officials_is_left_without_a_light,
    nothing_that_was_agreed_by_silence_after_the_meeting_is_late,
    without_counting_the_same_facts_leave_the_slot_empty,
    the_third_cycle_keeps_the_version_under_which_it_was_held,
    every_point_of_action_is_carried_done_or_dropped,
)
