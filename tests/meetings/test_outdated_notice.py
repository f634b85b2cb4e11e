"""A notice that is read after its meeting has moved says so, with the day that holds now."""

import html
from datetime import timedelta

import pytest
from django.test import Client

import inviting_story as story
import moves
import people
import signing
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.web.clock import clock
from world import NOW

LATER = NOW + timedelta(days=1)
OUTDATED, GONE = (
    "The meeting has changed since this notice",
    "The date in this notice was withdrawn after the notice was issued. A new date has not been fixed yet.",
)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council on 8 April, with its notice."""
    return story.noticed(small_forum)


def reader(forum: Forum) -> Client:
    return people.signed_in(people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))


def told(client: Client, meeting: Meeting, rest: str, language: str = "en") -> str:
    address = f"/{language}/{meeting.forum.slug}/meetings/{meeting.slug}/{rest}"
    with clock.at(LATER):
        answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def both_pages(meeting: Meeting) -> tuple[str, str]:
    """The invitation of Norland and the notice, as its delegation reads them."""
    client, number = reader(meeting.forum), story.invitation(meeting, "XN").pk
    return told(client, meeting, f"invitations/{number}/"), told(client, meeting, "notice/")


def test_a_notice_that_is_abreast_of_its_meeting_says_nothing(council: Meeting) -> None:
    for page in both_pages(council):
        assert OUTDATED not in page and GONE not in page


def test_a_meeting_that_moved_gives_its_new_day_beside_the_old_notice(council: Meeting) -> None:
    moves.moved(council, "2031-04-17", LATER)

    for page in both_pages(council):
        assert "8 April 2031" in page
        assert OUTDATED in page
        said = page[page.index(OUTDATED) :].partition("</p>")[0]
        assert "17" in said and "Apr" in said and "Norhaven" in said


def test_a_meeting_that_lost_its_day_says_so_and_a_cancelled_one_only_that(
    council: Meeting,
) -> None:
    moves.postponed(council, LATER)
    for page in both_pages(council):
        assert GONE in page

    signing.stepped(story.fresh(council), "meeting.cancel", LATER)
    client = people.signed_in(people.person(council.forum, Role.DELEGATION_HEAD, "LEAGUE", "XB"))
    page = told(client, council, f"invitations/{story.invitation(council, 'XB').pk}/")
    assert GONE not in page and "This meeting is cancelled." in page


def test_i_2_3_a_notice_is_sent_anew_from_its_page_once_the_meeting_moved(council: Meeting) -> None:
    """Whoever prepares it finds the form only then: one that is abreast is not sent twice."""
    office = people.person(council.forum, Role.SECRETARIAT, "LEAGUE", email="desk@example.org")
    client, form = people.signed_in(office), 'name="preview"'
    assert form not in told(client, council, "notice/")

    moves.moved(council, "2031-04-17", LATER)
    page = told(client, council, "notice/")
    assert form in page and OUTDATED in page


def test_an_agency_reads_on_home_and_on_its_page_that_a_meeting_has_changed_and_what_the_notice_gave(
    council: Meeting,
) -> None:
    """Both gave the new day as if it had always been that one; a cancelled meeting says that alone."""
    agency = people.person(
        council.forum, Role.INSTITUTION, organisation="northern-coast-guard", start=NOW
    )
    client, said = people.signed_in(agency), "Changed since the notice of meeting was issued"

    def pages() -> tuple[str, str]:
        with clock.at(LATER):
            home = html.unescape(client.get(f"/en/{council.forum.slug}/home/").content.decode())
        return home, told(client, council, "")

    assert not any(said in page for page in pages())

    moves.moved(council, "2031-04-17", LATER)
    for page in pages():
        gave = page.partition(said)[2].partition("</p>")[0]
        assert "8 April 2031" in gave and "17" not in gave and "17–18 Apr 2031" in page

    moves.postponed(council, LATER)
    for page in pages():
        assert "8 April 2031" in page.partition(said)[2].partition("</p>")[0]

    Meeting.objects.filter(pk=council.pk).update(cancelled_at=LATER)
    for page in pages():
        assert said not in page and "cancelled" in page.casefold()
