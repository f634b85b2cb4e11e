"""Where a proposed version stands, from its rows and the day alone (domain.md C.4)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cochair.features.compliance.models import ProposedVersion
from cochair.features.parties.models import ProcedureText
from cochair.procedure.refusal import _


class State(StrEnum):
    """The states of a version of the procedures; `withdrawn` and `superseded` are ends."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


WORDS = {
    State.DRAFT: _("draft"),
    State.PROPOSED: _("version proposed"),
    State.WITHDRAWN: _("version withdrawn"),
    State.ADOPTED: _("adopted, not yet in force"),
    State.IN_FORCE: _("in force"),
    State.SUPERSEDED: _("no longer in force"),
}


def state_of(row: ProposedVersion, versions: Iterable[ProcedureText], today: date) -> State:
    """The state of a proposal on a civil day of the forum."""
    if row.adopted is not None:
        return of_version(row.adopted, versions, today)
    gone = row.document is not None and row.document.withdrawn_at is not None
    if row.withdrawn_at is not None or gone:
        return State.WITHDRAWN
    return State.DRAFT if row.proposed_at is None else State.PROPOSED


def of_version(version: ProcedureText, versions: Iterable[ProcedureText], today: date) -> State:
    """The state of a version that was adopted, on a civil day of the forum."""
    if version.effective_from > today:
        return State.ADOPTED
    begun = [one for one in versions if one.effective_from <= today]
    latest = max(begun, key=lambda one: (one.effective_from, one.pk))
    return State.IN_FORCE if latest.pk == version.pk else State.SUPERSEDED
