"""A grave act asks for a code or a passkey once more; an objection asks for nothing (OWASP ASVS 7.5.3)."""

import html

import pytest
from django.test import Client

import people
from cochair.features.accounts.models import Account
from cochair.features.acts.models import Key
from cochair.features.decisions.models import Objection
from cochair.web.clock import true_now
from matrix import Scene, table

_HATS, ROUTES = table()
GRAVE = (
    "acts:key",
    "decisions:declare",
    "decisions:of-meeting",
    "parties:grant",
    "parties:end",
    "parties:designate",
    "parties:settle",
    "documents:release_file",
    "archives:archive",
    "api:declare",
    "api:put",
)


def minutes_later(scene: Scene, hat: str, minutes: int) -> Client:
    """Somebody who showed who it is, so many minutes ago."""
    client = scene.client(hat)
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    people.shows_who_it_is(client, account, true_now().timestamp() - 60 * minutes)
    return client


def sent(scene: Scene, client: Client, name: str, **more: str) -> object:
    (route,) = (one for one in ROUTES if one.name == name)
    how = {"content_type": "application/json"} if route.in_json else {}
    return client.post(scene.path(route), scene.sends(route), **how, headers=more)


@pytest.mark.parametrize("name", GRAVE)
def test_a_grave_act_is_done_in_the_minutes_after_one_showed_who_one_is(
    at_work: Scene, name: str
) -> None:
    soon = sent(at_work, minutes_later(at_work, "co_presidency", 4), name)
    late = sent(at_work, minutes_later(at_work, "co_presidency", 6), name)

    assert soon.status_code != 403
    assert late.status_code == 403
    assert "/accounts/reauthenticate/" in late.content.decode()


def test_the_ledger_with_what_a_party_keeps_to_itself_is_taken_away_by_whom_one_knows(
    at_work: Scene,
) -> None:
    """security.md (b): the full export of one's own and the joint space asks for a step more."""
    path = f"/en/{at_work.forum.slug}/journal/export/"

    soon = minutes_later(at_work, "co_presidency", 4).get(path)
    late = minutes_later(at_work, "co_presidency", 6).get(path)

    assert (soon.status_code, late.status_code) == (200, 403)
    assert "/accounts/reauthenticate/" in late.content.decode()


def test_nothing_is_signed_before_and_the_way_leads_back_to_the_page(at_work: Scene) -> None:
    client = minutes_later(at_work, "co_presidency", 6)
    page = f"http://testserver/en/{at_work.forum.slug}/acts/{at_work.places['act']}/"

    answer = sent(at_work, client, "acts:key", referer=page)

    assert not Key.objects.filter(act__number=at_work.places["act"]).exists()
    back = f"next=%2Fen%2F{at_work.forum.slug}%2Facts%2F{at_work.places['act']}%2F"
    assert back in answer.content.decode()


def test_the_way_leads_to_no_other_house(at_work: Scene) -> None:
    client = minutes_later(at_work, "co_presidency", 6)

    for page in ("https://elsewhere.example/en/", "http://testserver//elsewhere.example/", "%00"):
        answer = sent(at_work, client, "acts:key", referer=page)

        assert 'next=%2F"' in html.unescape(answer.content.decode())
        assert "elsewhere.example" not in answer.content.decode()


@pytest.mark.parametrize(("name", "status"), [("decisions:object", 302), ("api:object", 201)])
def test_an_objection_is_never_asked_for_it(at_work: Scene, name: str, status: int) -> None:
    client = minutes_later(at_work, "delegation", 600)
    before = Objection.objects.count()

    answer = sent(at_work, client, name)

    assert answer.status_code == status
    assert Objection.objects.count() == before + 1


def test_whoever_may_not_do_it_is_told_so_and_not_asked_for_a_code(at_work: Scene) -> None:
    answer = sent(at_work, minutes_later(at_work, "secretariat", 600), "acts:key")

    assert answer.status_code == 403
    assert "reauthenticate" not in answer.content.decode()


def test_an_account_of_the_demo_has_nothing_to_show(at_work: Scene, settings: object) -> None:
    settings.DEMO = True
    client = minutes_later(at_work, "co_presidency", 600)
    Account.objects.filter(pk=client.session["_auth_user_id"]).update(is_demo=True)

    assert sent(at_work, client, "acts:key").status_code == 302
