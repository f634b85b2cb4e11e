"""The agenda and the sessions of a meeting as PDF: what a reader takes away is what the page shows them.

domain.md C.6 (power matrix), C.8.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from django.test import Client

import agendas
import people
import signing
from agendas import REVIEW
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.sessions import actions
from cochair.web.clock import clock
from signing import secretariat
from world import NOW

EIGHT = datetime(2031, 4, 8, 7, tzinfo=UTC)
PLENARY = actions.Plan(
    kind="plenary",
    starts=EIGHT,
    ends=EIGHT + timedelta(hours=3),
    spoken=("en", "es", "pt"),
    interpreted=("en", "es", "pt"),
    title={"en": "Opening"},
)
LUNCH = replace(
    PLENARY,
    kind="working_lunch",
    starts=EIGHT + timedelta(hours=3),
    ends=EIGHT + timedelta(hours=5),
    interpreted=(),
    title={},
)


def planned(meeting: Meeting, plan: actions.Plan = PLENARY) -> None:
    actions.plan_session(meeting, plan=plan, by=secretariat(meeting.forum), at=NOW)


@pytest.fixture(autouse=True)
def monday():
    """The clock stands still."""
    with clock.at(NOW):
        yield


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its days."""
    return signing.fixed(small_forum)


def reader(forum: Forum, role: Role, party: str = "", member: str = "") -> Client:
    return people.signed_in(people.person(forum, role, party, member))


def address(meeting: Meeting, rest: str, language: str = "en") -> str:
    return f"/{language}/{meeting.forum.slug}/meetings/{meeting.slug}/{rest}"


def words(client: Client, where: str) -> str:
    """The words of a PDF, in one line."""
    answer = client.get(where)
    assert answer.status_code == 200, answer.status_code
    assert answer.headers["Cache-Control"] == "private, no-store"
    with pypdfium2.PdfDocument(answer.content) as made:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in made).split())


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Review of the year"), ("es", "Examen del año"), ("pt", "Exame do ano")],
)
def test_the_agenda_that_stands_is_taken_away_in_the_language_of_the_page(
    meeting: Meeting, language: str, said: str
) -> None:
    version = agendas.provisional(meeting)
    delegation = reader(meeting.forum, Role.DELEGATION_HEAD, "CONCERT", "XS")
    page = delegation.get(address(meeting, "agenda/", language)).content.decode()
    where = re.findall(r'href="([^"]+\.pdf)"', page)

    assert where == [address(meeting, f"agenda/versions/{version.reference}.pdf", language)]
    found = words(delegation, where[0])
    for one in (said, "LC/2031/4", "60 min", "8"):
        assert one in found


def test_a_draft_is_taken_away_by_those_who_prepare_and_by_nobody_else(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting, replace(REVIEW, title={"es": "Examen <b>del</b> #año"}))
    where = address(meeting, f"agenda/versions/{agendas.latest(meeting).reference}.pdf")
    preparing = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    delegation = reader(meeting.forum, Role.DELEGATION_HEAD, "CONCERT", "XS")

    found = words(preparing, where)
    assert "Not published" in found
    # What somebody wrote is text, in the language in which they wrote it where there is no other.
    assert "Examen <b>del</b> #año" in found
    assert delegation.get(where).status_code == 404


def test_the_sessions_are_taken_away_by_day_as_far_as_a_reader_hears_of_them(
    meeting: Meeting,
) -> None:
    planned(meeting)
    planned(meeting, LUNCH)
    planned(meeting, replace(PLENARY, kind="co_chairs", title={"en": "Among co-chairs"}))
    preparing = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    delegation = reader(meeting.forum, Role.DELEGATION_HEAD, "CONCERT", "XS")
    page = delegation.get(address(meeting, "sessions/")).content.decode()

    assert re.findall(r'href="([^"]+\.pdf)"', page) == [address(meeting, "sessions.pdf")]
    found = words(delegation, address(meeting, "sessions.pdf"))
    for one in ("Tuesday 8 April 2031", "Opening", "no interpretation", "English"):
        assert one in found
    assert "Among co-chairs" not in found
    assert "Among co-chairs" in words(preparing, address(meeting, "sessions.pdf"))
    assert "Sesiones" in words(preparing, address(meeting, "sessions.pdf", "es"))


def test_a_meeting_without_sessions_says_so(meeting: Meeting) -> None:
    preparing = reader(meeting.forum, Role.SECRETARIAT, "LEAGUE")

    assert "No sessions planned" in words(preparing, address(meeting, "sessions.pdf"))
    page = preparing.get(address(meeting, "sessions/")).content.decode()
    assert "sessions.pdf" not in page


def test_a_change_of_the_agenda_is_in_the_next_file(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    preparing = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    before = address(meeting, f"agenda/versions/{agendas.latest(meeting).reference}.pdf")
    assert "Another" not in words(preparing, before)

    agendas.change(meeting, "i2", title=dict.fromkeys(("en", "es", "pt"), "Another"))
    after = address(meeting, f"agenda/versions/{agendas.latest(meeting).reference}.pdf")
    assert "Another" in words(preparing, after)
    # The version that was there says what it said.
    assert "Another" not in words(preparing, before)
