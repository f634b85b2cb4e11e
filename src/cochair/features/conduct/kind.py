"""What happened to items in the room, and who asked to speak: all that the rest of the house knows of it."""

from cochair.features.meetings.models import FloorEntry, SpeakerRequest
from cochair.kernel.kind import Kind, No, Person, Texts
from cochair.procedure.refusal import _

CONDUCT = Kind(
    code="conduct",
    label=_("conduct of a meeting"),
    models=(FloorEntry, SpeakerRequest),
    find=No("Entries name its meeting, and its number as a fact."),
    ends_with=No("Entries name its meeting, which ends with its cycle."),
    closed=No("Entries name its meeting, and are read with it."),
    verbs={
        "item.opened": _("An item was opened for discussion."),
        "item.concluded": _("An item was concluded."),
        "item.put_off": _("The meeting deferred an item."),
        "item.discussed": _("The co-chairs moved an item without debate to discussion."),
        "item.reopened": _("A concluded item was reopened."),
        "item.limited": _("The speaking time for an item was set."),
        "item.observers_heard": _("Observers were given the floor on an item."),
        "speaker.asked": _("A participant asked for the floor."),
        "speaker.withdrew": _("A request for the floor was withdrawn."),
        "speaker.given_floor": _("A participant was given the floor."),
        "speaker.ended": _("A speaker finished."),
    },
    archive=No("The archive does not hold the conduct of meetings yet."),
    personal=(
        Person("floor", _("Notes on agenda items during a meeting"), FloorEntry,
               ("office__account",),
               ("meeting__slug", "number", "item_key", "words", "reason", "at")),
        Person("speakers", _("Requests to speak"), SpeakerRequest, ("asked_by__account",),
               ("meeting__slug", "number", "item_key", "asked_at", "given_at", "ended_at",
                "withdrawn_at")),
    ),
    texts=(Texts(FloorEntry, evidence="words reason"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What a meeting concluded stays for good."),
    turns=No("It is dealt with in the room, while the meeting sits."),
)  # fmt: skip
