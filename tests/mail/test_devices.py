"""N33: whoever owns an account hears that it was opened from a new browser, and nobody else does."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.test.utils import override_settings

import people
from cochair.features.accounts.actions import erase
from cochair.features.accounts.browsers import COOKIE
from cochair.features.accounts.models import Account, Device
from cochair.features.mail import actions as outbox
from cochair.features.mail import delivery, devices, mime, notifications, worker
from cochair.features.mail.models import Message, Preference
from cochair.features.parties.models import Forum
from cochair.features.personal import retention
from cochair.journal import doubts
from cochair.web.clock import clock
from world import NOW

PASSWORD = "a-long-password-indeed"
EMAIL = "reader@norland.example.org"
AFTER = NOW + timedelta(minutes=5)
YEAR = timedelta(days=366)


@pytest.fixture
def account(small_forum: Forum) -> Account:
    """Somebody in Norland with a password."""
    found = people.person(small_forum, "secretariat", "LEAGUE", email=EMAIL)
    found.set_password(PASSWORD)
    found.save()
    # A second factor has tests of its own.
    found.authenticator_set.all().delete()
    return found


def signs_in(client: Client, at: datetime = NOW, password: str = PASSWORD) -> Client:
    """Somebody at a browser gives the password."""
    with clock.at(at):
        client.post("/en/accounts/login/", {"login": EMAIL, "password": password})
    return client


def told(forum: Forum, at: datetime = AFTER) -> list[Message]:
    """What lies in the outbox of new browsers once the worker had its turn, twice."""
    for _turn in range(2):
        outbox.queue(devices.of_new_devices(forum, at), at)
    return list(Message.objects.filter(key__startswith=devices.CODE))


def test_the_first_browser_and_a_known_one_are_nothing_new_and_another_is_told_once(
    small_forum: Forum, account: Account
) -> None:
    own = signs_in(Client())
    signs_in(own)
    assert Device.objects.count() == 1 and told(small_forum) == []

    signs_in(Client())
    (letter,) = told(small_forum)

    assert (letter.event, letter.email, letter.account_id) == ("N33", EMAIL, account.pk)
    body = mime.mail(letter, AFTER).body
    assert "new to it" in body and "2031" in body and "/password/reset/" in body
    assert own.cookies[COOKIE]["httponly"] and own.cookies[COOKIE]["samesite"] == "Lax"


def test_what_is_said_lies_in_no_outbox_and_goes_to_no_other_address(
    small_forum: Forum, account: Account
) -> None:
    people.person(small_forum, "administrator")
    signs_in(signs_in(Client()) and Client())
    (letter,) = told(small_forum)
    assert "browser" not in letter.subject + letter.body

    Message.objects.filter(pk=letter.pk).update(email="somebody@example.org")
    letter.refresh_from_db()

    assert "browser" not in mime.mail(letter, AFTER).body


def test_a_wrong_password_and_a_hostile_cookie_leave_nothing(
    small_forum: Forum, account: Account
) -> None:
    signs_in(Client(), password="wrong")
    assert not Device.objects.exists()

    client = Client()
    client.cookies[COOKIE] = "x" * 5000
    signs_in(client)

    assert Device.objects.count() == 1
    assert len(client.cookies[COOKIE].value) < 64
    assert client.cookies[COOKIE].value not in Device.objects.get().digest


def test_the_mark_of_one_browser_is_another_digest_for_each_account(
    small_forum: Forum, account: Account
) -> None:
    client = signs_in(Client())
    other = people.person(small_forum, "secretariat", "CONCERT", email="other@example.org")
    other.set_password(PASSWORD)
    other.save()
    other.authenticator_set.all().delete()
    client.logout()
    with clock.at(NOW):
        client.post("/en/accounts/login/", {"login": other.email, "password": PASSWORD})

    assert len(set(Device.objects.values_list("digest", flat=True))) == 2
    assert told(small_forum) == []


def test_an_account_of_the_demo_is_shared_and_not_noted(
    small_forum: Forum, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(is_demo=True)

    with override_settings(DEMO=True):
        client = signs_in(Client())

    assert "_auth_user_id" in client.session
    assert not Device.objects.exists() and COOKIE not in client.cookies


def test_it_is_told_within_two_days_or_not_at_all_and_goes_after_a_year_or_with_the_account(
    small_forum: Forum, account: Account
) -> None:
    signs_in(signs_in(Client()) and Client())
    assert told(small_forum, NOW + timedelta(days=3)) == []

    retention.kept_here(NOW + timedelta(days=300), apply=True)
    assert Device.objects.count() == 2
    retention.kept_here(NOW + YEAR, apply=True)
    assert not Device.objects.exists()

    signs_in(Client())
    erase(account, at=AFTER)
    assert not Device.objects.exists()


def test_the_alarm_goes_out_at_night_and_waits_for_no_digest(
    small_forum: Forum, account: Account
) -> None:
    """O5: whoever reads it in the morning may read it too late."""
    Preference.objects.create(account=account, digest=True)
    night = (NOW + timedelta(days=1)).replace(hour=1)
    signs_in(signs_in(Client(), at=night) and Client(), at=night)
    (letter,) = told(small_forum, night + timedelta(minutes=1))

    claimed = delivery.claim(night + timedelta(minutes=2))

    assert claimed is not None and claimed.pk == letter.pk
    letter.refresh_from_db()
    assert (letter.hold, letter.urgent) == ("", True)


def test_the_alarm_comes_also_while_the_forum_is_only_read(
    small_forum: Forum, account: Account
) -> None:
    """S2: whoever broke in may have spoilt the ledger too; after two days nobody was told at all."""
    signs_in(signs_in(Client()) and Client())
    doubts.note(small_forum.slug, doubts.Cause.REWRITTEN, start=NOW, end=NOW, at=NOW)

    worker.turn_in(small_forum, AFTER)

    (letter,) = Message.objects.filter(key__startswith=devices.CODE)
    assert letter.email == EMAIL
    assert set(notifications.reminders(in_doubt=True)) < set(notifications.reminders())
