"""Who the Parties and their members are is read anew after what may change it, and only then.

Beside every objection it cost more than the objection, in the last second before an end.
"""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cochair.features.parties import actions, queries
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from people import person
from signing import both_sign, concert, day, league, planned, schedule
from silences import EXPIRY, lagoon, norland, opened, sent
from world import NOW


def rows_read(forum: Forum) -> int:
    with CaptureQueriesContext(connection) as made:
        queries.roster(forum)
    return sum("parties_member" in one["sql"] for one in made.captured_queries)


def test_an_objection_changes_no_member_and_a_designation_does(small_forum: Forum) -> None:
    row = opened(small_forum)
    queries.roster(small_forum)

    for number, by in enumerate((norland(small_forum), lagoon(small_forum))):
        sent(row, by, at=EXPIRY - timedelta(hours=2 - number))
        assert rows_read(small_forum) == 0

    made = actions.designate(
        small_forum,
        party="CONCERT",
        member="XS",
        start=NOW + timedelta(days=900),
        end=None,
        zone="Pacific/Auckland",
        document="Minutes of January",
        by=concert(small_forum),
        at=NOW,
    )
    assert rows_read(small_forum) > 0
    assert made in queries.roster(small_forum).term_rows


def test_an_office_and_a_day_that_both_sign_change_no_member(small_forum: Forum) -> None:
    meeting = planned(small_forum)
    league(small_forum), concert(small_forum)
    queries.roster(small_forum)

    person(small_forum, Role.AUDITOR)
    assert rows_read(small_forum) == 0
    act = both_sign(small_forum, schedule(meeting, day("2031-04-08")))
    assert act.effective_at
    assert rows_read(small_forum) == 0
