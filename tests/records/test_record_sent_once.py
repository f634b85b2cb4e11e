"""What is pressed twice is done once, and what somebody else did meanwhile is said (J7, C.5)."""

from datetime import datetime

import pytest

import minuted
from cochair.features.meeting_records import comments, issue
from cochair.features.meetings.models import Meeting
from cochair.features.records.models import MeetingRecord, RecordAnswer
from cochair.journal.models import Entry
from cochair.web.errors import StaleVersion
from minuted import DRAFTED, LATER


@pytest.fixture
def out(over: Meeting) -> MeetingRecord:
    """The record while those who were there may comment."""
    return minuted.asked(minuted.issued(minuted.common(over)))


def sent(record: MeetingRecord, seen: int | None, at: datetime = DRAFTED) -> int:
    """The number of the revision that went out."""
    by = minuted.other(record.meeting.forum, at)
    return issue.issue(record, summary="", seen=seen, by=by, at=at).number


def told(verb: str) -> int:
    """How often something was written down."""
    return Entry.objects.filter(verb=verb).count()


def test_j7_the_draft_sent_out_twice_is_one_revision_and_one_letter(over: Meeting) -> None:
    record = minuted.common(over)

    assert [sent(record, None), sent(record, None)] == [0, 0]

    assert told("record.issued") == 1
    assert minuted.fresh(record).document.revisions.count() == 1


def test_j7_who_did_not_see_the_last_revision_is_told_before_another_goes_out(
    over: Meeting,
) -> None:
    record = minuted.issued(minuted.common(over))
    words = {code: f"Another title {code}" for code in ("en", "es", "pt")}
    minuted.said(record, "title", words)

    with pytest.raises(StaleVersion):
        sent(record, None)
    assert sent(record, 0) == 1


def test_c_5_the_same_answer_twice_is_one_and_another_one_follows(out: MeetingRecord) -> None:
    (said,) = minuted.known(minuted.commented(out))

    def answered(*, taken_up: bool, reason: str) -> None:
        comments.answer(
            out, said, taken_up=taken_up, reason=reason, language="en",
            by=minuted.ours(out.meeting.forum, LATER), at=LATER,
        )  # fmt: skip

    for _twice in range(2):
        answered(taken_up=False, reason="It was not said in the room.")
    assert (RecordAnswer.objects.count(), told("record.answered")) == (1, 1)

    answered(taken_up=True, reason="")
    assert [one.answer.taken_up for one in minuted.known(out)] == [True]
