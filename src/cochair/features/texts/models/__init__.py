"""Negotiated texts as they are kept: entries alone; where anything stands is worked out."""

from cochair.features.texts.models.contributions import Position, Proposal, Reservation
from cochair.features.texts.models.imports import WordFile
from cochair.features.texts.models.negotiated import (
    Edition,
    Issue,
    NegotiatedText,
    Paragraph,
    Round,
)
from cochair.features.texts.models.party_private import Clearance, Followed, PrivateNote

__all__ = [
    "Clearance",
    "Edition",
    "Followed",
    "Issue",
    "NegotiatedText",
    "Paragraph",
    "Position",
    "PrivateNote",
    "Proposal",
    "Reservation",
    "Round",
    "WordFile",
]
