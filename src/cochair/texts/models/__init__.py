"""Negotiated texts as they are kept: entries alone; where anything stands is worked out."""

from cochair.texts.models.brought import WordFile
from cochair.texts.models.hanging import Position, Proposal, Reservation
from cochair.texts.models.negotiated import Edition, Issue, NegotiatedText, Paragraph, Round
from cochair.texts.models.within import Clearance, Followed, PrivateNote

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
