"""Whose turn it is on a text under negotiation and on reservations, state by state (house.md 1)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

import signing
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.texts import actions, chairs, decision_state, party_private, queries
from cochair.features.texts import turns as turns_of_texts
from cochair.features.texts.decision_state import Decision
from cochair.features.texts.kind import RESERVATION, TEXT
from cochair.features.texts.models import NegotiatedText
from cochair.kernel.kind import Kind, No, Turn
from cochair.procedure import text as core
from cochair.procedure.calendar import end_of_day
from cochair.procedure.obstacle import Cleared
from negotiations import begun, norland, other_secretariat, words_for
from whose import chairs as chairs_and_desk
from whose import said
from world import NOW

NEAR = datetime(2031, 4, 4, 9, tzinfo=UTC)
CLEARING = ("coordinator", "secretariat", "co_presidency")


def turns(kind: Kind, forum: Forum, at: datetime = NOW) -> list[Turn]:
    """The turns on all things of a kind."""
    assert not isinstance(kind.turns, No)
    return [turn for row in kind.turns.open(forum) for turn in kind.turns.of(row, at)]


def asked(kind: Kind, forum: Forum, at: datetime = NOW) -> set[tuple[str, str, str]]:
    """The first words of each turn, and who acts."""
    return {(re.split(r" \(?{", one.says)[0], one.role, one.of) for one in turns(kind, forum, at)}


def cleared(row: NegotiatedText, by: object) -> None:
    """A Party clears the words as they stand."""
    party_private.clear(row, Cleared.GIVEN, seen=queries.digest(row), by=by, at=NOW)  # type: ignore[arg-type]


def test_proposals_are_settled_by_both_once_no_round_is_open(small_forum: Forum) -> None:
    row, by = begun(small_forum), signing.secretariat(small_forum)
    assert asked(TEXT, small_forum) == set()

    chairs.open_round(row, by=by, at=NOW)
    words_for(row, "p-4", "know", "hear", by=norland(small_forum))
    assert asked(TEXT, small_forum) == set()

    chairs.close_round(row, by=by, at=NOW)
    assert asked(TEXT, small_forum) == {
        ("Settle proposals", role, party)
        for role in ("secretariat", "co_presidency")
        for party in ("LEAGUE", "CONCERT")
    }


def test_both_circulate_the_first_draft_of_a_meeting_that_closes_with_a_final_document(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    first = chairs_and_desk(turns_of_texts.FIRST_DRAFT, "LEAGUE")
    assert said(TEXT, meeting, NOW) == first

    text = begun(small_forum)
    assert said(TEXT, meeting, NOW) == first
    Document.objects.filter(pk=text.document_id).update(meeting=meeting)
    assert said(TEXT, meeting, NOW) == set()

    Document.objects.filter(pk=text.document_id).update(meeting=None)
    assert said(TEXT, meeting, NOW) == first
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW)
    assert said(TEXT, meeting, NOW) == set()


def test_each_secretariat_translates_what_is_behind(small_forum: Forum) -> None:
    row, by = begun(small_forum), signing.secretariat(small_forum)
    chairs.edit(
        row, "p-4", "en", "We share.", read=1, editorial=False, instructed=True, by=by, at=NOW
    )

    (first, second) = turns(TEXT, small_forum)
    assert {first.of, second.of} == {"LEAGUE", "CONCERT"} and first.role == "secretariat"
    assert first.facts["count"] == "1"
    assert first.address == ("texts:paragraph", row.document.slug, "p-4")


def test_a_party_clears_before_the_meeting_and_again_when_the_words_have_changed(
    small_forum: Forum,
) -> None:
    meeting, by = signing.fixed(small_forum), signing.secretariat(small_forum)
    row = begun(small_forum, meeting=meeting.slug)
    both = {("Clear for our Party:", role, party)
            for role in CLEARING for party in ("LEAGUE", "CONCERT")}  # fmt: skip
    assert asked(TEXT, small_forum) == set()
    assert asked(TEXT, small_forum, NEAR) == both

    cleared(row, by)
    assert asked(TEXT, small_forum, NEAR) == {one for one in both if one[2] == "CONCERT"}

    chairs.edit(row, "p-4", "en", "We share it.", read=1, editorial=True, by=by, at=NOW)
    assert asked(TEXT, small_forum) == {("Clear again:", role, "LEAGUE") for role in CLEARING}


def test_clean_words_are_submitted_in_the_open_meeting_by_a_party_that_cleared_them(
    small_forum: Forum,
) -> None:
    meeting, by = signing.fixed(small_forum), signing.secretariat(small_forum)
    row = begun(small_forum, meeting=meeting.slug)
    cleared(row, by)
    cleared(row, other_secretariat(small_forum))
    assert asked(TEXT, small_forum) == set()

    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW)
    submits = {("Submit for adoption:", "co_presidency", party) for party in ("LEAGUE", "CONCERT")}
    assert asked(TEXT, small_forum) == submits
    assert turns(TEXT, small_forum)[0].address == ("desk:room", meeting.slug)

    words_for(row, "p-4", "know", "hear", by=norland(small_forum))
    assert asked(TEXT, small_forum).isdisjoint(submits)


def test_on_words_that_are_put_or_adopted_nobody_acts(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = begun(small_forum)
    words_for(row, "p-4", "know", "hear", by=norland(small_forum))
    assert asked(TEXT, small_forum) != set()

    for put in (Decision("Put.", is_fixed=True, is_over=False), Decision("Adopted.", True, True)):
        monkeypatch.setattr(decision_state, "_ASKERS", [lambda _row, put=put: put])
        assert asked(TEXT, small_forum) == set()


def test_a_reservation_is_lifted_by_its_author_after_its_day_or_before_the_meeting(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    row, author = begun(small_forum, meeting=meeting.slug), norland(small_forum)
    until = date(2031, 3, 3)
    actions.reserve(
        row, core.ReservationKind.SCRUTINY, paragraph="p-4", until=until, by=author, at=NOW
    )
    ends = end_of_day(until, small_forum.zone)
    assert turns(RESERVATION, small_forum, ends - timedelta(hours=1)) == []

    (turn,) = turns(RESERVATION, small_forum, ends)
    assert (turn.role, turn.of, turn.until, turn.firm) == ("delegation_head", "XN", ends, "fixed")
    assert (turn.facts["number"], turn.says.split()[0]) == ("2", "Lift")

    (held,) = row.reservations.all()
    actions.lift(row, held.stable_id, by=author, at=NOW)
    assert turns(RESERVATION, small_forum, ends) == []


def test_what_is_agreed_subject_to_a_capital_is_confirmed_by_whoever_said_so(
    small_forum: Forum,
) -> None:
    row, author = begun(small_forum), norland(small_forum)
    actions.reserve(row, core.ReservationKind.AD_REFERENDUM, paragraph="p-4", by=author, at=NOW)
    assert turns(RESERVATION, small_forum) == []

    chairs.agree(row, "p-4", instructed=True, by=signing.secretariat(small_forum), at=NOW)
    assert asked(RESERVATION, small_forum) == {("Confirm:", "delegation_head", "XN")}
