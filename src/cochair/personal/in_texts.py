"""What somebody wrote in texts under negotiation, as tables of an export: a code, its name, the
rows, how they name the account, and the columns."""

from django.db.models import Model

from cochair.procedure.refusal import _
from cochair.texts.models import (
    Clearance,
    Edition,
    Position,
    PrivateNote,
    Proposal,
    Reservation,
)

TABLES: tuple[tuple[str, str, type[Model], str, tuple[str, ...]], ...] = (
    (
        "text_proposals",
        _("Proposed in texts under negotiation"),
        Proposal,
        "by__account",
        ("text__document__slug", "paragraph", "operation", "words", "state", "at"),
    ),
    (
        "text_positions",
        _("Positions on texts under negotiation"),
        Position,
        "by__account",
        ("text__document__slug", "on", "value", "note", "at"),
    ),
    (
        "text_reservations",
        _("Reservations on texts under negotiation"),
        Reservation,
        "by__account",
        ("text__document__slug", "paragraph", "kind", "until", "at", "lifted_at"),
    ),
    (
        "text_wordings",
        _("Written in texts under negotiation"),
        Edition,
        "made_by__account",
        ("text__document__slug", "of", "language", "number", "words", "at"),
    ),
    (
        "text_clearances",
        _("Clearances of texts"),
        Clearance,
        "by__account",
        ("text__document__slug", "party__code", "state", "note", "at"),
    ),
    (
        "text_notes",
        _("Notes for the capital"),
        PrivateNote,
        "by__account",
        ("text__document__slug", "paragraph", "words", "at"),
    ),
)
