"""Point of action: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.action_points import access, queries, turns
from cochair.features.meetings import attendance
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import ActionPoint
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure.refusal import _


# Points of action as they are searched: by their words, for whoever opens the page of one.
#
# Source: domain.md C.6, C.8.
class Points(Rows):
    """The points of action of a forum; the day by which they are narrowed is that of the note."""

    kind = queries.SUBJECT
    model = ActionPoint
    day = "at"
    meeting = "meeting__slug"

    def rows(self, forum: Forum) -> QuerySet[ActionPoint]:
        """All points of a forum with their meetings."""
        return queries.rows(forum)

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[ActionPoint]
    ) -> Iterable[int]:
        """The points whose page opens for an office."""
        if not access.may_own(hat):
            return ()
        if attendance.takes_part_in_all(hat):
            return rows.values_list("pk", flat=True)
        return [one.pk for one in access.readable(rows, forum, hat, at)]

    def shown(self, forum: Forum, row: ActionPoint) -> Card:
        """A point with its meeting and the day on which it was noted."""
        return Card(
            title=row.text,
            meeting=row.meeting.slug,
            day=row.at,
            address=reverse("records:point", args=[forum.slug, row.meeting.slug, row.number]),
        )


POINT = Kind(
    code=queries.SUBJECT,
    label=_("action point"),
    models=(ActionPoint,),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=access.closed,
    verbs={
        "action_point.noted": _("An action point was recorded."),
        "action_point.attested": _("Both Parties attested an action point of before Cochair."),
        "action_point.changed": _("An action point was changed."),
        "action_point.done": _("The owner of an action point reported it as done."),
        "action_point.carried": _("An action point was carried over to the next meeting."),
        "action_point.settled": _("Both co-presidencies cancelled or postponed an action " "point."),
    },
    archive=(
        Archive(
            "points",
            _("Action points"),
            columns=((_("Meeting"), "meeting"), (_("Number"), "number"), (_("Text"), "text"),
                     (_("Owner"), "owner"), (_("Due"), "due")),
            fields=("meeting", "number", "text", "language", "owner", "due", "state", "reason",
                    "evidence", "settled_at"),
            cycle="meeting__cycle",
            order=("meeting__slug", "number"),
        ),
    ),
    personal=(
        Person("points", _("Action points recorded"), ActionPoint, ("by__account",),
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
    turns=Turns(turns.open_rows, turns.turns),
)  # fmt: skip
