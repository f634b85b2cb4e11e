"""Delegation with its people: everything that the rest of the house knows of this kind."""

from cochair.kernel.kind import Kind, No, Person, Texts, Turns
from cochair.meetings.models import Delegation, Participant
from cochair.meetings.people import queries, turns
from cochair.meetings.queries import cycle_of
from cochair.procedure.refusal import _

COLUMNS = ("delegation__meeting__slug", "delegation__member__code",
           "delegation__organisation__code", "badge", "title", "name", "function", "rank",
           "capacity", "mode", "email", "language", "added_at", "removed_at", "checked_in_at",
           "checked_out_at")  # fmt: skip
DELEGATION = Kind(
    code="delegation",
    label=_("delegation"),
    models=(Delegation, Participant),
    find=No("Entries name its meeting instead."),
    ends_with=cycle_of,
    closed=No("Entries name its meeting instead."),
    verbs={
        "delegation.opened": _("A delegation was opened."),
        "delegation.submitted": _("A delegation was submitted to the secretariat."),
        "delegation.accepted": _("A delegation was accepted."),
        "delegation.returned": _("A delegation was returned to those who sent it."),
        "delegation.reopened": _("A delegation was opened again."),
        "delegation.head_set": _("The head of a delegation was named."),
        "delegation.replacement_declared": _(
            "A replacement at the head of a delegation was declared."
        ),
        "delegation.credentials_recorded": _("The credentials of a delegation were recorded."),
        "delegation.request_recorded": _("A delegation asked its secretariat to write for it."),
        "participant.nominated": _("People were nominated to a delegation."),
        "participant.changed": _("A nomination was changed."),
        "participant.removed": _("Somebody was taken out of a delegation."),
        "participants.imported": _("A list of people was brought in."),
        "participant.checked_in": _("Somebody was checked in."),
        "participant.checked_out": _("Somebody left the meeting."),
        "participant.check_in_undone": _("A check-in made by mistake was undone."),
    },
    archive=No("Written by the archives: needs the rules of personal data."),
    personal=(
        Person("participations", _("Delegations"), Participant, ("email__iexact",), COLUMNS,
               of="address"),
    ),
    # Of a participant the function stays, unless the person was taken out and never came.
    texts=(
        Texts(Delegation, reduced="returned_reason replaces credentials request",
              rule="participants"),
        Texts(Participant, reduced="name function email", rule="participants"),
    ),
    handover=No("Not in the handover file so far."),
    search=No("Never to be found: it names persons."),
    retention=("participants",),
    turns=Turns(queries.unfinished, turns.turns),
)  # fmt: skip
