"""Whatever people do, in any order: INV-1, INV-11 and INV-12 hold on the model.

A few steps in the suite; a million in the soak (`pytest -m soak`), which prints how many it took.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from procedure import courses

MACHINES = [courses.InTheRoom, courses.BySilence]
MANY = 500_000
QUICK = settings(
    max_examples=120,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("machine", MACHINES)
def test_inv_1_11_and_12_hold_whatever_people_do(machine):
    run_state_machine_as_test(machine, settings=QUICK)


@pytest.mark.soak
@pytest.mark.parametrize("machine", MACHINES)
def test_inv_1_11_and_12_hold_for_half_a_million_steps_each(machine, capsys):
    courses.STEPS["taken"] = 0
    long = settings(
        QUICK,
        max_examples=500,
        stateful_step_count=60,
        derandomize=False,
        database=None,
        phases=(Phase.generate, Phase.shrink),
    )
    while courses.STEPS["taken"] < MANY:
        run_state_machine_as_test(machine, settings=long)
    with capsys.disabled():
        print(f"\n{machine.__name__}: {courses.STEPS['taken']} steps")
