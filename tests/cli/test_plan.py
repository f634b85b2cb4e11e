"""`cochair plan`: the ten best plans of a cycle of the shipped forum, or one sentence that says no."""

import re

import pytest

from cli.shell import Say

pytestmark = pytest.mark.django_db

FORUM = "eu-clasi"


def test_the_next_cycle_of_the_real_forum_has_ten_plans_with_reasons(
    real_forum: object, say: Say
) -> None:
    done = say("plan", FORUM, "4")

    assert done.status == 0
    assert re.findall(r"^Plan (\d+)$", done.out, re.MULTILINE) == [str(n) for n in range(1, 11)]
    # The plan begins with the mark, 36 months after the last ministerial meeting that was held.
    assert "Ministerial meeting: 6 Mar 2028, Brussels" in done.out
    assert done.out.count("Institutional meeting: ") >= 10
    assert done.out.count("    + ") > 30
    assert done.out.count("    - ") > 10
    assert "Order of preference (practice):" in done.out


def test_what_makes_plans_impossible_is_named(real_forum: object, say: Say) -> None:
    done = say("plan", FORUM, "1")

    assert done.status == 0
    assert "No plan is possible" in done.out
    assert "semester 3 ended on 31 December 2024" in done.out


@pytest.mark.parametrize(
    ("forum", "cycle", "said"),
    [
        ("atlantis", "4", "no forum called atlantis"),
        (FORUM, "9", "nothing to plan"),
        (FORUM, "0", "nothing to plan"),
        (FORUM, "99999999999999999999", "nothing to plan"),
    ],
)
def test_what_cannot_be_planned_is_said_in_one_sentence(
    real_forum: object, say: Say, forum: str, cycle: str, said: str
) -> None:
    assert said in say("plan", forum, cycle).refused
