"""Decision in the room: everything that the rest of the house knows of this kind."""

from cochair.decisions.models import Objection, RoomDecision, RoomStatement, Suspension
from cochair.decisions.room import archived, queries, turns
from cochair.decisions.room.finding import Decisions
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

DECISION = Kind(
    code="decision",
    label=_("decision in the room"),
    models=(RoomDecision, Suspension, Objection, RoomStatement),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=queries.closed,
    verbs={
        "room.put": _("A text was put to a meeting."),
        "room.objected": _("A delegation objected to a text."),
        "room.objection_withdrawn": _("A delegation withdrew its objection."),
        "room.objection_converted": _("A delegation turned its objection into a statement."),
        "room.suspended": _("A decision was suspended over an objection."),
        "room.stated": _("A delegation filed a statement beside a text."),
        "room.declared": _("Both co-chairs declared what a meeting came to."),
        "room.issued": _("An adopted text went out with its footnotes."),
        "room.declaration_refused": _("A declaration over an objection that stands was refused."),
    },
    archive=(
        Archive(
            "decisions",
            _("Decisions"),
            columns=((_("Meeting"), "meeting"), (_("Document"), "document"), (_("Put"), "put_at"),
                     (_("Declared"), "declared_at"), (_("Outcome"), "claim")),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("objections", _("Objections to texts put to a meeting"), Objection, ("by__account",),
               ("decision__meeting__slug", "decision__number", "words", "paragraphs",
                "received_at", "withdrawn_at", "converted_at")),
        Person("statements", _("Statements beside texts put to a meeting"), RoomStatement,
               ("by__account",),
               ("decision__meeting__slug", "decision__number", "kind", "words", "received_at")),
    ),
    texts=(
        Texts(RoomDecision, evidence="paragraphs", name_nobody="terms"),
        Texts(Objection, evidence="words signature", name_nobody="paragraphs"),
        Texts(RoomStatement, evidence="words", name_nobody="paragraphs"),
    ),
    handover=(Handover("handover.submitted", archived.handed_over),),
    search=Decisions(),
    retention=No("What was decided stays, with who objected to it."),
    turns=Turns(turns.unended, turns.turns),
)  # fmt: skip
