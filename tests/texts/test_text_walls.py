"""What a Party says within itself, and what a delegation notes, is as absent as what never was.

domain.md C.8 (private notes), C.11 (INV-4): in pages, counts, journal, search, letters, outbox.
"""

import re
from datetime import date, timedelta

import pytest

import decided
import negotiations
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.mail import worker
from cochair.features.mail.models import Message as Letter
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import actions, party_private, queries
from cochair.features.texts.models import NegotiatedText
from cochair.features.texts.presenters.page import page
from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared
from negotiations import begun, estmark, lagoon, norland, someone, words_for
from world import NOW

SECRET = "harbourlight"


def shown(hat: ActingOffice, row: NegotiatedText, path: str = "") -> str:
    """A page of the text as an office sees it, without what differs at every visit."""
    client = people.signed_in(Account.objects.get(pk=hat.account))
    at = f"/en/{row.forum.slug}/documents/{row.document.slug}/text/{path}"
    answer = client.get(at)
    assert answer.status_code == 200
    return steady(answer.content.decode())


def read(hat: ActingOffice, forum: Forum, path: str) -> str:
    """A page of the forum as an office sees it."""
    client = people.signed_in(Account.objects.get(pk=hat.account))
    return steady(client.get(f"/en/{forum.slug}/{path}").content.decode())


def steady(page: str) -> str:
    """A page without the tokens of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


@pytest.fixture
def row(small_forum: Forum, clock_stands: None) -> NegotiatedText:
    """The declaration under negotiation."""
    return begun(small_forum)


def test_a_clearance_changes_no_page_of_the_other_party(
    small_forum: Forum, row: NegotiatedText
) -> None:
    others = (
        lagoon(small_forum),
        negotiations.other_secretariat(small_forum),
        someone(small_forum, "auditor"),
    )
    before = [shown(one, row) for one in others]

    by = signing.secretariat(small_forum)
    party_private.clear(row, Cleared.REFUSED, seen=queries.digest(row), note=SECRET, by=by, at=NOW)

    assert [shown(one, row) for one in others] == before
    assert SECRET in shown(by, row)
    assert SECRET in shown(norland(small_forum), row)


def test_a_clearance_is_in_the_journal_and_the_search_of_its_party_alone(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by, other = signing.secretariat(small_forum), negotiations.other_secretariat(small_forum)
    paths = ("journal/", "search/?q=harbour")
    before = [read(other, small_forum, path) for path in paths]
    own = read(by, small_forum, "journal/")

    party_private.clear(row, Cleared.GIVEN, seen=queries.digest(row), note=SECRET, by=by, at=NOW)

    assert [read(other, small_forum, path) for path in paths] == before
    assert read(by, small_forum, "journal/") != own


def test_notes_for_a_capital_are_read_by_its_delegation_and_by_nobody_else(
    small_forum: Forum, row: NegotiatedText
) -> None:
    others = (
        estmark(small_forum),
        lagoon(small_forum),
        signing.secretariat(small_forum),
        signing.league(small_forum),
        someone(small_forum, "auditor"),
    )
    pages = ("", "paragraphs/p-4/")
    before = [shown(one, row, path) for one in others for path in pages]
    member = someone(small_forum, "delegation_member", "LEAGUE", "XN")

    party_private.note(row, "p-4", SECRET, by=norland(small_forum), at=NOW)

    assert [shown(one, row, path) for one in others for path in pages] == before
    assert SECRET in shown(norland(small_forum), row, "paragraphs/p-4/")
    assert SECRET in shown(member, row, "paragraphs/p-4/")


def test_the_other_party_clears_nothing_for_this_one_and_a_delegation_clears_for_nobody(
    small_forum: Forum, row: NegotiatedText
) -> None:
    other = negotiations.other_secretariat(small_forum)
    made = party_private.clear(row, Cleared.GIVEN, seen=queries.digest(row), by=other, at=NOW)
    assert made.party.code == "CONCERT"

    with pytest.raises(
        Exception,
        match="Only the presidency of a Party, its secretariat and its coordinator may give clearance for it",
    ):
        party_private.clear(
            row, Cleared.GIVEN, seen=queries.digest(row), by=norland(small_forum), at=NOW
        )

    coordinator = someone(small_forum, "coordinator", "LEAGUE")
    made = party_private.clear(row, Cleared.GIVEN, seen=queries.digest(row), by=coordinator, at=NOW)
    assert made.party.code == "LEAGUE"


def test_shown_by_party_no_delegation_learns_which_one_proposed_or_holds_back(
    small_forum: Forum, row: NegotiatedText
) -> None:
    """US-05: attribution by Party hides X and Y from other delegations in the shared view."""
    norland_speaks, far = norland(small_forum), lagoon(small_forum)
    one = words_for(row, "p-3", "18", "24", by=norland_speaks)
    actions.take_position(row, one, core.Value.SUPPORT, by=norland_speaks, at=NOW)
    actions.reserve(row, core.ReservationKind.SCRUTINY, paragraph="p-3", by=norland_speaks, at=NOW)
    actions.reserve(row, core.ReservationKind.GENERAL, by=norland_speaks, at=NOW)

    for path in ("", "paragraphs/p-3/"):
        # The names of a presidency that follows stand in the head of every page.
        body = shown(far, row, path).split("<main", 1)[1].split("</main>", 1)[0]
        assert "Norland" not in body
        assert "XN" not in body
        assert "delegation of League" in body
        own = shown(norland_speaks, row, path).split("<main", 1)[1]
        assert "Norland" in own


def test_letters_name_nobody_and_a_clearance_is_asked_of_its_party_alone(
    small_forum: Forum, row: NegotiatedText
) -> None:
    norland_speaks, far = norland(small_forum), lagoon(small_forum)
    until = date(2031, 2, 10)
    actions.reserve(row, core.ReservationKind.PARLIAMENTARY, until=until, by=norland_speaks, at=NOW)
    signing.league(small_forum)

    worker.tick(NOW + timedelta(days=3))
    assert not Letter.objects.filter(event="N17").exists()
    worker.tick(NOW + timedelta(days=4, hours=1))

    told = Letter.objects.filter(event="N17")
    assert {one.office.split()[0] for one in told} == {"co_presidency", "delegation_head"}
    assert not [one for one in told if one.account_id == far.account]
    assert not [one for one in told if "Norland" in one.body + one.subject]


def test_that_a_party_had_not_cleared_is_told_to_the_other_once_a_procedure_opens(
    small_forum: Forum, row: NegotiatedText
) -> None:
    meeting = decided.sitting(small_forum)
    party_private.clear(
        row,
        Cleared.GIVEN,
        seen=queries.digest(row),
        note=SECRET,
        by=signing.secretariat(small_forum),
        at=NOW,
    )
    readers = (lagoon(small_forum), negotiations.other_secretariat(small_forum))
    before = [told_as_uncleared(row, hat) for hat in (*readers, norland(small_forum))]

    decided.put(meeting, decided.wish(row.document))

    # Lagoon is of the Concert, which has not cleared: that is its own matter until then.
    assert before == [{"CONCERT"}, {"CONCERT"}, set()]
    assert told_as_uncleared(row, norland(small_forum)) == {"CONCERT"}
    assert all(SECRET not in shown(hat, row) for hat in readers)


def told_as_uncleared(row: NegotiatedText, hat: ActingOffice) -> set[object]:
    """The Parties without whose clearance a text is, as the page of a reader says."""
    found = page(row, hat, decided.PUT_AT).groups
    return {
        thing.says.facts["party"]
        for group in found
        for thing in group.things
        if thing.says.message == "{party} has not given clearance for this text."
    }
