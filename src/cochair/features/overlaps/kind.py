"""A decision on an overlap: everything that the rest of the house knows of this kind."""

from cochair.features.commitments.models import OverlapDecision
from cochair.features.overlaps import queries
from cochair.kernel.kind import Archive, Kind, No, Texts
from cochair.procedure.refusal import _

OVERLAP_DECISION = Kind(
    code="overlap-decision",
    label=_("decision on an overlap"),
    models=(OverlapDecision,),
    find=No("Entries name its commitment."),
    ends_with=No("Entries name its commitment, which goes on through all cycles."),
    closed=No("Entries name its commitment, and are read with it."),
    verbs={
        "overlap.decided": _("Both Parties decided what becomes of an overlap with an initiative."),
    },
    archive=(
        Archive(
            "overlaps",
            _("Decisions on overlaps with initiatives"),
            columns=((_("Commitment"), "commitment"), (_("Initiative"), "initiative"),
                     (_("Decision"), "decision")),
            rows=queries.archived,
        ),
    ),
    personal=No("It refers to no person; its act names who signed."),
    texts=(Texts(OverlapDecision, evidence="words"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: its page has them all."),
    retention=No("What both signed stays as evidence."),
    turns=No("The page shows what is not decided; nobody must decide by a day."),
)  # fmt: skip
