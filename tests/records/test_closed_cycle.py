"""A closed cycle is only read: record, points, silences, stock-taking and notes stay as they are
(domain.md C.4, US-12); what was carried over goes on where it was carried to."""

from collections.abc import Callable
from datetime import date

import pytest

import decided
import minuted
import silences
import takings
from cochair.compliance import closing
from cochair.cycles.models import Cycle
from cochair.meetings.models import Meeting
from cochair.procedure.refusal import Refused
from cochair.records.models import ActionPoint, MeetingRecord
from cochair.records.points import actions as points
from cochair.records.record import issuing, writing
from minuted import DRAFTED, LATER
from signing import concert, planned, secretariat

CLOSED = "is closed and only read"


def cycle_closed(meeting: Meeting) -> None:
    """Both closed the cycle of a meeting."""
    Cycle.objects.filter(pk=meeting.cycle_id).update(closed_at=DRAFTED)


def refused(act: Callable[[], object]) -> str:
    """Why somebody may not do something."""
    with pytest.raises(Refused) as found:
        act()
    return str(found.value)


@pytest.fixture
def record(over: Meeting) -> MeetingRecord:
    """The record while it is open to comments."""
    return minuted.asked(minuted.issued(minuted.common(over)))


def point(meeting: Meeting) -> ActionPoint:
    """A point of action of the meeting."""
    asked = points.Noted({"en": "Send the list of ports"}, "en", "XN", date(2031, 9, 1))
    return points.note(meeting, asked, by=secretariat(meeting.forum, DRAFTED), at=DRAFTED)


def test_the_record_of_a_closed_cycle_is_not_written_commented_or_sent_out(
    record: MeetingRecord,
) -> None:
    row = record.draft.paragraphs.first()
    by = secretariat(record.meeting.forum, LATER)
    cycle_closed(record.meeting)

    for act in (
        lambda: writing.write(
            row, words={"en": "Another"}, seen=row.version, by=by, at=LATER, left_out=False
        ),
        lambda: minuted.commented(record),
        lambda: issuing.issue(record, summary="", seen=0, by=by, at=LATER),
        lambda: minuted.proposed(record),
    ):
        assert CLOSED in refused(act)
    assert record.draft.paragraphs.get(pk=row.pk).words == row.words


def test_points_of_a_closed_cycle_stay_unless_they_were_carried_on(over: Meeting) -> None:
    left = point(over)
    by = decided.head(over.forum)
    following = planned(over.forum, "league-concert-experts-2")
    Meeting.objects.filter(pk=following.pk).update(cycle=Cycle.objects.get(number=1))
    carried = points.note(
        over,
        points.Noted({"en": "Send the list of cities"}, "en", "XN", date(2031, 9, 1)),
        by=secretariat(over.forum, DRAFTED),
        at=DRAFTED,
    )
    following.refresh_from_db()
    points.carry(carried, following, by=secretariat(over.forum, DRAFTED), at=DRAFTED)
    cycle_closed(over)

    assert CLOSED in refused(lambda: points.report_done(left, evidence="Sent.", by=by, at=LATER))
    done = points.report_done(carried, evidence="Sent.", by=by, at=LATER)
    assert done.state == "done"


def test_nothing_is_said_under_a_silence_of_a_closed_cycle_and_stock_is_not_taken(
    record: MeetingRecord,
) -> None:
    forum = record.meeting.forum
    report, row = takings.opened(forum), takings.assessed(forum)
    cycle_closed(record.meeting)

    assert CLOSED in refused(lambda: takings.asked(forum))
    assert CLOSED in refused(
        lambda: takings.assessing.write(
            row, takings.sections("Ports"), seen=row.version, by=concert(forum), at=LATER
        )
    )
    assert report.comments_from is None


def test_a_cycle_is_not_closed_while_a_silence_on_one_of_its_papers_runs(
    record: MeetingRecord,
) -> None:
    record = minuted.issued(minuted.answered(record), LATER)
    hushed = minuted.hushed(record, LATER, LATER.replace(month=5, day=20))
    cycle = Cycle.objects.select_related("forum").get(pk=record.meeting.cycle_id)

    told = [str(one) for one in closing.refusals(cycle.forum, cycle, LATER) if one is not None]

    assert any("still runs" in one for one in told)
    cycle_closed(record.meeting)
    assert CLOSED in refused(
        lambda: silences.sent(hushed, decided.head(cycle.forum), LATER, form="objection")
    )
