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
from cochair.compliance.models import ProposedVersion
from cochair.handovers.models import Pack
from cochair.personal.sources import Source
from cochair.procedure.refusal import _

BY = ("by__account",)
SOURCES = (
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
        "proposed_versions",
        _("Versions of the procedures proposed"),
        ProposedVersion,
        ("made_by__account",),
        ("forum__slug", "number", "made_at", "changed_at", "withdrawn_at"),
    ),
    Source(
        "packs_made",
        _("Handover files made"),
        Pack,
        ("made_by__account",),
        ("forum__slug", "number", "party__code", "made_at"),
    ),
)
