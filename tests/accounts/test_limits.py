"""G2: wrong passwords slow down whoever tries them, and shut nobody out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

import people
from cochair.features.accounts import devices, limits
from cochair.features.accounts.models import Account, Device, Tries
from cochair.features.parties.models import Forum
from cochair.features.personal import retention
from cochair.web.clock import true_now
from world import NOW

RIGHT, WRONG = "the-right-words-of-norland", "not-the-right-words"
EMAIL, NOBODY = "holder@norland.example.org", "nobody@norland.example.org"
SIGN_IN, CODE = "/en/accounts/login/", "/en/accounts/2fa/authenticate/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
# One minute and a little.
LATER = 61


@pytest.fixture
def holder(small_forum: Forum) -> Account:
    """Somebody of the League with a password and a one-time code."""
    found = people.person(small_forum, "secretariat", "LEAGUE", email=EMAIL)
    found.set_password(RIGHT)
    found.save()
    found.authenticator_set.update(data={"secret": SECRET})
    return found


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The machine's time: it stands still, and is moved on by what is put into the list."""
    moved, began = [0.0], true_now()
    monkeypatch.setattr(limits, "true_now", lambda: began + timedelta(seconds=sum(moved)))
    return moved


@pytest.fixture(autouse=True)
def quick_hashes() -> Iterator[None]:
    """How long a hash takes is measured in the soak."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def tries(client: Client, email: str = EMAIL, password: str = WRONG, **more: object) -> int:
    """The status of an answer to a password."""
    sent = {"login": email, "password": password}
    return client.post(SIGN_IN, sent, **more).status_code


def goes_on(client: Client, email: str = EMAIL) -> bool:
    """Whether the right password leads to the second step."""
    answer = client.post(SIGN_IN, {"login": email, "password": RIGHT})
    return answer.status_code == 302 and answer["Location"] == CODE


def gives_a_code(client: Client) -> int:
    code = auth.format_hotp_value(
        auth.hotp_value(SECRET, next(auth.yield_hotp_counters_from_time()))
    )
    return client.post(CODE, {"code": code}).status_code


def known_browser() -> Client:
    """A browser from which the holder signed in before, and out again."""
    client = Client()
    assert goes_on(client) and gives_a_code(client) == 302
    client.post("/en/accounts/logout/")
    Authenticator.objects.update(data={"secret": SECRET})
    cache.clear()
    return client


def test_wrong_passwords_for_invented_accounts_refuse_no_right_one(holder: Account) -> None:
    """The finding itself: 26 wrong passwords from one address, then a right one from there."""
    for number in range(26):
        assert tries(Client(), f"invented-{number}@example.org") == 200

    assert goes_on(Client())


def test_an_account_in_a_flood_is_slowed_down_for_strangers_and_not_for_the_browser_it_knows(
    holder: Account,
) -> None:
    own = known_browser()

    answers = [tries(Client()) for _again in range(8)]

    assert answers == [200] * 5 + [429] * 3
    assert goes_on(own) and gives_a_code(own) == 302


def test_a_flood_from_the_same_address_leaves_a_known_browser_its_own_tries(
    holder: Account,
) -> None:
    own = known_browser()

    answers = [tries(Client(), f"invented-{number}@example.org") for number in range(40)]

    assert answers[:30] == [200] * 30 and 429 in answers[30:]
    assert goes_on(own)


def test_an_address_with_a_nul_is_refused_as_any_other_and_looked_for_in_no_row(
    holder: Account, django_assert_num_queries: Any
) -> None:
    """PostgreSQL refuses to look for one: the page would be an error."""
    own = known_browser()

    assert [tries(own, f"{EMAIL}\0") for _again in range(3)] == [200] * 3
    with django_assert_num_queries(0):
        assert devices.known(f"{EMAIL}\0", "a-mark", NOW) == ""
    with django_assert_num_queries(2):
        assert devices.known(EMAIL, "a-mark", NOW) == ""


def test_a_known_browser_guesses_no_more_than_its_own_allowance(holder: Account) -> None:
    own = known_browser()

    answers = [tries(own) for _again in range(12)]

    assert answers == [200] * 10 + [429] * 2
    # What one browser wasted is missing in no other.
    assert goes_on(Client())


def test_an_account_is_tried_fewer_than_ten_times_in_five_minutes(
    holder: Account, machine: list[float]
) -> None:
    """security.md T40."""
    looked_at = 0
    for _second in range(0, 300, 10):
        looked_at += tries(Client()) == 200
        machine.append(10)

    assert 5 <= looked_at < 10


def test_a_new_browser_is_let_in_a_minute_after_the_flood(
    holder: Account, machine: list[float]
) -> None:
    for _again in range(200):
        tries(Client())
    refused = Client().post(SIGN_IN, {"login": EMAIL, "password": RIGHT})
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 60

    machine.append(LATER)

    assert goes_on(Client())


def test_a_new_browser_is_let_in_during_a_flood_by_a_link_in_a_mail(holder: Account) -> None:
    for _again in range(8):
        tries(Client())
    browser = Client()
    page = browser.post(SIGN_IN, {"login": EMAIL, "password": RIGHT})
    assert page.status_code == 429 and "/accounts/password/reset/" in page.content.decode()

    browser.post("/en/accounts/password/reset/", {"email": EMAIL})
    (letter,) = mail.outbox
    way = next(word for word in str(letter.body).split() if "/password/reset/key/" in word)
    form = browser.get(way, follow=True).redirect_chain[-1][0]
    fresh = "another-long-word-of-norland"
    browser.post(form, {"password1": fresh, "password2": fresh})

    answer = browser.post(SIGN_IN, {"login": EMAIL, "password": fresh})
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert Device.objects.get().account_id == holder.pk
    assert tries(Client(), password=fresh) == 429


def test_links_are_sent_to_an_address_three_times_and_then_more_slowly(holder: Account) -> None:
    ask = [
        Client().post("/en/accounts/password/reset/", {"email": EMAIL}).status_code
        for _again in range(5)
    ]
    invented = [
        Client().post("/en/accounts/password/reset/", {"email": NOBODY}).status_code
        for _again in range(5)
    ]

    assert ask == invented == [302] * 3 + [429] * 2
    assert [one.to for one in mail.outbox].count([EMAIL]) == 3


def test_an_invented_account_answers_as_a_real_one_does(holder: Account) -> None:
    real = [Client().post(SIGN_IN, {"login": EMAIL, "password": WRONG}) for _n in range(7)]
    invented = [Client().post(SIGN_IN, {"login": NOBODY, "password": WRONG}) for _n in range(7)]

    assert [one.status_code for one in real] == [one.status_code for one in invented]
    assert real[-1].content == invented[-1].content
    assert real[-1]["Retry-After"] == invented[-1]["Retry-After"]


def test_an_invented_account_costs_as_many_queries_and_hashes_as_a_real_one(
    holder: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, *more, **named: (
            hashed.append(password) or encode(self, password, *more, **named)
        ),
    )
    told = []
    for email in (EMAIL, NOBODY):
        client = Client()
        client.cookies["cochair-known"] = "a-mark-of-somebody"
        # The counter of the address is there for both.
        tries(client, "first@example.org")
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            assert tries(client, email) == 200
        told.append((len(hashed), len(queries)))

    assert told[0] == told[1] and told[0][0] == 1


def test_a_flood_that_is_refused_costs_no_hash_and_no_query(
    holder: Account, django_assert_num_queries: object
) -> None:
    for _again in range(6):
        tries(Client())

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert tries(Client()) == 429


def test_what_one_process_counted_another_knows(holder: Account) -> None:
    """Another process has the same rows and remembers nothing."""
    for _again in range(5):
        tries(Client())

    limits.forget()

    assert tries(Client()) == 429


def test_a_header_of_a_client_changes_no_address(holder: Account) -> None:
    answers = [
        tries(Client(), f"invented-{n}@example.org", headers={"x-forwarded-for": f"192.0.2.{n}"})
        for n in range(35)
    ]

    assert 429 in answers
    assert tries(Client(), "other@example.org", REMOTE_ADDR="192.0.2.200") == 200


def test_one_network_of_ipv6_is_one_address() -> None:
    assert limits.network("2001:db8:1:2:3::4") == limits.network("2001:db8:1:2:ffff::1")
    assert limits.network("2001:db8:1:2::1") != limits.network("2001:db8:1:3::1")
    assert limits.network("::ffff:192.0.2.1") == limits.network("192.0.2.1") == "192.0.2.1"


def test_codes_are_tried_a_few_times_by_strangers_who_know_the_password_and_the_holder_goes_on(
    holder: Account,
) -> None:
    own, stranger = known_browser(), Client()
    assert goes_on(stranger)

    answers = [stranger.post(CODE, {"code": "000000"}).status_code for _again in range(7)]

    assert answers == [200] * 5 + [429] * 2
    assert goes_on(own) and gives_a_code(own) == 302


def test_who_is_signed_in_shows_who_it_is_while_the_account_is_flooded(holder: Account) -> None:
    client = people.signed_in(holder)
    for _again in range(8):
        tries(Client())

    answer = client.post(
        "/en/accounts/reauthenticate/", {"password": RIGHT, "next": "/"}, follow=False
    )

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("path", "typed"), [("reauthenticate", "password"), ("password/change", "oldpassword")]
)
def test_who_holds_a_stolen_session_keeps_the_holder_from_nothing(
    holder: Account, path: str, typed: str
) -> None:
    thief, own = people.signed_in(holder), people.signed_in(holder)
    fresh = "another-long-word-of-norland"
    sent = {"password1": fresh, "password2": fresh, "next": "/"}

    answers = [
        thief.post(f"/en/accounts/{path}/", {typed: WRONG, **sent}).status_code
        for _again in range(12)
    ]

    assert answers == [200] * 10 + [429] * 2
    assert own.post(f"/en/accounts/{path}/", {typed: RIGHT, **sent}).status_code == 302


def test_counters_hold_no_address_and_go_when_they_say_nothing(
    holder: Account, machine: list[float]
) -> None:
    tries(Client())
    assert Tries.objects.count() == 2
    assert not any(EMAIL in row.key or row.key == "127" for row in Tries.objects.all())

    retention.kept_here(NOW, apply=True)
    assert Tries.objects.count() == 2
    machine.append(LATER)
    retention.kept_here(NOW, apply=True)

    assert not Tries.objects.exists()
