"""As what a person speaks when something is decided, and the keys as the core reads them."""

from dataclasses import replace
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.consent import Consent
from cochair.procedure.entitlement import Capacity, Speaker
from cochair.procedure.presidency import Term
from cochair.procedure.refusal import Refusal, _

CAPACITIES = {
    Role.DELEGATION_HEAD: Capacity.DELEGATION,
    Role.CO_PRESIDENCY: Capacity.PRESIDENCY,
    Role.SECRETARIAT: Capacity.SECRETARIAT,
    Role.INCOMING: Capacity.INCOMING,
    Role.INSTITUTION: Capacity.INSTITUTION,
    Role.OBSERVER: Capacity.OBSERVER,
}


def speaker(hat: ActingOffice) -> Speaker:
    """As what a hat speaks: for a delegation its head does."""
    capacity = CAPACITIES.get(hat.role, Capacity.SUPPORT)
    return Speaker(str(hat.account), capacity, hat.party, hat.member)


def terms_of_office(forum: Forum) -> tuple[Term, ...]:
    """Who holds a presidency when."""
    return parties.roster(forum).terms


def no_member(forum: Forum, speaker: Speaker, at: datetime, clause: str) -> Refusal | None:
    """Why a delegation has no say at an instant: its State is not a member on that day."""
    if speaker.capacity is not Capacity.DELEGATION:
        return None
    if parties.belongs(forum, speaker.party, speaker.member, at):
        return None
    message = _("{member} is not a member of {party} on that day.")
    return Refusal(clause, message, {"member": speaker.member, "party": speaker.party})


def consent(act: JointAct, parties: tuple[str, ...]) -> Consent:
    """An act as the consent to what the core asks: its body, which the keys bind, names that digest."""
    found, binds = acts.consent(act, parties), act.body["binds"]
    keys = (one for one in found.signatures if one.digest == found.digest)
    return replace(
        found, digest=binds, signatures=tuple(replace(one, digest=binds) for one in keys)
    )
