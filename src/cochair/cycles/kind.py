"""Cycle, and the plan of a coming one: everything that the rest of the house needs to know of them."""

from cochair.cycles import archived, queries, turns
from cochair.cycles.models import Cycle, SlotPlan
from cochair.kernel.kind import Archive, Kind, No, Texts, Turns
from cochair.procedure.refusal import _

NOT_FOUND = No("Not found yet: the search knows documents only.")
NOBODY = No("No person is kept with it.")

CYCLE = Kind(
    code="cycle",
    label=_("cycle"),
    models=(Cycle,),
    find=queries.of_name,
    ends_with=queries.itself,
    closed=No("Every reader of what the Parties share reads it."),
    verbs={
        "cycle.closed": _("A cycle was closed."),
        "cycle.extended": _("A cycle was extended."),
        "cycle.abandoned": _("A cycle was abandoned."),
    },
    archive=(
        Archive(
            "cycle",
            _("The cycle"),
            columns=((_("Cycle"), "number"), (_("First day"), "start"), (_("Last day"), "end"),
                     (_("State"), "state"), (_("Closed"), "closed_at"),
                     (_("Abandoned"), "abandoned_at"), (_("Decision"), "decision")),
            rows=archived.cycle,
        ),
    ),
    personal=NOBODY,
    texts=(Texts(Cycle, name_nobody="source note"),),
    handover=No("Its meetings and dates are handed over instead."),
    search=NOT_FOUND,
    retention=No("A fact of the forum: it stays for good."),
    turns=No("Its plan, its statement and its meetings say whose turn it is."),
)  # fmt: skip

PLANNED_MEETING = Kind(
    code="planned-meeting",
    label=_("planned meeting"),
    models=(SlotPlan,),
    find=No("The journal names the cycle for which a plan is made."),
    ends_with=No("It is of a coming cycle, which nobody has closed."),
    closed=No("Every reader of what the Parties share reads it."),
    verbs={"cycle.planned": _("The plan of a cycle took effect.")},
    archive=No("Not kept in an archive yet: the joint act that made it is."),
    personal=NOBODY,
    texts=No("It has days, places and codes, no words."),
    handover=No("The meetings of the next term are handed over instead."),
    search=NOT_FOUND,
    retention=No("A fact of the forum: it stays for good."),
    turns=Turns(turns.open_cycles, turns.turns),
)  # fmt: skip
