"""Decisions as they are kept: the silences, and what is decided in the room."""

from cochair.decisions.models.room import Objection, RoomDecision, RoomStatement, Suspension
from cochair.decisions.models.silence import (
    Extension,
    Message,
    Outage,
    Pulse,
    SilenceProcedure,
)

__all__ = [
    "Extension",
    "Message",
    "Objection",
    "Outage",
    "Pulse",
    "RoomDecision",
    "RoomStatement",
    "SilenceProcedure",
    "Suspension",
]
