"""Comments on the record, answers, the approval, and that what is approved changes by no route."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

import decided
import minuted
import signing
from cochair.features.acts.models import JointAct
from cochair.features.calendars.queries import tasks_of
from cochair.features.documents.models import Document
from cochair.features.languages import actions as languages
from cochair.features.mail import notifications
from cochair.features.meeting_records import approval, comments, drafts, notices, queries, window
from cochair.features.meetings import deadlines
from cochair.features.meetings import facts as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.records.models import MeetingRecord, RecordComment
from cochair.features.register import actions as register
from cochair.formats.paragraphs import plain
from cochair.journal.models import Entry
from cochair.procedure import record as core
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.facts import Facts
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from minuted import DRAFTED, LATER, SAID, UNTIL, ours
from procedure.known_history import book
from world import NOW


@pytest.fixture
def out(over: Meeting) -> MeetingRecord:
    """The record while those who were there may comment."""
    return minuted.asked(minuted.issued(minuted.common(over)))


def test_who_was_there_comments_and_who_was_not_is_told_so(out: MeetingRecord) -> None:
    minuted.commented(out)
    assert [one.voice for one in minuted.known(out)] == ["XN"]

    with pytest.raises(Refused, match="Only those who attended the meeting may comment"):
        minuted.commented(out, "XB")
    minuted.commented(out)
    assert RecordComment.objects.count() == 1


def test_nobody_is_asked_before_the_time_for_comments_or_after_the_next_revision(
    over: Meeting,
) -> None:
    record = minuted.issued(minuted.common(over))

    with pytest.raises(Refused, match="The round of comments on the record is not open"):
        minuted.commented(record)


def test_a_comment_after_its_time_is_kept_as_late(out: MeetingRecord) -> None:
    minuted.commented(out, at=UNTIL - timedelta(seconds=1))
    minuted.commented(out, "XL", UNTIL, "")
    with pytest.raises(Refused):
        minuted.proposed(out)

    assert [one.late for one in minuted.known(out)] == [False, True]


def test_a_comment_that_is_not_taken_up_is_a_footnote_and_one_that_is_is_none(
    out: MeetingRecord,
) -> None:
    """CB-40."""
    minuted.answered(minuted.commented(out))
    minuted.answered(minuted.commented(out, "XL", paragraph="agreements-1"), taken_up=True)

    record = minuted.issued(out, LATER)

    text = record.document.revisions.last().expressions.get(language="en").text
    notes = {one["id"]: run["note"] for one in text for run in one["runs"] if "note" in run}
    assert notes == {"title": f"Norland recalled: “{SAID.removesuffix('.')}”."}


def test_the_same_comment_on_the_next_revision_is_another_one(out: MeetingRecord) -> None:
    """It was not taken up: who still says so says it again, and is answered again."""
    minuted.answered(minuted.commented(out))
    again = LATER + timedelta(hours=1)
    record = minuted.asked(minuted.issued(out, LATER), LATER, LATER + timedelta(days=3))

    record = minuted.commented(record, at=again)
    record = minuted.commented(record, at=again)

    first, second = sorted(minuted.known(record), key=lambda one: one.revision)
    assert (first.is_open, second.is_open) == (False, True)
    assert first.revision < second.revision and RecordComment.objects.count() == 2


def test_not_taking_up_needs_a_reason(out: MeetingRecord) -> None:
    (one,) = minuted.known(minuted.commented(out))

    with pytest.raises(Refused, match="Give the reason for not accepting the comment"):
        comments.answer(
            out,
            one,
            taken_up=False,
            reason=" ",
            language="en",
            by=ours(out.meeting.forum),
            at=LATER,
        )


def test_one_takes_back_its_own_comment_until_it_has_an_answer(out: MeetingRecord) -> None:
    forum = out.meeting.forum
    (one,) = minuted.known(minuted.commented(out))
    with pytest.raises(Refused):
        comments.withdraw(out, one, by=decided.head(forum, "XL"), at=LATER)

    comments.withdraw(out, one, by=decided.head(forum), at=LATER)
    assert not minuted.known(out)


def test_both_approve_and_the_clause_says_so(out: MeetingRecord) -> None:
    """I.2.7, which the small forum calls A.8."""
    forum, slug = out.meeting.forum, out.meeting.slug
    act = minuted.proposed(out)
    signing.turn(act, signing.league(forum, LATER), LATER)
    assert signing.result(forum, "A.8", slug, LATER).outcome is Outcome.NOT_YET_DUE

    signing.turn(act, signing.concert(forum, LATER), LATER)

    assert signing.result(forum, "A.8", slug, LATER).outcome is Outcome.MET
    assert Meeting.objects.get(slug=slug).completed_at == LATER


def test_a_revision_that_goes_out_meanwhile_voids_the_key_that_was_turned(
    out: MeetingRecord,
) -> None:
    act = minuted.proposed(out)
    signing.turn(act, signing.league(out.meeting.forum, LATER), LATER)

    with pytest.raises(Refused, match="approved"):
        minuted.issued(out, LATER)
    assert JointAct.objects.get(pk=act.pk).state == "half_signed"


def _new_text(document: Document, **more: object) -> languages.Draft:
    return languages.Draft("en", (plain("p-1", "Other words."),), **more)  # type: ignore[arg-type]


def test_what_both_approved_changes_by_no_route(out: MeetingRecord) -> None:
    """CB-41: not the draft, not a revision, not an edition, not in its place by a corrigendum."""
    forum = out.meeting.forum
    record = minuted.approved(out)
    document, by = record.document, ours(forum, LATER)
    seen = document.version
    last = document.revisions.last()
    last.document = document
    deeds = (
        lambda: minuted.said(record, "title", {"en": "Another"}, LATER),
        lambda: minuted.issued(record, LATER),
        lambda: minuted.asked(record, LATER, LATER + timedelta(days=3)),
        lambda: register.revise(document, source="en", summary="", seen=seen, by=by, at=LATER),
        lambda: register.withdraw(document, reason="No.", seen=seen, by=by, at=LATER),
        lambda: languages.add_edition(last, _new_text(document), seen=seen, by=by, at=LATER),
        lambda: languages.add_edition(
            last, _new_text(document, corrigendum=document), seen=seen, by=by, at=LATER
        ),
        lambda: minuted.proposed(record),
    )
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
    assert minuted.fresh(record).document.version == seen


def test_a_record_is_not_written_on_the_pages_of_the_register(out: MeetingRecord) -> None:
    document = out.document
    by = ours(out.meeting.forum, LATER)

    with pytest.raises(Refused, match="own page"):
        register.revise(document, source="en", summary="", seen=document.version, by=by, at=LATER)


def test_both_sign_every_language_and_the_record_is_sealed(out: MeetingRecord) -> None:
    by = ours(out.meeting.forum, LATER)
    with pytest.raises(Refused, match=r"\(A\.8\)"):
        approval.prepare(out, by=by, at=LATER)
    record = minuted.approved(out)

    originals = approval.prepare(record, by=by, at=LATER)

    assert {one.expression.language for one in originals} == {"en", "es", "pt"}
    assert core.state(queries.course(minuted.fresh(record), LATER), LATER) is core.State.APPROVED
    for one in originals:
        one.sealed_at = LATER
        one.save(update_fields=["sealed_at"])
    assert core.state(queries.course(minuted.fresh(record), LATER), LATER) is core.State.SEALED


def test_where_each_keeps_its_own_the_clause_counts_those(over: Meeting) -> None:
    """AMB-23, option record.mode, as it was in force when the meeting opened."""
    forum = over.forum
    signing.both_sign(forum, signing.option(forum, "record.mode", "two", NOW), NOW)
    for chair, hat in ((signing.league, ours), (signing.concert, minuted.other)):
        assert signing.result(forum, "A.8", over.slug, LATER).outcome is Outcome.NOT_YET_DUE
        draft = drafts.begin_own(over, by=hat(forum), at=DRAFTED)
        drafts.keep_own(draft, by=chair(forum, DRAFTED), at=DRAFTED)

    kept = signing.result(forum, "A.8", over.slug, LATER)
    assert (kept.outcome, kept.late_days) == (Outcome.MET, None)


def test_each_step_is_told_to_those_whom_it_concerns(out: MeetingRecord) -> None:
    forum = out.meeting.forum
    minuted.answered(minuted.commented(out))
    told = {}
    for entry in Entry.objects.filter(forum=forum.slug, about_kind="record"):
        letters = [
            one for teller in notifications._BY_VERB[entry.verb] for one in teller(entry, LATER)
        ]
        told[entry.verb] = {one.to.office.partition(" ")[0] for one in letters}

    assert "delegation_head" in told["record.issued"] and "secretariat" in told["record.issued"]
    assert told["record.comments_opened"] == told["record.issued"]
    assert told["record.answered"] == {"delegation_head"}


def test_both_are_told_before_the_approval_is_due_and_not_once_it_is_approved(
    out: MeetingRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The timetable (T20): here the day on which the draft is due stands for that of the approval."""
    forum, due = out.meeting.forum, minuted.CLOSED + timedelta(days=11)
    monkeypatch.setattr(notices, "_OWED", {"record": notices._APPROVAL})

    assert {one.event for one in notices.of_what_is_due(forum, due)} == {"N25"}
    minuted.approved(out)
    assert not list(notices.of_what_is_due(forum, due))


def test_of_the_timetable_that_is_shipped_the_window_moves_the_date_for_comments_alone(
    over: Meeting,
) -> None:
    """T18, whose date is practice until the record has a window of its own."""

    def moved() -> dict[str, datetime]:
        ends = {one.id: window.stored(over.forum.slug, one, over.slug) for one in book().timetable}
        return {name: end for name, end in ends.items() if end is not None}

    assert moved() == {}
    minuted.asked(minuted.issued(minuted.common(over)))

    assert moved() == {"T18": UNTIL}


def test_the_date_for_comments_is_that_of_the_window_once_there_is_one(
    over: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the day on which the draft is due stands for that of the comments."""
    forum = over.forum
    monkeypatch.setattr(queries, "COMMENTERS", "secretariat")

    def dated() -> deadlines.Dated:
        book = parties.book(forum)
        fact = next(one for one in meetings.meetings(forum) if one.id == over.slug)
        (found,) = [
            one
            for one in deadlines.of_meeting(book, Facts("", "UTC"), fact)
            if (one.entry.owner, one.entry.anchor) == ("secretariat", "meeting.closed")
        ]
        return found

    before = dated()
    assert before.due == end_of_day(before.day, forum.zone)
    minuted.asked(minuted.issued(minuted.common(over)))
    assert before.day == date(2031, 4, 21)
    assert dated().day == civil_day(UNTIL, forum.zone) != before.day
    assert dated().due == UNTIL

    by = ours(forum)
    (task,) = [one for one in tasks_of(forum, by, DRAFTED) if one.deadline.announced]
    due = f'<time datetime="{UNTIL.isoformat()}">'
    shown = {"task": task, "forum": forum, "request": SimpleNamespace(now=DRAFTED)}
    assert due in render_to_string("meetings/feeds/parts/task.html", shown)
