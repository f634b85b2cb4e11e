"""Record of a meeting, and its drafts: everything that the rest of the house knows of these kinds."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from cochair.features.documents import queries as documents
from cochair.features.meeting_records import queries, turns
from cochair.features.meetings import attendance
from cochair.features.meetings.part import Part
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.records.models import (
    CommentRound,
    EarlierWords,
    MeetingRecord,
    RecordAnswer,
    RecordComment,
    RecordDraft,
    RecordParagraph,
)
from cochair.features.register.finding import Documents, paragraphs_of, released
from cochair.kernel import archive, handover
from cochair.kernel.archive import instant
from cochair.kernel.handover import handed
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Row, Texts, Turns
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card, Passage
from cochair.procedure.refusal import _
from cochair.web.localize import in_all


# Records of meetings as they are searched: by what went out of them, for whoever opens the page.
#
# Drafts are not found: those of a Party are closed to the other, and the common one is read by
# those who write it. Source: domain.md C.6, C.8.
class Records(Rows):
    """The records of a forum; they are narrowed by the day on which their draft was begun."""

    kind = "record"
    model = MeetingRecord
    day = "at"
    meeting = "meeting__slug"

    def rows(self, forum: Forum) -> QuerySet[MeetingRecord]:
        """All records of a forum with their meetings and documents."""
        rows = MeetingRecord.objects.filter(meeting__forum=forum)
        return rows.select_related("meeting__forum", "document")

    def touched(self, forum: Forum, entries: Iterable[Any]) -> Collection[int]:
        """The records of which entries speak, by their meetings or by the documents that they are."""
        entries = list(entries)
        papers = Documents().touched(forum, entries)
        of_papers = self.rows(forum).filter(document__in=papers) if papers else ()
        return sorted({*super().touched(forum, entries), *(row.pk for row in of_papers)})

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[MeetingRecord]
    ) -> Iterable[int]:
        """Those of meetings in which an office takes part and does not observe; without a right to
        what the Parties share, those that it may read as documents."""
        if hat.role is Role.OBSERVER:
            return ()
        if attendance.takes_part_in_all(hat):
            return rows.values_list("pk", flat=True)
        parts = attendance.parts_of(forum, hat, at)
        own = [slug for slug, part in parts.items() if part and part is not Part.OBSERVER]
        out = Q(document__in=documents.visible(forum, hat, at).values("pk"))
        opens = Q() if hat.may(Power.READ_SHARED) else out & Q(document__circulated_at__lte=at)
        return rows.filter(opens, meeting__slug__in=own).values_list("pk", flat=True)

    def title(self, row: MeetingRecord) -> Mapping[str, str]:
        """The record of which meeting it is."""
        names = meeting_titles(row.meeting, parties.book(row.meeting.forum))
        return in_all(_("Record of the {meeting}"), meeting=names.__getitem__)

    def more(self, row: MeetingRecord) -> str:
        """The symbol of its document."""
        return documents.name_of(row.document) if row.document else ""

    def texts(self, row: MeetingRecord) -> Iterator[Passage]:
        """What went out last, in each language that was released."""
        out = queries.last_out(row)
        for edition in released(out).values() if out else ():
            yield from paragraphs_of(edition)

    def shown(self, forum: Forum, row: MeetingRecord) -> Card:
        """A record with its number and its meeting."""
        return Card(
            title=self.title(row),
            symbol=self.more(row),
            meeting=row.meeting.slug,
            day=row.at,
            address=reverse("records:record", args=[forum.slug, row.meeting.slug]),
        )


# Records of meetings as an archive keeps them, and as they are handed to the next presidency.
def rows(reader: archive.Reader) -> Iterable[Row]:
    """The joint record of each meeting, with the revision that both approved."""
    read = set(
        documents.visible(reader.forum, reader.hat, reader.at).values_list("slug", flat=True)
    )
    found = MeetingRecord.objects.filter(meeting__cycle=reader.cycle).select_related(
        "meeting", "document", "approval", "approved"
    )
    for row in found.order_by("meeting__slug"):
        there = row.document is not None and row.document.slug in read
        yield {
            "meeting": row.meeting.slug,
            "document": row.document.slug if there and row.document is not None else None,
            "approved_revision": row.approved.number if row.approved is not None else None,
            "act": row.approval.number if row.approval is not None else None,
            "at": instant(row.at),
        }


def own_rows(reader: archive.Reader) -> Iterable[Row]:
    """What the Party wrote down of each meeting by itself, paragraph by paragraph."""
    found = RecordDraft.objects.filter(
        meeting__forum=reader.forum, meeting__cycle=reader.cycle, party__code=reader.party
    ).select_related("meeting")
    for row in found.prefetch_related("paragraphs").order_by("meeting__slug"):
        yield {
            "meeting": row.meeting.slug,
            "begun_at": instant(row.at),
            "offered_at": instant(row.offered_at),
            "kept_at": instant(row.kept_at),
            "kept_by": row.kept_member or None,
            "paragraphs": [
                {
                    "key": one.key,
                    "kind": one.kind,
                    "level": one.level,
                    "words": one.words,
                    "left_out": one.left_out,
                }
                for one in row.paragraphs.all()
            ],
        }


def handed_over(reader: handover.Reader) -> Iterable[handover.Row]:
    """The records of meetings that both have not approved."""
    for row in queries.records(reader.forum).filter(approval=None):
        slug = row.meeting.slug
        yield handed(reader.named.get(slug, {}), where=("records:record", reader.forum.slug, slug))


RECORD = Kind(
    code="record",
    label=_("record of a meeting"),
    models=(MeetingRecord, CommentRound, RecordComment, RecordAnswer),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    # The journal calls a record by its meeting.
    closed=attendance.closed,
    verbs={
        "record.issued": _("A record was circulated."),
        "record.comments_opened": _("The round of comments on a record was opened."),
        "record.commented": _("A record was commented on."),
        "record.answered": _("A comment on a record was answered."),
        "record.comment_withdrawn": _("A comment on a record was withdrawn."),
        "record.approved": _("Both Parties approved a record."),
        "record.language_added": _("A language of a record was released."),
    },
    archive=(
        Archive(
            "records",
            _("Records of meetings"),
            columns=((_("Meeting"), "meeting"), (_("Document"), "document"), (_("Act"), "act")),
            rows=rows,
        ),
    ),
    personal=(
        Person("record_comments", _("Comments on records of meetings"), RecordComment,
               ("by__account",),
               ("record__meeting__slug", "paragraph", "words", "received_at", "withdrawn_at")),
        Person("record_answers", _("Answers to comments on records"), RecordAnswer,
               ("by__account",), ("record__meeting__slug", "taken_up", "reason", "others", "at")),
        Person("record_rounds", _("Rounds of comments on records opened"), CommentRound,
               ("by__account",), ("record__meeting__slug", "at", "until")),
    ),
    texts=(Texts(RecordComment, evidence="words"), Texts(RecordAnswer, evidence="reason others")),
    handover=(Handover("handover.records", handed_over),),
    search=Records(),
    retention=No("A record stays, with what was said of it."),
    turns=Turns(turns.unended, turns.turns),
)  # fmt: skip

DRAFT = Kind(
    code="record-draft",
    label=_("draft of a record"),
    models=(RecordDraft, RecordParagraph, EarlierWords),
    find=No("Its entries name the record of the meeting."),
    ends_with=queries.ends_with,
    closed=No("Its entries name the record; those of one Party are in its space."),
    verbs={
        "record.own_draft_made": _("A Party started its own draft of a record."),
        "record.drafted": _("The joint draft of a record was started."),
        "record.joined": _("The drafts of both Parties became the joint draft of a " "record."),
        "record.draft_offered": _(
            "A Party submitted its draft of a record to the other Party; it can no " "longer be changed."
        ),
        "record.own_kept": _("A Party kept a record of its own."),
        "record.written": _("A paragraph of a draft of a record was rewritten."),
        "record.brought_in": _("Text was imported into a draft of a record."),
    },
    archive=(
        Archive(
            "own_records",
            _("Records and drafts of your Party"),
            columns=((_("Meeting"), "meeting"), (_("Started on"), "begun_at"),
                     (_("Submitted to the other Party"), "offered_at"), (_("Kept as own record on"), "kept_at")),
            rows=own_rows,
        ),
    ),
    personal=(
        Person("record_drafts", _("Drafts of records made, submitted or kept"), RecordDraft,
               ("by__account", "offered_by__account", "kept_by__account"),
               ("meeting__slug", "at", "offered_at", "kept_at")),
        Person("record_changes", _("Changes to drafts of records"), EarlierWords,
               ("by__account",), ("paragraph__draft__meeting__slug", "version", "at")),
    ),
    texts=(
        Texts(RecordParagraph, evidence="words drafted variants"),
        Texts(EarlierWords, evidence="words"),
    ),
    handover=No("In the file stands the record, not its drafts."),
    search=No("A draft is read by those who write it; what went out is found."),
    retention=No("A draft stays as the evidence of what was changed."),
    turns=No("The record of the meeting says what its drafts wait for."),
)  # fmt: skip
