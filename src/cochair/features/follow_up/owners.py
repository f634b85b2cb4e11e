"""Who reports on a commitment, and for whom an office speaks.

Source: domain.md C.6 (each delegation and organisation its own report; the presidencies theirs).
"""

from cochair.features.commitments.models import Commitment
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.procedure.refusal import Refusal, _
from cochair.web.formats import sorting_key
from cochair.web.localize import translated


def speaks_for(hat: ActingOffice) -> str:
    """The code for which an office reports: its member, its organisation, or its Party."""
    return hat.reports_for


def prepares_for(hat: ActingOffice) -> str:
    """The member for whose head an office prepares reports: that of a delegation's member."""
    prepares = hat.role is Role.DELEGATION_MEMBER and hat.may(Power.READ_SHARED)
    return hat.member if prepares else ""


def follows_for(hat: ActingOffice) -> str:
    """The code whose commitments an office follows: that it reports for, or prepares reports for."""
    return speaks_for(hat) or prepares_for(hat)


def may_prepare(commitment: Commitment, hat: ActingOffice) -> Refusal | None:
    """Why an office prepares no report on a commitment for its head to enter."""
    code = prepares_for(hat)
    if not code:
        return Refusal("practice", _("Members of a delegation may prepare reports for its head."))
    return _owns(commitment, code)


def may_report(commitment: Commitment, hat: ActingOffice) -> Refusal | None:
    """Why an office does not report on a commitment; while no owner is named, any delegation may."""
    code = speaks_for(hat)
    if not code:
        return Refusal(
            "practice",
            _("Only heads of delegation, organisations and presidencies in office may report."),
        )
    return _owns(commitment, code)


def _owns(commitment: Commitment, code: str) -> Refusal | None:
    if not commitment.owners or code in commitment.owners:
        return None
    return Refusal(
        "practice",
        _("Only owners may report. The owners of this commitment are: {owners}."),
        {"owners": tuple(commitment.owners)},
    )


def known(forum: Forum) -> frozenset[str]:
    """The codes that may own a commitment: members, organisations and Parties."""
    return frozenset(parties.roster(forum).names())


def by_name(forum: Forum) -> list[tuple[str, str]]:
    """The same with their names, in the alphabetical order of the reader's language."""
    named = [
        (code, str(translated(words))) for code, words in parties.roster(forum).names().items()
    ]
    return sorted(named, key=lambda one: sorting_key(one[1]))
