"""A text is in one state: a meeting that ends, a silence procedure, and a co-chair who is not there.

Source: domain.md C.4 (Meeting, Decision in a meeting, Silence procedure), C.6.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

import decided
import signing
import silences
from cochair.features.acts import actions as acts
from cochair.features.compliance import unfinished as ending
from cochair.features.cycles.models import Cycle
from cochair.features.decisions.models import RoomDecision
from cochair.features.meetings import chairs
from cochair.features.meetings.models import CoChair, Participant
from cochair.features.parties.models import Forum
from cochair.features.sessions import closure
from cochair.features.silence import closure as silence_closing
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.web.errors import ObjectionsStand
from decided import LATER, PUT_AT, head, minutes, stage
from matrix import Scene

CLOSES = minutes(60)


@pytest.fixture
def row(small_forum: Forum) -> RoomDecision:
    """A text before the sitting Council."""
    return decided.on_the_table(small_forum)


def refused(act: Callable[[], object], *says: str) -> None:
    with pytest.raises(Refused) as found:
        act()
    for words in says:
        assert words in str(found.value), str(found.value)


def close(row: RoomDecision) -> object:
    return signing.stepped(row.meeting, "meeting.close", CLOSES)


def test_a_meeting_closes_over_no_text_that_it_was_asked_to_adopt(row: RoomDecision) -> None:
    refused(lambda: close(row), "Decision 1 has not ended", "(A.5)")
    (asked,) = (one for one in closure.at_closing(row.meeting, CLOSES) if one.stands_against)
    assert asked.link.endswith(f"/decisions/{row.number}/")
    decided.objected(row, head(row.meeting.forum), minutes(2))
    refused(lambda: close(row), "Decision 1 has not ended")
    decided.suspended(row, minutes(3))
    refused(lambda: close(row), "Decision 1 has not ended")

    decided.declared(row, Claim.NOT_AGREED, minutes(4))
    close(row)

    row.meeting.refresh_from_db()
    assert row.meeting.closed_at == CLOSES and stage(row) == "not_agreed"


@pytest.mark.parametrize("claim", [Claim.CONSENSUS, Claim.SUMMARY, Claim.REPLACED])
def test_every_way_to_end_a_decision_lets_the_meeting_close(
    row: RoomDecision, claim: Claim
) -> None:
    decided.declared(row, claim, minutes(4))

    assert close(row)


def test_the_first_signature_on_closing_does_not_outlive_a_text_submitted_meanwhile(
    small_forum: Forum,
) -> None:
    meeting = decided.sitting(small_forum)
    act = signing.step(meeting, "meeting.close", minutes(-1))
    signing.turn(act, signing.league(small_forum, minutes(-1)), minutes(-1))
    decided.put(meeting, decided.wish(decided.paper(small_forum)))

    by = signing.concert(small_forum, LATER)
    refused(
        lambda: acts.turn_key(act, seen=act.digest, by=by, at=LATER), "Decision 1 has not ended"
    )


def test_after_the_closing_nobody_objects_to_a_text_left_on_the_table_and_both_end_it(
    row: RoomDecision,
) -> None:
    """As a meeting of before this rule may stand."""
    norland = head(row.meeting.forum)
    row.meeting.closed_at = CLOSES
    row.meeting.save(update_fields=["closed_at"])

    assert decided.objected(row, norland, CLOSES - decided.INSTANT)
    refused(
        lambda: decided.objected(row, head(row.meeting.forum, "XL"), CLOSES), "The meeting closed"
    )
    with pytest.raises(ObjectionsStand):
        decided.declared(row, Claim.CONSENSUS, minutes(61))

    decided.declared(row, Claim.SUMMARY, minutes(62))
    assert stage(row) == "co_chairs_summary"


def test_a_text_left_on_the_table_of_a_closed_meeting_is_put_under_no_silence(
    small_forum: Forum,
) -> None:
    meeting, paper = decided.sitting(small_forum), silences.line(small_forum)
    row = decided.put(meeting, decided.wish(paper, kind="other"))
    row.meeting.closed_at = CLOSES
    row.meeting.save(update_fields=["closed_at"])
    until, at = PUT_AT + timedelta(days=7), minutes(61)

    refused(
        lambda: silences.proposed(paper, until, at),
        "The document is submitted for adoption at the meeting: number 1",
    )

    decided.declared(row, Claim.REPLACED, minutes(62))
    assert silences.proposed(paper, until, minutes(63))


def test_what_a_meeting_adopted_is_put_under_no_silence(small_forum: Forum) -> None:
    meeting, paper = decided.sitting(small_forum), silences.line(small_forum)
    row = decided.put(meeting, decided.wish(paper, kind="other"))
    decided.declared(row, Claim.CONSENSUS, minutes(1))

    until = PUT_AT + timedelta(days=7)
    refused(
        lambda: silences.proposed(paper, until, minutes(2)),
        "A meeting has already adopted this text: number",
    )


def test_what_was_adopted_by_silence_is_put_to_no_meeting(small_forum: Forum) -> None:
    silence = silences.opened(small_forum)
    silence_closing.close(silence, at=silences.LATER)
    meeting = decided.sitting(small_forum)

    paper = silence.revision.document
    says = "This text was adopted by silence procedure 1."
    refused(lambda: decided.put(meeting, decided.wish(paper, kind="other")), says)


def test_a_co_chair_who_is_not_there_submits_nothing_and_declares_no_consensus(
    small_forum: Forum,
) -> None:
    meeting = decided.sitting(small_forum, "XN", "XE", "XS", "XL")
    paper = decided.wish(decided.paper(small_forum))
    absent = "No co-chair or deputy of CONCERT has checked in."
    refused(lambda: decided.put(meeting, paper), absent)

    decided.came(meeting, "XP", 9, minutes(-1))
    row = decided.put(meeting, paper)
    Participant.objects.filter(delegation__member__code="XP").update(checked_in_at=None)
    refused(lambda: decided.declared(row, Claim.CONSENSUS, minutes(1)), absent)
    decided.objected(row, head(small_forum), minutes(2))
    refused(lambda: decided.suspended(row, minutes(3)), absent)

    deputy = chairs.appoint_chair(
        meeting,
        member="XL",
        deputy=True,
        by=signing.concert(small_forum, minutes(3)),
        at=minutes(3),
    )
    refused(lambda: decided.suspended(row, minutes(4)), absent)
    secretariat = signing.secretariat(small_forum, minutes(4))
    chairs.check_in(meeting, deputy.pk, by=secretariat, at=minutes(4))
    assert decided.suspended(row, minutes(5)).effective_at
    assert CoChair.objects.get(meeting=meeting).checked_in_at == minutes(4)


def test_the_page_for_closing_says_what_comes_first_and_the_closing_is_refused(
    at_work: Scene,
) -> None:
    slug = "league-concert-council-in-session"
    address = reverse("meetings:step", args=[at_work.forum.slug, slug, "close"])

    shown = at_work.client("co_presidency").get(address)

    assert shown.status_code == 200
    assert "Decision 1 has not ended" in shown.content.decode()
    assert at_work.client("co_presidency").post(address, {}).status_code == 422


def test_a_text_left_before_a_meeting_stands_against_closing_its_cycle(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    cycle = Cycle.objects.select_related("forum").get(pk=row.meeting.cycle_id)

    def told() -> str:
        return " ".join(str(one) for one in ending.of_cycle(small_forum, cycle, LATER))

    assert f"have not been decided: {row.meeting.slug}, decision 1." in told()

    decided.declared(row, Claim.SUMMARY, decided.LATER)
    assert "Texts submitted to a meeting of the cycle have not been decided:" not in told()
