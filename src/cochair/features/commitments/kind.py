"""Initiatives beside the forum, and coherence notes: all that the rest of the house knows of them."""

from cochair.features.commitments import queries, turns
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import CoherenceNote, InitiativeEvent
from cochair.kernel.kind import Kind, No, Texts, Turns
from cochair.procedure.refusal import _

INITIATIVE = Kind(
    code=queries.INITIATIVE,
    label=_("event of an initiative"),
    models=(InitiativeEvent,),
    find=No("Entries name the initiative, which is an organisation."),
    ends_with=No("What others hold goes on when a cycle is closed."),
    closed=No("Every reader of what the Parties share reads it."),
    verbs={
        "initiative.registered": _("A related initiative was registered."),
        "initiative.event_added": _("An event of an initiative was added."),
        "initiative.event_taken_out": _("An event of an initiative was removed."),
    },
    archive=No("The archive does not hold events of others yet."),
    personal=No("It refers to no person."),
    texts=(Texts(InitiativeEvent, name_nobody="source note title place"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("It is a fact of the wider world."),
    turns=No("Whoever prepares may enter one, and nobody must."),
)

COHERENCE_NOTE = Kind(
    code="coherence-note",
    label=_("coherence note"),
    models=(CoherenceNote,),
    find=No("Entries name its meeting, and its number as a fact."),
    ends_with=No("Entries name its meeting, which ends with its cycle."),
    closed=No("Entries name its meeting, and are read with it."),
    verbs={"coherence.noted": _("A coherence note was written.")},
    archive=No("The archive does not hold coherence notes yet."),
    personal=No("It refers to no person."),
    texts=(Texts(CoherenceNote, evidence="text findings"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What a meeting was prepared with stays with it."),
    turns=Turns(responsibility.not_over, turns.turns),
)
