"""Joint assessment of a cycle: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.assessments import queries, refusals
from cochair.features.assessments.criteria import SUBJECT
from cochair.features.commitments.models import EffectivenessAssessment
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Role
from cochair.features.parties.turns import of_secretariat
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.calendar import end_of_day
from cochair.procedure.refusal import _

# Whose turn it is on the joint assessment of a cycle.
WRITE = _("Write the joint assessment: cycle {n}")
SIGN = _("Sign the joint assessment: cycle {n}")


def turns(row: EffectivenessAssessment, at: datetime) -> Iterable[Turn]:
    """The secretariats write it in every language, then both sign, by the end of its cycle; nobody
    acts on one that was signed, or in a closed cycle."""
    if row.signed_at is not None or row.cycle.closed_at is not None:
        return
    languages = parties.book(row.forum, at).languages
    incomplete = refusals.whole(row.sections, languages) is not None
    if not incomplete and queries.waiting(row):
        return
    facts, until = {"n": str(row.cycle.number)}, end_of_day(row.cycle.end, row.forum.zone)
    where = ("commitments:assessment", str(row.cycle.number))
    for party in parties.roster(row.forum).party_codes:
        if incomplete:
            yield of_secretariat(party, WRITE, facts, where, until, "rule")
        else:
            yield Turn(Role.CO_PRESIDENCY.value, party, SIGN, facts, until, "rule", where)


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
    turns=Turns(queries.unfinished, turns),
)  # fmt: skip
