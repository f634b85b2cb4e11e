"""Point of action: everything that the rest of the house knows of this kind."""

from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _
from cochair.records.models import ActionPoint
from cochair.records.points import access, queries, turns
from cochair.records.points.finding import Points

POINT = Kind(
    code=queries.SUBJECT,
    label=_("point of action"),
    models=(ActionPoint,),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=access.closed,
    verbs={
        "action_point.noted": _("A point of action was noted."),
        "action_point.changed": _("A point of action was changed."),
        "action_point.done": _("The owner of a point of action reported it done."),
        "action_point.carried": _("A point of action was carried over to the next meeting."),
        "action_point.settled": _("Both dropped a point of action, or put it off."),
    },
    archive=(
        Archive(
            "points",
            _("Points of action"),
            columns=((_("Meeting"), "meeting"), (_("Number"), "number"), (_("Text"), "text"),
                     (_("Owner"), "owner"), (_("Due"), "due")),
            fields=("meeting", "number", "text", "language", "owner", "due", "state", "reason",
                    "evidence", "settled_at"),
            cycle="meeting__cycle",
            order=("meeting__slug", "number"),
        ),
    ),
    personal=(
        Person("points", _("Points of action noted"), ActionPoint, ("by__account",),
               ("meeting__slug", "number", "text", "at")),
    ),
    texts=(
        Texts(ActionPoint, evidence="text reason evidence", name_nobody="carried_through"),
    ),
    handover=(
        Handover("handover.points", things=queries.live, title="text", day="due",
                 where=("records:point", "meeting__slug", "number")),
    ),
    search=Points(title="text"),
    retention=No("What a meeting asked for stays with its record."),
    turns=Turns(queries.live, turns.turns),
)  # fmt: skip
