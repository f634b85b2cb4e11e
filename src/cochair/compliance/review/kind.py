"""Proposed version of the procedures, and the review of a meeting: everything that the rest of the house
needs to know of this kind."""

from cochair.compliance.models import ProcedureReview, ProposedVersion
from cochair.compliance.review import queries, turns
from cochair.kernel.kind import Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

PROCEDURES = Kind(
    code="procedures",
    label=_("version of the procedures"),
    models=(ProposedVersion, ProcedureReview),
    find=queries.of_name,
    ends_with=No("The procedures are in force through all cycles."),
    closed=queries.closed,
    verbs={
        "procedures.drafted": _("A draft of the procedures was begun."),
        "procedures.redrafted": _("A draft of the procedures was changed."),
        "procedures.dropped": _("A draft of the procedures was given up."),
        "procedures.proposed": _("A version of the procedures was proposed to a meeting."),
        "procedures.withdrawn": _("A proposed version of the procedures was taken back."),
        "procedures.reviewed": _("Both noted with what the review of the procedures ended."),
        "procedures.adopted": _("A version of the procedures was adopted."),
    },
    archive=No("Its paper is among the documents, and its clauses once it is adopted."),
    personal=(
        Person("proposed_versions", _("Versions of the procedures proposed"), ProposedVersion,
               ("made_by__account",),
               ("forum__slug", "number", "made_at", "changed_at", "withdrawn_at")),
    ),
    texts=(Texts(ProposedVersion, evidence="text", name_nobody="languages decision"),),
    handover=No("Not handed over yet: its paper is, while it is under decision."),
    search=No("Not found yet: the search knows its paper only."),
    retention=No("What was proposed to a meeting stays with its papers."),
    turns=Turns(turns.undecided, turns.turns),
)  # fmt: skip
