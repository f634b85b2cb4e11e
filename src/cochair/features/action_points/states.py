"""The states of a point of action (domain.md C.2)."""

from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

OPEN, DONE, DROPPED, CARRIED = "open", "done", "dropped", "carried"
# What somebody still has to do, wherever the next meeting deals with it.
LIVE = frozenset({OPEN, CARRIED})
# How both take a point off the list of those that are open.
WAITS = "deferred"
ENDS = {
    DROPPED: _("Cancelled: no longer needed"),
    WAITS: _("Postponed: not on the agenda of the next meeting"),
}
STATES = {
    OPEN: Mark("wait", "plain", _("to be done")),
    DONE: Mark("check", "good", _("done")),
    DROPPED: Mark("departed", "off", _("no longer needed")),
    CARRIED: Mark("more", "plain", _("carried over")),
}
