"""Messages that only inform can be stopped, by one press and without signing in; duties cannot."""

from datetime import time, timedelta

import pytest
from django.test import Client, override_settings

import people
from cochair.features.accounts.models import Account
from cochair.features.mail import actions, mime, subscriptions, worker
from cochair.features.mail.digests import Opening, begins_with
from cochair.features.mail.letters import to_account
from cochair.features.mail.models import Message, Preference
from cochair.features.parties.models import Forum
from mail.posting import letter, outside, states
from world import NOW

pytestmark = pytest.mark.usefixtures("silent")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _fresh() -> None:
    from django.core.cache import cache

    cache.clear()


def written(forum: Forum, to: object, **more: object) -> Message:
    actions.queue([letter(forum, to, **more)], NOW)  # type: ignore[arg-type]
    return Message.objects.latest("pk")


def at(token: str) -> str:
    return f"/en/mail/unsubscribe/{token}/"


def wants_none(account: Account) -> bool:
    return Preference.objects.filter(account=account, informed=False).exists()


class TestHeaders:
    def test_every_message_names_its_list_and_only_what_informs_can_be_stopped(
        self, small_forum: Forum, anna: Account
    ) -> None:
        with override_settings(ADDRESS="https://cochair.example.org"):
            duty = mime.mail(written(small_forum, anna), NOW).message()
            told = mime.mail(written(small_forum, anna, key="b", informs=True), NOW).message()
            guest = mime.mail(written(small_forum, outside(), informs=True), NOW).message()

        names = {str(one["List-Id"]) for one in (duty, told, guest)}
        assert names == {"<league-concert.cochair.example.org>"}
        assert duty["List-Unsubscribe"] is None and guest["List-Unsubscribe"] is None
        token = subscriptions.token(anna.pk, anna.email)
        # In one line, for no mail program reads an encoded one.
        assert (
            f"\nList-Unsubscribe: <https://cochair.example.org{at(token)}>\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
        ) in told.as_string()

    def test_a_message_that_was_sent_on_to_another_address_stops_nothing(
        self, small_forum: Forum, anna: Account
    ) -> None:
        row = written(small_forum, anna, informs=True)
        row.email = "somebody@example.org"

        assert mime.mail(row, NOW).message()["List-Unsubscribe"] is None


class TestStopping:
    def test_reading_the_page_does_nothing_and_the_button_stops_them(
        self, small_forum: Forum, anna: Account
    ) -> None:
        browser, path = (
            Client(enforce_csrf_checks=True),
            at(subscriptions.token(anna.pk, anna.email)),
        )

        page = browser.get(path)
        assert page.status_code == 200 and "no-store" in page["Cache-Control"]
        assert "anna" not in page.content.decode().lower() and not wants_none(anna)

        done = browser.post(path, ONE_CLICK)
        assert done.status_code == 200 and wants_none(anna)
        assert browser.post(path, ONE_CLICK).status_code == 200
        assert "anna" not in done.content.decode().lower()

    def test_what_informs_is_not_written_any_more_and_a_duty_is(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.stop_informing(anna)

        queued = actions.queue(
            [
                letter(small_forum, anna, key="told", informs=True),
                letter(small_forum, anna, key="duty"),
                letter(small_forum, outside(), key="guest", informs=True),
            ],
            NOW,
        )

        assert queued == 2 and set(states()) == {"duty", "guest"}

    def test_quiet_hours_and_summary_stay_as_they_were_chosen(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.prefer(anna, digest=True, quiet_from=time(18), quiet_until=time(9), zone="UTC")

        actions.stop_informing(anna)

        row = Preference.objects.get(account=anna)
        assert (row.digest, row.quiet_from, row.quiet_until) == (True, time(18), time(9))

    @pytest.mark.parametrize(
        "change", ["forged", "other", "moved", "closed", "nonsense", "huge", "digits"]
    )
    def test_a_forged_token_and_one_of_another_account_or_address_are_as_no_page(
        self, small_forum: Forum, anna: Account, change: str
    ) -> None:
        other = people.person(small_forum, "secretariat", "CONCERT", email="otto@example.org")
        token = subscriptions.token(anna.pk, anna.email)
        signature = token.partition("-")[2]
        if change == "moved":
            Account.objects.filter(pk=anna.pk).update(email="new@example.org")
        if change == "closed":
            Account.objects.filter(pk=anna.pk).update(is_active=False)
        path = at(
            {
                "forged": token[:-1] + ("A" if token[-1] != "A" else "B"),
                "other": f"{other.pk}-{signature}",
                "nonsense": "nothing",
                "huge": f"{'9' * 30}-{signature}",
                "digits": f"٣-{signature}",
            }.get(change, token)
        )

        for answer in (Client().get(path), Client().post(path, ONE_CLICK)):
            assert answer.status_code == 404
            assert "anna@" not in answer.content.decode()
        assert not Preference.objects.filter(informed=False).exists()

    def test_guessing_is_slowed_down(self, small_forum: Forum, anna: Account) -> None:
        answers = [Client().post(at(f"{anna.pk}-{n}"), ONE_CLICK).status_code for n in range(22)]

        assert answers == [404] * 20 + [429] * 2

    def test_the_choice_is_on_the_page_of_preferences(
        self, small_forum: Forum, anna: Account
    ) -> None:
        client = people.signed_in(anna)
        sent = {"quiet_from": "20:00", "quiet_until": "07:00", "zone": "UTC"}
        assert 'name="informed"' in client.get("/en/mail/preferences/").content.decode()

        assert client.post("/en/mail/preferences/", sent).status_code == 302
        assert wants_none(anna)
        client.post("/en/mail/preferences/", {**sent, "informed": "on"})
        assert not wants_none(anna)


class TestSummary:
    """A weekly summary is a duty as soon as it holds one."""

    MONDAY = NOW + timedelta(days=7)

    @pytest.fixture(autouse=True)
    def _weekly(
        self, silent: None, small_forum: Forum, anna: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from cochair.features.mail import digests

        monkeypatch.setattr(digests, "_OPENERS", [])
        begins_with(
            lambda forum, account, at: Opening(forum, to_account(account), "Your turn", "Sign.\n\n")
        )
        actions.prefer(
            anna, digest=True, quiet_from=time(20), quiet_until=time(7), zone="Europe/Helsinki"
        )
        anna.refresh_from_db()
        worker.tick(NOW)

    def test_of_what_only_informs_it_only_informs_and_with_a_duty_it_is_one(
        self, small_forum: Forum, anna: Account
    ) -> None:
        written(small_forum, anna, key="a", informs=True)
        worker.tick(self.MONDAY)
        written(small_forum, anna, key="b", informs=True)
        written(small_forum, anna, key="c")
        worker.tick(self.MONDAY + timedelta(days=7))

        found = Message.objects.filter(event="N34").order_by("pk")
        assert [row.informs for row in found] == [True, False]

    def test_whoever_wants_none_that_informs_gets_it_for_a_duty_alone(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.stop_informing(anna)
        worker.tick(self.MONDAY)
        assert not Message.objects.filter(event="N34").exists()

        written(small_forum, anna, key="c")
        worker.tick(self.MONDAY + timedelta(days=7))

        body = Message.objects.get(event="N34").body
        assert "Sign." in body and "The meeting is convened." in body
