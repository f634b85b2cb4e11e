"""What is told of a meeting whose day is over and of which nobody here knows that it was held."""

from cochair.procedure.facts import Meeting
from cochair.procedure.refusal import Sentence, _

REPORTED = Sentence(_("Held, as reported publicly; not confirmed."))
NO_EVIDENCE = Sentence(_("No public evidence that it was held."))


def told(meeting: Meeting | None) -> Sentence:
    """What public sources say of it: one may report, at second hand, that it was held."""
    return REPORTED if meeting is not None and meeting.reported else NO_EVIDENCE


def if_held(meeting: Meeting | None) -> tuple[Sentence, ...]:
    """Why what would be met is not established."""
    return Sentence(_("Met if the meeting was held.")), told(meeting)


def maybe_held(meeting: Meeting | None) -> tuple[Sentence, ...]:
    """Why what is not met is not established either."""
    return Sentence(_("It is not established whether the meeting was held.")), told(meeting)
