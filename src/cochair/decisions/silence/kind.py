"""Silence procedure, and what a Party says within itself of a text before one: everything that the
rest of the house knows of these kinds."""

from cochair.decisions.models import Clearance, Extension, Message, Outage, SilenceProcedure
from cochair.decisions.silence import archived, queries, turns
from cochair.decisions.silence.finding import Silences
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

SILENCE = Kind(
    code="silence",
    label=_("silence procedure"),
    models=(SilenceProcedure, Extension, Outage, Message),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=queries.closed,
    verbs={
        "silence.opened": _("A silence was opened."),
        "silence.extended": _("A silence was extended."),
        "silence.withdrawn": _("A silence was withdrawn."),
        "silence.broken": _("A delegation broke a silence."),
        "silence.suspended": _("A silence is suspended: the platform could not be reached."),
        "silence.outage_reported": _("An outage of the platform was reported."),
        "silence.resumed": _("A suspended silence runs again."),
        "silence.contested": _("A delegation contested what was entered in its name."),
        "silence.recognised": _("What was entered late was recognised as in time."),
        "silence.letter_signed": _("Both signed the letter on how a silence ended."),
        "silence.commented": _("A delegation wrote after the end of a silence."),
        "silence.stated": _("A delegation filed a statement beside a text under silence."),
        "silence.passed": _("A text was adopted by silence."),
    },
    archive=(
        Archive(
            "silences",
            _("Decisions by silence"),
            columns=((_("Number"), "number"), (_("Document"), "document"),
                     (_("Opened"), "opened_at"), (_("Until"), "expires_at")),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("silences", _("Written to silence procedures"), Message, ("by__account",),
               ("procedure__number", "form", "words", "received_at")),
        Person("outages", _("Outages reported in a silence procedure"), Outage, ("by__account",),
               ("procedure__number", "start", "end", "evidence", "noted_at")),
    ),
    texts=(
        Texts(SilenceProcedure, name_nobody="terms"),
        Texts(Message, evidence="words signature evidence contested_why"),
        Texts(Outage, evidence="evidence"),
    ),
    handover=(Handover("handover.silences", archived.handed_over),),
    search=Silences(),
    retention=No("What was decided stays, with who wrote."),
    turns=Turns(turns.unended, turns.turns),
)  # fmt: skip

CLEARANCE = Kind(
    code="revision-clearance",
    label=_("clearance of a document within a Party"),
    models=(Clearance,),
    find=No("Its entries name the document that was cleared."),
    ends_with=No("Its entries name the document, which ends with a cycle."),
    closed=No("Its entries stand in the space of the Party alone."),
    verbs={"revision.cleared": _("A Party said within itself whether a revision is cleared.")},
    archive=No("In no archive yet: of clearances those of negotiated texts are kept."),
    personal=(
        Person("revision_clearances", _("Clearances of documents"), Clearance, ("by__account",),
               ("revision__document__slug", "party__code", "at")),
    ),
    texts=No("It has no text: a code alone."),
    handover=No("Not in the file yet: clearances were never listed there."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("It says what a Party decided, and names an office."),
    turns=No("A clearance is given when both submit a text; no row of it waits."),
)  # fmt: skip
