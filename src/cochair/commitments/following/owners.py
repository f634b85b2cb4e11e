"""Who reports on a commitment, and for whom an office speaks.

Source: domain.md C.6 (each delegation and organisation its own report; the presidencies theirs).
"""

from cochair.commitments.models import Commitment
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Role
from cochair.procedure.refusal import Refusal, _

PRESIDENCY = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})


def speaks_for(hat: Hat) -> str:
    """The code for which an office reports: its member, its organisation, or its Party.

    Empty for an office that reports for nobody: one that only reads, a delegation's member, a
    co-presidency whose term is not running.
    """
    if hat.role is Role.DELEGATION_HEAD:
        return hat.member
    if hat.role is Role.INSTITUTION:
        return hat.organisation
    if hat.role is Role.SECRETARIAT or (hat.role is Role.CO_PRESIDENCY and hat.in_term):
        return hat.party
    return ""


def may_report(commitment: Commitment, hat: Hat) -> Refusal | None:
    """Why an office does not report on a commitment; while no owner is named, any delegation may."""
    code = speaks_for(hat)
    if not code:
        return Refusal(
            "practice",
            _("Reports come from heads of delegation, organisations and presidencies in office."),
        )
    if not commitment.owners or code in commitment.owners:
        return None
    return Refusal(
        "practice",
        _("Owners report, and this commitment has others: {owners}."),
        {"owners": tuple(commitment.owners)},
    )


def known(forum: Forum) -> frozenset[str]:
    """The codes that may own a commitment: members, organisations and Parties."""
    return frozenset(parties.roster(forum).names())
