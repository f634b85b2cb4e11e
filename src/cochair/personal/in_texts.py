"""What somebody wrote in texts under negotiation, as sources of an export."""

from cochair.personal.sources import Source
from cochair.procedure.refusal import _
from cochair.texts.models import (
    Clearance,
    Edition,
    Issue,
    NegotiatedText,
    Position,
    PrivateNote,
    Proposal,
    Reservation,
    WordFile,
)

SOURCES = (
    Source(
        "text_proposals",
        _("Proposed in texts under negotiation"),
        Proposal,
        ("by__account",),
        ("text__document__slug", "paragraph", "operation", "words", "state", "at"),
    ),
    Source(
        "text_positions",
        _("Positions on texts under negotiation"),
        Position,
        ("by__account",),
        ("text__document__slug", "on", "value", "note", "at"),
    ),
    Source(
        "text_reservations",
        _("Reservations on texts under negotiation"),
        Reservation,
        ("by__account",),
        ("text__document__slug", "paragraph", "kind", "until", "at", "lifted_at"),
    ),
    Source(
        "text_wordings",
        _("Written in texts under negotiation"),
        Edition,
        ("made_by__account",),
        ("text__document__slug", "of", "language", "number", "words", "at"),
    ),
    Source(
        "text_clearances",
        _("Clearances of texts"),
        Clearance,
        ("by__account",),
        ("text__document__slug", "party__code", "state", "note", "at"),
    ),
    Source(
        "text_notes",
        _("Notes for the capital"),
        PrivateNote,
        ("by__account",),
        ("text__document__slug", "paragraph", "words", "at"),
    ),
    Source(
        "texts_begun",
        _("Texts under negotiation begun"),
        NegotiatedText,
        ("begun_by__account",),
        ("document__slug", "begun_at"),
    ),
    Source(
        "texts_issued",
        _("Texts under negotiation issued"),
        Issue,
        ("by__account",),
        ("text__document__slug", "at"),
    ),
    Source(
        "word_files",
        _("Word files brought into a text"),
        WordFile,
        ("by__account",),
        ("text__document__slug", "name", "at", "done_at"),
    ),
)
