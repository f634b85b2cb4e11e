"""C.4: the meetings of a closed cycle are only read; their pages offer nothing that would be refused."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from cochair.features.compliance import closure
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import subpages
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import State, state_of
from cochair.journal.actions import record
from matrix import Scene
from signing import league
from world import NOW

# Forms with a button of their own, and buttons of other forms.
FORM = re.compile(r"<form[^>]*>.*?</form>", re.DOTALL)
ADDRESS = re.compile(r'action="([^"]*)"')
ELSEWHERE = re.compile(r'formaction="([^"]*)"')


def shut(scene: Scene) -> None:
    """Both closed the cycle in which the scene plays."""
    cycle = Cycle.objects.get(forum=scene.forum, number=2)
    with transaction.atomic():
        closure.shut(cycle, NOW)
        record(scene.forum.slug, verb="cycle.closed", about=("cycle", str(cycle)), by=None, at=NOW)


def offered(scene: Scene, who: str) -> set[str]:
    """What can be sent from the pages of the meetings of the cycle."""
    found = set()
    for meeting in Meeting.objects.filter(cycle__number=2, forum=scene.forum):
        for tab in subpages.of(meeting, league(scene.forum), NOW):
            answer = scene.client(who).get(tab.address)
            # What the two presidencies prepare among themselves no delegation finds.
            is_hidden = who == "delegation" and tab.address.endswith("/preparations/")
            assert answer.status_code == (404 if is_hidden else 200), tab.address
            if is_hidden:
                continue
            main = answer.content.decode().partition("<main")[2]
            found |= set(ELSEWHERE.findall(main))
            for form in FORM.findall(main):
                if 'method="post"' in form and "<button" in form:
                    where = ADDRESS.search(form)
                    found.add(where[1] if where else tab.address)
    return found


@pytest.mark.parametrize("who", ["secretariat", "co_presidency", "delegation"])
def test_the_pages_of_its_meetings_offer_nothing_that_is_refused(at_work: Scene, who: str) -> None:
    before = offered(at_work, who)
    shut(at_work)

    left = offered(at_work, who)

    assert before
    assert left == set()


def test_a_meeting_of_a_closed_cycle_is_archived_and_says_why_nothing_is_done(
    at_work: Scene,
) -> None:
    shut(at_work)
    meeting = Meeting.objects.get(slug=at_work.places["planned"])

    assert state_of(meeting, NOW) is State.ARCHIVED
    page = at_work.client("secretariat").get(
        reverse("desk:meeting", args=[at_work.forum.slug, meeting.slug])
    )
    assert "This cycle was closed on:" in page.content.decode()
    step = reverse("meetings:step", args=[at_work.forum.slug, meeting.slug, "cancel"])
    answer = at_work.client("secretariat").post(step, {"reason": "Nobody can come on that day."})
    assert answer.status_code == 422
    assert (
        "is closed and can only be read. Corrigenda, addenda to its statement, signatures and publications remain possible."
        in answer.content.decode()
    )
