"""The statuses that an owner may give, their look, and when a status is old (domain.md CB-50)."""

from collections.abc import Mapping
from datetime import date, datetime

from cochair.procedure.calendar import add_months, civil_day
from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

NO_REPORT = "none"
MONTHS_UNTIL_STALE = 6
# In the order in which a grid names them.
STATUSES: Mapping[str, Mark] = {
    "completed": Mark("met", "good", _("Completed")),
    "on_track": Mark("due", "plain", _("On track")),
    "in_progress": Mark("working", "plain", _("In progress")),
    "delayed": Mark("risk", "warn", _("Delayed")),
    "blocked": Mark("stop", "bad", _("Blocked")),
    "not_started": Mark("wait", "off", _("Not started")),
    "discontinued": Mark("void", "off", _("Discontinued")),
}
WITHOUT = Mark("noevidence", "off", _("No report"))
ALL: Mapping[str, Mark] = {**STATUSES, NO_REPORT: WITHOUT}
STATES: Mapping[str, str] = {
    "in_force": _("In force"),
    "completed": _("Completed"),
    "replaced": _("Replaced"),
    "closed": _("Closed"),
}
ENDED = ("completed", "replaced", "closed")


def is_stale(at: datetime | None, today: date, zone: str) -> bool:
    """Whether a status is older than six months on a civil day, or there is none."""
    return at is None or add_months(civil_day(at, zone), MONTHS_UNTIL_STALE) < today
