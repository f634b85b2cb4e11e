"""The days that the form of a meeting proposes, and what it sends a second time."""

import re
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

import forgotten
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.meetings import actions
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.dues import notice_until
from cochair.site.desk import planning
from cochair.web.clock import clock
from signing import both_sign, day, league, schedule
from world import NOW

OCTOBER = {"place": "southport", "precision": "month", "start": "2032-10-01", "end": "2032-10-31"}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forgotten.everything()


@pytest.fixture
def experts(small_forum: Forum) -> Meeting:
    """A meeting of which both agreed the month."""
    act = actions.propose_plan(
        small_forum, made_in=2, slots={"experts": OCTOBER}, by=league(small_forum, NOW), at=NOW
    )
    both_sign(small_forum, act)
    return Meeting.objects.get(slug="league-concert-experts-2")


def client(forum: Forum) -> Client:
    return people.signed_in(Account.objects.get(pk=signing.secretariat(forum).account))


def shown(meeting: Meeting, at: datetime) -> str:
    address = reverse("desk:meeting", args=[meeting.forum.slug, meeting.slug])
    with clock.at(at):
        return client(meeting.forum).get(address, {"phase": "plan"}).text


def test_the_days_that_are_proposed_lie_in_the_month_that_both_agreed(experts: Meeting) -> None:
    found = planning.days(experts, NOW)

    assert found
    for one in found:
        assert "2032-10-01" <= one.first <= one.last <= "2032-10-31"
    assert re.search(r'name="day" value="2032-10-[^"]+" checked', shown(experts, NOW))


def test_a_day_for_which_a_notice_would_be_late_is_not_chosen_beforehand(experts: Meeting) -> None:
    """The period is that of the timetable of the forum."""
    at = datetime(2032, 10, 20, 9, tzinfo=NOW.tzinfo)
    until = notice_until(parties.book(experts.forum), date(2032, 10, 29))
    assert until is not None and until < at.date()

    page = shown(experts, at)

    assert not re.search(r'name="day" value="[^"]+" checked', page)
    assert 'name="day" value="" checked' in page
    assert "No day is chosen beforehand: for none that is left could a notice be in time." in page
    assert all(one.is_late for one in planning.days(experts, at))


def test_where_no_day_fits_what_both_agreed_that_is_said(experts: Meeting) -> None:
    at = datetime(2032, 11, 20, 9, tzinfo=NOW.tzinfo)

    assert planning.days(experts, at) == ()
    assert "the planner finds none in the time that both agreed" in shown(experts, at)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    return signing.planned(small_forum)


def test_a_list_that_is_for_signature_already_is_not_sent_again_and_the_day_goes(
    council: Meeting,
) -> None:
    (offered, *_more) = planning.agencies(council, NOW)
    field, code = f"agencies-{offered.group.code}", offered.entries[0][0]
    address = reverse("desk:plan-meeting", args=[council.forum.slug, council.slug])
    typed = {"day": "", "first": "2031-04-08", "format": "in_person", "place": "norhaven"}
    secretariat = client(council.forum)
    with clock.at(NOW):
        assert secretariat.post(address, typed | {field: [code]}).status_code == 302
        again = secretariat.post(
            address, typed | {"first": "2031-05-13", field: [code]}, follow=True
        )

    kinds = sorted(JointAct.objects.values_list("kind", flat=True))
    assert kinds.count("meeting.schedule") == 2 and len(kinds) == 3
    assert "is for signature already, as number 2: it was not sent again" in again.text


def test_a_refusal_names_the_part_and_keeps_what_was_typed(council: Meeting) -> None:
    act = schedule(council, day("2031-04-08"))
    (offered, *_more) = planning.agencies(council, NOW)
    address = reverse("desk:plan-meeting", args=[council.forum.slug, council.slug])
    typed = {
        "day": "",
        "first": "2031-04-08",
        "format": "in_person",
        "place": "norhaven",
        f"agencies-{offered.group.code}": [offered.entries[0][0]],
    }

    with clock.at(NOW):
        answer = client(council.forum).post(address, typed)

    assert answer.status_code == 422
    assert f"“{act.title['en']}” has already been sent" in answer.text
    assert 'value="2031-04-08"' in answer.text
    assert re.search(r'value="norhaven" selected', answer.text)
    assert re.search(rf'value="{offered.entries[0][0]}" checked', answer.text)


def test_the_act_on_the_day_makes_it_public_where_it_says_so_and_only_there(
    council: Meeting,
) -> None:
    address = reverse("desk:plan-meeting", args=[council.forum.slug, council.slug])
    typed = {"day": "", "first": "2031-04-08", "format": "in_person", "place": "norhaven"}
    public, secretariat = reverse("public:home", args=[council.forum.slug]), client(council.forum)
    with clock.at(NOW):
        for said in ({}, {"publish": "on"}):
            secretariat.post(address, typed | said)
        silent, telling = JointAct.objects.order_by("number")
        signing.concert(council.forum)
        assert "publish" not in silent.body
        assert "Anyone may read the date, place and format" in page_of(secretariat, telling)
        signing.both_sign(council.forum, telling)

        assert Meeting.objects.get(pk=council.pk).is_published
        shown = Client().get(public).text
        assert "8 Apr" in shown and "Date to be published" not in shown
        form = secretariat.get(reverse("desk:meeting", args=[council.forum.slug, council.slug]))
        assert 'name="publish"' not in form.text


def page_of(client: Client, act: JointAct) -> str:
    return client.get(reverse("acts:act", args=[act.forum.slug, act.number])).text
