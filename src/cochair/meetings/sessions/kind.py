"""Session: everything that the rest of the house knows of this kind."""

from cochair.kernel.kind import Kind, No, Texts, Turns
from cochair.meetings import acting
from cochair.meetings.models import Session
from cochair.meetings.sessions import turns
from cochair.procedure.refusal import _

SESSION = Kind(
    code="session",
    label=_("session of a meeting"),
    models=(Session,),
    find=No("Entries name its meeting, and its number as a fact."),
    ends_with=No("Entries name its meeting, which ends with its cycle."),
    closed=No("Said as of a part of its meeting, when the app is ready."),
    verbs={
        "session.planned": _("A session of a meeting was planned."),
        "session.changed": _("A session of a meeting was changed."),
        "session.removed": _("A session of a meeting was taken off the plan."),
    },
    archive=No("Its meeting's row in the archive lists it."),
    personal=No("It refers to no person."),
    texts=(Texts(Session, name_nobody="title spoken interpreted remote_link"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("When a meeting sat stays for good."),
    turns=Turns(acting.not_over, turns.turns),
)  # fmt: skip
