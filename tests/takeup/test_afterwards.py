"""What was before Cochair gets no act afterwards that would stand as if it had been done at its time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

import people
from cochair.features.meeting_records import drafts, notices
from cochair.features.meeting_records.kind import RECORD
from cochair.features.meeting_records.turns import unended
from cochair.features.meetings.models import Meeting, Preparation
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.preparations.actions import record_preparation
from cochair.journal.models import Entry
from cochair.kernel.kind import Kind, Turns, every
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import secretariat
from taking_up import COUNCIL_1, EXPERTS_1, added, attested, held, row
from world import NOW

BEFORE = "Cochair was not used for this meeting"


def taken_up(forum: Forum) -> tuple[Meeting, ...]:
    """A meeting that sources name, one that people added, and a contact: all attested by both."""
    attested(
        forum,
        league_concert_experts_1=held(forum),
        extra_1=added("2030-12-05", kind="meeting"),
        extra_2=added("2030-06-03"),
    )
    return tuple(Meeting.objects.filter(attested_at__isnull=False).select_related("forum"))


def test_one_secretariat_records_no_preparatory_meeting_of_what_both_attested(
    small_forum: Forum,
) -> None:
    """It would meet the clauses on preparation, as if the co-chairs had been seen to prepare here."""
    loaded_only = row(COUNCIL_1)
    for meeting in (*taken_up(small_forum), loaded_only):
        with pytest.raises(Refused, match=BEFORE):
            record_preparation(
                meeting,
                held_at=datetime(2030, 3, 1, 9, tzinfo=UTC),
                format="virtual",
                present=["LEAGUE", "CONCERT"],
                topics=["discussions"],
                note="Both went through the items one by one.",
                by=secretariat(small_forum),
                at=NOW,
            )

    assert not Preparation.objects.exists()
    assert not Entry.objects.filter(verb__startswith="preparation.").exists()


def test_its_pages_offer_no_form_that_would_be_refused_and_say_why(small_forum: Forum) -> None:
    taken_up(small_forum)
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    where = [small_forum.slug, EXPERTS_1]

    with clock.at(NOW):
        prepared = client.get(reverse("meetings:preparations", args=where)).text
        form = client.get(reverse("meetings:preparation", args=where))
        coherence = client.get(reverse("commitments:coherence", args=where)).text

    assert reverse("meetings:preparation", args=where) not in prepared
    assert form.status_code == 422 and BEFORE in form.text
    assert BEFORE in coherence and 'name="text"' not in coherence
    assert "A note is required" not in coherence


def whose(forum: Forum, kind: Kind, at: datetime) -> list[tuple[str, tuple[str, ...]]]:
    """What is asked of anybody about the things of a kind."""
    assert isinstance(kind.turns, Turns)
    found = [turn for one in kind.turns.open(forum) for turn in kind.turns.of(one, at)]
    return [(turn.says, turn.address) for turn in found]


@pytest.mark.parametrize("days", [0, 30, 120])
def test_nobody_is_asked_or_reminded_of_anything_for_what_both_attested(
    small_forum: Forum, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not for a meeting that no source names: *Draft the record* was said to be overdue."""
    slugs = {one.slug for one in taken_up(small_forum)}
    at = NOW + timedelta(days=days)

    asked = [
        (says, address)
        for kind in every()
        if isinstance(kind.turns, Turns)
        for says, address in whose(small_forum, kind, at)
        if slugs & set(address)
    ]

    assert asked == []
    monkeypatch.setattr(notices, "_OWED", {"record": notices._APPROVAL})
    assert list(notices.of_what_is_due(small_forum, at)) == []


def test_a_record_that_somebody_began_of_it_goes_on_and_is_not_late(small_forum: Forum) -> None:
    taken_up(small_forum)
    meeting = row(EXPERTS_1)

    drafts.begin_common(meeting, by=secretariat(small_forum), at=NOW)

    turns = [turn for one in unended(small_forum) for turn in RECORD.turns.of(one, NOW)]
    assert turns and {turn.until for turn in turns} == {None}
