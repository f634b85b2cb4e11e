"""N33: whoever owns an account hears when what lets a person in is changed, and nobody else does."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.test.utils import override_settings

import people
from cochair.features.accounts import credentials
from cochair.features.accounts.credentials import Change
from cochair.features.accounts.models import Account
from cochair.features.mail import actions, mime
from cochair.features.mail import credentials as notices
from cochair.features.mail.models import Message, Preference
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from world import NOW

OLD, NEW = "a-long-password-indeed", "another-long-word-of-norland"
EMAIL, FORMER = "reader@norland.example.org", "former@norland.example.org"


@pytest.fixture
def account(small_forum: Forum) -> Account:
    """Somebody in Norland with a password and a second factor."""
    found = people.person(small_forum, "secretariat", "LEAGUE", email=EMAIL)
    found.set_password(OLD)
    found.save()
    return found


def changes_password(account: Account) -> None:
    client = people.signed_in(account)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    with clock.at(NOW):
        client.post(
            "/en/accounts/password/change/",
            {"oldpassword": OLD, "password1": NEW, "password2": NEW},
        )


def told() -> list[Message]:
    return list(Message.objects.filter(key__startswith=notices.CREDENTIAL).order_by("pk"))


def body(row: Message) -> str:
    return str(mime.mail(row, NOW).body)


def test_a_new_password_is_told_to_its_holder_at_once_by_the_installation(
    account: Account,
) -> None:
    changes_password(account)

    (row,) = told()
    assert (row.event, row.email, row.account_id) == ("N33", EMAIL, account.pk)
    assert row.urgent and not row.informs
    said = body(row)
    assert "The password of your account was changed on Monday 3 February 2031" in said
    assert "/password/reset/" in said and "Sent automatically by this installation" in said


def test_what_is_said_lies_in_no_outbox_and_goes_to_no_other_address(account: Account) -> None:
    changes_password(account)
    (row,) = told()
    assert "password" not in row.subject + row.body

    row.email = "somebody@example.org"

    assert "password" not in body(row)


def test_it_cannot_be_stopped_nor_put_off(account: Account) -> None:
    Preference.objects.create(account=account, digest=True, informed=False)

    changes_password(account)

    (row,) = told()
    assert row.state == "queued" and mime.mail(row, NOW).message()["List-Unsubscribe"] is None


def test_another_address_is_told_to_the_former_one_and_to_the_new_one(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(email=EMAIL)

    credentials.changed(account, Change.ADDRESS, NOW, former=FORMER)

    own, former = told()
    assert (own.email, former.email) == (EMAIL, FORMER)
    assert "address of your account was changed" in body(own) and "/reset/" in body(own)
    assert "address of your account was changed" in body(former)
    assert "/reset/" not in body(former) and "inform at once whoever appointed you" in body(former)
    former.email = "somebody@example.org"
    assert "was changed" not in body(former)


def test_whoever_makes_another_address_the_first_one_in_the_browser_is_noticed(
    account: Account,
) -> None:
    EmailAddress.objects.create(user=account, email=EMAIL, primary=True)
    EmailAddress.objects.create(user=account, email="thief@example.org")
    client = people.signed_in(account)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()

    with clock.at(NOW):
        client.post("/en/accounts/email/", {"email": "thief@example.org", "action_primary": ""})

    account.refresh_from_db()
    assert account.email == "thief@example.org"
    assert {row.email for row in told()} == {EMAIL, "thief@example.org"}


def test_a_second_factor_that_is_taken_away_is_told_and_the_first_one_is_not(
    account: Account,
) -> None:
    client = people.signed_in(account)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    with clock.at(NOW):
        client.post("/en/accounts/2fa/totp/deactivate/")

    (row,) = told()
    assert "A second factor of your account was removed" in body(row)
    assert credentials.factors(account) == 0 and not credentials.is_set_up(account)


def test_the_password_of_an_invitation_is_told_to_nobody_and_a_later_link_is(
    account: Account,
) -> None:
    from django.test import RequestFactory

    from cochair.features.accounts import sign_in_signals

    request = RequestFactory().post("/")
    request.now = NOW  # type: ignore[attr-defined]
    Authenticator.objects.filter(user=account).delete()
    sign_in_signals._password_by_link(account, request)
    assert told() == []

    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    sign_in_signals._password_by_link(account, request)
    assert len(told()) == 1


def test_an_account_of_the_demo_and_one_without_office_are_told_nothing(
    small_forum: Forum, account: Account
) -> None:
    nobody = Account.objects.create(email="nobody@example.org")
    credentials.changed(nobody, Change.PASSWORD, NOW)
    account.is_demo = True
    with override_settings(DEMO=True):
        credentials.changed(account, Change.PASSWORD, NOW)

    assert told() == []


def test_a_message_that_cannot_be_written_undoes_no_change(
    account: Account, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(actions, "queue", lambda *_given: 1 / 0)

    changes_password(account)

    account.refresh_from_db()
    assert account.check_password(NEW) and "could not be told" in caplog.text
    assert Client().get("/en/accounts/login/").status_code == 200
