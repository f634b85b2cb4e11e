"""What somebody wrote about records, points of action and commitments, as tables of an export: a
code, its name, the rows, how they name the account, and the columns."""

from django.db.models import Model

from cochair.commitments.models import (
    Action,
    Contribution,
    Indicator,
    IndicatorValue,
    LineComment,
    PartyAssessment,
    ProgressReport,
    ReportDraft,
)
from cochair.procedure.refusal import _
from cochair.records.models import ActionPoint, RecordAnswer, RecordComment

BY = "by__account"
TABLES: tuple[tuple[str, str, type[Model], str, tuple[str, ...]], ...] = (
    (
        "record_comments",
        _("Comments on records of meetings"),
        RecordComment,
        BY,
        ("record__meeting__slug", "paragraph", "words", "received_at", "withdrawn_at"),
    ),
    (
        "record_answers",
        _("Answers to comments on records"),
        RecordAnswer,
        BY,
        ("record__meeting__slug", "taken_up", "reason", "at"),
    ),
    (
        "points",
        _("Points of action noted"),
        ActionPoint,
        BY,
        ("meeting__slug", "number", "text", "at"),
    ),
    (
        "progress",
        _("Reports on commitments"),
        ProgressReport,
        BY,
        ("commitment__slug", "status", "words", "evidence", "at"),
    ),
    (
        "progress_drafts",
        _("Reports on commitments prepared"),
        ReportDraft,
        BY,
        ("commitment__slug", "status", "words", "evidence", "at"),
    ),
    (
        "assessed",
        _("Assessments of commitments for your Party"),
        PartyAssessment,
        BY,
        ("commitment__slug", "words", "at"),
    ),
    (
        "stocktaking_comments",
        _("Comments on stock-taking reports"),
        LineComment,
        BY,
        ("report__cycle__number", "commitment__slug", "words", "at"),
    ),
    (
        "stocktaking_answers",
        _("Answers to comments on stock-taking reports"),
        LineComment,
        "answered_by__account",
        ("report__cycle__number", "answer", "answered_at"),
    ),
    (
        "contributions",
        _("Brought before a meeting"),
        Contribution,
        BY,
        ("meeting__slug", "number", "title", "words", "at", "withdrawn_at"),
    ),
    (
        "actions",
        _("Actions entered"),
        Action,
        BY,
        ("forum__slug", "number", "title", "at"),
    ),
    (
        "indicators",
        _("Indicators entered"),
        Indicator,
        BY,
        ("forum__slug", "number", "title", "baseline_source", "at"),
    ),
    (
        "indicator_values",
        _("Values of indicators entered"),
        IndicatorValue,
        BY,
        ("indicator__number", "value", "source", "at"),
    ),
)
