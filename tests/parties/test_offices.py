"""Who appoints whom: each Party for itself, and organisations by their side (domain.md C.6)."""

import pytest
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.parties import actions
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import concert, league
from world import NOW

# Of the League, of the Concert, and of neither.
GUARD, CUSTOMS, HARBOURS = "northern-coast-guard", "southern-customs", "world-harbours"


def appointed(forum: Forum, role: Role, organisation: str, by: ActingOffice, **more: str) -> Office:
    email = f"{role}-{organisation or by.party.lower()}@example.org"
    account, _made = Account.objects.get_or_create(email=email)
    given = {"party": "", "member": "", **more}
    return actions.appoint(
        forum,
        account=account,
        role=role,
        organisation=organisation,
        start=NOW,
        end=None,
        by=by,
        at=NOW,
        **given,
    )


@pytest.mark.parametrize("role", [Role.INSTITUTION, Role.OBSERVER, Role.SUPPORT])
def test_a_party_appoints_people_of_organisations_of_its_own_side_and_no_other(
    small_forum: Forum, role: Role
) -> None:
    own = appointed(small_forum, role, GUARD, league(small_forum))

    entry = Entry.objects.filter(verb="office.granted", about_id=str(own.pk)).get()
    assert (entry.space, entry.on_behalf_of) == ("party:LEAGUE", "LEAGUE")
    assert entry.facts["organisation"] == GUARD
    with pytest.raises(Refused, match="Each Party decides for itself"):
        appointed(small_forum, role, CUSTOMS, league(small_forum))


def test_those_of_neither_side_are_appointed_by_either_and_the_ledger_says_by_which(
    small_forum: Forum,
) -> None:
    first = appointed(small_forum, Role.OBSERVER, HARBOURS, league(small_forum))
    second = appointed(small_forum, Role.INSTITUTION, HARBOURS, concert(small_forum))

    told = {
        entry.about_id: (entry.space, entry.on_behalf_of)
        for entry in Entry.objects.filter(verb="office.granted", facts__organisation=HARBOURS)
    }
    assert told == {str(first.pk): ("shared", "LEAGUE"), str(second.pk): ("shared", "CONCERT")}


def test_an_office_of_an_organisation_brings_nobody_into_the_space_of_a_party(
    small_forum: Forum,
) -> None:
    with pytest.raises(Refused, match="This office belongs to an organisation, not to a State"):
        appointed(small_forum, Role.SUPPORT, GUARD, league(small_forum), party="LEAGUE")

    office = appointed(small_forum, Role.SUPPORT, GUARD, league(small_forum))

    assert people.hat(small_forum, office.account).spaces == {"public", "shared"}


def test_a_contact_point_is_no_office(small_forum: Forum) -> None:
    with pytest.raises(Refused, match="no office called “contact_point”"):
        appointed(
            small_forum,
            Role.CONTACT_POINT,
            "",
            league(small_forum),
            party="LEAGUE",
            member="XN",
        )


def test_the_page_offers_its_own_organisations_and_shows_and_ends_their_offices(
    small_forum: Forum,
) -> None:
    theirs = appointed(small_forum, Role.INSTITUTION, CUSTOMS, concert(small_forum))
    client = people.signed_in(Account.objects.get(pk=league(small_forum).account))
    page, grant = (
        reverse(f"parties:{name}", args=[small_forum.slug]) for name in ("offices", "grant")
    )
    said = {
        "email": "duty@guard.example.org",
        "name": "Duty desk",
        "role": "institution",
        "organisation": GUARD,
    }
    with clock.at(NOW):
        done = client.post(grant, said)
        made = Office.objects.get(account__email="duty@guard.example.org")
        shown = client.get(page).content.decode()
        foreign = client.post(reverse("parties:end", args=[small_forum.slug, theirs.pk]))
        wrong = client.post(grant, {**said, "organisation": CUSTOMS})
        ended = client.post(reverse("parties:end", args=[small_forum.slug, made.pk]))

    assert done.status_code == 200 and (made.party, made.role) == (None, "institution")
    assert "Northern Coast Guard" in shown and "Duty desk" in shown
    assert CUSTOMS not in shown and "institution-southern-customs@" not in shown
    assert (foreign.status_code, wrong.status_code, ended.status_code) == (404, 422, 302)
    made.refresh_from_db()
    assert made.end == NOW


def shown_to(by: ActingOffice, email: str, member: str, role: str = "delegation_head") -> str:
    """The page after a co-presidency gave somebody the delegation of a member of its Party."""
    client = people.signed_in(Account.objects.get(pk=by.account))
    with clock.at(NOW):
        answer = client.post(
            reverse("parties:grant", args=[by.forum]),
            {"email": email, "role": role, "member": member, "organisation": ""},
        )
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_way_in_of_the_other_partys_person_is_shown_to_nobody_else(small_forum: Forum) -> None:
    """Whoever sets the first password of an account has every office that hangs on it."""
    ours, theirs = league(small_forum), concert(small_forum)
    assert LINK in shown_to(theirs, "new@example.org", "XL")

    assert LINK not in shown_to(ours, "new@example.org", "XN")
    assert LINK not in shown_to(theirs, "new@example.org", "XL", "delegation_member")
    assert LINK in shown_to(ours, "another@example.org", "XN")


LINK = "/accounts/password/reset/key/"
