"""A silence whose end both moved: everything else tells the end that counts, and not the first one."""

from datetime import timedelta

import pytest

import signing
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.handovers import actions as handovers
from cochair.features.parties.models import Forum
from cochair.features.silence import acts, kind
from cochair.kernel.search import Filters
from cochair.procedure.calendar import civil_day
from owing import owed
from silences import EXPIRY, norland, opened, sent
from world import NOW

HOUR = timedelta(hours=1)
TUESDAY = EXPIRY + timedelta(days=5)


@pytest.fixture
def moved(small_forum: Forum) -> SilenceProcedure:
    """A silence that was to end on Thursday, and ends on the Tuesday after."""
    row = opened(small_forum)
    by, at = signing.secretariat(small_forum), NOW + HOUR
    signing.both_sign(small_forum, acts.EXTEND.propose(row, TUESDAY, by=by, at=at), at)
    return row


def test_the_file_for_the_next_presidency_has_the_day_on_which_it_ends(
    moved: SilenceProcedure,
) -> None:
    pack = handovers.make_pack(moved.forum, by=signing.league(moved.forum), at=NOW + 2 * HOUR)

    (part,) = [one for one in pack.content if one["code"] == "handover.silences"]
    assert [row["day"] for row in part["rows"]] == [civil_day(TUESDAY, moved.zone).isoformat()]


def test_the_letter_is_asked_for_by_the_day_on_which_it_ended(moved: SilenceProcedure) -> None:
    sent(moved, norland(moved.forum), EXPIRY + HOUR)

    (asked, *_more) = [
        turn
        for turn in owed("silence", moved.forum, TUESDAY + HOUR)
        if turn.says == kind.SIGN_LETTER
    ]

    assert asked.facts["day"] == civil_day(TUESDAY, moved.forum.zone)


def test_a_search_is_narrowed_by_the_day_on_which_it_ends(moved: SilenceProcedure) -> None:
    day, found = civil_day(TUESDAY, moved.forum.zone), kind.Silences()

    rows = list(found._narrowed(moved.forum, Filters(since=day, until=day)))

    assert rows == [moved]
    assert found.shown(moved.forum, rows[0]).day == TUESDAY
