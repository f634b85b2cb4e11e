"""A closed cycle is only read: record, points, silences, stock-taking and notes stay as they are
(domain.md C.4, US-12); what was carried over goes on where it was carried to."""

from collections.abc import Callable
from datetime import date

import pytest

import decided
import minuted
import negotiations
import papers
import signatures
import signing
import silences
import takings
from cochair.features.action_points import actions as points
from cochair.features.action_points import queries
from cochair.features.compliance import closure
from cochair.features.cycles.models import Cycle
from cochair.features.documents import cycles
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.meeting_records import drafts, issue
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import ActionPoint, MeetingRecord
from cochair.features.register import actions as register
from cochair.procedure.refusal import Refused
from minuted import DRAFTED, LATER
from signing import concert, planned, secretariat
from world import NOW

CLOSED = "is closed and can only be read. Corrigenda, addenda to its statement, signatures and publications remain possible."


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
        lambda: drafts.write(
            row, words={"en": "Another"}, seen=row.version, by=by, at=LATER, left_out=False
        ),
        lambda: minuted.commented(record),
        lambda: issue.issue(record, summary="", seen=0, by=by, at=LATER),
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

    assert CLOSED in refused(
        lambda: points.report_done(left, evidence="List sent to all on 8 April.", by=by, at=LATER)
    )
    done = points.report_done(carried, evidence="List sent to all on 8 April.", by=by, at=LATER)
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


def test_a_cycle_that_is_closed_after_an_objection_refuses_the_next_one(small_forum: Forum) -> None:
    """What was known of the cycle when the first delegation wrote is not believed for the second."""
    row = silences.opened(small_forum)
    first, second = silences.norland(small_forum), silences.lagoon(small_forum)
    assert silences.sent(row, first, NOW)[1]

    Cycle.objects.update(closed_at=NOW)

    assert CLOSED in refused(lambda: silences.sent(row, second, NOW))
    assert [one.voice for one in row.messages.all()] == ["XN"]


def test_a_cycle_is_not_closed_while_a_silence_on_one_of_its_papers_runs(
    record: MeetingRecord,
) -> None:
    record = minuted.issued(minuted.answered(record), LATER)
    hushed = minuted.hushed(record, LATER, LATER.replace(month=5, day=20))
    cycle = Cycle.objects.select_related("forum").get(pk=record.meeting.cycle_id)

    told = [str(one) for one in closure.refusals(cycle.forum, cycle, LATER) if one is not None]

    assert any(
        "Silence procedures on documents of the cycle have not ended:" in one for one in told
    )
    cycle_closed(record.meeting)
    assert CLOSED in refused(
        lambda: silences.sent(hushed, decided.head(cycle.forum), LATER, form="objection")
    )


def standing_against(cycle: Cycle) -> str:
    """Everything that speaks against closing a cycle, as whoever proposes it is told."""
    return " ".join(
        str(one) for one in closure.refusals(cycle.forum, cycle, LATER) if one is not None
    )


def test_closing_a_cycle_strands_nothing_that_somebody_could_still_end(
    record: MeetingRecord,
) -> None:
    meeting, forum = record.meeting, record.meeting.forum
    cycle = Cycle.objects.select_related("forum").get(pk=meeting.cycle_id)
    left = point(meeting)
    takings.opened(forum)
    takings.assessed(forum)

    told = standing_against(cycle)
    assert f"Records of meetings of the cycle are not approved: {meeting.slug}." in told
    assert (
        f"Action points of meetings of the cycle are open: {meeting.slug}, action point {left.number}."
        in told
    )
    assert "The stock-taking of cycle 2 is not final" in told
    assert "The joint assessment of cycle 2 is not signed" in told

    by = decided.head(forum)
    points.report_done(left, evidence="List sent to all on 8 April.", by=by, at=LATER)
    minuted.approved(minuted.issued(minuted.answered(record), LATER))
    told = standing_against(cycle)
    assert "Records" not in told and "Action points" not in told


def test_a_cycle_is_not_closed_over_a_text_that_is_still_negotiated(
    record: MeetingRecord,
) -> None:
    cycle = Cycle.objects.select_related("forum").get(pk=record.meeting.cycle_id)
    row = negotiations.begun(record.meeting.forum, meeting=record.meeting.slug)
    symbol = row.document.slug

    assert f"Texts of the cycle are still under negotiation: {symbol}." in standing_against(cycle)

    by = secretariat(record.meeting.forum, LATER)
    register.withdraw(
        row.document, reason="It came to nothing.", seen=papers.fresh(row.document).version,
        by=by, at=LATER,
    )  # fmt: skip
    assert (
        ". Adopt each, declare its document final, or withdraw the document."
        not in standing_against(cycle)
    )


def test_what_was_left_open_in_a_closed_cycle_is_asked_of_nobody(over: Meeting) -> None:
    """As a cycle that was closed before this rule may stand."""
    left = point(over)
    assert [one.pk for one in queries.live(over.forum)] == [left.pk]
    assert queries.due_of(over.forum, "XN")

    Meeting.objects.filter(pk=over.pk).update(shut_at=LATER)

    assert queries.live(over.forum) == ()
    assert queries.due_of(over.forum, "XN") == ()


def test_a_paper_of_no_meeting_belongs_to_the_cycle_in_whose_archive_it_stands(
    small_forum: Forum,
) -> None:
    row = silences.opened(small_forum)
    paper, cycle = row.revision.document, Cycle.objects.select_related("forum").get(number=2)
    assert paper.meeting is None
    assert cycles.cycle_of(paper) == cycle
    rows = Document.objects.filter(cycles.of_cycle(cycle, small_forum.zone), pk=paper.pk)
    assert rows.exists()
    told = [str(one) for one in closure.refusals(cycle.forum, cycle, NOW) if one is not None]
    assert any(
        "Silence procedures on documents of the cycle have not ended:" in one for one in told
    )

    own, other = papers.entered(small_forum, at=NOW), papers.entered(small_forum, at=NOW)
    Document.objects.filter(pk=other.pk).update(registered_at=NOW.replace(year=2050))
    Cycle.objects.filter(pk=cycle.pk).update(closed_at=NOW)

    by = secretariat(small_forum)
    assert CLOSED in refused(lambda: papers.written(own, "en", papers.words("Other."), by=by))
    assert CLOSED in refused(lambda: silences.sent(row, silences.norland(small_forum), NOW))
    assert papers.written(other, "en", papers.words("Another cycle."), by=by)


def test_a_paper_of_the_other_party_that_stands_against_closing_is_counted_and_not_named(
    small_forum: Forum,
) -> None:
    paper = signatures.final(small_forum)
    signatures.ready(small_forum, paper)
    cycle = Cycle.objects.select_related("forum").get(number=2)

    def told(hat: ActingOffice | None) -> str:
        found = closure.refusals(small_forum, cycle, LATER, hat)
        return " ".join(str(one) for one in found if one is not None)

    everybody = (signing.league(small_forum, LATER), signing.concert(small_forum, LATER), None)
    assert all(paper.slug in told(hat) for hat in everybody)

    Document.objects.filter(pk=paper.pk).update(marking=Marking.INTERNAL)

    own, other, whoever = (told(hat) for hat in everybody)
    assert f"wait for signature: {paper.slug}." in own
    for one in (other, whoever):
        assert paper.slug not in one and str(paper) not in one
        assert "that only one Party may read wait for signature: 1." in one
    with pytest.raises(Refused) as found:
        closure.propose_closing(
            small_forum, cycle=cycle, by=signing.concert(small_forum, LATER), at=LATER
        )
    assert paper.slug not in str(found.value)
