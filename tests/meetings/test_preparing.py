"""Preparatory meetings, what they covered, and what they left to do (II.*.meetings.b)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import FollowUp, Meeting
from cochair.features.parties import queries as parties
from cochair.features.preparations import actions, follow_up, queries
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import concert, fixed, league, stepped, verbs
from world import NOW

YESTERDAY = NOW - timedelta(days=1)


def prepared(meeting: Meeting, *topics: str, present: tuple[str, ...] = ("LEAGUE", "CONCERT")):
    """A preparatory meeting of yesterday."""
    return actions.record_preparation(
        meeting,
        held_at=YESTERDAY,
        format="virtual",
        present=present,
        topics=topics,
        note="Both went through the items one by one.",
        by=league(meeting.forum),
        at=NOW,
    )


def left_to_do(meeting: Meeting, text: str = "Send the list.", party: str = "", due=None):
    """A follow-up of a preparatory meeting."""
    return follow_up.add_follow_up(
        prepared(meeting, "discussions"),
        text=text,
        party=party,
        due=due,
        by=league(meeting.forum),
        at=NOW,
    )


def covered(meeting: Meeting) -> dict[str, bool]:
    """Of each topic that the procedures name, whether it was prepared by all."""
    book, roster = parties.book(meeting.forum, NOW), parties.roster(meeting.forum)
    held = queries.preparations(meeting)
    return {
        one.code: one.by is not None
        for one in queries.topics(meeting, held, book, roster.party_codes)
    }


def test_a_topic_is_covered_when_all_were_there_and_not_when_one_was_absent(small_forum) -> None:
    meeting = fixed(small_forum)
    assert set(covered(meeting).values()) == {False}

    prepared(meeting, *meetings.TOPICS, present=("LEAGUE",))
    assert set(covered(meeting).values()) == {False}

    prepared(meeting, *meetings.TOPICS)
    assert set(covered(meeting).values()) == {True}


def test_what_both_noted_as_not_appropriate_is_shown_with_their_reason(small_forum) -> None:
    meeting = stepped(fixed(small_forum), "meeting.not_appropriate", value="consensus")
    concert(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    with clock.at(NOW):
        page = client.get(reverse("meetings:preparations", args=[small_forum.slug, meeting.slug]))

    book, roster = parties.book(small_forum, NOW), parties.roster(small_forum)
    noted = {one.code: one.note for one in queries.topics(meeting, (), book, roster.party_codes)}
    if "consensus" in noted:
        assert noted["consensus"] is not None
    assert page.status_code == 200


def test_a_follow_up_is_noted_and_done_once(small_forum) -> None:
    left = left_to_do(fixed(small_forum), party="CONCERT", due=date(2031, 3, 1))

    done = follow_up.finish_follow_up(left, by=concert(small_forum), at=NOW)

    assert done.done_at == NOW
    with pytest.raises(Refused, match="This was marked as done on"):
        follow_up.finish_follow_up(left, by=concert(small_forum), at=NOW)
    assert verbs(small_forum)[-2:] == ["preparation.follow_up_noted", "preparation.follow_up_done"]


@pytest.mark.parametrize(
    ("text", "party", "due", "said"),
    [
        (" ", "", None, "what is to be done"),
        ("Send it.", "MOON", None, "no Party called “MOON”"),
        ("Send it.", "", date(2031, 1, 1), "before the preparatory meeting"),
        ("Send it.", "", date(9999, 1, 1), "2200"),
    ],
    ids=["no words", "a Party that is none", "a day before it", "a day outside the calendar"],
)
def test_a_follow_up_is_refused(small_forum, text, party, due, said) -> None:
    with pytest.raises(Refused, match=said):
        left_to_do(fixed(small_forum), text, party, due)
    assert not FollowUp.objects.exists()


def test_the_page_shows_what_is_left_and_takes_what_is_typed(small_forum) -> None:
    meeting = fixed(small_forum)
    found = prepared(meeting, "discussions")
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("meetings:add_follow_up", args=[small_forum.slug, meeting.slug, found.pk])
    with clock.at(NOW):
        refused = client.post(address, {"text": "", "party": "", "due": ""})
        page = client.post(
            address, {"text": "<i>Send</i> it", "party": "LEAGUE", "due": "2031-03-01"}, follow=True
        )
        elsewhere = client.post(
            reverse("meetings:add_follow_up", args=[small_forum.slug, meeting.slug, 99999]),
            {"text": "Send it"},
        )

    assert (refused.status_code, elsewhere.status_code) == (422, 404)
    assert "&lt;i&gt;Send&lt;/i&gt; it" in page.content.decode()


def test_the_page_costs_the_same_with_many_preparatory_meetings(
    small_forum, django_assert_max_num_queries
) -> None:
    meeting = fixed(small_forum)
    for _number in range(8):
        left_to_do(meeting)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("meetings:preparations", args=[small_forum.slug, meeting.slug])
    with clock.at(NOW):
        client.get(address)
        with django_assert_max_num_queries(22):
            answer = client.get(address)

    assert answer.status_code == 200


def test_what_was_entered_is_shown_where_it_was_asked_for_and_a_refusal_stays_on_the_form(
    small_forum,
) -> None:
    meeting = fixed(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    form = reverse("meetings:preparation", args=[small_forum.slug, meeting.slug])
    typed = {
        "day": YESTERDAY.date().isoformat(),
        "hour": "09:00",
        "format": "virtual",
        "present": ["LEAGUE", "CONCERT"],
        "topics": ["discussions"],
        "note": "Both went through the items one by one.",
    }
    with clock.at(NOW):
        refused = client.post(form, {**typed, "day": (NOW + timedelta(days=2)).date().isoformat()})
        entered = client.post(form, typed)
        shown = client.get(entered["Location"]).content.decode()

    assert refused.status_code == 422
    assert entered.status_code == 302
    assert entered["Location"] == reverse(
        "meetings:preparations", args=[small_forum.slug, meeting.slug]
    )
    # Nobody said that there is nothing to follow up.
    assert "No follow-up recorded yet." in shown
