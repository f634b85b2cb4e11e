"""Point of action: everything that the rest of the house knows of this kind."""

from cochair.kernel.kind import Archive, Kind, No, Person, Texts
from cochair.procedure.refusal import _
from cochair.records.models import ActionPoint
from cochair.records.points import access, queries

POINT = Kind(
    code=queries.SUBJECT,
    label=_("point of action"),
    model=ActionPoint,
    find=queries.of_subject,
    cycle="meeting__cycle",
    ends_with=queries.ends_with,
    closed=access.closed,
    verbs={
        "action_point.noted": _("A point of action was noted."),
        "action_point.changed": _("A point of action was changed."),
        "action_point.done": _("The owner of a point of action reported it done."),
        "action_point.carried": _("A point of action was carried over to the next meeting."),
        "action_point.settled": _("Both dropped a point of action, or put it off."),
    },
    archive=Archive(
        "points",
        _("Points of action"),
        fields=("meeting", "number", "text", "language", "owner", "due", "state", "reason",
                "evidence", "settled_at"),
        columns={"meeting": _("Meeting"), "number": _("Number"), "text": _("Text"),
                 "owner": _("Owner"), "due": _("Due")},
        order=("meeting__slug", "number"),
    ),
    personal=(
        Person("points", _("Points of action noted"), ("by__account",),
               ("meeting__slug", "number", "text", "at")),
    ),
    texts=Texts(evidence="text reason evidence", name_nobody="carried_through"),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What a meeting asked for stays with its record."),
    turns=queries.turns,
)  # fmt: skip
