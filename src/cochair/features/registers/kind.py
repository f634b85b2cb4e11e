"""What is brought before a meeting, and the threat assessments that it cites: everything that the
rest of the house knows of these kinds."""

from cochair.features.commitments.models import Contribution, ThreatAssessment
from cochair.features.meetings.queries import cycle_of
from cochair.features.registers import queries
from cochair.kernel.kind import Kind, No, Person, Texts, by_number
from cochair.procedure.refusal import _

BY = ("by__account",)
CONTRIBUTION = Kind(
    code="contribution",
    label=_("contribution to a meeting"),
    models=(Contribution,),
    find=by_number(queries.also_withdrawn),
    ends_with=cycle_of,
    closed=No("Of the forum, open to every reader."),
    verbs={
        "contribution.brought": _("A contribution was submitted to a meeting."),
        "contribution.withdrawn": _("A contribution to a meeting was withdrawn."),
    },
    archive=No("In no archive so far."),
    personal=(
        Person("contributions", _("Contributions to meetings"), Contribution, BY,
               ("meeting__slug", "number", "title", "words", "at", "withdrawn_at")),
    ),
    texts=(Texts(Contribution, evidence="title words not_relevant_reason"),),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What was said to a meeting stays as evidence."),
    turns=No("Who brings something before a meeting asks nobody to answer."),
)  # fmt: skip

THREAT_ASSESSMENT = Kind(
    code="threat-assessment",
    label=_("threat assessment"),
    models=(ThreatAssessment,),
    find=by_number(queries.threat_assessment),
    ends_with=No("It may be cited through all cycles."),
    closed=No("Of the forum, open to every reader."),
    verbs={"threat_assessment.entered": _("A threat assessment was added.")},
    archive=No("In no archive so far."),
    personal=(
        Person("threat_assessments", _("Threat assessments added"), ThreatAssessment, BY,
               ("forum__slug", "edition", "url", "at")),
    ),
    texts=(Texts(ThreatAssessment, name_nobody="url"),),
    handover=No("It is no task of a presidency."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("It is public and names nobody."),
    turns=No("A public text owes nobody anything."),
)  # fmt: skip
