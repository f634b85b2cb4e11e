"""The states of a point of action (domain.md C.2)."""

from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

OPEN, DONE, DROPPED, CARRIED = "open", "done", "dropped", "carried"
# What somebody still has to do, wherever the next meeting deals with it.
LIVE = frozenset({OPEN, CARRIED})
# How both take a point off the list of those that are open.
WAITS = "deferred"
ENDS = {
    DROPPED: _("Dropped: nobody has to do it any more"),
    WAITS: _("Put off: it is not on the agenda of the next meeting"),
}
STATES = {
    OPEN: Mark("wait", "plain", _("open")),
    DONE: Mark("check", "good", _("done")),
    DROPPED: Mark("departed", "off", _("dropped")),
    CARRIED: Mark("more", "plain", _("carried over")),
}
