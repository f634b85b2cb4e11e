"""Commitments as they are kept: instruments, what they say, what is done and said of them."""

from cochair.commitments.models.instrument import Commitment, Instrument, Relation
from cochair.commitments.models.measure import (
    Action,
    Indicator,
    IndicatorValue,
    Milestone,
    Trend,
)
from cochair.commitments.models.register import Contribution, ThreatAssessment
from cochair.commitments.models.report import PartyAssessment, ProgressReport, ReportDraft
from cochair.commitments.models.stocktaking import (
    EffectivenessAssessment,
    LineComment,
    StocktakingReport,
)

__all__ = [
    "Action",
    "Commitment",
    "Contribution",
    "EffectivenessAssessment",
    "Indicator",
    "IndicatorValue",
    "Instrument",
    "LineComment",
    "Milestone",
    "PartyAssessment",
    "ProgressReport",
    "Relation",
    "ReportDraft",
    "StocktakingReport",
    "ThreatAssessment",
    "Trend",
]
