"""S6: codes that were used, passwords that are guessed first, cookies of neighbours, wrong methods."""

import time

import pytest
from allauth.mfa.totp.internal import auth
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

import people
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from world import NOW

RIGHT, EMAIL = "the-right-words-of-norland", "holder@norland.example.org"
SIGN_IN, CODE = "/en/accounts/login/", "/en/accounts/2fa/authenticate/"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def code(secret: str, later: int = 0) -> str:
    now = list(auth.yield_hotp_counters_from_time())[1]
    return auth.format_hotp_value(auth.hotp_value(secret, now + later))


@override_settings(PASSWORD_HASHERS=QUICK)
def test_the_code_that_set_up_an_authenticator_signs_nobody_in(
    small_forum: Forum, django_capture_on_commit_callbacks: object
) -> None:
    account = people.person(small_forum, "secretariat", "LEAGUE", email=EMAIL)
    account.set_password(RIGHT)
    account.save()
    account.authenticator_set.all().delete()
    client = people.signed_in(account)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    client.get("/en/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    used = code(secret)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        made = client.post("/en/accounts/2fa/totp/activate/", {"code": used})
    assert made.status_code == 302

    other = Client()
    other.post(SIGN_IN, {"login": EMAIL, "password": RIGHT})
    assert other.post(CODE, {"code": used}).status_code == 200
    assert "_auth_user_id" not in other.session
    assert other.post(CODE, {"code": code(secret, later=1)}).status_code == 302


@override_settings(PASSWORD_HASHERS=QUICK)
def test_a_code_signs_in_once_also_where_another_process_answers(small_forum: Forum) -> None:
    """What a process keeps of used codes is forgotten: as another knows nothing of it."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    account = people.person(small_forum, "secretariat", "LEAGUE", email=EMAIL)
    account.set_password(RIGHT)
    account.save()
    account.authenticator_set.update(data={"secret": secret})
    used, answers = code(secret), []
    for _process in range(2):
        client = Client()
        client.post(SIGN_IN, {"login": EMAIL, "password": RIGHT})
        answers.append(client.post(CODE, {"code": used}).status_code)
        cache.clear()

    assert answers == [302, 200]


@pytest.mark.parametrize(
    "guessed",
    ["123456789012", "193847561029", "aaaaaaaaaaaa", "abababababab", "abcdefghijkl", "qwertyuiopas",
     "987654321098", "abcabcabcabcabc", "qwertyqwerty"],
)  # fmt: skip
def test_a_password_that_is_guessed_first_is_refused(guessed: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(guessed)


@pytest.mark.parametrize(
    "good",
    ["the-right-words-of-norland", "cuatro palabras largas", "Xk4-vu9 trew", "1984-07-Lisboa"],
)
def test_words_are_no_pattern(good: str) -> None:
    validate_password(good)


def test_a_password_of_a_megabyte_is_judged_at_once() -> None:
    """Whoever holds an account sends one: it took minutes of a processor and all memory."""
    began = time.thread_time()

    validate_password("".join(chr(0x4E00 + number % 9973) for number in range(1_000_000)))
    with pytest.raises(ValidationError):
        validate_password("abc" * 300_000)

    assert time.thread_time() - began < 1


def test_a_wrong_method_tells_a_stranger_nothing_of_an_address(small_forum: Forum) -> None:
    act = reverse("acts:key", args=[small_forum.slug, 1])
    page = reverse("acts:act", args=[small_forum.slug, 1])
    observer = people.signed_in(people.person(small_forum, "administrator"))
    member = people.signed_in(people.person(small_forum, "secretariat", "LEAGUE"))

    with clock.at(NOW):
        for stranger, led in ((Client(), 302), (observer, 404)):
            hidden, absent = stranger.get(act), stranger.get(act.replace("/1/", "/2/"))
            assert (hidden.status_code, absent.status_code) == (led, led)
            assert stranger.post(page).status_code == 404
            assert absent.content.replace(b"%2F2%2F", b"%2F1%2F") == hidden.content
            assert absent.get("Location", "").replace("%2F2%2F", "%2F1%2F") == (
                hidden.get("Location", "")
            )
        # Whoever reads there is told so, whether there is such an act or not.
        assert member.get(act).status_code == 405
