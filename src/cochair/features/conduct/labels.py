"""The words of the room: how items stand, what kind a conclusion is of, who speaks."""

from cochair.features.conduct.course import Stands
from cochair.procedure.refusal import _

STANDS = {
    Stands.WAITING: _("to come"),
    Stands.ON_FLOOR: _("on the floor"),
    Stands.ASIDE: _("open, put aside"),
    Stands.CONCLUDED: _("concluded"),
    Stands.DEFERRED: _("put off"),
    Stands.LEFT: _("left without a conclusion"),
}
# What was agreed is said by a decision, never by a conclusion: no kind here claims an agreement.
KINDS = {
    "exchange": _("Views were exchanged"),
    "note": _("The meeting took note"),
    "guidance": _("Guidance was given"),
    "open": _("No conclusion was reached"),
}
SPEAKERS = {
    "delegation": _("delegation"),
    "institution": _("institution"),
    "observer": _("observer"),
    "co_chair": _("co-chair"),
}
