"""Joint assessment of a cycle: everything that the rest of the house knows of this kind."""

from cochair.commitments.assessing import queries, turns
from cochair.commitments.assessing.criteria import SUBJECT
from cochair.commitments.models import EffectivenessAssessment
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turns, by_number
from cochair.procedure.refusal import _

ASSESSMENT = Kind(
    code=SUBJECT,
    label=_("joint assessment of a cycle"),
    models=(EffectivenessAssessment,),
    find=by_number(queries.assessment),
    ends_with=queries.ends_with,
    closed=No("Of the forum, open to every reader."),
    verbs={
        "assessment.begun": _("The joint assessment of a cycle was begun."),
        "assessment.written": _("The joint assessment of a cycle was written."),
        "assessment.signed": _("Both signed the joint assessment of a cycle."),
    },
    archive=(
        Archive(
            "assessments",
            _("Assessment of the cycle"),
            columns=((_("Cycle"), "cycle"), (_("Signed"), "signed_at")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("assessments_begun", _("Assessments of effectiveness begun"),
               EffectivenessAssessment, ("begun_by__account",), ("cycle__number", "begun_at")),
    ),
    texts=(Texts(EffectivenessAssessment, evidence="sections"),),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both signed stays as evidence."),
    turns=Turns(queries.unfinished, turns.turns),
)  # fmt: skip
