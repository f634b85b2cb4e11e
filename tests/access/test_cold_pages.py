"""The main pages take no more queries than they may: asked again, after an entry by somebody else about
something else, and in a process that has kept nothing yet."""

import pytest

from costs import MOST, MOST_AFTER_A_WRITE, asked, asked_after_a_write_about_it
from matrix import Scene


@pytest.mark.parametrize("name", MOST)
def test_a_page_takes_no_more_queries_than_it_may_warm_after_an_entry_and_cold(
    at_work: Scene, name: str
) -> None:
    warm, after, cold = asked(at_work, name)

    most_warm, most_after, most_cold = MOST[name]
    # Once more for what is asked anew after an entry: what other tests wrote may be asked with it.
    assert warm <= most_warm and after <= most_after + 1 and cold <= most_cold, (warm, after, cold)


def test_what_nothing_is_kept_of_is_read_anew(at_work: Scene) -> None:
    warm, _after, cold = asked(at_work, "desk:home")

    assert cold > 2 * warm


@pytest.mark.parametrize("name", MOST_AFTER_A_WRITE)
def test_after_a_write_about_it_a_page_asks_again_what_it_knows_and_no_more(
    at_work: Scene, name: str
) -> None:
    about = asked_after_a_write_about_it(at_work, name)

    assert about <= MOST_AFTER_A_WRITE[name]
