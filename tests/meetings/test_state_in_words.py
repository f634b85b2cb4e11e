"""What the head of a meeting says of its state: the latest step, with its day (domain.md C.4)."""

from datetime import datetime, timedelta

import pytest

import agendas
import inviting_story as story
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.compliance import queries as compliance
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.sessions import changes
from cochair.site.desk import labels
from cochair.web.clock import clock
from people import signed_in
from world import NOW

LATER, LAST = NOW + timedelta(days=2), NOW + timedelta(days=5)
OPENS = NOW.replace(month=4, day=8)


def told(forum: Forum, at: datetime = LAST, slug: str = signing.COUNCIL) -> str:
    """The state as the list and the board tell it: from facts alone."""
    found = compliance.facts_at(forum, at)
    meeting = next(one for one in found.meetings if one.id == slug)
    return labels.state_in_words(meeting, at, forum.zone)


def postponed(meeting: Meeting, at: datetime) -> None:
    by = signing.league(meeting.forum, at)
    act = changes.propose_postponement(
        story.fresh(meeting),
        reason=signing.REASON,
        by=by,
        at=at,
    )
    signing.both_sign(meeting.forum, act, at)


def test_the_head_follows_a_meeting_from_its_plan_to_its_end(small_forum: Forum) -> None:
    signing.planned(small_forum)
    assert told(small_forum) == "planned"
    meeting = signing.fixed(small_forum, signing.day("2031-04-08"))
    assert told(small_forum) == "confirmed by both Parties"

    story.listed(meeting)
    signing.both_sign(small_forum, story.proposed(meeting))
    assert told(small_forum) == "notice issued on 3 Feb 2031"
    agendas.provisional(meeting, at=LATER)
    assert told(small_forum) == "provisional agenda published on 5 Feb 2031"
    agendas.provisional(meeting, at=LAST)
    assert told(small_forum) == "provisional agenda published on 8 Feb 2031"

    assert told(small_forum, LATER) == "provisional agenda published on 5 Feb 2031"
    meeting = signing.stepped(story.fresh(meeting), "meeting.open", OPENS)
    assert told(small_forum, OPENS) == "open"
    signing.stepped(meeting, "meeting.close", OPENS + timedelta(hours=6))
    assert told(small_forum, OPENS + timedelta(hours=7)) == "held"


def test_a_meeting_that_lost_its_day_is_postponed_until_it_has_another(small_forum: Forum) -> None:
    meeting = story.noticed(small_forum)

    postponed(meeting, LATER)
    assert told(small_forum) == "postponed"

    act = signing.schedule(story.fresh(meeting), signing.day("2031-05-13"), at=LAST)
    signing.both_sign(small_forum, act, LAST)
    assert told(small_forum) == "confirmed by both Parties"


@pytest.mark.parametrize("noticed", [True, False])
def test_a_meeting_that_is_called_off_says_so(small_forum: Forum, noticed: bool) -> None:
    day = signing.day("2031-04-08")
    meeting = story.noticed(small_forum) if noticed else signing.fixed(small_forum, day)

    signing.stepped(meeting, "meeting.cancel", LATER)

    assert told(small_forum) == "cancelled"


def test_the_page_says_it_in_the_readers_language(small_forum: Forum) -> None:
    story.noticed(small_forum)
    reader = signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))

    with clock.at(LATER):
        page = reader.get(f"/en/{small_forum.slug}/meetings/{signing.COUNCIL}/").text

    assert "Notice issued on 3 Feb 2031" in page
    assert "Confirmed by both" not in page


def test_home_and_the_page_of_the_meeting_name_its_agenda_alike(small_forum: Forum) -> None:
    meeting = story.noticed(small_forum)
    agendas.provisional(meeting, at=LATER)
    agendas.provisional(meeting, at=LAST)
    reader = signed_in(Account.objects.get(email="secretariat-league@example.org"))

    with clock.at(LAST + timedelta(hours=1)):
        home = reader.get(f"/en/{small_forum.slug}/home/").text
        page = reader.get(f"/en/{small_forum.slug}/meetings/{signing.COUNCIL}/").text

    assert "agenda published on 8 Feb 2031" in home
    assert "agenda published on 8 Feb 2031" in page
    for shown in (home, page):
        assert "final agenda" not in shown and "agenda final" not in shown
        assert "published on 5 Feb 2031" not in shown
