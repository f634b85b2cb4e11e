"""Joint act and its signatures: everything that the rest of the house needs to know of this kind."""

from cochair.acts import queries, turns, walls
from cochair.acts.models import JointAct, Key
from cochair.kernel.kind import Handover, Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

ACT = Kind(
    code="act",
    label=_("joint act"),
    models=(JointAct, Key),
    find=queries.of_number,
    ends_with=No("It ends with its subject, of which the gate of the journal asks instead."),
    closed=walls.closed,
    verbs={
        "act.proposed": _("A joint act was proposed."),
        "act.key_turned": _("A key was turned."),
        "act.declined": _("A joint act was declined."),
        "act.withdrawn": _("A joint act was withdrawn."),
        "act.lapsed": _("A joint act lapsed: what it was for is over."),
        "act.voided": _("A joint act became void."),
    },
    archive=No("Written by the archives: needs the meetings of the cycle."),
    personal=(
        Person("proposals", _("Joint acts proposed"), JointAct, ("proposed_by",),
               ("forum__slug", "number", "kind", "proposed_at")),
        Person("keys", _("Keys turned"), Key, ("account",),
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
    turns=Turns(queries.open_acts, turns.turns),
)  # fmt: skip
