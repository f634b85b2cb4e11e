"""Session: everything that the rest of the house knows of this kind."""

from collections.abc import Iterator
from datetime import datetime

from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting, Session
from cochair.features.meetings.responsibility import FIXED, Ask
from cochair.features.meetings.states import AHEAD, state_of
from cochair.features.sessions.opening_hours import A_DAY_BEFORE
from cochair.kernel.kind import Kind, No, Texts, Turn, Turns
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on the sessions of a meeting whose day is fixed: to plan them, and to enter
# links.
WITH_LINK = frozenset({"virtual", "hybrid"})
PLAN = _("Plan the sessions: {meeting}")
ENTER = _("Enter the link: session {number}, {meeting}")


def turns(one: Meeting, at: datetime) -> Iterator[Turn]:
    """The secretariat of the host, for a meeting at an instant (aware UTC)."""
    if state_of(one, at) not in AHEAD:
        return
    planned = [row for row in one.sessions.all() if row.removed_at is None]
    if not planned:
        until = responsibility.practice(one, ShownBy.SECOND_PREPARATION, at)
        ask = Ask(PLAN, ("meetings:sessions", one.slug), until)
        yield from responsibility.of_secretariats(one, ask, at)
    latest = responsibility.last_schedule(one)
    if latest is None or latest.format not in WITH_LINK:
        return
    for row in planned:
        if not row.remote_link:
            number = str(row.number)
            page = ("meetings:session_change", one.slug, number)
            ask = Ask(ENTER, page, (row.starts - A_DAY_BEFORE, FIXED), {"number": number})
            yield from responsibility.of_secretariats(one, ask, at)


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
        "session.removed": _("A session of a meeting was removed from the plan."),
    },
    archive=No("Its meeting's row in the archive lists it."),
    personal=No("It refers to no person."),
    texts=(Texts(Session, name_nobody="title spoken interpreted remote_link"),),
    handover=No("Nothing of it is left to be done."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("When a meeting sat stays for good."),
    turns=Turns(responsibility.not_over, turns),
)  # fmt: skip
