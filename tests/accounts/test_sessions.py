"""S4: a session ends by itself when it is not used, and by whoever it belongs to."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

import people
from cochair.features.accounts import models, sessions
from cochair.features.accounts.actions import erase
from cochair.features.accounts.models import Account, SignedIn
from cochair.features.parties.models import Forum
from world import NOW

PAGE, END = "/en/accounts/sessions/", "/en/accounts/sessions/end/"


class Machine:
    """The machine's time, moved on by a test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = timezone.now()
        for module in (models, sessions):
            monkeypatch.setattr(module, "true_now", lambda: self.at)
        monkeypatch.setattr("django.contrib.sessions.backends.db.timezone", self)

    def now(self) -> datetime:
        return self.at

    def on(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


@pytest.fixture
def holder(small_forum: Forum) -> Account:
    """Somebody of the League."""
    return people.person(small_forum, "secretariat", "LEAGUE")


def is_in(client: Client) -> bool:
    """Whether a browser is still signed in."""
    return client.get(PAGE).status_code == 200


def test_a_session_ends_after_two_hours_without_use_and_not_while_it_is_used(
    holder: Account, machine: Machine
) -> None:
    client = people.signed_in(holder)
    for _time in range(3):
        machine.on(hours=1, minutes=50)
        assert is_in(client)

    machine.on(hours=2, minutes=1)

    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(
    holder: Account, machine: Machine
) -> None:
    client = people.signed_in(holder)
    for _hour in range(11):
        machine.on(hours=1)
        assert is_in(client)

    machine.on(hours=1, minutes=1)

    assert not is_in(client)


def test_that_a_session_is_used_is_written_every_few_minutes_and_not_for_each_page(
    holder: Account, machine: Machine, django_assert_num_queries: object
) -> None:
    client = people.signed_in(holder)
    assert is_in(client)
    noted = SignedIn.objects.get().used_at
    machine.on(minutes=4)
    assert is_in(client) and SignedIn.objects.get().used_at == noted

    machine.on(minutes=2)

    assert is_in(client) and SignedIn.objects.get().used_at == machine.at


def test_one_sees_where_one_is_signed_in_and_ends_it_there(
    holder: Account, small_forum: Forum
) -> None:
    here, there = people.signed_in(holder), people.signed_in(holder)
    other = people.signed_in(people.person(small_forum, "secretariat", "CONCERT"))
    page = here.get(PAGE).content.decode()
    assert page.count("This browser") == 1
    (handle,) = re.findall(r'name="session" value="([0-9a-f]+)"', page)
    keys = SignedIn.objects.values_list("session_key", flat=True)
    assert not any(key in page for key in keys)

    # Nobody ends the session of somebody else.
    assert other.post(END, {"session": handle}).status_code == 404
    assert is_in(there)
    assert here.post(END, {"session": handle}).status_code == 302

    assert is_in(here) and is_in(other) and not is_in(there)


def test_all_but_this_one_end_at_once(holder: Account) -> None:
    here, *others = (people.signed_in(holder) for _browser in range(3))

    here.post(END)

    assert is_in(here) and not any(is_in(one) for one in others)


def test_a_session_of_nobody_and_a_stranger_are_shown_nothing(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post(END).status_code == 302


def test_what_strangers_ask_for_leaves_rows_for_half_an_hour_and_ends_nobodys_session(
    holder: Account, machine: Machine
) -> None:
    """Each passkey that is asked for without an account keeps its challenge in a row."""
    inside = people.signed_in(holder)

    def asked() -> Client:
        client, ajax = Client(), {"X-Requested-With": "XMLHttpRequest"}
        assert client.get("/en/accounts/2fa/webauthn/login/", headers=ajax).status_code == 200
        return client

    for _time in range(3):
        asked()
    flooded = SignedIn.objects.filter(account=None).count()
    machine.on(minutes=31)
    late = asked()

    assert flooded == 3
    assert SignedIn.objects.get(account=None).session_key == late.session.session_key
    assert is_in(inside)


def test_whoever_is_erased_is_signed_out_everywhere(holder: Account) -> None:
    client = people.signed_in(holder)

    erase(holder, at=NOW)

    assert not SignedIn.objects.filter(account=holder).exists() and not is_in(client)
    assert models.AT_MOST.total_seconds() == settings.SESSION_COOKIE_AGE
