"""Whose turn it is while one presidency hands over to the next."""

from datetime import datetime, timedelta
from unittest import mock

import people
import signing
from cochair.features.handovers import actions, kind
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import WIND_DOWN, Role
from owing import owed, said
from signing import league
from world import NOW

END = datetime.fromisoformat("2031-06-30T21:00+00:00")
# The term before it ended longer ago than 90 days.
SOON = END - timedelta(days=40)
CP, SEC = "co_presidency", "secretariat"


def of(forum: Forum, at: datetime) -> list[tuple[str, str, str]]:
    ours = {"LEAGUE", "XE", "XN"}
    return said([one for one in owed("handover", forum, at) if one.of in ours])


def test_the_file_is_made_from_a_month_before_the_end_and_for_ninety_days_after(
    small_forum: Forum,
) -> None:
    assert of(small_forum, END - timedelta(days=31)) == []
    assert of(small_forum, END - timedelta(days=30)) == [
        (CP, "LEAGUE", kind.MAKE),
        (f"({SEC})", "LEAGUE", kind.MAKE),
    ]
    assert of(small_forum, END) == [(CP, "XE", kind.MAKE), (SEC, "LEAGUE", kind.MAKE)]
    assert of(small_forum, END + WIND_DOWN) == []


def test_then_it_is_accepted_and_acknowledged_and_then_nobody_acts(small_forum: Forum) -> None:
    by = league(small_forum)
    pack = actions.make_pack(small_forum, by=by, at=NOW)
    acknowledge = (CP, "XE", kind.ACKNOWLEDGE)

    assert of(small_forum, SOON) == [
        ("incoming", "XN", kind.ACCEPT),
        (CP, "XN", kind.ACCEPT),
        acknowledge,
    ]
    assert of(small_forum, END) == [(CP, "XN", kind.ACCEPT), acknowledge]
    (turn, *_others) = owed("handover", small_forum, SOON)
    assert (turn.until, turn.firm) == (END, "fixed")
    assert turn.address == ("handovers:pack", "1", "#state")

    account = people.person(small_forum, Role.INCOMING, "LEAGUE", "XN")
    actions.accept(pack, name="Ada Berg", by=people.hat(small_forum, account), at=NOW)
    assert of(small_forum, END) == [acknowledge]
    assert of(small_forum, END + WIND_DOWN) == [(SEC, "LEAGUE", kind.ACKNOWLEDGE)]

    actions.acknowledge(pack, name="Eva Holm", by=by, at=NOW)
    assert of(small_forum, END) == []


def test_a_file_that_lacks_what_came_since_is_made_again_before_the_term_ends(
    small_forum: Forum,
) -> None:
    made, later = END - timedelta(days=20), END - timedelta(days=10)
    actions.make_pack(small_forum, by=league(small_forum, made), at=made)
    again = {(CP, "LEAGUE", kind.MAKE_AGAIN), (f"({SEC})", "LEAGUE", kind.MAKE_AGAIN)}
    assert not again & set(of(small_forum, later))

    signing.both_sign(small_forum, signing.departure(small_forum, at=later), later)
    assert again < set(of(small_forum, later))
    # The exception, and the act by which both agreed on it.
    asked = next(one for one in owed("handover", small_forum, later) if one.facts)
    assert (asked.facts["n"], asked.until, asked.firm) == ("2", END, "fixed")
    assert not again & set(of(small_forum, END))

    actions.make_pack(small_forum, by=league(small_forum, later), at=later)
    assert not again & set(of(small_forum, later))


def test_a_file_of_a_term_without_an_end_is_accepted_by_whoever_comes_next(
    small_forum: Forum,
) -> None:
    """It ends when the next one begins: that it names no end itself takes the turn from nobody."""
    actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    PresidencyTerm.objects.filter(party__code="LEAGUE", end=END).update(end=None)
    anew = parties.read_roster(small_forum.pk)

    with mock.patch.object(parties, "roster", lambda _forum: anew):
        assert (CP, "XN", kind.ACCEPT) in of(small_forum, SOON)
        (turn, *_others) = owed("handover", small_forum, SOON)
    assert turn.until == END
