"""A handover ahead is told to both holders and their side, with the way to the pack (N29)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

import people
from cochair.features.handovers import actions, notices
from cochair.features.handovers.models import Pack
from cochair.features.mail import notifications
from cochair.features.mail.actions import queue
from cochair.features.mail.letters import Letter, Page
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from signing import concert, league

# The term of Estmark ends, and that of Norland begins, on 1 July 2031 in Helsinki.
HANDOVER = datetime.fromisoformat("2031-06-30T21:00+00:00")


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    """Both presidencies of the League, their secretariat, a delegation, and the Concert."""
    league(small_forum)
    concert(small_forum)
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    people.person(small_forum, Role.INCOMING, "LEAGUE", "XN")
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB")
    return small_forum


def told(forum: Forum, **before: int) -> list[Letter]:
    """What is told so long before the handover (less than nothing: after it)."""
    return list(notices.of_handovers(forum, HANDOVER - timedelta(**before)))


def keys(letters: Iterable[Letter]) -> set[str]:
    return {letter.key.rpartition(":")[2] for letter in letters}


KEY = "handover-ahead:league-2031-1:2031-06-30"
BOTH_SIDES = ["co_presidency LEAGUE XE", "incoming LEAGUE XN", "secretariat LEAGUE"]


@pytest.mark.parametrize("days", [30, 1, 0])
def test_both_holders_and_their_secretariat_hear_of_the_handover(forum: Forum, days: int) -> None:
    found = told(forum, days=days)

    assert sorted(letter.to.office for letter in found) == BOTH_SIDES
    assert {letter.event for letter in found} == {"N29"}
    assert {letter.space for letter in found} == {"party:LEAGUE"}
    assert not told(forum, days=31)


def test_a_worker_that_was_off_on_the_day_tells_the_step_that_was_missed_once(
    forum: Forum,
) -> None:
    """The steps are thirty days before, one day before, and the instant itself (C.5)."""
    for before, step in ((29, "30"), (17, "30"), (2, "30"), (1, "1"), (0, "0"), (-5, "0")):
        assert keys(told(forum, days=before)) == {step}, before

    for before in (29, 28, 1, 0, -1, -2):
        at = HANDOVER - timedelta(days=before)
        queue(notices.of_handovers(forum, at), at)
    assert Message.objects.filter(event="N29").count() == 3 * len(BOTH_SIDES)


def test_a_handover_that_is_not_complete_is_told_again_until_who_left_reads_nothing(
    forum: Forum,
) -> None:
    """A week, a month and twelve weeks after the instant, with what is left to do."""
    for after, step in ((7, "-7"), (14, "-7"), (30, "-30"), (84, "-84"), (90, "-84")):
        found = told(forum, days=-after)
        assert keys(found) == {step}, after
        assert "The handover file has not been made yet." in str(found[0].lines[1])
    assert not told(forum, days=-15)
    assert not told(forum, days=-92)

    at = HANDOVER - timedelta(days=5)
    pack = actions.make_pack(forum, by=league(forum, at), at=at)
    assert "The handover file has not been accepted yet." in str(told(forum, days=-8)[0].lines[1])
    Pack.objects.filter(pk=pack.pk).update(accepted_at=at)
    assert "The handover file has not been acknowledged yet." in str(
        told(forum, days=-8)[0].lines[1]
    )

    Pack.objects.filter(pk=pack.pk).update(acknowledged_at=at)

    assert not told(forum, days=-8)
    assert keys(told(forum, days=-6)) == {"0"}


def test_before_the_instant_the_rights_end_and_after_it_they_have_ended(forum: Forum) -> None:
    (before, *_more) = told(forum, hours=1)
    (after, *_more) = told(forum, hours=-1)

    assert "end, and" in str(before.lines[0])
    assert "ended, and" in str(after.lines[0])
    assert (before.key, after.key) == (f"{KEY}:1", f"{KEY}:0")


def test_the_letter_leads_to_the_pack_or_to_where_it_is_made(forum: Forum) -> None:
    without = {letter.path for letter in told(forum, days=20)}
    assert without == {Page("handovers:handover", (forum.slug,))}

    for days in (25, 22):
        at = HANDOVER - timedelta(days=days)
        pack = actions.make_pack(forum, by=league(forum, at), at=at)

    assert pack.number == 2
    assert {one.path for one in told(forum, days=20)} == {Page("handovers:pack", (forum.slug, 2))}
    at = HANDOVER - timedelta(days=20)
    queue(notices.of_handovers(forum, at), at)
    assert "/handover/2/" in Message.objects.filter(event="N29")[0].body


def test_the_worker_asks_for_handovers(forum: Forum) -> None:
    assert dict(notifications.reminders())["handover-ahead"] is notices.of_handovers
