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
    Failure.NOT_SIGNED_IN: _("The provider does not recognise this installation."),
    Failure.REFUSED: _("The provider did not accept the text."),
    Failure.QUOTA: _("The provider accepts no more texts from this installation for now."),
    Failure.NO_ANSWER: _("The provider did not answer within a day."),
    Failure.UNREADABLE: _("The answer of the provider cannot be read."),
    Failure.NOT_ALLOWED: _("The text may no longer leave this installation."),
    Failure.SOURCE_CHANGED: _(
        "The original has been changed in the meantime. Request the translation again."
    ),
    Failure.WRITTEN_MEANWHILE: _(
        "Someone else has written this language version in the meantime. Their text is kept."
    ),
}
# What may be over in a while; all else fails at once.
PASSING = frozenset({Failure.UNREACHABLE, Failure.QUOTA})
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
LEASE = timedelta(minutes=2)
PATIENCE = timedelta(days=1)
