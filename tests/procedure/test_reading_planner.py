"""The section of a procedure file about the planner: read whole, or every fault with its line."""

import pytest

from cochair.procedure.reading import read
from procedure.lakes import CHECKS, LAKES, faults_of, lakes, line_of

PLANNER = """planner:
  order:
    - {by: required_days, label: {en: Days off, es: Días libres}}
    - {by: middle_of_semester, label: {en: Middle, es: Mitad}}
    - {by: cadence_distance, label: {en: Distance, es: Distancia}}
  travel_gap_days: 4
  meeting_days: {council: 2}
"""


def test_the_order_is_kept_as_the_file_names_it() -> None:
    rules = read(LAKES + PLANNER, "lakes.yaml", checks=CHECKS).planner

    assert rules is not None
    assert [step.by for step in rules.order] == [
        "required_days",
        "middle_of_semester",
        "cadence_distance",
    ]
    assert rules.order[1].label == {"en": "Middle", "es": "Mitad"}
    assert (rules.travel_gap_days, rules.meeting_days) == (4, {"council": 2})


def test_a_forum_need_not_have_a_planner() -> None:
    assert lakes().planner is None


@pytest.mark.parametrize(
    ("said", "instead", "message"),
    [
        ("by: middle_of_semester", "by: beauty", "“beauty” is not known here"),
        ("by: middle_of_semester", "by: cadence_distance", "appears twice here"),
        ("es: Mitad", "es: ''", "The text is empty"),
        ("by: required_days", "by: venue_fairness", "The order must begin with required_days"),
        ("travel_gap_days: 4", "travel_gap_days: -1", "between 0 and 60"),
        ("travel_gap_days: 4", "travel_gap_days: soon", "whole number"),
        (
            "meeting_days: {council: 2}",
            "meeting_days: {parliament: 2}",
            "“parliament” is not known",
        ),
        ("meeting_days: {council: 2}", "meeting_days: {council: 0}", "between 1 and 14"),
        ("meeting_days: {council: 2}", "meeting_hours: {council: 2}", "“meeting_days” is missing"),
    ],
)
def test_what_is_wrong_with_it_is_said_with_its_line(said: str, instead: str, message: str) -> None:
    text = LAKES + PLANNER.replace(said, instead, 1)

    found = faults_of(text)

    assert any(message in str(fault) for fault in found), found
    assert all(fault.line >= line_of(text, "planner:") for fault in found)
