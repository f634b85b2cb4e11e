"""For whom an office comments on a report (domain.md C.6, stock-taking)."""

from cochair.features.follow_up import owners
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refusal, _


def author_of(hat: ActingOffice) -> str:
    """The code for which an office comments; a presidency to come speaks for its member."""
    return owners.speaks_for(hat) or (hat.member if hat.role is Role.INCOMING else "")


def speaks(code: str) -> Refusal | None:
    """A comment comes from an office that speaks for somebody."""
    if code:
        return None
    return Refusal(
        "practice", _("Only heads of delegation, organisations and presidencies may comment.")
    )
