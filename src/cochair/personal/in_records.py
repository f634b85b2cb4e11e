"""What somebody did and wrote about records, decisions, points of action and commitments, as sources
of an export."""

from cochair.commitments.models import (
    Action,
    Contribution,
    EffectivenessAssessment,
    Indicator,
    IndicatorValue,
    LineComment,
    PartyAssessment,
    ProgressReport,
    ReportDraft,
    StocktakingReport,
    ThreatAssessment,
)
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
        "progress",
        _("Reports on commitments"),
        ProgressReport,
        BY,
        ("commitment__slug", "status", "words", "evidence", "at"),
    ),
    Source(
        "progress_drafts",
        _("Reports on commitments prepared"),
        ReportDraft,
        BY,
        ("commitment__slug", "status", "words", "evidence", "at"),
    ),
    Source(
        "assessed",
        _("Assessments of commitments for your Party"),
        PartyAssessment,
        BY,
        ("commitment__slug", "words", "at"),
    ),
    Source(
        "stocktaking_comments",
        _("Comments on stock-taking reports"),
        LineComment,
        BY,
        ("report__cycle__number", "commitment__slug", "words", "at"),
    ),
    Source(
        "stocktaking_answers",
        _("Answers to comments on stock-taking reports"),
        LineComment,
        ("answered_by__account",),
        ("report__cycle__number", "answer", "answered_at"),
    ),
    Source(
        "contributions",
        _("Brought before a meeting"),
        Contribution,
        BY,
        ("meeting__slug", "number", "title", "words", "at", "withdrawn_at"),
    ),
    Source(
        "actions",
        _("Actions entered"),
        Action,
        BY,
        ("forum__slug", "number", "title", "at"),
    ),
    Source(
        "indicators",
        _("Indicators entered"),
        Indicator,
        BY,
        ("forum__slug", "number", "title", "baseline_source", "at"),
    ),
    Source(
        "indicator_values",
        _("Values of indicators entered"),
        IndicatorValue,
        BY,
        ("indicator__number", "value", "source", "at"),
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
        "threat_assessments",
        _("Threat assessments entered"),
        ThreatAssessment,
        BY,
        ("forum__slug", "edition", "url", "at"),
    ),
    Source(
        "stocktaking_opened",
        _("Stock-taking reports opened"),
        StocktakingReport,
        ("opened_by__account",),
        ("cycle__number", "opened_at"),
    ),
    Source(
        "assessments_begun",
        _("Assessments of effectiveness begun"),
        EffectivenessAssessment,
        ("begun_by__account",),
        ("cycle__number", "begun_at"),
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
