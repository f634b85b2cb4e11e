"""An institution enters a meeting as what it was invited as, whatever its office is called (C.6, C.8)."""

import html
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.conduct import speakers
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Invitation, Meeting, ObserverRequest, Session
from cochair.features.meetings.part import Part
from cochair.features.observers import actions
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.web.clock import clock
from world import NOW

HARBOURS = "world-harbours"
OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)


@pytest.fixture
def meeting(small_forum: Forum) -> Iterator[Meeting]:
    """The Council with two sessions, to the first of which an organisation may come as an observer."""
    found = signing.fixed(small_forum)
    for number in (1, 2):
        Session.objects.create(
            meeting=found,
            number=number,
            starts=OPENS + timedelta(hours=number),
            ends=OPENS + timedelta(hours=number + 1),
            spoken=["en"],
            observers_admitted=number == 1,
            remote_link=f"https://room.example.org/{number}",
        )
    by = signing.secretariat(small_forum)
    row = actions.request_attendance(found, organisation=HARBOURS, reason="We care.", by=by, at=NOW)
    for key in (signing.league(small_forum), signing.concert(small_forum)):
        actions.answer_request(row, answer=Answer.AGREED, by=key, at=NOW)
    row = ObserverRequest.objects.get(pk=row.pk)
    act = actions.propose_invitation(row, sessions=(1,), documents="public", by=by, at=NOW)
    signing.both_sign(small_forum, act)
    with clock.at(NOW):
        yield found


def test_an_institution_that_was_invited_as_an_observer_enters_as_one(meeting: Meeting) -> None:
    account = people.person(meeting.forum, Role.INSTITUTION, organisation=HARBOURS)
    client, hat = people.signed_in(account), people.hat(meeting.forum, account)
    where = [meeting.forum.slug, meeting.slug]
    agenda = reverse("meetings:agenda", args=where)

    def enters() -> tuple[Part, set[str], bool, int, tuple[str, str] | None]:
        page = html.unescape(client.get(reverse("desk:meeting", args=where)).content.decode())
        return (
            attendance.part_of(meeting, hat, NOW),
            {one for one in ("/1", "/2") if f"room.example.org{one}" in page},
            f'"{agenda}"' in page,
            client.get(agenda).status_code,
            speakers.own(meeting, hat),
        )

    assert enters() == (Part.OBSERVER, {"/1"}, False, 404, ("observer", HARBOURS))

    Invitation.objects.filter(organisation__code=HARBOURS).update(basis="also_invited")

    assert enters() == (Part.INSTITUTION, {"/1", "/2"}, True, 200, ("institution", HARBOURS))
