"""Joint act and its signatures: everything that the rest of the house needs to know of this kind."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.acts import queries, visibility
from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct, Key
from cochair.features.acts.presenters import stands_against
from cochair.features.acts.queries import OPEN
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Handover, Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import _

# Whose turn it is on a joint act.
SIGN = _("Sign: {title}")
SIGN_TOO = _("Sign: {title} (signature of {party} given)")


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
    also = frozenset(one[2] for one in kind_of(act).settles_also([act]).get(act.pk, ()))
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
            ("acts:act", str(act.number)),
            also=also,
        )


ACT = Kind(
    code="act",
    label=_("joint act"),
    models=(JointAct, Key),
    find=queries.of_number,
    ends_with=No("It ends with its subject, of which the gate of the journal asks instead."),
    closed=visibility.closed,
    verbs={
        "act.proposed": _("A joint act was sent for signature."),
        "act.key_turned": _("A joint act was signed by a co-presidency."),
        "act.declined": _("A joint act was declined."),
        "act.withdrawn": _("A joint act was withdrawn."),
        queries.REMINDED: _("The other Party was reminded to sign a joint act."),
        "act.lapsed": _("A joint act lapsed because its purpose no longer exists."),
        "act.voided": _("A joint act became void."),
    },
    archive=No("Written by the archives: needs the meetings of the cycle."),
    personal=(
        Person("proposals", _("Joint acts sent for signature"), JointAct, ("proposed_by",),
               ("forum__slug", "number", "kind", "proposed_at")),
        Person("keys", _("Signatures given"), Key, ("account",),
               ("act__forum__slug", "act__number", "party__code", "at", "digest")),
    ),
    texts=(
        Texts(JointAct, evidence="title body reason closed_reason", name_nobody="subject_id"),
    ),
    handover=(
        Handover("handover.keys", things=queries.open_acts, title="title", where=("acts:act", "number")),
    ),
    search=No("Not found yet: the search knows documents only."),
    retention=No("Who signed what stays: it is the evidence of what both agreed."),
    turns=Turns(queries.open_acts, turns),
)  # fmt: skip
