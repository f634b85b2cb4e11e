"""How far a machine translation has come, and why one failed.

waiting -> sent -> done | failed;  waiting -> failed
"""

from datetime import timedelta
from enum import StrEnum

from cochair.procedure.refusal import _


class State(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"


class Failure(StrEnum):
    """Why nothing came of it."""

    NONE = ""
    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not_trusted"
    NOT_SIGNED_IN = "not_signed_in"
    REFUSED = "refused"
    QUOTA = "quota"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"
    NOT_ALLOWED = "not_allowed"
    SOURCE_CHANGED = "source_changed"
    WRITTEN_MEANWHILE = "written_meanwhile"


WORDS = {
    Failure.NONE: "",
    Failure.UNREACHABLE: _("The provider could not be reached."),
    Failure.NOT_TRUSTED: _("The certificate of the provider is not trusted."),
    Failure.NOT_SIGNED_IN: _("The provider does not know this installation."),
    Failure.REFUSED: _("The provider did not take the text."),
    Failure.QUOTA: _("The provider takes no more texts from here for now."),
    Failure.NO_ANSWER: _("The provider did not answer within a day."),
    Failure.UNREADABLE: _("What the provider sent back cannot be read."),
    Failure.NOT_ALLOWED: _("The text may no longer leave the house."),
    Failure.SOURCE_CHANGED: _("The original changed meanwhile: ask again."),
    Failure.WRITTEN_MEANWHILE: _("Somebody wrote this language meanwhile: their text stays."),
}
# What may be over in a while; all else fails at once.
PASSING = frozenset({Failure.UNREACHABLE, Failure.QUOTA})
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
LEASE = timedelta(minutes=2)
PATIENCE = timedelta(days=1)
