"""The record of a meeting in the small forum: the Council sat, decided, and closed in April 2031.

Norland and Lagoon were there with the presidencies; Brumia was not.
"""

from datetime import UTC, datetime, timedelta

import decided
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.meeting_records import approval, comments, drafts, issue, queries
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.records.models import MeetingRecord
from cochair.features.silence import acts, closure
from cochair.procedure.consensus import Claim
from played import played

CLOSED = datetime(2031, 4, 9, 15, tzinfo=UTC)
DRAFTED = CLOSED + timedelta(days=5)
UNTIL = datetime(2031, 4, 24, 15, tzinfo=UTC)
LATER = UNTIL + timedelta(days=1)
SAID = "We asked for a date."


@played
def closed(forum: Forum) -> Meeting:
    """The Council after it closed: one text adopted, with a statement beside it."""
    row = decided.on_the_table(forum)
    decided.stated(row, decided.head(forum), decided.minutes(3))
    decided.declared(row, Claim.CONSENSUS, decided.minutes(5))
    return signing.stepped(row.meeting, "meeting.close", CLOSED)


def other(forum: Forum, at: datetime = DRAFTED) -> ActingOffice:
    """The secretariat of the Concert."""
    email = "secretariat-concert@example.org"
    account = Account.objects.filter(email=email).first()
    known = account or people.person(forum, Role.SECRETARIAT, "CONCERT", email=email)
    return people.hat(forum, known, at)


def ours(forum: Forum, at: datetime = DRAFTED) -> ActingOffice:
    """The secretariat of the League."""
    return signing.secretariat(forum, at)


def fresh(record: MeetingRecord) -> MeetingRecord:
    """The record as it now stands."""
    return queries.records(record.meeting.forum).get(pk=record.pk)


@played
def common(meeting: Meeting, at: datetime = DRAFTED) -> MeetingRecord:
    """The common draft, made from the room, with a summary of each item in three languages."""
    record = drafts.begin_common(meeting, by=ours(meeting.forum, at), at=at)
    filled(record, at)
    return fresh(record)


def filled(record: MeetingRecord, at: datetime, *languages: str) -> None:
    """Words for every paragraph that lacks a language."""
    for row in queries.paragraphs(record.draft):
        if not queries.is_blank(row):
            words = {
                code: row.words.get(code) or f"{row.key} {code}"
                for code in languages or ("en", "es", "pt")
            }
            said(record, row.key, {**row.words, **words}, at)


def said(record: MeetingRecord, key: str, words: dict[str, str], at: datetime = DRAFTED) -> None:
    """Words of the League's secretariat in a paragraph of the common draft."""
    row = queries.paragraph(record.draft, key)
    drafts.write(row, words=words, seen=row.version, by=ours(record.meeting.forum, at), at=at)


@played
def issued(record: MeetingRecord, at: datetime = DRAFTED) -> MeetingRecord:
    """The record after its next revision went out."""
    last = queries.last_out(fresh(record))
    seen = last.number if last else None
    issue.issue(record, summary="", seen=seen, by=ours(record.meeting.forum, at), at=at)
    return fresh(record)


@played
def asked(record: MeetingRecord, at: datetime = DRAFTED, until: datetime = UNTIL) -> MeetingRecord:
    """The record while those who were there may comment."""
    issue.open_comments(record, until=until, by=ours(record.meeting.forum, at), at=at)
    return fresh(record)


def commented(
    record: MeetingRecord, code: str = "XN", at: datetime = DRAFTED, paragraph: str = "title"
) -> MeetingRecord:
    """The record with a comment of a delegation."""
    by = decided.head(record.meeting.forum, code)
    comments.comment(record, paragraph=paragraph, words=SAID, language="en", by=by, received_at=at)
    return fresh(record)


def known(record: MeetingRecord) -> tuple[queries.Said, ...]:
    """Everything that was said of it."""
    now = fresh(record)
    return queries.said(now, queries.silences_on(now))


@played
def answered(
    record: MeetingRecord, at: datetime = LATER, *, taken_up: bool = False
) -> MeetingRecord:
    """The record after every open comment got an answer."""
    for one in known(record):
        if one.is_open:
            comments.answer(
                record,
                one,
                taken_up=taken_up,
                reason="It was not said in the room.",
                language="en",
                by=ours(record.meeting.forum, at),
                at=at,
            )
    return fresh(record)


@played
def hushed(record: MeetingRecord, at: datetime, until: datetime) -> SilenceProcedure:
    """A silence on what went out, opened by both."""
    forum = record.meeting.forum
    act = acts.propose_opening(record.document, expires_at=until, by=ours(forum, at), at=at)
    signing.both_sign(forum, act, at)
    return SilenceProcedure.objects.select_related("forum").order_by("-number").first()


def ended(forum: Forum, at: datetime) -> None:
    """What the clock does when a silence has run out."""
    closure.close_due(forum, at)


def proposed(record: MeetingRecord, at: datetime = LATER, reason: str = "") -> JointAct:
    """A proposal that both approve it."""
    return approval.propose(fresh(record), reason=reason, by=ours(record.meeting.forum, at), at=at)


@played
def approved(record: MeetingRecord, at: datetime = LATER) -> MeetingRecord:
    """The record after both approved it."""
    signing.both_sign(record.meeting.forum, proposed(record, at), at)
    return fresh(record)
