"""What an office did for a meeting, as sources of an export."""

from cochair.meetings.models import (
    Invitation,
    ObserverRequest,
)
from cochair.personal.sources import Source
from cochair.procedure.refusal import _

SOURCES = (
    Source(
        "answered_invitations",
        _("Invitations answered"),
        Invitation,
        ("answered_for__account",),
        ("meeting__slug", "answer", "answered_at", "answer_reason", "answer_reference"),
    ),
    Source(
        "observer_requests",
        _("Requests to attend as observer"),
        ObserverRequest,
        ("submitted_by__account", "withdrawn_by__account"),
        ("meeting__slug", "organisation__code", "reason", "submitted_at", "withdrawn_at"),
    ),
)
