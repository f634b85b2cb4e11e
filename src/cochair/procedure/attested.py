"""What both Parties attest of the time before they kept their meetings with this software.

Nothing that is attested is judged as if it had been done here: what it shows is met *by attestation*,
what it does not show is not established.  That a meeting did not take place is a fact like any other.

Source: docs/decisions/0066.
"""

from datetime import datetime, timedelta

from cochair.procedure.calendar import start_of_day
from cochair.procedure.case import Case
from cochair.procedure.clause import Severity
from cochair.procedure.facts import Cycle, Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import View

NOTHING_ATTESTED = Sentence(
    _("Before Cochair: neither a source nor an attestation of both Parties shows it.")
)
NOT_PREFERRED = Sentence(
    _(
        "Before Cochair: the clause states a preference, and whether both Parties had a reason to"
        " do otherwise is not known."
    )
)
NOT_HELD = Sentence(_("Both Parties attested that this meeting did not take place."))


def absent(view: View, cycle: int, configuration: str) -> Meeting | None:
    """The meeting of a place in a cycle of which both attested that it was not held, while nothing
    else is planned there."""
    if view.by_slot.get((cycle, configuration)):
        return None
    return next(iter(view.not_held.get((cycle, configuration), ())), None)


def of_slot(view: View, case: Case) -> Finding | None:
    """What is found of a place in a cycle whose meeting did not take place; None for all else."""
    if case.target.kind != "slot" or case.cycle is None or case.configuration is None:
        return None
    meeting = absent(view, case.cycle.number, case.configuration)
    if meeting is None:
        return None
    return Finding(False, evidence=(meeting.id,), says=(NOT_HELD,), contrary=True)


def bears(view: View, case: Case, finding: Finding) -> bool:
    """Whether a finding rests on what both attested of the time before; a document that went out here,
    or what was decided on it, does not, although it belongs to such a meeting."""
    here = case.document is not None or case.procedure is not None
    told = (None if here else case.meeting, *(view.by_id.get(name) for name in finding.evidence))
    return any(one is not None and one.attested_at is not None for one in told)


def against_a_preference(view: View, case: Case, finding: Finding, severity: str) -> bool:
    """Whether what both attested speaks against a clause that only prefers something: a reason of both,
    which would settle it, could not be recorded here then."""
    against = finding.value is False and finding.contrary and not finding.strict
    return against and severity == Severity.PREFERRED and bears(view, case, finding)


def too_late_to_tell(view: View, cycle: Cycle, meeting: Meeting, agreed: datetime) -> bool:
    """Whether what was agreed after a cycle shows nothing of a meeting of it that both attested."""
    ended = start_of_day(cycle.end + timedelta(days=1), view.zone)
    return meeting.attested_at is not None and agreed >= ended
