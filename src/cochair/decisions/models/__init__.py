"""Decisions as they are kept: the silences, and what is decided in the room."""

from cochair.decisions.models.silence import (
    Extension,
    Message,
    Outage,
    Pulse,
    SilenceProcedure,
)

__all__ = ["Extension", "Message", "Outage", "Pulse", "SilenceProcedure"]
