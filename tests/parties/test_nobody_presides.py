"""While nobody can sign for a Party, its secretariat records who presides, with its document.

Otherwise every joint act would wait for ever: whoever presides is the one who records it.
"""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

import forgotten
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.parties.models import Forum, Office, PresidencyTerm
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.web.clock import clock
from people import signed_in
from world import NOW

DAY = timedelta(days=1)


@pytest.fixture
def theirs(small_forum: Forum) -> Account:
    """The secretariat of the Concert, whose presidency is known until a test takes it away."""
    signing.league(small_forum), signing.concert(small_forum)
    return people.person(small_forum, Role.SECRETARIAT, "CONCERT")


def hat(forum: Forum, account: Account) -> ActingOffice:
    return people.hat(forum, account)


def post(
    client: Client, forum: Forum, to: str, *names: str, at: datetime = NOW, **typed: str
) -> int:
    with clock.at(at):
        address = reverse(f"parties:{to}", args=[forum.slug, *names])
        return client.post(address, typed).status_code


def vacant(forum: Forum) -> None:
    PresidencyTerm.objects.filter(party__code="CONCERT").delete()
    forgotten.everything()


def designation() -> dict[str, str]:
    return {"member": "XP", "day": str(NOW.date() - DAY), "document": "Letter of 2 February"}


def test_a_secretariat_decides_nothing_while_somebody_presides(
    small_forum: Forum, theirs: Account
) -> None:
    client = signed_in(theirs)

    assert not hat(small_forum, theirs).stands_in
    assert post(client, small_forum, "designate", **designation()) == 403
    assert post(client, small_forum, "grant", email="n@example.org", role="co_presidency") == 403


def test_where_the_presidency_is_vacant_the_secretariat_records_it_with_its_document(
    small_forum: Forum, theirs: Account
) -> None:
    vacant(small_forum)
    client = signed_in(theirs)
    with clock.at(NOW):
        page = client.get(reverse("parties:members", args=[small_forum.slug])).content.decode()
    assert reverse("parties:designate", args=[small_forum.slug]) in page

    assert post(client, small_forum, "designate", **{**designation(), "document": ""}) == 422
    assert post(client, small_forum, "designate", **designation()) == 302

    act = signing.departure(small_forum)
    signing.turn(act, signing.concert(small_forum))
    assert JointAct.objects.get().state == "half_signed"
    assert not hat(small_forum, theirs).stands_in


def test_where_it_is_disputed_the_secretariat_settles_it(
    small_forum: Forum, theirs: Account
) -> None:
    vacant(small_forum)
    client = signed_in(theirs)
    for member in ("XP", "XL"):
        day = str(NOW.date() + DAY)
        typed = {"member": member, "day": day, "document": f"Letter of {member}"}
        assert post(client, small_forum, "designate", **typed) == 302
    rival = PresidencyTerm.objects.get(holder__code="XL", superseded_at=None)
    assert rival.status == "disputed"

    later = NOW + 3 * DAY
    assert post(client, small_forum, "settle", rival.slug, at=later, document="") == 422
    said = "Decision of 5 February"
    assert post(client, small_forum, "settle", rival.slug, at=later, document=said) == 302

    assert PresidencyTerm.objects.get(pk=rival.pk).status != "disputed"


def test_where_nobody_holds_the_office_the_secretariat_appoints_who_signs_and_nobody_else(
    small_forum: Forum, theirs: Account
) -> None:
    Office.objects.filter(role=Role.CO_PRESIDENCY, party__code="CONCERT").update(end=NOW)
    client = signed_in(theirs)
    typed = {"email": "new@example.org", "name": "A new holder", "member": "XP"}

    assert post(client, small_forum, "grant", role="delegation_head", **typed) == 403
    assert post(client, small_forum, "grant", role="co_presidency", **typed) == 200

    assert Office.objects.filter(role=Role.CO_PRESIDENCY, account__email="new@example.org").exists()
    assert not hat(small_forum, theirs).may(Power.RECORD_PRESIDENCY)


def test_the_other_party_records_nothing_and_reads_on_the_act_that_nobody_can_sign(
    small_forum: Forum, theirs: Account
) -> None:
    vacant(small_forum)
    act = signing.departure(small_forum)
    ours = Account.objects.get(pk=signing.league(small_forum).account)
    other = Account.objects.get(pk=signing.secretariat(small_forum).account)

    assert not hat(small_forum, other).stands_in
    assert post(signed_in(other), small_forum, "designate", **designation()) == 403
    with clock.at(NOW):
        page = signed_in(ours).get(reverse("acts:act", args=[small_forum.slug, act.number]))
    assert "has no co-presidency that can sign" in page.content.decode()
