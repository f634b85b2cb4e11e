"""Whose turn it is on a joint act."""

from collections.abc import Iterable
from datetime import datetime

from cochair.acts.kinds import kind_of
from cochair.acts.models import JointAct
from cochair.acts.presenting import stands_against
from cochair.acts.queries import OPEN
from cochair.kernel.kind import Turn
from cochair.parties import queries as parties
from cochair.parties.offices import Role
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import _

SIGN = _("Sign: {title}")
SIGN_TOO = _("Sign: {title} (already signed by {party})")


def turns(act: JointAct, at: datetime) -> Iterable[Turn]:
    """The co-presidency of each Party that has not signed signs it, at an instant (UTC).

    Nobody acts while something stands against signing, or for a Party that nobody presides: there it
    is the turn of the presidency first.
    """
    if act.state not in OPEN or stands_against(act, at):
        return
    roster = parties.roster(act.forum)
    signed = {key.party.code: key.party.short for key in act.keys.all()}
    until = kind_of(act).until(act, at)
    for party in roster.party_codes:
        if party in signed or holder(roster.terms, party, at).holder is None:
            continue
        others = next(iter(signed.values()), None)
        facts = {"title": act.title} | ({} if others is None else {"party": others})
        yield Turn(
            Role.CO_PRESIDENCY.value,
            party,
            SIGN if others is None else SIGN_TOO,
            facts,
            until,
            "" if until is None else "fixed",
            ("acts:act", str(act.number), "#signatures"),
        )
