"""An account and an office for contact points: chosen on their page, or with a list (domain.md C.6)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.invitations import contact_offices, contacts
from cochair.features.mail import notifications
from cochair.features.meetings.models import ContactPoint
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import concert, league, secretariat
from world import NOW

LANGUAGES = ("en", "es", "pt")
LIST = (
    "XN,Registry,registry@norland.example.org,pt,\nnorthern-coast-guard,,duty@guard.example.org,,"
)
OTHERS = "XP,,cancilleria@palmera.example.org,es,\nworld-harbours,,desk@harbours.example.org,,"


def taken(forum: Forum, text: str, by: ActingOffice, *, offices: bool = False) -> None:
    contacts.take_in(forum, text, languages=LANGUAGES, offices=offices, by=by, at=NOW)


def offices_of(email: str) -> list[tuple[str, str]]:
    rows = Office.objects.filter(account__email=email)
    return [
        (row.role, (row.member or row.organisation).code)  # type: ignore[union-attr]
        for row in rows.select_related("member", "organisation")
    ]


def number(email: str) -> int:
    return ContactPoint.objects.get(email=email, ended_at=None).pk


def test_those_that_are_chosen_get_an_account_in_their_language_and_an_office_once(
    small_forum: Forum,
) -> None:
    taken(small_forum, f"{LIST}\n{OTHERS}", secretariat(small_forum))
    chosen = [
        number(f"{name}.example.org")
        for name in ("registry@norland", "duty@guard", "desk@harbours")
    ]

    assert contact_offices.open_offices(small_forum, chosen, by=league(small_forum), at=NOW) == 3
    assert contact_offices.open_offices(small_forum, chosen, by=league(small_forum), at=NOW) == 0

    assert offices_of("registry@norland.example.org") == [("delegation_head", "XN")]
    assert offices_of("duty@guard.example.org") == [("institution", "northern-coast-guard")]
    # No list of the procedures names it: it may only observe.
    assert offices_of("desk@harbours.example.org") == [("observer", "world-harbours")]
    account = Account.objects.get(email="registry@norland.example.org")
    assert (account.name, account.language, account.zone) == ("Registry", "pt", "Europe/Helsinki")
    assert not account.has_usable_password()
    entry = Entry.objects.filter(verb="office.granted", facts__member="XN").last()
    assert entry is not None and entry.on_behalf_of == "LEAGUE"
    (letter,) = notifications.of_entry(entry, NOW)
    assert letter.event == "N33" and letter.to.way_in == f"account:{account.pk}"


def test_nobody_appoints_for_the_other_party_and_then_nobody_gets_anything(
    small_forum: Forum,
) -> None:
    taken(small_forum, f"{LIST}\n{OTHERS}", secretariat(small_forum))
    chosen = [number("registry@norland.example.org"), number("cancilleria@palmera.example.org")]

    with pytest.raises(Refused, match="Each Party decides for itself"):
        contact_offices.open_offices(small_forum, chosen, by=league(small_forum), at=NOW)
    with pytest.raises(Refused, match="Select at least one contact point"):
        contact_offices.open_offices(small_forum, [999], by=league(small_forum), at=NOW)

    assert not Account.objects.filter(email__contains="norland.example").exists()


def test_a_list_opens_them_all_or_is_not_taken(small_forum: Forum) -> None:
    with pytest.raises(Refused, match="Each Party decides for itself"):
        taken(small_forum, f"{LIST}\n{OTHERS}", league(small_forum), offices=True)
    assert not ContactPoint.objects.exists()

    taken(small_forum, LIST, league(small_forum), offices=True)

    assert offices_of("registry@norland.example.org") == [("delegation_head", "XN")]


class TestPage:
    """The page offers it to co-presidencies, for whom it is theirs to appoint."""

    def client(self, by: ActingOffice) -> Client:
        return people.signed_in(Account.objects.get(pk=by.account))

    def test_only_ones_own_are_offered_and_a_choice_opens_them(self, small_forum: Forum) -> None:
        taken(small_forum, f"{LIST}\n{OTHERS}", secretariat(small_forum))
        address = reverse("meetings:contacts", args=[small_forum.slug])
        client, other = self.client(league(small_forum)), self.client(concert(small_forum))
        norland, palmera = (
            f'name="contact" value="{number(email)}"'
            for email in ("registry@norland.example.org", "cancilleria@palmera.example.org")
        )
        with clock.at(NOW):
            page, theirs = client.get(address).content.decode(), other.get(address).content.decode()
            done = client.post(
                reverse("meetings:contact_offices", args=[small_forum.slug]),
                {"contact": [number("registry@norland.example.org"), "x", "9" * 40]},
            )
            after = client.get(address).content.decode()

        assert norland in page and palmera not in page
        assert palmera in theirs and norland not in theirs
        assert done.status_code == 302 and norland not in after and "holds an office" in after

    def test_a_secretariat_enters_the_list_and_opens_no_office_with_it(
        self, small_forum: Forum
    ) -> None:
        client = self.client(secretariat(small_forum))
        path = reverse("meetings:contact_list", args=[small_forum.slug])
        with clock.at(NOW):
            asked = client.post(path, {"rows": LIST, "offices": "on"})
            page = client.get(reverse("meetings:contacts", args=[small_forum.slug]))
            entered = client.post(path, {"rows": LIST})

        assert (asked.status_code, entered.status_code) == (403, 302)
        assert 'name="offices"' not in page.content.decode()
        assert not Office.objects.filter(role=Role.DELEGATION_HEAD).exists()

    def test_a_co_presidency_opens_them_with_the_list_and_is_told_why_not(
        self, small_forum: Forum
    ) -> None:
        client = self.client(league(small_forum))
        path = reverse("meetings:contact_list", args=[small_forum.slug])
        with clock.at(NOW):
            wrong = client.post(path, {"rows": OTHERS, "offices": "on"})
            right = client.post(path, {"rows": LIST, "offices": "on"})

        assert (
            wrong.status_code == 422 and "Each Party decides for itself" in wrong.content.decode()
        )
        assert right.status_code == 302 and offices_of("registry@norland.example.org")

    @pytest.mark.parametrize("way", ["file", "rows"])
    def test_a_list_that_is_too_long_is_refused_and_never_cut(
        self, small_forum: Forum, way: str
    ) -> None:
        """Cut after 400,000 signs, the rows before that place alone would have been entered."""
        client = self.client(secretariat(small_forum))
        path = reverse("meetings:contact_list", args=[small_forum.slug])
        answers = []
        for signs in (400_001, 400_000):
            rows = LIST.ljust(1000) + ("\n" + " " * 999) * 399 + " " * (signs - 400_000)
            sent = SimpleUploadedFile("list.csv", rows.encode()) if way == "file" else rows
            with clock.at(NOW):
                answers.append(client.post(path, {way: sent}))
            assert ContactPoint.objects.exists() is (signs == 400_000)

        assert [answer.status_code for answer in answers] == [422, 302]
        assert "This is too long: " in answers[0].content.decode()
