"""H16: once one Party took its word back, no address that worked for an observer works (T13)."""

import re

import pytest
from django.test import Client

import packs
from cochair.features.meetings.models import Invitation, Meeting
from cochair.web.clock import clock
from matrix import table
from meetings import test_observing_pages as observing
from meetings.test_observing_pages import COUNCIL, HARBOURS, HOUR, at, guest, invited, meeting
from signing import concert, league
from world import NOW

__all__ = ["meeting"]

# The link to the session that was granted: nobody is told it who is not admitted.
SECRET = b"room.example.org/1"
WALKED = [
    route
    for route in table()[1]
    if "GET" in route.answers
    and route.is_ours
    and not route.by_program
    and not set(re.findall(r"\{(\w+)\}", route.path)) - {"planned"}
]


def addresses(secret: str) -> dict[str, str]:
    """Every address of a forum and of the meeting, and the calendar and the list of the observer."""
    named = {route.name: route.path.format(planned=COUNCIL) for route in WALKED}
    return {
        **named,
        "its own calendar": f"/en/league-concert/calendar/feed/{secret}.ics",
        "its own page": f"/en/league-concert/meetings/{COUNCIL}/",
        "its own people": at("delegation", COUNCIL, HARBOURS),
        "search": "/en/league-concert/search/?q=room",
    }


def telling(client: Client, secret: str) -> set[str]:
    """The addresses whose answer tells the link, opens the list of people, or holds the event."""
    found = set()
    for name, path in addresses(secret).items():
        answer = client.get(path)
        said = packs.read(answer)
        opens = name == "its own people" and answer.status_code == 200
        holds = name == "its own calendar" and b"BEGIN:VEVENT" in said
        if SECRET in said or opens or holds:
            found.add(name)
    return found


@pytest.mark.parametrize("who", ["LEAGUE", "CONCERT"])
def test_no_address_that_worked_for_an_observer_works_once_a_party_took_its_word_back(
    meeting: Meeting, who: str
) -> None:
    row = invited(meeting)
    observer = guest(meeting.forum, HARBOURS)
    made = observer.post("/en/league-concert/calendar/feeds/").content.decode()
    secret = re.search(r"/calendar/feed/([\w-]+)\.ics", made)
    assert secret is not None
    before = telling(observer, secret[1])
    assert {"its own page", "its own calendar", "its own people"} <= before

    by = {"LEAGUE": league, "CONCERT": concert}[who](meeting.forum)
    observing.actions.answer_request(
        row, answer=observing.Answer.WITHDRAWN, note="", by=by, at=NOW + HOUR
    )
    with clock.at(NOW + 2 * HOUR):
        after = telling(observer, secret[1])
        stranger = telling(Client(), secret[1])

    assert after == stranger == set()
    invitation = Invitation.objects.get(organisation=row.organisation)
    assert invitation.withdrawn_at is not None
