"""Commitments as they are kept: instruments, what they say, what is done and said of them."""

from cochair.features.commitments.models.exchange import ExchangeCount
from cochair.features.commitments.models.expectation import AssessedResult, Expectation
from cochair.features.commitments.models.instrument import Commitment, Instrument, Relation
from cochair.features.commitments.models.measure import (
    Action,
    Indicator,
    IndicatorValue,
    Milestone,
    Trend,
)
from cochair.features.commitments.models.overlap import OverlapDecision
from cochair.features.commitments.models.register import Contribution, ThreatAssessment
from cochair.features.commitments.models.report import PartyAssessment, ProgressReport, ReportDraft
from cochair.features.commitments.models.stocktaking import (
    EffectivenessAssessment,
    LineComment,
    StocktakingReport,
)
from cochair.features.commitments.models.support import SupportOutcome, SupportRequest
from cochair.features.commitments.models.threat import Answer, Finding

__all__ = [
    "Action",
    "Answer",
    "AssessedResult",
    "Commitment",
    "Contribution",
    "EffectivenessAssessment",
    "ExchangeCount",
    "Expectation",
    "Finding",
    "Indicator",
    "IndicatorValue",
    "Instrument",
    "LineComment",
    "Milestone",
    "OverlapDecision",
    "PartyAssessment",
    "ProgressReport",
    "Relation",
    "ReportDraft",
    "StocktakingReport",
    "SupportOutcome",
    "SupportRequest",
    "ThreatAssessment",
    "Trend",
]
