"""N33: whoever is appointed is told, with the way in; and who keeps the accounts (domain.md C.5)."""

import re

import pytest
from django.test import Client

import people
import signing
from cochair.features.accounts.actions import open_account
from cochair.features.accounts.models import Account
from cochair.features.mail import actions as outbox
from cochair.features.mail import mime, notifications, worker
from cochair.features.mail.models import Message
from cochair.features.parties import actions
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.web.clock import clock
from world import NOW

NEW = "registry@norland.example.org"


@pytest.fixture
def office(small_forum: Forum) -> Office:
    """The presidency of the League opened an account in Norland, and named its head there."""
    people.person(small_forum, Role.ADMINISTRATOR)
    account = open_account(NEW, name="Registry", language="pt", zone="Europe/Oslo", at=NOW)
    return actions.appoint(
        small_forum,
        account=account,
        role=Role.DELEGATION_HEAD,
        party="LEAGUE",
        member="XN",
        start=NOW,
        end=None,
        by=signing.league(small_forum),
        at=NOW,
    )


def told(forum: Forum, verb: str) -> dict[str, Message]:
    """What lies in the outbox of the last entry of a verb, by its reader."""
    entry = Entry.objects.filter(forum=forum.slug, verb=verb).last()
    assert entry is not None
    outbox.queue(notifications.of_entry(entry, NOW), NOW)
    rows = Message.objects.filter(event="N33", key__endswith=f":{entry.seq}")
    return {row.email: row for row in rows}


def test_a_new_account_is_told_in_its_language_how_to_set_a_password_once(
    small_forum: Forum, office: Office
) -> None:
    row = told(small_forum, "office.granted")[NEW]
    assert (row.language, row.zone, row.space) == ("pt", "Europe/Oslo", "party:LEAGUE")
    assert "/password/reset/" not in row.body

    body = mime.mail(row, NOW).body

    path = re.search(r"https?://[^/]+(/pt/accounts/password/reset/key/\S+)", body)[1]
    client, given = (
        Client(),
        {"password1": "a-long-password-indeed", "password2": "a-long-password-indeed"},
    )
    with clock.at(NOW):
        form = client.get(path)
        client.post(form["Location"], given)
        again = Client().get(path, follow=True)
    office.account.refresh_from_db()
    assert office.account.check_password("a-long-password-indeed")
    assert not again.redirect_chain
    # A letter that is sent again later leads to the forum and sets nothing.
    assert "/password/reset/" not in mime.mail(row, NOW).body


def test_a_letter_that_is_sent_on_to_another_address_takes_no_link_along(
    small_forum: Forum, office: Office
) -> None:
    row = told(small_forum, "office.granted")[NEW]
    row.state = "failed"
    row.save()
    by = signing.secretariat(small_forum)

    again = outbox.retry(row, by=by, at=NOW, email="somebody.else@example.org")

    assert "/password/reset/" not in mime.mail(again, NOW).body


def test_the_administrator_reads_of_the_office_and_of_no_name(
    small_forum: Forum, office: Office
) -> None:
    row = told(small_forum, "office.granted")["administrator@example.org"]

    assert (
        "head of delegation, League and Norland" in row.body
        and f"Account {office.account_id}." in row.body
    )
    assert NEW not in row.body and "Registry" not in row.body


def test_an_office_that_ends_is_told_to_the_same(small_forum: Forum, office: Office) -> None:
    actions.end_office(office, by=signing.league(small_forum), at=NOW)

    letters = told(small_forum, "office.ended")

    assert set(letters) == {NEW, "administrator@example.org"}
    assert not letters[NEW].way_in


def test_what_an_installation_and_a_demo_appoint_is_told_to_nobody(small_forum: Forum) -> None:
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")

    assert not told(small_forum, "office.granted")


def test_who_can_sign_in_gets_no_link_and_no_digest_holds_the_letter(
    small_forum: Forum, office: Office
) -> None:
    account = Account.objects.get(email=NEW)
    account.set_password("a-long-password-indeed")
    account.save()

    row = told(small_forum, "office.granted")[NEW]

    assert not row.way_in and "/pt/league-concert/" in row.body
    assert worker.tick(NOW).sent >= 2
