"""Decisions as they are kept: the silences, what is decided in the room, programmes."""

from cochair.features.decisions.models.programme import ProgrammeRevision
from cochair.features.decisions.models.room import (
    Objection,
    RoomDecision,
    RoomStatement,
    Suspension,
)
from cochair.features.decisions.models.silence import (
    Clearance,
    Extension,
    Message,
    Outage,
    Pulse,
    SilenceProcedure,
)

__all__ = [
    "Clearance",
    "Extension",
    "Message",
    "Objection",
    "Outage",
    "ProgrammeRevision",
    "Pulse",
    "RoomDecision",
    "RoomStatement",
    "SilenceProcedure",
    "Suspension",
]
