"""The stages of a silence, and the acts that lead from one to another.

Source: domain C.4 ("Silence procedure"), B.5; security.md section 7.
"""

from enum import StrEnum

from cochair.procedure.refusal import _
from cochair.procedure.steps import Step


class Stage(StrEnum):
    """Where a silence stands; broken, passed and withdrawn are ends.

    `closing` is the time after the expiry in which what had arrived before is still dealt with.
    """

    DRAFT = "draft"
    RUNNING = "running"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    BROKEN = "broken"
    PASSED = "passed"
    WITHDRAWN = "withdrawn"


DRAFT, RUNNING, SUSPENDED, CLOSING = Stage.DRAFT, Stage.RUNNING, Stage.SUSPENDED, Stage.CLOSING
BROKEN, PASSED, WITHDRAWN = Stage.BROKEN, Stage.PASSED, Stage.WITHDRAWN

OPEN = Step(
    "open", "both co-presidencies", (DRAFT,), (RUNNING,), _("This silence has been opened already.")
)
BREAK = Step(
    "object or amend, in writing, before the expiry",
    "an entitled delegation",
    (RUNNING, SUSPENDED, CLOSING, BROKEN, PASSED),
    (BROKEN,),
    _("This silence is not running: nothing is there to object to."),
)
COMMENT = Step(
    "write after the expiry",
    "an entitled delegation",
    (CLOSING, BROKEN, PASSED),
    (CLOSING, BROKEN, PASSED),
    BREAK.otherwise,
)
STATE = Step(
    "file a statement",
    "an entitled delegation",
    (RUNNING, SUSPENDED, CLOSING, PASSED),
    (RUNNING, SUSPENDED, CLOSING, PASSED),
    _("Statements are filed beside a text under silence, or one that passed."),
)
EXTEND = Step(
    "extend, once",
    "both co-presidencies",
    (RUNNING,),
    (RUNNING,),
    _("Only a silence that is running is extended."),
)
WITHDRAW = Step(
    "withdraw",
    "both co-presidencies",
    (RUNNING, SUSPENDED),
    (WITHDRAWN,),
    _("Only a silence that is running or suspended is withdrawn."),
)
OUTAGE = Step(
    "be out of reach for more than 15 minutes in the last day",
    "the platform",
    (RUNNING, SUSPENDED, CLOSING),
    (SUSPENDED,),
    _("This silence is not running: no outage changes it."),
)
RESUME = Step(
    "set a new expiry",
    "both co-presidencies",
    (SUSPENDED,),
    (RUNNING,),
    _("Only a silence that is suspended is resumed."),
)
CLOSE = Step(
    "close, after the grace",
    "the clock",
    (CLOSING,),
    (PASSED,),
    _("Only a silence whose time is over, and that nobody broke, is closed."),
)

STEPS = (OPEN, BREAK, STATE, EXTEND, OUTAGE, RESUME, WITHDRAW, CLOSE, COMMENT)
