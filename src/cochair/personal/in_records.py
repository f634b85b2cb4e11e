"""What somebody did and wrote about records and decisions, as sources of an export."""

from cochair.decisions.models import Clearance, Outage, ProgrammeRevision
from cochair.personal.sources import Source
from cochair.procedure.refusal import _
from cochair.records.models import (
    CommentRound,
    EarlierWords,
    RecordAnswer,
    RecordComment,
    RecordDraft,
)

BY = ("by__account",)
SOURCES = (
    Source(
        "record_comments",
        _("Comments on records of meetings"),
        RecordComment,
        BY,
        ("record__meeting__slug", "paragraph", "words", "received_at", "withdrawn_at"),
    ),
    Source(
        "record_answers",
        _("Answers to comments on records"),
        RecordAnswer,
        BY,
        ("record__meeting__slug", "taken_up", "reason", "at"),
    ),
    Source(
        "record_drafts",
        _("Drafts of records made, offered or kept"),
        RecordDraft,
        ("by__account", "offered_by__account", "kept_by__account"),
        ("meeting__slug", "at", "offered_at", "kept_at"),
    ),
    Source(
        "record_changes",
        _("Changes to drafts of records"),
        EarlierWords,
        BY,
        ("paragraph__draft__meeting__slug", "version", "at"),
    ),
    Source(
        "record_rounds",
        _("Comments on records asked for"),
        CommentRound,
        BY,
        ("record__meeting__slug", "at", "until"),
    ),
    Source(
        "programmes",
        _("Programmes of meetings prepared"),
        ProgrammeRevision,
        BY,
        ("meeting__slug", "number", "at"),
    ),
    Source(
        "outages",
        _("Outages reported in a silence procedure"),
        Outage,
        BY,
        ("procedure__number", "start", "end", "evidence", "noted_at"),
    ),
    Source(
        "revision_clearances",
        _("Clearances of documents"),
        Clearance,
        BY,
        ("revision__document__slug", "party__code", "at"),
    ),
)
