"""Whose turn it is on the record of a meeting, state by state."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import minuted
from cochair.features.meeting_records import approval, drafts, joint_draft, turns
from cochair.features.meeting_records.kind import RECORD
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.records.models import RecordParagraph
from cochair.kernel.kind import Turn, Turns
from minuted import CLOSED, DRAFTED, LATER, UNTIL

PARTIES = ("LEAGUE", "CONCERT")


def owed(meeting: Meeting, at: datetime) -> list[Turn]:
    """Every turn of the kind, from the rows that are open."""
    assert isinstance(RECORD.turns, Turns)
    of = RECORD.turns.of
    return [one for row in RECORD.turns.open(meeting.forum) for one in of(row, at)]


def lines(found: Iterable[Turn]) -> list[tuple[str, str, str]]:
    return [(one.role, one.of, one.says) for one in found]


def secretariats(says: str) -> list[tuple[str, str, str]]:
    return [("secretariat", party, says) for party in PARTIES]


def both(says: str) -> list[tuple[str, str, str]]:
    roles = ("co_presidency", "secretariat")
    return [(role, party, says) for party in PARTIES for role in roles]


def test_after_the_closing_each_secretariat_drafts_and_sees_its_own_draft_alone(
    small_forum: Forum,
) -> None:
    meeting = minuted.closed(small_forum)
    assert owed(meeting, CLOSED - timedelta(minutes=1)) == []
    assert lines(owed(meeting, DRAFTED)) == secretariats(turns.DRAFT)

    draft = drafts.begin_own(meeting, by=minuted.ours(small_forum), at=DRAFTED)
    assert lines(owed(meeting, DRAFTED)) == [
        ("secretariat", "LEAGUE", turns.OFFER),
        ("secretariat", "CONCERT", turns.DRAFT),
    ]

    drafts.offer(draft, by=minuted.ours(small_forum), at=DRAFTED)
    assert lines(owed(meeting, DRAFTED)) == secretariats(turns.OFFER)

    joint_draft.join(meeting, by=minuted.other(small_forum), at=DRAFTED)
    found = owed(meeting, DRAFTED)
    lacking = RecordParagraph.objects.filter(draft__party=None, left_out=False).exclude(words={})
    assert lines(found) == secretariats(turns.COMPLETE)
    assert 0 < int(str(found[0].facts["number"])) <= lacking.count()


def test_a_common_draft_goes_out_and_is_commented_answered_and_approved(
    small_forum: Forum,
) -> None:
    meeting = minuted.closed(small_forum)
    record = minuted.common(meeting)
    assert lines(owed(meeting, DRAFTED)) == secretariats(turns.ISSUE)

    record = minuted.issued(record)
    assert lines(owed(meeting, DRAFTED)) == secretariats(turns.ASK)

    record = minuted.commented(minuted.asked(record))
    assert owed(meeting, DRAFTED) == []

    found = owed(meeting, UNTIL)
    assert lines(found) == secretariats(turns.ANSWER)
    assert found[0].facts["number"] == "1"

    record = minuted.answered(record)
    assert lines(owed(meeting, LATER)) == secretariats(turns.REVISE)

    record = minuted.issued(record, LATER)
    assert lines(owed(meeting, LATER)) == both(turns.APPROVE)

    minuted.proposed(record)
    assert owed(meeting, LATER) == []


def test_what_both_approved_is_put_before_them_to_sign_and_nobody_owes_more_in_a_closed_cycle(
    small_forum: Forum,
) -> None:
    meeting = minuted.closed(small_forum)
    record = minuted.asked(minuted.issued(minuted.common(meeting)))
    assert lines(owed(meeting, UNTIL)) == both(turns.APPROVE)
    record = minuted.approved(record)
    assert lines(owed(meeting, LATER)) == both(turns.SIGN)

    approval.prepare(record, by=minuted.ours(small_forum, LATER), at=LATER)
    assert owed(meeting, LATER) == []

    Meeting.objects.filter(pk=meeting.pk).update(shut_at=LATER)
    assert isinstance(RECORD.turns, Turns)
    assert list(RECORD.turns.open(small_forum)) == []


def test_a_language_without_which_both_approved_is_added_afterwards(small_forum: Forum) -> None:
    meeting = minuted.closed(small_forum)
    record = drafts.begin_common(meeting, by=minuted.ours(small_forum), at=DRAFTED)
    minuted.filled(record, DRAFTED, "en", "es")
    record = minuted.asked(minuted.issued(record))
    act = minuted.proposed(record, LATER, reason="The interpreter of Portuguese fell ill.")
    minuted.signing.both_sign(small_forum, act, LATER)

    found = owed(meeting, LATER)

    assert lines(found) == [*secretariats(turns.COMPLETE), *both(turns.SIGN)]
    minuted.filled(record, LATER, "pt")
    found = owed(meeting, LATER)
    assert lines(found) == [*secretariats(turns.ADD), *both(turns.SIGN)]
    assert "Portuguese" in str(found[0].facts["language"])
