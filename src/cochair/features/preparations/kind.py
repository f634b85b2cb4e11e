"""Preparatory meeting, with what it left to do: everything that the rest of the house knows of it."""

from collections.abc import Iterable

from cochair.features.meetings.models import FollowUp, Preparation
from cochair.features.parties import queries as parties
from cochair.features.preparations import turns
from cochair.kernel.handover import Reader, Row, handed
from cochair.kernel.kind import Handover, Kind, No, Texts, Turns
from cochair.procedure.refusal import _


# What preparatory meetings left to be done, for the file of the next presidency.
#
# Source: domain.md B.11 (CB-47).
def follow_ups(reader: Reader) -> Iterable[Row]:
    """The follow-ups that are not done, with the day on which they are due."""
    languages = parties.book(reader.forum, reader.at).languages
    for left in FollowUp.objects.filter(
        preparation__meeting__forum=reader.forum, done_at=None
    ).select_related("preparation__meeting"):
        yield handed(
            dict.fromkeys(languages, left.text),
            day=left.due,
            where=("desk:meeting", reader.forum.slug, left.preparation.meeting.slug),
        )


PREPARATION = Kind(
    code="preparation",
    label=_("preparatory meeting"),
    models=(Preparation, FollowUp),
    find=No("Entries name its meeting, and its number as a fact."),
    ends_with=No("Entries name its meeting, which ends with its cycle."),
    closed=No("Said as of a part of its meeting, when the app is ready."),
    verbs={
        "preparation.planned": _("A preparatory meeting was planned."),
        "preparation.changed": _("The time of a preparatory meeting was changed."),
        "preparation.cancelled": _("A preparatory meeting was cancelled."),
        "preparation.recorded": _("A preparatory meeting was recorded."),
        "preparation.follow_up_noted": _("A follow-up to a preparatory meeting was " "recorded."),
        "preparation.follow_up_done": _("A follow-up to a preparatory meeting was " "completed."),
    },
    archive=No("The archive does not hold preparatory meetings yet."),
    personal=No("It refers to no person."),
    texts=(
        Texts(Preparation, evidence="note cancelled_reason",
              name_nobody="link parties_present deputies topics"),
        Texts(FollowUp, evidence="text"),
    ),
    handover=(Handover("handover.points", follow_ups),),
    search=No("Not found yet: the search knows documents only."),
    retention=No("That it was prepared, and how, stays with the meeting."),
    turns=Turns(turns.open_rows, turns.turns),
)  # fmt: skip
