"""Whose turn it is on the record of a meeting, from its closing until the record is put to be signed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cochair.features.decisions.shared_turns import of_both
from cochair.features.meeting_records import queries
from cochair.features.meetings import deadlines, machine, responsibility
from cochair.features.meetings import facts as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.publications.actions import lacking, standing
from cochair.features.records.models import MeetingRecord, RecordDraft
from cochair.features.signatures import queries as signing
from cochair.kernel.kind import Turn
from cochair.procedure import record as core
from cochair.procedure.facts import Facts
from cochair.procedure.record import State
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy
from cochair.web import localize

DRAFT = _("Draft the record: {meeting}")
OFFER = _("Submit or merge the draft: {meeting}")
COMPLETE = _("Complete paragraphs ({number}): record of {meeting}")
ISSUE = _("Circulate the draft record: {meeting}")
ASK = _("Open the round of comments: record of {meeting}")
ANSWER = _("Answer comments ({number}): record of {meeting}")
REVISE = _("Circulate the revised record: {meeting}")
APPROVE = _("Approve the record: {meeting}")
ADD = _("Add {language}: record of {meeting}")
SIGN = _("Sign and seal the record: {meeting}")


def unended(forum: Forum) -> Iterable[Meeting]:
    """The meetings of a forum whose record is due: closed, and of a cycle that goes on.

    A record is called by its meeting, also before there is a row of it.  Nobody is asked for one of a
    meeting that was before Cochair; where somebody began one, it goes on.
    """
    rows = Meeting.objects.filter(forum=forum, closed_at__isnull=False, shut_at=None)
    begun = Exists(RecordDraft.objects.filter(meeting=OuterRef("pk")))
    rows = rows.exclude(responsibility.NOT_OURS & ~Q(begun))
    return rows.select_related("forum", "cycle").order_by("slug")


def turns(meeting: Meeting, at: datetime) -> Iterable[Turn]:
    """The secretariats write, send out and answer; both co-presidencies approve and sign.

    Nobody owes a comment, and a joint act that waits for a signature is a turn of its own.
    """
    if meeting.closed_at is None or at < meeting.closed_at:
        return ()
    record = queries.of_meeting(meeting)
    if record is None:
        return _drafting(meeting, at)
    course = queries.course(record, at)
    stands = core.state(course, at)
    if stands is State.APPROVED:
        return (*_language(record, at), *_to_sign(record, at))
    if stands is State.DRAFT and course.revision is None:
        return _to_issue(record, at)
    if stands is State.DRAFT:
        return _of_secretariats(meeting, at, ASK)
    if stands is State.UNDER_COMMENT and course.rounds[-1].is_running(at):
        return ()
    if stands in {State.UNDER_COMMENT, State.REVISED} and course.unanswered:
        number = str(len(course.unanswered))
        return _of_secretariats(meeting, at, ANSWER, number=number)
    if stands is State.UNDER_COMMENT:
        return _of_secretariats(meeting, at, REVISE)
    if stands is State.REVISED and queries.waiting(record) is None:
        due = _due(meeting, ShownBy.RECORD_APPROVED, at)
        facts = _facts(meeting, at)
        return of_both(
            meeting.forum, APPROVE, facts, _page(meeting), until=due, firm=_practice(due)
        )
    return ()


def _drafting(meeting: Meeting, at: datetime) -> Iterable[Turn]:
    """Before there is a common draft; what a Party writes in its own space shows to it alone."""
    rows = RecordDraft.objects.filter(meeting=meeting).select_related("party")
    drafts = {row.party.code: row for row in rows if row.party is not None}
    offered = any(row.offered_at is not None for row in drafts.values())
    due = _due(meeting, ShownBy.RECORD, at)
    facts = _facts(meeting, at)
    for party in parties.roster(meeting.forum).party_codes:
        own = drafts.get(party)
        if own is not None and own.kept_at is not None:
            continue
        says = OFFER if offered or own is not None else DRAFT
        if says == DRAFT and machine.is_before(meeting, at):
            continue
        role = Role.SECRETARIAT.value
        yield Turn(role, party, says, facts, due, _practice(due), _page(meeting))


def _to_issue(record: MeetingRecord, at: datetime) -> Iterable[Turn]:
    """The common draft is completed, where a choice or a language is open, and then goes out."""
    meeting = record.meeting
    rows = queries.paragraphs(record.draft)
    languages = parties.book(meeting.forum, at).languages
    missing = {key for keys in queries.lacking(rows, languages).values() for key in keys}
    missing |= {row.key for row in rows if row.is_open}
    due = _due(meeting, ShownBy.RECORD, at)
    if not missing:
        return _of_secretariats(meeting, at, ISSUE, due)
    address = ("records:draft", meeting.slug, "common")
    return _of_secretariats(meeting, at, COMPLETE, due, address, number=str(len(missing)))


def _language(record: MeetingRecord, at: datetime) -> Iterable[Turn]:
    """A language without which both approved is added afterwards, once every paragraph has it."""
    assert record.approved is not None
    languages = parties.book(record.meeting.forum, at).languages
    missing = lacking(standing(record.approved), languages)
    if not missing:
        return ()
    meeting, rows = record.meeting, queries.paragraphs(record.draft)
    without = {key for keys in queries.lacking(rows, missing).values() for key in keys}
    if without:
        address, number = ("records:draft", meeting.slug, "common"), str(len(without))
        return _of_secretariats(meeting, at, COMPLETE, address=address, number=number)
    return _of_secretariats(meeting, at, ADD, language=localize.languages(missing))


def _to_sign(record: MeetingRecord, at: datetime) -> Iterable[Turn]:
    """What both approved is put before them as files to sign; each file has turns of its own."""
    assert record.approved is not None and record.approval is not None
    if set(record.approval.body["editions"]) <= set(signing.of_revision(record.approved)):
        return ()
    meeting = record.meeting
    return of_both(meeting.forum, SIGN, _facts(meeting, at), _page(meeting))


def _of_secretariats(
    meeting: Meeting,
    at: datetime,
    says: str,
    due: datetime | None = None,
    address: tuple[str, ...] = (),
    **more: object,
) -> Iterable[Turn]:
    return of_both(
        meeting.forum,
        says,
        {**_facts(meeting, at), **more},
        address or _page(meeting),
        until=due,
        firm=_practice(due),
        signed=False,
    )


def _due(meeting: Meeting, shown_by: str, at: datetime) -> datetime | None:
    """When something is due by the timetable of the meeting; None where that names no day, and for a
    meeting that was before Cochair: nobody worked by that."""
    if machine.is_before(meeting, at):
        return None
    book = parties.book(meeting.forum, at)
    nothing = Facts(forum=meeting.forum.slug, zone=meeting.forum.zone)
    told = next((one for one in meetings.meetings(meeting.forum) if one.id == meeting.slug), None)
    dates = deadlines.of_meeting(book, nothing, told) if told is not None else ()
    return next((one.due for one in dates if one.entry.shown_by == shown_by), None)


def _practice(due: datetime | None) -> str:
    return "practice" if due is not None else ""


def _facts(meeting: Meeting, at: datetime) -> Mapping[str, object]:
    return {"meeting": meeting_titles(meeting, parties.book(meeting.forum, at))}


def _page(meeting: Meeting) -> tuple[str, ...]:
    return ("records:record", meeting.slug)
