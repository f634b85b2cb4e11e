"""Whoever waits for the other Party's signature reminds it from home: once a day, and home says when."""

import html
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.calendars import actions as notices
from cochair.features.invitations import contacts
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.web.clock import clock
from inviting_story import AGENCIES, noticed
from world import NOW

ESTMARK = "presidency-league-xe@example.org"
PALMERA = "presidency-concert-xp@example.org"
OURS = "secretariat-league@example.org"
HOUR = timedelta(hours=1)
LATER = NOW + 2 * HOUR


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    """Both presidencies and the secretariat of the League."""
    signing.league(small_forum)
    signing.concert(small_forum)
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    return small_forum


@pytest.fixture
def act(forum: Forum) -> JointAct:
    """An act for signature."""
    return signing.departure(forum)


def rows(forum: Forum, email: str, at: datetime = LATER) -> str:
    """What somebody waits for, as home says it."""
    with clock.at(at):
        client = people.signed_in(Account.objects.get(email=email))
        page = client.get(reverse("desk:home", args=[forum.slug])).content.decode()
    _before, _found, after = html.unescape(page).partition('aria-labelledby="waiting"')
    return " ".join(after.split("</section>", 1)[0].split())


def reminds(act: JointAct, email: str, at: datetime = LATER) -> HttpResponse:
    with clock.at(at):
        client = people.signed_in(Account.objects.get(email=email))
        return client.post(address(act))


def address(act: JointAct) -> str:
    return reverse("acts:remind", args=[act.forum.slug, act.number])


class TestSignature:
    def test_turns_2_the_party_that_signed_reminds_the_other_and_home_says_when(
        self, act: JointAct
    ) -> None:
        forum = act.forum
        assert address(act) not in rows(forum, ESTMARK)
        signing.turn(act, signing.league(forum))
        for waits in (ESTMARK, OURS):
            assert address(act) in rows(forum, waits) and "reminded on" not in rows(forum, waits)
        worker.tick(LATER)
        before = Message.objects.count()

        answer = reminds(act, OURS)

        home = reverse("desk:home", args=[forum.slug])
        assert (answer.status_code, answer["Location"]) == (302, home)
        assert signing.verbs(forum)[-1] == "act.reminded"
        worker.tick(LATER + timedelta(minutes=1))
        told = Message.objects.order_by("pk")[before:]
        said = f"For signature – {act.title['en']}"
        assert [(row.email, row.subject) for row in told] == [(PALMERA, said)]
        for waits in (ESTMARK, OURS):
            assert "reminded on" in rows(forum, waits, LATER + HOUR)
            assert address(act) not in rows(forum, waits, LATER + HOUR)

    def test_turns_2_it_is_reminded_of_once_a_day(self, act: JointAct) -> None:
        forum, day = act.forum, timedelta(days=1)
        signing.turn(act, signing.league(forum))
        assert reminds(act, ESTMARK).status_code == 302

        again = reminds(act, OURS, LATER + day - HOUR)
        assert again.status_code == 422
        assert "less than a day ago" in again.content.decode()
        assert address(act) in rows(forum, OURS, LATER + day)
        assert reminds(act, OURS, LATER + day).status_code == 302

        assert signing.verbs(forum).count("act.reminded") == 2

    def test_turns_2_whoever_has_not_signed_reminds_nobody_nor_of_what_is_in_effect(
        self, act: JointAct
    ) -> None:
        forum = act.forum
        unsigned = reminds(act, ESTMARK)
        signing.turn(act, signing.league(forum))
        other = reminds(act, PALMERA)
        assert address(act) not in rows(forum, PALMERA)
        signing.turn(act, signing.concert(forum))
        over = reminds(act, ESTMARK)

        assert [one.status_code for one in (unsigned, other, over)] == [422] * 3
        assert "Only a Party that has signed" in unsigned.content.decode()
        assert "act.reminded" not in signing.verbs(forum)


class TestAnswers:
    def test_turns_6_home_says_when_the_invited_were_reminded_and_offers_it_again_after_a_day(
        self, forum: Forum
    ) -> None:
        at = NOW + timedelta(days=1)
        noticed(forum)
        by = people.hat(forum, Account.objects.get(email=OURS))
        meeting = Meeting.objects.exclude(convened_at=None).latest("pk")
        link = f"{reverse('desk:meeting', args=[forum.slug, meeting.slug])}?phase=invite#remind"
        told = rows(forum, OURS, at)
        assert link not in told and "Read the invitation" not in told, "nobody has an address"
        reached = "".join(f"{one};;{one}@example.org;;\n" for one in ("XN", "XP", *AGENCIES))
        contacts.take_in(forum, reached, languages=("en",), by=by, at=at)
        told = rows(forum, OURS, at).partition("Read the invitation")[0].rpartition("<li>")[2]
        assert "1 of our Party" in told and "1 of the other Party" in told
        assert "2 institutions and other bodies" in told
        assert link in rows(forum, OURS, at) and "reminded on" not in rows(forum, OURS, at)

        notices.remind(meeting, by=by, at=at)

        assert "reminded on" in rows(forum, OURS, at + HOUR)
        assert link not in rows(forum, OURS, at + HOUR)
        assert link in rows(forum, OURS, at + timedelta(days=1))
