"""Events of others, and days on which a Party cannot meet: all that the rest of the house knows of them."""

from cochair.features.meetings.models import BlockedDays, HostEvent, RelatedEvent
from cochair.features.planner import queries
from cochair.kernel.kind import Kind, No, Texts
from cochair.procedure.refusal import _

HOST_EVENT = Kind(
    code="host_event",
    label=_("event that can host a meeting"),
    models=(HostEvent,),
    find=queries.host_event,
    ends_with=No("What others hold goes on when a cycle is closed."),
    closed=No("Every reader of what the Parties share reads it."),
    verbs={
        "host_event.added": _("An event that can host a meeting was added."),
        "host_event.removed": _("An event that could host a meeting was set aside."),
    },
    archive=No("The archive does not hold events of others yet."),
    personal=No("It refers to no person."),
    texts=(Texts(HostEvent, name_nobody="source note title"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("It is a fact of the wider world."),
    turns=No("Whoever plans may enter one, and nobody must."),
)

BLOCKED_DAYS = Kind(
    code="blocked_days",
    label=_("days on which a Party cannot meet"),
    models=(BlockedDays,),
    find=queries.blocked_days,
    ends_with=No("A Party says it of days, whatever cycle they are in."),
    closed=No("Entries about them stand in the space of their Party."),
    verbs={
        "days.blocked": _("A Party blocked days on which it cannot meet."),
        "days.unblocked": _("A Party unblocked days that it had blocked."),
    },
    archive=No("The archive does not hold blocked days yet."),
    personal=No("It refers to no person."),
    texts=(Texts(BlockedDays, evidence="reason"),),
    handover=No("The file for the next presidency does not list them yet."),
    search=No("Nobody looks for days of a plan by words."),
    retention=No("The reason stays: its author names offices, not people."),
    turns=No("A Party may block days, and nobody must."),
)

RELATED_EVENT = Kind(
    code="outside-event",
    label=_("external event"),
    models=(RelatedEvent,),
    find=No("It comes with the forum's files: no entry is about it."),
    ends_with=No("History goes on when a cycle is closed."),
    closed=No("Every reader of what the Parties share reads it."),
    verbs=No("It is loaded with the forum's files, not entered."),
    archive=No("The archive does not hold events of others yet."),
    personal=No("It refers to no person."),
    texts=(Texts(RelatedEvent, name_nobody="source note title place"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("It is a fact of the wider world."),
    turns=No("It is history: nobody acts on it."),
)
