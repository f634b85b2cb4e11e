"""A meeting that came with the forum's files and was then planned and held here is one of ours."""

from dataclasses import replace
from datetime import timedelta

import pytest

import minuted
from cochair.features.meeting_records import notices
from cochair.features.meeting_records.kind import RECORD
from cochair.features.meeting_records.turns import DRAFT, unended
from cochair.features.meetings import deadlines, facts
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.registers import facts as registers
from cochair.features.takeup import lines
from cochair.kernel.kind import Turns
from cochair.procedure.facts import Agenda, AgendaItem, Facts
from minuted import DRAFTED
from world import NOW


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """Held here, and named by sources before."""
    row = minuted.closed(small_forum)
    Meeting.objects.filter(pk=row.pk).update(imported=True)
    return Meeting.objects.select_related("forum", "cycle").get(pk=row.pk)


def test_it_is_no_line_of_what_was_before_cochair(meeting: Meeting) -> None:
    """Both could have attested another day over the one on which it was opened here."""
    at = DRAFTED + timedelta(days=30)

    assert meeting.confirmed_at is not None and meeting.opened_at is not None
    assert meeting.slug not in {one.name for one in lines.offers(meeting.forum, at)}


def test_its_record_is_asked_for_and_reminded_of(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(RECORD.turns, Turns)
    asked = [
        turn.says
        for one in unended(meeting.forum)
        if one.pk == meeting.pk
        for turn in RECORD.turns.of(one, DRAFTED)
    ]
    assert DRAFT in asked

    monkeypatch.setattr(notices, "_OWED", {"record": notices._APPROVAL})
    told = notices.of_what_is_due(meeting.forum, minuted.CLOSED + timedelta(days=11))
    assert any(meeting.slug in one.key for one in told)


def test_its_dates_stay_once_it_has_begun(meeting: Meeting) -> None:
    book = parties.book(meeting.forum)
    nothing = Facts(forum=meeting.forum.slug, zone=meeting.forum.zone)
    fact = next(one for one in facts.meetings(meeting.forum) if one.id == meeting.slug)

    assert deadlines.kept_here(book, nothing, fact, DRAFTED)


def test_what_it_entered_in_the_registers_counts(meeting: Meeting) -> None:
    fact = next(one for one in facts.meetings(meeting.forum) if one.id == meeting.slug)
    item = AgendaItem("i", 1, frozenset())
    fact = replace(fact, agendas=(Agenda("a", NOW, (item,)),), closed_at=DRAFTED)
    known = registers.Known({fact.id: ((NOW, "practice:1"),)}, {}, ())

    (found,) = registers.with_registers((fact,), known)

    assert "practice:1" in found.agendas[0].items[0].links
