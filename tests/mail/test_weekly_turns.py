"""The weekly digest begins with the reader's turns: as home lists them, and only where there are any."""

import html
import re
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.mail import actions, notifications, worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.site.desk import turn_texts
from cochair.web.clock import clock
from inviting_story import noticed
from mail.posting import letter
from world import NOW

MONDAY = datetime(2031, 2, 10, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
TUESDAY = NOW + 24 * HOUR
EIGHT = MONDAY + 2 * HOUR
PALMERA = "presidency-concert-xp@example.org"
ESTMARK = "presidency-league-xe@example.org"
ADDRESS = re.compile(r"https?://[^/]+(/en/\S+)")
FIRST_LINK = re.compile(r'<div class="acts">\s*<a[^>]*?href="([^"]+)"')

pytestmark = pytest.mark.usefixtures("turns_alone")


@pytest.fixture
def turns_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written but of turns, and what a test writes."""
    kept = {code: one for code, one in notifications._REMINDERS.items() if code == "own-tasks"}
    monkeypatch.setattr(notifications, "_BY_VERB", defaultdict(list))
    monkeypatch.setattr(notifications, "_TOGETHER", [])
    monkeypatch.setattr(notifications, "_REMINDERS", kept)


@pytest.fixture
def act(small_forum: Forum) -> JointAct:
    """Both presidencies; one act is for the signature of the League, among its other turns."""
    signing.league(small_forum)
    signing.concert(small_forum)
    for number in range(4, 8):
        signing.planned(small_forum, f"league-concert-council-{number}")
    return signing.departure(small_forum)


def weekly(email: str, zone: str = "Europe/Helsinki") -> Account:
    """Somebody who reads on Mondays."""
    account = Account.objects.get(email=email)
    actions.prefer(account, digest=True, quiet_from=time(20), quiet_until=time(7), zone=zone)
    account.refresh_from_db()
    return account


def flat(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def on_home(forum: Forum, account: Account, at: datetime) -> list[tuple[str, str, str]]:
    """The turns of home in their order: the line, its deadline, its address."""
    with clock.at(at):
        page = people.signed_in(account).get(reverse("desk:home", args=[forum.slug]))
    rows = page.content.decode().split('<ol class="turns">', 1)[1].split('<p class="when">')[1:]
    return [(title_of(row), day_of(row), FIRST_LINK.findall(row)[0]) for row in rows]


def title_of(row: str) -> str:
    return flat(row.split('<h2 id="turn-', 1)[1].split(">", 1)[1].split("</h2>", 1)[0])


def day_of(row: str) -> str:
    """The first column of a row: its day, or that it has none."""
    when = row.split("</p>", 1)[0]
    return flat(
        when.split("<time", 1)[1].split(">", 1)[1].split("</time>")[0] if "<time" in when else when
    )


class TestTheWeek:
    def test_law_1_the_digest_says_the_turns_of_home_in_its_order_words_days_and_addresses(
        self, small_forum: Forum, act: JointAct
    ) -> None:
        reader = weekly(ESTMARK)
        worker.tick(TUESDAY)
        worker.tick(MONDAY - HOUR)
        assert mail.outbox == []

        turn = worker.tick(MONDAY)

        assert (turn.digests, turn.sent) == (1, 1)
        body = mail.outbox[0].body
        rows = on_home(small_forum, reader, MONDAY)
        assert len(rows) > 1 and any(act.title["en"] in line for line, _day, _where in rows)
        at = 0
        for line, day, where in rows:
            at = body.index(f"{line}\n", at)
            after = body[at:].split("\n\n")[0]
            assert day in after and where in ADDRESS.findall(after)[0]
        assert body.count("-- \n") == 1
        # The four of the same are one row, with the other three below.
        assert body.count("\n+ ") == 3
        count = sum(1 for line in body.split("\n") if line.startswith(("+ ",))) + len(rows)
        assert mail.outbox[0].subject == f"Your turn ({count})"

    def test_law_1_what_was_written_follows_the_turns_and_what_is_done_is_gone(
        self, small_forum: Forum, act: JointAct
    ) -> None:
        reader = weekly(ESTMARK)
        worker.tick(TUESDAY)
        signing.turn(act, signing.league(small_forum))
        actions.queue([letter(small_forum, reader, subject="No. 1")], NOW)

        assert worker.tick(MONDAY).digests == 1

        body = mail.outbox[0].body
        assert mail.outbox[0].subject == "Your week from 10 February 2031: 1 message"
        assert "Your turn (" in body and f"Sign: {act.title['en']}" not in body
        assert body.index("Your turn (") < body.index("1. No. 1")

    def test_law_1_whoever_has_no_turn_and_no_news_gets_no_digest(self, small_forum: Forum) -> None:
        auditor = weekly(people.person(small_forum, Role.AUDITOR).email)
        worker.tick(TUESDAY)

        assert worker.tick(MONDAY).digests == 0
        actions.queue([letter(small_forum, auditor)], MONDAY)
        assert worker.tick(MONDAY + timedelta(days=7)).digests == 1

        assert "Your turn" not in mail.outbox[0].body
        assert "1. Notice of the meeting" in mail.outbox[0].body

    def test_law_1_it_comes_once_a_week_and_to_nobody_who_did_not_choose_it(
        self, small_forum: Forum, act: JointAct
    ) -> None:
        weekly(ESTMARK)
        worker.tick(TUESDAY)

        made = [worker.tick(MONDAY + timedelta(hours=step)).digests for step in range(0, 169, 24)]

        assert made == [1, 0, 0, 0, 0, 0, 0, 1]
        assert {row.account.email for row in Message.objects.all()} == {ESTMARK}
        assert {row.space for row in Message.objects.all()} == {"party:LEAGUE"}

    def test_law_1_each_line_says_its_deadline_in_the_zone_and_language_of_its_reader(
        self, small_forum: Forum
    ) -> None:
        signing.league(small_forum)
        signing.concert(small_forum)
        people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
        noticed(small_forum)
        reader = weekly("secretariat-league@example.org", zone="Asia/Tokyo")
        Account.objects.filter(pk=reader.pk).update(language="es")
        Message.objects.all().delete()
        worker.tick(TUESDAY)

        worker.tick(MONDAY)

        body = Message.objects.get(event="N34", recipient=f"account:{reader.pk}").body
        dated = [line for line in body.split("\n") if "final del día" in line]
        assert dated and all("Tokio" in line for line in dated)
        # One bracket does not follow another: what is left stands behind a semicolon.
        assert ") (" not in body and all("); " in line for line in dated)
        assert "/es/league-concert/" in body
        assert body.startswith("Estimada señora, estimado señor:\n\nLe toca a usted (")


class TestWithoutADigest:
    def test_law_1_on_monday_at_eight_on_ones_own_clock_each_reads_the_turns_and_nothing_else(
        self, small_forum: Forum, act: JointAct
    ) -> None:
        Account.objects.filter(email=PALMERA).update(zone="America/Santiago")
        people.person(small_forum, Role.AUDITOR)

        def told(at: datetime) -> list[str]:
            return sorted(one.to.email for one in turn_texts.of_weeks(small_forum, at))

        # 8 o'clock in Greenwich, and night in Santiago.
        assert told(EIGHT - HOUR) == []
        assert told(EIGHT) == [ESTMARK]
        assert told(EIGHT + 4 * HOUR) == [PALMERA, ESTMARK]
        assert told(EIGHT + 24 * HOUR) == []

    def test_law_1_it_is_written_once_a_week_as_home_says_it_and_not_beside_a_digest(
        self, small_forum: Forum, act: JointAct
    ) -> None:
        weekly(PALMERA, zone="UTC")
        worker.tick(TUESDAY)

        for step in range(5):
            worker.tick(EIGHT + step * HOUR)

        rows = {row.email: row for row in Message.objects.filter(event="N34")}
        assert len(rows) == Message.objects.filter(event="N34").count() == 2
        own, digest = rows[ESTMARK], rows[PALMERA]
        assert own.key == "own-tasks:2031-W07" and digest.key.startswith("digest:")
        assert own.subject.startswith("Your turn (") and own.space == "party:LEAGUE"
        at, found = 0, on_home(small_forum, Account.objects.get(email=ESTMARK), EIGHT)
        assert found
        for line, day, where in found:
            at = own.body.index(f"{line}\n", at)
            after = own.body[at:].split("\n\n")[0]
            assert day in after and where in after
