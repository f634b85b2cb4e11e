"""Commitments as they are kept: instruments, what they say, and what is said of them."""

from cochair.commitments.models.instrument import Commitment, Instrument, Relation
from cochair.commitments.models.report import PartyAssessment, ProgressReport

__all__ = ["Commitment", "Instrument", "PartyAssessment", "ProgressReport", "Relation"]
