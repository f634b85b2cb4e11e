"""Where delegations are reached: one address at a time or a list, whole or not at all."""

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.invitations import contacts, presenters
from cochair.features.meetings.models import ContactPoint
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from inviting_story import noticed
from world import NOW

LANGUAGES = ("en", "es", "pt")
LIST = """code,name,email,language,zone
XN,Registry,registry@norland.example.org,en,Europe/Helsinki
xp,"Palmera, Cancillería",cancilleria@palmera.example.org,es,
northern-coast-guard,Duty officer,duty@ncg.example.org,en,Europe/Helsinki
"""


def entry(
    code: str = "XN", email: str = "registry@norland.example.org", **more: str
) -> contacts.Entry:
    return contacts.Entry(
        code, more.get("name", ""), email, more.get("language", ""), more.get("zone", "")
    )


def take(forum: Forum, text: str, only: str = "") -> int:
    by = signing.secretariat(forum)
    return contacts.take_in(forum, text, only=only, languages=LANGUAGES, by=by, at=NOW)


def test_a_list_is_taken_in_whole_with_or_without_a_head_whatever_separates_it(
    small_forum: Forum,
) -> None:
    assert take(small_forum, LIST) == 3
    assert take(small_forum, "XB;Brumia;post@brumia.example.org;pt;Europe/Stockholm\n") == 1
    assert take(small_forum, "XE\tEstmark\tpost@estmark.example.org\r\n") == 1

    found = {row.email: row for row in ContactPoint.objects.all()}
    assert found["cancilleria@palmera.example.org"].zone == "Australia/Sydney"
    assert found["duty@ncg.example.org"].organisation is not None
    assert found["post@estmark.example.org"].language == "en"


def test_the_page_of_addresses_shows_the_code_by_which_a_list_names_each(
    small_forum: Forum,
) -> None:
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    with clock.at(NOW):
        page = client.get(reverse("meetings:contacts", args=[small_forum.slug])).text

    for code in ("XN", "XB", "northern-coast-guard"):
        assert f"Code: {code}</span>" in page


def test_one_wrong_row_and_nothing_is_saved_and_every_fault_is_named_by_its_row(
    small_forum: Forum,
) -> None:
    wrong = LIST + "XX,Nobody,no address,de,Mars/Base\nXB,too few\n"

    with pytest.raises(contacts.Faulty) as faulty:
        take(small_forum, wrong)

    assert [(fault.row, str(fault.said)) for fault in faulty.value.faults] == [
        (5, "XX is not a member or an organisation for which you may enter addresses."),
        (5, "no address is not an e-mail address."),
        (5, "The language de is not available here."),
        (5, "There is no time zone Mars/Base."),
        (6, "Each row must have a code, a name, an address, a language and a time zone."),
    ]
    assert not ContactPoint.objects.exists()
    assert not Entry.objects.filter(verb="contact.added").exists()


@pytest.mark.parametrize("text", ["", "\n\n", "\x00", '"', "code,name,email\n", "," * 5000, "€;ñ"])
def test_a_list_of_nothing_or_of_nonsense_is_refused(small_forum: Forum, text: str) -> None:
    with pytest.raises(Refused):
        take(small_forum, text)

    assert not ContactPoint.objects.exists()


def test_a_delegation_enters_its_own_addresses_and_no_other(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    head = people.hat(small_forum, account)
    asked = {"only": "XN", "languages": LANGUAGES, "by": head, "at": NOW}

    contacts.add(small_forum, entry(), **asked)

    for foreign in ("XB", "northern-coast-guard"):
        with pytest.raises(
            Refused, match="is not a member or an organisation for which you may enter addresses"
        ):
            contacts.add(small_forum, entry(foreign), **asked)


def test_the_same_address_entered_again_replaces_the_first(small_forum: Forum) -> None:
    asked = {"languages": LANGUAGES, "by": signing.secretariat(small_forum), "at": NOW}
    contacts.add(small_forum, entry(language="en"), **asked)
    contacts.add(small_forum, entry(email="REGISTRY@norland.example.org", language="es"), **asked)

    (row,) = ContactPoint.objects.filter(ended_at=None)
    assert row.language == "es"
    contacts.end(row, by=signing.secretariat(small_forum), at=NOW)
    with pytest.raises(Refused, match="This address was deactivated on"):
        contacts.end(row, by=signing.secretariat(small_forum), at=NOW)


def test_the_journal_knows_whom_an_address_reaches_and_never_the_address(
    small_forum: Forum,
) -> None:
    take(small_forum, LIST)

    told = [entry.facts for entry in Entry.objects.filter(verb="contact.added")]
    assert [fact["of"] for fact in told] == ["XN", "XP", "northern-coast-guard"]
    assert "@" not in str(told) and "Registry" not in str(told)


def test_an_invitee_whom_nothing_can_reach_is_an_alarm(small_forum: Forum) -> None:
    take(small_forum, LIST)
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XB")
    meeting = noticed(small_forum)

    unreached = {row.invitee.code for row in presenters.sheet(meeting, NOW).without_address}

    assert unreached == {"XE", "XS", "XL", "southern-customs"}
