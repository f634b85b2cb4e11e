"""Record of a meeting, and its drafts: everything that the rest of the house knows of these kinds."""

from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.meetings import attendance
from cochair.procedure.refusal import _
from cochair.records.models import (
    CommentRound,
    EarlierWords,
    MeetingRecord,
    RecordAnswer,
    RecordComment,
    RecordDraft,
    RecordParagraph,
)
from cochair.records.record import archived, queries, turns
from cochair.records.record.finding import Records

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
        "record.comments_opened": _("Comments on a record were asked for."),
        "record.commented": _("A record was commented on."),
        "record.answered": _("A comment on a record was answered."),
        "record.comment_withdrawn": _("A comment on a record was taken back."),
        "record.approved": _("Both approved a record."),
        "record.language_added": _("A language of a record was released."),
    },
    archive=(
        Archive(
            "records",
            _("Records of meetings"),
            columns=((_("Meeting"), "meeting"), (_("Document"), "document"), (_("Act"), "act")),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("record_comments", _("Comments on records of meetings"), RecordComment,
               ("by__account",),
               ("record__meeting__slug", "paragraph", "words", "received_at", "withdrawn_at")),
        Person("record_answers", _("Answers to comments on records"), RecordAnswer,
               ("by__account",), ("record__meeting__slug", "taken_up", "reason", "at")),
        Person("record_rounds", _("Comments on records asked for"), CommentRound,
               ("by__account",), ("record__meeting__slug", "at", "until")),
    ),
    texts=(Texts(RecordComment, evidence="words"), Texts(RecordAnswer, evidence="reason")),
    handover=(Handover("handover.records", archived.handed_over),),
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
        "record.own_draft_made": _("A Party began a draft of a record for itself."),
        "record.drafted": _("The common draft of a record was begun."),
        "record.joined": _("The drafts of both sides became the common draft of a record."),
        "record.draft_offered": _(
            "A Party put its draft of a record forward: the other reads it, and it stays as it is."
        ),
        "record.own_kept": _("A Party kept a record of its own."),
        "record.written": _("A paragraph of a draft of a record was written anew."),
        "record.brought_in": _("Words were brought into a draft of a record."),
    },
    archive=(
        Archive(
            "own_records",
            _("Records and drafts of your side"),
            columns=((_("Meeting"), "meeting"), (_("Begun"), "begun_at"),
                     (_("Put forward"), "offered_at"), (_("Kept since"), "kept_at")),
            rows=archived.own_rows,
        ),
    ),
    personal=(
        Person("record_drafts", _("Drafts of records made, offered or kept"), RecordDraft,
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
