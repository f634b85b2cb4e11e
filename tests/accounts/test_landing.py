"""Where signing in leads: back to the page that was asked for, or home in one's own forum."""

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.test import Client

import forums_beside
import people
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.web.clock import clock
from matrix import Scene
from world import NOW

PASSWORD = "Quiet-harbour-lights-7"


def sign_in(account: Account, asked: str = "") -> str:
    """Where a password leads, by way of the page that was asked for without a session."""
    account.set_password(PASSWORD)
    account.is_demo = True
    account.save()
    Authenticator.objects.filter(user=account).delete()
    client = Client()
    login = client.get(asked).url if asked else "/en/accounts/login/"
    answer = client.post(login, {"login": account.email, "password": PASSWORD})
    assert answer.status_code == 302
    return str(answer.url)


def test_a_page_that_was_asked_for_is_where_signing_in_leads(
    small_forum: Forum, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    secretariat = people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    page = f"/en/{small_forum.slug}/journal/?as_at=2031-02-03"
    with clock.at(NOW):
        login = Client().get(page)

        assert login.url == f"/en/accounts/login/?{urlencode({'next': page})}"
        assert sign_in(secretariat, page) == page


def test_without_such_a_page_it_leads_to_where_one_begins(
    small_forum: Forum, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    secretariat = people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    with clock.at(NOW):
        assert sign_in(secretariat) == "/en/accounts/start/"


def test_whoever_serves_in_one_forum_begins_at_home_in_it(at_work: Scene) -> None:
    homes = {
        hat: at_work.client(hat).get("/en/accounts/start/").url
        for hat in ("secretariat", "observer", "administrator")
    }

    assert homes == {
        "secretariat": "/en/league-concert/home/",
        "observer": "/en/league-concert/home/",
        "administrator": "/en/league-concert/",
    }


def test_signing_in_on_a_page_of_entrances_leads_home_and_not_back_to_it(
    at_work: Scene,
) -> None:
    """Without an office in the forum of that page: home in the only one where one serves."""
    other, *_more = forums_beside.all_of_them(NOW)
    start = "/en/accounts/start/"
    lists, front = (Client().get(page).content.decode() for page in ("/en/", "/en/league-concert/"))

    assert f"?{urlencode({'next': start})}" in lists
    assert f"?{urlencode({'next': start + '?forum=league-concert'})}" in front
    serves = at_work.client("secretariat")
    homes = [serves.get(f"{start}?forum={slug}").url for slug in ("league-concert", other.slug)]
    assert homes == ["/en/league-concert/home/"] * 2
    people.person(other, Role.ADMINISTRATOR, email="secretariat-league@example.org")
    assert serves.get(f"{start}?forum=league-concert").url == "/en/league-concert/home/"
    assert serves.get(f"{start}?forum=nowhere").status_code == 200


def test_whoever_serves_in_two_forums_chooses_and_no_two_have_the_same_words(
    at_work: Scene,
) -> None:
    other, *_more = forums_beside.all_of_them(NOW)
    people.person(other, Role.ADMINISTRATOR, email="secretariat-league@example.org")
    Forum.objects.update(short_title=at_work.forum.short_title)

    answer = at_work.client("secretariat").get("/en/accounts/start/")

    names = [one.name for one in answer.context["entrances"]]
    assert answer.status_code == 200
    assert len(set(names)) == len(names) == 2


def test_the_message_after_signing_in_says_no_name_in_another_language(
    small_forum: Forum, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    auditor = people.person(small_forum, Role.AUDITOR, email="another-auditor@example.org")
    auditor.set_password(PASSWORD)
    auditor.is_demo = True
    auditor.save()
    Authenticator.objects.filter(user=auditor).delete()
    client = Client()
    with clock.at(NOW):
        sent = {"login": auditor.email, "password": PASSWORD}
        page = client.post("/es/accounts/login/", sent, follow=True).content.decode()

    assert "Ha iniciado sesión.</" in page.replace("\n", "").replace("  ", "")
    assert "Ha iniciado sesión como" not in page
