"""Who sees which letter, what a person chooses for themselves, and what the demo keeps."""

import re
from base64 import b64encode
from datetime import time, timedelta
from hashlib import sha256

import pytest
from django.test import Client, override_settings

import people
from cochair.features.accounts.models import Account
from cochair.features.mail import actions, queries, worker
from cochair.features.mail.models import Caught, Message
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.web.clock import clock
from mail.posting import letter, meeting, outside, states
from world import NOW

pytestmark = pytest.mark.usefixtures("silent", "monday")
CATCHING = {"default": {"BACKEND": "cochair.features.mail.demo_server.Catcher"}}
OUTBOX = "/en/league-concert/mail/"


@pytest.fixture
def monday() -> object:
    """The clock stands still."""
    with clock.at(NOW):
        yield


@pytest.fixture
def other(small_forum: Forum) -> Account:
    """The secretariat of the Concert."""
    return people.person(small_forum, Role.SECRETARIAT, "CONCERT", email="otto@example.org")


def of_party(party: str, email: str) -> object:
    """A delegation of a Party."""
    return outside(email, party=party, office=f"delegation_head {party}", name=f"Head of {party}")


class TestWalls:
    """Both secretariats see that letters went out; each reads only its own."""

    def test_a_letter_to_the_other_party_shows_its_state_and_nothing_of_its_text(
        self, small_forum: Forum, anna: Account, other: Account
    ) -> None:
        actions.queue(
            [
                letter(small_forum, of_party("LEAGUE", "l@example.org"), subject="To the League"),
                letter(small_forum, of_party("CONCERT", "c@example.org"), subject="To the Concert"),
            ],
            NOW,
        )
        own, foreign = Message.objects.get(party="LEAGUE"), Message.objects.get(party="CONCERT")

        client = people.signed_in(anna)
        page = client.get(OUTBOX).content.decode()
        assert "To the League" in page and "l@example.org" in page
        assert page.count("Waiting to be sent</span>") == 2
        assert "To the Concert" not in page and "c@example.org" not in page
        assert "Head of CONCERT" not in page
        assert "The meeting is convened" in client.get(f"{OUTBOX}{own.slug}/").content.decode()
        one = client.get(f"{OUTBOX}{foreign.slug}/").content.decode()
        assert "Notice of meeting" in one
        for hidden in ("convened", "c@example.org", "Head of CONCERT", "To the Concert"):
            assert hidden not in one

    def test_nobody_writes_another_address_on_a_letter_to_the_other_party(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, of_party("CONCERT", ""))], NOW)
        row = Message.objects.get()
        client, address = people.signed_in(anna), f"{OUTBOX}{row.slug}/"

        assert 'name="email"' not in client.get(address).content.decode()
        refused = client.post(f"{address}retry/", {"email": "mine@example.org"})
        assert refused.status_code == 422
        row.refresh_from_db()
        assert row.state == "no_address" and row.email == ""

    def test_what_belongs_to_one_party_does_not_exist_for_the_other_and_is_not_counted(
        self, small_forum: Forum, anna: Account, other: Account
    ) -> None:
        secret = letter(small_forum, of_party("LEAGUE", ""), space="party:LEAGUE", key="secret")
        actions.queue([secret], NOW)
        row = Message.objects.get()

        mine, theirs = people.signed_in(anna), people.signed_in(other)
        assert "No address" in mine.get(OUTBOX).content.decode()
        assert mine.get(f"{OUTBOX}{row.slug}/").status_code == 200
        assert "No messages yet" in theirs.get(OUTBOX).content.decode()
        assert theirs.get(f"{OUTBOX}{row.slug}/").status_code == 404
        assert theirs.post(f"{OUTBOX}{row.slug}/retry/").status_code == 404
        hat = people.hat(small_forum, other)
        assert not queries.alarms(small_forum, hat, NOW) and not queries.counts(
            small_forum, hat, NOW
        )

    def test_a_letter_whose_reader_is_not_known_is_read_by_nobody_else(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, outside(), subject="Whose?")], NOW)

        assert "Whose?" not in people.signed_in(anna).get(OUTBOX).content.decode()

    def test_what_to_do_stands_once_above_the_letters_for_which_it_is_the_same(
        self, small_forum: Forum, anna: Account
    ) -> None:
        """Fifteen screens of a telephone were the same advice in every row."""
        lost = [letter(small_forum, of_party("LEAGUE", ""), key=f"lost-{n}") for n in range(3)]
        actions.queue([*lost, letter(small_forum, of_party("LEAGUE", "l@example.org"))], NOW)

        page = people.signed_in(anna).get(OUTBOX).content.decode()

        table = page[page.index("<tbody>") :]
        assert table.count("No address</span>") == 3
        assert table.count("There is no e-mail address.") == 1

    def test_the_number_of_questions_does_not_grow_with_the_letters(
        self, small_forum: Forum, anna: Account, django_assert_max_num_queries: object
    ) -> None:
        rows = [letter(small_forum, outside(f"r{n}@example.org"), key=f"k{n}") for n in range(40)]
        actions.queue(rows, NOW)
        client = people.signed_in(anna)
        client.get(OUTBOX)
        with django_assert_max_num_queries(19):  # type: ignore[operator]
            assert client.get(OUTBOX).status_code == 200


class TestAlarms:
    """Failures come first, on the desk too, with what to do."""

    def test_home_tells_the_secretariat_and_a_button_sends_again(
        self, small_forum: Forum, anna: Account
    ) -> None:
        delegate = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
        actions.queue([letter(small_forum, anna)], NOW)
        Message.objects.update(state="failed", failure="unreachable", failed_at=NOW)
        client, row = people.signed_in(anna), Message.objects.get()

        desk = "/en/league-concert/home/"
        assert "messages did not arrive" in client.get(desk).content.decode()
        beside = people.signed_in(delegate).get(desk).content.decode()
        assert "messages did not arrive" not in beside
        assert "1 message could not be sent" in client.get(OUTBOX).content.decode()
        assert "could not be reached" in client.get(f"{OUTBOX}{row.slug}/").content.decode()
        assert client.post(f"{OUTBOX}{row.slug}/retry/").status_code == 302
        again = client.post(f"{OUTBOX}{row.slug}/retry/")
        assert again.status_code == 422
        assert "Only a message that could not be sent" in again.content.decode()
        assert worker.tick(NOW).sent == 1
        assert "messages did not arrive" not in client.get(desk).content.decode()
        assert "could not be sent" not in client.get(OUTBOX).content.decode()

    def test_a_state_can_be_asked_for_and_one_that_is_none_changes_nothing(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, anna), letter(small_forum, outside(""), key="b")], NOW)
        client = people.signed_in(anna)

        asked = [
            client.get(OUTBOX, {"state": state}).context["page"].paginator.count
            for state in ("", "no_address", "sent", "'--")
        ]
        assert asked == [2, 1, 2, 2]


class TestPreferences:
    """Each person for themselves."""

    ADDRESS = "/en/mail/preferences/"

    def test_a_choice_is_kept_and_shown_again(self, small_forum: Forum, anna: Account) -> None:
        client = people.signed_in(anna)
        sent = client.post(
            self.ADDRESS,
            {"digest": "on", "quiet_from": "21:30", "quiet_until": "06:00", "zone": "Asia/Tokyo"},
        )
        assert sent.status_code == 302
        page = client.get(self.ADDRESS).content.decode()
        assert 'value="21:30"' in page and " checked" in page
        assert '<option value="Asia/Tokyo" selected>' in page
        anna.refresh_from_db()
        assert anna.zone == "Asia/Tokyo"

    @pytest.mark.parametrize(
        "wrong", [{"zone": "Mars/Base"}, {"quiet_from": "25:00"}, {"quiet_until": ""}]
    )
    def test_what_is_no_hour_and_no_place_is_not_kept(
        self, small_forum: Forum, anna: Account, wrong: dict[str, str]
    ) -> None:
        typed = {"quiet_from": "21:30", "quiet_until": "06:00", "zone": "Asia/Tokyo", **wrong}
        answer = people.signed_in(anna).post(self.ADDRESS, typed)

        assert answer.status_code == 422
        assert queries.preference(anna).pk is None


class TestCatcher:
    """The demo keeps what it would send; outside a demo there is no such page."""

    def test_what_was_caught_is_read_with_its_calendar_in_a_demo_only(
        self, small_forum: Forum, anna: Account
    ) -> None:
        part = meeting(NOW, NOW.replace(hour=12))
        actions.queue([letter(small_forum, anna, calendar=part)], NOW)
        with override_settings(MAILERS=CATCHING):
            worker.tick(NOW)
            # A mail that comes twice is one.
            Message.objects.update(state="queued")
            worker.tick(NOW)
        kept = Caught.objects.get()
        address, client = f"/en/mail/caught/{kept.pk}/", Client()

        for path in ("/en/mail/caught/", address, f"{address}calendar.ics"):
            assert client.get(path).status_code == 404
        with override_settings(DEMO=True):
            assert "Notice of the meeting" in client.get("/en/mail/caught/").content.decode()
            page = client.get(address).content.decode()
            assert "council-2@league-concert.cochair" in page and "REQUEST" in page
            file = client.get(f"{address}calendar.ics")
            assert file["Content-Type"] == "text/calendar; charset=utf-8"
            assert file.content.startswith(b"BEGIN:VCALENDAR\r\n")
            assert client.get("/en/mail/caught/0/").status_code == 404

    def test_somebody_in_two_forums_reads_the_mails_of_one_or_sees_of_which_each_is(
        self, small_forum: Forum, real_forum: Forum, anna: Account
    ) -> None:
        for forum, subject in ((small_forum, "Of the small one"), (real_forum, "Of the real one")):
            actions.queue([letter(forum, anna, subject=subject)], NOW)
        page = "/en/mail/caught/"
        with override_settings(MAILERS=CATCHING, DEMO=True):
            worker.tick(NOW)
            one = Client().get(page, {"forum": small_forum.slug}).content.decode()
            every = Client().get(page).content.decode()
            link = people.signed_in(anna).get(OUTBOX).content.decode()

        assert "Of the small one" in one and "Of the real one" not in one
        assert f"<td>{real_forum.short_title['en']}</td>" in every
        assert f"<td>{small_forum.short_title['en']}</td>" in every
        assert f"{page}?forum={small_forum.slug}" in link

    def test_a_demo_in_the_evening_says_what_is_held_and_shows_it_when_asked(
        self, small_forum: Forum, anna: Account
    ) -> None:
        late = NOW.replace(hour=21)
        actions.prefer(anna, digest=True, quiet_from=time(20), quiet_until=time(7), zone="UTC")
        anna.refresh_from_db()
        held = outside("desk@example.org", zone="Europe/Helsinki")
        actions.queue(
            [letter(small_forum, held), letter(small_forum, anna, event="N04")],
            late,
        )
        page, button = "/en/mail/caught/", "/en/mail/caught/held/"
        with override_settings(MAILERS=CATCHING, DEMO=True), clock.at(late):
            worker.tick(late)
            said = Client().get(page).content.decode()
            assert "Tue 4 Feb 2031, 07:00 Helsinki" in said and "desk@example.org" in said
            assert "Mon 10 Feb 2031, 08:00 UTC" in said
            assert not Caught.objects.exists()

            answer = Client().post(button, follow=True)
            assert (
                "1 message is being sent and will appear here in a few seconds"
                in answer.content.decode()
            )
            worker.tick(late)
            assert Caught.objects.get().to.endswith("desk@example.org")
            # The digest still waits for Monday, and nothing is left to be asked for.
            assert button not in Client().get(page).content.decode()
        assert set(Message.objects.values_list("state", flat=True)) == {"sent", "held"}

    def test_where_mail_is_sent_nobody_ends_the_quiet_hours_of_others(
        self, small_forum: Forum
    ) -> None:
        late = NOW.replace(hour=21)
        actions.queue([letter(small_forum, outside("desk@example.org"))], late)

        with clock.at(late):
            assert Client().post("/en/mail/caught/held/").status_code == 404
            worker.tick(late)

        assert set(states().values()) == {"held"}
        assert Message.objects.get().due_at == (NOW + timedelta(days=1)).replace(hour=7)

    def test_a_mail_without_a_calendar_has_no_file(self, small_forum: Forum, anna: Account) -> None:
        actions.queue([letter(small_forum, anna)], NOW)
        with override_settings(MAILERS=CATCHING, DEMO=True):
            worker.tick(NOW)
            address = f"/en/mail/caught/{Caught.objects.get().pk}/"
            assert Client().get(address).status_code == 200
            assert Client().get(f"{address}calendar.ics").status_code == 404

    def test_the_html_of_a_mail_is_shown_alone_and_nothing_in_it_runs_or_is_loaded(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, anna, subject="<script>go()</script>")], NOW)
        with override_settings(MAILERS=CATCHING, DEMO=True):
            worker.tick(NOW)
            address = f"/en/mail/caught/{Caught.objects.get().pk}/html/"
            shown = Client().get(address)
        policy = shown["Content-Security-Policy"]

        assert "default-src 'none'" in policy and "sandbox allow-popups" in policy
        # The rules of the message itself apply, and no others.
        (source,) = re.findall(r"style-src ([^;]+)", policy)
        (rules,) = re.findall(r"<style>(.*)</style>", shown.content.decode(), re.DOTALL)
        told = b64encode(sha256(rules.encode()).digest()).decode()
        assert source.strip() == f"'sha256-{told}'" and "unsafe" not in policy
        assert "<script" not in shown.content.decode()
        assert Client().get(address).status_code == 404
