"""How a request for support stands, in words."""

from collections.abc import Mapping

from cochair.procedure.refusal import _

ASKED, GRANTED, GIVEN = "asked", "granted", "given"
NOT_YET = _("Not answered yet")
# What may be recorded of a request; those of `CLOSED` leave nothing to wait for.
OUTCOMES: Mapping[str, str] = {
    GRANTED: _("Granted"),
    GIVEN: _("Support received"),
    "declined": _("Declined"),
    "not_given": _("Granted, but not received"),
    "withdrawn": _("Request withdrawn"),
}
STATES: Mapping[str, str] = {ASKED: NOT_YET, **OUTCOMES}
CLOSED = frozenset(OUTCOMES) - {GRANTED}
