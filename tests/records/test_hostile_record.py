"""What a stranger tried on records and points, and found open (I.2.7, I.2.6, I.2.1.a)."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

import decided
import minuted
import signing
from cochair.features.action_points import actions as points
from cochair.features.meeting_records import comments, drafts, queries
from cochair.features.meetings.models import Meeting
from cochair.features.records.models import MeetingRecord, RecordDraft
from cochair.procedure.refusal import Refused
from minuted import DRAFTED, LATER

ASKED = points.Noted({"en": "Send the list of ports"}, "en", "XN", date(2031, 9, 1))


@pytest.fixture
def record(over: Meeting) -> MeetingRecord:
    """The record while it is open to comments."""
    return minuted.asked(minuted.issued(minuted.common(over)))


def test_a_key_on_the_end_of_a_point_is_void_once_the_point_says_something_else(
    over: Meeting,
) -> None:
    by = minuted.ours(over.forum)
    row = points.note(over, ASKED, by=by, at=DRAFTED)
    act = points.propose_settlement(
        row, how="dropped", target="", reason="The ports closed in March.", by=by, at=DRAFTED
    )
    signing.turn(act, signing.league(over.forum, DRAFTED), DRAFTED)

    other = replace(ASKED, text={"en": "Send the list of prisons"})
    points.change(row, other, seen=row.revision, by=by, at=DRAFTED)

    act.refresh_from_db()
    assert act.state == "void"
    row.refresh_from_db()
    assert row.state == "open"


def test_what_said_nothing_in_the_approved_record_goes_on_saying_nothing(
    record: MeetingRecord,
) -> None:
    forum = record.meeting.forum
    left_out = record.draft.paragraphs.exclude(kind="title").exclude(words={}).last()
    drafts.write(
        left_out, words=left_out.words, seen=left_out.version, left_out=True,
        by=minuted.ours(forum), at=LATER,
    )  # fmt: skip
    record = minuted.approved(minuted.issued(minuted.answered(record), LATER))

    blank = next(
        row for row in queries.paragraphs(record.draft) if not row.words and not row.left_out
    )
    left_out.refresh_from_db()
    for row, words in ((blank, {"pt": "Mais uma frase"}), (left_out, left_out.words)):
        with pytest.raises(
            Refused,
            match="An approved record may no longer be edited: an error in it needs a corrigendum",
        ):
            drafts.write(
                row, words=words, seen=row.version, by=minuted.other(forum, LATER), at=LATER
            )


def test_a_language_is_only_left_for_later_while_the_draft_says_what_went_out(
    record: MeetingRecord,
) -> None:
    """Nobody could add it afterwards: the draft of an approved record changes no more."""
    key = "title"
    title = queries.paragraph(record.draft, key).words
    minuted.said(record, key, {"en": title["en"], "es": title["es"]}, LATER)
    record = minuted.issued(record, LATER)
    minuted.said(record, key, {"en": "Another title", "es": title["es"]}, LATER)

    with pytest.raises(Refused, match="The draft has changed since it was circulated"):
        minuted.proposed(record, reason="Portuguese follows within ten days.")

    minuted.said(record, key, {"en": title["en"], "es": title["es"]}, LATER)
    act = minuted.proposed(record, reason="Portuguese follows within ten days.")
    minuted.said(record, key, {"en": "Another title", "es": title["es"]}, LATER)
    with pytest.raises(Refused, match="The draft has changed since it was circulated"):
        signing.turn(act, signing.league(record.meeting.forum, LATER), LATER)


def test_a_comment_that_was_taken_back_gets_no_answer_and_one_with_an_answer_stays(
    record: MeetingRecord,
) -> None:
    forum, head = record.meeting.forum, decided.head(record.meeting.forum)
    minuted.commented(record)
    (shown,) = minuted.known(record)
    answer = {"taken_up": True, "reason": "", "language": "en", "by": minuted.ours(forum)}

    comments.withdraw(record, shown, by=head, at=DRAFTED)
    for again in (
        lambda: comments.answer(record, shown, **answer, at=DRAFTED),
        lambda: comments.withdraw(record, shown, by=head, at=DRAFTED),
    ):
        with pytest.raises(Refused, match="This comment was withdrawn"):
            again()

    minuted.commented(record, paragraph="")
    (shown,) = minuted.known(record)
    comments.answer(record, shown, **answer, at=DRAFTED)
    with pytest.raises(
        Refused, match="This comment has been answered and can no longer be withdrawn"
    ):
        comments.withdraw(record, shown, by=head, at=DRAFTED)


def test_the_common_draft_of_a_meeting_is_one_on_every_database(record: MeetingRecord) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordDraft.objects.create(
            meeting=record.meeting, at=DRAFTED, by_id=minuted.ours(record.meeting.forum).office
        )
