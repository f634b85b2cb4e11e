"""`cochair account`: the first account of an office, and the link that sets its password."""

import pytest
from django.test import Client

from cli.shell import Say
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Office
from people import REAL_NOW
from world import every_row

pytestmark = pytest.mark.django_db

FORUM, ADDRESS, PASSWORD = "eu-clasi", "anna@example.org", "a long walk by the river"
SECRETARIAT = ("secretariat", "--party", "EU")
DELEGATION = ("delegation_member", "--party", "EU", "--member", "IE")


@pytest.fixture(autouse=True)
def loaded(real_forum: object) -> None:
    """Every story here is told of the forum that is shipped."""


def test_an_account_is_opened_with_its_office_from_now_on_and_only_the_link_is_printed(
    say: Say,
) -> None:
    said = say("account", FORUM, ADDRESS, *SECRETARIAT, "--name", "Anna Example")

    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("/en/accounts/password/reset/key/") and said.out.count("\n") == 1
    office = Office.objects.get(account__email=ADDRESS)
    assert (office.role, office.party.code, office.start) == ("secretariat", "EU", REAL_NOW)
    assert office.account.name == "Anna Example"
    assert not office.account.has_usable_password()


def test_the_link_sets_a_password_once_and_then_a_second_factor_is_demanded(say: Say) -> None:
    link = say("account", FORUM, ADDRESS, *SECRETARIAT).out.strip()
    client = Client()

    page = client.get(link, follow=True)
    assert page.status_code == 200
    answer = client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    assert Account.objects.get(email=ADDRESS).check_password(PASSWORD)

    client = Client()
    client.post("/en/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    desk = client.get(f"/en/{FORUM}/home/")
    assert (desk.status_code, desk.headers["Location"]) == (302, "/en/accounts/2fa/")
    assert client.get("/en/accounts/2fa/").status_code == 200

    used = Client().get(link, follow=True)
    assert b'name="password1"' not in used.content


def test_a_password_that_anyone_would_guess_is_refused_and_the_link_still_works(
    say: Say,
) -> None:
    link = say("account", FORUM, ADDRESS, *SECRETARIAT).out.strip()
    client = Client()
    path = client.get(link, follow=True).request["PATH_INFO"]

    answer = client.post(path, {"password1": "password", "password2": "password"})

    assert answer.status_code == 200
    assert not Account.objects.get(email=ADDRESS).has_usable_password()
    client.post(path, {"password1": PASSWORD, "password2": PASSWORD})
    assert Account.objects.get(email=ADDRESS).check_password(PASSWORD)


def test_the_same_office_twice_is_refused_and_a_second_office_is_not(say: Say) -> None:
    say("account", FORUM, ADDRESS, *SECRETARIAT)

    assert "already holds this office" in say("account", FORUM, ADDRESS, *SECRETARIAT).refused
    again = say("account", FORUM, ADDRESS.upper(), *DELEGATION)
    assert again.status == 0
    assert Account.objects.filter(email__iexact=ADDRESS).count() == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere", ADDRESS, *SECRETARIAT), "There is no forum called nowhere."),
        ((FORUM, "anna", *SECRETARIAT), "anna is not an e-mail address."),
        ((FORUM, "", *SECRETARIAT), "is not an e-mail address."),
        ((FORUM, f"{'a' * 300}@example.org", *SECRETARIAT), "is not an e-mail address."),
        ((FORUM, ADDRESS, "emperor", "--party", "EU"), "There is no office called “emperor”."),
        ((FORUM, ADDRESS, "secretariat"), "A secretariat acts for one Party"),
        ((FORUM, ADDRESS, "secretariat", "--party", "MOON"), "A secretariat acts for one Party"),
        ((FORUM, ADDRESS, "co_presidency", "--party", "EU"), "a member State of a Party"),
        (
            (FORUM, ADDRESS, "co_presidency", "--party", "EU", "--member", "BO"),
            "a member State of a Party",
        ),
        (
            (FORUM, ADDRESS, *SECRETARIAT, "--name", "a" * 201),
            "The name is longer than 200 characters.",
        ),
    ],
)
def test_an_office_that_makes_no_sense_is_refused_and_no_account_is_left_behind(
    say: Say, words: tuple[str, ...], message: str
) -> None:
    before = every_row()

    assert message in say("account", *words).refused
    assert every_row() == before
