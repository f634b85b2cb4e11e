"""Joint assessment of a cycle: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.assessments import consequences, queries, refusals
from cochair.features.assessments.consequences import Due
from cochair.features.assessments.criteria import SUBJECT
from cochair.features.commitments.models import AssessedResult, EffectivenessAssessment
from cochair.features.cycles.models import Cycle
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.calendar import end_of_day
from cochair.procedure.refusal import _

# Whose turn it is on the joint assessment of a cycle.
WRITE = _("Write the joint assessment: cycle {n}")
SIGN = _("Sign the joint assessment: cycle {n}")


def open_rows(forum: Forum) -> tuple[Cycle | EffectivenessAssessment | Due, ...]:
    """The cycles of which stock was taken and nothing was assessed, the assessments under way, and
    what follows of those that were signed and is not done yet."""
    return (*queries.unbegun(forum), *queries.unfinished(forum), *consequences.left(forum))


def turns(row: Cycle | EffectivenessAssessment | Due, at: datetime) -> Iterable[Turn]:
    """Whose turn it is on an assessment, on a cycle that has none yet, or on what follows of one, at an
    instant (aware UTC)."""
    if isinstance(row, Due):
        return consequences.turns(row)
    return _of_cycle(row, WRITE) if isinstance(row, Cycle) else _of_assessment(row, at)


def _of_cycle(cycle: Cycle, says: str) -> Iterable[Turn]:
    """Write it: the secretariats; sign it: the co-presidencies; by the end of the cycle."""
    facts, until = {"n": str(cycle.number)}, end_of_day(cycle.end, cycle.forum.zone)
    where = ("commitments:assessment", str(cycle.number))
    role = Role.SECRETARIAT if says == WRITE else Role.CO_PRESIDENCY
    for party in parties.roster(cycle.forum).party_codes:
        yield Turn(role.value, party, says, facts, until, "rule", where)


def _of_assessment(row: EffectivenessAssessment, at: datetime) -> Iterable[Turn]:
    """The secretariats write it in every language, then both sign, by the end of its cycle; nobody
    acts on one that was signed, or in a closed cycle."""
    if row.signed_at is not None or row.cycle.closed_at is not None:
        return
    languages = parties.book(row.forum, at).languages
    incomplete = bool(refusals.to_sign(row, languages))
    if not incomplete and queries.waiting(row):
        return
    yield from _of_cycle(row.cycle, WRITE if incomplete else SIGN)


ASSESSMENT = Kind(
    code=SUBJECT,
    label=_("joint assessment of a cycle"),
    models=(EffectivenessAssessment, AssessedResult),
    find=by_number(queries.assessment),
    ends_with=queries.ends_with,
    closed=No("Of the forum, open to every reader."),
    verbs={
        "assessment.begun": _("The joint assessment of a cycle was started."),
        "assessment.written": _("The joint assessment of a cycle was drafted."),
        "assessment.result_written": _("A result was set beside what was expected of a commitment."),
        "assessment.signed": _("Both Parties signed the joint assessment of a cycle."),
    },
    archive=(
        Archive(
            "assessments",
            _("Assessment of the cycle"),
            columns=((_("Cycle"), "cycle"), (_("Signed on"), "signed_at")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("assessments_begun", _("Assessments of effectiveness begun"),
               EffectivenessAssessment, ("begun_by__account",), ("cycle__number", "begun_at")),
        Person("assessed_results", _("Results of commitments written"), AssessedResult,
               ("by__account",), ("expectation__commitment__slug", "at")),
    ),
    texts=(
        Texts(EffectivenessAssessment, evidence="sections"),
        Texts(AssessedResult, evidence="result why follows_words"),
    ),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both signed stays as evidence."),
    turns=Turns(open_rows, turns),
)  # fmt: skip
