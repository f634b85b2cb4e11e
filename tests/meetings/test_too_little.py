"""What shows that a clause of a meeting is met is more than a tick, a number or two words.

Each was enough before: topics that are ticked, a point that is done or put off with a word, a reason
of a word for a task of another meeting, and a reference to a commitment that nobody has.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

import agendas
import rooms
from cochair.features.action_points import actions as points
from cochair.features.action_points.actions import Noted
from cochair.features.agendas import carry_over
from cochair.features.meetings.models import OpenPoint, Preparation
from cochair.features.parties.models import Forum
from cochair.features.preparations import actions as preparing
from cochair.procedure.refusal import Refused
from rooms import AT
from signing import fixed, secretariat
from world import NOW

SHORT = ("x", "12", "Done.", "All good", "12 34 56 78 90 12 34 56 78", "....................")
ENOUGH = "Both secretariats have the list of ports."
WHY = "Write a sentence of at least 20"


def test_a_preparatory_meeting_says_what_was_prepared(small_forum: Forum) -> None:
    meeting, by = fixed(small_forum), secretariat(small_forum)

    def prepared(note: str) -> Preparation:
        return preparing.record_preparation(
            meeting,
            held_at=NOW - timedelta(days=1),
            format="virtual",
            present=["LEAGUE", "CONCERT"],
            topics=["working_agenda"],
            note=note,
            by=by,
            at=NOW,
        )

    for note in ("", *SHORT):
        with pytest.raises(Refused, match=r"Say in a sentence .* what was prepared.*B\.5"):
            prepared(note)
    assert not Preparation.objects.exists()

    assert prepared(ENOUGH).topics == ["working_agenda"]


def test_an_open_point_is_done_or_put_off_with_a_sentence(small_forum: Forum) -> None:
    council = rooms.council(small_forum)
    noted = Noted({"en": "Send the list of ports"}, "en", "XN", AT.date() + timedelta(days=9))
    row = points.note(council, noted, by=secretariat(small_forum), at=AT)
    owner, chair = rooms.head(small_forum), rooms.chair(small_forum)
    for said in SHORT:
        with pytest.raises(Refused, match=WHY):
            points.report_done(row, evidence=said, by=owner, at=AT)
    for said in ("All good", "They have it."):
        with pytest.raises(Refused, match=WHY):
            points.propose_settlement(row, how="dropped", target="", reason=said, by=chair, at=AT)

    act = points.propose_settlement(row, how="dropped", target="", reason=ENOUGH, by=chair, at=AT)
    assert act.reason == ENOUGH
    assert points.report_done(row, evidence=ENOUGH, by=owner, at=AT).state == "done"


def test_a_point_is_left_off_an_agenda_with_a_sentence(small_forum: Forum) -> None:
    meeting, by = fixed(small_forum), secretariat(small_forum)
    words = {"en": "The list of ports"}
    point = carry_over.register_open_point(meeting, text=words, origin="", owner="", by=by, at=NOW)
    for said in ("All good", "Too late."):
        with pytest.raises(Refused, match=WHY):
            carry_over.propose_deferral(meeting, point.pk, reason=said, by=by, at=NOW)

    act = carry_over.propose_deferral(meeting, point.pk, reason=ENOUGH, by=by, at=NOW)
    assert act.reason == ENOUGH
    assert OpenPoint.objects.get().deferred_at is None


def test_an_item_is_linked_to_commitments_that_are_there(small_forum: Forum) -> None:
    meeting = fixed(small_forum)
    agendas.begun(meeting)
    for number in ("12", "Ports", "S30-99"):
        with pytest.raises(Refused, match=f"There is no commitment {number} in the register"):
            agendas.with_items(meeting, replace(agendas.REVIEW, commitments=(number,)))
    assert not agendas.latest(meeting).items

    agendas.with_items(meeting, replace(agendas.REVIEW, commitments=("S30-01",)))
    assert agendas.latest(meeting).items[0].commitments == ("S30-01",)
