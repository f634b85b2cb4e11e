"""Preparatory meeting, with what it left to do: everything that the rest of the house knows of it."""

from cochair.kernel.kind import Handover, Kind, No, Texts, Turns
from cochair.meetings.models import FollowUp, Preparation
from cochair.meetings.preparing import handed_over, turns
from cochair.procedure.refusal import _

PREPARATION = Kind(
    code="preparation",
    label=_("preparatory meeting"),
    models=(Preparation, FollowUp),
    find=No("Entries name its meeting, and its number as a fact."),
    ends_with=No("Entries name its meeting, which ends with its cycle."),
    closed=No("Said as of a part of its meeting, when the app is ready."),
    verbs={
        "preparation.planned": _("A preparatory meeting was planned."),
        "preparation.changed": _("The hour of a preparatory meeting was changed."),
        "preparation.cancelled": _("A preparatory meeting was cancelled."),
        "preparation.recorded": _("A preparatory meeting was recorded."),
        "preparation.follow_up_noted": _("A follow-up of a preparatory meeting was noted."),
        "preparation.follow_up_done": _("A follow-up of a preparatory meeting was done."),
    },
    archive=No("The archive does not hold preparatory meetings yet."),
    personal=No("It refers to no person."),
    texts=(
        Texts(Preparation, evidence="note cancelled_reason",
              name_nobody="link parties_present deputies topics"),
        Texts(FollowUp, evidence="text"),
    ),
    handover=(Handover("handover.points", handed_over.follow_ups),),
    search=No("Not found yet: the search knows documents only."),
    retention=No("That it was prepared, and how, stays with the meeting."),
    turns=Turns(turns.open_rows, turns.turns),
)  # fmt: skip
