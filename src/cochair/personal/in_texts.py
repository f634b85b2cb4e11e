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
        "proposals",
        _("Joint acts proposed"),
        JointAct,
        "proposed_by",
        ("forum__slug", "number", "kind", "proposed_at"),
    ),
    (
        "keys",
        _("Keys turned"),
        Key,
        "account",
        ("act__forum__slug", "act__number", "party__code", "at", "digest"),
    ),
    (
        "chairs",
        _("Meetings chaired"),
        CoChair,
        "account",
        ("meeting__slug", "party__code", "deputy", "at", "ended_at", "checked_in_at"),
    ),
    (
        "confirmations",
        _("Notices confirmed"),
        NoticeConfirmation,
        "account",
        ("notice__meeting__slug", "at"),
    ),
    (
        "invitations",
        _("Invitations opened"),
        Receipt,
        "account",
        ("invitation__meeting__slug", "opened_at"),
    ),
    (
        "requests",
        _("Agenda items asked for"),
        ItemRequest,
        "account",
        ("meeting__slug", "number", "title", "text", "asked_at", "state"),
    ),
    (
        "observer_answers",
        _("Answers on observers"),
        ObserverAnswer,
        "account",
        ("request__meeting__slug", "request__organisation__code", "answer", "at", "note"),
    ),
    (
        "calendars",
        _("Calendar addresses"),
        Feed,
        "account",
        ("forum__slug", "made_at", "revoked_at"),
    ),
    (
        "opened",
        _("Documents opened"),
        Opening,
        "account",
        (
            "expression__revision__document__slug",
            "expression__language",
            "opened_at",
            "downloaded_at",
        ),
    ),
    (
        "comments",
        _("Comments on documents"),
        Comment,
        "by__account",
        ("document__slug", "paragraph", "text", "at"),
    ),
    (
        "silences",
        _("Written to silence procedures"),
        SilenceMessage,
        "by__account",
        ("procedure__number", "form", "words", "received_at"),
    ),
    (
        "objections",
        _("Objections to texts put to a meeting"),
        Objection,
        "by__account",
        (
            "decision__meeting__slug",
            "decision__number",
            "words",
            "paragraphs",
            "received_at",
            "withdrawn_at",
            "converted_at",
        ),
    ),
    (
        "statements",
        _("Statements beside texts put to a meeting"),
        RoomStatement,
        "by__account",
        ("decision__meeting__slug", "decision__number", "kind", "words", "received_at"),
    ),
    (
        "proposals",
        _("Proposed in texts under negotiation"),
        Proposal,
        "by__account",
        ("text__document__slug", "paragraph", "operation", "words", "state", "at"),
    ),
    (
        "positions",
        _("Positions on texts under negotiation"),
        Position,
        "by__account",
        ("text__document__slug", "on", "value", "note", "at"),
    ),
    (
        "reservations",
        _("Reservations on texts under negotiation"),
        Reservation,
        "by__account",
        ("text__document__slug", "paragraph", "kind", "until", "at", "lifted_at"),
    ),
    (
        "wordings",
        _("Written in texts under negotiation"),
        Edition,
        "made_by__account",
        ("text__document__slug", "of", "language", "number", "words", "at"),
    ),
    (
        "clearances",
        _("Clearances of texts"),
        Clearance,
        "by__account",
        ("text__document__slug", "party__code", "state", "note", "at"),
    ),
    (
        "notes",
        _("Notes for the capital"),
        PrivateNote,
        "by__account",
        ("text__document__slug", "paragraph", "words", "at"),
    ),
)
