"""Handover file: everything that the rest of the house needs to know of this kind."""

from cochair.handovers import access, archived, turns
from cochair.handovers.models import Pack
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

HANDOVER = Kind(
    code="handover",
    label=_("handover"),
    models=(Pack,),
    find=No("Its number is counted for each Party: only in its space it names one file."),
    ends_with=No("A presidency hands over also while a cycle is closed."),
    closed=access.closed,
    verbs={
        "handover.pack_made": _("A handover file was made."),
        "handover.pack_opened": _("The incoming presidency opened a handover file."),
        "handover.accepted": _("A handover was accepted."),
        "handover.acknowledged": _("The outgoing presidency acknowledged a handover file."),
    },
    archive=(
        Archive(
            "handovers",
            _("Handover files"),
            columns=((_("Number"), "number"), (_("Made"), "made_at"), (_("Incoming"), "incoming"),
                     (_("Digest"), "digest")),
            rows=archived.packs,
        ),
    ),
    personal=(
        Person("packs_made", _("Handover files made"), Pack, ("made_by__account",),
               ("forum__slug", "number", "party__code", "made_at")),
        Person("accepted", _("Handovers accepted"), Pack, ("accepted_by",),
               ("forum__slug", "number", "accepted_at", "accepted_name")),
        Person("acknowledged", _("Handovers acknowledged"), Pack, ("acknowledged_by",),
               ("forum__slug", "number", "acknowledged_at", "acknowledged_name")),
    ),
    texts=(Texts(Pack, reduced="content accepted_name acknowledged_name", rule="handovers"),),
    handover=No("A file does not hand itself over."),
    search=No("Its own Party finds it on the page of the handover."),
    retention=("handovers",),
    turns=Turns(turns.handings, turns.turns),
)  # fmt: skip
