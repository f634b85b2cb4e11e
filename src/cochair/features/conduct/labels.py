"""The words of the room: how items stand, what kind a conclusion is of, who speaks."""

from cochair.features.conduct.course import Stands
from cochair.procedure.refusal import _

STANDS = {
    Stands.WAITING: _("to come"),
    Stands.ON_FLOOR: _("under discussion"),
    Stands.ASIDE: _("open, interrupted"),
    Stands.CONCLUDED: _("concluded"),
    Stands.DEFERRED: _("deferred"),
    Stands.LEFT: _("left without a conclusion"),
}
# What was agreed is said by a decision, never by a conclusion: no kind here claims an agreement.
KINDS = {
    "exchange": _("An exchange of views took place"),
    "note": _("The meeting took note"),
    "guidance": _("Guidance given"),
    "open": _("No conclusion was reached"),
}
