"""H14: one person who presides on both sides signs for one of them only, by whatever way (T12)."""

from datetime import timedelta

import pytest
from django.test import Client

import people
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct, Key
from cochair.features.parties.models import Office
from cochair.web.clock import clock
from matrix import Scene, table
from world import NOW

ROUTES = {route.name: route for route in table()[1]}


@pytest.fixture
def both(at_work: Scene) -> tuple[Account, Office, Office]:
    """The account of one co-presidency, which was given that of the other side as well."""
    account = Account.objects.get(pk=at_work.client("co_presidency").session["_auth_user_id"])
    other = Account.objects.get(pk=at_work.client("other_presidency").session["_auth_user_id"])
    own = Office.objects.get(account=account, role="co_presidency")
    second = Office.objects.get(account=other, role="co_presidency")
    second.pk, second.account = None, account
    second.save()
    return account, own, second


def worn(client: Client, scene: Scene, office: Office) -> None:
    """The hat of one office, put on as its holder does."""
    answer = client.post(
        ROUTES["parties:hat"].path.replace("league-concert", scene.forum.slug),
        {"office": office.pk, "next": f"/en/{scene.forum.slug}/home/"},
    )
    assert answer.status_code == 302


def test_one_person_with_both_hats_signs_once_and_the_other_side_waits_for_somebody_else(
    at_work: Scene, both: tuple[Account, Office, Office]
) -> None:
    account, *offices = both
    route, client, answers = ROUTES["acts:key"], people.signed_in(account), []
    with clock.at(NOW + timedelta(minutes=1)):
        for office in offices:
            worn(client, at_work, office)
            answers.append(client.post(at_work.path(route), at_work.sends(route)).status_code)
        act = JointAct.objects.get(number=at_work.places["act"])

        assert answers == [302, 422]
        assert Key.objects.filter(act=act).count() == 1 and act.effective_at is None

        somebody_else = at_work.client("other_presidency")
        somebody_else.post(at_work.path(route), at_work.sends(route))
        act.refresh_from_db()
        assert act.effective_at is not None
