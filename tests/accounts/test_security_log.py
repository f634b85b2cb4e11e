"""S1: whoever watches over the server learns who signed in, who was refused, and what was taken away."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import reverse

import people
from accounts import passkeys
from cochair.features.accounts import limits
from cochair.features.accounts.models import Account
from cochair.features.parties import actions
from cochair.features.parties.models import Forum, Office
from cochair.web import errors, log_settings, security_log
from cochair.web.clock import clock, true_now
from served import around, done
from world import NOW

RIGHT, EMAIL = "the-right-words-of-norland", "holder@norland.example.org"
SIGN_IN, CODE = "/en/accounts/login/", "/en/accounts/2fa/authenticate/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Log:
    """What was written, line by line."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def names(self) -> list[object]:
        return [line["event"] for line in self.lines]

    def one(self, name: str) -> dict[str, object]:
        """The only event of a name."""
        (found,) = (line for line in self.lines if line["event"] == name)
        return found


@pytest.fixture
def log() -> Iterator[Log]:
    """What is written to a file while a test runs."""
    found = Log()
    handler = logging.StreamHandler(found.stream)
    handler.setFormatter(security_log.Lines())
    security_log.logger.addHandler(handler)
    with clock.at(NOW):
        yield found
    security_log.logger.removeHandler(handler)


@pytest.fixture(autouse=True)
def quick_hashes() -> Iterator[None]:
    """How long a hash takes is measured in the soak."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def holder(small_forum: Forum) -> Account:
    """Somebody of the League with a password and a one-time code."""
    found = people.person(small_forum, "secretariat", "LEAGUE", email=EMAIL)
    found.set_password(RIGHT)
    found.save()
    found.authenticator_set.update(data={"secret": SECRET})
    return found


def code() -> str:
    return auth.format_hotp_value(
        auth.hotp_value(SECRET, next(auth.yield_hotp_counters_from_time()))
    )


def test_signing_in_and_out_is_told_with_time_account_address_and_request(
    holder: Account, log: Log
) -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.post(SIGN_IN, {"login": EMAIL, "password": RIGHT})
    assert log.lines == []

    client.post(CODE, {"code": code()})
    client.post("/en/accounts/logout/")

    told = log.one("sign_in.succeeded")
    assert (told["account"], told["address"]) == (holder.pk, "192.0.2.7")
    assert datetime.fromisoformat(str(told["time"])).utcoffset() is not None
    assert len(str(told["request"])) == 16
    left = log.one("sign_out")
    assert left["account"] == holder.pk and left["request"] != told["request"]


def test_a_wrong_password_is_told_by_number_or_by_a_pseudonym_and_never_in_clear(
    holder: Account, log: Log
) -> None:
    for email in (EMAIL, "stranger@example.org", "Stranger@example.org"):
        Client().post(SIGN_IN, {"login": email, "password": "a-secret-word"})

    known, first, second = log.lines
    assert {line["event"] for line in log.lines} == {"sign_in.failed"}
    assert (known["account"], first["account"]) == (holder.pk, None)
    assert first["name"] == second["name"] != known["name"]
    text = log.stream.getvalue()
    assert "stranger" not in text.lower() and EMAIL not in text and "a-secret-word" not in text


def test_a_wrong_code_and_a_limit_are_told_and_a_flood_writes_no_line_for_each(
    holder: Account, log: Log
) -> None:
    client = Client()
    client.post(SIGN_IN, {"login": EMAIL, "password": RIGHT})
    client.post(CODE, {"code": "000000"})
    assert log.one("factor.failed")["account"] == holder.pk

    for _again in range(20):
        Client().post(SIGN_IN, {"login": "stranger@example.org", "password": "wrong"})

    assert log.names().count("sign_in.failed") == 5
    assert log.names().count("limit.reached") == 1


def test_a_passkey_that_is_none_is_told_wherever_it_is_shown(holder: Account, log: Log) -> None:
    stranger, half, signed_in = Client(), Client(), people.signed_in(holder)
    holder.authenticator_set.create(type="webauthn", data=passkeys.registered())
    half.post(SIGN_IN, {"login": EMAIL, "password": RIGHT})
    ways = (
        (stranger, "/en/accounts/2fa/webauthn/login/", "sign_in.failed", None),
        (half, CODE, "factor.failed", holder.pk),
        (signed_in, "/en/accounts/2fa/webauthn/reauthenticate/", "step_up.failed", holder.pk),
    )

    for client, way, name, whose in ways:
        client.get(way, headers={"x-requested-with": "XMLHttpRequest"})
        client.post(way, {"credential": json.dumps(passkeys.of_another(holder.pk))})

        told = log.one(name)
        assert (told["account"], told["method"]) == (whose, "webauthn")


def test_a_limit_that_is_reached_again_another_day_is_told_again(
    holder: Account, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, days = true_now(), [0]
    monkeypatch.setattr(limits, "true_now", lambda: began + timedelta(days=days[0]))

    def asks_for_links() -> None:
        for _again in range(6):
            Client().post("/en/accounts/password/reset/", {"email": EMAIL})

    asks_for_links()
    assert log.names().count("limit.reached") == 1
    days[0] = 1
    asks_for_links()

    assert log.names().count("limit.reached") == 2


def test_a_wrong_old_password_is_told_as_a_step_up_that_failed(holder: Account, log: Log) -> None:
    fresh = "another-long-word-of-norland"
    sent = {"password1": fresh, "password2": fresh}

    people.signed_in(holder).post(
        "/en/accounts/password/change/", {"oldpassword": "not-the-right-words", **sent}
    )
    told = log.one("step_up.failed")
    assert (told["account"], told["method"]) == (holder.pk, "password")

    people.signed_in(holder).post("/en/accounts/password/change/", {"oldpassword": RIGHT, **sent})
    assert log.one("password.changed")["account"] == holder.pk


def test_showing_once_more_who_one_is_is_told_when_asked_failed_and_passed(
    holder: Account, small_forum: Forum, log: Log
) -> None:
    client = people.signed_in(holder)
    people.shows_who_it_is(client, holder, 1.0)
    client.get(f"/en/{small_forum.slug}/journal/export/")
    asked = log.one("step_up.asked")
    assert asked["account"] == holder.pk and asked["office"] == Office.objects.get().pk

    way = "/en/accounts/2fa/reauthenticate/"
    client.post(way, {"code": "000000"})
    client.post(way, {"code": code()})

    assert log.one("step_up.failed")["account"] == holder.pk
    assert log.one("step_up.passed")["method"] == "totp"


def test_a_factor_that_is_taken_away_and_a_new_password_are_told(holder: Account, log: Log) -> None:
    client = shown_anew(holder)
    client.post("/en/accounts/2fa/totp/deactivate/")
    fresh = "another-long-word-of-norland"
    client.post(
        "/en/accounts/password/change/",
        {"oldpassword": RIGHT, "password1": fresh, "password2": fresh},
    )

    assert log.one("factor.removed")["factor"] == "totp"
    assert log.one("password.changed")["account"] == holder.pk


def test_a_factor_that_is_added_and_codes_that_are_made_anew_are_told(
    holder: Account, log: Log, django_capture_on_commit_callbacks: object
) -> None:
    holder.authenticator_set.all().delete()
    client = shown_anew(holder)
    client.get("/en/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    now = list(auth.yield_hotp_counters_from_time())[1]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(
            "/en/accounts/2fa/totp/activate/",
            {"code": auth.format_hotp_value(auth.hotp_value(secret, now))},
        )
    added = [line for line in log.lines if line["event"] == "factor.added"]
    assert [line["factor"] for line in added] == ["totp", "recovery_codes"]
    assert {line["account"] for line in added} == {holder.pk}

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post("/en/accounts/2fa/recovery-codes/generate/")

    anew = log.one("factor.made_anew")
    assert (anew["account"], anew["factor"]) == (holder.pk, "recovery_codes")
    assert secret not in log.stream.getvalue()


def test_another_address_of_an_account_is_told_and_neither_address_stands_there(
    holder: Account, log: Log
) -> None:
    EmailAddress.objects.create(user=holder, email=EMAIL, primary=True)
    EmailAddress.objects.create(user=holder, email="thief@example.org")

    shown_anew(holder).post(
        "/en/accounts/email/", {"email": "thief@example.org", "action_primary": ""}
    )

    told = log.one("address.changed")
    assert (told["account"], len(str(told["request"]))) == (holder.pk, 16)
    assert "thief" not in log.stream.getvalue() and EMAIL not in log.stream.getvalue()


def test_sessions_that_are_ended_elsewhere_are_told_with_how_many(
    holder: Account, log: Log
) -> None:
    people.signed_in(holder), people.signed_in(holder)
    here = people.signed_in(holder)

    here.post("/en/accounts/sessions/end/")
    here.post("/en/accounts/sessions/end/")

    ended = log.one("session.ended")
    assert (ended["account"], ended["number"]) == (holder.pk, 2)


def shown_anew(account: Account) -> Client:
    """A browser in which somebody has just shown once more who they are."""
    client = people.signed_in(account)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    return client


def test_offices_are_told_with_who_granted_and_ended_them(
    small_forum: Forum, log: Log, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        account = people.person(small_forum, "secretariat", "LEAGUE")
        office = Office.objects.get(account=account)
        hat = people.hat(small_forum, account)
        actions.end_office(office, by=hat, at=NOW)

    granted, ended = log.one("office.granted"), log.one("office.ended")
    assert (granted["account"], granted["by"], granted["granted"]) == (account.pk, None, office.pk)
    assert (ended["account"], ended["by"]) == (account.pk, account.pk)
    assert granted["request"] is None and "address" not in granted


def test_what_is_hidden_and_what_is_refused_are_told_and_what_never_was_is_not(
    holder: Account, small_forum: Forum, log: Log
) -> None:
    client = people.signed_in(holder)
    log.stream.truncate(0)
    log.stream.seek(0)

    client.get(f"/en/{small_forum.slug}/nothing-is-here/at-all/")
    assert log.lines == []
    client.get(f"/en/{small_forum.slug}/acts/999/")

    told = log.one("access.refused")
    assert (told["status"], told["page"], told["account"]) == (404, "acts:act", holder.pk)
    assert told["where"] == {"forum": small_forum.slug, "number": "999"}
    Client(enforce_csrf_checks=True).post(reverse("parties:grant", args=[small_forum.slug]))
    assert {line["status"] for line in log.lines} == {403, 404}


def test_what_is_taken_away_is_told(holder: Account, small_forum: Forum, log: Log) -> None:
    answer = people.signed_in(holder).get(f"/en/{small_forum.slug}/journal/export/")

    assert answer.status_code == 200
    told = log.one("export")
    assert (told["page"], told["account"]) == ("desk:export", holder.pk)


def test_no_line_holds_the_secret_of_a_link(small_forum: Forum, log: Log) -> None:
    Client().get(f"/en/{small_forum.slug}/calendar/abcdefghijabcdefghijabcdefghijab.ics")
    Client().get("/en/accounts/password/reset/key/1-abcdefghijabcdefghij/")

    assert "abcdefghij" not in log.stream.getvalue()


def test_a_line_break_makes_no_second_line(log: Log) -> None:
    security_log.event("sign_in.failed", account=None, name='x"\n{"event": "sign_in.succeeded"}')

    assert log.names() == ["sign_in.failed"]


def test_the_number_of_a_request_is_none_that_a_client_sends_and_stands_on_the_page_of_a_failure(
    log: Log,
) -> None:
    seen = []

    def answer(request: object) -> object:
        seen.append(security_log.number())
        return errors.broken(request)  # type: ignore[arg-type]

    asked = RequestFactory().get("/", headers={"x-request-id": "1"})
    page = security_log.numbered(answer)(asked)  # type: ignore[arg-type]

    assert len(seen[0]) == 16 and seen[0] in page.content.decode()
    assert security_log.number() == ""


def test_an_ordinary_line_has_a_time_and_the_number_of_its_request() -> None:
    how = log_settings.logging("", "")["formatters"]["line"]["format"]  # type: ignore[index]
    record = logging.LogRecord("cochair", logging.WARNING, "", 1, "said", None, None)
    security_log.Numbered().filter(record)

    line = logging.Formatter(how, style="{").format(record)

    assert line[:4].isdigit() and line.endswith("WARNING cochair [-] said")


def test_the_file_is_in_a_folder_that_exists(tmp_path: object) -> None:
    handlers = log_settings.logging(f"{tmp_path}/security.log", "")["handlers"]
    assert handlers["security"]["delay"] is True  # type: ignore[index]
    assert "security" not in log_settings.logging("", "")["handlers"]  # type: ignore[operator]

    for files, setting in ((("no/a.log", ""), "SECURITY"), (("", "no/a.log"), "ACCESS")):
        with pytest.raises(ImproperlyConfigured, match=f"COCHAIR_{setting}_LOG"):
            log_settings.logging(*files)


ANSWERED_ONCE = """
import logging.config, sys
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
settings.configure()
from cochair.web import log_settings, security_log
logging.config.dictConfig(log_settings.logging(sys.argv[1], ""))
def answer(request):
    security_log.event("sign_out", account=7)
    request.resolver_match = None
    return HttpResponse()
security_log.numbered(answer)(RequestFactory().get("/"))
security_log.event("office.ended", account=8)
"""


def test_an_event_is_one_line_on_standard_output_and_the_same_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "security.log"

    said = done(around(tmp_path), "-c", ANSWERED_ONCE, str(file))

    (line,) = said.splitlines()
    told = json.loads(line)
    assert (told["event"], told["account"], told["address"]) == ("sign_out", 7, "127.0.0.1")
    first, outside = file.read_text(encoding="utf-8").splitlines()
    assert first == line
    assert json.loads(outside)["event"] == "office.ended"


def test_a_command_prints_its_answer_and_no_event() -> None:
    record = logging.LogRecord("cochair.security", logging.INFO, "", 1, "said", None, None)

    assert not security_log.Answering().filter(record)
