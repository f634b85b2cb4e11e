"""What an office did for a meeting, as sources of an export."""

from cochair.meetings.models import (
    Agenda,
    Discussion,
    FloorEntry,
    SpeakerRequest,
)
from cochair.personal.sources import Source
from cochair.procedure.refusal import _

SOURCES = (
    Source(
        "agendas",
        _("Agendas prepared"),
        Agenda,
        ("made_by__account",),
        ("meeting__slug", "revision", "made_at", "published_at"),
    ),
    Source(
        "discussions",
        _("Discussion of agenda items asked for"),
        Discussion,
        ("office__account",),
        ("meeting__slug", "item_key", "at"),
    ),
    Source(
        "floor",
        _("Noted on agenda items during a meeting"),
        FloorEntry,
        ("office__account",),
        ("meeting__slug", "number", "item_key", "words", "reason", "at"),
    ),
    Source(
        "speakers",
        _("Requests to speak"),
        SpeakerRequest,
        ("asked_by__account",),
        ("meeting__slug", "number", "item_key", "asked_at", "given_at", "ended_at", "withdrawn_at"),
    ),
)
