"""What is told of the record of a meeting (domain.md C.5): drafts, comments, answers, the approval.

A letter says what is to be done and until when; it carries no word of the record.  Reminders go to
whoever owes the next step by the timetable: the draft, the comments, the approval.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Sender, of_party, to_account
from cochair.features.meeting_records import frames, queries
from cochair.features.meetings import attendance, deadlines, responsibility
from cochair.features.meetings import facts as meetings
from cochair.features.meetings.models import Delegation, Meeting
from cochair.features.meetings.part import Part
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.records.models import CommentRound
from cochair.journal.models import Entry
from cochair.procedure.calendar import end_of_day
from cochair.procedure.facts import Facts
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.timetable import ShownBy

EVENT = "N25"
BEFORE = timedelta(days=3)
A_DAY = timedelta(days=1)
IN_CHARGE = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})

type Reads = Callable[[ActingOffice], bool]


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("record.draft_offered", of_an_offer)
    notifications.register("record.issued", of_a_revision)
    notifications.register("record.comments_opened", of_comments)
    notifications.register("record.answered", of_an_answer)
    notifications.register("record.approved", of_an_approval)
    notifications.every("record-due", of_what_is_due)
    notifications.every("record-comments", of_time_left)


def of_an_offer(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A Party put its draft forward: the other side reads it."""
    meeting = _meeting(entry)
    if meeting is not None:
        said = Sentence(
            _("One Party has submitted its draft. You may compare the two drafts on that page.")
        )
        subject, sender = _("Draft of the record: {meeting}"), of_party(entry.on_behalf_of)
        yield from _letters(meeting, entry, subject, said, _in_charge, sender=sender)


def of_a_revision(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The record, or its next revision, is out."""
    meeting = _meeting(entry)
    if meeting is not None:
        said = Sentence(
            _("A draft record has been circulated. Read what it says about your delegation.")
        )
        subject = _("Draft record circulated: {meeting}")
        yield from _letters(meeting, entry, subject, said, _took_part(meeting))


def of_comments(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Whoever was there may comment, until an instant."""
    meeting = _meeting(entry)
    if meeting is not None:
        until = datetime.fromisoformat(str(entry.facts["until"]))
        said = Sentence(_("You may comment on each paragraph until {at}."), {"at": until})
        subject = _("Comments on the record: {meeting}")
        yield from _letters(meeting, entry, subject, said, _took_part(meeting))


def of_an_answer(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The secretariats answered: whoever wrote is told."""
    meeting = _meeting(entry)
    found = queries.of_meeting(meeting) if meeting else None
    if meeting is None or found is None:
        return
    known = {one.ref: one for one in queries.said(found, queries.silences_on(found))}
    one = known.get(str(entry.facts["comment"]))
    if one is not None:
        said = Sentence(_("The secretariats have answered your comment."))
        subject = _("Your comment on the record: {meeting}")
        yield from _letters(
            meeting, entry, subject, said, lambda hat: one.voice in {hat.member, hat.organisation}
            and hat.role in {Role.DELEGATION_HEAD, Role.INSTITUTION},
            informs=True,
        )  # fmt: skip


def of_an_approval(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both approved it."""
    forum = Forum.objects.get(slug=entry.forum)
    found = queries.records(forum).filter(approval__number=int(entry.about_id)).first()
    if found is not None:
        said = Sentence(_("Both co-presidencies approved the record. It can no longer be changed."))
        subject = _("Record approved: {meeting}")
        took_part = _took_part(found.meeting)
        yield from _letters(found.meeting, entry, subject, said, took_part, informs=True)


def of_what_is_due(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Three days before the approval is due, and once more on the day after: both sides are told.

    Of the draft that is due tell the reminders of the timetable (meetings/feeds).  Nothing is computed
    for meetings whose record is approved.
    """
    rows = Meeting.objects.filter(forum=forum, closed_at__isnull=False, completed_at=None)
    rows = rows.exclude(responsibility.NOT_OURS)
    rows = rows.filter(closed_at__gt=at - deadlines.A_YEAR)
    open_ = {row.slug: row for row in rows.select_related("forum")}
    if not open_:
        return
    book = parties.book(forum, at)
    nothing = Facts(forum=forum.slug, zone=forum.zone)
    for fact in meetings.meetings(forum):
        row = open_.get(fact.id)
        for dated in deadlines.of_meeting(book, nothing, fact) if row else ():
            owed = _OWED.get(dated.entry.shown_by)
            if row is None or owed is None:
                continue
            due = end_of_day(dated.day, forum.zone)
            step = "late" if at >= due else ("soon" if at >= due - BEFORE else "")
            if step:
                yield from _due(row, dated.entry.id, step, due, owed, at)


def of_time_left(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A day before the time for comments ends; of a silence its own letters tell."""
    rows = CommentRound.objects.filter(
        record__meeting__forum=forum, until__gt=at, until__lte=at + A_DAY
    )
    for row in rows.select_related("record__meeting__forum"):
        meeting = row.record.meeting
        said = Sentence(_("You may comment on each paragraph until {at}."), {"at": row.until})
        subject = _("Comments on the record: {meeting}")
        key = f"record-comments:{meeting.slug}:{row.pk}"
        yield from _to(meeting, at, key, subject, said, _took_part(meeting))


_APPROVAL = (
    _("Approval of the record due: {meeting}"),
    _("The record is to be approved by {at}, with the signatures of both co-presidencies."),
    IN_CHARGE,
)
_OWED: Mapping[str, tuple[str, str, frozenset[Role]]] = {
    ShownBy.RECORD_APPROVED: _APPROVAL,
}


def _due(
    meeting: Meeting,
    code: str,
    step: str,
    due: datetime,
    owed: tuple[str, str, frozenset[Role]],
    at: datetime,
) -> Iterator[Letter]:
    subject, message, roles = owed
    said = Sentence(message, {"at": due})
    key = f"record-due:{meeting.slug}:{code}:{step}"
    yield from _to(meeting, at, key, subject, said, lambda hat: hat.role in roles and _acts(hat))


def _letters(
    meeting: Meeting,
    entry: Entry,
    subject: str,
    said: Sentence,
    reads: Reads,
    *,
    informs: bool = False,
    sender: Sender | None = None,
) -> Iterator[Letter]:
    key = f"record:{meeting.slug}:{entry.seq}"
    for letter in _to(meeting, entry.at, key, subject, said, reads):
        yield replace(letter, informs=informs, sender=sender)


def _to(
    meeting: Meeting, at: datetime, key: str, subject: str, said: Sentence, reads: Reads
) -> Iterator[Letter]:
    forum, book = meeting.forum, parties.book(meeting.forum, at)
    facts: Mapping[str, object] = {
        "meeting": {code: meeting_title(meeting, book, code) for code in frames.LANGUAGES}
    }
    for one in parties.holders(forum, at):
        if reads(one.hat):
            yield Letter(
                key=key,
                forum_slug=forum.slug,
                to=to_account(one.account, office=one.hat.title, party=one.hat.party),
                subject=Sentence(subject, facts),
                lines=(said,),
                path=Page("records:record", (forum.slug, meeting.slug)),
                event=EVENT,
                about=("record", meeting.slug),
            )


def _acts(hat: ActingOffice) -> bool:
    return hat.role is not Role.CO_PRESIDENCY or hat.in_term


def _in_charge(hat: ActingOffice) -> bool:
    return hat.role in IN_CHARGE and _acts(hat)


def _took_part(meeting: Meeting) -> Reads:
    """Both sides in charge, and the heads and institutions that were there."""
    rows = Delegation.objects.filter(meeting=meeting, people__checked_in_at__isnull=False)
    pairs = rows.values_list("member__code", "organisation__code")
    came = {code for pair in pairs for code in pair if code}

    def reads(hat: ActingOffice) -> bool:
        if hat.role is Role.DELEGATION_HEAD:
            return hat.member in came
        if hat.role is Role.INSTITUTION:
            return (
                hat.organisation in came
                and attendance.invited_as(meeting, hat.organisation) is not Part.OBSERVER
            )
        return _in_charge(hat)

    return reads


def _meeting(entry: Entry) -> Meeting | None:
    rows = Meeting.objects.filter(forum__slug=entry.forum, slug=entry.about_id)
    return rows.select_related("forum").first()
