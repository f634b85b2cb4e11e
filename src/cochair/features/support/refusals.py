"""Why a request for support, or what came of one, cannot be recorded so."""

from datetime import date

from cochair.features.commitments.models import SupportRequest
from cochair.features.parties.models import Organisation
from cochair.features.support.codes import OUTCOMES
from cochair.procedure.refusal import Refusal, _


def known(programme: Organisation | None) -> Refusal | None:
    """It goes to a programme, agency or institution of the forum."""
    if programme is not None:
        return None
    return Refusal("practice", _("Select the programme that is asked."))


def needed_after(asked_on: date, needed_by: date) -> Refusal | None:
    """It is needed on the day on which it is asked for, or later (civil days)."""
    if needed_by >= asked_on:
        return None
    return Refusal(
        "calendar",
        _("The support is needed by {day}, before it was asked for on {asked}."),
        {"day": needed_by, "asked": asked_on},
    )


def own(row: SupportRequest, party: str) -> Refusal | None:
    """The Party that asked says what came of it."""
    if row.party == party:
        return None
    message = _(
        "{party} asked for this support: only its co-presidency and secretariat record more."
    )
    return Refusal("practice", message, {"party": row.party})


def known_outcome(state: str) -> Refusal | None:
    """What became of it is one of those that are offered."""
    return None if state in OUTCOMES else Refusal("practice", _("Select what became of it."))


def not_before(row: SupportRequest, day: date) -> Refusal | None:
    """Nothing comes of a request before it was made (civil days)."""
    if day >= row.asked_on:
        return None
    return Refusal(
        "calendar",
        _("{day} is before the support was asked for on {asked}."),
        {"day": day, "asked": row.asked_on},
    )
