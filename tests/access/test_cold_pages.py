"""The main pages take no more queries than they may, asked again and after an entry by somebody else."""

import pytest

from costs import MOST, asked
from matrix import Scene


@pytest.mark.parametrize("name", MOST)
def test_a_page_takes_no_more_queries_than_it_may_warm_and_cold(at_work: Scene, name: str) -> None:
    warm, cold = asked(at_work, name)

    most_warm, most_cold = MOST[name]
    assert warm <= most_warm and cold <= most_cold, (warm, cold)


def test_after_an_entry_what_depends_on_it_is_read_anew(at_work: Scene) -> None:
    warm, cold = asked(at_work, "desk:desk")

    assert cold > 2 * warm
