"""Reads of records: the drafts, what was written about them, and their form for the core."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents.models import Document, Original, Revision
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.records.models import (
    CommentRound,
    EarlierWords,
    MeetingRecord,
    RecordAnswer,
    RecordComment,
    RecordDraft,
    RecordParagraph,
)
from cochair.features.silence import queries as silences
from cochair.procedure import record as core
from cochair.procedure import silence as hush
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.timetable import Owner, deadline

APPROVE = "record.approve"
COMMENT, MESSAGE = "comment", "message"
# What the timetable names after the closing for those who comment.
CLOSING, COMMENTERS = "meeting.closed", Owner.DELEGATIONS


@dataclass(frozen=True, slots=True)
class Said:
    """A comment on the record, or what a delegation wrote under a silence on it, with its answer.

    `ref` names it in addresses; `named` is false where the others do not read from whom it is;
    `late` says that it came when its time was over.
    """

    number: int
    ref: str
    revision: int
    paragraph: str
    voice: str
    party: str
    words: str
    language: str
    at: datetime
    late: bool
    named: bool
    row: RecordComment | Message
    answer: RecordAnswer | None

    @property
    def is_open(self) -> bool:
        """Whether the secretariats have not answered."""
        return self.answer is None

    @property
    def is_printed(self) -> bool:
        """Whether it stands as a footnote: answered, and not taken up."""
        return self.answer is not None and not self.answer.taken_up


def records(forum: Forum) -> QuerySet[MeetingRecord]:
    """Every record of a forum with what its state is worked out from."""
    return (
        MeetingRecord.objects.filter(meeting__forum=forum)
        .select_related("meeting__forum", "draft", "document", "approval", "approved")
        .prefetch_related(
            "document__revisions",
            "approval__keys__party",
            "approval__keys__member",
            Prefetch("rounds", CommentRound.objects.select_related("revision")),
            Prefetch("comments", RecordComment.objects.select_related("revision")),
            Prefetch("answers", RecordAnswer.objects.select_related("by")),
        )
    )


def of_meeting(meeting: Meeting) -> MeetingRecord | None:
    """The record of a meeting, or None before there is a common draft."""
    return records(meeting.forum).filter(meeting=meeting).first()


def of_document(document: Document) -> MeetingRecord | None:
    """The record that a document is, or None."""
    return records(document.forum).filter(document=document).first()


def of_subject(forum: Forum, slug: str) -> MeetingRecord | RecordDraft | None:
    """What the journal calls the record of a meeting: the joint one, or before it a draft, or None."""
    for model in (MeetingRecord, RecordDraft):
        rows = model.objects.filter(meeting__forum=forum, meeting__slug=slug)
        row: MeetingRecord | RecordDraft | None = rows.select_related("meeting__cycle").first()
        if row is not None:
            return row
    return None


def ends_with(row: MeetingRecord | RecordDraft) -> Cycle | None:
    """The cycle with which a record and its drafts end: that of the meeting."""
    return row.meeting.cycle


def own_draft(meeting: Meeting, party: str) -> RecordDraft | None:
    """The draft in the space of a Party, or None; nobody else asks for it before it is offered."""
    if not party:
        return None
    rows = RecordDraft.objects.filter(meeting=meeting, party__code=party)
    return rows.select_related("party", "meeting__forum").first()


def offered(meeting: Meeting) -> list[RecordDraft]:
    """The drafts that a Party has put forward."""
    rows = RecordDraft.objects.filter(meeting=meeting, offered_at__isnull=False)
    return list(rows.select_related("party"))


def paragraphs(draft: RecordDraft) -> list[RecordParagraph]:
    """The paragraphs of a draft in their order."""
    return list(RecordParagraph.objects.filter(draft=draft).select_related("draft"))


def paragraph(draft: RecordDraft, key: str) -> RecordParagraph | None:
    """One paragraph of a draft, with what it said earlier."""
    earlier = Prefetch(
        "earlier", EarlierWords.objects.select_related("by__party").order_by("-version")
    )
    rows = RecordParagraph.objects.filter(draft=draft, key=key)
    return (
        rows.select_related("draft__party", "draft__meeting__forum")
        .prefetch_related(earlier)
        .first()
    )


def is_blank(row: RecordParagraph) -> bool:
    """Whether nothing is printed of a paragraph: left out, or nobody has written in it."""
    return row.left_out or not any(row.words.values())


def lacking(rows: Iterable[RecordParagraph], languages: Iterable[str]) -> Mapping[str, list[str]]:
    """By language, the paragraphs that say something and not yet in that language."""
    printed = [row for row in rows if not is_blank(row)]
    found = {code: [row.key for row in printed if not row.words.get(code)] for code in languages}
    return {code: keys for code, keys in found.items() if keys}


def last_out(record: MeetingRecord) -> Revision | None:
    """The newest revision of the record that went out."""
    if record.document is None:
        return None
    rows = [one for one in record.document.revisions.all() if one.circulated_at is not None]
    return rows[-1] if rows else None


def silences_on(record: MeetingRecord) -> list[SilenceProcedure]:
    """Every silence on the record, the first one first."""
    if record.document is None:
        return []
    rows = silences.procedures(record.meeting.forum).filter(revision__document=record.document)
    return list(rows.order_by("number"))


def said(record: MeetingRecord, hushed: Iterable[SilenceProcedure]) -> tuple[Said, ...]:
    """Everything that was said of the record and stands, in the order in which it came."""
    answers: dict[tuple[str, int], RecordAnswer] = {}
    for given in record.answers.all():
        if given.comment_id is not None:
            answers[COMMENT, given.comment_id] = given
        elif given.message_id is not None:
            answers[MESSAGE, given.message_id] = given
    found: list[tuple[RecordComment | Message, str, int, str, bool, bool]] = [
        (one, COMMENT, one.revision.number, one.paragraph, one.late, True)
        for one in record.comments.all()
    ]
    for each in hushed:
        ends = _end_of(each)
        named, number = silences.is_named(each), each.revision.number
        found += [
            (one, MESSAGE, number, "", ends is not None and silences.counted(one) >= ends, named)
            for one in each.messages.all()
        ]
    found.sort(key=lambda one: (one[0].received_at, one[1], one[0].pk))
    return tuple(
        Said(
            number=number,
            ref=f"{kind}-{row.pk}",
            revision=revision,
            paragraph=key,
            voice=row.voice,
            party=row.party,
            words=row.words,
            language=row.language,
            at=row.received_at,
            late=late,
            named=named,
            row=row,
            answer=answers.get((kind, row.pk)),
        )
        for number, (row, kind, revision, key, late, named) in enumerate(found, start=1)
        # One that was taken back keeps its number, so that those of the others stay.
        if not _is_taken_back(row)
    )


def _is_taken_back(row: RecordComment | Message) -> bool:
    """Whether its author withdrew it, or says that it never sent what was entered in its name."""
    return bool(row.withdrawn_at if isinstance(row, RecordComment) else row.contested_at)


def _end_of(row: SilenceProcedure) -> datetime | None:
    """The end from which on what came is late, as both moved it last; None while it is suspended."""
    last = max([silences.end(row), *(silences.counted(one) for one in row.messages.all())])
    now = hush.course(silences.silence(row, last), last)
    return None if now.suspended_at is not None else now.expires_at


def rounds(
    record: MeetingRecord, hushed: Iterable[SilenceProcedure], at: datetime
) -> tuple[core.Round, ...]:
    """Every time for comments, the plain ones and the silences; one that was withdrawn was none."""
    found = [core.Round(one.revision.number, one.at, one.until) for one in record.rounds.all()]
    for row in hushed:
        value = silences.silence(row, at)
        stage, opened = hush.stage(value, at), hush.opened_at(value)
        if stage is hush.Stage.WITHDRAWN or opened is None:
            continue
        broken = hush.timely(value, at)
        found.append(
            core.Round(
                revision=row.revision.number,
                opened_at=opened,
                until=hush.course(value, at).expires_at,
                by_silence=True,
                passed=stage is hush.Stage.PASSED,
                ended_at=broken[0].received_at if broken else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.opened_at))


def clause(meeting: Meeting, at: datetime) -> str:
    """The clause on records of a meeting; practice where the procedures have none."""
    return parties.book(meeting.forum, at).clause_for("record_approved", meeting.configuration)


def course(record: MeetingRecord, at: datetime) -> core.Course:
    """Everything that happened to a record, as the core asks for it; a fixed number of queries."""
    hushed = silences_on(record)
    return course_of(record, hushed, waiting(record), sealed_at(record), at)


def course_of(
    record: MeetingRecord,
    hushed: list[SilenceProcedure],
    waits: JointAct | None,
    sealed: datetime | None,
    at: datetime,
) -> core.Course:
    """The same from what was read before."""
    out = last_out(record)
    act = record.approval or waits
    known = said(record, hushed)
    return core.Course(
        parties=frozenset(parties.roster(record.meeting.forum).party_codes),
        clause=clause(record.meeting, at),
        revision=out.number if out else None,
        rounds=rounds(record, hushed, at),
        keys={key.party.code: key.at for key in act.keys.all()} if act else {},
        unanswered=tuple(one.number for one in known if one.is_open and _on(one, out)),
        unprinted=tuple(one.number for one in known if _on(one, out)),
        sealed_at=sealed,
    )


def comments_close(book: Book, meeting: Meeting, at: datetime) -> date | None:
    """The civil day (rolled, in the forum's zone) until which delegations comment by the timetable.

    It is what they owe after the closing; None where the timetable names no such day, before the
    meeting is closed, and once the day is over.
    """
    owed = (one for one in book.timetable if one.owner == COMMENTERS and one.anchor == CLOSING)
    entry = next(owed, None)
    if entry is None or meeting.closed_at is None:
        return None
    closed = civil_day(meeting.closed_at, book.zone)
    day = deadline(entry, closed, book.rolls, book.holidays)
    return day if day >= civil_day(at, book.zone) else None


def waiting(record: MeetingRecord) -> JointAct | None:
    """The approval that waits for a key, if there is one."""
    if record.document is None or record.approval is not None:
        return None
    rows = acts.open_acts(record.meeting.forum).filter(kind=APPROVE, subject_kind="document")
    return rows.filter(subject_id=record.document.slug).first()


def sealed_at(record: MeetingRecord) -> datetime | None:
    """When the last language of what both approved was sealed; None while one is not."""
    if record.approval is None:
        return None
    rows = Original.objects.filter(expression__revision=record.approved_id, dropped_at=None)
    found = dict(rows.values_list("expression__language", "sealed_at"))
    wanted = [found.get(code) for code in record.approval.body["editions"]]
    done = [one for one in wanted if one is not None]
    return max(done) if done and len(done) == len(wanted) else None


def _on(one: Said, out: Revision | None) -> bool:
    """Whether something was said of the newest revision itself."""
    return out is not None and one.revision == out.number
